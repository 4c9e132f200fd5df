#include "tests/support/spoke/SpokeStubState.h"

#include "tests/support/spoke/SpokeStubText.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank {

QString nameOf(SpokeRole role)
{
    static const QStringList names{u"SUSPENDED"_s,      u"TEXTER"_s, u"VETTED_TEXTER"_s,
                                   u"SUPERVOLUNTEER"_s, u"ADMIN"_s,  u"OWNER"_s};
    return names.at(static_cast<int>(role));
}

SpokeStubState::SpokeStubState(Now now)
    : m_now(std::move(now))
{
}

Instant SpokeStubState::stamp()
{
    m_lastStamp = std::max(m_now(), m_lastStamp + Millis{1});
    return m_lastStamp;
}

void SpokeStubState::reply(int id, const QString& text)
{
    // The row that this cell was last texted from gets it.
    const auto cell = contacts[id].cell;
    auto last = -1;
    for (const auto& contact : std::as_const(contacts)) {
        for (const auto& message : contact.messages) {
            if (contact.cell == cell && !message.fromContact && message.id > last) {
                last = message.id;
                id = contact.id;
            }
        }
    }
    auto& contact = contacts[id];
    const auto at = stamp();
    contact.messages.append({++m_lastMessage, text, at, true, 0, {}});
    contact.status = u"needsResponse"_s;
    contact.updatedAt = at;
    if (const auto* assignment = assignmentFor(contact)) {
        users[assignment->user].notifiedAssignments.insert(assignment->id);
    }
    hear(contact, text);
}

void SpokeStubState::hear(SpokeContact& contact, const QString& text)
{
    if (!switches.autoOptOut || !spokeHearsStop(text)) {
        return;
    }
    contact.status = u"closed"_s;
    contact.errorCode = -133;
    optOut(contact.id);
}

void SpokeStubState::sendPicture(int contact, const QString& url)
{
    reply(contact, QString());
    contacts[contact].messages.last().pictures.append(url);
}

SpokeMessage SpokeStubState::send(int id, int user, const QString& text)
{
    auto& contact = contacts[id];
    const SpokeMessage message{++m_lastMessage, spokeReplaced(text), stamp(), false, user, {}};
    contact.messages.append(message);
    const auto answered = contact.status == u"needsResponse" || contact.status == u"convo";
    contact.status = answered ? u"convo"_s : u"messaged"_s;
    contact.updatedAt = message.createdAt;
    if (const auto error = spokeCarrierError(message.text); error != 0) {
        contact.errorCode = error;
    }
    if (message.text.contains(u"autorespond")) {
        m_responses.append({id, u"responding to "_s + message.text});
    }
    return message;
}

void SpokeStubState::autorespond()
{
    for (const auto& [contact, text] : std::exchange(m_responses, {})) {
        reply(contact, text);
    }
}

void SpokeStubState::optOut(int id)
{
    const auto& contact = contacts[id];
    optOutRows.append(id);
    const auto organization = organizationOf(contact);
    for (auto& other : contacts) {
        if (other.cell == contact.cell && organizationOf(other) == organization &&
            !campaigns[other.campaign].archived) {
            other.optedOut = true;
        }
    }
}

void SpokeStubState::reassign(const QList<int>& ids, int user)
{
    for (const auto id : ids) {
        auto& contact = contacts[id];
        contact.assignment = user == 0 ? 0 : assignmentOf(user, contact.campaign);
    }
}

QList<int> SpokeStubState::release(int assignment, Release which)
{
    QList<int> released;
    for (auto& contact : contacts) {
        if (contact.assignment == assignment && (which == Release::All || contact.status == u"needsMessage")) {
            contact.assignment = 0;
            released.append(contact.id);
        }
    }
    return released;
}

void SpokeStubState::setStatus(int contact, const QString& status)
{
    contacts[contact].status = status;
    contacts[contact].updatedAt = stamp();
}

void SpokeStubState::learnFields(const SpokeContact& contact)
{
    const auto isOlder = [&](const SpokeContact& other) {
        return other.campaign == contact.campaign && other.id < contact.id;
    };
    if (std::any_of(contacts.begin(), contacts.end(), isOlder)) {
        return;
    }
    auto& names = campaigns[contact.campaign].customFields;
    for (const auto& name : QJsonDocument::fromJson(contact.customFields.toUtf8()).object().keys()) {
        if (!names.contains(name)) {
            names.append(name);
        }
    }
}

int SpokeStubState::assignmentOf(int user, int campaign)
{
    for (const auto& assignment : std::as_const(assignments)) {
        if (assignment.user == user && assignment.campaign == campaign) {
            return assignment.id;
        }
    }
    const auto id = assignments.isEmpty() ? 1 : assignments.lastKey() + 1;
    assignments.insert(id, {id, user, campaign, {}, {}});
    return id;
}

const SpokeAssignment* SpokeStubState::assignmentFor(const SpokeContact& contact) const
{
    const auto found = assignments.constFind(contact.assignment);
    return found == assignments.constEnd() ? nullptr : &*found;
}

QList<int> SpokeStubState::contactsOf(int assignment) const
{
    QList<int> ids;
    for (const auto& contact : contacts) {
        if (contact.assignment == assignment) {
            ids.append(contact.id);
        }
    }
    return ids;
}

QList<int> SpokeStubState::pool(int campaign) const
{
    QList<int> ids;
    for (const auto& contact : contacts) {
        if (contact.campaign == campaign && contact.assignment == 0 && contact.status == u"needsMessage" &&
            !contact.optedOut) {
            ids.append(contact.id);
        }
    }
    return ids;
}

std::optional<SpokeRole> SpokeStubState::roleIn(int user, int organization) const
{
    const auto roles = users.value(user).roles;
    const auto found = roles.constFind(organization);
    return found == roles.constEnd() ? std::nullopt : std::optional(*found);
}

int SpokeStubState::organizationOf(const SpokeContact& contact) const
{
    return campaigns[contact.campaign].organization;
}

bool SpokeStubState::isOptedOut(const SpokeContact& contact) const
{
    const auto organization = organizationOf(contact);
    return std::any_of(optOutRows.begin(), optOutRows.end(), [&](int id) {
        const auto& other = *contacts.constFind(id);
        return other.cell == contact.cell && organizationOf(other) == organization;
    });
}

std::optional<int> SpokeStubState::userByEmail(const QString& email) const
{
    for (const auto& user : users) {
        if (user.email == email) {
            return user.id;
        }
    }
    return std::nullopt;
}

QStringList SpokeStubState::textsTo(int contact) const
{
    QStringList texts;
    for (const auto& message : contacts[contact].messages) {
        if (!message.fromContact) {
            texts.append(message.text);
        }
    }
    return texts;
}

QList<int> SpokeStubState::textedTwice() const
{
    QList<int> twice;
    for (const auto& contact : contacts) {
        auto first = 0;
        auto heard = false;
        for (const auto& message : contact.messages) {
            heard = heard || message.fromContact;
            first += !heard && !message.fromContact ? 1 : 0;
        }
        auto texts = textsTo(contact.id);
        if (first > 1 || texts.removeDuplicates() > 0) {
            twice.append(contact.id);
        }
    }
    return twice;
}

} // namespace textbank
