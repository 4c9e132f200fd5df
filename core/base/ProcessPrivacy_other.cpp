#include "core/base/ProcessPrivacy.h"

#if !defined(__linux__)

#include <QtGlobal>

#if defined(Q_OS_UNIX)
#include <sys/resource.h>
#elif defined(Q_OS_WIN)
#include <qt_windows.h>
#endif

namespace textbank {

void keepProcessPrivate()
{
#if defined(Q_OS_UNIX)
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#elif defined(Q_OS_WIN)
    // No crash dialog, and with it no report that holds memory.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
#endif
}

} // namespace textbank

#endif
