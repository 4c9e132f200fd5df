#include "core/gateway/HttpGatewayAddress.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace textbank {

bool isLoopback(const QUrl& address)
{
    const auto host = address.host();
    if (host == "localhost"_L1) {
        return true;
    }
    QHostAddress literal;
    return literal.setAddress(host) && literal.isLoopback();
}

bool isGatewayAddress(const QUrl& address)
{
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty() || address.hasQuery() ||
        address.hasFragment()) {
        return false;
    }
    return address.scheme() == "https"_L1 || (address.scheme() == "http"_L1 && isLoopback(address));
}

} // namespace textbank
