#pragma once

#include "core/gateway/spoke/SpokeHoldings.h"

namespace textbank::spoke {

/// What staff change. Each starts from where the contacts are and ends by reading where they are then.
class StaffActs
{
public:
    explicit StaffActs(StaffDesk& desk)
        : m_desk(desk)
        , m_holdings(desk)
    {
    }
    void reassign(const ReassignRequest& request, Answer<QList<Reassigned>> answer);
    void optOut(const CampaignId& campaign, const ContactId& contact, const QString& reason,
                Answer<StaffOptOut> answer);
    /// Every person of the organisation.
    void readPeople(StaffTask task, Answer<StaffList<StaffPerson>> answer);

private:
    struct Move;
    struct Farewell;

    void checkTarget(const std::shared_ptr<Move>& move);
    void lookBefore(const std::shared_ptr<Move>& move);
    void moveNext(const std::shared_ptr<Move>& move);
    void lookAfter(const std::shared_ptr<Move>& move);
    /// Number and mark, by the contact's assignment or, without one, among those that nobody holds.
    void readMark(const std::shared_ptr<Farewell>& farewell, const std::function<void(GatewayResult<void>)>& then);
    void findAssignment(const std::shared_ptr<Farewell>& farewell);
    void recordOptOut(const std::shared_ptr<Farewell>& farewell);

    StaffDesk& m_desk;
    Holdings m_holdings;
};

} // namespace textbank::spoke
