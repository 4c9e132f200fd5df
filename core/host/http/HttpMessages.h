#pragma once

#include "core/base/Clock.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <functional>
#include <optional>

namespace textbank {

// What passes between the HTTP thread and the Host's thread: values only, so that neither side sees the other's
// library.

struct HttpRequest
{
    quint64 id = 0; ///< One for each request of this process.
    QByteArray method;
    QByteArray target; ///< Path and query as sent, percent-encoded.
    QByteArray token;  ///< Of "Authorization: Bearer"; never logged.
    QByteArray contentType;
    QByteArray ifNoneMatch;
    QByteArray body;
    QString remote; ///< The peer's address, for rate limits.
};

struct HttpAnswer
{
    int status = 200;
    QByteArray contentType; ///< Empty without a body.
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    std::optional<Instant> clock; ///< The gateway's time, for the Date header.
};

/// Called at most once, from the Host's thread.
using HttpReply = std::function<void(HttpAnswer)>;

} // namespace textbank
