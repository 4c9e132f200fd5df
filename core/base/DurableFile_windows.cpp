#include "core/base/DurableFile.h"

#include <QtGlobal>

#ifdef Q_OS_WIN

#include <QDir>
#include <io.h>
#include <windows.h>

namespace textbank {

bool syncToDisk(int descriptor) { return ::_commit(descriptor) == 0; }

bool syncFolder(const QString&) { return true; } // MOVEFILE_WRITE_THROUGH has done it.

bool replaceFile(const QString& from, const QString& to)
{
    const auto name = [](const QString& path) { return QDir::toNativeSeparators(path).toStdWString(); };
    return ::MoveFileExW(name(from).c_str(), name(to).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
}

} // namespace textbank

#endif
