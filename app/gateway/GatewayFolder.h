#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <optional>

namespace textbank {

/// Where a gateway keeps what it has on disk.
class GatewayFolder
{
public:
    /// Made if missing, readable by its owner only. `path` empty: the platform's own. Io with one sentence in `detail`.
    static Result<GatewayFolder> prepare(const QString& path);

    QString database() const { return m_path + QStringLiteral("/gateway.db"); }
    QString logs() const { return m_path + QStringLiteral("/logs"); }
    QString ownCertificate() const { return m_path + QStringLiteral("/own-certificate.pem"); }
    QString serveLock() const { return m_path + QStringLiteral("/serve.lock"); }

    /// Under which address, and with which certificate, it was last served: what join links carry.
    struct Address
    {
        QUrl url;
        QByteArray pin; ///< SHA-256 of the certificate, or empty.
    };
    Result<void> writeAddress(const Address& address) const;
    std::optional<Address> readAddress() const;

private:
    explicit GatewayFolder(QString path)
        : m_path(std::move(path))
    {
    }
    QString addressFile() const { return m_path + QStringLiteral("/address.json"); }
    QString m_path;
};

} // namespace textbank
