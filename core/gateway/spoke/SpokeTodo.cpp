#include "core/gateway/spoke/SpokeTodo.h"

#include "core/gateway/WireReader.h"
#include "core/gateway/spoke/SpokeJson.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

constexpr std::array kRoles{"SUSPENDED", "TEXTER", "VETTED_TEXTER", "SUPERVOLUNTEER", "ADMIN", "OWNER"};

QStringList textsOf(const QJsonValue& list)
{
    QStringList texts;
    const auto array = list.toArray();
    for (const auto& each : array) {
        if (each.isString()) {
            texts.append(each.toString());
        }
    }
    return texts;
}

bool mayDo(const Todo& todo, const QString& sidebox) { return todo.sideboxes.contains(sidebox); }

/// What an introduction in HTML says.
QString plain(QString html)
{
    static const QRegularExpression breaks(u"<\\s*(br|/p|/div|/li|/h[1-6])[^>]*>"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tags(u"<[^>]*>"_s);
    html.replace(breaks, u"\n"_s).remove(tags);
    html.replace("&nbsp;"_L1, " "_L1).replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1);
    return html.replace("&quot;"_L1, "\""_L1).replace("&#39;"_L1, "'"_L1).replace("&amp;"_L1, "&"_L1).trimmed();
}

InteractionStep readStep(const QJsonObject& json, QSet<QString>& children)
{
    InteractionStep step;
    step.id = StepId{idOf(json.value("id"_L1))};
    step.texts.insert({}, json.value("script"_L1).toString());
    const auto question = json.value("question"_L1).toObject();
    step.question = question.value("text"_L1).toString().trimmed();
    const auto options = question.value("answerOptions"_L1).toArray();
    for (const auto& each : options) {
        const auto option = each.toObject();
        AnswerOption answer;
        answer.value = option.value("value"_L1).toString();
        answer.nextStep = StepId{idOf(option.value("nextInteractionStep"_L1).toObject().value("id"_L1))};
        if (answer.nextStep.isEmpty()) {
            answer.nextStep = StepId{idOf(option.value("interactionStepId"_L1))};
        }
        children.insert(answer.nextStep.value);
        if (!answer.value.isEmpty() && !step.question.isEmpty()) {
            step.answers.append(answer);
        }
    }
    return step;
}

/// The list is flat and in no order: the first message is the script of the step that no answer leads to.
QList<InteractionStep> readSteps(const QJsonArray& array)
{
    QList<InteractionStep> steps;
    QSet<QString> children;
    for (const auto& each : array) {
        auto step = readStep(each.toObject(), children);
        if (!step.id.isEmpty()) {
            steps.append(step);
        }
    }
    const auto root = std::find_if(steps.begin(), steps.end(),
                                   [&](const InteractionStep& step) { return !children.contains(step.id.value); });
    if (root != steps.end()) {
        std::rotate(steps.begin(), root, root + 1);
    }
    QSet<StepId> known;
    for (const auto& step : steps) {
        known.insert(step.id);
    }
    for (auto& step : steps) {
        for (auto& answer : step.answers) {
            if (!known.contains(answer.nextStep)) {
                answer.nextStep = {}; // The step behind it was deleted: the branch ends.
            }
        }
    }
    return steps;
}

QList<CannedResponse> readCanned(const QJsonArray& array, const QMap<QString, QString>& tags)
{
    QList<CannedResponse> canned;
    for (const auto& each : array) {
        const auto json = each.toObject();
        CannedResponse one;
        one.id = CannedId{idOf(json.value("id"_L1))};
        one.title = json.value("title"_L1).toString();
        one.texts.insert({}, json.value("text"_L1).toString());
        const auto ids = json.value("tagIds"_L1).toArray();
        for (const auto& id : ids) {
            if (const auto name = tags.value(idOf(id)); !name.isEmpty()) {
                one.tags.append(name);
            }
        }
        if (!one.id.isEmpty()) {
            canned.append(one);
        }
    }
    return canned;
}

/// Whole hours from start to end of every day, never wider than the law's own window. Hours that are not enforced say
/// nothing: the built-in ones count. What some states' rules say beside, a server cannot express.
void readHours(const QJsonObject& campaign, const Organization& organization, HoursPolicy& hours)
{
    hours.stateWeek = HoursPolicy::listedStateWeeks();
    const auto isOwn = campaign.value("overrideOrganizationTextingHours"_L1).toBool();
    const auto isEnforced = isOwn ? campaign.value("textingHoursEnforced"_L1).toBool() : organization.hoursEnforced;
    if (!isEnforced) {
        return;
    }
    const auto opens =
        isOwn ? campaign.value("textingHoursStart"_L1).toInt(organization.opensAt) : organization.opensAt;
    const auto closes =
        isOwn ? campaign.value("textingHoursEnd"_L1).toInt(organization.closesAt) : organization.closesAt;
    const DayWindow day{std::clamp(opens, 0, 24) * 60, std::clamp(closes, 0, 24) * 60};
    hours.week = Week(7, day.isSound() ? day : DayWindow{0, 0});
}

void readSender(const QJsonObject& texter, Campaign& campaign)
{
    const auto first = texter.value("firstName"_L1).toString();
    const auto alias = texter.value("alias"_L1).toString();
    campaign.senderFields = {{u"texterFirstName"_s, first},
                             {u"texterLastName"_s, texter.value("lastName"_L1).toString()},
                             {u"texterAliasOrFirstName"_s, alias.isEmpty() ? first : alias}};
}

QList<Ability> missingIn(const Todo& todo, const Organization& organization)
{
    QList<Ability> missing{Ability::Escalate, Ability::StaffMessage, Ability::Record, Ability::Choices};
    if (!mayNote(todo, organization)) {
        missing.append(Ability::Notes);
    }
    if (!mayTag(todo, organization)) {
        missing.append({Ability::Tags, Ability::RemoveTags});
    }
    if (!mayAskForMore(todo)) {
        missing.append(Ability::MoreContacts);
    }
    if (!mayRelease(todo)) {
        missing.append(Ability::Release);
    }
    return missing;
}

QString versionOf(const QJsonObject& assignment, const Todo& todo, const Organization& organization)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QJsonDocument(assignment).toJson(QJsonDocument::Compact));
    hash.addData((organization.name + organization.optOutMessage + todo.sideboxes.join(u',')).toUtf8());
    hash.addData(QByteArray::number(organization.hoursEnforced * 10'000 + organization.opensAt * 100 +
                                    organization.closesAt + organization.hidesContacts * 100'000));
    for (auto it = organization.tags.cbegin(); it != organization.tags.cend(); ++it) {
        hash.addData((it.key() + u'=' + it.value() + u';').toUtf8());
    }
    return QString::fromLatin1(hash.result().toHex().left(16));
}

} // namespace

Result<QList<Todo>> readTodos(const QJsonObject& user, const QString& organization)
{
    QList<Todo> todos;
    if (!user.value("todos"_L1).isArray()) {
        return fail(ErrorCode::Malformed, u"user.todos"_s);
    }
    const auto array = user.value("todos"_L1).toArray();
    for (const auto& each : array) {
        const auto json = each.toObject();
        const auto campaign = json.value("campaign"_L1).toObject();
        Todo todo;
        todo.assignment = idOf(json.value("id"_L1));
        todo.organization = organization;
        todo.campaign = CampaignId{idOf(campaign.value("id"_L1))};
        if (todo.assignment.isEmpty() || todo.campaign.isEmpty()) {
            return fail(ErrorCode::Malformed, u"user.todos[%1].id"_s.arg(todos.size()));
        }
        todo.title = campaign.value("title"_L1).toString();
        todo.isArchived = campaign.value("isArchived"_L1).toBool();
        todo.isDynamic = campaign.value("useDynamicAssignment"_L1).toBool();
        todo.more = json.value("hasUnassignedContactsForTexter"_L1).toInt();
        todo.batchSize = std::max(1, campaign.value("batchSize"_L1).toInt(300));
        todo.sideboxes = textsOf(campaign.value("texterUIConfig"_L1).toObject().value("sideboxChoices"_L1));
        todo.all = json.value("allContactsCount"_L1).toInteger();
        todo.toText = json.value("unmessagedCount"_L1).toInteger();
        todo.waiting = json.value("unrepliedCount"_L1).toInteger();
        todo.outsideHours = json.value("badTimezoneCount"_L1).toInteger();
        todos.append(todo);
    }
    return todos;
}

Result<Organization> readOrganization(const QJsonObject& json)
{
    Organization organization;
    organization.id = idOf(json.value("id"_L1));
    if (organization.id.isEmpty()) {
        return fail(ErrorCode::Malformed, u"organization.id"_s);
    }
    organization.name = json.value("name"_L1).toString();
    organization.optOutMessage = json.value("optOutMessage"_L1).toString().trimmed();
    organization.hoursEnforced = json.value("textingHoursEnforced"_L1).toBool();
    organization.opensAt = json.value("textingHoursStart"_L1).toInt(9);
    organization.closesAt = json.value("textingHoursEnd"_L1).toInt(21);
    organization.hidesContacts = json.value("cacheable"_L1).toInt() > 0;
    const auto tags = json.value("tags"_L1).toArray();
    for (const auto& each : tags) {
        const auto tag = each.toObject();
        if (!tag.value("isDeleted"_L1).toBool() && !tag.value("name"_L1).toString().isEmpty()) {
            organization.tags.insert(idOf(tag.value("id"_L1)), tag.value("name"_L1).toString());
        }
    }
    return organization;
}

QString highestRole(const QJsonValue& roles)
{
    const auto has = textsOf(roles);
    for (auto it = kRoles.crbegin(); it != kRoles.crend(); ++it) {
        if (has.contains(QLatin1StringView(*it))) {
            return QLatin1StringView(*it);
        }
    }
    return {};
}

int rankOf(const QString& role)
{
    const auto found =
        std::find_if(kRoles.cbegin(), kRoles.cend(), [&](const char* name) { return role == QLatin1StringView(name); });
    return found == kRoles.cend() ? -1 : static_cast<int>(found - kRoles.cbegin());
}

Role roleOf(const QString& highest)
{
    return highest == "SUPERVOLUNTEER"_L1 || highest == "ADMIN"_L1 || highest == "OWNER"_L1 ? Role::Staff
                                                                                            : Role::Volunteer;
}

bool mayTag(const Todo& todo, const Organization& organization)
{
    return !organization.tags.isEmpty() && mayDo(todo, u"tag-contact"_s);
}

// A cache answers with some of the custom fields alone, and a note is written with all of them or loses the others.
bool mayNote(const Todo& todo, const Organization& organization)
{
    return !organization.hidesContacts && mayDo(todo, u"contact-notes"_s);
}

bool mayAskForMore(const Todo& todo) { return todo.isDynamic && mayDo(todo, u"default-dynamicassignment"_s); }

bool mayRelease(const Todo& todo) { return todo.isDynamic && mayDo(todo, u"default-releasecontacts"_s); }

Result<Campaign> readCampaign(const QJsonObject& assignment, const Todo& todo, const Organization& organization)
{
    const auto json = assignment.value("campaign"_L1).toObject();
    Campaign campaign;
    campaign.id = CampaignId{idOf(json.value("id"_L1))};
    if (campaign.id.isEmpty()) {
        return fail(ErrorCode::Malformed, u"assignment.campaign.id"_s);
    }
    if (!json.value("interactionSteps"_L1).isArray()) {
        return fail(ErrorCode::Malformed, u"assignment.campaign.interactionSteps"_s);
    }
    campaign.organisation = organization.name;
    campaign.title = json.value("title"_L1).toString();
    campaign.version = versionOf(assignment, todo, organization);
    const auto introduction = plain(json.value("introHtml"_L1).toString());
    const auto description = json.value("description"_L1).toString().trimmed();
    campaign.brief = introduction.isEmpty() ? description : description + u"\n\n"_s + introduction;
    campaign.tags = organization.tags.values();
    campaign.steps = readSteps(json.value("interactionSteps"_L1).toArray());
    campaign.canned = readCanned(assignment.value("campaignCannedResponses"_L1).toArray(), organization.tags);
    readHours(json, organization, campaign.policy.hours);
    campaign.policy.version = campaign.version;
    campaign.policy.confirmation =
        organization.optOutMessage.isEmpty() ? ConfirmationOwner::None : ConfirmationOwner::Gateway;
    campaign.paused = json.value("isArchived"_L1).toBool();
    campaign.pauseReason = campaign.paused ? u"archived"_s : QString();
    campaign.syntax = TemplateSyntax::Spoke;
    campaign.cleaning = TextCleaning::SpokeTypography;
    campaign.fieldNames = textsOf(json.value("customFields"_L1));
    readSender(assignment.value("texter"_L1).toObject(), campaign);
    campaign.missing = missingIn(todo, organization);
    return campaign;
}

} // namespace textbank::spoke
