#include "core/base/FolderLock.h"

#ifdef Q_OS_WIN

#include <QDir>
#include <windows.h>

namespace textbank {

FolderLock::Outcome FolderLock::take()
{
    if (m_file != -1) {
        return Outcome::Held;
    }
    const auto path = QDir::toNativeSeparators(m_path).toStdWString();
    // Opened so that nobody else can open it.
    auto* const file = ::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                                     FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        return ::GetLastError() == ERROR_SHARING_VIOLATION ? Outcome::Taken : Outcome::CannotWrite;
    }
    m_file = reinterpret_cast<qintptr>(file);
    return Outcome::Held;
}

void FolderLock::release()
{
    if (m_file != -1) {
        ::CloseHandle(reinterpret_cast<HANDLE>(m_file));
        m_file = -1;
    }
}

} // namespace textbank

#endif
