#include "core/store/Consequences.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

Delivery deliveryIn(OutboxState state, OutboxEvent event)
{
    switch (state) {
    case OutboxState::Pending:
        return Delivery::Waiting;
    case OutboxState::InFlight:
        return Delivery::Sending;
    case OutboxState::Unknown:
        return Delivery::Checking;
    case OutboxState::Done:
        return event == OutboxEvent::GiveUp ? Delivery::Sent : Delivery::Queued;
    case OutboxState::Refused:
        return Delivery::Refused;
    case OutboxState::Cancelled:
    case OutboxState::Expired:
        break;
    }
    return Delivery::Cancelled;
}

bool neverLeft(OutboxState state)
{
    return state == OutboxState::Refused || state == OutboxState::Cancelled || state == OutboxState::Expired;
}

/// The gateway says that the contact is not this device's.
/// Whether whoever refused a text for this reason has taken its contact from us, or does so with it.
bool isNotHeld(ProblemType type)
{
    return type == ProblemType::NotAssigned || type == ProblemType::LeaseLost || type == ProblemType::RecentlyTexted ||
           type == ProblemType::HouseholdTexted || type == ProblemType::AlreadyTexted;
}

/// Whether the contact is out of reach of this desk for this reason, so that nobody need look at it again.
bool isOutOfReach(const Why& why)
{
    return why.problem.type == ProblemType::OptedOut || (isNotHeld(why.problem.type) && !why.ofFormerLease);
}

} // namespace

Why Why::of(ProblemType type)
{
    Why why;
    why.problem.type = type;
    why.reason = problemSlug(type);
    return why;
}

Why Why::of(const Problem& problem, OutboxEvent event)
{
    if (problem.type != ProblemType::Other) {
        return {problem, problemSlug(problem.type)};
    }
    return {problem, event == OutboxEvent::Expire   ? u"expired"_s
                     : event == OutboxEvent::Cancel ? u"cancelled"_s
                                                    : u"other"_s};
}

Why Why::of(const QString& reason)
{
    Why why;
    why.problem.detail = reason;
    why.reason = reason;
    return why;
}

Result<bool> Consequences::isOfFormerLease(const OutboxHead& head)
{
    const auto& record = m_turn.entry(Roster::slotOfKey(head.contactKey)).record;
    const auto lease = m_turn.profile().leases.constFind(record.contact.lease);
    if (!record.assigned || lease == m_turn.profile().leases.constEnd()) {
        return false;
    }
    const auto row = m_turn.tables().outbox.row(head.key);
    if (!row) {
        return Unexpected{row.error()};
    }
    const auto* send = std::get_if<SendPayload>(&row->command.payload);
    return send != nullptr && send->leaseToken != lease->token;
}

Result<void> Consequences::move(const OutboxHead& head, OutboxEvent event, const Why& given, Instant notBefore)
{
    auto why = given;
    const auto next = reduce(head.state, event);
    if (!next) {
        return Unexpected{next.error()};
    }
    if (isTerminal(head.state)) {
        return {}; // Said again.
    }
    auto moved = head;
    moved.state = *next;
    moved.attempts += event == OutboxEvent::Claim ? 1 : 0;
    moved.notBefore = notBefore;
    const auto cannotTell = event == OutboxEvent::MayHaveLeft && !(why.problem == Problem{});
    auto done = m_turn.update(moved, neverLeft(moved.state) || cannotTell ? &why.problem : nullptr);
    if (done && isTerminal(moved.state)) {
        done = noteEnd(moved, event, why);
    }
    if (done && isSend(head.type) && event == OutboxEvent::Refuse && isNotHeld(why.problem.type)) {
        const auto former = isOfFormerLease(moved);
        why.ofFormerLease = former.value_or(false);
        done = former ? Result<void>() : Result<void>(Unexpected{former.error()});
    }
    if (done && isSend(head.type)) {
        done = followSend(moved, head.state, event, why);
    }
    if (done && head.type == OutboxType::OptOut && moved.state == OutboxState::Done) {
        done = m_turn.markKnownUpstream(head.phoneHash);
    }
    if (done && moved.state == OutboxState::Refused) {
        done = followRefusal(moved, why);
    }
    return done;
}

Result<void> Consequences::stop(OutboxHead head, const Why& why)
{
    for (const auto& [from, event] : {std::pair(OutboxState::InFlight, OutboxEvent::NeverLeft),
                                      std::pair(OutboxState::Unknown, OutboxEvent::NeverSeen)}) {
        if (head.state == from) {
            if (auto done = move(head, event); !done) {
                return done;
            }
            const auto now = m_turn.openRow(head.id);
            if (!now) {
                return {}; // Stopped by what followed.
            }
            head = *now;
        }
    }
    return move(head, OutboxEvent::Cancel, why);
}

Result<void> Consequences::noteEnd(const OutboxHead& head, OutboxEvent event, const Why& why)
{
    if (head.type == OutboxType::AuditCheckpoint) {
        return {}; // The record does not speak of itself, or it would never end.
    }
    const auto contact =
        head.contactKey != 0 ? m_turn.entry(Roster::slotOfKey(head.contactKey)).record.contact.id : ContactId{};
    const auto note = note::ended(head.id, contact, isSend(head.type), event, why.problem, why.reason);
    if (!note) {
        return {};
    }
    if (isSend(head.type)) {
        m_turn.tally().stopped += event == OutboxEvent::Cancel || event == OutboxEvent::Expire ? 1 : 0;
        m_turn.tally().givenUp += event == OutboxEvent::GiveUp ? 1 : 0;
    }
    return m_turn.note(*note);
}

Result<void> Consequences::followSend(const OutboxHead& head, OutboxState before, OutboxEvent event, const Why& why)
{
    const auto slot = Roster::slotOfKey(head.contactKey);
    const MessageId id{head.id.value};
    const auto message = m_turn.tables().messages.head(id);
    if (!message) {
        return Unexpected{message.error()};
    }
    if (!*message) {
        return fail(ErrorCode::Corrupt, u"a text without its message"_s);
    }
    if (before == OutboxState::Unknown && head.state != OutboxState::Unknown) {
        m_turn.edit(slot).addUnknownSends(-1);
    } else if (before != OutboxState::Unknown && head.state == OutboxState::Unknown) {
        m_turn.edit(slot).addUnknownSends(+1);
    }
    // What the carrier said about it already is further than anything we know.
    const auto to = deliveryIn(head.state, event);
    if ((*message)->delivery < Delivery::Queued && (*message)->delivery != to) {
        auto done = m_turn.setDelivery(id, **message, to, neverLeft(head.state) ? why.reason : QString());
        if (!done) {
            return done;
        }
    }
    m_turn.edit(slot); // Its thread looks different.
    if (neverLeft(head.state)) {
        const auto outOfReach = isOutOfReach(why);
        if (!outOfReach) {
            m_turn.change().returned.append(m_turn.entry(slot).record.contact.id);
        }
        if (outOfReach && m_turn.entry(slot).record.stage == ContactStage::Closed) {
            return {};
        }
        return restage(slot);
    }
    // It was on its way when the number was suppressed, and now turns out not to have left: it must not try again.
    const auto& entry = m_turn.entry(slot);
    if (head.state == OutboxState::Pending && before != OutboxState::Pending) {
        if (event == OutboxEvent::NeverSeen && m_turn.isDoubtful(head.id)) {
            // Brought back from a copy; whether it was taken back after that nobody can say, so a person decides anew.
            return move(head, OutboxEvent::Cancel, Why::of(u"restored"_s));
        }
        if (entry.record.optedOut) {
            return move(head, OutboxEvent::Cancel, Why::of(ProblemType::OptedOut));
        }
        if (entry.record.wrongNumber) {
            return move(head, OutboxEvent::Cancel, Why::of(u"wrong-number"_s));
        }
        if (!entry.record.assigned) {
            return move(head, OutboxEvent::Cancel, Why::of(ProblemType::NotAssigned));
        }
        if (m_turn.profile().ended) {
            return move(head, OutboxEvent::Cancel, Why::of(ProblemType::LeaseLost));
        }
        const auto another = isForAnother(head);
        if (!another) {
            return Unexpected{another.error()};
        }
        if (*another) {
            return move(head, OutboxEvent::Cancel, Why::of(u"another-number"_s));
        }
    }
    return {};
}

Result<void> Consequences::followRefusal(const OutboxHead& head, const Why& why)
{
    if (head.contactKey == 0) {
        return {};
    }
    const auto slot = Roster::slotOfKey(head.contactKey);
    const auto& entry = m_turn.entry(slot);
    if (why.problem.type == ProblemType::OptedOut && isSend(head.type) && isReachable(entry.record.contact)) {
        auto suppression = suppressionOf(entry.record.contact, OptOutSource::Gateway, {}, m_turn.now());
        suppression.knownUpstream = true;
        return suppress(suppression);
    }
    // Only a text says which lease it is about; of anything else the contact may have come back since.
    if (isSend(head.type) && isNotHeld(why.problem.type) && !why.ofFormerLease) {
        return unassign(slot, why);
    }
    return {};
}

Result<void> Consequences::cancelSends(int slot, const Why& why)
{
    const auto rows = m_turn.openRowsOf(slot);
    for (const auto& row : rows) {
        if (isSend(row.type) && row.state == OutboxState::Pending) {
            auto done = move(row, OutboxEvent::Cancel, why);
            if (!done) {
                return done;
            }
        }
    }
    return {};
}

Result<void> Consequences::unassign(int slot, const Why& why)
{
    if (m_turn.entry(slot).record.assigned) {
        m_turn.edit(slot).record.assigned = false;
    }
    return cancelSends(slot, why);
}

Result<void> Consequences::endSession(EndReason reason)
{
    if (m_turn.profile().ended) {
        return {};
    }
    const auto refused = m_turn.tables().outbox.refused();
    if (!refused) {
        return Unexpected{refused.error()};
    }
    SessionEnd end{reason, m_turn.now(), 0, 0, *refused};
    for (int slot = 0; slot < m_turn.size(); ++slot) {
        const auto rows = m_turn.openRowsOf(slot);
        for (const auto& row : rows) {
            if (isSend(row.type)) {
                ++(row.state == OutboxState::Pending ? end.textsNotSent : end.textsUnknown);
            }
        }
        auto done = rows.isEmpty() ? Result<void>() : cancelSends(slot, Why::of(ProblemType::LeaseLost));
        if (!done) {
            return done;
        }
    }
    m_turn.editProfile().ended = end;
    m_turn.change().session = true;
    m_turn.askForCheckpoint(CheckpointReason::Revoked);
    auto done = m_turn.note({u"session.ended"_s,
                             {{u"reason"_s, reason == EndReason::Revoked       ? u"revoked"_s
                                            : reason == EndReason::NotSignedIn ? u"not-signed-in"_s
                                                                               : u"deadline"_s},
                              {u"textsNotSent"_s, QString::number(end.textsNotSent)},
                              {u"textsUnknown"_s, QString::number(end.textsUnknown)}}});
    return done ? m_turn.tables().profile.saveSessionEnd(end) : done;
}

Result<void> Consequences::restage(int slot)
{
    const auto heads = m_turn.tables().messages.heads(Roster::keyOf(slot));
    if (!heads) {
        return Unexpected{heads.error()};
    }
    auto stage = ContactStage::NeedsFirstMessage;
    auto heard = false;
    Instant waitingSince{};
    Instant lastActivity{};
    for (const auto& head : *heads) {
        if (!isLive(head.delivery)) {
            continue;
        }
        lastActivity = std::max(lastActivity, head.at);
        if (head.kind != MessageKind::Incoming) {
            stage = heard ? ContactStage::Replied : ContactStage::Messaged;
            waitingSince = {};
            continue;
        }
        if (stage != ContactStage::NeedsReply) {
            waitingSince = head.at;
        }
        stage = ContactStage::NeedsReply;
        heard = true;
    }
    auto& record = m_turn.edit(slot).record;
    record.stage = stage;
    record.waitingSince = waitingSince;
    record.lastActivity = lastActivity;
    return {};
}

} // namespace textbank
