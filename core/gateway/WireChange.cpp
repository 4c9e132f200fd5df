#include "core/gateway/Wire.h"
#include "core/gateway/WireNames.h"

using namespace Qt::StringLiterals;

namespace textbank::wire {
namespace {

QJsonObject writeMessage(const Message& message)
{
    // Where a message is inside a client says nothing to others: to them it waits.
    const auto known = message.delivery >= Delivery::Queued ? message.delivery : Delivery::Queued;
    QJsonObject json{{u"id"_s, message.id.value},
                     {u"contact"_s, message.contact.value},
                     {u"direction"_s, nameOf(message.direction, kDirections)},
                     {u"text"_s, message.text},
                     {u"at"_s, toRfc3339(message.at)},
                     {u"status"_s, nameOf(known, kDeliveries)}};
    put(json, "reason", message.reason);
    if (message.media > 0) {
        json.insert("media"_L1, message.media);
    }
    return json;
}

Message messageFrom(WireReader& reader)
{
    Message message;
    message.id = reader.id<MessageId>("id");
    message.contact = reader.id<ContactId>("contact");
    message.direction = reader.choice("direction", kDirections);
    message.text = reader.string("text");
    message.at = reader.time("at");
    message.delivery = reader.choiceOr("status", kDeliveries, Delivery::Delivered);
    message.reason = reader.optional("reason", kMaxName);
    message.media = static_cast<int>(reader.integerOr("media", 0, 1000, 0));
    return message;
}

struct ChangeWriter
{
    QJsonObject operator()(const MessageReceived& change) const
    {
        return {{u"type"_s, u"message.received"_s}, {u"message"_s, writeMessage(change.message)}};
    }
    QJsonObject operator()(const MessageStatusChanged& change) const
    {
        QJsonObject json{{u"type"_s, u"message.status"_s},
                         {u"message"_s, change.message.value},
                         {u"contact"_s, change.contact.value},
                         {u"status"_s, nameOf(change.delivery, kStatuses)}};
        put(json, "reason", change.reason);
        if (change.neverLeft) {
            json.insert("neverLeft"_L1, true);
        }
        return json;
    }
    QJsonObject operator()(const OptOutAdded& change) const
    {
        QJsonObject json{{u"type"_s, u"optout.added"_s},
                         {u"number"_s, change.number.e164()},
                         {u"source"_s, nameOf(change.source, kOptOutSources)},
                         {u"at"_s, toRfc3339(change.at)}};
        put(json, "contact", change.contact.value);
        put(json, "words", change.words);
        return json;
    }
    QJsonObject operator()(const OptOutRemoved& change) const
    {
        QJsonObject json{{u"type"_s, u"optout.removed"_s}, {u"number"_s, change.number.e164()}};
        put(json, "reason", change.reason);
        return json;
    }
    QJsonObject operator()(const ContactAssigned& change) const
    {
        QJsonArray conversation;
        for (const auto& message : change.conversation) {
            conversation.append(writeMessage(message));
        }
        QJsonObject json{{u"type"_s, u"contact.assigned"_s},
                         {u"contact"_s, write(change.contact)},
                         {u"lease"_s, write(change.lease)},
                         {u"stage"_s, nameOf(change.stage, kStages)},
                         {u"conversation"_s, conversation}};
        if (!change.answers.isEmpty()) {
            QJsonObject answers;
            for (auto it = change.answers.cbegin(); it != change.answers.cend(); ++it) {
                answers.insert(it.key().value, it.value());
            }
            json.insert("answers"_L1, answers);
        }
        if (!change.tags.isEmpty()) {
            json.insert("tags"_L1, stringArray(change.tags));
        }
        if (change.optOutLiftedAt) {
            json.insert("optOutLiftedAt"_L1, toRfc3339(*change.optOutLiftedAt));
        }
        return json;
    }
    QJsonObject operator()(const ContactUnassigned& change) const
    {
        QJsonObject json{{u"type"_s, u"contact.unassigned"_s}, {u"contact"_s, change.contact.value}};
        put(json, "reason", change.reason);
        return json;
    }
    QJsonObject operator()(const CampaignUpdated& change) const
    {
        return {
            {u"type"_s, u"campaign.updated"_s}, {u"campaign"_s, change.campaign.value}, {u"version"_s, change.version}};
    }
    QJsonObject operator()(const CampaignPaused& change) const
    {
        QJsonObject json{{u"type"_s, u"campaign.paused"_s}, {u"campaign"_s, change.campaign.value}};
        put(json, "reason", change.reason);
        return json;
    }
    QJsonObject operator()(const CampaignResumed& change) const
    {
        return {{u"type"_s, u"campaign.resumed"_s}, {u"campaign"_s, change.campaign.value}};
    }
    QJsonObject operator()(const VolunteerFrozen& change) const
    {
        QJsonObject json{{u"type"_s, u"volunteer.frozen"_s}, {u"frozen"_s, change.frozen}};
        put(json, "reason", change.reason);
        return json;
    }
    QJsonObject operator()(const StaffMessage& change) const
    {
        return {{u"type"_s, u"staff.message"_s},
                {u"id"_s, change.id},
                {u"from"_s, change.from},
                {u"text"_s, change.text},
                {u"at"_s, toRfc3339(change.at)}};
    }
    QJsonObject operator()(const ChoicesCounted& change) const
    {
        return {{u"type"_s, u"choices.counted"_s},
                {u"campaign"_s, change.campaign.value},
                {u"counts"_s, choiceCounts(change.counts)}};
    }
    QJsonObject operator()(const EscalationAnswered& change) const
    {
        return {{u"type"_s, u"escalation.answered"_s},
                {u"contact"_s, change.contact.value},
                {u"from"_s, change.from},
                {u"text"_s, change.text}};
    }
    QJsonObject operator()(const LeaseEnded& change) const
    {
        QJsonObject json{{u"type"_s, u"lease.ended"_s}, {u"lease"_s, change.lease.value}};
        put(json, "reason", change.reason);
        return json;
    }
    QJsonObject operator()(const SessionRevoked& change) const
    {
        QJsonObject json{{u"type"_s, u"session.revoked"_s}};
        put(json, "reason", change.reason);
        return json;
    }
    QJsonObject operator()(const UnknownChange& change) const { return {{u"type"_s, change.type}}; }
};

Change receivedFrom(WireReader& reader)
{
    MessageReceived change{reader.object("message", messageFrom)};
    if (change.message.direction != Direction::Incoming) {
        reader.fail("message.direction", "must be incoming");
    }
    return change;
}

Change statusFrom(WireReader& reader)
{
    MessageStatusChanged change;
    change.message = reader.id<MessageId>("message");
    change.contact = reader.id<ContactId>("contact");
    change.delivery = reader.choice("status", kStatuses);
    change.reason = reader.optional("reason", kMaxName);
    change.neverLeft = reader.booleanOr("neverLeft", false);
    return change;
}

Change optOutAddedFrom(WireReader& reader)
{
    OptOutAdded change;
    change.number = reader.phone("number");
    change.contact = reader.optionalId<ContactId>("contact");
    change.source = reader.choice("source", kOptOutSources);
    change.words = reader.optional("words");
    change.at = reader.time("at");
    return change;
}

Change assignedFrom(WireReader& reader)
{
    ContactAssigned change;
    change.contact = reader.object("contact", contactFrom);
    change.lease = reader.object("lease", leaseFrom);
    change.stage = reader.choice("stage", kStages);
    change.conversation = reader.optionalList<Message>("conversation", kMaxConversation, messageFrom);
    const auto answers = reader.fields("answers", kMaxList, kMaxName);
    for (auto it = answers.cbegin(); it != answers.cend(); ++it) {
        change.answers.insert(StepId{it.key()}, it.value());
    }
    change.tags = reader.strings("tags", kMaxList, kMaxName);
    change.optOutLiftedAt = reader.optionalTime("optOutLiftedAt");
    return change;
}

Change staffMessageFrom(WireReader& reader)
{
    StaffMessage change;
    change.id = reader.id<MessageId>("id").value;
    change.from = reader.optional("from", kMaxName);
    change.text = reader.string("text");
    change.at = reader.time("at");
    return change;
}

Change escalationFrom(WireReader& reader)
{
    EscalationAnswered change;
    change.contact = reader.id<ContactId>("contact");
    change.from = reader.optional("from", kMaxName);
    change.text = reader.optional("text");
    return change;
}

Change frozenFrom(WireReader& reader) { return VolunteerFrozen{reader.boolean("frozen"), reader.optional("reason")}; }

struct Kind
{
    const char* type;
    Change (*read)(WireReader&);
};
constexpr Kind kKinds[]{
    {"message.received", receivedFrom},
    {"message.status", statusFrom},
    {"optout.added", optOutAddedFrom},
    {"optout.removed",
     [](WireReader& r) -> Change {
         return OptOutRemoved{r.phone("number"), r.optional("reason")};
     }},
    {"contact.assigned", assignedFrom},
    {"contact.unassigned",
     [](WireReader& r) -> Change {
         return ContactUnassigned{r.id<ContactId>("contact"), r.optional("reason")};
     }},
    {"campaign.updated",
     [](WireReader& r) -> Change {
         return CampaignUpdated{r.id<CampaignId>("campaign"), r.optional("version", kMaxName)};
     }},
    {"campaign.paused",
     [](WireReader& r) -> Change {
         return CampaignPaused{r.id<CampaignId>("campaign"), r.optional("reason")};
     }},
    {"campaign.resumed", [](WireReader& r) -> Change { return CampaignResumed{r.id<CampaignId>("campaign")}; }},
    {"volunteer.frozen", frozenFrom},
    {"staff.message", staffMessageFrom},
    {"escalation.answered", escalationFrom},
    {"lease.ended",
     [](WireReader& r) -> Change {
         return LeaseEnded{r.id<LeaseId>("lease"), r.optional("reason")};
     }},
    {"choices.counted",
     [](WireReader& r) -> Change {
         return ChoicesCounted{r.id<CampaignId>("campaign"), choiceCountsFrom(r)};
     }},
    {"session.revoked", [](WireReader& r) -> Change { return SessionRevoked{r.optional("reason")}; }},
};

Change changeFrom(WireReader& reader)
{
    auto type = reader.filled("type", kMaxName);
    for (const auto& kind : kKinds) {
        if (type == QLatin1String(kind.type)) {
            return kind.read(reader);
        }
    }
    return UnknownChange{std::move(type)};
}

} // namespace

QJsonObject write(const Change& change) { return std::visit(ChangeWriter{}, change); }

Result<Change> readChange(const QJsonObject& json)
{
    WireReader reader(json);
    auto change = changeFrom(reader);
    return reader.finish(std::move(change));
}

QJsonObject write(const ChangesPage& page)
{
    QJsonArray changes;
    for (const auto& change : page.changes) {
        changes.append(write(change));
    }
    return {{u"changes"_s, changes}, {u"cursor"_s, page.cursor}, {u"more"_s, page.more}};
}

Result<ChangesPage> readChangesPage(const QJsonObject& json)
{
    WireReader reader(json);
    ChangesPage page;
    page.changes = reader.list<Change>("changes", kMaxChanges, changeFrom);
    page.cursor = reader.string("cursor", kMaxToken);
    page.more = reader.boolean("more");
    return reader.finish(std::move(page));
}

} // namespace textbank::wire
