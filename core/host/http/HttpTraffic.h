#pragma once

#include "core/host/http/HttpMessages.h"

#include <functional>
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
};

/// What all connections share. On the HTTP thread only.
class HttpTraffic
{
public:
    /// Bodies that may be on their way in at once, over all connections.
    static constexpr qint64 kMaxBodiesBytes = 64LL * 1024 * 1024;

    HttpLimits limits;
    /// Hands a request to the Host's thread.
    std::function<void(HttpRequest, HttpReply)> ask;
    /// Tells it that the client of this request has left.
    std::function<void(quint64)> forget;
    int connections = 0;
    qint64 bodyBytes = 0;

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
