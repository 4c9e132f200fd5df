#pragma once

#include "core/base/Random.h"
#include "core/host/Host.h"
#include "core/host/Work.h"

namespace textbank {

/// Batches leased to devices. A lease that ended or ran out sends nothing any more, whoever still holds its token.
class LeaseBook
{
public:
    static constexpr int kMaxSize = 500;

    explicit LeaseBook(Work& work)
        : m_work(work)
    {
    }

    /// The same request id gets the same lease again.
    HostResult<LeasePage> take(const Caller& caller, const LeaseRequest& request, std::chrono::minutes length,
                               Random& random);
    /// An empty lease, with the cursor it starts at.
    LeasePage make(const VolunteerId& volunteer, const CampaignId& campaign, const LeaseId& id,
                   std::chrono::minutes length, Random& random);
    /// The newest one that this volunteer holds on this campaign.
    std::optional<Lease> openOf(const VolunteerId& volunteer, const CampaignId& campaign);
    std::optional<Lease> byId(const LeaseId& id);
    /// Where in the sequence it began: what its contacts' people said up to there, its page knew. 0 for none of ours.
    qint64 beganAt(const LeaseId& id);
    HostResult<Lease> renew(const Caller& caller, const LeaseId& id, std::chrono::minutes length);
    /// Ends it: contacts never texted go back to the pool, conversations become nobody's and are kept.
    HostResult<void> giveBack(const Caller& caller, const LeaseId& id);
    void endAllOf(const VolunteerId& volunteer, const QString& reason);
    /// Ends what has run out by now. Asked before anything that a lease decides.
    void endExpired();
    /// Whether this lease may send now, with this fencing token.
    bool fences(const LeaseId& id, const DeviceId& device, const QString& token);

private:
    /// Whoever gets back a contact that they had before may get the page before the change that took it away: what is
    /// told last has to be that they have it.
    void sayAgain(const VolunteerId& volunteer, const LeasePage& page);
    struct Row
    {
        Lease lease;
        VolunteerId volunteer;
        QString cursor;
        bool ended = false;
    };
    std::optional<Row> find(const LeaseId& id);
    void end(const LeaseId& id, const VolunteerId& volunteer, const QString& reason);
    HostResult<LeasePage> again(const Caller& caller, const LeaseRequest& request, const Row& row);

    Work& m_work;
};

} // namespace textbank
