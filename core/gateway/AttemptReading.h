#pragma once

#include "core/gateway/TransportError.h"

#include <QByteArray>
#include <optional>

namespace textbank {

/// How one attempt to call the gateway ended, before anybody says what that means.
enum class AttemptEnd {
    Answered, ///< A whole answer with a status came.
    BadAddress,
    Offline, ///< The system could not start it; not a byte of the body was taken.
    HostNotFound,
    ConnectionRefused,
    TlsFailed,
    CertificateChanged, ///< Not the pinned one.
    CertificateExpired, ///< Or not valid yet; otherwise in order.
    NotTrusted,         ///< Nobody vouches for the certificate, or it is another host's.
    TimedOut,           ///< Our own limit for the whole call.
    Closed,             ///< Cut before or inside the answer, or Qt refused to send the body a second time.
    TooLarge,           ///< We stopped reading at the cap.
    Cancelled,
    Other,
};

struct Attempt
{
    AttemptEnd end = AttemptEnd::Other;
    int httpStatus = 0;    ///< 0 when no status line came.
    QByteArray body;       ///< With Answered; may be a problem document.
    QByteArray retryAfter; ///< The header as it came: seconds or an HTTP date.
    Instant now{};         ///< This machine's time at the end, for a Retry-After that names a date.
    QString detail;        ///< The library's words, for the log.
};

/// Reads a failed attempt by the contract's table ("Transport"). Whoever asks has sent something that the gateway might
/// act on; when nothing proves otherwise the answer is MayHaveLeft. Retry-After is held to at most one hour.
TransportError readAttempt(const Attempt& attempt);

/// A whole 2xx answer whose body cannot be used: MayHaveLeft, since the gateway did act. `path` names the member.
TransportError badAnswer(int httpStatus, const QString& path);

/// The seconds of a Retry-After header, or nothing when it is neither a number nor a date. Never negative.
std::optional<Seconds> readRetryAfter(const QByteArray& header, Instant now);

} // namespace textbank
