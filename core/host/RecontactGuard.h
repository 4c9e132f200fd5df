#pragma once

#include "core/host/ContactTable.h"
#include "core/host/Work.h"
#include "core/model/Campaign.h"

namespace textbank {

/// Who was texted too short a while ago to get a first message: by number, across the organisation's campaigns, and by
/// household. A text counts from the moment the carrier got it, and while it waits for that; one that was stopped
/// before does not.
class RecontactGuard
{
public:
    RecontactGuard(Work& work, const Policy& policy)
        : RecontactGuard(work, policy.householdHours, policy.recontactHours)
    {
    }
    /// By what the campaign's policy says now.
    static RecontactGuard of(Work& work, const CampaignId& campaign);

    bool keepsHouseholds() const { return m_householdHours > 0; }
    /// Why this contact gets no first message now, with retryAt; nothing when it may.
    std::optional<Problem> refusal(const HostContact& contact);
    /// SQL to follow a WHERE over `contacts c`, and what it binds: leaves those out whom refusal() would refuse, and
    /// those of whose household somebody else is leased and still to be texted.
    QString condition() const;
    QVariantList values() const;

private:
    RecontactGuard(Work& work, int householdHours, int recontactHours)
        : m_work(work)
        , m_householdHours(householdHours)
        , m_recontactHours(recontactHours)
    {
    }
    qint64 since(int hours) const;
    std::optional<Problem> ifWithin(int hours, const QVariant& textedAt, ProblemType type) const;

    Work& m_work;
    int m_householdHours;
    int m_recontactHours;
};

} // namespace textbank
