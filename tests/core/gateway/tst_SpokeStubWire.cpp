#include "tests/support/spoke/SpokeBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::spokeask;

class TestSpokeStubWire : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_bench = std::make_unique<SpokeBench>(); }
    void answersWhatWasSelectedUnderItsAlias();
    void refusesWrongDocuments_data();
    void refusesWrongDocuments();
    void refusesVariablesOfAnotherType();
    void tellsItsDialect();
    void httpFaces();
    void breaksAContactInTheMiddleOfAPage();
    void faults_data();
    void faults();
    void refusesConnectionsAndComesBack();
    void landsLate();
    void packsAnswers();

private:
    std::unique_ptr<SpokeBench> m_bench;
};

void TestSpokeStubWire::answersWhatWasSelectedUnderItsAlias()
{
    const auto data =
        m_bench->ask(u"query assignment_script($assignmentId: String!) {"
                     " mine: assignment(assignmentId: $assignmentId) { campaign { title useDynamicAssignment"
                     " interactionSteps { id question { answerOptions { value interactionStepId"
                     " nextInteractionStep { id ... on InteractionStep { script } } } } } } } }"_s,
                     {{u"assignmentId"_s, u"1"_s}});
    const auto campaign = data.value(u"mine"_s).toObject().value(u"campaign"_s).toObject();
    QCOMPARE(campaign.keys(), (QStringList{u"interactionSteps"_s, u"title"_s, u"useDynamicAssignment"_s}));
    const auto root = campaign.value(u"interactionSteps"_s).toArray().first().toObject();
    const auto option = root.value(u"question"_s).toObject().value(u"answerOptions"_s).toArray().first().toObject();
    QCOMPARE(option.value(u"value"_s), QJsonValue(u"Yes"_s));
    QVERIFY(option.value(u"interactionStepId"_s).isDouble());
    QVERIFY(option.value(u"nextInteractionStep"_s).toObject().value(u"id"_s).isString());
    QVERIFY(option.value(u"nextInteractionStep"_s).toObject().contains(u"script"_s));
    QCOMPARE(m_bench->stub.requests(u"assignment"_s), 1);
    QCOMPARE(m_bench->stub.requests(u"assignment_script"_s), 1);
}

void TestSpokeStubWire::refusesWrongDocuments_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("field") << u"{ currentUser { id shoeSize } }"_s;
    QTest::newRow("field of what is never there") << u"{ user(organizationId: \"1\") { todos { contacts { x } } } }"_s;
    QTest::newRow("argument") << u"{ organization(name: \"1\") { id } }"_s;
    QTest::newRow("argument missing") << u"{ organization { id } }"_s;
    QTest::newRow("literal") << u"{ organization(id: 1) { id } }"_s;
    QTest::newRow("literal in an object")
        << u"{ assignment(assignmentId: \"1\") { contacts(contactsFilter: {isOptedOut: \"no\"}) { id } } }"_s;
    QTest::newRow("no selection") << u"{ currentUser }"_s;
    QTest::newRow("selection of a scalar") << u"{ currentUser { id { id } } }"_s;
    QTest::newRow("unknown variable") << u"{ organization(id: $id) { id } }"_s;
    QTest::newRow("unused variable") << u"query ($id: String) { currentUser { id } }"_s;
    QTest::newRow("variable of another type") << u"query ($id: Int!) { organization(id: $id) { id } }"_s;
    QTest::newRow("variable that may be null") << u"query ($id: String) { organization(id: $id) { id } }"_s;
    QTest::newRow("type") << u"query ($id: Strin) { organization(id: $id) { id } }"_s;
    QTest::newRow("a query that is a mutation") << u"{ userAgreeTerms(userId: \"2\") { id } }"_s;
    QTest::newRow("brace") << u"{ currentUser { id "_s;
    QTest::newRow("empty") << QString();
}

void TestSpokeStubWire::refusesWrongDocuments()
{
    QFETCH(QString, query);
    m_bench->ask(query, {{u"id"_s, u"1"_s}});
    QCOMPARE(m_bench->client.last.status, 400);
    QCOMPARE(m_bench->client.last.body.trimmed(), QByteArray("{\"errors\":[{\"message\":\"Internal server error\"}]}"));
}

void TestSpokeStubWire::refusesVariablesOfAnotherType()
{
    auto variables = message(1, u"Hello"_s);
    auto content = variables.value(u"message"_s).toObject();
    content.insert(u"versionHash"_s, u"x"_s);
    variables.insert(u"message"_s, content);
    m_bench->ask(kSend, variables);
    QCOMPARE(m_bench->client.last.status, 200);
    QVERIFY(!m_bench->client.last.object().contains(u"data"_s));
    QVERIFY(m_bench->stub.state.sent.isEmpty());
    m_bench->stub.state.switches.fork = true;
    m_bench->ask(kSend, variables);
    QVERIFY(m_bench->client.errors.isEmpty());
    m_bench->stub.state.switches.showErrors = true;
    m_bench->ask(kSend, {{u"campaignContactId"_s, 1}, {u"message"_s, QJsonObject()}});
    QVERIFY(m_bench->client.errors.first().startsWith(u"Variable \"$campaignContactId\" got invalid value"));
    m_bench->ask(kSend, {{u"campaignContactId"_s, u"1"_s}});
    QVERIFY(m_bench->client.errors.first().startsWith(u"Variable \"$message\" of required type"));
}

void TestSpokeStubWire::tellsItsDialect()
{
    const auto probe = u"{ __type(name: \"MessageInput\") { inputFields { name } } }"_s;
    const auto names = [&] {
        QStringList found;
        for (const auto& field : m_bench->ask(probe).value(u"__type"_s).toObject().value(u"inputFields"_s).toArray()) {
            found.append(field.toObject().value(u"name"_s).toString());
        }
        return found;
    };
    QCOMPARE(names(), (QStringList{u"text"_s, u"contactNumber"_s, u"assignmentId"_s, u"userId"_s}));
    m_bench->stub.state.switches.fork = true;
    QVERIFY(names().contains(u"versionHash"_s));
    m_bench->stub.state.switches.lacking = {u"User.notifiable"_s};
    m_bench->ask(u"{ currentUser { notifiable } }"_s);
    QCOMPARE(m_bench->client.last.status, 400);
}

void TestSpokeStubWire::httpFaces()
{
    QCOMPARE(m_bench->client.post(u"/graphql"_s, "{no json", "application/json").status, 400);
    QVERIFY(m_bench->client.last.header("content-type").startsWith("text/html"));
    QCOMPARE(m_bench->client.post(u"/graphql"_s, "[{\"query\":\"{currentUser{id}}\"}]", "application/json").status,
             400);
    QCOMPARE(m_bench->client.post(u"/graphql"_s, "{\"query\":\"{currentUser{id}}\"}", "text/plain").status, 400);
    QCOMPARE(m_bench->client.get(u"/graphql?query={currentUser{id}}"_s).status, 400);
    QCOMPARE(m_bench->client.get(u"/login"_s).status, 200);
    QVERIFY(m_bench->client.last.body.contains("PASSPORT_STRATEGY=\"local\""));
    m_bench->client.cookie.clear();
    QCOMPARE(m_bench->client.get(u"/invite/abc"_s).status, 302);
    QCOMPARE(m_bench->client.last.header("location"), QByteArray("/login?nextUrl=/invite/abc"));
    QVERIFY(m_bench->stub.bytesIn() > 0);
    QVERIFY(m_bench->stub.bytesOut() > m_bench->client.last.body.size());
    QCOMPARE(m_bench->stub.requests(), 6);
}

void TestSpokeStubWire::breaksAContactInTheMiddleOfAPage()
{
    m_bench->stub.state.switches.brokenContacts = {2};
    m_bench->signInAs(m_bench->scene.supervisor);
    const auto contacts = m_bench->ask(kContacts, wanted({1, 2, 3})).value(u"getAssignmentContacts"_s).toArray();
    QCOMPARE(idsIn(contacts), (QStringList{u"1"_s, QString(), u"3"_s}));
    QCOMPARE(m_bench->client.errors.size(), 1);
}

void TestSpokeStubWire::faults_data()
{
    QTest::addColumn<SpokeFault>("fault");
    QTest::addColumn<int>("status"); ///< 0: no whole answer.
    QTest::addColumn<int>("sent");
    QTest::newRow("close before") << SpokeFault::CloseBefore << 0 << 0;
    QTest::newRow("answer lost") << SpokeFault::LoseAnswer << 0 << 1;
    QTest::newRow("truncated") << SpokeFault::Truncate << 0 << 1;
    QTest::newRow("hang") << SpokeFault::Hang << 0 << 0;
    QTest::newRow("hang after") << SpokeFault::HangAfter << 0 << 1;
    QTest::newRow("500") << SpokeFault::ServerError << 500 << 0;
    QTest::newRow("503") << SpokeFault::Unavailable << 503 << 0;
    QTest::newRow("502 before") << SpokeFault::ProxyBefore << 502 << 0;
    QTest::newRow("502 after") << SpokeFault::ProxyAfter << 502 << 1;
    QTest::newRow("page") << SpokeFault::Page << 200 << 0;
    QTest::newRow("crash") << SpokeFault::Crash << 200 << 0;
    QTest::newRow("crash after") << SpokeFault::CrashAfter << 200 << 1;
}

void TestSpokeStubWire::faults()
{
    QFETCH(SpokeFault, fault);
    QFETCH(int, status);
    QFETCH(int, sent);
    m_bench->stub.fail(u"sendMessage"_s, fault);
    m_bench->client.patience = Millis{300};
    QVERIFY(m_bench->ask(u"{ currentUser { id } }"_s).value(u"currentUser"_s).isObject()); // not its operation
    const auto data = m_bench->ask(kSend, message(1, u"Hello"_s));
    if (status == 0) {
        QVERIFY(!m_bench->client.last.whole);
    } else {
        QVERIFY(m_bench->client.last.whole);
        QCOMPARE(m_bench->client.last.status, status);
    }
    QVERIFY(!data.value(u"sendMessage"_s).isObject());
    QCOMPARE(m_bench->stub.state.sent.size(), sent);
    m_bench->ask(kSend, message(2, u"Hello"_s)); // once is enough
    QVERIFY(m_bench->client.errors.isEmpty());
    QCOMPARE(m_bench->stub.state.sent.size(), sent + 1);
    m_bench->stub.fail(u"sendMessage"_s, SpokeFault::ServerError, SpokeStub::kUntilMended);
    for (int i = 0; i < 3; ++i) {
        m_bench->ask(kSend, message(3, u"Hello"_s));
        QCOMPARE(m_bench->client.last.status, 500);
    }
    m_bench->stub.mend();
    m_bench->ask(kSend, message(3, u"Hello"_s));
    QCOMPARE(m_bench->client.last.status, 200);
}

void TestSpokeStubWire::refusesConnectionsAndComesBack()
{
    m_bench->stub.goDown();
    m_bench->ask(u"{ currentUser { id } }"_s);
    QVERIFY(!m_bench->client.last.whole);
    QCOMPARE(m_bench->client.last.error, QNetworkReply::ConnectionRefusedError);
    m_bench->stub.comeUp();
    QVERIFY(m_bench->ask(u"{ currentUser { id } }"_s).value(u"currentUser"_s).isObject());
}

void TestSpokeStubWire::landsLate()
{
    m_bench->stub.fail(u"sendMessage"_s, SpokeFault::LateClosed, 1, 2);
    m_bench->client.patience = Millis{300};
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QVERIFY(!m_bench->client.last.whole);
    m_bench->ask(u"{ currentUser { id } }"_s);
    QVERIFY(m_bench->stub.state.sent.isEmpty());
    m_bench->ask(u"{ currentUser { id } }"_s);
    QCOMPARE(m_bench->stub.state.sent.size(), 1);

    m_bench->stub.fail(u"sendMessage"_s, SpokeFault::Late, 1, 1000);
    m_bench->ask(kSend, message(2, u"Hello"_s));
    QVERIFY(!m_bench->client.last.whole);
    QCOMPARE(m_bench->stub.held(), 1);
    QCOMPARE(m_bench->stub.land(), 1);
    QCOMPARE(m_bench->stub.state.textsTo(2).size(), 1);
}

void TestSpokeStubWire::packsAnswers()
{
    m_bench->ask(kCounts);
    QVERIFY(m_bench->client.last.header("content-encoding").isEmpty());
    const auto plain = m_bench->client.last.body;
    const auto before = m_bench->stub.bytesOut();
    m_bench->stub.gzip = true;
    m_bench->ask(kCounts);
    QCOMPARE(m_bench->client.last.body, plain);
    QVERIFY(m_bench->stub.bytesOut() - before > 0);
    m_bench->ask(kList, {{u"id"_s, u"1"_s}});
    QVERIFY(m_bench->client.errors.isEmpty());
}

QTEST_MAIN(TestSpokeStubWire)
#include "tst_SpokeStubWire.moc"
