#pragma once

#include "core/sync/CursorTrail.h"
#include "core/sync/Line.h"

#include <QQueue>
#include <QSet>
#include <functional>
#include <memory>

namespace textbank {

/// Changes on their way down: one long poll at a time, each page committed with its cursor before the next is asked
/// for.
class Downlink
{
public:
    Downlink(Line& line, std::function<void()> moved);

    void step();
    /// One cheap question by the way of the commands, whatever the state of the line.
    void probe();
    /// Reads the first page where none was ever read, by the way of the commands. A batch brings the cursor of its
    /// moment, and what was told before that would be passed over.
    void readFirst(std::function<void(GatewayResult<void>)> done);
    void forgetBackOff();
    void stop();
    void begin();

    std::optional<Instant> wakeAt() const;
    /// Another page is known to wait, or the last one did not come: there may be replies that we do not have.
    bool catchingUp() const { return m_more || m_failing; }

private:
    void takePage(const QString& after, Seconds wait, const GatewayResult<ChangesPage>& answer);
    void apply(const QString& after, Seconds wait, Millis took, const ChangesPage& page);
    void readFailure(const TransportError& error);
    /// The page did not come, or could not be used or kept.
    void tryLater(std::optional<Seconds> retryAfter = {});
    QString after() const { return m_startOver ? QString() : m_line.store.cursor(); }

    bool hasBeenAt(const QString& cursor) const { return m_been.contains(cursor); }
    void moveTo(const QString& cursor);
    Result<void> takeIn(const ChangesPage& page);

    Line& m_line;
    std::function<void()> m_moved;
    RetryPolicy m_retry;
    CursorTrail m_trail;
    bool m_retelling = false; ///< The gateway tells again what was told before.
    QString m_furthest;       ///< The cursor behind the last of what was news.
    QSet<QString> m_been;     ///< The last cursors that were left behind: a stream goes one way.
    QQueue<QString> m_beenInOrder;
    bool m_busy = false;
    bool m_probing = false;
    bool m_more = false;
    bool m_failing = false;
    bool m_settled = false;   ///< A page came since begin(); before that nothing is held open.
    bool m_startOver = false; ///< The gateway no longer knows our cursor.
    Millis m_askedAt{};
    Seconds m_pause{1};                                      ///< After the next poll that is not held open.
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers that may come after stop()
};

} // namespace textbank
