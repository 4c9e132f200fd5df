#include "core/host/http/HttpFace.h"

#include "core/base/Log.h"
#include "tests/core/host/HostRoom.h"
#include "tests/core/host/RawHttp.h"
#include "tests/core/host/SelfSigned.h"

#include <QDir>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTimer>
#include <memory>
#include <vector>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

const auto kDiscovery = "/.well-known/textbank-gateway"_ba;

} // namespace

/// Clients that are slow, greedy, rude, or gone.
class tst_HttpFaceHardship : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<HostRoom> m_room;
    std::unique_ptr<HttpFace> m_face;

    void listen(const HttpFace::Options& options)
    {
        m_face.reset();
        auto face = HttpFace::listen(*m_room->host, options);
        QVERIFY2(face.has_value(), face ? "" : qPrintable(face.error().detail));
        m_face = std::move(*face);
    }
    quint16 port() const { return m_face->port(); }
    bool stillServes()
    {
        RawHttp http(port());
        return http.ask(rawRequest("GET", kDiscovery)).status == 200;
    }

private slots:
    void init()
    {
        m_room = std::make_unique<HostRoom>();
        listen({});
    }
    void cleanup()
    {
        m_face.reset();
        m_room.reset();
    }

    void aHugeBodyIsRefusedBeforeItIsSent()
    {
        RawHttp http(port());
        http.send("POST /api/v1/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  "Content-Length: 209715200\r\n\r\n{");
        const auto answer = http.next();
        QCOMPARE(answer.status, 413);
        QCOMPARE(answer.problem(), u"too-large"_s);
        QCOMPARE(answer.headers.value("connection"), "close"_ba);
        QVERIFY(http.waitForClose());
    }

    void aClientThatSendsTheHugeBodyAnywayStillReadsTheRefusal()
    {
        RawHttp http(port());
        http.send("POST /api/v1/commands HTTP/1.1\r\nHost: x\r\nContent-Length: 209715200\r\n\r\n");
        http.send(QByteArray(4 * 1024 * 1024, 'x'));
        QCOMPARE(http.next().status, 413);
        QVERIFY(http.waitForClose());
    }

    void bodiesThatWaitForABusyHostAreCounted()
    {
        const QByteArray body(1'000'000, 'x');
        const auto enough = 40; // More than the 32 MB of one address.
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        // No event loop runs in here, so the host stands still while its server reads.
        for (int i = 0; i < enough; ++i) {
            auto client = std::make_unique<QTcpSocket>();
            client->connectToHost(u"127.0.0.1"_s, port());
            QVERIFY(client->waitForConnected());
            client->write("POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                          "Content-Length: 1000000\r\n\r\n" +
                          body);
            while (client->bytesToWrite() > 0 && client->waitForBytesWritten(5000)) {
            }
            clients.push_back(std::move(client));
        }
        auto& last = *clients.back();
        QVERIFY(last.waitForReadyRead(5000));
        QVERIFY(last.readAll().startsWith("HTTP/1.1 503"));
        QTRY_COMPARE(clients.front()->peek(12), "HTTP/1.1 400"_ba);
        clients.clear();
        QTRY_VERIFY(stillServes());
    }

    void aChunkedBodyIsCountedAsItComes()
    {
        RawHttp http(port());
        http.send("POST /api/v1/join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 20; ++i) {
            http.send("10000\r\n" + QByteArray(0x10000, 'x') + "\r\n");
        }
        QCOMPARE(http.next().status, 413);
        QVERIFY(http.waitForClose());
    }

    void twoLengthsAreRefused()
    {
        RawHttp http(port());
        QCOMPARE(
            http.ask("POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "0\r\n\r\n")
                .status,
            400);
        QVERIFY(http.waitForClose());
    }

    void aHeaderBeyondTheLimitIsRefused()
    {
        RawHttp http(port());
        const auto answer =
            http.ask("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Long: " + QByteArray(20'000, 'a') + "\r\n\r\n");
        QCOMPARE(answer.status, 431);
        QVERIFY(http.waitForClose());
        RawHttp endless(port());
        QCOMPARE(endless.ask("GET /" + QByteArray(200'000, 'a')).status, 431);
        QVERIFY(stillServes());
    }

    void halfARequestThenSilenceTimesOut()
    {
        HttpFace::Options options;
        options.headerTimeout = Millis{200};
        options.requestTimeout = Millis{300};
        listen(options);
        RawHttp header(port());
        QCOMPARE(header.ask("GET /api/v1/me HTTP/1.1\r\nHos").status, 408);
        QVERIFY(header.waitForClose());
        RawHttp body(port());
        QCOMPARE(body.ask("POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{").status, 408);
        QVERIFY(body.waitForClose());
    }

    void aByteNowAndThenGainsNothing()
    {
        HttpFace::Options options;
        options.headerTimeout = Millis{300};
        listen(options);
        RawHttp http(port());
        http.send("GET /api/v1/me HTTP/1.1\r\n");
        QTimer drip;
        connect(&drip, &QTimer::timeout, &drip, [&http] { http.send("X: y\r\n"); });
        drip.start(20);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(http.next(3000).status, 408);
        QVERIFY(timer.elapsed() < 2000);
    }

    void anIdleConnectionIsClosedWithoutAWord()
    {
        HttpFace::Options options;
        options.idleTimeout = Millis{200};
        listen(options);
        RawHttp fresh(port());
        QVERIFY(fresh.waitForClose(3000));
        QVERIFY(fresh.leftOver().isEmpty());
        RawHttp used(port());
        QCOMPARE(used.ask(rawRequest("GET", kDiscovery)).status, 200);
        QVERIFY(used.waitForClose(3000));
        QVERIFY(used.leftOver().isEmpty());
    }

    void aSilentTlsClientTimesOut()
    {
        const SelfSigned own;
        HttpFace::Options options;
        options.certificatePem = own.certificatePem;
        options.keyPem = own.keyPem;
        options.headerTimeout = Millis{200};
        listen(options);
        RawHttp http(port());
        QVERIFY(http.waitForClose(3000));
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        const auto token = m_room->token();
        RawHttp http(port());
        http.send(rawRequest("GET", kDiscovery) + rawRequest("GET", "/api/v1/me", token) +
                  rawRequest("GET", "/nowhere") + rawRequest("GET", "/api/v1/me"));
        QCOMPARE(http.next().status, 200);
        QCOMPARE(http.next().status, 200);
        QCOMPARE(http.next().status, 404);
        QCOMPARE(http.next().status, 401);
    }

    void garbageBehindARequestEndsTheConnectionAfterItsAnswer()
    {
        RawHttp http(port());
        http.send(rawRequest("GET", kDiscovery) + "\x16\x03\x01 what is this\r\n\r\n");
        QCOMPARE(http.next().status, 200);
        QCOMPARE(http.next().status, 400);
        QVERIFY(http.waitForClose());
        QVERIFY(stillServes());
    }

    void malformedRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no host") << "GET /api/v1/me HTTP/1.1\r\n\r\n"_ba;
        QTest::newRow("bad version") << "GET /api/v1/me HTTP/9.9\r\nHost: x\r\n\r\n"_ba;
        QTest::newRow("bad length") << "POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"_ba;
        QTest::newRow("binary") << QByteArray("\x00\x01\x02\x03\r\n\r\n", 8);
        QTest::newRow("space in field") << "GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n"_ba;
    }
    void malformedRequestsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        RawHttp http(port());
        QCOMPARE(http.ask(bytes).status, 400);
        QVERIFY(http.waitForClose());
    }

    void closeIsHonoured()
    {
        RawHttp http(port());
        const auto answer = http.ask(rawRequest("GET", kDiscovery, {}, {}, "Connection: close\r\n"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.value("connection"), "close"_ba);
        QVERIFY(http.waitForClose());
        RawHttp old(port());
        QCOMPARE(old.ask("GET " + kDiscovery + " HTTP/1.0\r\n\r\n").status, 200);
        QVERIFY(old.waitForClose());
    }

    void expectationsAreMet()
    {
        const auto body = "{\"code\":\"x\"}"_ba;
        RawHttp http(port());
        const auto head =
            "POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
            QByteArray::number(body.size()) + "\r\nExpect: ";
        QCOMPARE(http.ask(head + "100-continue\r\n\r\n").status, 100);
        QCOMPARE(http.ask(body).status, 400);
        RawHttp other(port());
        QCOMPARE(other.ask(head + "a miracle\r\n\r\n").status, 417);
        RawHttp huge(port());
        QCOMPARE(huge.ask("POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n"
                          "Expect: 100-continue\r\n\r\n")
                     .status,
                 413);
    }

    void threeHundredConnectionsAtOnceAreAllServed()
    {
        const auto token = m_room->token();
        std::vector<std::unique_ptr<RawHttp>> clients;
        for (int i = 0; i < 300; ++i) {
            clients.push_back(std::make_unique<RawHttp>(port()));
            clients.back()->send(rawRequest("GET", "/api/v1/me", token));
        }
        for (const auto& client : clients) {
            QCOMPARE(client->next(20'000).status, 200);
        }
        for (const auto& client : clients) {
            QVERIFY(!client->isClosed());
        }
    }

    void connectionsBeyondTheLimitAreTurnedAway()
    {
        HttpFace::Options options;
        options.maxConnections = 3;
        listen(options);
        std::vector<std::unique_ptr<RawHttp>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawHttp>(port()));
            QCOMPARE(clients.back()->ask(rawRequest("GET", kDiscovery)).status, 200);
        }
        RawHttp fourth(port());
        QCOMPARE(fourth.next().status, 503);
        QVERIFY(fourth.waitForClose());
        clients.clear();
        QVERIFY(QTest::qWaitFor([this] { return stillServes(); }));
    }

    void clientsThatLeaveDuringALongPollLeaveNothingBehind()
    {
        HttpFace::Options options;
        options.maxConnections = 4;
        listen(options);
        const auto token = m_room->token();
        const auto volunteer = m_room->lastVolunteer;
        // More than there may be at once: each must be noticed as gone, or the next is turned away.
        for (int i = 0; i < 12; ++i) {
            RawHttp poll(port());
            poll.send(rawRequest("GET", "/api/v1/changes?wait=20", token));
            QCOMPARE(poll.next(50).status, 0);
            QVERIFY(!poll.isClosed());
            poll.socket().abort();
        }
        const auto staff = m_room->host->authenticate(m_room->token(Role::Staff));
        QVERIFY(m_room->host->freeze(*staff, volunteer, true, u"rest"_s).has_value());
        QVERIFY(stillServes());
    }

    void theFaceCanEndWhileRequestsWait()
    {
        const auto token = m_room->token();
        std::vector<std::unique_ptr<RawHttp>> polls;
        for (int i = 0; i < 3; ++i) {
            polls.push_back(std::make_unique<RawHttp>(port()));
            polls.back()->send(rawRequest("GET", "/api/v1/changes?wait=20", i == 0 ? token : m_room->token()));
        }
        QCOMPARE(polls.front()->next(100).status, 0);
        for (const auto& poll : polls) {
            poll->send(rawRequest("GET", "/api/v1/me", token));
        }
        m_face.reset();
        for (const auto& poll : polls) {
            QVERIFY(poll->waitForClose());
        }
    }

    void tlsWithAnOwnCertificateServes()
    {
        const SelfSigned own;
        HttpFace::Options options;
        options.certificatePem = own.certificatePem;
        options.keyPem = own.keyPem;
        listen(options);
        QCOMPARE(m_face->url().scheme(), u"https"_s);
        QSslSocket socket;
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(own.certificatePem));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, port());
        QTRY_VERIFY2(socket.isEncrypted(), qPrintable(socket.errorString()));
        QVERIFY(socket.sessionProtocol() >= QSsl::TlsV1_2);
        const auto request = rawRequest("GET", kDiscovery, {}, {}, "Connection: close\r\n");
        socket.write(request);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 200"));
        QCOMPARE(socket.error(), QAbstractSocket::RemoteHostClosedError); // An orderly end, not a broken record.

        RawHttp plain(port());
        plain.send(request);
        QVERIFY(plain.waitForClose());
        QVERIFY(!plain.leftOver().startsWith("HTTP/1.1 200"));
    }

    void whatCannotBeListenedOnIsSaid()
    {
        HttpFace::Options options;
        options.address = u"0.0.0.0"_s;
        QCOMPARE(HttpFace::listen(*m_room->host, options).error().code, ErrorCode::Invalid);
        options.address = u"::"_s;
        QCOMPARE(HttpFace::listen(*m_room->host, options).error().code, ErrorCode::Invalid);
        options.address = u"gateway.example"_s;
        QCOMPARE(HttpFace::listen(*m_room->host, options).error().code, ErrorCode::Invalid);
        options = {};
        options.port = port();
        QCOMPARE(HttpFace::listen(*m_room->host, options).error().code, ErrorCode::Unavailable);
        options = {};
        options.certificatePem = "not a certificate";
        options.keyPem = "not a key";
        QCOMPARE(HttpFace::listen(*m_room->host, options).error().code, ErrorCode::Invalid);
        const SelfSigned one;
        const SelfSigned other;
        options.certificatePem = one.certificatePem;
        options.keyPem = other.keyPem;
        QCOMPARE(HttpFace::listen(*m_room->host, options).error().code, ErrorCode::Invalid);
    }

    void theLogHoldsNoIdsTokensOrBodies()
    {
        QTemporaryDir folder;
        startLog(folder.path(), LogLevel::Debug);
        const auto token = m_room->token();
        for (const auto& bytes : {rawRequest("GET", "/api/v1/commands/secret-id-4711", token),
                                  rawRequest("POST", "/api/v1/commands", token, "{\"text\":\"secret-body-4711\"}"),
                                  rawRequest("GET", "/api/v1/campaigns/secret-id-4711", u"secret-token-4711"_s),
                                  "GARBAGE 4711\r\n\r\n"_ba}) {
            RawHttp http(port());
            QVERIFY(http.ask(bytes).status >= 400);
        }
        stopLog();
        for (const auto& name : QDir(folder.path()).entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto text = file.readAll();
            QVERIFY(!text.contains("4711"));
            QVERIFY(!text.contains(token.toUtf8()));
        }
    }
};

QTEST_GUILESS_MAIN(tst_HttpFaceHardship)
#include "tst_HttpFaceHardship.moc"
