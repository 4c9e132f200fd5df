#pragma once

#include "core/base/Result.h"

#include <QString>
#include <optional>

namespace textbank {

/// The life of one command on its way up. The numbers are stored; never reuse one.
enum class OutboxState {
    Pending = 0,  ///< Approved, waiting. Nothing has left.
    InFlight = 1, ///< An attempt was committed; from now on it may have left.
    Done = 2,     ///< The gateway accepted it. Terminal.
    Refused = 3,  ///< The gateway refused it for a reason. Terminal.
    Unknown =
        4, ///< It may have left. Only the gateway's word about this id, or a person's recorded decision, ends this.
    Cancelled = 5, ///< Stopped before it left. Terminal.
    Expired = 6,   ///< Its sendBefore passed before it left. Terminal.
};

enum class OutboxEvent {
    Claim,       ///< The engine is about to send it.
    NeverLeft,   ///< The attempt certainly did not reach the gateway.
    MayHaveLeft, ///< The attempt failed in a way that leaves it open.
    Accept,      ///< The gateway's word: accepted (first time or duplicate).
    Refuse,      ///< The gateway's word: refused.
    NeverSeen,   ///< The gateway's word about an unknown one: never seen. It waits again under the same id.
    Cancel,      ///< Undo, opt-out, or the gate at dequeue.
    Expire,      ///< sendBefore passed.
    Recover,     ///< The program starts: whatever was in flight is not known any more.
    GiveUp,      ///< A person's recorded decision about an unknown one: treat it as sent, never send it again.
};

/// The only code that moves a command from state to state. Fails with Conflict for a move that does not exist; the
/// state is then unchanged. Repeating a terminal event on its own terminal state is allowed and changes nothing.
Result<OutboxState> reduce(OutboxState state, OutboxEvent event);

bool isTerminal(OutboxState state);

} // namespace textbank
