#include "core/host/http/OwnCertificate.h"
#include "tests/support/FakeClock.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class TestOwnCertificate : public QObject
{
    Q_OBJECT
private slots:
    void itHoldsTheNamesItWasMadeForAndItsOwnKey()
    {
        const FakeClock clock;
        const auto own =
            OwnCertificate::make({u"localhost"_s, u"gateway.local"_s, u"192.0.2.7"_s, u"2001:db8::7"_s}, clock.now());
        QVERIFY(own.has_value());
        const QSslCertificate read(own->certificatePem, QSsl::Pem);
        QVERIFY(!read.isNull());
        QCOMPARE(read.issuerInfo(QSslCertificate::CommonName), read.subjectInfo(QSslCertificate::CommonName));
        QCOMPARE(read.digest(QCryptographicHash::Sha256), own->fingerprint);
        const auto names = read.subjectAlternativeNames();
        QVERIFY(names.values(QSsl::DnsEntry).contains(u"localhost"_s));
        QVERIFY(names.values(QSsl::DnsEntry).contains(u"gateway.local"_s));
        QVERIFY(names.values(QSsl::IpAddressEntry).contains(u"192.0.2.7"_s));
        QCOMPARE(names.size(), 4);
        QVERIFY(read.effectiveDate().toMSecsSinceEpoch() < toMs(clock.now()));
        QCOMPARE(read.expiryDate().toMSecsSinceEpoch() / 1000, toMs(own->expiresAt) / 1000);
        QVERIFY(own->expiresAt > clock.now() + std::chrono::hours(24 * 365));
        QVERIFY(own->keyPem.contains("PRIVATE KEY"));
    }
    void twoAreNeverTheSame()
    {
        const FakeClock clock;
        const auto one = OwnCertificate::make({u"localhost"_s}, clock.now());
        const auto other = OwnCertificate::make({u"localhost"_s}, clock.now());
        QVERIFY(one->fingerprint != other->fingerprint);
        QVERIFY(one->keyPem != other->keyPem);
    }
    void whatWasKeptIsReadBack()
    {
        const FakeClock clock;
        const auto own = OwnCertificate::make({u"localhost"_s}, clock.now());
        const auto read = OwnCertificate::fromPem(own->toPem());
        QVERIFY(read.has_value());
        QCOMPARE(read->fingerprint, own->fingerprint);
        QCOMPARE(read->certificatePem, own->certificatePem);
        QCOMPARE(read->keyPem, own->keyPem);
        QCOMPARE(read->expiresAt, own->expiresAt);
    }
    void namesThatAreNoneAreLeftOut()
    {
        const FakeClock clock;
        const auto own = OwnCertificate::make(
            {u"localhost"_s, u"a,IP:192.0.2.1"_s, u"b\nDNS:c"_s, QString(), u"ü.example"_s}, clock.now());
        QVERIFY(own.has_value());
        QCOMPARE(QSslCertificate(own->certificatePem, QSsl::Pem).subjectAlternativeNames().size(), 1);
        QVERIFY(OwnCertificate::make({u"not a name"_s}, clock.now()).error().code == ErrorCode::Invalid);
        QVERIFY(OwnCertificate::make({}, clock.now()).error().code == ErrorCode::Invalid);
    }
    void anythingElseIsCorrupt()
    {
        const FakeClock clock;
        const auto own = OwnCertificate::make({u"localhost"_s}, clock.now());
        const auto other = OwnCertificate::make({u"localhost"_s}, clock.now());
        for (const auto& pem : {QByteArray(), QByteArray("nonsense"), own->certificatePem, own->keyPem,
                                own->toPem().left(own->toPem().size() / 2), own->certificatePem + other->keyPem}) {
            const auto read = OwnCertificate::fromPem(pem);
            QVERIFY(!read);
            QVERIFY(read.error().code == ErrorCode::Corrupt);
        }
    }
};

QTEST_GUILESS_MAIN(TestOwnCertificate)
#include "tst_OwnCertificate.moc"
