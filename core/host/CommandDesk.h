#pragma once

#include "core/host/CampaignTable.h"
#include "core/host/ContactTable.h"
#include "core/host/Host.h"
#include "core/host/Work.h"

namespace textbank {

/// Takes what volunteers decided. A command is decided once: its id gives the first outcome for ever.
class CommandDesk
{
public:
    CommandDesk(Work& work, CampaignCache& cache, const Caller& caller);

    CommandOutcome take(const Command& command);
    /// The outcome of one of the caller's own commands. Of one that never came, no attempt up to `voided` is taken any
    /// more: whoever asked may stop it now, and it cannot arrive behind their back.
    std::optional<CommandOutcome> outcomeOf(const CommandId& id, int voided);

private:
    using Refusal = std::optional<Problem>;
    Refusal decide(const Command& command);
    Refusal decide(const Command& command, const SendPayload& send);
    Refusal decide(const Command& command, const OptOutPayload& optOut);
    Refusal decide(const Command& command, const AnswerPayload& answer);
    Refusal decide(const Command& command, const TagPayload& tag);
    Refusal decide(const Command& command, const NotePayload& note);
    Refusal decide(const Command& command, const SkipPayload& skip);
    Refusal decide(const Command& command, const WrongNumberPayload& wrong);
    Refusal decide(const Command& command, const ClosePayload& close);
    Refusal decide(const Command& command, const ReopenPayload& reopen);
    Refusal decide(const Command& command, const EscalatePayload& escalate);
    Refusal decide(const Command& command, const StaffMessagePayload& message);
    Refusal decide(const Command& command, const ChoicesPayload& choices);
    Refusal decide(const Command& command, const AuditCheckpointPayload& checkpoint);

    QString organisation();
    void noteTaken(const Command& command, const CommandOutcome& outcome, const QByteArray& hash);
    bool worksOn(const CampaignId& campaign);
    /// The contact of the command, when the caller may see it at all: not-found for another organisation's or
    /// campaign's.
    std::optional<HostContact> contactOf(const Command& command);
    /// A fact about a contact holds even after its lease ended; an action needs it now.
    enum class Needs { NowAssigned, EverAssigned };
    Refusal unlessAssigned(const Command& command, Needs needs);
    qint64 knownTo(const QString& cursor);
    void storeText(const Command& command, const SendPayload& send, const HostContact& contact,
                   const QStringList& zones);

    Work& m_work;
    CampaignTable m_campaigns;
    ContactTable m_contacts;
    Caller m_caller;
    QString m_organisation; ///< The caller's, once it was asked for.
};

} // namespace textbank
