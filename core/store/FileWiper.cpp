#include "core/store/FileWiper.h"

#include <QFile>
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

} // namespace

Result<void> wipeDatabaseFiles(const QString& path)
{
    auto failures = 0;
    for (const auto& suffix : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s}) {
        const auto name = path + suffix;
        if (QFile::exists(name)) {
            failures += overwrite(name) ? 0 : 1;
            failures += QFile::remove(name) ? 0 : 1;
        }
    }
    if (failures > 0) {
        return fail(ErrorCode::Io, u"%1 failures while wiping"_s.arg(failures));
    }
    return {};
}

} // namespace textbank
