#pragma once

#include "core/audit/AuditEntry.h"
#include "core/model/Approval.h"
#include "core/model/Outbox.h"
#include "core/model/Problem.h"

#include <optional>

namespace textbank {

/// What the record says of one thing that happened: facts that an export hands on, and what stays on the device.
struct AuditNote
{
    QString kind;
    AuditFacts facts;
    AuditFacts hidden{};
};

namespace note {

/// `by` is who decided, as far as this device knows: its one volunteer.
AuditNote approval(const Approval& approval, const VolunteerId& by);
/// A press that came to nothing.
AuditNote press(const SendPayload& asked, const ContactId& contact, const VolunteerId& by);
/// A command other than a text or an opt-out.
AuditNote command(const Command& command, const VolunteerId& by);
/// `command` is empty for what the gateway knew already; `reading` is the word list's tier for a reply.
AuditNote optOut(const CommandId& command, const ContactId& contact, const OptOutPayload& optOut,
                 const QString& reading, const QByteArray& phoneHash, const VolunteerId& by);
/// A command that ends without the gateway's yes: "send.refused", "command.cancelled" ... Nothing for other events.
std::optional<AuditNote> ended(const CommandId& command, const ContactId& contact, bool isSend, OutboxEvent event,
                               const Problem& problem, const QString& reason);

/// A code is handed on as it is; anything else is somebody's words and stays hidden.
void putCode(AuditNote& note, const QString& name, const QString& value);

} // namespace note
} // namespace textbank
