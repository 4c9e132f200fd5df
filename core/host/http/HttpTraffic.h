#pragma once

#include "core/host/http/HttpMessages.h"

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <map>
#include <string>

namespace textbank {

struct HttpLimits
{
    qint64 maxBodyBytes = 0;
    qint64 maxHeaderBytes = 0;
    Millis headerTimeout{};
    Millis idleTimeout{};
    Millis requestTimeout{};
    Millis maxWait{};
    int maxConnections = 0;
    int maxConnectionsOfOne = 0;
};

/// What all connections share. On the HTTP thread only.
class HttpTraffic
{
public:
    /// Bodies that may be on their way in at once, over all connections.
    static constexpr qint64 kMaxBodiesBytes = 64LL * 1024 * 1024;
    /// Of one address: slow bodies from there must not keep everybody else's out.
    static constexpr qint64 kMaxBodiesBytesOfOne = kMaxBodiesBytes / 2;

    HttpLimits limits;
    /// Hands a request to the Host's thread.
    std::function<void(HttpRequest, HttpReply)> ask;
    /// Tells it that the client of this request has left.
    std::function<void(quint64)> forget;
    int connections = 0;
    qint64 bodyBytes = 0;
    struct Remote
    {
        int connections = 0;
        qint64 bodyBytes = 0;
    };
    std::map<std::string, Remote> remotes; ///< Who has connections open.

    /// What limits are counted by: an IPv4 address, or the /64 that an IPv6 one is handed out in.
    static std::string remoteOf(const boost::asio::ip::tcp::socket& socket);

    quint64 nextRequest() { return ++m_lastRequest; }
    /// An IMF-fixdate (RFC 9110, 5.6.7) of the gateway's clock, as the last answer had it.
    const std::string& date(const std::optional<Instant>& clock);

private:
    quint64 m_lastRequest = 0;
    Millis m_clockAhead{0};
    qint64 m_dateSecond = -1;
    std::string m_date;
};

} // namespace textbank
