#include "core/gateway/HttpGateway.h"
#include "core/host/Entrance.h"
#include "core/host/http/HttpFace.h"
#include "tests/core/host/HostRoom.h"
#include "tests/core/host/RawHttp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class TestRateLimits : public QObject
{
    Q_OBJECT
private slots:
    void aBurstPassesAndThenTheRate()
    {
        RateLimiter limiter({2, 5});
        Millis now{1000};
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!limiter.take(u"a"_s, now));
        }
        QCOMPARE(*limiter.take(u"a"_s, now), Seconds{1});
        QVERIFY(!limiter.take(u"b"_s, now)); // Another's requests are another's.
        now += Millis{500};
        QVERIFY(!limiter.take(u"a"_s, now));
        QVERIFY(limiter.take(u"a"_s, now));
        now += std::chrono::hours(1);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!limiter.take(u"a"_s, now));
        }
        QVERIFY(limiter.take(u"a"_s, now)); // A long rest is worth one burst, not more.
    }
    void whoWaitsAsToldIsServed()
    {
        RateLimiter limiter({0.1, 1});
        Millis now{0};
        QVERIFY(!limiter.take(u"a"_s, now));
        for (int i = 0; i < 20; ++i) {
            const auto wait = limiter.take(u"a"_s, now);
            QVERIFY(wait);
            QVERIFY(*wait <= Seconds{10});
            now += *wait;
            QVERIFY(!limiter.take(u"a"_s, now));
        }
    }
    void aFloodOfKeysIsForgotten()
    {
        RateLimiter limiter({1, 2});
        for (int i = 0; i < 3 * RateLimiter::kMaxKeys; ++i) {
            limiter.take(QString::number(i), Millis{i / 100});
            QVERIFY(limiter.keys() <= RateLimiter::kMaxKeys);
        }
    }

    void tooManyRequestsOfOneTokenWaitAndOthersDoNot()
    {
        HostRoom room;
        HttpFace::Options options;
        options.rates.session = {0.01, 3};
        const auto face = HttpFace::listen(*room.host, options);
        QVERIFY(face.has_value());
        const auto busy = room.token();
        RawHttp http((*face)->port());
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(http.ask(rawRequest("GET", "/api/v1/me", busy)).status, 200);
        }
        const auto refused = http.ask(rawRequest("GET", "/api/v1/me", busy));
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.problem(), u"rate-limited"_s);
        QVERIFY(refused.headers.value("retry-after").toInt() > 60);
        QCOMPARE(http.ask(rawRequest("GET", "/api/v1/me", room.token())).status, 200);
    }
    void guessingTokensIsSlowedDownAndTheRoomWorksOn()
    {
        HostRoom room;
        HttpFace::Options options;
        options.rates.stranger = {0.01, 5};
        const auto face = HttpFace::listen(*room.host, options);
        QVERIFY(face.has_value());
        RawHttp http((*face)->port());
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(http.ask(rawRequest("GET", "/api/v1/me", u"guess-%1"_s.arg(i))).status, 401);
        }
        QCOMPARE(http.ask(rawRequest("GET", "/api/v1/me", u"guess"_s)).status, 429);
        QCOMPARE(http.ask(rawRequest("GET", "/.well-known/textbank-gateway")).status, 429);
        QCOMPARE(http.ask(rawRequest("GET", "/api/v1/me", room.token())).status, 200);
    }
    void oneAddressGetsSoManyRequestsAndConnections()
    {
        HostRoom room;
        HttpFace::Options options;
        options.rates.remote = {0.01, 2};
        options.maxConnectionsOfOne = 3;
        const auto face = HttpFace::listen(*room.host, options);
        QVERIFY(face.has_value());
        RawHttp first((*face)->port());
        RawHttp second((*face)->port());
        RawHttp third((*face)->port());
        QCOMPARE(first.ask(rawRequest("GET", "/api/v1/me", room.token())).status, 200);
        QCOMPARE(second.ask(rawRequest("GET", "/api/v1/me", room.token())).status, 200);
        QCOMPARE(third.ask(rawRequest("GET", "/api/v1/me", room.token())).status, 429);
        RawHttp fourth((*face)->port());
        QCOMPARE(fourth.next().status, 503);
        QVERIFY(fourth.waitForClose());
        third.socket().abort();
        // Let in again as soon as the gateway has noticed. Asked once a turn: each question is a connection too.
        auto status = 503;
        QVERIFY(QTest::qWaitFor([&] {
            status = RawHttp((*face)->port()).ask(rawRequest("GET", "/api/v1/me", room.token())).status;
            return status != 503;
        }));
        QCOMPARE(status, 429);
    }
    void theClientKeepsItsTextAndWaits()
    {
        HostRoom room;
        HttpFace::Options options;
        options.rates.session = {0.05, 1};
        const auto face = HttpFace::listen(*room.host, options);
        QVERIFY(face.has_value());
        HttpGateway gateway((*face)->url(), {}, room.clock);
        gateway.setToken(room.token());
        std::optional<GatewayResult<LeasePage>> page;
        gateway.lease({room.newId(), room.campaign, 1}, [&](const auto& answer) { page.emplace(answer); });
        QVERIFY(QTest::qWaitFor([&] { return page.has_value(); }));
        QVERIFY(page->has_value());
        std::optional<GatewayResult<QList<CommandOutcome>>> pushed;
        gateway.push({room.sendTo((*page)->contacts.first(), **page, u"Hi"_s)},
                     [&](const auto& answer) { pushed.emplace(answer); });
        QVERIFY(QTest::qWaitFor([&] { return pushed.has_value(); }));
        QVERIFY(!pushed->has_value());
        QVERIFY(pushed->error().meaning == Meaning::RefusedForNow);
        QVERIFY(pushed->error().retryAfter);
        QVERIFY(*pushed->error().retryAfter >= Seconds{10});
        QCOMPARE(room.carrier.submitted.size(), 0);
    }

    void guessedCodesFromEverywhereEndInAWaitForAll()
    {
        HostRoom room;
        const JoinRequest wrong{u"AAAA-AAAA-AAAA"_s, u"Eve"_s, DeviceId{u"d"_s}, u"Laptop"_s};
        for (int i = 0; i < Entrance::kFailedTriesInTotal; ++i) {
            const auto tried = room.host->join(wrong, u"198.51.100.%1"_s.arg(i / 4));
            QVERIFY(!tried);
            QVERIFY(tried.error().type == ProblemType::CodeInvalid);
        }
        const JoinRequest right{room.code(), u"Grace"_s, DeviceId{u"e"_s}, u"Laptop"_s};
        const auto limited = room.host->join(right, u"203.0.113.1"_s);
        QVERIFY(!limited);
        QVERIFY(limited.error().type == ProblemType::RateLimited);
        QVERIFY(limited.error().retryAfter);
        room.clock.advance(*limited.error().retryAfter + Seconds{1});
        QVERIFY(room.host->join(right, u"203.0.113.1"_s));
    }
    void anEndedCodeAdmitsNobodyMore()
    {
        HostRoom room;
        const auto code = room.code();
        const auto joined = room.host->join({code, u"Ada"_s, DeviceId{u"a"_s}, u"Laptop"_s}, u"r"_s);
        QVERIFY(joined);
        QVERIFY(room.host->endJoinCode(code.toLower()));
        const auto late = room.host->join({code, u"Ben"_s, DeviceId{u"b"_s}, u"Laptop"_s}, u"r"_s);
        QVERIFY(!late);
        QVERIFY(late.error().type == ProblemType::CodeExpired);
        QVERIFY(room.host->authenticate(joined->token));
        QVERIFY(room.host->endJoinCode(u"AAAA-AAAA-AAAA"_s).error().code == ErrorCode::NotFound);
    }
    void aTokenThatNobodyEndedRunsOut()
    {
        HostRoom room;
        const auto token = room.token();
        const auto caller = room.host->authenticate(token);
        QVERIFY(caller);
        room.clock.advance(Entrance::kLongestSession - Millis{1});
        QVERIFY(room.host->authenticate(token));
        QVERIFY(room.host->me(*caller));
        room.clock.advance(Millis{1});
        QVERIFY(!room.host->authenticate(token));
        QVERIFY(room.host->me(*caller).error().type == ProblemType::Unauthenticated);
    }
};

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_RateLimits.moc"
