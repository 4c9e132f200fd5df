#pragma once

#include "core/base/Random.h"
#include "core/store/Consequences.h"

namespace textbank {

/// What the volunteer decides, within one Turn: the local effect of a command and its place in the outbox.
class Decisions
{
public:
    Decisions(Turn& turn, Consequences& consequences, Random& random)
        : m_turn(turn)
        , m_consequences(consequences)
        , m_random(random)
    {
    }

    Result<void> approve(const Approval& approval);
    Result<void> record(const Command& command);
    /// A decision that a recovery found: as record(), but an opt-out goes up whatever is known of an earlier one, in
    /// the place of one that waits. That may have been lifted before this one was made.
    Result<void> recordFound(const Command& command);
    Result<void> undo(const CommandId& done, const Command& inverse);
    /// An opt-out that was read in a reply: suppressed here, and queued unless the gateway knows or is being told.
    /// `reading` says how sure the words were.
    Result<void> optOutOf(int slot, const QString& words, Instant at, const QString& reading, bool knownUpstream);

private:
    /// With what the volunteer knew when it was decided.
    Command asDecidedNow(Command command) const;
    enum class Repeated { SaidOnce, SaidAgain }; ///< An opt-out of which the gateway knows, or is being told.
    Result<void> optOut(const Command& command, int slot, const QString& reading, Repeated repeated);
    Result<void> apply(const Command& command, int slot);
    Result<void> setNote(const NotePayload& note, int slot, Instant at);
    Result<void> reopen(int slot, Reopens what);

    Turn& m_turn;
    Consequences& m_consequences;
    Random& m_random;
};

} // namespace textbank
