#pragma once

#include "core/base/Clock.h"

namespace textbank {

/// Why a session ended without the volunteer's own sign-out. The numbers are stored; never reuse one.
enum class EndReason {
    Revoked = 1,        ///< Staff ended this device's session.
    NotSignedIn = 2,    ///< The gateway does not know the sign-in any more.
    DeadlinePassed = 3, ///< The last lease ran out and the gateway was not heard from.
};

/// What the gateway answered that it would not take: nobody repeats it, so a person has to be told.
struct RefusedCounts
{
    int optOuts = 0;
    int others = 0; ///< Answers, tags, notes and the like. Texts are said one by one, and nobody got them.
    bool any() const { return optOuts + others > 0; }
    friend bool operator==(const RefusedCounts&, const RefusedCounts&) = default;
};

/// How it ended. There is no way back: whoever wants to go on joins anew.
struct SessionEnd
{
    EndReason reason = EndReason::Revoked;
    Instant at{};
    int textsNotSent = 0; ///< Approved, never left; their contacts go back to the pool.
    int textsUnknown = 0; ///< Given up on while it was not known whether they had left: the gateway knows.
    RefusedCounts refused;
    friend bool operator==(const SessionEnd&, const SessionEnd&) = default;
};

} // namespace textbank
