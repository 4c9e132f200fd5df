#include "core/session/KeyVault.h"

#include "core/base/DurableFile.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace textbank {

namespace {
constexpr qint64 kLargest = 4096; ///< Far more than a key file has.
}

Result<std::optional<QByteArray>> KeyFiles::read(const QString& profile) const
{
    auto bytes = readWhole(m_path(profile), kLargest);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge) {
        return fail(ErrorCode::Corrupt, u"damaged key file"_s);
    }
    return bytes;
}

Result<void> KeyFiles::create(const QString& profile, const QByteArray& bytes)
{
    if (!QDir().mkpath(QFileInfo(m_path(profile)).path())) {
        return fail(ErrorCode::Io, u"cannot make a profile's folder"_s);
    }
    return replace(profile, bytes);
}

Result<void> KeyFiles::replace(const QString& profile, const QByteArray& bytes)
{
    return writeDurably(m_path(profile), bytes);
}

Result<void> KeyFiles::wipe(const QString& profile) { return wipeFile(m_path(profile)); }

} // namespace textbank
