#pragma once

#include "app/gateway/GatewayArguments.h"
#include "app/gateway/GatewayFolder.h"
#include "core/base/Clock.h"

#include <QUrl>

namespace textbank {

/// What the gateway is served with; empty for plain HTTP on this computer.
struct GatewayTls
{
    QByteArray certificatePem;
    QByteArray keyPem;
    QByteArray pin; ///< What join links carry: SHA-256 of a certificate that no authority vouches for.

    /// As the arguments say; the gateway's own certificate is made at the first time and kept in its folder. One
    /// sentence in `detail`.
    static Result<GatewayTls> choose(const GatewayArguments& arguments, const GatewayFolder& folder,
                                     const Clock& clock);
};

/// The address that volunteers type: "all addresses" is none, so one of this computer's own stands for it.
QUrl reachableAddress(const QUrl& listening);
/// The whole of a file that the operator named. Io with one sentence in `detail`.
Result<QByteArray> contentsOf(const QString& path);

} // namespace textbank
