#pragma once

#include "core/base/Clock.h"

namespace textbank {

/// Why a session ended without the volunteer's own sign-out. The numbers are stored; never reuse one.
enum class EndReason {
    Revoked = 1,        ///< Staff ended this device's session.
    NotSignedIn = 2,    ///< The gateway does not know the sign-in any more.
    DeadlinePassed = 3, ///< The last lease ran out and the gateway was not heard from.
};

/// How it ended. There is no way back: whoever wants to go on joins anew.
struct SessionEnd
{
    EndReason reason = EndReason::Revoked;
    Instant at{};
    int textsNotSent = 0; ///< Approved, never left; their contacts go back to the pool.
    int textsUnknown = 0; ///< Given up on while it was not known whether they had left: the gateway knows.
    friend bool operator==(const SessionEnd&, const SessionEnd&) = default;
};

} // namespace textbank
