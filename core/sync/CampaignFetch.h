#pragma once

#include "core/sync/Line.h"

#include <functional>
#include <memory>

namespace textbank {

/// Campaign documents: those the gateway lists for this volunteer and those whose version changed.
class CampaignFetch
{
public:
    using Done = std::function<void(GatewayResult<void>)>;
    CampaignFetch(Line& line, std::function<void()> moved);

    /// Fetches what the store knows to be stale.
    void step();
    /// Asks which campaigns there are and fetches the new and the changed.
    void refresh(Done done);
    /// Fetches this one unless the store has it.
    void need(const CampaignId& id, Done done);
    void forgetBackOff() { m_retry.forget(); }
    void stop();
    void begin();
    std::optional<Instant> wakeAt() const;

private:
    void fetch(const CampaignId& id, const QString& knownVersion, Done done);
    void take(const CampaignId& id, int heard, const GatewayResult<std::optional<Campaign>>& answer, const Done& done);
    void fetchNext(QList<CampaignId> ids, Done done);

    Line& m_line;
    std::function<void()> m_moved;
    RetryPolicy m_retry;
    bool m_busy = false;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers that may come after stop()
};

} // namespace textbank
