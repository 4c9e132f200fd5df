#include "core/base/ProcessPrivacy.h"

#if defined(__linux__)

#include <sys/prctl.h>
#include <sys/resource.h>

namespace textbank {

void keepProcessPrivate()
{
    // Both: the limit holds for a core file, the flag also where cores are piped to a collector, which ignores it.
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

} // namespace textbank

#endif
