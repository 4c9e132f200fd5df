#pragma once

#include "core/base/Clock.h"
#include "core/gateway/Gateway.h"
#include "core/gateway/GatewayKind.h"

#include <QByteArray>
#include <QUrl>
#include <memory>

namespace textbank {

/// Makes what stands behind the port: the one place that knows each kind of gateway by name.
std::unique_ptr<Gateway> makeGateway(const QUrl& address, const QByteArray& pin, GatewayKind kind, const Clock& clock);

} // namespace textbank
