#include "core/host/CommandDesk.h"

#include "core/gateway/Wire.h"
#include "core/host/ChangeLog.h"
#include "core/host/CheckpointDesk.h"
#include "core/host/ChoiceTable.h"
#include "core/host/ConfirmationText.h"
#include "core/host/ContactMoves.h"
#include "core/host/HostAudit.h"
#include "core/host/OptOuts.h"
#include "core/host/SendCheck.h"
#include "core/host/VoidedAttempts.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qsizetype kMaxNote = 5000;
constexpr qsizetype kMaxStaffMessage = 2000;
constexpr qsizetype kMaxWord = 500;

std::optional<Problem> no(ProblemType type, const QString& detail = {}) { return refuse(type, detail).error; }

QByteArray bodyHash(const Command& command)
{
    auto decided = command;
    decided.attempt = 0;
    return QCryptographicHash::hash(wire::compact(wire::write(decided)), QCryptographicHash::Sha256);
}

QString stored(const Problem& problem) { return QString::fromUtf8(wire::compact(wire::write(problem, 409))); }

Problem restored(const QString& json)
{
    const auto object = wire::parseObject(json.toUtf8());
    return object ? wire::readProblem(*object) : Problem{};
}

} // namespace

CommandDesk::CommandDesk(Work& work, CampaignCache& cache, const Caller& caller)
    : m_work(work)
    , m_campaigns(work, cache)
    , m_contacts(work)
    , m_caller(caller)
{
}

CommandOutcome CommandDesk::take(const Command& command)
{
    CommandOutcome outcome;
    outcome.id = command.id;
    const auto hash = bodyHash(command);
    auto known = false;
    m_work.run(u"SELECT volunteer, body_hash, status, problem FROM commands WHERE id = ?"_s, {command.id.value},
               [&](const QSqlQuery& row) {
                   known = true;
                   if (row.value(0).toString() != m_caller.volunteer.value || row.value(1).toByteArray() != hash) {
                       outcome.status = CommandStatus::Refused;
                       outcome.problem = *no(ProblemType::TextChanged, u"this id came with another body before"_s);
                       return false;
                   }
                   outcome.duplicate = true;
                   outcome.status = static_cast<CommandStatus>(row.value(2).toInt());
                   if (outcome.status == CommandStatus::Refused) {
                       outcome.problem = restored(row.value(3).toString());
                   }
                   return false;
               });
    if (known) {
        if (outcome.duplicate) {
            m_work.run(u"UPDATE commands SET repeats = repeats + 1 WHERE id = ?"_s, {command.id.value});
        }
        return outcome;
    }
    VoidedAttempts voided(m_work, m_caller.volunteer);
    if (voided.covers(command)) {
        // Nothing is decided about it: a later attempt is as good as the first would have been.
        outcome.status = CommandStatus::Refused;
        outcome.problem = *no(ProblemType::AttemptVoided);
        return outcome;
    }
    voided.forget(command.id);
    if (const auto refusal = decide(command)) {
        outcome.status = CommandStatus::Refused;
        outcome.problem = *refusal;
    }
    m_work.run(
        u"INSERT INTO commands (id, volunteer, type, campaign, contact, body_hash, status, problem, received_at, "
        "repeats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"_s,
        {command.id.value, m_caller.volunteer.value, commandType(command.payload), command.campaign.value,
         command.contact.value, hash, static_cast<int>(outcome.status),
         outcome.status == CommandStatus::Refused ? stored(outcome.problem) : u""_s, m_work.nowMs()});
    noteTaken(command, outcome, hash);
    return outcome;
}

QString CommandDesk::organisation()
{
    if (m_organisation.isEmpty()) {
        m_organisation =
            m_work.value(u"SELECT organisation FROM volunteers WHERE id = ?"_s, {m_caller.volunteer.value}).toString();
    }
    return m_organisation;
}

void CommandDesk::noteTaken(const Command& command, const CommandOutcome& outcome, const QByteArray& hash)
{
    const auto isRefused = outcome.status == CommandStatus::Refused;
    if (!isRefused && std::holds_alternative<AuditCheckpointPayload>(command.payload)) {
        return; // Noted with what it says.
    }
    AuditFacts facts{{u"command"_s, command.id.value},
                     {u"type"_s, commandType(command.payload)},
                     {u"campaign"_s, command.campaign.value},
                     {u"contact"_s, command.contact.value},
                     {u"volunteer"_s, m_caller.volunteer.value},
                     {u"device"_s, m_caller.device.value},
                     {u"bodySha256"_s, QString::fromLatin1(hash.toHex())}};
    if (isRefused) {
        facts.insert(u"problem"_s, problemSlug(outcome.problem.type));
    }
    if (const auto* send = std::get_if<SendPayload>(&command.payload)) {
        facts.insert(u"textSha256"_s, QString::fromLatin1(send->textSha256.toHex()));
        facts.insert(u"cursor"_s, send->cursor);
        facts.insert(u"policy"_s, send->policyVersion);
    }
    HostAudit(m_work).note(organisation(), isRefused ? u"command.refused"_s : u"command.taken"_s, facts);
}

std::optional<CommandOutcome> CommandDesk::outcomeOf(const CommandId& id, int voided)
{
    std::optional<CommandOutcome> found;
    m_work.run(u"SELECT status, problem FROM commands WHERE id = ? AND volunteer = ?"_s,
               {id.value, m_caller.volunteer.value}, [&](const QSqlQuery& row) {
                   CommandOutcome outcome;
                   outcome.id = id;
                   outcome.status = static_cast<CommandStatus>(row.value(0).toInt());
                   outcome.duplicate = true;
                   if (outcome.status == CommandStatus::Refused) {
                       outcome.problem = restored(row.value(1).toString());
                   }
                   found = outcome;
                   return false;
               });
    if (!found && voided > 0) {
        VoidedAttempts(m_work, m_caller.volunteer).add(id, voided);
    }
    return found;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command)
{
    if (command.id.isEmpty()) {
        return no(ProblemType::Malformed, u"id: empty"_s);
    }
    // An opt-out is a person's word; it holds whatever became of the campaign.
    if (!std::holds_alternative<OptOutPayload>(command.payload) && !worksOn(command.campaign)) {
        return no(ProblemType::NotFound, u"campaign"_s);
    }
    return std::visit([&](const auto& payload) { return decide(command, payload); }, command.payload);
}

bool CommandDesk::worksOn(const CampaignId& campaign)
{
    if (m_caller.role == Role::Staff) {
        return m_work.exists(u"SELECT 1 FROM campaigns c JOIN volunteers v ON v.organisation = c.organisation "
                             "WHERE c.id = ? AND v.id = ?"_s,
                             {campaign.value, m_caller.volunteer.value});
    }
    return m_work.exists(u"SELECT 1 FROM memberships WHERE volunteer = ? AND campaign = ?"_s,
                         {m_caller.volunteer.value, campaign.value});
}

std::optional<HostContact> CommandDesk::contactOf(const Command& command)
{
    auto contact = m_contacts.find(command.contact);
    if (!contact || contact->contact.campaign != command.campaign) {
        return std::nullopt;
    }
    return contact;
}

CommandDesk::Refusal CommandDesk::unlessAssigned(const Command& command, Needs needs)
{
    const auto contact = contactOf(command);
    if (!contact) {
        return no(ProblemType::NotFound, u"contact"_s);
    }
    if (contact->volunteer == m_caller.volunteer || m_caller.role == Role::Staff) {
        return std::nullopt;
    }
    // A session that staff ended holds nothing any more. What it did before still counts, unless the contact is
    // somebody else's by now.
    const auto holdsToo = m_caller.ending && contact->volunteer.isEmpty();
    if ((needs == Needs::EverAssigned || holdsToo) && m_contacts.wasEverAssigned(command.contact, m_caller.volunteer)) {
        return std::nullopt;
    }
    return no(ProblemType::NotAssigned);
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const SendPayload& send)
{
    if (m_caller.ending) {
        return no(ProblemType::LeaseLost, u"staff ended this session"_s);
    }
    const auto campaign = m_campaigns.load(command.campaign);
    if (!campaign) {
        return no(ProblemType::NotFound, u"campaign"_s);
    }
    const auto contact = contactOf(command);
    SendCheck check(m_work, m_campaigns, m_caller, *campaign);
    if (auto refusal = check.refusal(command, contact)) {
        if (refusal->type == ProblemType::RecentlyTexted || refusal->type == ProblemType::HouseholdTexted) {
            m_contacts.putBack(command.contact, m_caller.volunteer, problemSlug(refusal->type)); // It comes later.
        }
        return refusal;
    }
    storeText(command, send, *contact, check.zones());
    return std::nullopt;
}

void CommandDesk::storeText(const Command& command, const SendPayload& send, const HostContact& contact,
                            const QStringList& zones)
{
    m_work.run(
        u"INSERT INTO messages (id, contact, organisation, number, volunteer, direction, kind, text, at, delivery, "
        "reason, media, to_hand_over, sequence) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, '', 0, 1, ?)"_s,
        {command.id.value, command.contact.value, contact.organisation, contact.contact.phone.e164(),
         m_caller.volunteer.value, static_cast<int>(send.kind), send.text, m_work.nowMs(),
         static_cast<int>(Delivery::Queued), m_work.nextSequence()});
    m_work.run(
        u"INSERT INTO evidence (message, approved_at, input, text_sha256, step, edited, lease, policy_version, zones, "
        "cursor, send_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {command.id.value, toMs(send.approvedAt), static_cast<int>(send.input), send.textSha256, send.step.value,
         send.edited ? 1 : 0, contact.contact.lease.value, send.policyVersion, zones.join(u' '), send.cursor,
         toMs(send.sendBefore)});
    m_contacts.noteOutgoing(command.contact, knownTo(send.cursor));
}

// Whoever decided something under this cursor knew of all up to there.
qint64 CommandDesk::knownTo(const QString& cursor)
{
    return ChangeLog(m_work).sequenceOf(m_caller.volunteer, cursor).value_or(m_work.lastSequence());
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const OptOutPayload& optOut)
{
    const auto staff = m_caller.role == Role::Staff;
    auto contactId = command.contact;
    if (contactId.isEmpty()) {
        contactId.value = m_work
                              .value(u"SELECT c.id FROM contacts c JOIN assignments a ON a.contact = c.id "
                                     "WHERE c.number = ? AND a.volunteer = ? ORDER BY a.at DESC LIMIT 1"_s,
                                     {optOut.number.e164(), m_caller.volunteer.value})
                              .toString();
    }
    const auto organisation =
        m_work.value(u"SELECT organisation FROM volunteers WHERE id = ?"_s, {m_caller.volunteer.value}).toString();
    const auto contact = m_contacts.find(contactId);
    if (contact && contact->organisation != organisation) {
        return no(ProblemType::NotFound, u"contact"_s);
    }
    if (contact && !staff && !m_contacts.wasEverAssigned(contactId, m_caller.volunteer)) {
        return no(ProblemType::NotAssigned);
    }
    if (!contact && (!staff || optOut.number.isEmpty())) {
        return no(ProblemType::NotFound, u"contact"_s);
    }
    if (contact && !optOut.number.isEmpty() && optOut.number != contact->contact.phone) {
        return no(ProblemType::Malformed, u"number: not the contact's"_s);
    }
    OptOuts::Asked asked;
    asked.organisation = organisation;
    asked.number = contact ? contact->contact.phone : optOut.number;
    // How it came is in the record for years: nobody can say it of more than themselves.
    const auto isReply = optOut.source == OptOutSource::Reply;
    asked.source = isReply ? OptOutSource::Reply : staff ? OptOutSource::Staff : OptOutSource::Volunteer;
    asked.words = optOut.words;
    asked.contact = contactId;
    asked.volunteer = m_caller.volunteer;
    asked.at = m_work.now();
    OptOuts optOuts(m_work);
    // Read off words that were lifted since. What a person decides counts whatever was before.
    if (isReply && optOuts.isSettled(organisation, asked.number)) {
        ChangeLog(m_work).append(m_caller.volunteer, OptOutRemoved{asked.number, u"lifted before"_s});
        return std::nullopt;
    }
    if (optOuts.add(asked) && contact) {
        if (const auto campaign = m_campaigns.load(contact->contact.campaign)) {
            // Recorded without a network, it may come up hours later.
            queueConfirmation(m_work, *campaign, *contact, command.createdAt);
        }
    }
    return std::nullopt;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const AnswerPayload& answer)
{
    if (auto refusal = unlessAssigned(command, Needs::EverAssigned)) {
        return refusal;
    }
    if (answer.step.isEmpty() || answer.value.size() > kMaxWord) {
        return no(ProblemType::Malformed, u"step or value"_s);
    }
    m_work.run(u"DELETE FROM answers WHERE contact = ? AND step = ?"_s, {command.contact.value, answer.step.value});
    if (!answer.value.isEmpty()) {
        m_work.run(u"INSERT INTO answers (contact, step, value, volunteer, at) VALUES (?, ?, ?, ?, ?)"_s,
                   {command.contact.value, answer.step.value, answer.value, m_caller.volunteer.value, m_work.nowMs()});
    }
    return std::nullopt;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const TagPayload& tag)
{
    if (auto refusal = unlessAssigned(command, Needs::EverAssigned)) {
        return refusal;
    }
    if (tag.tag.isEmpty() || tag.tag.size() > kMaxWord) {
        return no(ProblemType::Malformed, u"tag"_s);
    }
    if (tag.add) {
        m_work.run(u"INSERT INTO tags (contact, tag, volunteer, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                   {command.contact.value, tag.tag, m_caller.volunteer.value, m_work.nowMs()});
    } else {
        m_work.run(u"DELETE FROM tags WHERE contact = ? AND tag = ?"_s, {command.contact.value, tag.tag});
    }
    return std::nullopt;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const NotePayload& note)
{
    if (auto refusal = unlessAssigned(command, Needs::EverAssigned)) {
        return refusal;
    }
    if (note.note.isEmpty()) {
        return no(ProblemType::Malformed, u"note"_s);
    }
    if (note.text.size() > kMaxNote) {
        return no(ProblemType::TooLarge, u"at most %1 characters"_s.arg(kMaxNote));
    }
    const auto owner = m_work.value(u"SELECT volunteer FROM notes WHERE id = ?"_s, {note.note.value}).toString();
    if (!owner.isEmpty() && owner != m_caller.volunteer.value) {
        return no(ProblemType::Forbidden, u"another volunteer's note"_s);
    }
    m_work.run(u"DELETE FROM notes WHERE id = ?"_s, {note.note.value});
    if (!note.text.isEmpty()) {
        m_work.run(u"INSERT INTO notes (id, contact, text, volunteer, at) VALUES (?, ?, ?, ?, ?)"_s,
                   {note.note.value, command.contact.value, note.text, m_caller.volunteer.value, m_work.nowMs()});
    }
    return std::nullopt;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const SkipPayload&)
{
    auto refusal = unlessAssigned(command, Needs::NowAssigned);
    if (!refusal) {
        m_contacts.setSkipped(command.contact, 1);
    }
    return refusal;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const WrongNumberPayload&)
{
    auto refusal = unlessAssigned(command, Needs::EverAssigned);
    if (!refusal) {
        m_contacts.setWrongNumber(command.contact, 1);
        // Decided by somebody who had it before: whoever has it now can do nothing with it.
        const auto contact = contactOf(command);
        if (contact && !contact->volunteer.isEmpty() && contact->volunteer != m_caller.volunteer) {
            ContactMoves::takeAway(m_work, command.contact, contact->volunteer, u"wrong number"_s);
        }
    }
    return refusal;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const ClosePayload& close)
{
    auto refusal = unlessAssigned(command, Needs::NowAssigned);
    if (!refusal) {
        const auto known = close.cursor.isEmpty() ? m_work.lastSequence() : knownTo(close.cursor);
        m_contacts.close(command.contact, known);
    }
    return refusal;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const ReopenPayload& reopen)
{
    auto refusal = unlessAssigned(command, Needs::NowAssigned);
    if (!refusal) {
        m_contacts.reopen(command.contact, reopen.what);
    }
    return refusal;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const EscalatePayload& escalate)
{
    if (auto refusal = unlessAssigned(command, Needs::NowAssigned)) {
        return refusal;
    }
    m_work.run(u"INSERT INTO escalations (id, contact, volunteer, reason, at, ended_at) VALUES (?, ?, ?, ?, ?, NULL)"_s,
               {command.id.value, command.contact.value, m_caller.volunteer.value,
                escalate.reason.left(kMaxStaffMessage), m_work.nowMs()});
    m_contacts.setEscalated(command.contact, 1);
    return std::nullopt;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const StaffMessagePayload& message)
{
    if (message.text.trimmed().isEmpty()) {
        return no(ProblemType::Malformed, u"text: empty"_s);
    }
    if (message.text.size() > kMaxStaffMessage) {
        return no(ProblemType::TooLarge, u"at most %1 characters"_s.arg(kMaxStaffMessage));
    }
    m_work.run(u"INSERT INTO staff_messages (id, campaign, volunteer, text, at) VALUES (?, ?, ?, ?, ?)"_s,
               {command.id.value, command.campaign.value, m_caller.volunteer.value, message.text, m_work.nowMs()});
    const auto from =
        m_work.value(u"SELECT display_name FROM volunteers WHERE id = ?"_s, {m_caller.volunteer.value}).toString();
    // Volunteers write to staff; staff write to everybody on the campaign.
    const auto readers =
        m_caller.role == Role::Staff
            ? m_work.strings(u"SELECT volunteer FROM memberships WHERE campaign = ? AND volunteer <> ?"_s,
                             {command.campaign.value, m_caller.volunteer.value})
            : m_work.strings(u"SELECT s.id FROM volunteers s JOIN campaigns c ON c.organisation = s.organisation "
                             "WHERE c.id = ? AND s.role = ? AND s.id <> ?"_s,
                             {command.campaign.value, static_cast<int>(Role::Staff), m_caller.volunteer.value});
    for (const auto& reader : readers) {
        ChangeLog(m_work).append(VolunteerId{reader}, StaffMessage{command.id.value, from, message.text, m_work.now()});
    }
    return std::nullopt;
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const ChoicesPayload& choices)
{
    return ChoiceTable(m_work).take(command.campaign, choices.counts);
}

CommandDesk::Refusal CommandDesk::decide(const Command& command, const AuditCheckpointPayload& checkpoint)
{
    return CheckpointDesk(m_work, m_caller, organisation()).take(command.id, checkpoint);
}

} // namespace textbank
