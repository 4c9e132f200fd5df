#pragma once

#include "tests/simulation/SimTime.h"

#include <algorithm>
#include <array>

namespace textbank::simulation {

/// What a laptop takes for the gateway's time: its own clock, put right by whatever answer told it the time last, on
/// the line of its commands before that of its changes. Kept from what it was told, not from what it made of it. A
/// clock that somebody set is thus wrong for the laptop until it is told again, and for no longer.
class TimeSense
{
public:
    enum class Way { Commands, Stream };
    explicit TimeSense(const SimClock& own)
        : m_own(own)
        , m_deadline{own.now(), own.elapsed()}
    {
    }

    /// The same disk goes on in another machine, whose clock shows the same.
    void becomeCloneOf(const TimeSense& original)
    {
        m_deadline = original.m_deadline;
        m_unwritten = original.m_unwritten;
        m_unwrittenSince = original.m_unwrittenSince;
    }
    /// A process begins; it was told nothing yet but what it kept for its deadline.
    void begin();
    /// An answer came, to a call that left at `sent` by its own clock, and said that it is `theirs`.
    void told(Way way, Instant theirs, Instant sent);
    /// The gateway itself answered, and it could be read.
    void spokeWith();
    /// Somebody set its clock, or time passed.
    void look();

    Instant now() const { return m_own.now() - apart(); }
    /// How far its clock goes before the gateway's, as far as it was told.
    Millis apart() const;
    bool wasTold() const { return m_ahead[0] || m_ahead[1]; }
    /// The latest that it may take for the time in which its contacts have to go: that never goes back by itself, not
    /// at a restart either; the gateway's word alone corrects it.
    Instant latest() const { return m_deadline.at(m_own.elapsed()); }

private:
    /// A time that goes on by the clock that nobody sets, and never back.
    struct Ratchet
    {
        Instant reached{};
        Millis when{};
        Millis ahead{}; ///< Of its own clock, as the gateway told it last.

        Instant at(Millis elapsed) const { return reached + (elapsed - when); }
        void raise(Instant to, Millis elapsed)
        {
            reached = std::max(at(elapsed), to);
            when = elapsed;
        }
    };

    const SimClock& m_own;
    std::array<std::optional<Millis>, 2> m_ahead; ///< By the way it was told.
    Ratchet m_deadline;
    std::optional<Ratchet> m_unwritten; ///< What lies on its disk still, where it dies before that is written anew.
    Millis m_unwrittenSince{};
};

} // namespace textbank::simulation
