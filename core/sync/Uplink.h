#pragma once

#include "core/sync/Line.h"

#include <QHash>
#include <QSet>
#include <functional>
#include <memory>

namespace textbank {

/// Commands on their way up: asks about what may have left, then opt-outs, then the rest through the gate. Each attempt
/// is committed as claimed before it is made; each answer is committed before the next attempt.
class Uplink
{
public:
    /// `moved` is called when an answer came and there may be more to do.
    Uplink(Line& line, std::function<void()> moved);

    /// Whatever may go now.
    void step();
    /// One question about an unknown row, whatever the state of the line; false when there is none to ask about.
    bool probe();
    void forgetBackOff();
    /// Nothing that was in flight is awaited any more; it is unknown from now on.
    void stop();
    void begin();

    /// When step() can do more by itself.
    std::optional<Instant> wakeAt() const;
    bool busy() const { return m_optOuts.busy || m_others.busy || !m_asking.isEmpty(); }
    /// Something failed again and again and waits for its time; nothing of it is in flight.
    bool heldUp() const;

private:
    struct Lane
    {
        explicit Lane(Random& random)
            : retry(random)
        {
        }
        RetryPolicy retry;
        QSet<CommandId> inFlight;
        bool busy = false;
        bool hasDue = false;
        int limit = 100; ///< Commands in one push; halved when a whole push is refused, to find the one it is about.
    };
    enum class Kind { OptOuts, Others };

    void settle();
    bool writeKept();
    bool write(const QList<Store::Resolution>& resolutions);
    void writeOneByOne(const QList<Store::Resolution>& resolutions);
    void ask();
    void askAbout(const OutboxRow& row);
    void takeWord(const CommandId& id, const GatewayResult<std::optional<CommandOutcome>>& answer);
    void pushDue();
    bool isHidden(const ContactId& contact) const;
    void expireOverdue();
    void pushFrom(Kind kind, const QList<OutboxRow>& rows);
    void takeOutcomes(Kind kind, const QList<CommandId>& ids, const GatewayResult<QList<CommandOutcome>>& answer);
    QList<Store::Resolution> readNotNow(Kind kind, const QList<CommandId>& ids, std::optional<Seconds> retryAfter);
    QList<Store::Resolution> readFailure(Kind kind, const QList<CommandId>& ids, const TransportError& error);
    QList<Store::Resolution> readStrangersWord(Kind kind, const QList<CommandId>& ids, const TransportError& error);
    void letOthersGoFirst(const CommandId& id);
    std::optional<Instant> passedOverUntil(const ContactId& contact) const;
    Lane& lane(Kind kind) { return kind == Kind::OptOuts ? m_optOuts : m_others; }

    Line& m_line;
    std::function<void()> m_moved;
    Lane m_optOuts;
    Lane m_others;
    RetryPolicy m_askRetry;
    RetryPolicy m_writeRetry;
    QSet<CommandId> m_asking;
    QHash<CommandId, Instant> m_undecided; ///< Not asked about before then: the gateway cannot tell, and a person may.
    QList<Store::Resolution> m_kept;       ///< The gateway's words that the disk did not take yet.
    /// Not texts; asked about next, and when they come back undone, those of other contacts go first.
    QSet<CommandId> m_couldNotTell;
    /// Whose commands something in between turned away: the others go first until then. In order for each contact.
    QHash<ContactId, Instant> m_passedOver;
    std::optional<Instant> m_nextPassedOver;
    std::optional<Instant> m_nextExpiry;
    /// While nothing can go up: what is due, and until when a text may leave. Read from the disk once.
    QHash<CommandId, std::optional<Instant>> m_sendBefore;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers that may come after stop()
};

} // namespace textbank
