#pragma once

#include "core/sync/Line.h"

#include <QHash>
#include <functional>
#include <memory>

namespace textbank {

/// Renews leases at half their remaining life while there is work left in them.
class LeaseKeeper
{
public:
    LeaseKeeper(Line& line, std::function<void()> moved);
    void step();
    void stop();
    void begin();
    std::optional<Instant> wakeAt() const;

private:
    struct Plan
    {
        Instant expiresAt{};
        /// Renewed when no more than this is left, so that it does not matter how often our clock is set.
        Millis renewBelow{};
    };
    Millis offset() const;
    Instant theirNow() const { return m_line.now() + offset(); }
    bool hasWork(const LeaseId& id) const;
    void renew(const Lease& lease);
    void takeAnswer(const Lease& lease, const GatewayResult<Lease>& answer);

    Line& m_line;
    std::function<void()> m_moved;
    RetryPolicy m_retry;
    QHash<LeaseId, Plan> m_plans;
    bool m_busy = false;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers that may come after stop()
};

} // namespace textbank
