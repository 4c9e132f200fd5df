#include "tests/support/spoke/SpokeBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::spokeask;

class TestSpokeStubSends : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_bench = std::make_unique<SpokeBench>(); }
    void sendsAndAnswersAMadeUpFirstMessage();
    void sendsTheSameTwice();
    void contactCacheRefusesTheSecondButNotTheParallel();
    void anybodySignedInSends();
    void saysWhyOnlyWhenTold_data();
    void saysWhyOnlyWhenTold();
    void checksTheEndOfHoursAlone();
    void hearsStop();
    void optOutsCloseTheDoor();
    void answersAreAWholeSet();
    void tagsNotesAndStatus();
    void acknowledgesFeedbackWithAnErrorWhenItsMessageIsAsked();

private:
    std::unique_ptr<SpokeBench> m_bench;
};

void TestSpokeStubSends::sendsAndAnswersAMadeUpFirstMessage()
{
    const auto text = u"Hi Mia, it\u2019s Tara \u2014 \u201Cvote\u201D!\u00A0ok\u2026"_s;
    auto sent = m_bench->ask(kSend, message(1, text)).value(u"sendMessage"_s).toObject();
    const auto first = sent.value(u"messages"_s).toArray().first().toObject();
    QCOMPARE(first.value(u"id"_s), QJsonValue(u"initial"_s));
    QCOMPARE(first.value(u"text"_s), QJsonValue(u"Hi Mia, it's Tara - \"vote\"!'ok... "_s));
    QCOMPARE(sent.value(u"messageStatus"_s), QJsonValue(u"messaged"_s));
    const auto stored = m_bench->stub.state.contacts[1].messages.first();
    QVERIFY(first.value(u"createdAt"_s) != QJsonValue(toRfc3339(stored.createdAt)));
    QCOMPARE(m_bench->stub.state.sent.first().asked, text);
    QCOMPARE(m_bench->stub.state.textsTo(1), QStringList{stored.text});

    m_bench->stub.state.reply(1, u"Who is this?"_s);
    sent = m_bench->ask(kSend, message(1, u"Tara"_s)).value(u"sendMessage"_s).toObject();
    QCOMPARE(sent.value(u"messageStatus"_s), QJsonValue(u"convo"_s));
    QCOMPARE(sent.value(u"messages"_s).toArray().size(), 3);
    QVERIFY(m_bench->stub.state.textedTwice().isEmpty());
}

void TestSpokeStubSends::sendsTheSameTwice()
{
    m_bench->ask(kSend, message(1, u"Hello"_s));
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QVERIFY(m_bench->client.errors.isEmpty());
    QCOMPARE(m_bench->stub.state.textsTo(1).size(), 2);
    QCOMPARE(m_bench->stub.state.textedTwice(), QList<int>{1});
}

void TestSpokeStubSends::contactCacheRefusesTheSecondButNotTheParallel()
{
    m_bench->stub.state.switches.redis = true;
    m_bench->stub.state.switches.contactCache = true;
    m_bench->stub.state.switches.showErrors = true;
    m_bench->ask(kSend, message(1, u"Hello"_s));
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QCOMPARE(m_bench->client.errors, QStringList{u"Message send error DUPLICATE_MESSAGE"_s});
    m_bench->ask(kSend, message(1, u"Hello again"_s));
    QVERIFY(m_bench->client.errors.isEmpty());
    m_bench->stub.latency = Millis{20};
    m_bench->client.askAtOnce(kSend, message(2, u"Hello"_s), 4);
    QCOMPARE(m_bench->stub.state.textsTo(2).size(), 4);
}

void TestSpokeStubSends::anybodySignedInSends()
{
    m_bench->signInAs(m_bench->scene.other);
    m_bench->stub.state.users[m_bench->scene.other].roles[1] = SpokeRole::Suspended;
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QCOMPARE(m_bench->stub.state.textsTo(1).size(), 1);
    m_bench->ask(kContacts, wanted({1}));
    QCOMPARE(m_bench->client.errors.size(), 1);
    m_bench->ask(kList, {{u"id"_s, u"1"_s}});
    QCOMPARE(m_bench->client.errors.size(), 1);
}

void TestSpokeStubSends::saysWhyOnlyWhenTold_data()
{
    QTest::addColumn<std::function<void(SpokeStubState&)>>("before");
    QTest::addColumn<QString>("why");
    using Act = std::function<void(SpokeStubState&)>;
    QTest::newRow("reassigned") << Act([](auto& state) { state.reassign({1}, 3); }) << u"Your assignment has changed"_s;
    QTest::newRow("archived") << Act([](auto& state) { state.archive(1); }) << u"Your assignment has changed"_s;
    QTest::newRow("opted out") << Act([](auto& state) { state.optOut(1); })
                               << u"Skipped sending because this contact was already opted out"_s;
    QTest::newRow("opted out elsewhere") << Act([](auto& state) { state.optOutRows.append(1); })
                                         << u"Skipped sending because this contact was already opted out"_s;
    QTest::newRow("late") << Act([](auto& state) {
        state.organizations[1].hours = {true, 8, 9};
    }) << u"Outside permitted texting time for this recipient"_s;
    QTest::newRow("long") << Act([](auto& state) { state.switches.longestMessage = 2; })
                          << u"Message was longer than the limit"_s;
    QTest::newRow("gone") << Act([](auto& state) { state.contacts.remove(1); })
                          << u"The loader.load() function must be called with a value, but got: undefined."_s;
}

void TestSpokeStubSends::saysWhyOnlyWhenTold()
{
    QFETCH(std::function<void(SpokeStubState&)>, before);
    QFETCH(QString, why);
    before(m_bench->stub.state);
    const auto data = m_bench->ask(kSend, message(1, u"Hello"_s));
    QCOMPARE(m_bench->client.last.status, 200);
    QVERIFY(data.value(u"sendMessage"_s).isNull());
    QCOMPARE(m_bench->client.errors, QStringList{u"Internal server error"_s});
    m_bench->stub.state.switches.showErrors = true;
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QCOMPARE(m_bench->client.errors, QStringList{why});
    QVERIFY(m_bench->stub.state.sent.isEmpty());
}

void TestSpokeStubSends::checksTheEndOfHoursAlone()
{
    m_bench->clock.setNow(*fromRfc3339(u"2026-11-24T13:51:00Z"_s)); // 08:51 in the East
    auto& hours = m_bench->stub.state.organizations[1].hours;
    m_bench->stub.state.contacts[2].zone = SpokeZone{-8, true};
    m_bench->stub.state.contacts[3].zone.reset();
    hours = {true, 9, 21};
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QVERIFY(m_bench->client.errors.isEmpty());
    hours = {true, 5, 7};
    m_bench->ask(kSend, message(1, u"Hello again"_s));
    QCOMPARE(m_bench->client.errors.size(), 1);
    m_bench->ask(kSend, message(2, u"Hello"_s));
    QVERIFY(m_bench->client.errors.isEmpty());
    m_bench->ask(kSend, message(3, u"Hello"_s));
    QCOMPARE(m_bench->client.errors.size(), 1);
}

void TestSpokeStubSends::hearsStop()
{
    auto& state = m_bench->stub.state;
    for (const auto& [id, text] : {std::pair(1, u"Stop please"_s), std::pair(2, u"you must remove me"_s),
                                   std::pair(3, u"QUIT"_s), std::pair(4, u"I quit smoking"_s)}) {
        state.send(id, m_bench->scene.texter, u"Hello"_s);
        state.reply(id, text);
    }
    QCOMPARE(state.contacts[1].status, u"closed"_s);
    QCOMPARE(state.contacts[1].errorCode, -133);
    QVERIFY(state.contacts[2].optedOut && state.contacts[3].optedOut);
    QCOMPARE(state.contacts[4].status, u"needsResponse"_s);
    state.switches.autoOptOut = false;
    state.reply(4, u"STOP"_s);
    QVERIFY(!state.contacts[4].optedOut);
}

void TestSpokeStubSends::optOutsCloseTheDoor()
{
    auto& state = m_bench->stub.state;
    const auto optOut = u"mutation createOptOut($optOut: OptOutInput!, $campaignContactId: String!) {"
                        " createOptOut(optOut: $optOut, campaignContactId: $campaignContactId) {"
                        " id messageStatus optOut { id createdAt } } }"_s;
    const QJsonObject input{{u"assignmentId"_s, u"1"_s}, {u"cell"_s, u"+1"_s}};
    const QJsonObject variables{{u"optOut"_s, input}, {u"campaignContactId"_s, u"1"_s}};
    const auto twin = spokescene::addContacts(state, 1, 1, 1).first();
    state.contacts[twin].cell = state.contacts[1].cell;
    const auto answer = m_bench->ask(optOut, variables).value(u"createOptOut"_s).toObject();
    QCOMPARE(answer.value(u"optOut"_s).toObject().value(u"id"_s), QJsonValue(u"optout"_s));
    QVERIFY(answer.value(u"optOut"_s).toObject().value(u"createdAt"_s).isNull());
    QCOMPARE(answer.value(u"messageStatus"_s), QJsonValue(u"needsMessage"_s));
    QVERIFY(state.contacts[twin].optedOut);
    m_bench->ask(optOut, variables);
    QVERIFY(m_bench->client.errors.isEmpty());
    QCOMPARE(state.optOutRows.size(), 2);
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QCOMPARE(m_bench->client.errors.size(), 1);
    state.reassign({2}, m_bench->scene.other);
    m_bench->ask(optOut, {{u"optOut"_s, input}, {u"campaignContactId"_s, u"2"_s}});
    QCOMPARE(m_bench->client.errors.size(), 1);
    QVERIFY(!state.contacts[2].optedOut);
}

void TestSpokeStubSends::answersAreAWholeSet()
{
    auto& contact = m_bench->stub.state.contacts[1];
    const auto& steps = m_bench->stub.state.campaigns[1].steps;
    const auto write = [&](const QList<std::pair<int, QString>>& answers) {
        QJsonArray list;
        for (const auto& [step, value] : answers) {
            list.append(QJsonObject{{u"campaignContactId"_s, u"1"_s},
                                    {u"interactionStepId"_s, QString::number(step)},
                                    {u"value"_s, value}});
        }
        return m_bench
            ->ask(u"mutation updateQuestionResponses($questionResponses: [QuestionResponseInput],"
                  " $campaignContactId: String!) { updateQuestionResponses(questionResponses: $questionResponses,"
                  " campaignContactId: $campaignContactId) }"_s,
                  {{u"questionResponses"_s, list}, {u"campaignContactId"_s, u"1"_s}})
            .value(u"updateQuestionResponses"_s);
    };
    QCOMPARE(write({{steps[0].id, u"Yes"_s}, {steps[1].id, u"Morning"_s}}), QJsonValue(u"1"_s));
    QCOMPARE(contact.answers.size(), 2);
    write({{steps[0].id, u"Purple"_s}});
    QCOMPARE(contact.answers, (QMap<int, QString>{{steps[0].id, u"Purple"_s}}));
    QCOMPARE(write({{steps[0].id, u"No"_s}, {9999, u"No"_s}}), QJsonValue(u"1"_s)); // logged, not said
    QCOMPARE(contact.answers.first(), u"Purple"_s);
    write({});
    QVERIFY(contact.answers.isEmpty());
}

void TestSpokeStubSends::tagsNotesAndStatus()
{
    auto& contact = m_bench->stub.state.contacts[1];
    const auto tag = [&](const QJsonObject& one) {
        return m_bench
            ->ask(u"mutation updateContactTags($tags: [ContactTagInput], $campaignContactId: String!) {"
                  " updateContactTags(tags: $tags, campaignContactId: $campaignContactId) { tags { id value } } }"_s,
                  {{u"tags"_s, QJsonArray{one}}, {u"campaignContactId"_s, u"1"_s}})
            .value(u"updateContactTags"_s)
            .toObject()
            .value(u"tags"_s)
            .toArray();
    };
    m_bench->stub.state.send(1, m_bench->scene.texter, u"Hello"_s);
    tag({{u"id"_s, u"1"_s}});
    QCOMPARE(tag({{u"id"_s, u"2"_s}, {u"value"_s, u"RESOLVED"_s}}).size(), 1);
    QCOMPARE(contact.tags.size(), 2);
    tag({{u"id"_s, u"999"_s}});
    QCOMPARE(m_bench->client.errors.size(), 1);
    const auto notes =
        m_bench
            ->ask(u"mutation updateContactCustomFields($customFields: String!, $campaignContactId: String!) {"
                  " updateContactCustomFields(customFields: $customFields,"
                  " campaignContactId: $campaignContactId) { id customFields } }"_s,
                  {{u"customFields"_s, u"{\"notes\": \"later\"}"_s}, {u"campaignContactId"_s, u"1"_s}})
            .value(u"updateContactCustomFields"_s)
            .toObject();
    QVERIFY(notes.value(u"customFields"_s).isNull());
    QCOMPARE(contact.customFields, u"{\"notes\":\"later\"}"_s);
    QVERIFY(m_bench->stub.state.campaigns[1].customFields.contains(u"notes"_s));
    const auto status = [&](const QString& to) {
        return m_bench
            ->ask(u"mutation editCampaignContactMessageStatus($messageStatus: String!, $campaignContactId: String) {"
                  " editCampaignContactMessageStatus(messageStatus: $messageStatus,"
                  " campaignContactId: $campaignContactId) { id messageStatus } }"_s,
                  {{u"messageStatus"_s, to}, {u"campaignContactId"_s, u"1"_s}})
            .value(u"editCampaignContactMessageStatus"_s)
            .toArray()
            .first()
            .toObject()
            .value(u"messageStatus"_s)
            .toString();
    };
    QCOMPARE(status(u"closed"_s), u"closed"_s);
    QCOMPARE(status(u"bogus"_s), u"bogus"_s);
    QCOMPARE(contact.status, u"closed"_s);
}

void TestSpokeStubSends::acknowledgesFeedbackWithAnErrorWhenItsMessageIsAsked()
{
    const auto acknowledge = [this](const QString& fields) {
        return m_bench
            ->ask(u"mutation updateFeedback($assignmentId: String!) {"
                  " updateFeedback(assignmentId: $assignmentId, acknowledge: true) { id feedback { %1 } } }"_s.arg(
                      fields),
                  {{u"assignmentId"_s, u"1"_s}})
            .value(u"updateFeedback"_s)
            .toObject();
    };
    auto& assignment = m_bench->stub.state.assignments[1];
    assignment.feedback = SpokeFeedback{u"Good work"_s, false, true, m_bench->scene.supervisor};
    const auto answer = acknowledge(u"isAcknowledged message"_s);
    QCOMPARE(m_bench->client.errors.size(), 1);
    QCOMPARE(answer.value(u"id"_s), QJsonValue(u"1"_s));
    QVERIFY(answer.value(u"feedback"_s).isNull());
    QVERIFY(assignment.feedback->acknowledged);
    QVERIFY(acknowledge(u"isAcknowledged"_s).value(u"feedback"_s).toObject().value(u"isAcknowledged"_s).toBool());
    QVERIFY(m_bench->client.errors.isEmpty());
}

QTEST_MAIN(TestSpokeStubSends)
#include "tst_SpokeStubSends.moc"
