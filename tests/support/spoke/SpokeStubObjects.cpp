#include "tests/support/spoke/SpokeStubObjects.h"

#include "tests/support/spoke/SpokeStubContacts.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

SpokeValue idOf(int id) { return id == 0 ? SpokeValue() : SpokeValue(QString::number(id)); }
SpokeValue list(const QStringList& texts) { return SpokeValue(QJsonValue(QJsonArray::fromStringList(texts))); }

std::optional<QJsonObject> filterOf(const SpokeAsked& asked)
{
    const auto filter = asked.arguments.value(u"contactsFilter"_s);
    return filter.isObject() ? std::optional(filter.toObject()) : std::nullopt;
}

SpokeValue tag(const SpokeTag& tag)
{
    return SpokeValue::object([tag](const SpokeAsked& asked) -> SpokeValue {
        if (asked.name == u"id") {
            return idOf(tag.id);
        }
        if (asked.name == u"isDeleted") {
            return tag.deleted;
        }
        return orNull(asked.name == u"name" ? tag.name : asked.name == u"group" ? tag.group : tag.description);
    });
}

SpokeValue namesOf(const QList<SpokeMember>& members)
{
    std::vector<SpokeValue> names;
    for (const auto& member : members) {
        names.push_back(SpokeValue::object([name = member.name](const SpokeAsked&) { return SpokeValue(name); }));
    }
    return SpokeValue::list(std::move(names));
}

} // namespace

std::optional<SpokeValue> SpokeStubObjects::refusal(int organization, SpokeRole least) const
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"You must login to access that resource."_s);
    }
    const auto role = m_state.roleIn(m_caller, organization);
    if (m_state.users.value(m_caller).superadmin || (role && *role >= least)) {
        return std::nullopt;
    }
    return SpokeValue::failure(u"You are not authorized to access that resource."_s);
}

std::optional<SpokeValue> SpokeStubObjects::refusalOf(const SpokeAssignment& assignment) const
{
    const auto organization = m_state.campaigns.value(assignment.campaign).organization;
    return refusal(organization, assignment.user == m_caller ? SpokeRole::Texter : SpokeRole::SuperVolunteer);
}

SpokeValue SpokeStubObjects::user(int id) const
{
    return SpokeValue::object(
        [this, user = m_state.users.value(id)](const SpokeAsked& asked) { return userField(user, asked); });
}

SpokeValue SpokeStubObjects::userField(const SpokeUser& user, const SpokeAsked& asked) const
{
    const auto& name = asked.name;
    const QMap<QString, QString> texts{{u"firstName"_s, user.firstName}, {u"lastName"_s, user.lastName},
                                       {u"alias"_s, user.alias},         {u"email"_s, user.email},
                                       {u"cell"_s, user.cell},           {u"extra"_s, user.extra}};
    if (texts.contains(name)) {
        return orNull(texts.value(name));
    }
    if (name == u"id") {
        return idOf(user.id);
    }
    if (name == u"displayName") {
        return SpokeValue(user.firstName + u' ' + (user.alias.isEmpty() ? QString() : u"(%1) "_s.arg(user.alias)) +
                          user.lastName);
    }
    if (name == u"roles") {
        QStringList roles;
        if (const auto highest = m_state.roleIn(user.id, asked.number(u"organizationId"_s))) {
            for (auto role = 0; role <= static_cast<int>(*highest); ++role) {
                roles.append(nameOf(static_cast<SpokeRole>(role)));
            }
        }
        return list(roles);
    }
    if (name == u"organizations") {
        std::vector<SpokeValue> all;
        for (const auto organization : user.roles.keys()) {
            all.push_back(this->organization(organization, Way::Bare));
        }
        return SpokeValue::list(std::move(all));
    }
    if (name == u"todos") {
        return todos(user.id, asked);
    }
    if (name == u"notifications") {
        return notifications(user.id);
    }
    return name == u"terms"             ? user.terms
           : name == u"is_superadmin"   ? user.superadmin
           : name == u"profileComplete" ? user.profileComplete
                                        : m_state.switches.redis; // notifiable
}

SpokeValue SpokeStubObjects::notifications(int id) const
{
    std::vector<SpokeValue> news;
    if (m_state.switches.redis) {
        for (const auto assignment : m_state.users[id].notifiedAssignments) {
            news.push_back(this->assignment(assignment, Way::InTodos));
        }
        m_state.users[id].notifiedAssignments.clear();
    }
    return SpokeValue::list(std::move(news));
}

SpokeValue SpokeStubObjects::todos(int id, const SpokeAsked& asked) const
{
    m_state.users[id].notifiedAssignments.clear();
    std::vector<SpokeValue> found;
    const auto wanted = asked.number(u"organizationId"_s);
    for (const auto& assignment : std::as_const(m_state.assignments)) {
        const auto campaign = m_state.campaigns[assignment.campaign];
        if (assignment.user == id && campaign.started && !campaign.archived &&
            (wanted == 0 || campaign.organization == wanted)) {
            found.push_back(this->assignment(assignment.id, Way::InTodos));
        }
    }
    return SpokeValue::list(std::move(found));
}

SpokeValue SpokeStubObjects::organization(int id, Way way) const
{
    const auto organization = m_state.organizations.value(id);
    return SpokeValue::object([this, organization, way](const SpokeAsked& asked) -> SpokeValue {
        const auto& name = asked.name;
        if (name == u"id") {
            return idOf(organization.id);
        }
        if (name == u"name") {
            return SpokeValue(organization.name);
        }
        if (name == u"uuid") {
            const auto refused = refusal(organization.id, SpokeRole::SuperVolunteer);
            return refused ? *refused : SpokeValue(organization.uuid);
        }
        if (name == u"tags") {
            const auto all = has(organization.id, SpokeRole::SuperVolunteer);
            const auto group = all ? asked.text(u"group"_s) : u"texter-tags"_s;
            std::vector<SpokeValue> tags;
            for (const auto& one : organization.tags) {
                if (!one.deleted && (group.isEmpty() || one.group == group)) {
                    tags.push_back(tag(one));
                }
            }
            return SpokeValue::list(std::move(tags));
        }
        if (name == u"profileFields") {
            std::vector<SpokeValue> fields;
            for (auto it = organization.profileFields.begin(); it != organization.profileFields.end(); ++it) {
                fields.push_back(SpokeValue::object([key = it.key(), label = *it](const SpokeAsked& part) {
                    return SpokeValue(part.name == u"name" ? key : label);
                }));
            }
            return SpokeValue::list(std::move(fields));
        }
        if (way == Way::Bare) {
            return {};
        }
        if (name == u"cacheable") {
            return !m_state.switches.redis ? 0 : m_state.switches.contactCache ? 2 : 1;
        }
        return name == u"textingHoursEnforced" ? SpokeValue(organization.hours.enforced)
               : name == u"textingHoursStart"  ? SpokeValue(organization.hours.start)
               : name == u"textingHoursEnd"    ? SpokeValue(organization.hours.end)
               : name == u"allowSendAll"       ? SpokeValue(organization.allowSendAll)
                                               : SpokeValue(organization.optOutMessage);
    });
}

SpokeValue SpokeStubObjects::assignment(int id, Way way) const
{
    return SpokeValue::object([this, way, assignment = m_state.assignments.value(id)](const SpokeAsked& asked) {
        return assignmentField(assignment, asked, way);
    });
}

SpokeValue SpokeStubObjects::assignmentField(const SpokeAssignment& assignment, const SpokeAsked& asked, Way way) const
{
    const auto& name = asked.name;
    const auto isChanged = way == Way::Changed || way == Way::Acknowledged;
    if (name == u"id") {
        return idOf(assignment.id);
    }
    if (name == u"texter") {
        return user(assignment.user);
    }
    if (name == u"campaign") {
        return campaign(assignment.campaign);
    }
    if (name == u"contacts") {
        return isChanged ? SpokeValue::list({})
                         : contacts(spokecontacts::listed(m_state, assignment.id, filterOf(asked)));
    }
    if (name == u"contactsCount") {
        if (way != Way::InTodos) {
            return static_cast<int>(spokecontacts::listed(m_state, assignment.id, filterOf(asked)).size());
        }
        const auto ready = spokecontacts::ready(m_state, assignment.id, asked.alias);
        return ready ? *ready : spokecontacts::countedInTodos(m_state, assignment.id, filterOf(asked));
    }
    if (name == u"hasUnassignedContactsForTexter") {
        const auto none = isChanged || spokecontacts::hasOpenReply(m_state, assignment.id);
        return none ? 0 : std::min(1, spokecontacts::available(m_state, assignment.id));
    }
    if (name == u"maxContacts") {
        return assignment.maxContacts ? SpokeValue(*assignment.maxContacts) : SpokeValue();
    }
    return name == u"feedback" ? feedback(assignment, way) : canned(m_state.campaigns[assignment.campaign]);
}

SpokeValue SpokeStubObjects::feedback(const SpokeAssignment& assignment, Way way) const
{
    if (!m_state.switches.sidebarFeedback) {
        return {};
    }
    const auto given = assignment.feedback.value_or(SpokeFeedback{{}, false, false, 0, {}, {}});
    const auto author = m_state.users.value(given.createdBy);
    return SpokeValue::object([given, author, way](const SpokeAsked& asked) -> SpokeValue {
        const auto& name = asked.name;
        if (name == u"message") {
            return way == Way::Acknowledged
                       ? SpokeValue::hole(u"Cannot return null for non-nullable field AssignmentFeedback.message."_s)
                       : SpokeValue(given.message);
        }
        if (name == u"createdBy") {
            return SpokeValue::object([author](const SpokeAsked& part) {
                if (part.name == u"id") {
                    return author.id == 0 ? SpokeValue() : SpokeValue(author.id);
                }
                return SpokeValue((author.firstName + u' ' + author.lastName).trimmed());
            });
        }
        return name == u"isAcknowledged" ? SpokeValue(given.acknowledged)
               : name == u"sweepComplete"
                   ? SpokeValue(given.sweepComplete)
                   : SpokeValue(QJsonValue(name == u"issueCounts" ? given.issues : given.skills));
    });
}

SpokeValue SpokeStubObjects::campaign(int id) const
{
    return SpokeValue::object([this, campaign = m_state.campaigns.value(id)](const SpokeAsked& asked) -> SpokeValue {
        const auto& name = asked.name;
        const QMap<QString, QString> texts{{u"introHtml"_s, campaign.introHtml},
                                           {u"primaryColor"_s, campaign.primaryColor},
                                           {u"logoImageUrl"_s, campaign.logoImageUrl}};
        if (texts.contains(name)) {
            return orNull(texts.value(name));
        }
        const QMap<QString, QJsonValue> plain{
            {u"id"_s, QString::number(campaign.id)},
            {u"title"_s, campaign.title},
            {u"description"_s, campaign.description},
            {u"timezone"_s, campaign.timezone},
            {u"isStarted"_s, campaign.started},
            {u"isArchived"_s, campaign.archived},
            {u"useDynamicAssignment"_s, campaign.dynamic ? QJsonValue(true) : QJsonValue()},
            {u"overrideOrganizationTextingHours"_s, campaign.overridesHours},
            {u"textingHoursEnforced"_s, campaign.hours.enforced},
            {u"textingHoursStart"_s, campaign.hours.start},
            {u"textingHoursEnd"_s, campaign.hours.end},
            {u"batchSize"_s, campaign.batchSize},
            {u"responseWindow"_s, campaign.responseWindow},
            {u"dueBy"_s, campaign.dueBy ? QJsonValue(toRfc3339(*campaign.dueBy)) : QJsonValue()},
            {u"customFields"_s, QJsonArray::fromStringList(campaign.customFields)}};
        if (plain.contains(name)) {
            return SpokeValue(plain.value(name));
        }
        if (name == u"organization") {
            return organization(campaign.organization);
        }
        if (name == u"texterUIConfig") {
            return SpokeValue::object([campaign](const SpokeAsked& part) {
                return part.name == u"options" ? SpokeValue(campaign.sideboxOptions) : list(campaign.sideboxes);
            });
        }
        if (name == u"interactionSteps") {
            return steps(campaign);
        }
        if (name == u"cannedResponses") {
            return canned(campaign);
        }
        // What is the supervisors' business.
        if (const auto refused = refusal(campaign.organization, SpokeRole::SuperVolunteer)) {
            return *refused;
        }
        return name == u"joinToken" ? SpokeValue(campaign.joinToken) : SpokeValue(!m_state.pool(campaign.id).isEmpty());
    });
}

SpokeValue SpokeStubObjects::steps(const SpokeCampaign& campaign) const
{
    std::vector<SpokeValue> all;
    for (const auto& one : campaign.steps) {
        all.push_back(step(campaign, one));
    }
    return SpokeValue::list(std::move(all));
}

SpokeValue SpokeStubObjects::step(const SpokeCampaign& campaign, const SpokeStep& step) const
{
    return SpokeValue::object([this, campaign, step](const SpokeAsked& asked) -> SpokeValue {
        if (asked.name != u"question") {
            return asked.name == u"id" ? idOf(step.id) : SpokeValue(step.script);
        }
        return SpokeValue::object([this, campaign, step](const SpokeAsked& part) -> SpokeValue {
            if (part.name == u"text") {
                return SpokeValue(step.question);
            }
            std::vector<SpokeValue> options;
            for (const auto& child : campaign.steps) {
                if (child.parent != step.id) {
                    continue;
                }
                options.push_back(SpokeValue::object([this, campaign, child](const SpokeAsked& option) -> SpokeValue {
                    return option.name == u"value"                 ? SpokeValue(child.answer)
                           : option.name == u"interactionStepId"   ? SpokeValue(child.id)
                           : option.name == u"nextInteractionStep" ? this->step(campaign, child)
                                                                   : SpokeValue();
                }));
            }
            return SpokeValue::list(std::move(options));
        });
    });
}

SpokeValue SpokeStubObjects::canned(const SpokeCampaign& campaign) const
{
    auto sorted = campaign.canned;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const SpokeCanned& a, const SpokeCanned& b) { return a.title < b.title; });
    std::vector<SpokeValue> all;
    for (const auto& one : std::as_const(sorted)) {
        all.push_back(SpokeValue::object([one](const SpokeAsked& asked) -> SpokeValue {
            if (asked.name == u"tagIds") {
                QStringList tags;
                for (const auto tag : one.tags) {
                    tags.append(QString::number(tag));
                }
                return list(tags);
            }
            return asked.name == u"id"      ? idOf(one.id)
                   : asked.name == u"title" ? SpokeValue(one.title)
                   : asked.name == u"text"  ? SpokeValue(one.text)
                                            : SpokeValue(true); // isUserCreated
        }));
    }
    return SpokeValue::list(std::move(all));
}

SpokeValue SpokeStubObjects::type(const SpokeStubSchema& schema, const QString& name) const
{
    const auto* found = schema.type(name);
    if (found == nullptr) {
        return {};
    }
    return SpokeValue::object([found = *found, name](const SpokeAsked& asked) {
        if (asked.name == u"name") {
            return SpokeValue(name);
        }
        return found.input == (asked.name == u"inputFields") ? namesOf(found.members) : SpokeValue();
    });
}

} // namespace textbank
