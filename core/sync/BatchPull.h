#pragma once

#include "core/sync/CampaignFetch.h"
#include "core/sync/Downlink.h"
#include "core/sync/Line.h"

#include <functional>
#include <memory>

namespace textbank {

/// Pulls batches. The request's id is written down before it is made and struck out after the contacts are committed,
/// so that a lost answer or a crash asks for the same contacts again and takes nobody else's.
class BatchPull
{
public:
    using Done = std::function<void(GatewayResult<int>)>;
    BatchPull(Line& line, CampaignFetch& campaigns, Downlink& downlink, std::function<void()> moved);

    void request(const CampaignId& campaign, int size, Done done);
    void stop();
    void begin();
    bool busy() const { return !m_waiting.isEmpty(); }

private:
    void goOn(const GatewayResult<void>& before, void (BatchPull::*next)());
    void readFirst();
    void lease();
    void takePage(const LeaseRequest& request, const GatewayResult<LeasePage>& answer);
    bool takeRefusal(const LeaseRequest& request, const TransportError& error);
    void finish(const GatewayResult<int>& result);
    Result<LeaseRequest> writtenDown(const CampaignId& campaign, int size);

    Line& m_line;
    CampaignFetch& m_campaigns;
    Downlink& m_downlink;
    std::function<void()> m_moved;
    CampaignId m_campaign;
    int m_wished = 0;
    int m_came = 0;
    int m_perLease = 500; ///< Halved when the gateway says that it is too much.
    QList<Done> m_waiting;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers that may come after stop()
};

} // namespace textbank
