#pragma once

#include "core/store/Decisions.h"

#include <QSet>

namespace textbank {

/// What the gateway says, within one Turn. Each change may come again and then changes nothing.
class ChangeApplier
{
public:
    ChangeApplier(Turn& turn, Consequences& consequences, Decisions& decisions, const ReplyReader& reader)
        : m_turn(turn)
        , m_consequences(consequences)
        , m_decisions(decisions)
        , m_reader(reader)
    {
    }
    Result<void> apply(const ChangesPage& page);
    Result<void> apply(const LeasePage& page);
    Result<void> apply(const Campaign& campaign);
    Result<void> apply(const Lease& lease);

private:
    Result<void> on(const MessageReceived& change);
    Result<void> on(const MessageStatusChanged& change);
    Result<void> on(const OptOutAdded& change);
    Result<void> on(const OptOutRemoved& change);
    Result<void> on(const ContactAssigned& change);
    Result<void> on(const ContactUnassigned& change);
    Result<void> on(const CampaignUpdated& change);
    Result<void> on(const CampaignPaused& change);
    Result<void> on(const CampaignResumed& change);
    Result<void> on(const VolunteerFrozen& change);
    Result<void> on(const StaffMessage& change);
    Result<void> on(const ChoicesCounted& change);
    Result<void> on(const EscalationAnswered& change);
    Result<void> on(const LeaseEnded& change);
    Result<void> on(const SessionRevoked& change);
    Result<void> on(const UnknownChange& change);

    Result<void> noteUnknownText(const MessageStatusChanged& change);
    Result<void> readAnsweredReply(int slot, const Message& message);
    Result<void> askWhetherToStop(int slot, const Message& message, const QString& reading, const QString& words);
    Result<void> readReply(int slot, const Message& message);
    Result<bool> takeInConversation(int slot, const ContactAssigned& given);
    Result<void> setPaused(const CampaignId& id, bool paused, const QString& reason);

    Turn& m_turn;
    Consequences& m_consequences;
    Decisions& m_decisions;
    const ReplyReader& m_reader;
    QSet<PhoneNumber> m_optOutsOfPage;
    QSet<ContactId> m_optedOutOfPage; ///< Whom those name.
};

} // namespace textbank
