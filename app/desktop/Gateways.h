#pragma once

#include "core/base/Clock.h"
#include "core/gateway/Gateway.h"
#include "core/gateway/GatewayKind.h"
#include "core/gateway/LocalRecord.h"

#include <QByteArray>
#include <QUrl>
#include <memory>

namespace textbank {

/// Makes what stands behind the port, for signing in: the one place that knows each kind of gateway by name.
std::unique_ptr<Gateway> makeGateway(const QUrl& address, const QByteArray& pin, GatewayKind kind, const Clock& clock);

/// What a shift works with. One object may serve both: `stream` is null then.
struct GatewayPair
{
    std::unique_ptr<Gateway> commands;
    std::unique_ptr<Gateway> stream;
};
/// `record` is what the profile's store knows, for gateways that ask; it must outlive them.
GatewayPair makeGateways(const QUrl& address, const QByteArray& pin, GatewayKind kind, const Clock& clock,
                         const LocalRecord& record);

} // namespace textbank
