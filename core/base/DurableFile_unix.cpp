#include "core/base/DurableFile.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX

#include <QFile>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace textbank {

bool syncToDisk(int descriptor)
{
#ifdef Q_OS_MACOS
    // fsync() there leaves the bytes in the drive's own memory.
    if (::fcntl(descriptor, F_FULLFSYNC) == 0) {
        return true;
    }
#endif
    return ::fsync(descriptor) == 0;
}

bool syncFolder(const QString& folder)
{
    const auto descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const auto synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

bool replaceFile(const QString& from, const QString& to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

} // namespace textbank

#endif
