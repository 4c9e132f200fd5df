#include "core/session/JoinLink.h"

#include <QTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

class TestJoinLink : public QObject
{
    Q_OBJECT
private slots:
    void readsALink();
    void refusesABadLink_data();
    void refusesABadLink();
    void readsWhatSpokeHandsOut_data();
    void readsWhatSpokeHandsOut();
    void readsALinkOfAnotherKind();
    void readsAnAddress_data();
    void readsAnAddress();
    void normalisesACode_data();
    void normalisesACode();
    void everyLinkSurvivesTheRoundTrip();
    void anyTextIsReadOrRefused();
};

void TestJoinLink::readsALink()
{
    const auto pin = QByteArray(32, 'a');
    const auto link = parseJoinLink(
        u"textbank://join?gateway=https%3A%2F%2Froom.example.org%3A8443%2F&code=k7qd9xmp&pin=%1&name=Friends&new=1"_s
            .arg(QString::fromLatin1(pin.toHex())));
    QVERIFY(link);
    QCOMPARE(link->gateway, QUrl(u"https://room.example.org:8443"_s));
    QCOMPARE(link->code, u"K7QD-9XMP"_s);
    QCOMPARE(link->pin, pin);
}

void TestJoinLink::refusesABadLink_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    const auto good = u"textbank://join?gateway=https%3A%2F%2Froom.example.org&code=ABCD"_s;
    QTest::newRow("empty") << QString() << u"scheme"_s;
    QTest::newRow("web link") << u"https://join?gateway=x"_s << u"scheme"_s;
    QTest::newRow("other verb") << QString(good).replace(u"join"_s, u"send"_s) << u"scheme"_s;
    QTest::newRow("no gateway") << u"textbank://join?code=ABCD"_s << u"gateway"_s;
    QTest::newRow("no scheme") << u"textbank://join?gateway=room.example.org&code=ABCD"_s << u"gateway"_s;
    QTest::newRow("file") << u"textbank://join?gateway=file%3A%2F%2F%2Fetc%2Fpasswd&code=ABCD"_s << u"gateway"_s;
    QTest::newRow("user info") << u"textbank://join?gateway=https%3A%2F%2Fa%3Ab%40room.example.org&code=ABCD"_s
                               << u"gateway"_s;
    QTest::newRow("plain") << u"textbank://join?gateway=http%3A%2F%2Froom.example.org&code=ABCD"_s << u"plaintext"_s;
    QTest::newRow("no code") << u"textbank://join?gateway=https%3A%2F%2Froom.example.org"_s << u"code"_s;
    QTest::newRow("blank code") << u"textbank://join?gateway=https%3A%2F%2Froom.example.org&code=--"_s << u"code"_s;
    QTest::newRow("short pin") << good + u"&pin=abcd"_s << u"pin"_s;
    QTest::newRow("pin not hex") << good + u"&pin="_s + QString(64, u'z') << u"pin"_s;
    QTest::newRow("pin with noise") << good + u"&pin="_s + QString(64, u'a') + u"zz"_s << u"pin"_s;
    QTest::newRow("kind of tomorrow") << good + u"&kind=carrier-pigeon"_s << u"kind"_s;
    QTest::newRow("no code of its kind") << u"textbank://join?gateway=https%3A%2F%2Froom.example.org&kind=textbank"_s
                                         << u"code"_s;
    QTest::newRow("reset") << u"https://spoke.example.org/reset/3f2a"_s << u"reset"_s;
    QTest::newRow("plain web link") << u"http://spoke.example.org/3f2a/join"_s << u"plaintext"_s;
    QTest::newRow("web link with user info") << u"https://a:b@spoke.example.org/3f2a/join"_s << u"gateway"_s;
    QTest::newRow("endless") << good + u"&x="_s + QString(10'000, u'a') << u"scheme"_s;
    QTest::newRow("endless when written down")
        << u"https://spoke.example.org/"_s + QString(500, QChar(0x20AC)) + u"/join"_s << u"scheme"_s;
    QTest::newRow("endless address in it")
        << u"textbank://join?code=ABCD&gateway=https%3A%2F%2Froom.example.org/"_s + QString(500, QChar(0x20AC))
        << u"gateway"_s;
    QTest::newRow("endless with its address")
        << u"textbank://join?code=ABCD&gateway=https%3A%2F%2Froom.example.org/"_s + QString(400, QChar(0x20AC))
        << u"scheme"_s;
}

void TestJoinLink::refusesABadLink()
{
    QFETCH(QString, text);
    QFETCH(QString, why);
    const auto link = parseJoinLink(text);
    QVERIFY(!link);
    QVERIFY(link.error().code == ErrorCode::Invalid);
    QCOMPARE(link.error().detail, why);
}

void TestJoinLink::readsWhatSpokeHandsOut_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("gateway"); // Or "!" and the reason.
    QTest::addColumn<QString>("invitation");
    QTest::addColumn<bool>("spoke");
    const auto host = u"https://spoke.example.org"_s;
    const auto uuid = u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s;
    const auto row = [&](const char* name, const QString& path, const QString& invitation) {
        QTest::newRow(name) << host + path << host << invitation << true;
    };
    row("organisation", u"/%1/join"_s.arg(uuid), u"/%1/join"_s.arg(uuid));
    row("campaign", u"/%1/join/12"_s.arg(uuid), u"/%1/join/12"_s.arg(uuid));
    row("replies", u"/%1/replies/12"_s.arg(uuid), u"/%1/replies/12"_s.arg(uuid));
    row("invite", u"/invite/%1"_s.arg(uuid), u"/invite/%1"_s.arg(uuid));
    row("last slash", u"/%1/join/"_s.arg(uuid), u"/%1/join"_s.arg(uuid));
    row("noise behind it", u"/%1/join/12?utm=x#top"_s.arg(uuid), u"/%1/join/12"_s.arg(uuid));
    row("log-in", u"/login?nextUrl=/%1/join"_s.arg(uuid), u"/%1/join"_s.arg(uuid));
    row("log-in, encoded", u"/login?nextUrl=%2Finvite%2F"_s + uuid, u"/invite/%1"_s.arg(uuid));
    row("log-in alone", u"/login"_s, {});
    row("log-in for the app", u"/login?nextUrl=/app"_s, {});
    row("log-in for somewhere else", u"/login?nextUrl=https://evil.example.org/%1/join"_s.arg(uuid), {});
    row("log-in for another host", u"/login?nextUrl=//evil.example.org/%1/join"_s.arg(uuid), {});
    row("from the browser", u"/app/1/todos"_s, {});
    QTest::newRow("without https") << u"spoke.example.org/%1/join/12"_s.arg(uuid) << host << u"/%1/join/12"_s.arg(uuid)
                                   << true;
    QTest::newRow("this computer") << u"http://localhost:3000/%1/join"_s.arg(uuid) << u"http://localhost:3000"_s
                                   << u"/%1/join"_s.arg(uuid) << true;
    QTest::newRow("in the open") << u"http://spoke.example.org/%1/join"_s.arg(uuid) << u"!plaintext"_s << QString()
                                 << false;
    QTest::newRow("reset") << host + u"/reset/"_s + uuid << u"!reset"_s << QString() << false;
    QTest::newRow("reset behind log-in") << host + u"/login?nextUrl=/reset/"_s + uuid << u"!reset"_s << QString()
                                         << false;
    QTest::newRow("an address") << host + u'/' << host << QString() << false;
    QTest::newRow("an address with a path") << host + u"/texting"_s << host + u"/texting"_s << QString() << false;
    QTest::newRow("a path like one") << host + u"/a/join/x"_s << host + u"/a/join/x"_s << QString() << false;
    QTest::newRow("words") << u"my gateway"_s << u"!gateway"_s << QString() << false;
}

void TestJoinLink::readsWhatSpokeHandsOut()
{
    QFETCH(QString, typed);
    QFETCH(QString, gateway);
    QFETCH(QString, invitation);
    QFETCH(bool, spoke);
    const auto link = parseLinkOrAddress(typed);
    QCOMPARE(link ? link->gateway.toString() : u'!' + link.error().detail, gateway);
    if (!link) {
        return;
    }
    QCOMPARE(link->invitation, invitation);
    QCOMPARE(link->kind == GatewayKind::Spoke, spoke);
    if (spoke) {
        QCOMPARE(*parseLinkOrAddress(toText(*link)), *link);
    }
}

void TestJoinLink::readsALinkOfAnotherKind()
{
    const auto link = parseJoinLink(u"textbank://join?gateway=https%3A%2F%2Fspoke.example.org&kind=spoke"_s);
    QVERIFY(link);
    QVERIFY(link->kind == GatewayKind::Spoke);
    QVERIFY(link->code.isEmpty() && link->invitation.isEmpty());
    QVERIFY(parseLinkOrAddress(u"textbank://join?gateway=https%3A%2F%2Froom.example.org&code=ABCD"_s)->kind ==
            std::nullopt);
    const JoinLink below{QUrl(u"https://example.org/texting"_s), {}, {}, GatewayKind::Spoke, u"/3f2a/join"_s};
    QCOMPARE(*parseJoinLink(toText(below)), below);
    const auto bent =
        parseJoinLink(u"textbank://join?gateway=https%3A%2F%2Fspoke.example.org&kind=spoke&invitation=%2Freset%2Fx"_s);
    QVERIFY(bent);
    QVERIFY(bent->invitation.isEmpty());
}

void TestJoinLink::readsAnAddress_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("read"); // Or "!" and the reason.
    QTest::newRow("host") << u" room.example.org "_s << u"https://room.example.org"_s;
    QTest::newRow("host and port") << u"room.example.org:8443"_s << u"https://room.example.org:8443"_s;
    QTest::newRow("path") << u"https://example.org/texting/"_s << u"https://example.org/texting"_s;
    QTest::newRow("loopback") << u"http://127.0.0.1:8443"_s << u"http://127.0.0.1:8443"_s;
    QTest::newRow("loopback 6") << u"http://[::1]:8443"_s << u"http://[::1]:8443"_s;
    QTest::newRow("localhost") << u"http://localhost:8443"_s << u"http://localhost:8443"_s;
    QTest::newRow("plain") << u"http://192.168.1.20:8443"_s << u"!plaintext"_s;
    QTest::newRow("not loopback") << u"http://127.0.0.1.example.org"_s << u"!plaintext"_s;
    QTest::newRow("ftp") << u"ftp://example.org"_s << u"!gateway"_s;
    QTest::newRow("empty") << u"  "_s << u"!gateway"_s;
    QTest::newRow("words") << u"my gateway"_s << u"!gateway"_s;
    QTest::newRow("user info") << u"https://a:b@example.org"_s << u"!gateway"_s;
    QTest::newRow("query") << u"https://example.org?x=1"_s << u"!gateway"_s;
    QTest::newRow("fragment") << u"https://example.org#x"_s << u"!gateway"_s;
    QTest::newRow("no host") << u"https://"_s << u"!gateway"_s;
    QTest::newRow("endless when written down") << u"example.org/"_s + QString(500, QChar(0x20AC)) << u"!gateway"_s;
}

void TestJoinLink::readsAnAddress()
{
    QFETCH(QString, typed);
    QFETCH(QString, read);
    const auto address = parseGatewayAddress(typed);
    QCOMPARE(address ? address->toString() : u'!' + address.error().detail, read);
}

void TestJoinLink::normalisesACode_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    QTest::newRow("spaces") << u"abcd efgh"_s << u"ABCD-EFGH"_s;
    QTest::newRow("three groups") << u"k7qd-9xmp-4trw"_s << u"K7QD-9XMP-4TRW"_s;
    QTest::newRow("look-alikes") << u"OoIiLl01"_s << u"0011-1101"_s;
    QTest::newRow("full width") << u"ＡＢＣＤ"_s << u"ABCD"_s;
    QTest::newRow("noise") << u"«A.B»\u200Bc/d!"_s << u"ABCD"_s;
    QTest::newRow("nothing") << u" - "_s << QString();
}

void TestJoinLink::normalisesACode()
{
    QFETCH(QString, typed);
    QFETCH(QString, code);
    QCOMPARE(normalisedJoinCode(typed), code);
    QCOMPARE(normalisedJoinCode(code), code);
}

void TestJoinLink::everyLinkSurvivesTheRoundTrip()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    const auto held = rc::check("every link survives the round trip", [] {
        JoinLink link;
        link.gateway = *parseGatewayAddress(
            u"https://room-%1.example.org:%2/a%20b"_s.arg(*rc::gen::inRange(0, 1000)).arg(*rc::gen::inRange(1, 65536)));
        const auto letters = *rc::gen::nonEmpty(
            rc::gen::container<std::string>(rc::gen::elementOf(std::string("23456789ABCDEFGHJKMNPQRSTVWXYZ"))));
        link.code = normalisedJoinCode(QString::fromStdString(letters));
        if (*rc::gen::arbitrary<bool>()) {
            const auto bytes = *rc::gen::container<std::string>(32, rc::gen::arbitrary<char>());
            link.pin = QByteArray::fromStdString(bytes);
        }
        if (*rc::gen::arbitrary<bool>()) {
            link.kind = *rc::gen::element(GatewayKind::Textbank, GatewayKind::Spoke);
            if (link.kind == GatewayKind::Spoke && *rc::gen::arbitrary<bool>()) {
                link.invitation = u"/3f2a-%1/join"_s.arg(*rc::gen::inRange(0, 1000));
            }
        }
        const auto back = parseJoinLink(toText(link));
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == link);
    });
    QVERIFY(held);
#else
    QSKIP("RapidCheck is missing");
#endif
}

void TestJoinLink::anyTextIsReadOrRefused()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    const auto held = rc::check("any text is read or refused, and never to plain HTTP in the open", [] {
        const auto text = *rc::gen::arbitrary<std::string>();
        const auto link = parseJoinLink(u"textbank://join?"_s + QString::fromStdString(text));
        if (link) {
            RC_ASSERT(link->gateway.scheme() == u"https"_s || link->gateway.host() == u"localhost"_s);
        }
        const auto code = normalisedJoinCode(QString::fromStdString(text));
        RC_ASSERT(normalisedJoinCode(code) == code);
    });
    QVERIFY(held);
#else
    QSKIP("RapidCheck is missing");
#endif
}

QTEST_GUILESS_MAIN(TestJoinLink)
#include "tst_JoinLink.moc"
