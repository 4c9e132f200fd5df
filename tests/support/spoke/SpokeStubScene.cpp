#include "tests/support/spoke/SpokeStubScene.h"

using namespace Qt::StringLiterals;

namespace textbank::spokescene {
namespace {

template<class T>
int nextIn(const QMap<int, T>& table)
{
    return table.isEmpty() ? 1 : table.lastKey() + 1;
}

/// The last group says which: 1 organisations, 2 campaigns.
QString uuid(int kind, int number)
{
    return u"5e1f0000-0000-4000-8000-%1%2"_s.arg(kind).arg(number, 11, 10, QChar(u'0'));
}

} // namespace

int addOrganization(SpokeStubState& state, const QString& name)
{
    SpokeOrganization organization;
    organization.id = nextIn(state.organizations);
    organization.uuid = uuid(1, organization.id);
    organization.name = name;
    organization.tags = {{state.nextId++, u"Wants a sign"_s}, {state.nextId++, u"Speaks Spanish"_s}};
    organization.tags.append({state.nextId++, u"Escalated"_s, u"staff"_s});
    state.organizations.insert(organization.id, organization);
    return organization.id;
}

int addUser(SpokeStubState& state, int organization, const QString& firstName, SpokeRole role)
{
    SpokeUser user;
    user.id = nextIn(state.users);
    user.firstName = firstName;
    user.lastName = role == SpokeRole::Texter ? u"Texter"_s : u"Staff"_s;
    user.email = firstName.toLower() + u"@example.org"_s;
    user.cell = u"20255502%1"_s.arg(user.id, 2, 10, QChar(u'0'));
    user.password = kPassword;
    user.roles.insert(organization, role);
    state.users.insert(user.id, user);
    return user.id;
}

int addCampaign(SpokeStubState& state, int organization, const QString& title)
{
    SpokeCampaign campaign;
    campaign.id = nextIn(state.campaigns);
    campaign.organization = organization;
    campaign.title = title;
    campaign.description = u"Remind people of Tuesday"_s;
    campaign.joinToken = uuid(2, campaign.id);
    campaign.dueBy = state.now() + std::chrono::days{20};
    campaign.customFields = {u"city"_s, u"poll_place"_s, u"issue"_s};
    campaign.sideboxes = {u"default-dynamicassignment"_s, u"default-releasecontacts"_s, u"tag-contact"_s,
                          u"contact-notes"_s};
    const auto root = state.nextId++;
    const auto yes = state.nextId++;
    const auto morning = state.nextId++;
    const auto no = state.nextId++;
    campaign.steps = {
        {root,
         0,
         {},
         u"Hello {firstName}, {texterAliasOrFirstName} here. Will you vote at {poll_place}?"_s,
         u"Will you vote?"_s},
        {yes, root, u"Yes"_s, u"Thank you, {firstName}! When will you go?"_s, u"When?"_s},
        {morning, yes, u"Morning"_s, u"Mornings in {city} are quiet. Good choice!"_s, {}},
        {no, root, u"No"_s, u"I see. Is there a reason?"_s, {}},
    };
    campaign.canned = {{state.nextId++, u"Where do I vote?"_s, u"Your place is {poll_place}."_s, {}},
                       {state.nextId++, u"Not me"_s, u"Sorry for the mix-up!"_s, {}}};
    state.campaigns.insert(campaign.id, campaign);
    return campaign.id;
}

int addDynamicCampaign(SpokeStubState& state, int organization, int batchSize)
{
    const auto id = addCampaign(state, organization, u"Dial B"_s);
    state.campaigns[id].dynamic = true;
    state.campaigns[id].batchSize = batchSize;
    return id;
}

QList<int> addContacts(SpokeStubState& state, int campaign, int count, int assignment)
{
    static const QStringList firstNames{u"Mia"_s, u"Joe"_s, u"Kim"_s, u"Ana"_s, u"Lee"_s, u"Ida"_s, u"Max"_s};
    static const QStringList lastNames{u"Evans"_s, u"Diaz"_s, u"Khan"_s, u"Berg"_s, u"Ito"_s};
    QList<int> ids;
    for (int i = 0; i < count; ++i) {
        SpokeContact contact;
        contact.id = nextIn(state.contacts);
        contact.campaign = campaign;
        contact.assignment = assignment;
        contact.firstName = firstNames.at(contact.id % firstNames.size());
        contact.lastName = lastNames.at(contact.id % lastNames.size());
        contact.cell = u"+1202555%1"_s.arg(contact.id, 4, 10, QChar(u'0'));
        contact.zip = u"20001"_s;
        contact.externalId = u"V%1"_s.arg(contact.id);
        contact.customFields =
            u"{\"city\":\"Springfield\",\"poll_place\":\"School #%1\",\"issue\":\"climate\"}"_s.arg(contact.id % 9);
        contact.updatedAt = state.stamp();
        state.contacts.insert(contact.id, contact);
        ids.append(contact.id);
    }
    return ids;
}

namespace {

Scene people(SpokeStubState& state)
{
    Scene scene;
    scene.organization = addOrganization(state);
    scene.admin = addUser(state, scene.organization, u"Ada"_s, SpokeRole::Admin);
    scene.texter = addUser(state, scene.organization, u"Tara"_s);
    scene.other = addUser(state, scene.organization, u"Theo"_s);
    scene.supervisor = addUser(state, scene.organization, u"Sue"_s, SpokeRole::SuperVolunteer);
    return scene;
}

} // namespace

Scene typical(SpokeStubState& state, int contacts)
{
    auto scene = people(state);
    scene.campaign = addCampaign(state, scene.organization);
    scene.assignment = state.assignmentOf(scene.texter, scene.campaign);
    scene.contacts = addContacts(state, scene.campaign, contacts, scene.assignment);
    return scene;
}

Scene dynamic(SpokeStubState& state, int pool, int batchSize)
{
    auto scene = people(state);
    scene.campaign = addDynamicCampaign(state, scene.organization, batchSize);
    scene.assignment = state.assignmentOf(scene.texter, scene.campaign);
    scene.contacts = addContacts(state, scene.campaign, pool);
    return scene;
}

} // namespace textbank::spokescene
