#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "tests/support/FakeClock.h"
#include "tests/support/StubServer.h"

#include <QCryptographicHash>
#include <QTest>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
    QByteArray fingerprint() const { return certificate.digest(QCryptographicHash::Sha256); }
};

QByteArray pem(BIO* bio)
{
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

/// What a room's laptop makes for itself: self-signed, for no host in particular.
Identity selfSigned(const char* name)
{
    using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
    using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    auto* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const Bio keyOut(BIO_new(BIO_s_mem()), &BIO_free);
    const Bio certificateOut(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PrivateKey(keyOut.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509(certificateOut.get(), certificate.get());
    return {QSslCertificate(pem(certificateOut.get()), QSsl::Pem), QSslKey(pem(keyOut.get()), QSsl::Ec, QSsl::Pem)};
}

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
    Identity m_room;
    Identity m_other;
};

void TestHttpGatewayTls::initTestCase()
{
    m_room = selfSigned("room");
    m_other = selfSigned("other");
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
        QVERIFY(got.error().fault == Fault::CertificateNotTrusted);
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
        QVERIFY(got.error().fault == Fault::CertificateNotTrusted);
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

QTEST_GUILESS_MAIN(TestHttpGatewayTls)
#include "tst_HttpGatewayTls.moc"
