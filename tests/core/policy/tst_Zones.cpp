#include "core/model/AreaCodes.h"
#include "core/policy/Zones.h"

#include <QTimeZone>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const auto kEastern = u"America/New_York"_s;
const auto kCentral = u"America/Chicago"_s;
const auto kMountain = u"America/Denver"_s;
const auto kPacific = u"America/Los_Angeles"_s;

Contact who(const QString& code, const QString& zip = {}, const QString& state = {})
{
    Contact contact;
    contact.phone = PhoneNumber::fromE164(u"+1"_s + code + u"5550142"_s).value();
    contact.zip = zip;
    contact.state = state;
    return contact;
}

QSet<int> offsets(const QStringList& zones)
{
    QSet<int> out;
    for (const auto& zone : zones) {
        for (const auto month : {1, 7}) {
            out.insert(
                month * 100000 +
                QTimeZone(zone.toUtf8()).offsetFromUtc(QDateTime(QDate(2026, month, 15), QTime(12, 0), Qt::UTC)));
        }
    }
    return out;
}

} // namespace

class tst_Zones : public QObject
{
    Q_OBJECT
private slots:
    void aStateIsKnownByItsNameToo()
    {
        for (const auto& written : {u"CA"_s, u" ca "_s, u"California"_s, u"CALIFORNIA"_s}) {
            const auto contact = who(u"212"_s, {}, written);
            QCOMPARE(zonesFor(contact).source, ZoneSource::State);
            QCOMPARE(zonesFor(contact).zones, QStringList{u"America/Los_Angeles"_s});
            QCOMPARE(statesFor(contact), QStringList{u"CA"_s});
        }
        QCOMPARE(statesFor(who(u"212"_s, {}, u"New  York"_s)), QStringList{u"NY"_s});
        for (const auto& unknown : {u""_s, u"ZZ"_s, u"Ontario"_s, u"C"_s}) {
            QVERIFY(statesFor(who(u"415"_s, {}, unknown)).isEmpty()); // An area code is no address.
        }
    }
    void whereListAndZipDifferItMayBeEither()
    {
        QCOMPARE(statesFor(who(u"415"_s, u"10001"_s, {})), QStringList{u"NY"_s});
        QCOMPARE(statesFor(who(u"415"_s, u"10001"_s, u"NY"_s)), QStringList{u"NY"_s});
        QCOMPARE(statesFor(who(u"415"_s, u"10001"_s, u"California"_s)), (QStringList{u"CA"_s, u"NY"_s}));
    }
    void theAddressGoesBeforeTheNumber()
    {
        const auto byZip = zonesFor(who(u"415"_s, u"10001"_s, u"NY"_s));
        QCOMPARE(byZip.source, ZoneSource::Zip);
        QCOMPARE(byZip.zones, QStringList{kEastern});
        const auto byState = zonesFor(who(u"415"_s, {}, u"co"_s));
        QCOMPARE(byState.source, ZoneSource::State);
        QCOMPARE(byState.zones, QStringList{kMountain});
        const auto byCode = zonesFor(who(u"415"_s));
        QCOMPARE(byCode.source, ZoneSource::AreaCode);
        QCOMPARE(byCode.zones, QStringList{kPacific});
    }
    void zipsAreReadAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("zip");
        QTest::addColumn<QStringList>("zones");
        const QStringList both{kCentral, kEastern};
        QTest::newRow("plus four") << u"60601-1234"_s << QStringList{kCentral};
        QTest::newRow("Gary") << u"46402"_s << QStringList{kCentral};
        QTest::newRow("Indianapolis") << u"46204"_s << QStringList{kEastern};
        QTest::newRow("Evansville") << u"47708"_s << QStringList{kCentral};
        QTest::newRow("Paducah") << u"42001"_s << QStringList{kCentral};
        QTest::newRow("Louisville") << u"40202"_s << QStringList{kEastern};
        QTest::newRow("Panama City") << u"32401"_s << both;
        QTest::newRow("Pensacola") << u"32501"_s << QStringList{kCentral};
        QTest::newRow("Iron Mountain") << u"49801"_s << both;
        QTest::newRow("Chattanooga") << u"37402"_s << QStringList{kEastern};
        QTest::newRow("Nashville") << u"37203"_s << QStringList{kCentral};
        QTest::newRow("El Paso") << u"79901"_s << QStringList{kMountain};
        QTest::newRow("Rapid City") << u"57701"_s << QStringList{kCentral, kMountain};
        QTest::newRow("Ontario, Oregon") << u"97914"_s << QStringList{u"America/Boise"_s, kPacific};
        QTest::newRow("Window Rock") << u"86515"_s << QStringList{kMountain, u"America/Phoenix"_s};
        QTest::newRow("Phoenix") << u"85004"_s << QStringList{u"America/Phoenix"_s};
        QTest::newRow("Lewiston") << u"83501"_s << QStringList{u"America/Boise"_s, kPacific};
        QTest::newRow("Honolulu") << u"96813"_s << QStringList{u"Pacific/Honolulu"_s};
        QTest::newRow("Pago Pago") << u"96799"_s << QStringList{u"Pacific/Pago_Pago"_s};
        QTest::newRow("San Juan") << u"00901"_s << QStringList{u"America/Puerto_Rico"_s};
    }
    void zipsAreReadAsTheyAreWritten()
    {
        QFETCH(QString, zip);
        QFETCH(QStringList, zones);
        const auto found = zonesFor(who(u"415"_s, zip));
        QCOMPARE(found.zones, zones);
        QCOMPARE(found.source, ZoneSource::Zip);
    }
    void whatIsNoZipIsPassedOver()
    {
        for (const auto& zip :
             {u"1000"_s, u"1000X"_s, u"100011"_s, u"10001-12"_s, u"09012"_s, u"00000"_s, u"٦٠٦٠١"_s}) {
            QCOMPARE(zonesFor(who(u"415"_s, zip)).source, ZoneSource::AreaCode);
        }
    }
    void anAddressThatContradictsItselfIsInBothPlaces()
    {
        QCOMPARE(zonesFor(who(u"415"_s, u"10001"_s, u"CA"_s)).zones, QStringList({kPacific, kEastern}));
    }
    void theCodesOfSeveralZonesHaveThemAll_data()
    {
        QTest::addColumn<QString>("code");
        const auto codes = u"208 986 219 250 270 364 308 418 423 480 520 602 623 928 541 458 574 605 606 620 701 709 "
                           u"775 785 807 812 930 850 "
                           "448 867 906 907"_s;
        for (const auto& code : codes.split(u' ')) {
            QTest::newRow(qPrintable(code)) << code;
        }
    }
    void theCodesOfSeveralZonesHaveThemAll()
    {
        QFETCH(QString, code);
        const auto* row = findAreaCode(code);
        QVERIFY(row);
        QVERIFY2(offsets(row->zones).size() > 2, qPrintable(row->zones.join(u' ')));
    }
    void overlaysHaveTheirParentsZones()
    {
        const QList<std::pair<QString, QString>> pairs{
            {u"364"_s, u"270"_s}, {u"448"_s, u"850"_s}, {u"458"_s, u"541"_s},
            {u"930"_s, u"812"_s}, {u"689"_s, u"407"_s}, {u"729"_s, u"423"_s},
            {u"986"_s, u"208"_s}, {u"879"_s, u"709"_s}, {u"257"_s, u"250"_s}};
        for (const auto& [overlay, parent] : pairs) {
            QVERIFY2(findAreaCode(overlay), qPrintable(overlay));
            QCOMPARE(findAreaCode(overlay)->zones, findAreaCode(parent)->zones);
        }
    }
    void everyZoneOfTheTablesIsKnown()
    {
        int codes = 0;
        for (int code = 200; code < 1000; ++code) {
            if (const auto* row = findAreaCode(QString::number(code))) {
                ++codes;
                QVERIFY(!row->zones.isEmpty());
                for (const auto& zone : row->zones) {
                    QVERIFY2(QTimeZone(zone.toUtf8()).isValid(), qPrintable(zone));
                }
            }
        }
        QCOMPARE(codes, 454);
        int prefixes = 0;
        for (int prefix = 0; prefix < 1000; ++prefix) {
            const auto found = zonesFor(who(u"999"_s, u"%1"_s.arg(prefix, 3, 10, QChar(u'0')) + u"01"_s));
            prefixes += found.source == ZoneSource::Zip ? 1 : 0;
            for (const auto& zone : found.zones) {
                QVERIFY2(QTimeZone(zone.toUtf8()).isValid(), qPrintable(zone));
            }
        }
        QVERIFY(prefixes > 900);
    }
    void anUnknownCodeIsAnywhereInTheFiftyStates()
    {
        const auto found = zonesFor(who(u"800"_s));
        QCOMPARE(found.source, ZoneSource::Country);
        for (const auto& zone : {kEastern, kCentral, kMountain, kPacific, u"America/Phoenix"_s, u"America/Anchorage"_s,
                                 u"America/Adak"_s, u"Pacific/Honolulu"_s}) {
            QVERIFY2(found.zones.contains(zone), qPrintable(zone));
        }
        QVERIFY(!found.zones.contains(u"Pacific/Guam"_s));
        QVERIFY(std::is_sorted(found.zones.cbegin(), found.zones.cend()));
        QCOMPARE(zonesFor({}).zones, found.zones);
    }
    void anotherCountryHasItsOwnZones()
    {
        Contact contact;
        contact.phone = PhoneNumber::fromE164(u"+442079460018"_s).value();
        QVERIFY(zonesFor(contact).zones.contains(u"Europe/London"_s));
        QVERIFY(!zonesFor(contact).zones.contains(kEastern));
    }
    void aLookUpIsQuick()
    {
        const auto byZip = who(u"415"_s, u"60601"_s, u"IL"_s);
        const auto byCode = who(u"415"_s);
        qsizetype found = 0;
        QElapsedTimer timer;
        timer.start();
        constexpr int kRounds = 50000;
        for (int i = 0; i < kRounds; ++i) {
            found += zonesFor(byZip).zones.size() + zonesFor(byCode).zones.size();
        }
        const auto each = timer.nsecsElapsed() / kRounds / 2;
        qInfo("one look-up: %lld ns", static_cast<long long>(each));
        QCOMPARE(found, qsizetype(2) * kRounds);
        QVERIFY(each < 50000);
    }
};

QTEST_GUILESS_MAIN(tst_Zones)
#include "tst_Zones.moc"
