#include "core/store/StoreFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QStringList kSides{u"-wal"_s, u"-shm"_s, u"-journal"_s};

} // namespace

QStringList storeFiles(const QString& path)
{
    const QFileInfo database(path);
    const auto base = database.fileName();
    QStringList files;
    const QDir folder(database.path());
    const auto names = folder.entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const auto& name : names) {
        if (name == base || name.startsWith(base + u'-') || name.startsWith(base + u'.')) {
            files.append(folder.filePath(name));
        }
    }
    return files;
}

namespace storefiles {

QString copyOf(const QString& path) { return path + u".copy"_s; }
QString newCopyOf(const QString& path) { return path + u".copy-new"_s; }
QString restoredOf(const QString& path) { return path + u".restored"_s; }
QString scratchOf(const QString& path) { return path + u".reading"_s; }
QString openMarkOf(const QString& path) { return path + u".open"_s; }

bool hasDatabase(const QString& path)
{
    const QFileInfo file(path);
    return file.isFile() && file.size() > 0;
}

bool hasLog(const QString& path)
{
    const QFileInfo log(path + u"-wal"_s);
    return log.isFile() && log.size() > 0;
}

void removeDatabase(const QString& path)
{
    QFile::remove(path);
    for (const auto& side : kSides) {
        QFile::remove(path + side);
    }
}

Result<QString> setAside(const QString& path)
{
    // The first number that nothing bears: an earlier damage stays as it was found.
    auto number = 1;
    const auto named = [&] { return u"%1.damaged-%2"_s.arg(path).arg(number); };
    while (QFileInfo::exists(named())) {
        ++number;
    }
    for (const auto& side : QStringList{QString()} + kSides) {
        if (QFileInfo::exists(path + side) && !QDir().rename(path + side, named() + side)) {
            return fail(ErrorCode::Io, u"damaged files cannot be set aside"_s);
        }
    }
    return named();
}

Result<void> copyFile(const QString& from, const QString& to)
{
    QFile::remove(to);
    if (QFile::copy(from, to) && QFileInfo(to).size() == QFileInfo(from).size()) {
        return {};
    }
    QFile::remove(to);
    const QStorageInfo disk(QFileInfo(to).path());
    const auto full = disk.isValid() && disk.bytesAvailable() < QFileInfo(from).size();
    return fail(full ? ErrorCode::DiskFull : ErrorCode::Io, u"a file cannot be copied"_s);
}

} // namespace storefiles
} // namespace textbank
