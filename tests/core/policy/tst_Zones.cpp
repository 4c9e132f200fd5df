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
        QTest::newRow("Panama City") << u"32401"_s << QStringList{kCentral};
        QTest::newRow("Port St. Joe") << u"32456"_s << both;
        QTest::newRow("Pensacola") << u"32501"_s << QStringList{kCentral};
        QTest::newRow("Iron Mountain") << u"49801"_s << QStringList{kCentral};
        QTest::newRow("Chattanooga") << u"37402"_s << QStringList{kEastern};
        QTest::newRow("Nashville") << u"37203"_s << QStringList{kCentral};
        QTest::newRow("El Paso") << u"79901"_s << QStringList{kMountain};
        QTest::newRow("Rapid City") << u"57701"_s << QStringList{kMountain};
        QTest::newRow("Ontario, Oregon") << u"97914"_s << QStringList{u"America/Boise"_s, kPacific};
        QTest::newRow("Window Rock") << u"86515"_s << QStringList{kMountain, u"America/Phoenix"_s};
        QTest::newRow("Phoenix") << u"85004"_s << QStringList{u"America/Phoenix"_s};
        QTest::newRow("Lewiston") << u"83501"_s << QStringList{kPacific};
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
    void aZipThatDoesNotExistClosesAndSaysSo()
    {
        for (const auto& zip : {u"1000"_s, u"100011"_s, u"10001-12"_s, u"00000"_s, u"99999"_s, u"60600"_s, u"12"_s}) {
            QCOMPARE(zonesFor(who(u"415"_s, zip)).trouble, PlaceTrouble::NoSuchZip);
            QCOMPARE(zonesFor(who(u"415"_s, zip, u"CA"_s)).trouble, PlaceTrouble::NoSuchZip);
        }
    }
    void aPostalCodeOfAnotherCountryIsPassedOver()
    {
        for (const auto& code : {u"M5V 3L9"_s, u"1000X"_s, u"n/a"_s, u"-"_s, u""_s, u"٦٠٦٠١"_s}) {
            QCOMPARE(zonesFor(who(u"415"_s, code)).source, ZoneSource::AreaCode);
            QCOMPARE(zonesFor(who(u"415"_s, code)).trouble, PlaceTrouble::None);
        }
    }
    void theZerosThatSpreadsheetsDropAreReadBack()
    {
        QCOMPARE(zonesFor(who(u"415"_s, u"2139"_s)).states, QStringList{u"MA"_s});
        QCOMPARE(zonesFor(who(u"415"_s, u"901"_s)).states, QStringList{u"PR"_s});
        QCOMPARE(zonesFor(who(u"415"_s, u"606011234"_s)).states, QStringList{u"IL"_s});
        QCOMPARE(zonesFor(who(u"415"_s, u"60601 1234"_s)).states, QStringList{u"IL"_s});
        QCOMPARE(zonesFor(who(u"415"_s, u"21391234"_s)).states, QStringList{u"MA"_s});
    }
    void anAddressThatContradictsItselfClosesAndSaysSo()
    {
        const auto found = zonesFor(who(u"415"_s, u"10001"_s, u"CA"_s));
        QCOMPARE(found.trouble, PlaceTrouble::Contradiction);
        QCOMPARE(found.zones, QStringList({kPacific, kEastern}));
        QCOMPARE(found.states, QStringList({u"CA"_s, u"NY"_s}));
        QCOMPARE(zonesFor(who(u"415"_s, u"10001"_s, u"NY"_s)).trouble, PlaceTrouble::None);
        QCOMPARE(zonesFor(who(u"415"_s, u"10001"_s, u"New York"_s)).trouble, PlaceTrouble::None);
    }
    void theMilitaryPostTellsNoPlace()
    {
        QCOMPARE(zonesFor(who(u"415"_s, u"09012"_s)).trouble, PlaceTrouble::Military);
        QCOMPARE(zonesFor(who(u"415"_s, u"96201"_s, u"AP"_s)).trouble, PlaceTrouble::Military);
        QCOMPARE(zonesFor(who(u"415"_s, {}, u"AE"_s)).trouble, PlaceTrouble::Military);
    }
    void aNumberThatTellsNoPlaceNeedsAnAddress()
    {
        for (const auto& code : {u"800"_s, u"888"_s, u"833"_s, u"900"_s, u"500"_s, u"700"_s}) {
            QCOMPARE(zonesFor(who(code)).trouble, PlaceTrouble::NonGeographic);
            QCOMPARE(zonesFor(who(code, u"60601"_s)).trouble, PlaceTrouble::None);
        }
        Contact london;
        london.phone = PhoneNumber::fromE164(u"+442079460018"_s).value();
        QCOMPARE(zonesFor(london).trouble, PlaceTrouble::OtherCountry);
        london.zip = u"60601"_s;
        QCOMPARE(zonesFor(london).zones, QStringList{kCentral});
    }
    void everyStateThatMayApplyIsNamed()
    {
        QCOMPARE(zonesFor(who(u"415"_s)).states, QStringList{u"CA"_s});
        QCOMPARE(zonesFor(who(u"415"_s, {}, u"tx"_s)).states, QStringList{u"TX"_s});
        QVERIFY(zonesFor(who(u"416"_s)).states.isEmpty()); // Toronto.
        const auto anywhere = zonesFor(Contact()).states;
        QCOMPARE(anywhere.size(), 51);
        for (int code = 200; code < 1000; ++code) {
            if (const auto* row = findAreaCode(QString::number(code))) {
                QVERIFY(std::is_sorted(row->states.cbegin(), row->states.cend()));
                QVERIFY2(row->region != "US"_L1 || !row->states.isEmpty(), qPrintable(QString::number(code)));
            }
        }
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
        const auto ids = QTimeZone::availableTimeZoneIds();
        QSet<QString> known;
        for (const auto& id : ids) {
            known.insert(QString::fromUtf8(id));
        }
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
        QCOMPARE(codes, 455);
        int zips = 0;
        for (int zip = 0; zip < 100'000; ++zip) {
            const auto found = zonesFor(who(u"999"_s, u"%1"_s.arg(zip, 5, 10, QChar(u'0'))));
            if (found.trouble != PlaceTrouble::None) {
                continue;
            }
            ++zips;
            QCOMPARE(found.source, ZoneSource::Zip);
            QVERIFY(!found.states.isEmpty() && std::is_sorted(found.states.cbegin(), found.states.cend()));
            QVERIFY(!found.zones.isEmpty() && std::is_sorted(found.zones.cbegin(), found.zones.cend()));
            for (const auto& zone : found.zones) {
                QVERIFY2(known.contains(zone), qPrintable(zone));
            }
        }
        QVERIFY2(zips > 40'000, qPrintable(QString::number(zips)));
    }
    void anUnknownCodeIsAnywhereInTheFiftyStates()
    {
        const auto found = zonesFor(who(u"999"_s));
        QCOMPARE(found.trouble, PlaceTrouble::None);
        QCOMPARE(found.source, ZoneSource::Country);
        for (const auto& zone : {kEastern, kCentral, kMountain, kPacific, u"America/Phoenix"_s, u"America/Anchorage"_s,
                                 u"America/Adak"_s, u"Pacific/Honolulu"_s}) {
            QVERIFY2(found.zones.contains(zone), qPrintable(zone));
        }
        QVERIFY(!found.zones.contains(u"Pacific/Guam"_s));
        QVERIFY(std::is_sorted(found.zones.cbegin(), found.zones.cend()));
        QCOMPARE(zonesFor({}).zones, found.zones);
    }
    void withoutANumberTheGatewaysWordCounts()
    {
        Contact contact;
        contact.numberHidden = true;
        QCOMPARE(zonesFor(contact).source, ZoneSource::Country); // It says nothing either.
        contact.zones = {kPacific, kEastern, kPacific};
        const auto found = zonesFor(contact);
        QCOMPARE(found.zones, (QStringList{kPacific, kEastern}));
        QCOMPARE(found.source, ZoneSource::Gateway);
        QCOMPARE(found.trouble, PlaceTrouble::None);
        QCOMPARE(found.states, zonesFor({}).states); // Which one nobody says: the rules of all of them.
        // An address is better known, and what is wrong with one is not mended by that word.
        contact.state = u"CO"_s;
        QCOMPARE(zonesFor(contact).source, ZoneSource::State);
        QCOMPARE(zonesFor(contact).zones, zonesFor(who(u"212"_s, {}, u"CO"_s)).zones);
        contact.zip = u"10001"_s;
        QCOMPARE(zonesFor(contact).trouble, PlaceTrouble::Contradiction);
        contact.zip = u"00000"_s;
        QCOMPARE(zonesFor(contact).trouble, PlaceTrouble::NoSuchZip);
    }
    void aNumberThatTellsItsPlaceGoesBeforeTheGatewaysWord()
    {
        auto contact = who(u"212"_s);
        contact.zones = {kPacific};
        QCOMPARE(zonesFor(contact).zones, zonesFor(who(u"212"_s)).zones);
        QCOMPARE(zonesFor(contact).source, ZoneSource::AreaCode);
        // One that tells nothing keeps every zone, and gets that one too.
        contact = who(u"999"_s);
        contact.zones = {u"Pacific/Guam"_s};
        QCOMPARE(zonesFor(contact).source, ZoneSource::Country);
        QVERIFY(zonesFor(contact).zones.contains(u"Pacific/Guam"_s));
        QVERIFY(zonesFor(contact).zones.contains(kEastern));
        // A toll-free number is nowhere, whatever anybody says.
        contact = who(u"800"_s);
        contact.zones = {kPacific};
        QCOMPARE(zonesFor(contact).trouble, PlaceTrouble::NonGeographic);
        Contact abroad;
        abroad.phone = PhoneNumber::fromE164(u"+442079460018"_s).value();
        abroad.zones = {kPacific};
        QCOMPARE(zonesFor(abroad).trouble, PlaceTrouble::OtherCountry);
    }
    void anotherCountryHasItsOwnZones()
    {
        Contact contact;
        contact.phone = PhoneNumber::fromE164(u"+442079460018"_s).value();
        QVERIFY(zonesFor(contact).zones.contains(u"Europe/London"_s));
        QVERIFY(!zonesFor(contact).zones.contains(kEastern));
    }
};

QTEST_GUILESS_MAIN(tst_Zones)
#include "tst_Zones.moc"
