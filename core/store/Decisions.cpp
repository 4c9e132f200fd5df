#include "core/store/Decisions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

Reopens undoneBy(OutboxType done)
{
    switch (done) {
    case OutboxType::Skip:
        return Reopens::Skip;
    case OutboxType::WrongNumber:
        return Reopens::WrongNumber;
    case OutboxType::Close:
        return Reopens::Close;
    case OutboxType::Escalate:
        return Reopens::Escalation;
    default:
        return Reopens::All;
    }
}

} // namespace

Result<void> Decisions::approve(const Approval& approval)
{
    const auto& command = approval.command();
    const auto& send = approval.send();
    const auto slot = m_turn.slotOf(command.contact);
    if (slot < 0) {
        return fail(ErrorCode::NotFound, u"contact %1"_s.arg(command.contact.value));
    }
    if (m_turn.profile().ended) {
        return fail(ErrorCode::Blocked, u"the session is over"_s);
    }
    const auto& known = m_turn.entry(slot);
    if (known.record.contact.phone != approval.phone()) {
        return fail(ErrorCode::Conflict, u"another number than the approved one"_s);
    }
    if (!isReachable(known.record.contact)) {
        return fail(ErrorCode::Blocked, u"there is no number"_s);
    }
    if (known.record.optedOut || m_consequences.isSuppressed(known.record.contact)) {
        return fail(ErrorCode::Blocked, u"the number is suppressed"_s);
    }
    const auto isFirst = send.kind == SendKind::FirstMessage;
    if (isFirst && known.record.stage != ContactStage::NeedsFirstMessage) {
        return fail(ErrorCode::Conflict, u"the contact has had its first message"_s);
    }
    const auto isHeld = approval.heldUntil() > m_turn.now();
    Message message;
    message.id.value = command.id.value;
    message.contact = command.contact;
    message.direction = Direction::Outgoing;
    message.text = send.text;
    message.at = send.approvedAt;
    message.delivery = isHeld ? Delivery::Held : Delivery::Waiting;
    auto done = m_turn.addMessage(slot, isFirst ? MessageKind::OwnFirst : MessageKind::OwnReply, message);
    if (done) {
        done =
            m_turn.queue(command, {}, isHeld ? approval.heldUntil() : Instant{}, {approval.phone(), approval.zones()});
    }
    if (done) {
        ++m_turn.tally().approvals;
        done = m_turn.note(note::approval(approval, m_turn.volunteer()));
    }
    if (done && known.hasDraft) {
        done = m_turn.tables().contacts.removeDraft(Roster::keyOf(slot));
    }
    if (!done) {
        return done;
    }
    auto& entry = m_turn.edit(slot);
    auto& record = entry.record;
    const auto wasHeard =
        record.stage == ContactStage::NeedsReply || record.stage == ContactStage::Replied || entry.received > 0;
    record.stage = wasHeard ? ContactStage::Replied : ContactStage::Messaged;
    record.waitingSince = {};
    record.lastActivity = std::max(record.lastActivity, send.approvedAt);
    record.skipped = false;
    record.setAside = false;
    entry.hasDraft = false;
    return {};
}

Result<void> Decisions::record(const Command& command)
{
    const auto slot = command.contact.isEmpty() ? -1 : m_turn.slotOf(command.contact);
    const auto type = outboxTypeOf(command.payload);
    if (isSend(type)) {
        return fail(ErrorCode::Invalid, u"a text needs an approval"_s);
    }
    if (command.id.isEmpty()) {
        return fail(ErrorCode::Invalid, u"a command without an id"_s);
    }
    if (type == OutboxType::OptOut) {
        return optOut(command, slot, {}, Repeated::SaidOnce);
    }
    const auto ofNobody = type == OutboxType::StaffMessage || isBackground(type);
    if (!ofNobody && slot < 0) {
        return fail(ErrorCode::NotFound, u"contact %1"_s.arg(command.contact.value));
    }
    auto done = ofNobody ? Result<void>() : apply(command, slot);
    if (done) {
        done = m_turn.queue(asDecidedNow(command), {});
    }
    // What a whole room sends is no decision about anybody.
    const auto noted = type != OutboxType::Choices;
    return done && noted ? m_turn.note(note::command(command, m_turn.volunteer())) : done;
}

Result<void> Decisions::recordFound(const Command& command)
{
    if (!std::holds_alternative<OptOutPayload>(command.payload)) {
        return record(command);
    }
    const auto slot = command.contact.isEmpty() ? -1 : m_turn.slotOf(command.contact);
    return optOut(command, slot, {}, Repeated::SaidAgain);
}

Command Decisions::asDecidedNow(Command command) const
{
    if (auto* close = std::get_if<ClosePayload>(&command.payload)) {
        close->cursor = m_turn.profile().cursor;
    }
    return command;
}

Result<void> Decisions::optOut(const Command& command, int slot, const QString& reading, Repeated repeated)
{
    auto recorded = command;
    auto& payload = std::get<OptOutPayload>(recorded.payload);
    if (payload.number.isEmpty() && slot >= 0) {
        payload.number = m_turn.entry(slot).record.contact.phone;
    }
    const auto isHidden = slot >= 0 && m_turn.entry(slot).record.contact.phone.isEmpty() &&
                          m_turn.entry(slot).record.contact.numberHidden;
    if (payload.number.isEmpty() && !isHidden) {
        return fail(slot < 0 ? ErrorCode::NotFound : ErrorCode::Invalid, u"an opt-out without a number"_s);
    }
    const auto byId = m_consequences.hashOf(command.contact);
    const auto phoneHash = payload.number.isEmpty() ? byId : m_consequences.hashOf(payload.number);
    auto done = Result<void>();
    if (isHidden) {
        done = m_consequences.suppress(
            {byId, {}, payload.source, payload.words, command.createdAt, false, command.contact});
    }
    if (done && !payload.number.isEmpty()) {
        done = m_consequences.suppress(
            {phoneHash, payload.number, payload.source, payload.words, command.createdAt, false});
    }
    if (!done) {
        return done;
    }
    // Said already: once is enough for the gateway.
    const auto open = m_turn.openOptOut(phoneHash);
    const auto isNews = repeated == Repeated::SaidAgain || (!m_turn.isKnownUpstream(phoneHash) && !open);
    done = m_turn.note(note::optOut(isNews ? command.id : CommandId{}, command.contact, payload, reading, phoneHash,
                                    m_turn.volunteer()));
    if (done && isNews && open) {
        done = m_consequences.stop(*open, Why::of(u"said-again"_s));
    }
    return done && isNews ? m_turn.queue(recorded, phoneHash) : done;
}

Result<void> Decisions::optOutOf(int slot, const QString& words, Instant at, const QString& reading, bool knownUpstream)
{
    const auto contact = m_turn.entry(slot).record.contact;
    if (knownUpstream) {
        auto suppression = m_consequences.suppressionOf(contact, OptOutSource::Reply, words, at);
        suppression.knownUpstream = true;
        auto done = m_consequences.suppress(suppression);
        return done ? m_turn.note(note::optOut({}, contact.id, {OptOutSource::Reply, words, contact.phone}, reading,
                                               suppression.phoneHash, m_turn.volunteer()))
                    : done;
    }
    return optOut({{makeUuidV7(m_turn.now(), m_random)},
                   contact.campaign,
                   contact.id,
                   m_turn.now(),
                   OptOutPayload{OptOutSource::Reply, words, contact.phone}},
                  slot, reading, Repeated::SaidOnce);
}

Result<void> Decisions::apply(const Command& command, int slot)
{
    auto& record = m_turn.edit(slot).record;
    if (const auto* answer = std::get_if<AnswerPayload>(&command.payload)) {
        if (answer->value.isEmpty()) {
            record.answers.remove(answer->step);
        } else {
            record.answers.insert(answer->step, answer->value);
        }
    } else if (const auto* tag = std::get_if<TagPayload>(&command.payload)) {
        record.tags.removeAll(tag->tag);
        if (tag->add) {
            record.tags.append(tag->tag);
        }
    } else if (const auto* note = std::get_if<NotePayload>(&command.payload)) {
        return setNote(*note, slot, command.createdAt);
    } else if (std::holds_alternative<SkipPayload>(command.payload)) {
        record.skipped = true;
    } else if (std::holds_alternative<WrongNumberPayload>(command.payload)) {
        record.wrongNumber = true;
        return m_consequences.cancelSends(slot, Why::of(u"wrong-number"_s));
    } else if (std::holds_alternative<ClosePayload>(command.payload)) {
        record.stage = ContactStage::Closed;
        record.waitingSince = {};
        record.setAside = false;
    } else if (std::holds_alternative<EscalatePayload>(command.payload)) {
        record.escalated = true;
    } else if (const auto* reopened = std::get_if<ReopenPayload>(&command.payload)) {
        return reopen(slot, reopened->what);
    }
    return {};
}

Result<void> Decisions::setNote(const NotePayload& note, int slot, Instant at)
{
    auto& rows = m_turn.tables().contacts;
    if (note.text.isEmpty()) {
        return rows.removeNote(note.note);
    }
    return rows.insertNote(Roster::keyOf(slot), {note.note, m_turn.entry(slot).record.contact.id, note.text, at});
}

Result<void> Decisions::reopen(int slot, Reopens what)
{
    auto& record = m_turn.edit(slot).record;
    const auto isUndone = [what](Reopens one) { return what == one || what == Reopens::All; };
    record.skipped = record.skipped && !isUndone(Reopens::Skip);
    record.wrongNumber = record.wrongNumber && !isUndone(Reopens::WrongNumber);
    record.escalated = record.escalated && !isUndone(Reopens::Escalation);
    return isUndone(Reopens::Close) && record.stage == ContactStage::Closed ? m_consequences.restage(slot)
                                                                            : Result<void>();
}

Result<void> Decisions::undo(const CommandId& done, const Command& inverse)
{
    const auto head = m_turn.tables().outbox.head(done);
    if (!head) {
        return Unexpected{head.error()};
    }
    if (!*head) {
        return fail(ErrorCode::NotFound, u"command %1"_s.arg(done.value));
    }
    const auto& row = **head;
    if (isSend(row.type) || row.type == OutboxType::OptOut || isSend(outboxTypeOf(inverse.payload)) ||
        std::holds_alternative<OptOutPayload>(inverse.payload)) {
        return fail(ErrorCode::Invalid, u"texts and opt-outs are not undone this way"_s);
    }
    const auto slot = m_turn.slotOf(inverse.contact);
    if (slot < 0 || Roster::keyOf(slot) != row.contactKey) {
        return fail(ErrorCode::Invalid, u"the inverse is about another contact"_s);
    }
    if (row.state == OutboxState::Cancelled) {
        return fail(ErrorCode::Conflict, u"already taken back"_s);
    }
    // What never goes up is taken back alone; what the gateway has seen is taken back as the gateway will read the
    // inverse.
    const auto staysHere = row.state == OutboxState::Pending || row.state == OutboxState::Refused;
    const auto isReopen = std::holds_alternative<ReopenPayload>(inverse.payload);
    auto applied = staysHere && isReopen ? reopen(slot, undoneBy(row.type)) : apply(inverse, slot);
    if (applied) {
        applied = m_turn.note({u"command.undone"_s,
                               {{u"by"_s, m_turn.volunteer().value},
                                {u"command"_s, done.value},
                                {u"contact"_s, inverse.contact.value},
                                {u"inverse"_s, staysHere ? QString() : inverse.id.value}}});
    }
    if (!applied) {
        return applied;
    }
    if (row.state == OutboxState::Pending) {
        return m_consequences.move(row, OutboxEvent::Cancel, Why::of(u"undone"_s));
    }
    return staysHere ? Result<void>() : m_turn.queue(asDecidedNow(inverse), {});
}

} // namespace textbank
