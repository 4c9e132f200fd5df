#include "app/gateway/GatewayFolder.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace textbank {

Result<GatewayFolder> GatewayFolder::prepare(const QString& path)
{
    const auto folder =
        QDir(path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : path).absolutePath();
    const auto isNew = !QDir(folder).exists();
    if (!QDir().mkpath(folder)) {
        return fail(ErrorCode::Io, u"The folder %1 could not be made."_s.arg(QDir::toNativeSeparators(folder)));
    }
    // It will hold names, numbers and conversations.
    if (isNew && !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return fail(ErrorCode::Io,
                    u"The folder %1 could not be closed to other users."_s.arg(QDir::toNativeSeparators(folder)));
    }
    return GatewayFolder(folder);
}

Result<void> GatewayFolder::writeAddress(const Address& address) const
{
    QSaveFile file(addressFile());
    const QJsonObject json{{u"url"_s, address.url.toString()}, {u"pin"_s, QString::fromLatin1(address.pin.toHex())}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0 || !file.commit()) {
        return fail(ErrorCode::Io, u"The file %1 could not be written."_s.arg(addressFile()));
    }
    return {};
}

std::optional<GatewayFolder::Address> GatewayFolder::readAddress() const
{
    QFile file(addressFile());
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const auto json = QJsonDocument::fromJson(file.readAll()).object();
    const QUrl url(json.value("url"_L1).toString());
    if (!url.isValid() || url.host().isEmpty()) {
        return std::nullopt;
    }
    return Address{url, QByteArray::fromHex(json.value("pin"_L1).toString().toLatin1())};
}

} // namespace textbank
