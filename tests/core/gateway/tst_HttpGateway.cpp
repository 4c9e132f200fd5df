#include "core/gateway/HttpGateway.h"
#include "core/gateway/HttpGatewayClock.h"
#include "core/gateway/Wire.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeClock.h"
#include "tests/support/StubServer.h"

#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

using Outcomes = GatewayResult<QList<CommandOutcome>>;

/// A note whose text makes the whole push about `bytes` large.
Command note(int bytes, int number = 1)
{
    Command command;
    command.id = CommandId{u"0192f0c0-0000-7000-8000-%1"_s.arg(number, 12, 10, QChar(u'0'))};
    command.campaign = build::campaignId();
    command.contact = build::contactId(number);
    command.createdAt = FakeClock::standardStart();
    command.payload = NotePayload{NoteId{u"note-1"_s}, QString(bytes, u'n')};
    return command;
}

QByteArray accepted(const QList<Command>& commands)
{
    QList<CommandOutcome> outcomes;
    for (const auto& command : commands) {
        outcomes.append({command.id, CommandStatus::Accepted, false, {}});
    }
    return wire::compact(wire::writeOutcomes(outcomes));
}

QByteArray page(const QString& cursor) { return wire::compact(wire::write(ChangesPage{{}, cursor, false})); }

QByteArray introduction(Instant clock)
{
    GatewayInfo info;
    info.name = u"Room"_s;
    info.organisation = u"Friends"_s;
    info.apiVersions = {u"v1"_s};
    info.signInWays = {u"join-code"_s};
    info.clock = clock;
    return wire::compact(wire::write(info));
}

} // namespace

class TestHttpGateway : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void aPostWithoutAnswerReachesTheServerOnce_data();
    void aPostWithoutAnswerReachesTheServerOnce();
    void sendsWhatTheContractAsksFor();
    void joinGoesWithoutTheToken();
    void answersNeverRunBeforeTheCallReturned();
    void noAnswerAfterCancelAllOrTheEnd();
    void anAnswerMayDestroyTheGateway();
    void failedPushes_data();
    void failedPushes();
    void outcomesForOtherCommandsAreABadAnswer();
    void aSlowDripEndsAtTheLimitOfTheWholeCall();
    void aHugeAnswerIsCutAtTheCap_data();
    void aHugeAnswerIsCutAtTheCap();
    void readsFollowRedirectsOnTheSameOriginOnly();
    void writesFollowNoRedirect();
    void neverSeenIsTheGatewaysWordOnly();
    void anUnchangedCampaignIsNothing();
    void connectionRefusedNeverLeft();
    void whatIsNoGatewayIsSaidSo_data();
    void whatIsNoGatewayIsSaidSo();
    void measuresTheGatewaysClock();
    void aVenuesPageSignsNobodyOut();
    void aLongPollMayTakeItsWaitOnTop();
    void refusesPlaintextBeyondLoopback();

private:
    template<class T>
    GatewayResult<T> wait(const std::function<void(Answer<T>)>& call)
    {
        std::optional<GatewayResult<T>> got;
        int runs = 0;
        call([&](const GatewayResult<T>& answer) {
            got.emplace(answer);
            ++runs;
        });
        if (got) {
            qFatal("answered before the call returned");
        }
        if (!QTest::qWaitFor([&] { return got.has_value(); }, 10000)) {
            qFatal("no answer");
        }
        QCoreApplication::processEvents();
        if (runs != 1) {
            qFatal("answered more than once");
        }
        return *got;
    }
    Outcomes push(const QList<Command>& commands)
    {
        return wait<QList<CommandOutcome>>([&](auto answer) { m_gateway->push(commands, answer); });
    }
    GatewayResult<ChangesPage> poll(const QString& after = u"7"_s)
    {
        return wait<ChangesPage>([&](auto answer) { m_gateway->changes(after, Seconds{0}, answer); });
    }
    void limit(Millis timeout, qint64 bytes = wire::kMaxAnswerBytes)
    {
        m_gateway =
            std::make_unique<HttpGateway>(m_server->url(), QByteArray(), m_clock, HttpGateway::Limits{timeout, bytes});
        m_gateway->setToken(u"secret-token"_s);
    }

    FakeClock m_clock;
    std::unique_ptr<StubServer> m_server;
    std::unique_ptr<HttpGateway> m_gateway;
};

void TestHttpGateway::init()
{
    m_server = std::make_unique<StubServer>();
    limit(Seconds{20});
}

void TestHttpGateway::cleanup()
{
    m_gateway.reset();
    m_server.reset();
}

void TestHttpGateway::aPostWithoutAnswerReachesTheServerOnce_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("reused");
    QTest::addColumn<bool>("cutEarly");
    for (const auto kilobytes : {1, 10, 200}) {
        for (const auto reused : {false, true}) {
            for (const auto cutEarly : {false, true}) {
                QTest::addRow("%d KB, %s connection, cut %s", kilobytes, reused ? "reused" : "first",
                              cutEarly ? "at the head" : "after the body")
                    << kilobytes * 1024 << reused << cutEarly;
            }
        }
    }
}

void TestHttpGateway::aPostWithoutAnswerReachesTheServerOnce()
{
    QFETCH(int, bytes);
    QFETCH(bool, reused);
    QFETCH(bool, cutEarly);
    if (reused) {
        m_server->answer(200, page(u"8"_s));
        QVERIFY(poll());
    }
    const auto before = m_server->requests().size();
    if (cutEarly) {
        m_server->closeAfterHeaders();
    } else {
        m_server->closeWithoutAnswer();
    }
    const auto command = note(bytes);
    m_server->answer(200, accepted({command})); // What a silent repeat would get.

    const auto outcomes = push({command});
    QVERIFY(!outcomes);
    QVERIFY(outcomes.error().meaning == Meaning::MayHaveLeft);
    QVERIFY(outcomes.error().fault == Fault::ConnectionClosed);
    QCOMPARE(m_server->requests().size() - before, 1);
    QCOMPARE(m_server->requests().last().method, QByteArray("POST"));
    if (reused) {
        QCOMPARE(m_server->requests().last().connection, 0);
    }
    // And none comes later: the next request on the wire is the next one asked for.
    const auto next = poll();
    Q_UNUSED(next)
    QCOMPARE(m_server->requests().size() - before, 2);
    QCOMPARE(m_server->requests().last().method, QByteArray("GET"));
}

void TestHttpGateway::sendsWhatTheContractAsksFor()
{
    const auto command = note(10);
    m_server->answer(200, accepted({command}));
    QVERIFY(push({command}));
    const auto& request = m_server->requests().first();
    QCOMPARE(request.target, QByteArray("/api/v1/commands"));
    QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer secret-token"));
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(request.headers.value("content-length").toInt(), request.body.size());
    QVERIFY(request.headers.value("user-agent").startsWith("Textbank"));
    QVERIFY(!request.headers.contains("cookie"));
    const auto sent = wire::readCommands(*wire::parseObject(request.body));
    QVERIFY(sent);
    QCOMPARE(*sent, QList<Command>{command});
}

void TestHttpGateway::joinGoesWithoutTheToken()
{
    m_server->problem(422, "code-expired");
    const auto joined = wait<Joined>([&](auto answer) {
        m_gateway->join({u"ABCD-EFGH"_s, u"Robin"_s, DeviceId{u"device-1"_s}, u"laptop"_s}, answer);
    });
    QVERIFY(!joined);
    QVERIFY(joined.error().meaning == Meaning::Refused);
    QVERIFY(joined.error().problem->type == ProblemType::CodeExpired);
    QVERIFY(!m_server->requests().first().headers.contains("authorization"));
}

void TestHttpGateway::answersNeverRunBeforeTheCallReturned()
{
    m_gateway = std::make_unique<HttpGateway>(QUrl(u"http://example.org"_s), QByteArray(), m_clock);
    const auto got = poll(); // wait() itself holds the rule, for the error that is known at once too.
    QVERIFY(!got);
    QVERIFY(got.error().fault == Fault::BadAddress);
}

void TestHttpGateway::noAnswerAfterCancelAllOrTheEnd()
{
    int answers = 0;
    const auto count = [&answers](const auto&) { ++answers; };
    m_server->raw("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n"); // Half an answer: it is under way.
    m_gateway->changes(u"7"_s, Seconds{0}, count);
    QTRY_COMPARE(m_server->requests().size(), 1);
    m_gateway->cancelAll();
    m_gateway->changes(u"7"_s, Seconds{0}, count);
    m_gateway->cancelAll(); // At once, before anything could go out.
    for (int i = 0; i < 3; ++i) {
        m_server->neverAnswer();
    }
    m_gateway->changes(u"7"_s, Seconds{0}, count);
    QTRY_VERIFY(m_server->requests().size() >= 2);
    m_gateway->changes(u"7"_s, Seconds{0}, count);
    m_gateway.reset();
    // A call of another gateway comes after whatever the ended one might still have delivered.
    m_server = std::make_unique<StubServer>();
    limit(Seconds{20});
    m_server->answer(200, page(u"8"_s));
    QVERIFY(poll());
    QCOMPARE(answers, 0);
}

void TestHttpGateway::anAnswerMayDestroyTheGateway()
{
    m_server->answer(200, page(u"8"_s));
    bool answered = false;
    m_gateway->changes(u"7"_s, Seconds{0}, [&](const auto&) {
        m_gateway.reset();
        answered = true;
    });
    QTRY_VERIFY(answered);
    QVERIFY(!m_gateway);
}

void TestHttpGateway::failedPushes_data()
{
    QTest::addColumn<std::function<void(StubServer&)>>("script");
    QTest::addColumn<Meaning>("meaning");
    QTest::addColumn<Fault>("fault");
    const auto row = [](const char* name, std::function<void(StubServer&)> script, Meaning meaning, Fault fault) {
        QTest::newRow(name) << script << meaning << fault;
    };
    const auto good = accepted({note(1)});
    row(
        "half a body", [good](auto& s) { s.halfBody(good, good.size() / 2); }, Meaning::MayHaveLeft,
        Fault::ConnectionClosed);
    row(
        "not JSON", [](auto& s) { s.answer(200, "<html>welcome to our network</html>"); }, Meaning::MayHaveLeft,
        Fault::BadAnswer);
    row(
        "member missing", [](auto& s) { s.answer(200, "{}"); }, Meaning::MayHaveLeft, Fault::BadAnswer);
    row(
        "wrong type", [](auto& s) { s.answer(200, R"({"results":7})"); }, Meaning::MayHaveLeft, Fault::BadAnswer);
    row(
        "an array", [](auto& s) { s.answer(200, "[]"); }, Meaning::MayHaveLeft, Fault::BadAnswer);
    row(
        "empty", [](auto& s) { s.answer(200, ""); }, Meaning::MayHaveLeft, Fault::BadAnswer);
    row(
        "not HTTP", [](auto& s) { s.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"); }, Meaning::MayHaveLeft, Fault::Http);
    row(
        "502", [](auto& s) { s.answer(502, "bad"); }, Meaning::MayHaveLeft, Fault::Http);
    row(
        "504", [](auto& s) { s.answer(504, ""); }, Meaning::MayHaveLeft, Fault::Http);
    row(
        "500", [](auto& s) { s.answer(500, ""); }, Meaning::MayHaveLeft, Fault::Http);
    row(
        "503",
        [](auto& s) {
            s.answer(503, "", {{"Retry-After", "7"}});
        },
        Meaning::RefusedForNow, Fault::Http);
    row(
        "429", [](auto& s) { s.problem(429, "rate-limited"); }, Meaning::RefusedForNow, Fault::Problem);
    row(
        "401",
        [](auto& s) {
            s.problem(401, "unauthenticated", {{"WWW-Authenticate", "Bearer"}});
        },
        Meaning::NotSignedIn, Fault::Problem);
    row(
        "409", [](auto& s) { s.problem(409, "lease-lost"); }, Meaning::Refused, Fault::Problem);
    row(
        "413", [](auto& s) { s.problem(413, "too-large"); }, Meaning::Failed, Fault::Problem);
    row(
        "403 of a proxy", [](auto& s) { s.answer(403, "<html>blocked</html>"); }, Meaning::Failed, Fault::Http);
}

void TestHttpGateway::failedPushes()
{
    QFETCH(std::function<void(StubServer&)>, script);
    QFETCH(Meaning, meaning);
    QFETCH(Fault, fault);
    limit(Seconds{3});
    script(*m_server);
    const auto outcomes = push({note(1)});
    QVERIFY(!outcomes);
    QCOMPARE(static_cast<int>(outcomes.error().meaning), static_cast<int>(meaning));
    if (QByteArray(QTest::currentDataTag()) != "not HTTP") {
        QCOMPARE(static_cast<int>(outcomes.error().fault), static_cast<int>(fault));
    }
    if (outcomes.error().httpStatus == 503) {
        QCOMPARE(outcomes.error().retryAfter->count(), 7);
    }
    QCOMPARE(m_server->requests().size(), 1);
}

void TestHttpGateway::outcomesForOtherCommandsAreABadAnswer()
{
    const auto one = note(1, 1);
    const auto two = note(1, 2);
    for (const auto& answered : {QList<Command>{two, one}, QList<Command>{one}, QList<Command>{one, two, two}}) {
        m_server->answer(200, accepted(answered));
        const auto outcomes = push({one, two});
        QVERIFY(!outcomes);
        QVERIFY(outcomes.error().meaning == Meaning::MayHaveLeft);
        QVERIFY(outcomes.error().fault == Fault::BadAnswer);
    }
}

void TestHttpGateway::aSlowDripEndsAtTheLimitOfTheWholeCall()
{
    limit(Millis{400});
    m_server->drip(accepted({note(1)}));
    const auto outcomes = push({note(1)});
    QVERIFY(!outcomes);
    QVERIFY(outcomes.error().fault == Fault::TimedOut);
    QVERIFY(outcomes.error().meaning == Meaning::MayHaveLeft);

    m_server->neverAnswer();
    const auto silent = poll();
    QVERIFY(!silent);
    QVERIFY(silent.error().fault == Fault::TimedOut);
}

void TestHttpGateway::aHugeAnswerIsCutAtTheCap_data()
{
    QTest::addColumn<bool>("announced");
    QTest::newRow("announced") << true;
    QTest::newRow("not announced") << false;
}

void TestHttpGateway::aHugeAnswerIsCutAtTheCap()
{
    QFETCH(bool, announced);
    constexpr qint64 kTotal = 200LL * 1024 * 1024;
    limit(Seconds{20}, 1024 * 1024);
    m_server->hugeBody(kTotal, announced ? StubServer::Length::Announced : StubServer::Length::Silent);
    const auto got = poll();
    QVERIFY(!got);
    QVERIFY(got.error().fault == Fault::TooLarge);
    QVERIFY2(m_server->bytesWritten() < kTotal / 4, "the client went on reading");
}

void TestHttpGateway::readsFollowRedirectsOnTheSameOriginOnly()
{
    m_server->answer(307, "", {{"Location", "/elsewhere?after=7"}});
    m_server->answer(200, page(u"9"_s));
    const auto followed = poll();
    QVERIFY(followed);
    QCOMPARE(followed->cursor, u"9"_s);
    QCOMPARE(m_server->requests().last().target, QByteArray("/elsewhere?after=7"));
    QCOMPARE(m_server->requests().last().headers.value("authorization"), QByteArray("Bearer secret-token"));

    StubServer other;
    m_server->answer(302, "", {{"Location", other.url().toEncoded() + "/steal"}});
    const auto refused = poll();
    QVERIFY(!refused);
    QCOMPARE(refused.error().httpStatus, 302);
    QCOMPARE(other.requests().size(), 0);

    for (int i = 0; i < 6; ++i) {
        m_server->answer(302, "", {{"Location", "/again"}});
    }
    QVERIFY(!poll());
}

void TestHttpGateway::writesFollowNoRedirect()
{
    m_server->answer(307, "", {{"Location", "/api/v1/commands-two"}});
    const auto outcomes = push({note(1)});
    QVERIFY(!outcomes);
    QVERIFY(outcomes.error().meaning == Meaning::MayHaveLeft);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestHttpGateway::neverSeenIsTheGatewaysWordOnly()
{
    const auto command = note(1);
    const auto ask = [&] {
        return wait<std::optional<CommandOutcome>>([&](auto answer) { m_gateway->outcomeOf(command.id, 0, answer); });
    };
    m_server->problem(404, "not-found");
    const auto never = ask();
    QVERIFY(never);
    QVERIFY(!never->has_value());
    QCOMPARE(m_server->requests().last().target, "/api/v1/commands/" + command.id.value.toLatin1());

    m_server->problem(404, "not-found");
    QVERIFY(wait<std::optional<CommandOutcome>>([&](auto answer) { m_gateway->outcomeOf(command.id, 3, answer); }));
    QCOMPARE(m_server->requests().last().target, "/api/v1/commands/" + command.id.value.toLatin1() + "?void=3");

    m_server->answer(404, "<html>not here</html>");
    QVERIFY(!ask());
    m_server->answer(200,
                     wire::compact(wire::write(CommandOutcome{note(1, 2).id, CommandStatus::Accepted, false, {}})));
    QVERIFY(!ask());
    m_server->answer(200, wire::compact(wire::write(CommandOutcome{command.id, CommandStatus::Accepted, false, {}})));
    const auto known = ask();
    QVERIFY(known);
    QVERIFY(known->has_value());
}

void TestHttpGateway::anUnchangedCampaignIsNothing()
{
    const auto ask = [&](const QString& version) {
        return wait<std::optional<Campaign>>(
            [&](auto answer) { m_gateway->campaign(build::campaignId(), version, answer); });
    };
    m_server->answer(304, "");
    const auto same = ask(u"v7"_s);
    QVERIFY(same);
    QVERIFY(!same->has_value());
    QCOMPARE(m_server->requests().last().headers.value("if-none-match"), QByteArray("\"v7\""));

    m_server->answer(200, wire::compact(wire::write(build::campaign())));
    const auto whole = ask({});
    QVERIFY(whole);
    QCOMPARE(**whole, build::campaign());
    QVERIFY(!m_server->requests().last().headers.contains("if-none-match"));

    auto other = build::campaign();
    other.id = CampaignId{u"another"_s};
    m_server->answer(200, wire::compact(wire::write(other)));
    QVERIFY(!ask({}));
}

void TestHttpGateway::connectionRefusedNeverLeft()
{
    m_server->close();
    const auto outcomes = push({note(1)});
    QVERIFY(!outcomes);
    QVERIFY(outcomes.error().meaning == Meaning::NeverLeft);
    QVERIFY(outcomes.error().fault == Fault::ConnectionRefused);
}

void TestHttpGateway::whatIsNoGatewayIsSaidSo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Fault>("fault");
    QTest::newRow("web page") << 200 << QByteArray("<html></html>") << Fault::NotAGateway;
    QTest::newRow("other JSON") << 200 << QByteArray("{\"hello\":1}") << Fault::NotAGateway;
    QTest::newRow("not found") << 404 << QByteArray() << Fault::NotAGateway;
    QTest::newRow("next version") << 200 << introduction(FakeClock::standardStart()).replace("\"v1\"", "\"v9\"")
                                  << Fault::VersionMismatch;
}

void TestHttpGateway::whatIsNoGatewayIsSaidSo()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Fault, fault);
    m_server->answer(status, body);
    const auto info = wait<GatewayInfo>([&](auto answer) { m_gateway->discover(answer); });
    QVERIFY(!info);
    QCOMPARE(static_cast<int>(info.error().fault), static_cast<int>(fault));
    QVERIFY(!m_server->requests().first().headers.contains("authorization"));
}

void TestHttpGateway::measuresTheGatewaysClock()
{
    QVERIFY(!m_gateway->clockOffset());
    m_server->answer(200, introduction(m_clock.now() + std::chrono::hours(1)));
    QVERIFY(wait<GatewayInfo>([&](auto answer) { m_gateway->discover(answer); }));
    QCOMPARE(m_gateway->clockOffset()->count(), 3600'000);

    // The Date header says it to the second; several answers narrow it.
    HttpGatewayClock clock;
    const auto ours = *fromRfc3339(u"2026-11-22T09:30:00.400Z"_s);
    clock.sawDate("Sun, 22 Nov 2026 09:30:10 GMT", ours, ours + Millis{100});
    QVERIFY(std::abs(clock.offset()->count() - 10'050) < 600);
    clock.sawDate("Sun, 22 Nov 2026 09:30:11 GMT", ours + Millis{600}, ours + Millis{600});
    QVERIFY(std::abs(clock.offset()->count() - 10'050) < 550);
    clock.sawDate("Sun, 22 Nov 2026 10:30:11 GMT", ours + Millis{700}, ours + Millis{700});
    QVERIFY(std::abs(clock.offset()->count() - 3'610'000) < 600);
    clock.sawDate("yesterday", ours, ours);
    QVERIFY(std::abs(clock.offset()->count() - 3'610'000) < 600);
    // A poll held open for 25 s says little and must not widen what is known.
    clock.sawDate("Sun, 22 Nov 2026 10:30:30 GMT", ours + Millis{700}, ours + Seconds{25});
    QVERIFY(std::abs(clock.offset()->count() - 3'610'000) < 600);
    // A laptop that slept over its poll hears the answer hours late: that says nothing of the clock, nor alone.
    const auto before = clock.offset();
    clock.sawDate("Sun, 22 Nov 2026 10:30:30 GMT", ours, ours + std::chrono::hours(8));
    QVERIFY(clock.offset() == before);
    HttpGatewayClock fresh;
    fresh.sawDate("Sun, 22 Nov 2026 10:30:30 GMT", ours, ours + std::chrono::hours(8));
    QVERIFY(!fresh.offset());
}

void TestHttpGateway::aVenuesPageSignsNobodyOut()
{
    const auto signsOut = [this] { return wait<void>([&](auto answer) { m_gateway->signOut(answer); }); };
    m_server->answer(200, "<html>Welcome to our network</html>");
    const auto page = signsOut();
    QVERIFY(!page);
    QVERIFY(page.error().fault == Fault::BadAnswer);
    m_server->answer(204, {});
    QVERIFY(signsOut());
}

void TestHttpGateway::aLongPollMayTakeItsWaitOnTop()
{
    limit(Millis{200});
    m_server->neverAnswer();
    const auto started = SystemClock().elapsed();
    const auto got = wait<ChangesPage>([&](auto answer) { m_gateway->changes(u"7"_s, Seconds{1}, answer); });
    QVERIFY(!got);
    QVERIFY(got.error().fault == Fault::TimedOut);
    QVERIFY(SystemClock().elapsed() - started >= Millis{1100});
    QCOMPARE(m_server->requests().last().target, QByteArray("/api/v1/changes?after=7&wait=1"));
}

void TestHttpGateway::refusesPlaintextBeyondLoopback()
{
    for (const auto* address :
         {"http://192.0.2.7:8443", "ftp://127.0.0.1", "https://user:pw@example.org", "https://"}) {
        m_gateway = std::make_unique<HttpGateway>(QUrl(QString::fromLatin1(address)), QByteArray(), m_clock);
        const auto got = poll();
        QVERIFY(!got);
        QVERIFY(got.error().fault == Fault::BadAddress);
        QVERIFY(got.error().meaning == Meaning::NeverLeft);
    }
}

QTEST_GUILESS_MAIN(TestHttpGateway)
#include "tst_HttpGateway.moc"
