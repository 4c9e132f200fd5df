#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/gateway/TransportError.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>
#include <functional>

namespace textbank {

/// One call of the Textbank gateway API, before anything is known of how it travels.
struct ApiCall
{
    enum class Verb { Get, Post, Put, Delete };
    Verb verb = Verb::Get;
    QString path; ///< From the root of the gateway's address, already percent-encoded.
    QUrlQuery query;
    QByteArray body;        ///< With Post.
    QByteArray ifNoneMatch; ///< Empty: unconditional.
    Millis timeout{};
    bool open = false;      ///< Without the token.
    QByteArray cookie{};    ///< "name=value; name=value", or empty.
    bool anyStatus = false; ///< A whole answer is delivered whatever its status: whoever asks reads it.
};

struct ApiReply
{
    int status = 0; ///< 2xx or 304, or any.
    QByteArray body;
    Instant sent{};
    Instant received{};
    // --- with ApiCall::anyStatus
    QByteArray location{}; ///< Where a redirection leads.
    QByteArray retryAfter{};
    QByteArray challenge{};      ///< WWW-Authenticate.
    QList<QByteArray> cookies{}; ///< Each Set-Cookie as it came.
};

/// Runs once, later than the call that asked; not at all after cancelAll().
using ApiDone = std::function<void(Result<ApiReply, TransportError>)>;

} // namespace textbank
