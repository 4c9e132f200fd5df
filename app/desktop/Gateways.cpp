#include "app/desktop/Gateways.h"

#include "core/gateway/HttpGateway.h"

namespace textbank {

std::unique_ptr<Gateway> makeGateway(const QUrl& address, const QByteArray& pin, GatewayKind kind, const Clock& clock)
{
    switch (kind) {
    case GatewayKind::Spoke: // Has no adapter yet.
    case GatewayKind::Textbank:
        break;
    }
    return std::make_unique<HttpGateway>(address, pin, clock);
}

} // namespace textbank
