#pragma once

#include <QString>
#include <utility>

namespace textbank {

/// Held by one process at a time. The system itself lets go of it when that process ends, in whatever way; a file that
/// was left behind, whole or half written, stands in nobody's way.
class FolderLock
{
public:
    enum class Outcome { Held, Taken, CannotWrite };

    /// `path`: a file for this purpose alone; it stays when the lock is let go.
    explicit FolderLock(QString path)
        : m_path(std::move(path))
    {
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { release(); }

    /// Does not wait.
    Outcome take();
    void release();

private:
    QString m_path;
    qintptr m_file = -1;
};

} // namespace textbank
