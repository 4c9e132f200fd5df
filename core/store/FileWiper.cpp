#include "core/store/FileWiper.h"

#include "core/store/StoreFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

bool overwrite(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
        return false;
    }
    constexpr qint64 kChunk = 1024 * 1024;
    const QByteArray zeros(static_cast<qsizetype>(std::min(kChunk, file.size())), '\0');
    for (auto left = file.size(); left > 0;) {
        const auto written = file.write(zeros.constData(), std::min<qint64>(left, zeros.size()));
        if (written <= 0) {
            return false;
        }
        left -= written;
    }
    return file.flush();
}

int failuresOf(const QString& path)
{
    const QFileInfo file(path);
    if (file.isDir() && !file.isSymLink()) { // Somebody put it there; it may have been set aside with the rest.
        return QDir(path).removeRecursively() ? 0 : 1;
    }
    const auto overwritten = file.isSymLink() || overwrite(path);
    return (overwritten ? 0 : 1) + (QFile::remove(path) ? 0 : 1);
}

Result<void> wipeAll(const QStringList& files)
{
    auto failures = 0;
    for (const auto& file : files) {
        failures += failuresOf(file);
    }
    if (failures > 0) {
        return fail(ErrorCode::Io, u"%1 failures while wiping"_s.arg(failures));
    }
    return {};
}

} // namespace

Result<void> wipeDatabaseFiles(const QString& path) { return wipeAll(storeFiles(path)); }

Result<void> wipeCopies(const QString& path)
{
    auto files = storeFiles(path);
    const QStringList own{path, path + u"-wal"_s, path + u"-shm"_s, path + u"-journal"_s, storefiles::openMarkOf(path)};
    files.removeIf([&](const QString& file) { return own.contains(file); });
    return wipeAll(files);
}

} // namespace textbank
