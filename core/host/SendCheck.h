#pragma once

#include "core/host/CampaignTable.h"
#include "core/host/ContactTable.h"
#include "core/host/Host.h"
#include "core/model/Campaign.h"

namespace textbank {

/// May this approved text go to the carrier now? The gateway's own gate: it believes nothing that the client checked.
class SendCheck
{
public:
    SendCheck(Work& work, CampaignTable& campaigns, const Caller& caller, const Campaign& campaign)
        : m_work(work)
        , m_campaigns(campaigns)
        , m_caller(caller)
        , m_campaign(campaign)
    {
    }

    /// Why not; nothing when it may.
    std::optional<Problem> refusal(const Command& command, const std::optional<HostContact>& contact);
    /// The part of it that staff or the texter may have decided since: why a text that was accepted before may not be
    /// handed over any more. The caller's session is the one of whoever approved it.
    std::optional<Problem> refusalSince(const HostContact& contact);
    /// The part of it that asks who wants no text at all, by itself: what a rehearsal tries after its STOP.
    static std::optional<Problem> ofSuppression(Work& work, const QString& organisation, const PhoneNumber& number);
    /// The zones that decided, for the evidence.
    const QStringList& zones() const { return m_zones; }

private:
    std::optional<Problem> ofTexter();
    std::optional<Problem> ofAssignment(const SendPayload& send, const std::optional<HostContact>& contact);
    std::optional<Problem> ofTime(const SendPayload& send, const Contact& contact);
    std::optional<Problem> ofOptOut(const SendPayload& send, const HostContact& contact);
    static std::optional<Problem> ofPerson(const HostContact& contact);
    std::optional<Problem> ofConversation(const SendPayload& send, const HostContact& contact);

    Work& m_work;
    CampaignTable& m_campaigns;
    const Caller& m_caller;
    const Campaign& m_campaign;
    QStringList m_zones;
};

} // namespace textbank
