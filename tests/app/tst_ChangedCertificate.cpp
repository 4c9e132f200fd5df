#include "core/host/http/OwnCertificate.h"
#include "core/session/JoinLink.h"
#include "tests/app/Venue.h"
#include "tests/support/StubServer.h"

#include <QSslCertificate>
#include <QSslKey>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

OwnCertificate certificate() { return OwnCertificate::make({u"127.0.0.1"_s}, SystemClock().now()).value(); }

HttpFace::Options showing(const OwnCertificate& own)
{
    HttpFace::Options options;
    options.certificatePem = own.certificatePem;
    options.keyPem = own.keyPem;
    return options;
}

const QString kSentence = u"The gateway shows another certificate than the one you joined with, so nothing was sent to "
                          "it. What you did is kept on this computer."_s;

} // namespace

/// In the middle of a shift somebody else answers at the gateway's address.
class TestChangedCertificate : public QObject
{
    Q_OBJECT
private slots:
    void whatWaitsIsKeptUntilTheRightOneIsBack()
    {
        const auto own = certificate();
        Venue venue(showing(own));
        const auto address = venue.face->url();
        QCOMPARE(address.scheme(), u"https"_s);
        Worker rig;
        QVERIFY2(rig.join(toText(JoinLink{address, venue.code(), own.fingerprint}), venue.code()),
                 qPrintable(rig.allWords()));
        QVERIFY2(rig.pull() && rig.text(venue, 1), qPrintable(rig.allWords()));
        QTRY_COMPARE(rig.connection(), u"Connection: Online"_s);

        venue.close();
        const auto others = certificate();
        QVERIFY(others.fingerprint != own.fingerprint);
        StubServer other;
        other.useTls(QSslCertificate(others.certificatePem, QSsl::Pem), QSslKey(others.keyPem, QSsl::Ec, QSsl::Pem));
        other.close();
        QVERIFY(other.listen(QHostAddress::LocalHost, static_cast<quint16>(address.port())));
        for (int answer = 0; answer < 100; ++answer) { // It would take whatever it is given.
            other.answer(200, "{}");
        }
        for (int press = 0; press < 60 && !rig.connection().contains(u"3 things wait"_s); ++press) {
            rig.key(Qt::Key_Return);
        }
        QCOMPARE(rig.connection(), u"Connection: Offline: 3 things wait"_s);
        QVERIFY2(rig.connectionSays(kSentence), qPrintable(rig.allWords()));
        QVERIFY2(rig.shows(u"3 waiting to go up, 3 of them texts."_s), qPrintable(rig.allWords()));
        QVERIFY(rig.press(u"tryNow"_s));

        // Nor does a start later change anything.
        QVERIFY2(rig.startAgain(), qPrintable(rig.allWords()));
        QTRY_COMPARE(rig.connection(), u"Connection: Offline: 3 things wait"_s);
        const auto connections = other.connections();
        QVERIFY2(rig.connectionSays(kSentence), qPrintable(rig.allWords()));
        QVERIFY(rig.press(u"tryNow"_s));
        QTRY_VERIFY(other.connections() > connections);
        QVERIFY2(rig.connectionSays(kSentence), qPrintable(rig.allWords()));
        QCOMPARE(other.requests().size(), 0);
        QCOMPARE(venue.carrier.submitted.size(), 1);

        other.close();
        venue.open();
        QCOMPARE(venue.face->url(), address);
        QVERIFY(rig.press(u"tryNow"_s));
        QTRY_COMPARE_WITH_TIMEOUT(rig.connection(), u"Connection: Online"_s, 15000);
        QTRY_COMPARE(venue.carrier.submitted.size(), 4);
        QSet<QString> texted;
        for (const auto& text : venue.carrier.submitted) {
            texted.insert(text.to.e164());
        }
        QCOMPARE(texted.size(), 4); // Each of them once.
        QVERIFY2(rig.finish(), qPrintable(rig.allWords()));
        QCOMPARE(venue.carrier.submitted.size(), 4);
        QCOMPARE(other.requests().size(), 0);
    }
};

QTEST_MAIN(TestChangedCertificate)
#include "tst_ChangedCertificate.moc"
