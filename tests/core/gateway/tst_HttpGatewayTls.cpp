#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "tests/core/gateway/TestCertificates.h"
#include "tests/support/FakeClock.h"
#include "tests/support/StubServer.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <memory>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QByteArray page() { return wire::compact(wire::write(ChangesPage{{}, u"8"_s, false})); }

} // namespace

class TestHttpGatewayTls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void thePinnedCertificateIsTrusted();
    void anotherCertificateGetsNotAByte();
    void anUnpinnedSelfSignedCertificateGetsNotAByte();
    void aServerThatChangesItsCertificateGetsNotAByteMore();
    void aServerWithoutTlsNeverGotIt();
    void aServerThatChangesItsCertificateGetsNoCommandMore();
    void aPinIsStrongerThanAnyAuthority();
    void aPinHoldsWhateverTheDatesAndNames();
    void aPinWithoutTlsIsNoAddress();
    void anAuthoritysCertificateForThisHostIsTrusted();
    void anotherHostsCertificateGetsNotAByte();
    void aCertificateOutOfDateGetsNotAByte_data();
    void aCertificateOutOfDateGetsNotAByte();
    void anOldTlsVersionGetsNotAByte_data();
    void anOldTlsVersionGetsNotAByte();
    void noRedirectLeadsOutOfTls_data();
    void noRedirectLeadsOutOfTls();

private:
    GatewayResult<ChangesPage> poll(HttpGateway& gateway)
    {
        std::optional<GatewayResult<ChangesPage>> got;
        gateway.changes(u"7"_s, Seconds{0}, [&](const auto& answer) { got.emplace(answer); });
        if (!QTest::qWaitFor([&] { return got.has_value(); }, 10000)) {
            qFatal("no answer");
        }
        return *got;
    }
    std::unique_ptr<HttpGateway> gateway(const QUrl& address, const QByteArray& pin)
    {
        auto made = std::make_unique<HttpGateway>(address, pin, m_clock);
        made->setToken(u"secret-token"_s);
        return made;
    }

    FakeClock m_clock;
    TestAuthority m_authority; ///< This computer trusts it.
    TestCertificate m_room;
    TestCertificate m_other;
};

void TestHttpGatewayTls::initTestCase()
{
    auto trusting = QSslConfiguration::defaultConfiguration();
    trusting.addCaCertificate(m_authority.root());
    QSslConfiguration::setDefaultConfiguration(trusting);
    m_room = TestAuthority::selfSigned({"room"});
    m_other = TestAuthority::selfSigned({"other"});
    QVERIFY(!m_room.certificate.isNull());
    QVERIFY(!m_room.key.isNull());
    QVERIFY(m_room.fingerprint() != m_other.fingerprint());
}

void TestHttpGatewayTls::thePinnedCertificateIsTrusted()
{
    StubServer server;
    server.useTls(m_room.certificate, m_room.key);
    const auto http = gateway(server.url(), m_room.fingerprint());
    for (int i = 0; i < 3; ++i) {
        server.answer(200, page());
        QVERIFY(poll(*http));
    }
    QCOMPARE(server.requests().first().headers.value("authorization"), QByteArray("Bearer secret-token"));
}

void TestHttpGatewayTls::anotherCertificateGetsNotAByte()
{
    StubServer server;
    server.useTls(m_other.certificate, m_other.key);
    const auto http = gateway(server.url(), m_room.fingerprint());
    // Again and again: Qt's reuse of connections must not make the second try a success.
    for (int i = 0; i < 4; ++i) {
        server.answer(200, page());
        const auto got = poll(*http);
        QVERIFY(!got);
        QVERIFY(got.error().fault == Fault::CertificateChanged);
        QVERIFY(got.error().meaning == Meaning::NeverLeft);
    }
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpGatewayTls::anUnpinnedSelfSignedCertificateGetsNotAByte()
{
    StubServer server;
    server.useTls(m_room.certificate, m_room.key);
    const auto http = gateway(server.url(), {});
    server.answer(200, page());
    const auto got = poll(*http);
    QVERIFY(!got);
    QVERIFY(got.error().fault == Fault::CertificateNotTrusted);
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpGatewayTls::aServerThatChangesItsCertificateGetsNotAByteMore()
{
    StubServer server;
    server.useTls(m_room.certificate, m_room.key);
    const auto http = gateway(server.url(), m_room.fingerprint());
    server.answer(200, page(), {{"Connection", "close"}});
    QVERIFY(poll(*http));
    server.useTls(m_other.certificate, m_other.key);
    for (int i = 0; i < 3; ++i) {
        server.answer(200, page());
        const auto got = poll(*http);
        QVERIFY(!got);
        QVERIFY(got.error().fault == Fault::CertificateChanged);
    }
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpGatewayTls::aServerWithoutTlsNeverGotIt()
{
    StubServer server;
    auto address = server.url();
    address.setScheme(u"https"_s);
    HttpGateway http(address, m_room.fingerprint(), m_clock, {Seconds{2}, wire::kMaxAnswerBytes});
    server.answer(200, page());
    const auto got = poll(http);
    QVERIFY(!got);
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpGatewayTls::aServerThatChangesItsCertificateGetsNoCommandMore()
{
    StubServer server;
    server.useTls(m_room.certificate, m_room.key);
    const auto http = gateway(server.url(), m_room.fingerprint());
    server.answer(200, page(), {{"Connection", "close"}});
    QVERIFY(poll(*http));
    server.useTls(m_other.certificate, m_other.key);
    const Command note{CommandId{u"c-1"_s}, CampaignId{u"k"_s}, ContactId{u"p"_s}, m_clock.now(), SkipPayload{}};
    for (int i = 0; i < 3; ++i) {
        std::optional<GatewayResult<QList<CommandOutcome>>> got;
        http->push({note}, [&](const auto& answer) { got.emplace(answer); });
        QVERIFY(QTest::qWaitFor([&] { return got.has_value(); }, 10000));
        QVERIFY(got->error().fault == Fault::CertificateChanged);
        QVERIFY(got->error().meaning == Meaning::NeverLeft); // It stays in the queue and goes later.
    }
    QCOMPARE(server.requests().size(), 1);
    server.useTls(m_room.certificate, m_room.key);
    server.answer(200, page());
    QVERIFY(poll(*http)); // The right one is back, and so is the connection.
}

void TestHttpGatewayTls::aPinIsStrongerThanAnyAuthority()
{
    StubServer server;
    const auto vouchedFor = m_authority.issue({"gateway", "DNS:localhost,IP:127.0.0.1"});
    server.useTls(vouchedFor.certificate, vouchedFor.key);
    const auto http = gateway(server.url(), m_room.fingerprint());
    server.answer(200, page());
    const auto got = poll(*http);
    QVERIFY(!got);
    QVERIFY(got.error().fault == Fault::CertificateChanged);
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpGatewayTls::aPinHoldsWhateverTheDatesAndNames()
{
    StubServer server;
    const auto own = TestAuthority::selfSigned({"room", "DNS:elsewhere.example", -7200, -3600});
    server.useTls(own.certificate, own.key);
    const auto http = gateway(server.url(), own.fingerprint());
    server.answer(200, page());
    QVERIFY(poll(*http));
}

void TestHttpGatewayTls::aPinWithoutTlsIsNoAddress()
{
    StubServer server;
    const auto http = gateway(server.url(), m_room.fingerprint());
    server.answer(200, page());
    const auto got = poll(*http);
    QVERIFY(!got);
    QVERIFY(got.error().fault == Fault::BadAddress);
    QCOMPARE(server.connections(), 0);
}

void TestHttpGatewayTls::anAuthoritysCertificateForThisHostIsTrusted()
{
    StubServer server;
    const auto good = m_authority.issue({"gateway", "DNS:localhost,IP:127.0.0.1"});
    server.useTls(good.certificate, good.key);
    const auto http = gateway(server.url(), {});
    server.answer(200, page());
    QVERIFY(poll(*http));
}

void TestHttpGatewayTls::anotherHostsCertificateGetsNotAByte()
{
    StubServer server;
    const auto others = m_authority.issue({"gateway", "DNS:other.example,IP:192.0.2.1"});
    server.useTls(others.certificate, others.key);
    const auto http = gateway(server.url(), {});
    for (int i = 0; i < 3; ++i) {
        server.answer(200, page());
        const auto got = poll(*http);
        QVERIFY(!got);
        QVERIFY(got.error().fault == Fault::CertificateNotTrusted);
        QVERIFY(got.error().meaning == Meaning::NeverLeft);
    }
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpGatewayTls::aCertificateOutOfDateGetsNotAByte_data()
{
    QTest::addColumn<int>("begins");
    QTest::addColumn<int>("ends");
    QTest::newRow("expired") << -7200 << -3600;
    QTest::newRow("not yet valid") << 3600 << 7200;
}

void TestHttpGatewayTls::aCertificateOutOfDateGetsNotAByte()
{
    QFETCH(int, begins);
    QFETCH(int, ends);
    StubServer server;
    const auto late = m_authority.issue({"gateway", "DNS:localhost,IP:127.0.0.1", begins, ends});
    server.useTls(late.certificate, late.key);
    const auto http = gateway(server.url(), {});
    for (int i = 0; i < 3; ++i) {
        server.answer(200, page());
        const auto got = poll(*http);
        QVERIFY(!got);
        QVERIFY(got.error().fault == Fault::CertificateExpired);
        QVERIFY(got.error().meaning == Meaning::NeverLeft);
    }
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpGatewayTls::anOldTlsVersionGetsNotAByte_data()
{
    QTest::addColumn<QByteArray>("answer");
    // A ServerHello that picks TLS 1.1 (3.2), and the alert of a server that knows nothing newer.
    QTest::newRow("hello") << QByteArray::fromHex("160302002a020000260302") + QByteArray(32, 'r') +
                                  QByteArray::fromHex("00c01300");
    QTest::newRow("alert") << QByteArray::fromHex("15030200020246");
}

void TestHttpGatewayTls::anOldTlsVersionGetsNotAByte()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QByteArray received;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        auto* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&received, &answer, socket] {
            const auto isHello = received.isEmpty();
            received += socket->readAll();
            if (isHello) {
                socket->write(answer);
            }
        });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
    for (const auto& pin : {QByteArray(), m_room.fingerprint()}) {
        received.clear();
        HttpGateway http(QUrl(u"https://127.0.0.1:%1"_s.arg(server.serverPort())), pin, m_clock);
        http.setToken(u"secret-token"_s);
        const auto got = poll(http);
        QVERIFY(!got);
        QVERIFY(got.error().fault == Fault::TlsFailed);
        QVERIFY(got.error().meaning == Meaning::NeverLeft);
        QVERIFY(received.startsWith(QByteArray::fromHex("16"))); // Our hello, and then an alert at most.
        QVERIFY(!received.contains("secret-token"));
        QVERIFY(!received.contains("changes"));
    }
}

void TestHttpGatewayTls::noRedirectLeadsOutOfTls_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("samePort");
    QTest::newRow("plain, same host") << u"http"_s << true;
    QTest::newRow("plain, another port") << u"http"_s << false;
    QTest::newRow("TLS, another port") << u"https"_s << false;
}

void TestHttpGatewayTls::noRedirectLeadsOutOfTls()
{
    QFETCH(QString, scheme);
    QFETCH(bool, samePort);
    StubServer server;
    server.useTls(m_room.certificate, m_room.key);
    StubServer elsewhere;
    if (scheme == u"https"_s) {
        elsewhere.useTls(m_room.certificate, m_room.key);
    }
    auto target = samePort ? server.url() : elsewhere.url();
    target.setScheme(scheme);
    target.setPath(u"/api/v1/changes"_s);
    const auto http = gateway(server.url(), m_room.fingerprint());
    server.answer(302, {}, {{"Location", target.toEncoded()}});
    elsewhere.answer(200, page());
    QVERIFY(!poll(*http));
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(elsewhere.connections(), 0);
}

QTEST_GUILESS_MAIN(TestHttpGatewayTls)
#include "tst_HttpGatewayTls.moc"
