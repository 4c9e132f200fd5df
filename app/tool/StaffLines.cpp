#include "app/tool/StaffLines.h"

#include "core/gateway/WireNames.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QJsonValue orNull(const std::optional<qint64>& count) { return count ? QJsonValue(*count) : QJsonValue(); }
QJsonValue orNull(const std::optional<VolunteerId>& person)
{
    return person ? QJsonValue(person->value) : QJsonValue();
}
QJsonValue orNull(const std::optional<Instant>& at) { return at ? QJsonValue(toRfc3339(*at)) : QJsonValue(); }

} // namespace

QString nameOf(StaffRole role)
{
    switch (role) {
    case StaffRole::Suspended:
        return u"suspended"_s;
    case StaffRole::Texter:
        return u"texter"_s;
    case StaffRole::TrustedTexter:
        return u"trusted-texter"_s;
    case StaffRole::Supervisor:
        return u"supervisor"_s;
    case StaffRole::Administrator:
        return u"administrator"_s;
    case StaffRole::Owner:
        return u"owner"_s;
    case StaffRole::None:
        break;
    }
    return u"none"_s;
}

QJsonObject inJson(const StaffCampaign& campaign)
{
    return {{u"campaign"_s, campaign.id.value},         {u"title"_s, campaign.title},
            {u"started"_s, campaign.isStarted},         {u"archived"_s, campaign.isArchived},
            {u"dynamic"_s, campaign.isDynamic},         {u"dueBy"_s, orNull(campaign.dueBy)},
            {u"contacts"_s, orNull(campaign.contacts)}, {u"texted"_s, orNull(campaign.texted)},
            {u"waiting"_s, orNull(campaign.waiting)}};
}

QJsonObject inJson(const CampaignFigures& figures)
{
    auto json = inJson(figures.campaign);
    json.insert(u"unassigned"_s, orNull(figures.unassigned));
    json.insert(u"sent"_s, figures.sent);
    json.insert(u"received"_s, figures.received);
    json.insert(u"optOuts"_s, figures.optOuts);
    qint64 failed = 0;
    QJsonArray errors;
    for (const auto& fault : figures.faults) {
        failed += fault.isFault ? fault.count : 0;
        errors.append(
            QJsonObject{{u"code"_s, fault.code}, {u"count"_s, fault.count}, {u"meaning"_s, fault.description}});
    }
    json.insert(u"failed"_s, failed);
    json.insert(u"errors"_s, errors);
    QJsonArray texters;
    for (const auto& texter : figures.texters) {
        texters.append(QJsonObject{{u"texter"_s, texter.texter.value},
                                   {u"name"_s, texter.name},
                                   {u"role"_s, nameOf(texter.role)},
                                   {u"contacts"_s, texter.contacts},
                                   {u"unmessaged"_s, texter.unmessaged},
                                   {u"unreplied"_s, texter.unreplied}});
    }
    json.insert(u"texters"_s, texters);
    return json;
}

QJsonObject inJson(const StaffConversation& conversation)
{
    QJsonArray texts;
    for (const auto& text : conversation.texts) {
        texts.append(QJsonObject{{u"from"_s, text.isIncoming ? u"contact"_s : u"texter"_s},
                                 {u"at"_s, toRfc3339(text.at)},
                                 {u"text"_s, text.text}});
    }
    return {{u"contact"_s, conversation.contact.value},
            {u"campaign"_s, conversation.campaign.value},
            {u"title"_s, conversation.campaignTitle},
            {u"texter"_s, orNull(conversation.texter)},
            {u"texterName"_s, conversation.texterName},
            {u"firstName"_s, conversation.firstName},
            {u"lastName"_s, conversation.lastName},
            {u"phone"_s, conversation.phone},
            {u"stage"_s, wire::nameOf(conversation.stage, wire::kStages)},
            {u"optedOut"_s, conversation.optedOut},
            {u"error"_s, conversation.faultCode ? QJsonValue(*conversation.faultCode) : QJsonValue()},
            {u"updated"_s, orNull(conversation.updatedAt)},
            {u"texts"_s, texts}};
}

QJsonObject inJson(const StaffPerson& person)
{
    return {{u"id"_s, person.id.value},
            {u"name"_s, person.name},
            {u"email"_s, person.email},
            {u"role"_s, nameOf(person.role)}};
}

QJsonObject inJson(const OptOutEntry& entry)
{
    return {{u"id"_s, entry.id}, {u"phone"_s, entry.phone}, {u"at"_s, orNull(entry.at)}};
}

QJsonObject inJson(const Reassigned& outcome, const ReassignRequest& request)
{
    const auto isThere = !outcome.problem;
    QJsonObject json{{u"contact"_s, outcome.contact.value},
                     {u"campaign"_s, request.campaign.value},
                     {u"from"_s, orNull(outcome.before)},
                     {u"to"_s, orNull(request.to)},
                     {u"done"_s, isThere},
                     {u"moved"_s, isThere && outcome.before != request.to}};
    if (outcome.problem) {
        json.insert(u"problem"_s, problemSlug(outcome.problem->type));
    }
    return json;
}

QJsonObject inJson(const StaffOptOut& outcome)
{
    return {{u"contact"_s, outcome.contact.value},
            {u"phone"_s, outcome.phone},
            {u"optedOut"_s, true},
            {u"before"_s, outcome.wasOptedOut}};
}

} // namespace textbank
