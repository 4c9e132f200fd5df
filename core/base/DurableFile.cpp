#include "core/base/DurableFile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

Result<void> refused(QFile& file, const QString& what)
{
    const auto full = file.error() == QFileDevice::ResourceError;
    file.close();
    file.remove();
    return fail(full ? ErrorCode::DiskFull : ErrorCode::Io, what);
}

bool writeAll(QFile& file, const QByteArray& bytes)
{
    return file.write(bytes) == bytes.size() && file.flush() && syncToDisk(file.handle());
}

} // namespace

Result<void> writeDurably(const QString& path, const QByteArray& bytes)
{
    // One name for all attempts: what a crash leaves behind, the next write takes away.
    QFile file(path + u".new"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered)) {
        return fail(file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::Io,
                    u"cannot make a file"_s);
    }
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) || !writeAll(file, bytes)) {
        return refused(file, u"cannot write a file"_s);
    }
    file.close();
    if (!replaceFile(file.fileName(), path)) {
        return refused(file, u"cannot replace a file"_s);
    }
    if (!syncFolder(QFileInfo(path).path())) {
        return fail(ErrorCode::Io, u"cannot write a folder"_s);
    }
    return {};
}

Result<std::optional<QByteArray>> readWhole(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.exists()) {
        return std::optional<QByteArray>();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, u"cannot read a file"_s);
    }
    auto bytes = file.read(limit + 1);
    if (bytes.size() > limit) {
        return fail(ErrorCode::TooLarge, u"a file of more than %1 bytes"_s.arg(limit));
    }
    if (file.error() != QFileDevice::NoError) {
        return fail(ErrorCode::Io, u"cannot read a file"_s);
    }
    return std::optional(std::move(bytes));
}

Result<void> wipeFile(const QString& path)
{
    auto done = true;
    for (const auto& name : {path, path + u".new"_s}) {
        QFile file(name);
        if (!file.exists()) {
            continue;
        }
        // Overwriting is best effort (a disk of flash may write elsewhere); deleting is what counts.
        if (file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
            (void)writeAll(file, QByteArray(static_cast<qsizetype>(std::min<qint64>(file.size(), 1 << 20)), '\0'));
            file.close();
        }
        done = file.remove() && done;
    }
    (void)syncFolder(QFileInfo(path).path());
    return done ? Result<void>() : fail(ErrorCode::Io, u"cannot delete a file"_s);
}

} // namespace textbank
