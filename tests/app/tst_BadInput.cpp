#include "core/gateway/Wire.h"
#include "tests/app/ProgramRig.h"
#include "tests/core/host/SelfSigned.h"
#include "tests/support/StubServer.h"

#include <QTcpServer>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

QJsonObject introduction()
{
    GatewayInfo info;
    info.name = u"Room"_s;
    info.organisation = u"Friends of Parks"_s;
    info.apiVersions = {u"v1"_s};
    info.signInWays = {u"join-code"_s};
    info.clock = SystemClock().now();
    return wire::write(info);
}

QByteArray without(const QString& member)
{
    auto object = introduction();
    object.remove(member);
    return wire::compact(object);
}

QByteArray with(const QString& member, const QJsonValue& value)
{
    auto object = introduction();
    object.insert(member, value);
    return wire::compact(object);
}

} // namespace

/// What a volunteer can do wrong, or meet, at the entrance: she reads what happened and what to do, what she typed
/// stays, and nothing is stored.
class TestBadInput : public QObject
{
    Q_OBJECT
private slots:
    void addressesThatAreNoneAreExplained_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("words") << u"the office upstairs"_s << u"This is not an address."_s;
        QTest::newRow("plaintext") << u"http://texting.example.org"_s << u"without encryption (http)"_s;
        QTest::newRow("link without a gateway")
            << u"textbank://join?code=ABCD-EFGH"_s << u"This link names no gateway."_s;
        QTest::newRow("damaged fingerprint")
            << u"textbank://join?gateway=https%3A%2F%2Ftexting.example.org&code=ABCD-EFGH&pin=12"_s
            << u"fingerprint in this link is damaged"_s;
        QTest::newRow("another link") << u"textbank://leave"_s << u"This is not a Textbank join link."_s;
    }

    void addressesThatAreNoneAreExplained()
    {
        QFETCH(QString, address);
        QFETCH(QString, sentence);
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(address, u"ABCD-EFGH"_s));
        QTRY_VERIFY2(rig.shows(sentence), qPrintable(rig.allWords()));
        QCOMPARE(rig.typed(u"addressField"_s), address);
        QVERIFY(rig.nothingIsStored());
    }

    void anUnreachableGatewayIsSaid()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const auto port = closed.serverPort();
        closed.close();
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(u"http://127.0.0.1:%1"_s.arg(port), u"ABCD-EFGH"_s));
        QTRY_VERIFY2(rig.shows(u"Nobody answers at this address."_s), qPrintable(rig.allWords()));
        QVERIFY(rig.button(u"continueButton"_s)->isEnabled());
        QVERIFY(rig.nothingIsStored());
    }

    void answersThatAreNoneAreExplained_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("written"); // -1: all of it.
        QTest::addColumn<qint64>("huge");
        QTest::addColumn<QString>("sentence");
        const auto noGateway = u"does not look like a Textbank gateway"_s;
        QTest::newRow("web page") << QByteArray("<html>Welcome</html>") << -1 << qint64(0) << noGateway;
        QTest::newRow("member missing") << without(u"apiVersions"_s) << -1 << qint64(0) << noGateway;
        QTest::newRow("wrong type") << with(u"organisation"_s, 7) << -1 << qint64(0) << noGateway;
        QTest::newRow("later version") << wire::compact(introduction()).replace("\"v1\"", "\"v9\"") << -1 << qint64(0)
                                       << u"of different ages"_s;
        QTest::newRow("half a body") << wire::compact(introduction()) << 20 << qint64(0)
                                     << u"connection was cut before"_s;
        QTest::newRow("200 MB") << QByteArray() << -1 << qint64(200) * 1024 * 1024 << noGateway;
    }

    void answersThatAreNoneAreExplained()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, written);
        QFETCH(qint64, huge);
        QFETCH(QString, sentence);
        StubServer server;
        for (int i = 0; i < 4; ++i) { // A question may be asked again.
            if (huge > 0) {
                server.hugeBody(huge, StubServer::Length::Silent);
            } else if (written >= 0) {
                server.halfBody(body, written);
            } else {
                server.answer(200, body, {{"Content-Type", "application/json"}});
            }
        }
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(server.url().toString(), u"ABCD-EFGH"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(sentence), qPrintable(rig.allWords()), 20000);
        QVERIFY(rig.nothingIsStored());
        // Asked as one kind and as the other, it hung up each time long before the end.
        QVERIFY(server.bytesWritten() < 2 * 64 * 1024 * 1024);
    }

    void aCertificateThatIsNotTrustedGetsNothing_data()
    {
        QTest::addColumn<bool>("pinned");
        QTest::addColumn<QStringList>("sentences");
        QTest::newRow("self-signed") << false << QStringList{u"can't prove that it is the one it says it is"_s};
        QTest::newRow("another one than the link says")
            << true
            << QStringList{u"another certificate than the one in the join link"_s, u"nothing was sent to it"_s,
                           u"Ask staff for a new join link"_s};
    }

    void aCertificateThatIsNotTrustedGetsNothing()
    {
        QFETCH(bool, pinned);
        QFETCH(QStringList, sentences);
        const SelfSigned own;
        StubServer server;
        server.useTls(QSslCertificate(own.certificatePem, QSsl::Pem), QSslKey(own.keyPem, QSsl::Ec, QSsl::Pem));
        server.answer(200, wire::compact(introduction()));
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        const JoinLink link{server.url(), u"ABCD-EFGH"_s, pinned ? QByteArray(32, 'x') : QByteArray()};
        QVERIFY(rig.tryToJoin(toText(link), u"ABCD-EFGH"_s));
        for (const auto& sentence : std::as_const(sentences)) {
            QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(sentence), qPrintable(rig.allWords()), 10000);
        }
        QVERIFY(server.requests().isEmpty());
        QVERIFY(rig.nothingIsStored());
    }

    void codesThatDoNotOpenAreExplained_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("wrong") << u"wrong"_s << u"does not know this code"_s;
        QTest::newRow("used up") << u"used up"_s << u"was used as often as it may be"_s;
        QTest::newRow("expired") << u"expired"_s << u"is past its date"_s;
    }

    void codesThatDoNotOpenAreExplained()
    {
        QFETCH(QString, kind);
        QFETCH(QString, sentence);
        Room room;
        Host::JoinCodeOptions options;
        options.uses = 1;
        options.validFor = std::chrono::hours(1);
        auto code = *room.host->makeJoinCode(room.campaign, options);
        if (kind == u"wrong"_s) {
            code = u"ZZZZ-ZZZZ-ZZZZ"_s;
        } else if (kind == u"used up"_s) {
            QVERIFY(room.host->join({code, u"Grace"_s, DeviceId{u"another"_s}, u"Laptop"_s}, u"127.0.0.1"_s));
        } else {
            room.clock.advance(std::chrono::hours(2));
        }
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(room.address(), code));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY(rig.shows(u"Neighbours for Parks"_s) || rig.shows(u"Gateway"_s));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.shows(sentence), qPrintable(rig.allWords()));
        QVERIFY(rig.button(u"joinButton"_s)->isEnabled());
        QCOMPARE(rig.typed(u"codeField"_s), code);
        QVERIFY(rig.nothingIsStored());

        // A good code in the same window works.
        QVERIFY(rig.tryToJoin(room.address(), room.code()));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        QCOMPARE(rig.secrets.entries().size(), 1);
    }

    void afterAFailedTryAndPracticeTheEntranceIsOpen()
    {
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(u"http://127.0.0.1:9"_s, u"ABCD-EFGH"_s));
        QTRY_VERIFY(rig.shows(u"Nobody answers at this address."_s));
        QVERIFY(rig.press(u"practiceButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 20000);
        rig.window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        QVERIFY(rig.press(u"finishButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(rig.button(u"leavePracticeButton"_s), 10000);
        QVERIFY(rig.press(u"leavePracticeButton"_s));
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QTRY_VERIFY(rig.button(u"continueButton"_s)->isEnabled());
    }

    void aClockAnHourOffIsSaidAndNothingIsSent()
    {
        Room room(std::chrono::hours(1));
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(room.address(), room.code()));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY2(rig.shows(u"switch on automatic time"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        rig.window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::FirstMessages);
        QTRY_VERIFY(rig.button(u"getBatch"_s));
        QVERIFY(rig.press(u"getBatch"_s));
        QTRY_VERIFY2(rig.shows(u"This computer's clock is wrong"_s), qPrintable(rig.allWords()));
        QVERIFY(room.carrier.submitted.isEmpty());
    }

    void aSessionThatStaffEndMidShiftIsSaid()
    {
        Room room;
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(room.address(), room.code()));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        const auto volunteer = entryFromBytes(rig.secrets.entries().first())->credentials.volunteer;
        const auto staff = room.host->authenticate(room.token(Role::Staff));
        QVERIFY(staff);
        QVERIFY(room.host->revoke(*staff, volunteer, u"The shift is over"_s));
        // Without anybody's doing: what was here goes up, and is deleted.
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Nothing of your shift is left on this laptop"_s),
                                  qPrintable(rig.allWords()), 40000);
        QVERIFY2(rig.shows(u"Staff ended the session of this laptop"_s), qPrintable(rig.allWords()));
        QVERIFY(!rig.window().hasShift());
        QVERIFY(rig.nothingIsStored());
        QVERIFY(rig.press(u"joinAnew"_s));
        QVERIFY(rig.typed(u"nameField"_s).isEmpty()); // The next who sits here is somebody else.
        QVERIFY(rig.button(u"continueButton"_s)->isEnabled());
    }
};

QTEST_MAIN(TestBadInput)
#include "tst_BadInput.moc"
