#include "core/compose/Segments.h"
#include "core/compose/Template.h"
#include "core/host/CampaignTable.h"
#include "core/host/ContactImport.h"
#include "core/host/PracticeCampaign.h"
#include "core/host/carrier/SimulatedVoters.h"
#include "core/policy/TextingHours.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Result<ContactList> read(const QByteArray& csv)
{
    QBuffer device;
    device.setData(csv);
    device.open(QIODevice::ReadOnly);
    return readContactList(device);
}

/// A campaign with one step and these members of its policy.
QByteArray documentWith(const QByteArray& policy, const QByteArray& members = {})
{
    return R"({"organisation":"A","title":"B","registration":"registered",)" + members +
           R"("steps":[{"id":"a","texts":{"":"Hi"}}],"policy":{"version":"1",)" + policy + "}}";
}

/// A host with the practice campaign, whose clock is in the middle of the night.
struct PracticeRoom
{
    PracticeRoom()
    {
        clock.advance(std::chrono::hours(11));
        Host::Options options;
        options.databasePath = u":memory:"_s;
        options.practice = true;
        host = *Host::open(options, carrier, clock, random);
        campaign = *loadPracticeCampaign(*host);
        const auto code = *host->makeJoinCode(campaign, {});
        caller = *host->authenticate(host->join({code, u"Grace"_s, DeviceId{u"d"_s}, {}}, {})->token);
    }
    FakeClock clock;
    SeededRandom random{3};
    KeepingCarrier carrier;
    std::unique_ptr<Host> host;
    CampaignId campaign;
    Caller caller;
};

} // namespace

class ContactImportTest : public QObject
{
    Q_OBJECT
private slots:
    void columnsAreKnownByTheirUsualNames()
    {
        const auto list = read("\xEF\xBB\xBF"
                               "first_name,LAST NAME,Cell Phone,Zip Code,ST,State,Preferred Language,Polling Place\r\n"
                               "Ana,Ruiz,(415) 555-0132,2139,x,massachusetts,Spanish,\"Hall, north\"\r\n");
        QVERIFY(list);
        QCOMPARE(list->contacts.size(), 1);
        const auto& contact = list->contacts.front().contact;
        QCOMPARE(contact.firstName, u"Ana"_s);
        QCOMPARE(contact.lastName, u"Ruiz"_s);
        QCOMPARE(contact.phone.e164(), u"+14155550132"_s);
        QCOMPARE(contact.zip, u"02139"_s);
        QCOMPARE(contact.state, u"MA"_s);
        QCOMPARE(contact.language, u"es"_s);
        QCOMPARE(contact.fields.value(u"Polling Place"_s), u"Hall, north"_s);
        QCOMPARE(contact.fields.value(u"ST"_s), u"x"_s);
    }
    void badLinesAreRefusedByThemselves()
    {
        const auto list =
            read("name,phone\nA,4155550132\nB,\nC,call me\nD,\"415\n5550133\"\nE,415-555-0134 x12\nF,4155550135\n");
        QVERIFY(list);
        QStringList refused;
        for (const auto& [line, why] : list->refused) {
            refused.append(u"%1 %2"_s.arg(line).arg(why));
        }
        QVERIFY2(refused.contains(u"3 phone: empty"_s), qPrintable(refused.join(u'|')));
        QVERIFY(refused.contains(u"4 phone: letters"_s));
        QVERIFY2(refused.contains(u"7 phone: extension"_s), qPrintable(refused.join(u'|')));
        QCOMPARE(list->contacts.back().line, 8);
    }
    void numbersThatAreNoVotersAreRefusedWithAReason()
    {
        const auto list = read("phone\n900-555-2368\n800-555-2368\n(888) 234-5678\n+44 20 7946 0958\n"
                               "+52 55 1234 5678\n416-555-0132\n787-555-0132\n4155550132\n");
        QVERIFY(list);
        QStringList refused;
        for (const auto& [line, why] : list->refused) {
            refused.append(u"%1 %2"_s.arg(line).arg(why));
        }
        QCOMPARE(refused.join(u'|'), u"2 phone: premium|3 phone: tollFree|4 phone: tollFree|5 phone: abroad|"
                                     "6 phone: abroad|7 phone: abroad"_s);
        QCOMPARE(list->contacts.size(), 2); // Puerto Rico stays in.
        const auto moved = read("phone,zip\n416-555-0132,60601\n876-555-0132,\n");
        QCOMPARE(moved->contacts.size(), 1); // A Canadian number in Chicago.
        QCOMPARE(moved->refused.size(), 1);
    }
    void aLineWithMoreCellsThanTheHeaderIsRefused()
    {
        const auto list = read("first,last,phone\nAna,Ruiz,Jr.,4155550132\nBob,Ruiz,4155550133,\nEve,Ruiz,4155550134\n"
                               "Zoe\n");
        QVERIFY(list);
        QCOMPARE(list->refused.size(), 3);
        QCOMPARE(list->refused.at(0).first, 2);
        QCOMPARE(list->refused.at(0).second, u"row: too many cells"_s);
        QCOMPARE(list->refused.at(1).second, u"row: too many cells"_s);
        QCOMPARE(list->refused.at(2).second, u"phone: empty"_s);
        QCOMPARE(list->contacts.size(), 1);
    }
    void oddZipsAreWarnedOfAndTheirPeopleStayIn()
    {
        const auto list = read("phone,zip,state\n4155550101,94110,CA\n4155550102,78701,CA\n4155550103,ABCDE,CA\n"
                               "4155550104,1234567,CA\n4155550105,,CA\n4155550106,2139,Massachusetts\n"
                               "4155550107,94110-1234,\n4155550108,94110,Nowhere\n");
        QVERIFY(list);
        QCOMPARE(list->contacts.size(), 8);
        QStringList warned;
        for (const auto& [line, why] : list->warnings) {
            warned.append(u"%1 %2"_s.arg(line).arg(why));
        }
        QCOMPARE(warned.join(u'|'), u"3 zip: state|4 zip: shape|5 zip: unknown|9 state: unknown"_s);
        QCOMPARE(list->warned, 4);
    }
    void anAddressThatCouldNotBeUsedIsMendedByTheNextList()
    {
        TestHost room(0);
        room.importList(room.campaign,
                        "phone,zip,state\n2125550101,99999,NY\n2125550102,10001,CA\n2125550103,10001,NY\n");
        const auto ada = room.texter();
        QCOMPARE(ada.page.contacts.size(), 3);
        QByteArray newer = "phone,zip,state\n212-555-0101,10001,NY\n212-555-0102,00000,CA\n212-555-0103,94110,CA\n";
        QBuffer csv(&newer);
        csv.open(QIODevice::ReadOnly);
        const auto report = room.host->importContacts(room.campaign, csv);
        QVERIFY(report);
        QCOMPARE(report->duplicates, 3);
        QCOMPARE(report->mended, 1); // One is no better than before, and one needed no mending.
        const auto page = room.host->changes(ada.caller, ada.page.cursor);
        QCOMPARE(page->changes.size(), 1);
        const auto told = std::get<ContactAssigned>(page->changes.front());
        QCOMPARE(told.contact.id, ada.page.contacts.front().id);
        QCOMPARE(told.contact.zip, u"10001"_s);
        QCOMPARE(told.stage, ContactStage::NeedsFirstMessage);
    }
    void onlyTheFirstWarningsAreShownAndAllAreCounted()
    {
        TestHost room(0);
        QByteArray csv = "phone,zip\n";
        for (int i = 0; i < 30; ++i) {
            csv += "41555501" + QByteArray::number(10 + i) + ",none\n";
        }
        const auto report = room.importList(room.campaign, csv);
        QCOMPARE(report.imported, 30);
        QCOMPARE(report.warned, 30);
        QCOMPARE(report.warnings.size(), 20);
        QCOMPARE(report.warnings.front().first, 2);
    }
    void whatIsNoListIsRefusedWhole()
    {
        for (const QByteArray& csv : {QByteArray(), QByteArray("\n\n"), QByteArray("first,last\nA,B\n"),
                                      QByteArray("\xFF\xFE"
                                                 "a\0b\0",
                                                 6),
                                      QByteArray("phone\n\"4155550132\n")}) {
            const auto list = read(csv);
            QVERIFY2(!list, csv.toHex().constData());
            QCOMPARE(list.error().code, ErrorCode::Malformed);
        }
    }
    void whateverIsImportedCanBeReadByAClient_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<bool>("taken");
        const QByteArray emoji("\xF0\x9F\x98\x80");
        QTest::newRow("a long name of a column") << QByteArray(501, 'x') << QByteArray("a") << false;
        QTest::newRow("one that just fits") << QByteArray(500, 'x') << QByteArray("a") << true;
        QTest::newRow("a long language") << QByteArray("language") << "en-" + QByteArray(600, 'x') << true;
        QTest::newRow("a language that is none") << QByteArray("language") << QByteArray("en-\xC3\xA9 US") << true;
        QTest::newRow("a long reason") << QByteArray("reason") << emoji.repeated(1000) << true;
        QTest::newRow("a long field") << QByteArray("note") << emoji.repeated(1000) << true;
        QTest::newRow("a long household") << QByteArray("household") << QByteArray(2000, 'h') << true;
        QTest::newRow("a long state") << QByteArray("state") << QByteArray(500, 's') << true;
        QTest::newRow("a long city") << QByteArray("city") << QByteArray(501, 'c') << false;
        QTest::newRow("control characters") << QByteArray("city") << QByteArray("a\x01\x7F", 3) << true;
    }
    void whateverIsImportedCanBeReadByAClient()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, cell);
        QFETCH(bool, taken);
        TestHost room(0);
        QBuffer csv;
        csv.setData("phone," + header + "\n2125550101," + cell + '\n');
        csv.open(QIODevice::ReadOnly);
        const auto report = room.host->importContacts(room.campaign, csv);
        QCOMPARE(report && report->imported == 1, taken);
        const auto page = room.host->lease(room.join(), {room.newId(), room.campaign, 5});
        QVERIFY(page.has_value());
        QCOMPARE(page->contacts.size(), taken ? 1 : 0);
        const auto sent = wire::parseObject(wire::compact(wire::write(*page)));
        const auto read = wire::readLeasePage(*sent);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->contacts, page->contacts);
    }
    void aLanguageIsATagOrNone()
    {
        const auto list = read("phone,language\n2125550101,es-MX\n2125550102,zh-Hant-TW\n2125550103,en-\n"
                               "2125550104,en-toolongapart\n2125550105,en us\n2125550106,12\n");
        QStringList languages;
        for (const auto& one : list->contacts) {
            languages.append(one.contact.language);
        }
        QCOMPARE(languages.join(u'|'), u"es-mx|zh-hant-tw||||"_s);
    }
    void oneNumberInManyFormsIsOnePerson()
    {
        TestHost room(0);
        const QByteArray list =
            "phone,first\n(415) 555-0132,A\n14155550132,B\n415.555.0132,C\n4.155550132E9,D\n4155550133,E\n";
        const auto first = room.importList(room.campaign, list);
        QCOMPARE(first.imported, 2);
        QCOMPARE(first.duplicates, 3);
        const auto again = room.importList(room.campaign, list);
        QCOMPARE(again.imported, 0);
        QCOMPARE(again.duplicates, 5);
    }
    void unknownCampaignsTakeNobody()
    {
        TestHost room(0);
        QBuffer csv;
        csv.setData("phone\n4155550132\n");
        csv.open(QIODevice::ReadOnly);
        const auto report = room.host->importContacts(CampaignId{u"none"_s}, csv);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::NotFound);
    }
    void brokenCampaignsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("not json") << QByteArray("hello");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no steps") << QByteArray(
            R"({"organisation":"A","title":"B","steps":[],"registration":"registered"})");
        QTest::newRow("no organisation") << QByteArray(R"({"organisation":" ","title":"B","registration":"registered",
            "steps":[{"id":"a","texts":{"":"Hi"}}]})");
        QTest::newRow("no registration") << QByteArray(R"({"organisation":"A","title":"B",
            "steps":[{"id":"a","texts":{"":"Hi"}}]})");
    }
    void brokenCampaignsAreRefused()
    {
        QFETCH(QByteArray, json);
        TestHost room(0);
        const auto made = room.host->importCampaign(json);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Malformed);
    }
    void hoursThatCouldNotBeMeantAreRefusedBeforeAnybodyWaits_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QString>("detail");
        const QByteArray day = R"({"openMinute":540,"closeMinute":1200})";
        const auto week = [&](const QByteArray& third) {
            return QByteArray("[" + day + ',' + day + ',' + third + ',' + day + ',' + day + ',' + day + ',' + day +
                              ']');
        };
        const auto row = [](const char* name, const QByteArray& policy, const QString& detail) {
            QTest::newRow(name) << policy << u"policy."_s + detail;
        };
        row("inverted", R"("week":)" + week(R"({"openMinute":1200,"closeMinute":540})"),
            u"week[2]: closes before it opens"_s);
        row("too late", R"("week":)" + week(R"({"openMinute":540,"closeMinute":1500})"),
            u"week[2]: not minutes of a day"_s);
        row("two days", R"("week":[)" + day + ',' + day + ']', u"week: not seven days"_s);
        row("never", R"("week":[{},{},{},{},{},{},{}])", u"week: closed on every day"_s);
        row("never for the campaign", R"("campaignWeek":[{},{},{},{},{},{},{}])",
            u"campaignWeek: closed on every day"_s);
        row("a floor that is none", R"("floor":)" + week(R"({"openMinute":0,"closeMinute":1440})"),
            u"floor: wider than the law's 8:00 to 21:00"_s);
        row("no state", R"("stateWeek":{"QQ":)" + week(day) + '}', u"stateWeek: \"QQ\" is no state's code"_s);
        row("never together",
            R"("week":)" + week(day) + R"(,"campaignWeek":)" +
                QByteArray("[" + QByteArrayList(7, R"({"openMinute":1200,"closeMinute":1260})").join(',') + "]"),
            u"floor, week and campaignWeek: never open together"_s);
        row("no campaign's week", R"("campaignWeek":[])", u"campaignWeek: not seven days"_s);
        row("no date", R"("holidays":[{"date":"25/12/2026"}])", u"holidays[0]: not a date like 2026-12-25"_s);
        row("no state for a holiday", R"("holidays":[{"date":"2026-12-25","states":["Texas"]}])",
            u"holidays[0]: \"TEXAS\" is no state's code"_s);
    }
    void hoursThatCouldNotBeMeantAreRefusedBeforeAnybodyWaits()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QString, detail);
        const auto read = readCampaignDocument(documentWith(policy), u"c"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Malformed);
        QCOMPARE(read.error().detail, detail);
    }
    void statesHaveTheListedHoursWhereThePolicyDoesNotSpeakOfThem()
    {
        const auto& listed = HoursPolicy::listedStateWeeks();
        QVERIFY(listed.size() > 10);
        const auto silent = readCampaignDocument(documentWith(R"("holdSeconds":3)"), u"c"_s);
        QVERIFY(silent.has_value());
        QCOMPARE(silent->policy.hours.stateWeek, listed);
        const auto none = readCampaignDocument(documentWith(R"("stateWeek":{})"), u"c"_s);
        QVERIFY(none->policy.hours.stateWeek.isEmpty());
        const auto practice = readCampaignDocument(
            documentWith(R"("floor":[{"closeMinute":1440},{"closeMinute":1440},{"closeMinute":1440},
                {"closeMinute":1440},{"closeMinute":1440},{"closeMinute":1440},{"closeMinute":1440}])",
                         R"("practice":true,)"),
            u"c"_s);
        QVERIFY(practice.has_value());
        QCOMPARE(practice->policy.hours.floor, Week(7, DayWindow{0, 1440}));
    }
    void aCampaignDoesNotChangeItsOrganisation()
    {
        TestHost room(0);
        const auto moved =
            room.host->importCampaign(wire::compact(wire::write(TestHost::document(room.campaign.value, u"Others"_s))));
        QVERIFY(!moved);
        QCOMPARE(moved.error().code, ErrorCode::Conflict);
    }

    void practiceHasItsPeopleAndLoadsTwiceWithoutDoubling()
    {
        PracticeRoom room;
        QVERIFY(loadPracticeCampaign(*room.host));
        const auto me = room.host->me(room.caller);
        QCOMPARE(me->campaigns.size(), 1);
        QCOMPARE(me->campaigns.front().left, 120);
        const auto campaign = room.host->campaign(room.caller, room.campaign);
        QVERIFY(campaign->practice);
        QVERIFY(campaign->canned.size() >= 8);
        QVERIFY(campaign->steps.size() >= 4);
    }
    void practicePeopleAreFictionalAndComplete()
    {
        PracticeRoom room;
        const auto page = room.host->lease(room.caller, {u"l"_s, room.campaign, 120});
        QVERIFY(page);
        QSet<QString> areas;
        auto spanish = 0;
        auto nameless = 0;
        for (const auto& contact : page->contacts) {
            const auto digits = contact.phone.e164();
            QVERIFY2(digits.size() == 12 && digits.mid(5, 5) == "55501"_L1, qPrintable(digits));
            areas.insert(contact.phone.areaCode());
            spanish += contact.language == "es"_L1 ? 1 : 0;
            nameless += contact.firstName.isEmpty() ? 1 : 0;
            QCOMPARE(contact.zip.size(), 5);
            QVERIFY(contact.fields.contains(u"PollingPlace"_s));
            QVERIFY(contact.fields.contains(u"EarlyVotingSite"_s));
        }
        QVERIFY(areas.size() >= 15);
        QCOMPARE(spanish, 24);
        QCOMPARE(nameless, 1);
    }
    void practiceTextsMergeForEverybodyAndAreNotLong()
    {
        PracticeRoom room;
        const auto page = room.host->lease(room.caller, {u"l"_s, room.campaign, 120});
        const auto campaign = *room.host->campaign(room.caller, room.campaign);
        for (const auto& contact : page->contacts) {
            const auto fields = MergeFields::of(contact, u"Grace"_s);
            const auto check = [&](const QMap<QString, QString>& texts, const QString& what) {
                QVERIFY2(texts.contains(QString()) && texts.contains(u"es"_s), qPrintable(what));
                const auto merged = renderTemplate(textFor(texts, contact.language), fields);
                QVERIFY2(merged.has_value(), qPrintable(what));
                QVERIFY2(countSegments(*merged).segments <= 4, qPrintable(*merged));
            };
            for (const auto& step : campaign.steps) {
                check(step.texts, step.id.value);
            }
            for (const auto& canned : campaign.canned) {
                check(canned.texts, canned.id.value);
            }
            const auto first = renderTemplate(textFor(campaign.firstStep()->texts, contact.language), fields);
            QVERIFY(first->contains(campaign.policy.identityWording) && first->contains(campaign.policy.optOutWording));
        }
        for (const auto& step : campaign.steps) {
            for (const auto& answer : step.answers) {
                QVERIFY(answer.nextStep.isEmpty() || campaign.step(answer.nextStep) != nullptr);
            }
        }
        for (const auto& canned : campaign.canned) {
            QVERIFY(canned.answersStep.isEmpty() || campaign.step(canned.answersStep) != nullptr);
            for (const auto& tag : canned.tags) {
                QVERIFY(campaign.tags.contains(tag));
            }
        }
    }
    void practiceIsOpenAtAnyHour()
    {
        PracticeRoom room;
        const auto campaign = *room.host->campaign(room.caller, room.campaign);
        const auto page = room.host->lease(room.caller, {u"l"_s, room.campaign, 120});
        for (int hour = 0; hour < 24 * 7; ++hour) {
            const auto verdict = textingHours(zonesFor(page->contacts.at(hour % 120)), campaign.policy.hours,
                                              room.clock.now() + std::chrono::hours(hour));
            QVERIFY2(verdict.allowed, qPrintable(verdict.zone + u" +%1 h"_s.arg(hour)));
        }
    }
    void aWholePracticeShiftKeepsItsRecord()
    {
        FakeClock clock;
        SeededRandom random{3};
        SimulatedVoters::Options people;
        people.seed = 5;
        people.speed = 0;
        SimulatedVoters voters(people, clock);
        Host::Options options;
        options.databasePath = u":memory:"_s;
        auto host = *Host::open(options, voters, clock, random);
        const auto campaign = *loadPracticeCampaign(*host);
        const auto code = *host->makeJoinCode(campaign, {});
        const auto caller = *host->authenticate(host->join({code, u"Grace"_s, DeviceId{u"d"_s}, {}}, {})->token);
        const auto page = *host->lease(caller, {u"l"_s, campaign, 120});
        const auto policy = host->campaign(caller, campaign)->policy.version;
        auto cursor = page.cursor;
        const auto send = [&](const ContactId& contact, SendKind kind) {
            SendPayload payload;
            payload.kind = kind;
            payload.text = u"Hi, this is Grace with Valley Votes. Reply STOP to opt out."_s;
            payload.edited = true;
            payload.approvedAt = clock.now();
            payload.policyVersion = policy;
            payload.textSha256 = QCryptographicHash::hash(payload.text.toUtf8(), QCryptographicHash::Sha256);
            payload.leaseToken = page.lease.token;
            payload.cursor = cursor;
            payload.sendBefore = clock.now() + std::chrono::hours(1);
            const auto outcomes = host->push(
                caller, {{CommandId{makeUuidV7(clock.now(), random)}, campaign, contact, clock.now(), payload}});
            return outcomes->front().status == CommandStatus::Accepted;
        };
        auto accepted = 0;
        for (const auto& contact : page.contacts) {
            accepted += send(contact.id, SendKind::FirstMessage) ? 1 : 0;
        }
        QCOMPARE(accepted, 120);
        // Answer everybody who writes, without looking, until nobody writes any more.
        for (int round = 0; round < 20; ++round) {
            while (*host->takeCarrierEvents()) {
            }
            auto wrote = QList<ContactId>();
            for (;;) {
                const auto changes = *host->changes(caller, cursor);
                cursor = changes.cursor;
                for (const auto& change : changes.changes) {
                    if (const auto* received = std::get_if<MessageReceived>(&change)) {
                        wrote.append(received->message.contact);
                    }
                }
                if (!changes.more) {
                    break;
                }
            }
            for (const auto& contact : wrote) {
                send(contact, SendKind::Reply);
            }
        }
        auto replies = 0;
        auto overlooked = 0;
        for (const auto& truth : voters.truth()) {
            replies += truth.replies;
            overlooked += truth.textsAfterStop;
            QVERIFY(truth.confirmations <= 1);
        }
        const auto record = host->record();
        qInfo("%s", wire::compact(record).constData());
        QCOMPARE(record.value(u"firstMessages"_s).toInt(), 120);
        QCOMPARE(record.value(u"replies"_s).toInt(), replies);
        QCOMPARE(record.value(u"doubleTexts"_s).toInt(), 0);
        QCOMPARE(record.value(u"afterOptOut"_s).toInt(), 0);
        QVERIFY(record.value(u"optOuts"_s).toInt() >= 2);
        QVERIFY(replies > 40);
        qInfo("%d texts went to people whose wording only a person can read as a stop", overlooked);
    }
};

QTEST_GUILESS_MAIN(ContactImportTest)
#include "tst_ContactImport.moc"
