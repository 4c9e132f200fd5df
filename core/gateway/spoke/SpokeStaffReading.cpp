#include "core/gateway/spoke/SpokeStaffReading.h"

#include "core/gateway/spoke/SpokeContact.h"
#include "core/gateway/spoke/SpokeJson.h"
#include "core/gateway/spoke/SpokeTodo.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

/// Kept as an error of the contact, though it is an opt-out that went well.
constexpr auto kAutoOptOut = "-133"_L1;

std::optional<qint64> countOf(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<VolunteerId> holderOf(const QJsonObject& texter)
{
    const auto id = idOf(texter.value("id"_L1));
    return id.isEmpty() ? std::nullopt : std::optional(VolunteerId{id});
}

TexterFigures readTexter(const QJsonObject& assignment)
{
    const auto person = assignment.value("texter"_L1).toObject();
    TexterFigures texter;
    texter.texter = VolunteerId{idOf(person.value("id"_L1))};
    texter.name = person.value("displayName"_L1).toString();
    texter.role = staffRoleOf(person.value("roles"_L1));
    texter.contacts = assignment.value("contactsCount"_L1).toInteger();
    texter.unmessaged = assignment.value("unmessagedCount"_L1).toInteger();
    texter.unreplied = assignment.value("unrepliedCount"_L1).toInteger();
    return texter;
}

} // namespace

StaffRole staffRoleOf(const QJsonValue& roles)
{
    const auto highest = highestRole(roles);
    return highest == "OWNER"_L1            ? StaffRole::Owner
           : highest == "ADMIN"_L1          ? StaffRole::Administrator
           : highest == "SUPERVOLUNTEER"_L1 ? StaffRole::Supervisor
           : highest == "VETTED_TEXTER"_L1  ? StaffRole::TrustedTexter
           : highest == "TEXTER"_L1         ? StaffRole::Texter
           : highest == "SUSPENDED"_L1      ? StaffRole::Suspended
                                            : StaffRole::None;
}

QString statusOf(ContactStage stage)
{
    switch (stage) {
    case ContactStage::NeedsFirstMessage:
        return u"needsMessage"_s;
    case ContactStage::Messaged:
        return u"messaged"_s;
    case ContactStage::NeedsReply:
        return u"needsResponse"_s;
    case ContactStage::Replied:
        return u"convo"_s;
    case ContactStage::Closed:
        break;
    }
    return u"closed"_s;
}

QString literally(QString text)
{
    return text.replace(u'\\', "\\\\"_L1).replace(u'%', "\\%"_L1).replace(u'_', "\\_"_L1);
}

Result<Holding> readHolding(const QJsonObject& conversation)
{
    const auto contact = conversation.value("contact"_L1).toObject();
    Holding holding;
    holding.contact = ContactId{idOf(contact.value("id"_L1))};
    holding.campaign = CampaignId{idOf(conversation.value("campaign"_L1).toObject().value("id"_L1))};
    holding.texter = holderOf(conversation.value("texter"_L1).toObject());
    holding.cell = contact.value("cell"_L1).toString();
    holding.optedOut = contact.value("optOut"_L1).isObject();
    return holding.contact.isEmpty() ? fail(ErrorCode::Malformed, u"contact.id"_s) : Result<Holding>(holding);
}

Result<Holding> readHolding(const ContactId& contact, const QJsonObject& assignment)
{
    Holding holding;
    holding.contact = contact;
    holding.campaign = CampaignId{idOf(assignment.value("campaign"_L1).toObject().value("id"_L1))};
    holding.assignment = idOf(assignment.value("id"_L1));
    holding.texter = holderOf(assignment.value("texter"_L1).toObject());
    if (holding.campaign.isEmpty() || holding.assignment.isEmpty() || !holding.texter) {
        return fail(ErrorCode::Malformed, u"assignment"_s);
    }
    return holding;
}

Result<StaffCampaign> readStaffCampaign(const QJsonObject& json)
{
    StaffCampaign campaign;
    campaign.id = CampaignId{idOf(json.value("id"_L1))};
    if (campaign.id.isEmpty()) {
        return fail(ErrorCode::Malformed, u"campaign.id"_s);
    }
    campaign.title = json.value("title"_L1).toString();
    campaign.isStarted = json.value("isStarted"_L1).toBool();
    campaign.isArchived = json.value("isArchived"_L1).toBool();
    campaign.isDynamic = json.value("useDynamicAssignment"_L1).toBool();
    campaign.dueBy = fromRfc3339(json.value("dueBy"_L1).toString());
    // A server without a cache answers with nulls.
    const auto kept = json.value("completionStats"_L1).toObject();
    campaign.contacts = countOf(json.value("contactsCount"_L1));
    if (!campaign.contacts) {
        campaign.contacts = countOf(kept.value("contactsCount"_L1));
    }
    campaign.texted = countOf(kept.value("messagedCount"_L1));
    campaign.waiting = countOf(kept.value("needsResponseCount"_L1));
    return campaign;
}

Result<CampaignFigures> readFigures(const QJsonObject& json)
{
    CampaignFigures figures;
    auto campaign = readStaffCampaign(json);
    if (!campaign) {
        return Unexpected{campaign.error()};
    }
    figures.campaign = *campaign;
    if (!json.value("stats"_L1).isObject()) {
        return fail(ErrorCode::Malformed, u"campaign.stats"_s);
    }
    const auto stats = json.value("stats"_L1).toObject();
    figures.sent = stats.value("sentMessagesCount"_L1).toInteger();
    figures.received = stats.value("receivedMessagesCount"_L1).toInteger();
    figures.optOuts = stats.value("optOutsCount"_L1).toInteger();
    const auto errors = stats.value("errorCounts"_L1).toArray();
    for (const auto& each : errors) {
        const auto error = each.toObject();
        const auto code = idOf(error.value("code"_L1));
        figures.faults.append(
            {code, error.value("count"_L1).toInteger(), error.value("description"_L1).toString(), code != kAutoOptOut});
    }
    const auto assignments = json.value("assignments"_L1).toArray();
    for (const auto& each : assignments) {
        figures.texters.append(readTexter(each.toObject()));
    }
    return figures;
}

Result<StaffConversation> readConversation(const QJsonObject& json)
{
    const auto state = readContact(json.value("contact"_L1).toObject());
    if (!state) {
        return Unexpected{state.error()};
    }
    const auto raw = json.value("contact"_L1).toObject();
    const auto campaign = json.value("campaign"_L1).toObject();
    StaffConversation conversation;
    conversation.contact = state->contact.id;
    conversation.campaign = CampaignId{idOf(campaign.value("id"_L1))};
    if (conversation.campaign.isEmpty()) {
        return fail(ErrorCode::Malformed, u"campaign.id"_s);
    }
    conversation.campaignTitle = campaign.value("title"_L1).toString();
    // Of a conversation that nobody holds the texter has no id, and "null null" for a name.
    conversation.texter = holderOf(json.value("texter"_L1).toObject());
    if (conversation.texter) {
        conversation.texterName = json.value("texter"_L1).toObject().value("displayName"_L1).toString();
    }
    conversation.firstName = state->contact.firstName;
    conversation.lastName = state->contact.lastName;
    conversation.phone = raw.value("cell"_L1).toString();
    conversation.stage = state->stage();
    conversation.optedOut = state->optedOut;
    conversation.updatedAt = fromRfc3339(raw.value("updated_at"_L1).toString());
    if (const auto code = raw.value("errorCode"_L1); code.isDouble()) {
        conversation.faultCode = code.toInt();
    }
    for (const auto& text : state->thread) {
        conversation.texts.append({text.text, text.at, text.isIncoming});
    }
    return conversation;
}

Result<StaffPerson> readPerson(const QJsonObject& json)
{
    StaffPerson person;
    person.id = VolunteerId{idOf(json.value("id"_L1))};
    if (person.id.isEmpty()) {
        return fail(ErrorCode::Malformed, u"user.id"_s);
    }
    person.name = json.value("displayName"_L1).toString();
    person.email = json.value("email"_L1).toString();
    person.role = staffRoleOf(json.value("roles"_L1));
    return person;
}

Result<QList<OptOutEntry>> readOptOuts(const QJsonArray& array)
{
    QList<OptOutEntry> entries;
    for (const auto& each : array) {
        const auto json = each.toObject();
        const auto cell = json.value("cell"_L1).toString();
        if (cell.isEmpty()) {
            return fail(ErrorCode::Malformed, u"optOuts[%1].cell"_s.arg(entries.size()));
        }
        entries.append({idOf(json.value("id"_L1)), cell, fromRfc3339(json.value("createdAt"_L1).toString())});
    }
    return entries;
}

} // namespace textbank::spoke
