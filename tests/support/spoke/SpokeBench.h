#pragma once

#include "tests/support/FakeClock.h"
#include "tests/support/spoke/SpokeClient.h"
#include "tests/support/spoke/SpokeStub.h"
#include "tests/support/spoke/SpokeStubScene.h"

#include <QJsonArray>
#include <memory>

namespace textbank {

/// A stub with the typical scene and a client that is signed in as its texter.
struct SpokeBench
{
    FakeClock clock;
    SpokeStub stub{[this] { return clock.now(); }};
    spokescene::Scene scene = spokescene::typical(stub.state, 5);
    SpokeClient client{stub.url()};

    SpokeBench() { client.cookie = stub.cookieOf(scene.texter); }
    QJsonObject ask(const QString& query, const QJsonObject& variables = {}) { return client.ask(query, variables); }
    void signInAs(int user) { client.cookie = stub.cookieOf(user); }
};

namespace spokeask {

using namespace Qt::StringLiterals;

inline const QString kSend = u"mutation sendMessage($message: MessageInput!, $campaignContactId: String!) {"
                             " sendMessage(message: $message, campaignContactId: $campaignContactId) {"
                             " id messageStatus messages { id text isFromContact userId createdAt } } }"_s;
inline const QString kContacts = u"mutation getAssignmentContacts($assignmentId: String, $contactIds: [String]) {"
                                 " getAssignmentContacts(assignmentId: $assignmentId, contactIds: $contactIds) {"
                                 " id cell zip external_id customFields messageStatus optOut { id createdAt } errorCode"
                                 " questionResponseValues { interactionStepId value } tags { id value }"
                                 " location { city timezone { offset hasDST } } messages { id text } } }"_s;
inline const QString kList = u"query assignment_contacts($id: String!, $filter: ContactsFilter) {"
                             " assignment(assignmentId: $id) { contactsCount(contactsFilter: $filter)"
                             " contacts(contactsFilter: $filter) { id messageStatus } } }"_s;
inline const QString kCounts =
    u"{ user(organizationId: \"1\") { todos(organizationId: \"1\") { id allContactsCount: contactsCount"
    " unmessagedCount: contactsCount(contactsFilter: {messageStatus: \"needsMessage\", isOptedOut: false,"
    " validTimezone: true})"
    " unrepliedCount: contactsCount(contactsFilter: {messageStatus: \"needsResponse\", isOptedOut: false,"
    " validTimezone: true})"
    " badTimezoneCount: contactsCount(contactsFilter: {isOptedOut: false, validTimezone: false}) } } }"_s;
inline const QString kFind = u"mutation findNewCampaignContact($assignmentId: String!, $numberContacts: Int!) {"
                             " findNewCampaignContact(assignmentId: $assignmentId, numberContacts: $numberContacts) {"
                             " found assignment { id hasUnassignedContactsForTexter } } }"_s;

inline QJsonObject message(int contact, const QString& text, int assignment = 1)
{
    const QJsonObject content{{u"text"_s, text}, {u"assignmentId"_s, QString::number(assignment)}};
    return {{u"campaignContactId"_s, QString::number(contact)}, {u"message"_s, content}};
}

inline QJsonObject wanted(const QList<int>& contacts, int assignment = 1)
{
    QJsonArray ids;
    for (const auto id : contacts) {
        ids.append(QString::number(id));
    }
    return {{u"assignmentId"_s, QString::number(assignment)}, {u"contactIds"_s, ids}};
}

inline QStringList idsIn(const QJsonValue& contacts)
{
    QStringList ids;
    for (const auto& contact : contacts.toArray()) {
        ids.append(contact.toObject().value(u"id"_s).toString());
    }
    return ids;
}

} // namespace spokeask
} // namespace textbank
