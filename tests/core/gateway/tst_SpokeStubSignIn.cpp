#include "tests/support/spoke/SpokeBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::spokeask;

class TestSpokeStubSignIn : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_bench = std::make_unique<SpokeBench>(); }
    void signsInAndSetsACookiePair();
    void refusesSignInAsSpokeDoes_data();
    void refusesSignInAsSpokeDoes();
    void signsUpWithAJoinLink();
    void logOutLeavesTheOldCookieGood();
    void forgetsSessions();
    void showsWhoIsSignedIn();
    void otherSignInWays();
    void joinsCampaigns();
    void takesOverWaitingReplies();

private:
    std::unique_ptr<SpokeBench> m_bench;
};

void TestSpokeStubSignIn::signsInAndSetsACookiePair()
{
    m_bench->client.cookie.clear();
    const auto reply = m_bench->client.post(
        u"/login-callback"_s, "email=TARA%40example.org&password=correct+horse&authType=login&nextUrl=%2Fapp",
        "application/x-www-form-urlencoded");
    QCOMPARE(reply.status, 302);
    QCOMPARE(reply.header("location"), QByteArray("/app"));
    QCOMPARE(reply.cookies.size(), 2);
    QVERIFY(reply.cookies.first().startsWith(u"session=eyJwYXNzcG9ydCI6eyJ1c2VyIjoy"));
    QCOMPARE(reply.cookies.last().section(u';', 0, 0).section(u'=', 1).size(), 27);
    QCOMPARE(m_bench->ask(u"{ currentUser { id displayName } }"_s).value(u"currentUser"_s).toObject(),
             (QJsonObject{{u"id"_s, u"2"_s}, {u"displayName"_s, u"Tara Texter"_s}}));
}

void TestSpokeStubSignIn::refusesSignInAsSpokeDoes_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray wrong = "Invalid username or password";
    QTest::newRow("password") << QByteArray("email=tara@example.org&password=x&authType=login") << 401 << wrong;
    QTest::newRow("user") << QByteArray("email=nobody@example.org&password=x&authType=login") << 401 << wrong;
    QTest::newRow("empty") << QByteArray("email=tara@example.org&password=&authType=login") << 400 << QByteArray();
    QTest::newRow("type") << QByteArray("email=tara@example.org&password=x&authType=no") << 401 << QByteArray();
    QTest::newRow("no invite") << QByteArray("email=n@example.org&password=x&authType=signup&nextUrl=/app") << 401
                               << QByteArray("Invalid invite code. Contact your administrator.");
    QTest::newRow("taken") << QByteArray("email=tara@example.org&password=x&passwordConfirm=x&authType=signup&nextUrl="
                                         "/5e1f0000-0000-4000-8000-100000000001/join")
                           << 401 << QByteArray("That email is already taken.");
    QTest::newRow("passwords") << QByteArray("email=n@example.org&password=x&passwordConfirm=y&authType=signup&nextUrl="
                                             "/5e1f0000-0000-4000-8000-100000000001/join")
                               << 401 << QByteArray("Passwords don't match.");
    QTest::newRow("uuid") << QByteArray("email=n@example.org&password=x&passwordConfirm=x&authType=signup&nextUrl="
                                        "/99999999-0000-4000-8000-100000000001/join")
                          << 401 << QByteArray("Cannot read properties of undefined (reading 'length')");
}

void TestSpokeStubSignIn::refusesSignInAsSpokeDoes()
{
    QFETCH(QByteArray, form);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    const auto reply = m_bench->client.post(u"/login-callback"_s, form, "application/x-www-form-urlencoded");
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("www-authenticate"), reason);
    QCOMPARE(reply.body, QByteArray(status == 401 ? "Unauthorized" : "Bad Request"));
}

void TestSpokeStubSignIn::signsUpWithAJoinLink()
{
    const auto uuid = m_bench->stub.state.organizations.first().uuid;
    const auto reply =
        m_bench->client.post(u"/login-callback"_s,
                             "{\"email\":\"New@Example.org\",\"password\":\"x\",\"passwordConfirm\":\"x\","
                             "\"firstName\":\"nora\",\"lastName\":\"new\",\"cell\":\"2025550299\","
                             "\"authType\":\"signup\",\"nextUrl\":\"/" +
                                 uuid.toUtf8() + "/join\"}",
                             "application/json");
    QCOMPARE(reply.status, 302);
    const auto& made = m_bench->stub.state.users.last();
    QCOMPARE(made.email, u"new@example.org"_s);
    QCOMPARE(made.firstName, u"Nora"_s);
    QVERIFY(made.roles.isEmpty());
    m_bench->ask(u"mutation joinOrganization($organizationUuid: String!) {"
                 " joinOrganization(organizationUuid: $organizationUuid) { id } }"_s,
                 {{u"organizationUuid"_s, uuid}});
    QCOMPARE(m_bench->stub.state.roleIn(made.id, 1), SpokeRole::Texter);
}

void TestSpokeStubSignIn::logOutLeavesTheOldCookieGood()
{
    const auto old = m_bench->client.cookie;
    const auto reply = m_bench->client.get(u"/logout-callback"_s);
    QCOMPARE(reply.status, 302);
    QVERIFY(reply.cookies.first().startsWith(u"session=eyJwYXNzcG9ydCI6e319;"));
    QVERIFY(m_bench->ask(u"{ currentUser { id } }"_s).value(u"currentUser"_s).isNull());
    m_bench->client.cookie = old;
    QVERIFY(m_bench->ask(u"{ currentUser { id } }"_s).value(u"currentUser"_s).isObject());
}

void TestSpokeStubSignIn::forgetsSessions()
{
    m_bench->stub.forgetSessions();
    QVERIFY(m_bench->ask(u"{ currentUser { id } }"_s).value(u"currentUser"_s).isNull());
    m_bench->ask(kSend, message(1, u"Hello"_s));
    QCOMPARE(m_bench->client.errors, QStringList{u"Internal server error"_s});
    QVERIFY(m_bench->stub.state.sent.isEmpty());
    m_bench->signInAs(m_bench->scene.texter);
    QVERIFY(m_bench->ask(u"{ currentUser { id } }"_s).value(u"currentUser"_s).isObject());
}

void TestSpokeStubSignIn::showsWhoIsSignedIn()
{
    m_bench->stub.state.users[m_bench->scene.texter].alias = u"Tee"_s;
    const auto me = m_bench
                        ->ask(u"{ currentUser { displayName roles(organizationId: \"1\") organizations { id name"
                              " textingHoursEnd uuid } } }"_s)
                        .value(u"currentUser"_s)
                        .toObject();
    QCOMPARE(me.value(u"displayName"_s), QJsonValue(u"Tara (Tee) Texter"_s));
    QCOMPARE(me.value(u"roles"_s).toArray(), (QJsonArray{u"SUSPENDED"_s, u"TEXTER"_s}));
    const auto organization = me.value(u"organizations"_s).toArray().first().toObject();
    QCOMPARE(organization.value(u"name"_s), QJsonValue(u"Example Org"_s));
    QVERIFY(organization.value(u"textingHoursEnd"_s).isNull());
    QVERIFY(organization.value(u"uuid"_s).isNull());
    QCOMPARE(m_bench->client.errors.size(), 1);
}

void TestSpokeStubSignIn::otherSignInWays()
{
    const QByteArray form = "email=tara@example.org&password=correct+horse&authType=login";
    m_bench->stub.state.switches.signIn = SpokeSwitches::SignIn::Refuses;
    auto reply = m_bench->client.post(u"/login-callback"_s, form, "application/x-www-form-urlencoded");
    QCOMPARE(reply.status, 401);
    QVERIFY(reply.header("www-authenticate").isEmpty());
    m_bench->stub.state.switches.signIn = SpokeSwitches::SignIn::Redirects;
    reply = m_bench->client.post(u"/login-callback"_s, form, "application/x-www-form-urlencoded");
    QCOMPARE(reply.status, 302);
    QVERIFY(reply.header("location").startsWith("https://login.example.com/"));
    QVERIFY(reply.cookies.isEmpty());
}

void TestSpokeStubSignIn::joinsCampaigns()
{
    auto& state = m_bench->stub.state;
    const auto campaign = spokescene::addDynamicCampaign(state, m_bench->scene.organization);
    state.users[m_bench->scene.other].roles.clear();
    m_bench->signInAs(m_bench->scene.other);
    const auto join = [&](const QString& token, int to) {
        m_bench->ask(u"mutation joinOrganization($organizationUuid: String!, $campaignId: String) {"
                     " joinOrganization(organizationUuid: $organizationUuid, campaignId: $campaignId) { id } }"_s,
                     {{u"organizationUuid"_s, token}, {u"campaignId"_s, QString::number(to)}});
        return m_bench->client.errors.isEmpty();
    };
    QVERIFY(!join(u"nonsense"_s, campaign));
    QVERIFY(!join(state.campaigns[1].joinToken, 1)); // not dynamic
    QVERIFY(state.users[m_bench->scene.other].roles.isEmpty());
    QVERIFY(join(state.campaigns[campaign].joinToken, campaign));
    QVERIFY(join(state.campaigns[campaign].joinToken, campaign));
    QCOMPARE(state.users[m_bench->scene.other].roles.value(1), SpokeRole::Texter);
    QCOMPARE(state.assignments.last().user, m_bench->scene.other);
    QCOMPARE(state.assignments.last().campaign, campaign);
}

void TestSpokeStubSignIn::takesOverWaitingReplies()
{
    auto& state = m_bench->stub.state;
    for (const auto id : {1, 2}) {
        state.send(id, m_bench->scene.texter, u"Hello"_s);
    }
    state.reply(1, u"Yes"_s);
    m_bench->clock.advance(std::chrono::minutes{90});
    state.reply(2, u"Yes"_s);
    m_bench->signInAs(m_bench->scene.other);
    const auto answer = m_bench->ask(u"mutation dynamicReassign($joinToken: String!, $campaignId: String!) {"
                                     " dynamicReassign(joinToken: $joinToken, campaignId: $campaignId) }"_s,
                                     {{u"joinToken"_s, state.campaigns[1].joinToken}, {u"campaignId"_s, u"1"_s}});
    QCOMPARE(answer.value(u"dynamicReassign"_s), QJsonValue(u"1"_s));
    QCOMPARE(state.assignmentFor(state.contacts[1])->user, m_bench->scene.other);
    QCOMPARE(state.assignmentFor(state.contacts[2])->user, m_bench->scene.texter);
}

QTEST_MAIN(TestSpokeStubSignIn)
#include "tst_SpokeStubSignIn.moc"
