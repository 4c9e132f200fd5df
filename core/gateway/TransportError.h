#pragma once

#include "core/model/Problem.h"

#include <optional>

namespace textbank {

/// What a failed attempt means for what was sent (the table of the gateway contract). The engine decides by this.
enum class Meaning {
    NeverLeft,     ///< Certainly not received: wait and try again.
    MayHaveLeft,   ///< Ask by id before anything else.
    RefusedForNow, ///< 429 and 503: this copy of it was not done; not before retryAfter.
    NotSignedIn,   ///< 401: the queue is blocked until signed in again; nothing is lost.
    Refused,       ///< A known problem type: ended with that reason.
    Failed,        ///< Another 4xx: refused, shown.
};

/// What went wrong, for the sentence a person reads.
enum class Fault {
    BadAddress,
    Offline,
    HostNotFound,
    ConnectionRefused,
    TlsFailed,
    CertificateChanged,    ///< Not the one whose fingerprint the join link carried.
    CertificateExpired,    ///< By its dates and this computer's clock.
    CertificateNotTrusted, ///< Nobody vouches for it, or it is another host's.
    TimedOut,
    ConnectionClosed,
    NotAGateway,     ///< It answers, but not as a Textbank gateway.
    VersionMismatch, ///< A Textbank gateway without an API version this client speaks.
    BadAnswer,       ///< A required member is missing or has the wrong type, or the body is cut.
    TooLarge,        ///< The answer is over the cap.
    Problem,         ///< See `problem`.
    Http,            ///< Another status; see `httpStatus`.
    Cancelled,
};

struct TransportError
{
    Meaning meaning = Meaning::MayHaveLeft;
    Fault fault = Fault::Http;
    int httpStatus = 0; ///< 0 without an answer.
    std::optional<Problem> problem;
    std::optional<Seconds> retryAfter;
    QString detail; ///< For the log: member path of a bad answer, library's words. No personal data.
};

} // namespace textbank
