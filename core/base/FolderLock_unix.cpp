#include "core/base/FolderLock.h"

#ifdef Q_OS_UNIX

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace textbank {

FolderLock::Outcome FolderLock::take()
{
    if (m_file >= 0) {
        return Outcome::Held;
    }
    // Not handed on to programs that this one starts: they would hold it for us.
    const auto file = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return Outcome::CannotWrite;
    }
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) {
        m_file = file;
        return Outcome::Held;
    }
    const auto taken = errno == EWOULDBLOCK;
    ::close(file);
    return taken ? Outcome::Taken : Outcome::CannotWrite;
}

void FolderLock::release()
{
    if (m_file >= 0) {
        ::close(static_cast<int>(m_file));
        m_file = -1;
    }
}

} // namespace textbank

#endif
