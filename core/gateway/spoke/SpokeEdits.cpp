#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeDesk.h"
#include "core/gateway/spoke/SpokeThread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

/// Somebody who asked to be left alone is told so at once or not at all; five minutes, as with our own gateway.
constexpr Seconds kConfirmedWithin{300};

constexpr auto kNotes = "notes"_L1;
constexpr double kExact = 9007199254740992.0; ///< Whole numbers beyond it are not what they were once read.

/// Whether writing that back leaves every value as it was.
bool isLossless(const QJsonValue& value)
{
    if (value.isDouble()) {
        const auto number = value.toDouble();
        return std::trunc(number) == number && std::abs(number) < kExact;
    }
    if (value.isArray()) {
        const auto array = value.toArray();
        return std::all_of(array.begin(), array.end(), [](const QJsonValue& one) { return isLossless(one); });
    }
    if (value.isObject()) {
        const auto object = value.toObject();
        return std::all_of(object.begin(), object.end(), [](const QJsonValue& one) { return isLossless(one); });
    }
    return true;
}

/// After a reply the conversation waits for an answer again; without one it goes back to where it was.
QString openStatusOf(const ContactState& there)
{
    if (there.thread.isEmpty()) {
        return u"needsMessage"_s;
    }
    if (there.thread.constLast().isIncoming) {
        return u"needsResponse"_s;
    }
    const auto wrote =
        std::any_of(there.thread.cbegin(), there.thread.cend(), [](const ThreadText& text) { return text.isIncoming; });
    return wrote ? u"convo"_s : u"messaged"_s;
}

} // namespace

std::optional<Instant> timeOfCursor(const QString& cursor)
{
    const auto parts = cursor.split(u'.');
    bool isNumber = false;
    const auto ms = parts.size() == 3 && parts[0] == "spoke"_L1 ? parts[1].toLongLong(&isNumber) : 0;
    return isNumber ? std::optional(instantFromMs(ms)) : std::nullopt;
}

QString cursorAt(Instant serverTime, quint64 serial) { return u"spoke.%1.%2"_s.arg(toMs(serverTime)).arg(serial); }

void Edits::push(const Command& command, const Answer<CommandOutcome>& answer)
{
    const auto& payload = command.payload;
    if (std::holds_alternative<OptOutPayload>(payload)) {
        withContact(command, answer, [=, this](const ContactState& there) { optOut(command, there, answer); });
    } else if (std::holds_alternative<AnswerPayload>(payload)) {
        withContact(command, answer, [=, this](const ContactState& there) { setAnswer(command, there, answer); });
    } else if (std::holds_alternative<TagPayload>(payload)) {
        setTag(command, answer);
    } else if (std::holds_alternative<NotePayload>(payload)) {
        withContact(command, answer, [=, this](const ContactState& there) { addNote(command, there, answer); });
    } else if (std::holds_alternative<SkipPayload>(payload)) {
        withContact(command, answer, [=, this](const ContactState& there) {
            if (there.needsFirst()) {
                answer(accepted(command)); // "Later": it stays among those that wait for a first message.
            } else {
                setStatus(command, u"closed"_s, answer);
            }
        });
    } else if (std::holds_alternative<WrongNumberPayload>(payload)) {
        withContact(command, answer, [=, this](const ContactState& there) { markWrongNumber(command, there, answer); });
    } else if (const auto* close = std::get_if<ClosePayload>(&payload)) {
        withContact(command, answer, [=, this, cursor = close->cursor](const ContactState& there) {
            if (hasUnseenReply(there, cursor)) {
                m_parts.heard();
                answer(accepted(command)); // They wrote after it was decided: it stays open.
            } else {
                setStatus(command, u"closed"_s, answer);
            }
        });
    } else if (std::holds_alternative<ReopenPayload>(payload)) {
        withContact(command, answer,
                    [=, this](const ContactState& there) { setStatus(command, openStatusOf(there), answer); });
    } else {
        m_parts.later([command, answer] { answer(refused(command, ProblemType::Unsupported)); });
    }
}

void Edits::withContact(const Command& command, const Answer<CommandOutcome>& answer,
                        std::function<void(const ContactState&)> act)
{
    readOne(m_parts.line, assignmentOf(m_parts, command), command.contact,
            [command, answer, act = std::move(act)](const GatewayResult<std::optional<ContactState>>& there) {
                if (!there) {
                    answer(notBegun(command, there.error()));
                } else if (!*there) {
                    answer(refused(command, ProblemType::NotAssigned));
                } else {
                    act(**there);
                }
            });
}

void Edits::run(const Command& command, const Document& document, const QJsonObject& variables,
                const Answer<CommandOutcome>& answer, std::function<void()> then)
{
    m_parts.line.ask(document, variables,
                     [this, command, answer, then = std::move(then)](const Result<Reply, TransportError>& reply) {
                         if (!reply) {
                             answer(Unexpected{reply.error()});
                         } else if (reply->refused() && !reply->errors.isEmpty()) {
                             m_parts.line.explain(reply->errors, [answer](const TransportError& error) {
                                 answer(Unexpected{error}); // Tried again: all of this may be done twice.
                             });
                         } else if (then) {
                             then();
                         } else {
                             answer(accepted(command));
                         }
                     });
}

const Organization* Edits::organizationOf(const ContactState& there) const
{
    const auto* todo = m_parts.book.ofAssignment(there.assignment);
    return todo != nullptr ? m_parts.book.organization(todo->organization) : m_parts.book.home();
}

// A text to somebody who is opted out is refused, so the confirming one goes first; the opt-out follows whatever became
// of it. In doubt nobody gets a second one.
void Edits::optOut(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer)
{
    const auto* organization = organizationOf(there);
    const auto wording = organization != nullptr ? organization->optOutMessage : QString();
    const auto& payload = std::get<OptOutPayload>(command.payload);
    const auto wrote = !there.thread.isEmpty() && there.thread.constLast().isIncoming;
    // A word that the carrier knows has its confirmation already; and who wrote nothing is told nothing.
    const auto isPersonsWord = payload.source == OptOutSource::Volunteer || payload.source == OptOutSource::Staff;
    const auto has = std::any_of(there.thread.cbegin(), there.thread.cend(), [&](const ThreadText& text) {
        return !text.isIncoming && isSameText(wording, text.text);
    });
    if (there.optedOut) {
        answer(accepted(command));
        return;
    }
    const auto askedAt = command.createdAt + m_parts.line.clockOffset().value_or(Millis{});
    const auto isTime = organization != nullptr && isSurelyDaytime(there, *organization, m_parts.line.serverNow()) &&
                        m_parts.line.serverNow() - askedAt <= kConfirmedWithin;
    if (wording.isEmpty() || !wrote || !isTime || !isPersonsWord || has || command.attempt > 1 ||
        m_told.contains(command.id)) {
        recordOptOut(command, there, answer);
        return;
    }
    m_told.insert(command.id);
    const QJsonObject variables{
        {u"organizationId"_s, organization->id}, {u"zip"_s, there.contact.zip}, {u"defaultMessage"_s, wording}};
    m_parts.line.ask(kOptOutMessage, variables, [=, this](const Result<Reply, TransportError>& words) {
        const auto text = words && words->value.isString() && !words->value.toString().trimmed().isEmpty()
                              ? words->value.toString()
                              : wording;
        const QJsonObject message{{u"text"_s, text},
                                  {u"assignmentId"_s, there.assignment},
                                  {u"contactNumber"_s, there.contact.phone.e164()},
                                  {u"userId"_s, m_parts.book.user()}};
        m_parts.line.ask(kSend, {{u"message"_s, message}, {u"campaignContactId"_s, command.contact.value}},
                         [=, this](const Result<Reply, TransportError>&) { recordOptOut(command, there, answer); });
    });
}

void Edits::recordOptOut(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer)
{
    // The number is required and not looked at: the contact's own counts.
    const auto& payload = std::get<OptOutPayload>(command.payload);
    const auto number = there.contact.phone.isEmpty() ? payload.number.e164() : there.contact.phone.e164();
    const QJsonObject optOut{{u"cell"_s, number.isEmpty() ? u"+10000000000"_s : number},
                             {u"assignmentId"_s, there.assignment}};
    run(command, kOptOut,
        {{u"optOut"_s, optOut}, {u"campaignContactId"_s, command.contact.value}, {u"noReply"_s, true}}, answer,
        [=, this] {
            withContact(command, answer, [=, this](const ContactState& now) {
                // In a campaign that is over no contact is marked any more; the number is on the list all the same.
                const auto* todo = m_parts.book.ofAssignment(there.assignment);
                if (now.optedOut || todo == nullptr || todo->isArchived) {
                    answer(accepted(command));
                } else {
                    answer(Unexpected{badAnswer(200, u"createOptOut: not kept"_s)}); // Never given up on.
                }
            });
        });
}

// The list is the whole set, so it is made of a fresh one. The server says "done" even where its database refused.
void Edits::setAnswer(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer)
{
    const auto& payload = std::get<AnswerPayload>(command.payload);
    const auto verify = [=, this] {
        withContact(command, answer, [=](const ContactState& now) {
            // Before the first message the server shows no answers at all.
            if (now.needsFirst() || now.answers.value(payload.step.value) == payload.value) {
                answer(accepted(command));
            } else {
                answer(Unexpected{badAnswer(200, u"updateQuestionResponses: not kept"_s)});
            }
        });
    };
    if (payload.value.isEmpty()) {
        run(command, kClearAnswers,
            {{u"interactionStepIds"_s, QJsonArray{payload.step.value}},
             {u"campaignContactId"_s, command.contact.value}},
            answer, verify);
        return;
    }
    auto answers = there.answers;
    answers.insert(payload.step.value, payload.value);
    QJsonArray list;
    for (auto it = answers.cbegin(); it != answers.cend(); ++it) {
        list.append(QJsonObject{{u"campaignContactId"_s, command.contact.value},
                                {u"interactionStepId"_s, it.key()},
                                {u"value"_s, it.value()}});
    }
    run(command, kAnswers, {{u"questionResponses"_s, list}, {u"campaignContactId"_s, command.contact.value}}, answer,
        verify);
}

void Edits::setTag(const Command& command, const Answer<CommandOutcome>& answer)
{
    const auto& payload = std::get<TagPayload>(command.payload);
    const auto* todo = m_parts.book.ofCampaign(command.campaign);
    const auto* organization = todo != nullptr ? m_parts.book.organization(todo->organization) : m_parts.book.home();
    const auto id = organization != nullptr ? organization->tags.key(payload.tag) : QString();
    if (id.isEmpty()) {
        m_parts.later([command, answer] {
            answer(refused(command, ProblemType::NotFound, u"The tag does not exist any more"_s));
        });
        return;
    }
    // A tag cannot be taken off; resolved, no texter sees it any more.
    const QJsonObject tag{{u"id"_s, id}, {u"value"_s, payload.add ? payload.tag : u"RESOLVED"_s}};
    run(command, kTags, {{u"tags"_s, QJsonArray{tag}}, {u"campaignContactId"_s, command.contact.value}}, answer);
}

// The server has no mark for it: the conversation is closed, and tagged where the organisation has a tag of that name.
void Edits::markWrongNumber(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer)
{
    const auto* organization = organizationOf(there);
    QString tag;
    if (organization != nullptr) {
        for (auto it = organization->tags.cbegin(); it != organization->tags.cend(); ++it) {
            tag = it.value().compare("wrong number"_L1, Qt::CaseInsensitive) == 0 ? it.key() : tag;
        }
    }
    const auto* todo = m_parts.book.ofCampaign(command.campaign);
    if (tag.isEmpty() || todo == nullptr || !mayTag(*todo, *organization)) {
        setStatus(command, u"closed"_s, answer);
        return;
    }
    const QJsonObject mark{{u"id"_s, tag}, {u"value"_s, organization->tags.value(tag)}};
    run(command, kTags, {{u"tags"_s, QJsonArray{mark}}, {u"campaignContactId"_s, command.contact.value}}, answer,
        [=, this] { setStatus(command, u"closed"_s, answer); });
}

// A note is one more custom field, and all of them are written at once.
void Edits::addNote(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer)
{
    const auto& payload = std::get<NotePayload>(command.payload);
    const auto* organization = organizationOf(there);
    QJsonParseError fault;
    auto fields = QJsonDocument::fromJson(there.customFields.toUtf8(), &fault).object();
    const auto canWrite = organization != nullptr && !organization->hidesContacts && !payload.text.isEmpty() &&
                          fault.error == QJsonParseError::NoError && isLossless(fields);
    if (!canWrite) {
        answer(refused(command, ProblemType::Unsupported));
        return;
    }
    const auto before = fields.value(kNotes).toString();
    const auto lines = before.split(u'\n');
    if (lines.contains(payload.text)) {
        answer(accepted(command)); // From an attempt before.
        return;
    }
    fields.insert(kNotes, before.isEmpty() ? payload.text : before + u'\n' + payload.text);
    const auto raw = QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact));
    run(command, kFields, {{u"customFields"_s, raw}, {u"campaignContactId"_s, command.contact.value}}, answer);
}

void Edits::setStatus(const Command& command, const QString& status, const Answer<CommandOutcome>& answer)
{
    run(command, kStatus, {{u"messageStatus"_s, status}, {u"campaignContactId"_s, command.contact.value}}, answer);
}

bool Edits::hasUnseenReply(const ContactState& there, const QString& cursor) const
{
    const auto local = m_parts.record != nullptr ? m_parts.record->conversation(there.contact.id)
                                                 : Result<QList<Message>>(QList<Message>());
    const auto decided = timeOfCursor(cursor);
    if (!Thread(there, local.value_or({})).unseen().isEmpty()) {
        return true;
    }
    return decided && std::any_of(there.thread.cbegin(), there.thread.cend(),
                                  [&](const ThreadText& text) { return text.isIncoming && text.at > *decided; });
}

} // namespace textbank::spoke
