#pragma once

#include "core/host/http/HttpTraffic.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace textbank {

/// Serves one connection from the first byte to its end; it keeps itself alive for as long as that takes. At most one
/// read and one write are under way. Nothing is held open without a deadline: the first byte (idle), the header, the
/// body, the Host's answer, the writing of it, and the wait for a refused client to stop sending. The deadlines are for
/// the whole of each, so that a client gains nothing by sending a byte now and then.
void servePlain(boost::asio::ip::tcp::socket socket, HttpTraffic& traffic);
void serveTls(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls, HttpTraffic& traffic);

} // namespace textbank
