#include "app/desktop/Gateways.h"

#include "core/gateway/HttpGateway.h"
#include "core/gateway/spoke/SpokeGateway.h"

namespace textbank {

std::unique_ptr<Gateway> makeGateway(const QUrl& address, const QByteArray& pin, GatewayKind kind, const Clock& clock)
{
    if (kind == GatewayKind::Spoke) {
        return std::make_unique<SpokeGateway>(address, pin, clock);
    }
    return std::make_unique<HttpGateway>(address, pin, clock);
}

GatewayPair makeGateways(const QUrl& address, const QByteArray& pin, GatewayKind kind, const Clock& clock,
                         const LocalRecord& record)
{
    if (kind == GatewayKind::Spoke) {
        return {std::make_unique<SpokeGateway>(address, pin, clock, &record), nullptr};
    }
    return {std::make_unique<HttpGateway>(address, pin, clock), std::make_unique<HttpGateway>(address, pin, clock)};
}

} // namespace textbank
