#pragma once

#include "core/model/Campaign.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"
#include "core/policy/TextingHours.h"

#include <optional>

namespace textbank {

enum class GateReason {
    Allowed,
    OptedOut,
    MayHaveOptedOut, ///< A reply may be an opt-out: answer that first.
    WrongNumber,
    Escalated,
    NotAssigned,
    AlreadyTexted,   ///< It has had its first message.
    NothingToAnswer, ///< A reply to somebody who was never texted.
    OutcomeUnknown,  ///< An earlier text may or may not have left.
    LeaseLost,
    Paused,
    Frozen,
    Unregistered,
    ClockWrong, ///< More than the policy's tolerance from the gateway's.
    OutsideWindow,
    Expired,    ///< sendBefore has passed (at dequeue only).
    NoNumber,   ///< None at all; one that the gateway keeps to itself can be texted.
    CatchingUp, ///< The store was recovered, and the gateway has not told yet who was texted meanwhile.
};

/// For records: "opted-out", "outside-window" ...
QString gateReasonName(GateReason reason);

struct GateVerdict
{
    GateReason reason = GateReason::NotAssigned;
    HoursVerdict hours;
    QStringList zones; ///< The zone set decided by.
    /// What a send approved now carries as sendBefore: the nearest of window's close, lease's end and the policy's
    /// limit.
    Instant sendBefore{};
    bool allowed() const { return reason == GateReason::Allowed; }
};

struct GateInput
{
    const ContactRecord& contact;
    const Campaign& campaign;
    const Lease* lease = nullptr; ///< The contact's lease; null when it is gone.
    SendKind kind = SendKind::FirstMessage;
    bool frozen = false;
    bool catchingUp = false;           ///< See Store::catchingUp.
    std::optional<Millis> clockOffset; ///< The gateway's clock minus ours; nothing when never measured.
    Instant now{};                     ///< This machine's time, uncorrected.
    /// Given at dequeue: the send's own limit. Stage checks (AlreadyTexted) are then left out: the row itself is the
    /// text.
    std::optional<Instant> sendBefore;
};

/// The one gate: a pure function, asked when the volunteer presses and again when the message is about to leave.
GateVerdict askGate(const GateInput& input);

} // namespace textbank
