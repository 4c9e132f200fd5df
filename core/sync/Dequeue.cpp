#include "core/sync/Dequeue.h"

#include "core/policy/SendGate.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qsizetype kMostBytes = 512 * 1024; ///< Half of what a gateway takes; the rest is for names and escapes.

/// How much of a request body a command may take.
qsizetype sizeOf(const Command& command)
{
    qsizetype texts = 0;
    if (const auto* send = std::get_if<SendPayload>(&command.payload)) {
        texts = send->text.size() + send->cursor.size() + send->leaseToken.size();
    } else if (const auto* note = std::get_if<NotePayload>(&command.payload)) {
        texts = note->text.size();
    } else if (const auto* staff = std::get_if<StaffMessagePayload>(&command.payload)) {
        texts = staff->text.size();
    } else if (const auto* reason = std::get_if<EscalatePayload>(&command.payload)) {
        texts = reason->reason.size();
    }
    return 1024 + texts * 6; // A control character is six bytes in JSON, more than any letter needs.
}

ProblemType problemFor(GateReason reason)
{
    switch (reason) {
    case GateReason::OptedOut:
    case GateReason::MayHaveOptedOut:
        return ProblemType::OptedOut;
    case GateReason::LeaseLost:
        return ProblemType::LeaseLost;
    case GateReason::Paused:
        return ProblemType::Paused;
    case GateReason::Frozen:
        return ProblemType::Frozen;
    case GateReason::Unregistered:
        return ProblemType::Unregistered;
    case GateReason::OutsideWindow:
    case GateReason::Expired:
        return ProblemType::OutsideWindow;
    case GateReason::NotAssigned:
        return ProblemType::NotAssigned;
    default:
        return ProblemType::PolicyRefused;
    }
}

Store::Resolution stopped(const CommandId& id, OutboxEvent event, ProblemType type, const QString& detail)
{
    return {id, event, Problem{type, {}, detail, std::nullopt, std::nullopt}, std::nullopt};
}

/// Asks the gate about one text; nothing when it may leave.
std::optional<Store::Resolution> stopFor(const Line& line, const Command& command, const SendPayload& send)
{
    if (line.ended()) {
        return stopped(command.id, OutboxEvent::Cancel, ProblemType::LeaseLost, u"session over"_s);
    }
    const auto* contact = line.store.contact(command.contact);
    const auto* campaign = line.store.campaign(command.campaign);
    if (contact == nullptr || campaign == nullptr) {
        return stopped(command.id, OutboxEvent::Cancel, ProblemType::NotAssigned, u"unknown here"_s);
    }
    const GateInput input{.contact = *contact,
                          .campaign = *campaign,
                          .lease = line.store.lease(contact->contact.lease),
                          .kind = send.kind,
                          .frozen = line.store.frozen(),
                          .clockOffset = line.offset(),
                          .now = line.now(),
                          .sendBefore = send.sendBefore};
    const auto verdict = askGate(input);
    if (verdict.allowed()) {
        return std::nullopt;
    }
    const auto late = verdict.reason == GateReason::Expired || verdict.reason == GateReason::OutsideWindow;
    auto resolution = stopped(command.id, late ? OutboxEvent::Expire : OutboxEvent::Cancel, problemFor(verdict.reason),
                              u"gate "_s + gateReasonName(verdict.reason));
    if (verdict.reason == GateReason::OutsideWindow && verdict.hours.opensAt != Instant{}) {
        resolution.problem.retryAt = verdict.hours.opensAt;
    }
    return resolution;
}

} // namespace

Dequeue dequeue(const Line& line, const QList<OutboxRow>& rows, int limit)
{
    Dequeue taken;
    qsizetype bytes = 0;
    QSet<ContactId> waiting;
    for (const auto& row : rows) {
        const auto& command = row.command;
        if (!command.contact.isEmpty() && waiting.contains(command.contact)) {
            continue;
        }
        if (const auto* send = std::get_if<SendPayload>(&command.payload)) {
            const auto* contact = line.store.contact(command.contact);
            // The gate needs the gateway's clock, which the first answer brings; and nothing passes what is unknown.
            // After a recovery nobody is texted before everything has been told.
            if (!line.heard() || line.store.catchingUp() || (contact != nullptr && contact->blockedByUnknown)) {
                waiting.insert(command.contact);
                continue;
            }
            if (auto stop = stopFor(line, command, *send)) {
                taken.stopped.append(std::move(*stop));
                continue;
            }
        }
        bytes += sizeOf(command);
        if (taken.commands.size() >= limit || (bytes > kMostBytes && !taken.commands.isEmpty())) {
            break;
        }
        taken.commands.append(command);
        taken.commands.last().attempt = row.attempts + 1;
    }
    return taken;
}

Store::Resolution expired(const CommandId& id)
{
    return stopped(id, OutboxEvent::Expire, ProblemType::OutsideWindow, u"expired"_s);
}

} // namespace textbank
