#include "tests/support/spoke/SpokeBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::spokeask;

class TestSpokeStubLists : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_bench = std::make_unique<SpokeBench>(); }
    void countsAndListsByHours();
    void unknownZonesHaveAShorterDay();
    void listsInItsOrder();
    void readsContactsInTheOrderAsked();
    void hidesThingsWithRedis();
    void locationsHaveTheirHoles();
    void notificationsAreGoneWhenRead();
    void givesContactsTwiceWhenAskedTwice();
    void releasesContacts();

private:
    std::unique_ptr<SpokeBench> m_bench;
};

void TestSpokeStubLists::countsAndListsByHours()
{
    m_bench->clock.setNow(*fromRfc3339(u"2026-11-24T14:30:00Z"_s)); // 09:30 in the East, 08:30 in the middle
    m_bench->stub.state.organizations[1].hours = {true, 9, 21};
    m_bench->stub.state.contacts[2].zone = SpokeZone{-6, true};
    m_bench->stub.state.optOut(5);
    const auto counts =
        m_bench->ask(kCounts).value(u"user"_s).toObject().value(u"todos"_s).toArray().first().toObject();
    QCOMPARE(counts.value(u"allContactsCount"_s), QJsonValue(4));
    QCOMPARE(counts.value(u"unmessagedCount"_s), QJsonValue(3));
    QCOMPARE(counts.value(u"badTimezoneCount"_s), QJsonValue(1));
    const QJsonObject valid{{u"messageStatus"_s, u"needsMessage"_s}, {u"validTimezone"_s, true}};
    const auto listed =
        m_bench->ask(kList, {{u"id"_s, u"1"_s}, {u"filter"_s, valid}}).value(u"assignment"_s).toObject();
    QCOMPARE(idsIn(listed.value(u"contacts"_s)), (QStringList{u"1"_s, u"3"_s, u"4"_s, u"5"_s}));
    const auto all = m_bench->ask(kList, {{u"id"_s, u"1"_s}}).value(u"assignment"_s).toObject();
    QCOMPARE(all.value(u"contactsCount"_s), QJsonValue(5));
    // The campaign's own hours count only when they override.
    m_bench->stub.state.campaigns[1].hours = {true, 8, 21};
    QCOMPARE(idsIn(m_bench->ask(kList, {{u"id"_s, u"1"_s}, {u"filter"_s, valid}})
                       .value(u"assignment"_s)
                       .toObject()
                       .value(u"contacts"_s))
                 .size(),
             4);
    m_bench->stub.state.campaigns[1].overridesHours = true;
    QCOMPARE(idsIn(m_bench->ask(kList, {{u"id"_s, u"1"_s}, {u"filter"_s, valid}})
                       .value(u"assignment"_s)
                       .toObject()
                       .value(u"contacts"_s))
                 .size(),
             5);
}

void TestSpokeStubLists::unknownZonesHaveAShorterDay()
{
    m_bench->clock.setNow(*fromRfc3339(u"2026-11-24T15:30:00Z"_s)); // 10:30 in the East
    m_bench->stub.state.organizations[1].hours = {true, 9, 21};
    m_bench->stub.state.contacts[2].zone.reset();
    const auto listed = [this] {
        return idsIn(m_bench->ask(kList, {{u"id"_s, u"1"_s}, {u"filter"_s, QJsonObject{{u"validTimezone"_s, true}}}})
                         .value(u"assignment"_s)
                         .toObject()
                         .value(u"contacts"_s));
    };
    QVERIFY(!listed().contains(u"2"_s));
    m_bench->stub.state.switches.timezone = u"America/New_York"_s;
    QVERIFY(listed().contains(u"2"_s));
    m_bench->stub.state.switches.timezone.clear();
    m_bench->clock.setNow(*fromRfc3339(u"2026-11-24T17:30:00Z"_s)); // 12:30
    QVERIFY(listed().contains(u"2"_s));
}

void TestSpokeStubLists::listsInItsOrder()
{
    auto& state = m_bench->stub.state;
    for (const auto id : {1, 2, 3}) {
        state.send(id, m_bench->scene.texter, u"Hello"_s);
        state.reply(id, u"Yes"_s);
    }
    state.send(1, m_bench->scene.texter, u"Thanks"_s);
    state.send(2, m_bench->scene.texter, u"Thanks"_s);
    const auto listed = m_bench->ask(kList, {{u"id"_s, u"1"_s}}).value(u"assignment"_s).toObject().value(u"contacts"_s);
    QCOMPARE(idsIn(listed), (QStringList{u"3"_s, u"4"_s, u"5"_s, u"2"_s, u"1"_s}));
    const auto filtered = [&](const QString& status) {
        const QJsonObject filter{{u"messageStatus"_s, status}};
        return idsIn(m_bench->ask(kList, {{u"id"_s, u"1"_s}, {u"filter"_s, filter}})
                         .value(u"assignment"_s)
                         .toObject()
                         .value(u"contacts"_s));
    };
    QCOMPARE(filtered(u"allReplies"_s), (QStringList{u"3"_s, u"2"_s, u"1"_s}));
    QCOMPARE(filtered(u"needsMessage,convo"_s), (QStringList{u"4"_s, u"5"_s, u"2"_s, u"1"_s}));
    m_bench->clock.advance(std::chrono::hours{24 * 22}); // past due
    QCOMPARE(filtered(u"needsMessage"_s), QStringList());
    // Null is no way to leave a key out.
    const QJsonObject null{{u"messageStatus"_s, u"convo"_s}, {u"isOptedOut"_s, QJsonValue::Null}};
    QVERIFY(idsIn(m_bench->ask(kList, {{u"id"_s, u"1"_s}, {u"filter"_s, null}})
                      .value(u"assignment"_s)
                      .toObject()
                      .value(u"contacts"_s))
                .isEmpty());
}

void TestSpokeStubLists::readsContactsInTheOrderAsked()
{
    m_bench->stub.state.reassign({2}, m_bench->scene.other);
    m_bench->stub.state.contacts[3].tags.insert(1, {});
    m_bench->signInAs(m_bench->scene.supervisor);
    const auto contacts = m_bench->ask(kContacts, wanted({3, 2, 1, 99})).value(u"getAssignmentContacts"_s).toArray();
    QCOMPARE(contacts.size(), 4);
    QCOMPARE(idsIn(contacts), (QStringList{u"3"_s, QString(), u"1"_s, QString()}));
    QVERIFY(contacts.at(1).isNull());
    QVERIFY(contacts.at(3).isNull());
    // Of a contact that was not texted nothing that hangs on it is read.
    QVERIFY(contacts.first().toObject().value(u"tags"_s).toArray().isEmpty());
    m_bench->ask(kContacts, wanted({99, 1}));
    QCOMPARE(m_bench->client.errors.size(), 1);
    m_bench->signInAs(m_bench->scene.other);
    QVERIFY(m_bench->ask(kContacts, wanted({1})).value(u"getAssignmentContacts"_s).isNull());
}

void TestSpokeStubLists::hidesThingsWithRedis()
{
    auto& state = m_bench->stub.state;
    state.switches.redis = true;
    m_bench->signInAs(m_bench->scene.supervisor);
    state.send(1, m_bench->scene.texter, u"Hello"_s);
    state.reply(1, u"Yes"_s);
    const auto contact =
        m_bench->ask(kContacts, wanted({1})).value(u"getAssignmentContacts"_s).toArray().first().toObject();
    QCOMPARE(contact.value(u"cell"_s), QJsonValue(QString()));
    QCOMPARE(contact.value(u"zip"_s), QJsonValue(QString()));
    QVERIFY(!contact.value(u"customFields"_s).toString().contains(u"issue"_s));
    QVERIFY(contact.value(u"customFields"_s).toString().contains(u"poll_place"_s));
    const auto messages = contact.value(u"messages"_s).toArray();
    QVERIFY(messages.first().toObject().value(u"id"_s).toString().startsWith(u"fake"));
    QCOMPARE(messages.last().toObject().value(u"text"_s), QJsonValue(u"Hello"_s));
}

void TestSpokeStubLists::locationsHaveTheirHoles()
{
    auto& state = m_bench->stub.state;
    m_bench->signInAs(m_bench->scene.supervisor);
    state.contacts[1].zone = SpokeZone{0, false};
    state.contacts[2].hasLocation = false;
    state.contacts[3].zone = SpokeZone{-7, true};
    const auto contacts = m_bench->ask(kContacts, wanted({1, 2, 3})).value(u"getAssignmentContacts"_s).toArray();
    const auto zone = [&](int index) {
        return contacts.at(index).toObject().value(u"location"_s).toObject().value(u"timezone"_s).toObject();
    };
    QVERIFY(zone(0).value(u"offset"_s).isNull());
    QVERIFY(zone(0).value(u"hasDST"_s).isNull());
    QVERIFY(contacts.at(1).toObject().value(u"location"_s).isNull());
    QCOMPARE(zone(2), (QJsonObject{{u"offset"_s, -7}, {u"hasDST"_s, true}}));
}

void TestSpokeStubLists::notificationsAreGoneWhenRead()
{
    auto& state = m_bench->stub.state;
    state.send(1, m_bench->scene.texter, u"Hello"_s);
    state.reply(1, u"Yes"_s);
    const auto news = [this] {
        return m_bench->ask(u"{ currentUser { notifiable notifications(organizationId: \"1\") { id } } }"_s)
            .value(u"currentUser"_s)
            .toObject()
            .value(u"notifications"_s)
            .toArray()
            .size();
    };
    QCOMPARE(news(), 0);
    state.switches.redis = true;
    QCOMPARE(news(), 1);
    QCOMPARE(news(), 0);
    state.reply(1, u"Hello?"_s);
    m_bench->ask(kCounts);
    QCOMPARE(news(), 0);
}

void TestSpokeStubLists::givesContactsTwiceWhenAskedTwice()
{
    auto& state = m_bench->stub.state;
    const auto campaign = spokescene::addDynamicCampaign(state, m_bench->scene.organization, 40);
    const auto assignment = state.assignmentOf(m_bench->scene.texter, campaign);
    spokescene::addContacts(state, campaign, 100);
    const auto find = [&](int many) {
        return m_bench->ask(kFind, {{u"assignmentId"_s, QString::number(assignment)}, {u"numberContacts"_s, many}})
            .value(u"findNewCampaignContact"_s)
            .toObject();
    };
    QVERIFY(find(4000).value(u"found"_s).toBool());
    QCOMPARE(state.contactsOf(assignment).size(), 40);
    QVERIFY(find(4000).value(u"found"_s).toBool());
    QCOMPARE(state.contactsOf(assignment).size(), 80);
    const auto waiting = state.contactsOf(assignment).first();
    state.send(waiting, m_bench->scene.texter, u"Hello"_s);
    state.reply(waiting, u"Yes"_s);
    QVERIFY(!find(10).value(u"found"_s).toBool()); // a reply is open
    const auto hasMore = [&] {
        return m_bench
            ->ask(u"query assignment($id: String) { assignment(assignmentId: $id) {"
                  " hasUnassignedContactsForTexter } }"_s,
                  {{u"id"_s, QString::number(assignment)}})
            .value(u"assignment"_s)
            .toObject()
            .value(u"hasUnassignedContactsForTexter"_s)
            .toInt();
    };
    QCOMPARE(hasMore(), 0);
    state.setStatus(waiting, u"closed"_s);
    QCOMPARE(hasMore(), 1);
    state.assignments[assignment].maxContacts = 85;
    QVERIFY(find(10).value(u"found"_s).toBool());
    QCOMPARE(state.contactsOf(assignment).size(), 85);
    QVERIFY(!find(10).value(u"found"_s).toBool());
    m_bench->signInAs(m_bench->scene.other);
    find(10);
    QCOMPARE(m_bench->client.errors.size(), 1);
}

void TestSpokeStubLists::releasesContacts()
{
    auto& state = m_bench->stub.state;
    const auto release = [this](bool all) {
        m_bench->ask(
            u"mutation releaseContacts($assignmentId: String!, $releaseConversations: Boolean) {"
            " releaseContacts(assignmentId: $assignmentId, releaseConversations: $releaseConversations) { id } }"_s,
            {{u"assignmentId"_s, u"1"_s}, {u"releaseConversations"_s, all}});
    };
    state.send(1, m_bench->scene.texter, u"Hello"_s);
    release(false);
    QCOMPARE(state.contactsOf(1), QList<int>{1});
    release(true);
    QVERIFY(state.contactsOf(1).isEmpty());
}

QTEST_MAIN(TestSpokeStubLists)
#include "tst_SpokeStubLists.moc"
