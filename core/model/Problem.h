#pragma once

#include "core/base/Clock.h"

#include <QString>
#include <optional>

namespace textbank {

/// The problem types of the gateway contract (RFC 9457 `type`). The client decides by these, never by prose.
enum class ProblemType {
    OptedOut,
    OutsideWindow, ///< retryAt says when it opens.
    LeaseLost,
    Paused,
    Frozen,
    TextChanged, ///< The same command id came with another body, or the hash does not fit the text.
    NotAssigned,
    PolicyRefused,
    Unregistered,
    RateLimited, ///< retryAfter.
    TooLarge,
    Malformed,
    Unauthenticated,
    Forbidden,
    Gone,              ///< Cursor too old: start over from a snapshot.
    CodeInvalid,       ///< Join code unknown.
    CodeUsedUp,        ///< Join code used as often as it may be.
    CodeExpired,       ///< Join code past its date.
    PasswordWrong,     ///< Address or password is not known, or both.
    AccountExists,     ///< Somebody signed up with that e-mail address before.
    InvitationInvalid, ///< The link does not invite anybody, or not any more.
    NotFound,
    RecentlyTexted,  ///< The organisation texted this number a short while ago; retryAt. The contact is taken back.
    HouseholdTexted, ///< Somebody of the household had a first message; retryAt. The contact is taken back.
    AlreadyTexted,   ///< Somebody else sent this contact a first message meanwhile.
    Unsupported,     ///< The gateway has no way to do this.
    AttemptVoided,   ///< Its sender was told that this attempt never came: only a later one counts.
    Other,           ///< A type this version does not know.
};

/// The last path segment of the problem's type URI, as in the contract ("opted-out").
QString problemSlug(ProblemType type);
ProblemType problemFromSlug(const QString& slug);

struct Problem
{
    ProblemType type = ProblemType::Other;
    QString title; ///< The gateway's prose; for the log and as a last resort for the person.
    QString detail;
    std::optional<Instant> retryAt;
    std::optional<Seconds> retryAfter;
    friend bool operator==(const Problem&, const Problem&) = default;
};

} // namespace textbank
