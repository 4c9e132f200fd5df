#include "tests/support/spoke/SpokeStubAnswers.h"
#include "tests/support/spoke/SpokeStubContacts.h"
#include "tests/support/spoke/SpokeStubHours.h"

using namespace Qt::StringLiterals;

// SpokeStubAnswers, as far as people and assignments go.
namespace textbank {

/// Hands out contacts that may be texted now; returns how many.
int SpokeStubAnswers::give(int assignment, int asked)
{
    const auto campaign = m_state.campaigns[m_state.assignments[assignment].campaign];
    const auto most = std::min({asked, campaign.batchSize, spokecontacts::available(m_state, assignment)});
    auto given = 0;
    for (const auto id : m_state.pool(campaign.id)) {
        if (given < most && spokeListsNow(m_state, m_state.contacts[id])) {
            m_state.contacts[id].assignment = assignment;
            ++given;
        }
    }
    return given;
}

/// Hands out released conversations that wait for an answer.
int SpokeStubAnswers::takeConversations(int assignment, int asked)
{
    const auto campaign = m_state.campaigns[m_state.assignments[assignment].campaign];
    auto given = 0;
    for (auto& contact : m_state.contacts) {
        if (contact.campaign == campaign.id && contact.assignment == 0 && contact.status == u"needsResponse" &&
            !contact.optedOut && given < asked) {
            contact.assignment = assignment;
            ++given;
        }
    }
    return given;
}

SpokeValue SpokeStubAnswers::findNewCampaignContact(const SpokeAsked& asked)
{
    const auto id = asked.number(u"assignmentId"_s);
    const auto found = m_state.assignments.constFind(id);
    if (found == m_state.assignments.constEnd()) {
        return SpokeValue::failure(u"Cannot read properties of undefined (reading 'campaign_id')"_s);
    }
    if (const auto refused = m_objects.refusalOf(*found)) {
        return *refused;
    }
    const auto campaign = m_state.campaigns[found->campaign];
    const auto wanted = asked.arguments.value(u"numberContacts"_s).toInt();
    const auto policy = asked.text(u"batchType"_s);
    auto given = 0;
    if (policy.isEmpty() || policy == u"finished-replies-tz") {
        given = spokecontacts::hasOpenReply(m_state, id) ? 0 : give(id, wanted);
    } else if (policy == u"vetted-takeconversations" && campaign.dynamic &&
               m_objects.has(campaign.organization, SpokeRole::VettedTexter)) {
        given = takeConversations(id, wanted);
    }
    return SpokeValue::object([this, id, given](const SpokeAsked& part) {
        return part.name == u"found" ? SpokeValue(given > 0) : m_objects.assignment(id, SpokeStubObjects::Way::Changed);
    });
}

SpokeValue SpokeStubAnswers::releaseContacts(const SpokeAsked& asked)
{
    const auto id = asked.number(u"assignmentId"_s);
    const auto found = m_state.assignments.constFind(id);
    if (m_caller != 0 && found == m_state.assignments.constEnd()) {
        return {};
    }
    if (const auto refused = m_objects.refusalOf(m_state.assignments.value(id))) {
        return *refused;
    }
    const auto all = asked.arguments.value(u"releaseConversations"_s).toBool();
    m_state.release(id, all ? SpokeStubState::Release::All : SpokeStubState::Release::Unsent);
    return m_objects.assignment(id, SpokeStubObjects::Way::Changed);
}

SpokeValue SpokeStubAnswers::reassignCampaignContacts(const SpokeAsked& asked)
{
    if (const auto refused = m_objects.refusal(asked.number(u"organizationId"_s), SpokeRole::SuperVolunteer)) {
        return *refused;
    }
    const auto user = asked.number(u"newTexterUserId"_s);
    QMap<int, QList<int>> byCampaign;
    for (const auto& item : asked.arguments.value(u"campaignIdsContactIds"_s).toArray()) {
        const auto pair = item.toObject();
        byCampaign[pair.value(u"campaignId"_s).toString().toInt()].append(pair.value(u"campaignContactId"_s).toInt());
    }
    std::vector<SpokeValue> done;
    for (auto it = byCampaign.begin(); it != byCampaign.end(); ++it) {
        m_state.reassign(*it, std::max(user, 0));
        const auto assignment = user > 0 ? QString::number(m_state.assignmentOf(user, it.key())) : QString();
        done.push_back(SpokeValue::object([campaign = QString::number(it.key()), assignment](const SpokeAsked& part) {
            return part.name == u"campaignId" ? SpokeValue(campaign) : orNull(assignment);
        }));
    }
    return SpokeValue::list(std::move(done));
}

SpokeValue SpokeStubAnswers::joinOrganization(const SpokeAsked& asked)
{
    const auto invalid = SpokeValue::failure(u"Invalid join request"_s);
    if (m_caller == 0) {
        return SpokeValue::failure(u"Cannot read properties of undefined (reading 'id')"_s);
    }
    const auto uuid = asked.text(u"organizationUuid"_s);
    const auto wanted = asked.number(u"campaignId"_s);
    auto id = 0;
    if (wanted != 0) {
        const auto campaign = m_state.campaigns.value(wanted);
        if (campaign.joinToken != uuid || !campaign.dynamic || !campaign.started || campaign.archived) {
            return invalid;
        }
        const auto texters = std::count_if(m_state.assignments.begin(), m_state.assignments.end(),
                                           [&](const SpokeAssignment& assignment) {
                                               return assignment.campaign == wanted && assignment.user != m_caller;
                                           });
        if (m_state.switches.mostTexters > 0 && texters >= m_state.switches.mostTexters) {
            return SpokeValue::failure(u"Sorry, this campaign has too many texters already"_s);
        }
        id = campaign.organization;
    } else {
        for (const auto& organization : std::as_const(m_state.organizations)) {
            id = organization.uuid == uuid ? organization.id : id;
        }
        if (id == 0) {
            return invalid;
        }
    }
    auto& roles = m_state.users[m_caller].roles;
    if (!roles.contains(id)) {
        roles.insert(id, SpokeRole::Texter);
    }
    if (wanted != 0) {
        m_state.assignmentOf(m_caller, wanted);
    }
    return m_objects.organization(id);
}

SpokeValue SpokeStubAnswers::dynamicReassign(const SpokeAsked& asked)
{
    const auto campaign = m_state.campaigns.value(asked.number(u"campaignId"_s));
    if (const auto refused = m_objects.refusal(campaign.organization, SpokeRole::Texter)) {
        return *refused;
    }
    if (campaign.joinToken != asked.text(u"joinToken"_s)) {
        return SpokeValue::failure(u"Invalid reassign request - organization not found"_s);
    }
    constexpr auto kMost = 200;
    const auto own = m_state.assignmentOf(m_caller, campaign.id);
    auto taken = 0;
    for (auto& contact : m_state.contacts) {
        const auto waits = contact.campaign == campaign.id && contact.status == u"needsResponse" &&
                           m_state.now() - contact.updatedAt > std::chrono::hours{1};
        if (waits && contact.assignment != own && taken < kMost) {
            contact.assignment = own;
            ++taken;
        }
    }
    return SpokeValue(QString::number(campaign.organization));
}

SpokeValue SpokeStubAnswers::createCannedResponse(const SpokeAsked& asked)
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"You must login to access that resource."_s);
    }
    // It gets an id, and is gone again.
    return SpokeValue::object([id = QString::number(m_state.nextId++),
                               made = asked.arguments.value(u"cannedResponse"_s).toObject()](const SpokeAsked& part) {
        return part.name == u"id"              ? SpokeValue(id)
               : part.name == u"isUserCreated" ? SpokeValue(true)
                                               : SpokeValue(made.value(part.name));
    });
}

SpokeValue SpokeStubAnswers::updateFeedback(const SpokeAsked& asked)
{
    const auto id = asked.number(u"assignmentId"_s);
    const auto found = m_state.assignments.find(id);
    if (found == m_state.assignments.end()) {
        return SpokeValue::failure(u"Cannot read properties of undefined (reading 'campaign_id')"_s);
    }
    if (const auto refused = m_objects.refusalOf(*found)) {
        return *refused;
    }
    const auto feedback = asked.arguments.value(u"feedback"_s).toObject();
    if (!feedback.isEmpty()) {
        found->feedback =
            SpokeFeedback{feedback.value(u"message"_s).toString(),     false,
                          feedback.value(u"sweepComplete"_s).toBool(), m_caller,
                          feedback.value(u"issueCounts"_s).toObject(), feedback.value(u"skillCounts"_s).toObject()};
    }
    if (!asked.arguments.value(u"acknowledge"_s).toBool()) {
        return m_objects.assignment(id, SpokeStubObjects::Way::Changed);
    }
    if (!found->feedback) {
        found->feedback.emplace();
    }
    found->feedback->acknowledged = true;
    found->feedback->createdBy = 0;
    return m_objects.assignment(id, SpokeStubObjects::Way::Acknowledged);
}

SpokeValue SpokeStubAnswers::editUser(const SpokeAsked& asked)
{
    const auto id = asked.arguments.value(u"userId"_s).toInt();
    const auto organization = asked.number(u"organizationId"_s);
    if (const auto refused =
            m_objects.refusal(organization, id == m_caller ? SpokeRole::Suspended : SpokeRole::Admin)) {
        return *refused;
    }
    const auto data = asked.arguments.value(u"userData"_s).toObject();
    auto& user = m_state.users[id];
    if (!data.isEmpty()) {
        user.firstName = data.value(u"firstName"_s).toString();
        user.lastName = data.value(u"lastName"_s).toString();
        user.email = data.value(u"email"_s).toString(); // not lower-cased
        user.cell = data.value(u"cell"_s).toString();
        user.alias = data.value(u"alias"_s).toString();
        user.extra = data.value(u"extra"_s).toString();
        user.profileComplete = user.profileComplete || !user.extra.isEmpty();
    }
    return m_objects.user(id);
}

SpokeValue SpokeStubAnswers::changeUserPassword(const SpokeAsked& asked)
{
    const auto id = asked.arguments.value(u"userId"_s).toInt();
    if (m_caller == 0 || id != m_caller) {
        return SpokeValue::failure(u"You are not authorized to access that resource."_s);
    }
    const auto form = asked.arguments.value(u"formData"_s).toObject();
    auto& user = m_state.users[id];
    if (user.password != form.value(u"password"_s).toString()) {
        return SpokeValue::failure(u"Unexpected error value: \"Invalid username or password\""_s);
    }
    if (form.value(u"newPassword"_s) != form.value(u"passwordConfirm"_s)) {
        return SpokeValue::failure(u"Passwords don't match."_s);
    }
    user.password = form.value(u"newPassword"_s).toString();
    return m_objects.user(id);
}

SpokeValue SpokeStubAnswers::userAgreeTerms(const SpokeAsked& /*asked*/)
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"You must login to access that resource."_s);
    }
    m_state.users[m_caller].terms = true;
    return m_objects.user(m_caller);
}

} // namespace textbank
