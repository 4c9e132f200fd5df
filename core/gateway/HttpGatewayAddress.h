#pragma once

#include <QUrl>

namespace textbank {

/// True for localhost, 127.0.0.0/8 and ::1: what never leaves this machine and so needs no TLS.
bool isLoopback(const QUrl& address);
/// https anywhere or http to a loopback address, with a host and without user info, query or fragment.
bool isGatewayAddress(const QUrl& address);

} // namespace textbank
