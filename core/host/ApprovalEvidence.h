#pragma once

#include "core/host/CampaignTable.h"
#include "core/host/ContactTable.h"
#include "core/host/Work.h"

namespace textbank {

/// Whether what a send says of its approval can be true: when, under which policy, and where its text is from. The
/// lease, the cursor and the hours are SendCheck's own.
class ApprovalEvidence
{
public:
    /// How far a laptop's clock may be from ours; beyond it clients do not send at all.
    static constexpr Seconds kClockTolerance{60};

    ApprovalEvidence(Work& work, CampaignTable& campaigns, const Campaign& campaign)
        : m_work(work)
        , m_campaigns(campaigns)
        , m_campaign(campaign)
    {
    }

    std::optional<Problem> refusal(const SendPayload& send, const HostContact& contact, const VolunteerId& volunteer);

private:
    std::optional<Problem> ofTime(const SendPayload& send, const LeaseId& lease);
    std::optional<Problem> ofText(const SendPayload& send, const HostContact& contact, const VolunteerId& volunteer);

    Work& m_work;
    CampaignTable& m_campaigns;
    const Campaign& m_campaign;
};

} // namespace textbank
