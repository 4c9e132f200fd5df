#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeDesk.h"
#include "core/gateway/spoke/SpokeThread.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>
#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

/// The server's clock and ours may differ by so much more than was measured.
constexpr Millis kClocksDiffer = std::chrono::minutes(5);

TransportError laterError(Seconds wait)
{
    return {Meaning::RefusedForNow, Fault::Problem, 200, Problem{}, wait, u"not there yet"_s};
}

CommandOutcome undecided(const Command& command, ProblemType why)
{
    auto outcome = refused(command, why);
    outcome.status = CommandStatus::Undecided;
    return outcome;
}

bool isSummerTime(Instant now)
{
    static const QTimeZone eastern("America/New_York");
    return eastern.isValid() && eastern.isDaylightTime(QDateTime::fromMSecsSinceEpoch(toMs(now), Qt::UTC));
}

/// The hours of the day it may be there: in summer two, for not every place that is said to have summer time has it.
QList<int> hoursThere(const ContactState& there, Instant now)
{
    if (!there.utcOffset) {
        return {};
    }
    const auto local =
        std::chrono::floor<std::chrono::hours>(now.time_since_epoch()) + std::chrono::hours(*there.utcOffset);
    const auto hour = static_cast<int>(((local.count() % 24) + 24) % 24);
    return there.hasSummerTime && isSummerTime(now) ? QList{hour, (hour + 1) % 24} : QList{hour};
}

} // namespace

bool isSurelyLate(const ContactState& there, const Organization& organization, Instant now)
{
    const auto hours = hoursThere(there, now);
    return organization.hoursEnforced && !hours.isEmpty() &&
           std::all_of(hours.cbegin(), hours.cend(), [&](int hour) { return hour >= organization.closesAt; });
}

bool isSurelyDaytime(const ContactState& there, const Organization& organization, Instant now)
{
    const auto opens = std::max(9, organization.hoursEnforced ? organization.opensAt : 9);
    const auto closes = std::min(20, organization.hoursEnforced ? organization.closesAt : 20);
    const auto hours = hoursThere(there, now);
    return !hours.isEmpty() &&
           std::all_of(hours.cbegin(), hours.cend(), [&](int hour) { return hour >= opens && hour < closes; });
}

void readOne(Line& line, const QString& assignment, const ContactId& contact, ContactRead done)
{
    line.read(kContacts, {{u"assignmentId"_s, assignment}, {u"contactIds"_s, QJsonArray{contact.value}}},
              [contact, done = std::move(done)](const Result<Reply, TransportError>& reply) {
                  if (!reply) {
                      done(Unexpected{reply.error()});
                      return;
                  }
                  const auto list = reply->value.toArray();
                  if (list.size() != 1 || !reply->brokenItems.isEmpty()) {
                      done(Unexpected{reply->errors.isEmpty() ? badAnswer(200, u"getAssignmentContacts"_s)
                                                              : refusedForNow(reply->errors)});
                      return;
                  }
                  if (list.at(0).isNull()) {
                      done(std::optional<ContactState>());
                      return;
                  }
                  auto state = readContact(list.at(0).toObject());
                  if (!state) {
                      done(Unexpected{badAnswer(200, state.error().detail)});
                  } else if (state->contact.id != contact) {
                      done(Unexpected{badAnswer(200, u"getAssignmentContacts[0].id: another contact"_s)});
                  } else {
                      done(std::optional(std::move(*state)));
                  }
              });
}

CommandOutcome accepted(const Command& command) { return {command.id, CommandStatus::Accepted, false, {}}; }

GatewayResult<CommandOutcome> notBegun(const Command& command, TransportError error)
{
    if (error.meaning == Meaning::NotSignedIn || error.meaning == Meaning::NeverLeft) {
        return Unexpected{error};
    }
    if (error.httpStatus == 0) {
        error.meaning = Meaning::NeverLeft; // Nobody answers: as good as no network.
        return Unexpected{error};
    }
    return refused(command, ProblemType::AttemptVoided); // Not done; the next attempt is another one.
}

CommandOutcome refused(const Command& command, ProblemType type, const QString& title)
{
    Problem problem;
    problem.type = type;
    problem.title = title;
    return {command.id, CommandStatus::Refused, false, problem};
}

QString assignmentOf(const Parts& parts, const Command& command)
{
    if (const auto* send = std::get_if<SendPayload>(&command.payload); send != nullptr && !send->leaseToken.isEmpty()) {
        return send->leaseToken;
    }
    const auto* known = parts.record != nullptr ? parts.record->contact(command.contact) : nullptr;
    if (known != nullptr && !known->contact.lease.isEmpty()) {
        return known->contact.lease.value;
    }
    const auto* todo = parts.book.ofCampaign(command.campaign);
    return todo != nullptr ? todo->assignment : QString();
}

Instant Sends::since(const SendPayload& send) const
{
    return send.approvedAt + m_parts.line.clockOffset().value_or(Millis{}) - kClocksDiffer;
}

QList<Message> Sends::conversation(const ContactId& contact) const
{
    const auto local =
        m_parts.record != nullptr ? m_parts.record->conversation(contact) : Result<QList<Message>>(QList<Message>());
    return local.value_or({});
}

void Sends::push(const Command& command, Answer<CommandOutcome> answer)
{
    const auto& send = std::get<SendPayload>(command.payload);
    if (m_parts.line.serverNow() >= send.sendBefore) {
        m_parts.later([command, answer] { answer(refused(command, ProblemType::OutsideWindow)); });
        return;
    }
    // Reading changes nothing: whatever comes of it, the text has not left.
    const auto offset = m_parts.line.clockOffset().value_or(Millis{});
    readOne(
        m_parts.line, assignmentOf(m_parts, command), command.contact,
        [this, command, offset, answer = std::move(answer)](const GatewayResult<std::optional<ContactState>>& there) {
            if (there && std::chrono::abs(m_parts.line.clockOffset().value_or(Millis{}) - offset) > kClocksDiffer) {
                // The gate let it through by another clock; by this one it may be night.
                answer(refused(command, ProblemType::AttemptVoided));
                return;
            }
            look(command, there, answer);
        });
}

void Sends::look(const Command& command, const GatewayResult<std::optional<ContactState>>& there,
                 const Answer<CommandOutcome>& answer)
{
    if (!there) {
        answer(notBegun(command, there.error()));
        return;
    }
    if (!*there) {
        answer(refused(command, ProblemType::NotAssigned));
        return;
    }
    const auto& contact = **there;
    const auto& payload = std::get<SendPayload>(command.payload);
    const auto local = conversation(command.contact);
    const auto isFirst = payload.kind == SendKind::FirstMessage;
    const auto isFirstTry = command.attempt == 1; // So nothing that is there can be it in other words.
    auto fate = fateOf(contact, local, command.id, payload, since(payload), m_parts.book.user());
    if (fate == Fate::CannotTell && isFirstTry) {
        fate = isFirst ? Fate::Others : Fate::NotThere;
    }
    switch (fate) {
    case Fate::There:
        answer(accepted(command));
        return;
    case Fate::Others:
        m_parts.heard();
        answer(refused(command, ProblemType::AlreadyTexted));
        return;
    case Fate::CannotTell:
        answer(undecided(command, ProblemType::TextChanged));
        return;
    case Fate::NotThere:
        break;
    }
    if (contact.optedOut) {
        m_parts.heard();
        answer(refused(command, ProblemType::OptedOut));
        return;
    }
    if (!Thread(contact, local, command.id).unseen().isEmpty()) {
        // They wrote, and nobody here has read it: it may be a STOP. First that comes down, then this is tried again.
        m_parts.heard();
        answer(refused(command, ProblemType::AttemptVoided));
        return;
    }
    // While that was read, time went on, and the person may have asked to be left alone or been marked here.
    if (m_parts.line.serverNow() >= payload.sendBefore) {
        answer(refused(command, ProblemType::OutsideWindow));
        return;
    }
    const auto* known = m_parts.record != nullptr ? m_parts.record->contact(command.contact) : nullptr;
    if (known != nullptr && (known->optedOut || known->mayHaveOptedOut || known->wrongNumber || !known->assigned)) {
        answer(refused(command, ProblemType::AttemptVoided)); // The gate says why, at once.
        return;
    }
    send(command, contact, answer);
}

void Sends::send(const Command& command, const ContactState& before, const Answer<CommandOutcome>& answer)
{
    const auto& payload = std::get<SendPayload>(command.payload);
    const auto assignment = assignmentOf(m_parts, command);
    const QJsonObject message{{u"text"_s, payload.text},
                              {u"assignmentId"_s, assignment},
                              {u"contactNumber"_s, before.contact.phone.e164()},
                              {u"userId"_s, m_parts.book.user()}};
    m_parts.line.ask(kSend, {{u"message"_s, message}, {u"campaignContactId"_s, command.contact.value}},
                     [this, command, answer](const Result<Reply, TransportError>& reply) {
                         if (!reply) {
                             answer(Unexpected{reply.error()});
                         } else if (!reply->refused()) {
                             ++m_sent;
                             answer(accepted(command));
                         } else {
                             readRefusal(command, reply->errors, answer);
                         }
                     });
}

// The words are the same for nearly everything, and a text may have gone out before something behind it failed. So the
// contact is asked what happened.
void Sends::readRefusal(const Command& command, const QStringList& errors, const Answer<CommandOutcome>& answer)
{
    readOne(m_parts.line, assignmentOf(m_parts, command), command.contact,
            [this, command, errors, answer](const GatewayResult<std::optional<ContactState>>& there) {
                if (!there) {
                    auto error = there.error();
                    // Signed out it said no before anything was done; otherwise nothing is known.
                    error.meaning = error.meaning == Meaning::NotSignedIn ? Meaning::NotSignedIn : Meaning::MayHaveLeft;
                    answer(Unexpected{error});
                    return;
                }
                if (!*there) {
                    answer(refused(command, ProblemType::NotAssigned)); // The first thing that the server checks.
                    return;
                }
                const auto& payload = std::get<SendPayload>(command.payload);
                const auto fate = fateOf(**there, conversation(command.contact), command.id, payload, since(payload),
                                         m_parts.book.user());
                m_parts.heard();
                if (fate == Fate::There) {
                    answer(accepted(command));
                } else if (fate == Fate::Others) {
                    answer(refused(command, ProblemType::AlreadyTexted));
                } else {
                    answer(judged(command, problemOf(command, **there, errors)));
                }
            });
}

// A script's own words that nothing explains the refusal of, while others' go through: the number is on the
// organisation's list, though this contact is not marked. While nobody's go through it is a trouble of the server's.
CommandOutcome Sends::judged(const Command& command, const Problem& problem)
{
    const auto& payload = std::get<SendPayload>(command.payload);
    const auto isExplained = problem.type != ProblemType::Other;
    if (isExplained || payload.kind != SendKind::FirstMessage || payload.edited) {
        return {command.id, CommandStatus::Refused, false, problem};
    }
    const auto before = m_refused.constFind(command.id);
    if (before == m_refused.cend() || *before == m_sent) {
        m_refused.insert(command.id, m_sent);
        return refused(command, ProblemType::AttemptVoided);
    }
    m_refused.remove(command.id);
    return refused(command, ProblemType::OptedOut, problem.title);
}

Problem Sends::problemOf(const Command& command, const ContactState& there, const QStringList& errors) const
{
    const auto words = errors.join(u' ');
    const auto* todo = m_parts.book.ofCampaign(command.campaign);
    const auto* organization = todo != nullptr ? m_parts.book.organization(todo->organization) : nullptr;
    Problem problem;
    problem.title = errors.value(0);
    if (there.optedOut || words.contains("already opted out"_L1)) {
        problem.type = ProblemType::OptedOut;
    } else if (words.contains("Outside permitted texting time"_L1) ||
               (organization != nullptr && isSurelyLate(there, *organization, m_parts.line.serverNow()))) {
        problem.type = ProblemType::OutsideWindow;
    } else if (words.contains("assignment has changed"_L1) || todo == nullptr || todo->isArchived) {
        problem.type = ProblemType::Paused; // It is still hers, so it is the campaign that ended.
    } else if (words.contains("longer than the limit"_L1)) {
        problem.type = ProblemType::TooLarge;
    } else if (words.contains("DUPLICATE"_L1)) {
        problem.type = ProblemType::PolicyRefused; // The same words were sent to this person before.
    } else if (words.contains("not authorized"_L1)) {
        problem.type = ProblemType::Forbidden;
    }
    return problem;
}

void Sends::outcomeOf(const Command& command, Answer<std::optional<CommandOutcome>> answer)
{
    readOne(m_parts.line, assignmentOf(m_parts, command), command.contact,
            [this, command, answer = std::move(answer)](const GatewayResult<std::optional<ContactState>>& there) {
                if (!there) {
                    m_missing.remove(command.id); // The server does not answer: it may hold what it was sent before.
                    answer(Unexpected{there.error()});
                    return;
                }
                if (!*there) {
                    answer(std::optional(undecided(command, ProblemType::NotAssigned)));
                    return;
                }
                const auto& payload = std::get<SendPayload>(command.payload);
                switch (fateOf(**there, conversation(command.contact), command.id, payload, since(payload),
                               m_parts.book.user())) {
                case Fate::There:
                    m_missing.remove(command.id);
                    answer(std::optional(accepted(command)));
                    return;
                case Fate::Others:
                    m_missing.remove(command.id);
                    m_parts.heard();
                    answer(std::optional(refused(command, ProblemType::AlreadyTexted)));
                    return;
                case Fate::CannotTell:
                    answer(std::optional(undecided(command, ProblemType::TextChanged)));
                    return;
                case Fate::NotThere:
                    break;
                }
                const auto now = m_parts.line.clock().elapsed();
                const auto first = m_missing.contains(command.id) ? m_missing.value(command.id) : now;
                m_missing.insert(command.id, first);
                const auto left = m_parts.quiet - (now - first);
                if (left > Millis{0}) {
                    answer(Unexpected{laterError(std::chrono::ceil<Seconds>(left))});
                    return;
                }
                m_missing.remove(command.id);
                answer(std::optional<CommandOutcome>());
            });
}

} // namespace textbank::spoke
