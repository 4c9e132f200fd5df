#include "core/audit/AuditCheck.h"
#include "core/base/Csv.h"
#include "core/host/Host.h"
#include "core/host/HostRecord.h"
#include "core/host/HostSchema.h"
#include "tests/core/host/TestHost.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QString onlyOrganisation(Host& host) { return host.organisations()->first().id; }

Result<OptOutImport> import(Host& host, const QByteArray& list, const QString& organisation)
{
    QBuffer csv;
    csv.setData(list);
    csv.open(QIODevice::ReadOnly);
    return host.importOptOuts(organisation, csv);
}
Result<OptOutImport> import(Host& host, const QByteArray& list) { return import(host, list, onlyOrganisation(host)); }

QByteArray exported(Host& host, const QString& what)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    return host.exportTo(what, out) ? out.data() : QByteArray();
}

QList<QStringList> rowsOf(const QByteArray& csv)
{
    QBuffer device;
    device.setData(csv);
    device.open(QIODevice::ReadOnly);
    Csv reader(device);
    QList<QStringList> rows;
    while (const auto row = *reader.next()) {
        rows.append(row->cells);
    }
    return rows;
}

QByteArrayList linesOf(const QByteArray& jsonl)
{
    auto lines = jsonl.split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

QList<int> linesRefused(const OptOutImport& report)
{
    QList<int> lines;
    for (const auto& refused : report.refused) {
        lines.append(refused.first);
    }
    return lines;
}

} // namespace

// Suppression lists, the history of a number, and what is exported of both.
class OptOutRecord : public QObject
{
    Q_OBJECT
private slots:
    void aListIsReadByItsHeader()
    {
        TestHost room(0);
        const auto report = import(*room.host, "Name,Cell Phone,Opted out at,Reason\r\n"
                                               "Ida,(212) 555-0100,2024-03-01,\"moved, angry\"\r\n"
                                               "\r\n"
                                               "Bea,12125550101,5/6/2024 14:30,\r\n"
                                               "Cy,212-555-0100,,again\r\n"
                                               "Di,12,2024-03-01,\r\n"
                                               "Ed,,2024-03-01,\r\n"
                                               "Flo,+12125550102,some day,\r\n"
                                               "Gus,212-555-0103,2099-01-01,\r\n");
        QVERIFY(report);
        QCOMPARE(report->imported, 4);
        QCOMPARE(report->already, 1);
        QCOMPARE(linesRefused(*report), (QList<int>{6, 7}));
        QCOMPARE(report->refused.at(0).second, u"phone: tooShort"_s);
        QCOMPARE(report->refused.at(1).second, u"phone: empty"_s);
        QCOMPARE(report->undated, QList<int>{8});
        const auto history = [&](const char* number) {
            return room.host->optOutHistory(onlyOrganisation(*room.host), QString::fromLatin1(number))
                .value_or(OptOutHistory{});
        };
        const auto ida = history("+12125550100");
        QVERIFY(ida.optedOut);
        QCOMPARE(ida.entries.size(), 1);
        QCOMPARE(ida.entries.front().how, OptOutSource::Import);
        QCOMPARE(ida.entries.front().by, u"operator"_s);
        QCOMPARE(ida.entries.front().words, u"moved, angry"_s);
        QCOMPARE(toRfc3339(ida.entries.front().askedAt), u"2024-03-01T00:00:00.000Z"_s);
        QCOMPARE(toMs(ida.entries.front().recordedAt), toMs(room.clock.now()));
        QCOMPARE(toRfc3339(history("+12125550101").entries.front().askedAt), u"2024-05-06T14:30:00.000Z"_s);
        for (const auto* undated : {"+12125550102", "+12125550103"}) { // Unreadable; not yet.
            QCOMPARE(toMs(history(undated).entries.front().askedAt), toMs(room.clock.now()));
        }
    }
    void bareNumbersNeedNoHeader_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<int>("imported");
        QTest::addColumn<QList<int>>("refused");
        QTest::newRow("one") << QByteArray("2125550100") << 1 << QList<int>{};
        QTest::newRow("as people write them")
            << QByteArray("(212) 555-0100\n+1 212 555 0101\n2.125550102E9\n") << 3 << QList<int>{};
        QTest::newRow("a bad one first") << QByteArray("21255\n2125550101\n") << 1 << QList<int>{1};
        QTest::newRow("beside names") << QByteArray("Ida;2125550100\nBea;2125550101\n") << 2 << QList<int>{};
        QTest::newRow("with a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                              "2125550100\n")
                                                << 1 << QList<int>{};
        QTest::newRow("further telephones under names of their own")
            << QByteArray("Cell Phone,Daytime Phone,Updated Phone,Tel. (work)\n2125550100,2125550101,(212) "
                          "555-0102,2125550103\n"
                          ",2125550104,,\n,,,2125550105\n")
            << 6 << QList<int>{};
        QTest::newRow("no other telephones")
            << QByteArray("Home Phone\n2125550100\nmobile\n\"\"\n2125550101\n") << 2 << QList<int>{3};
        QTest::newRow("two in a further one")
            << QByteArray("phone,Home Phone\n2125550100,2125550101 or 2125550102\n") << 1 << QList<int>{2};
        QTest::newRow("what is about telephones")
            << QByteArray("phone,Phone Type,Has Mobile,phone opt-out date,Cancelled,Intel\n"
                          "2125550100,mobile,yes,2/12/2024 1:05,2125550107,2125550108\n"
                          ",landline,no,2/12/2024 1:05,,\n12,mobile,yes,,,\n")
            << 1 << QList<int>{3, 4};
        QTest::newRow("two telephones each")
            << QByteArray("phone,mobile\n2125550100,2125550101\n,2125550102\n2125550103,\n12,2125550104\n,\n") << 5
            << QList<int>{5};
    }
    void bareNumbersNeedNoHeader()
    {
        QFETCH(QByteArray, list);
        QFETCH(int, imported);
        QFETCH(QList<int>, refused);
        TestHost room(0);
        const auto report = import(*room.host, list);
        QVERIFY(report);
        QCOMPARE(report->imported, imported);
        QCOMPARE(linesRefused(*report), refused);
    }
    void whatIsNoListIsRefusedWhole_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no telephones") << QByteArray("name,street\nIda,1 Main Street\n");
        QTest::newRow("a bad encoding at its end") << QByteArray("phone\n2125550100\n\xFF\xFE\n");
        QTest::newRow("an open quote at its end") << QByteArray("phone\n2125550100\n\"2125550101\n");
    }
    void whatIsNoListIsRefusedWhole()
    {
        QFETCH(QByteArray, list);
        TestHost room(0);
        const auto refused = import(*room.host, list);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::Malformed);
        QCOMPARE(room.count(u"optOuts"_s), 0);
    }
    void aListIsTakenWholeOrNotAtAll()
    {
        TestHost room(2);
        const auto organisation = onlyOrganisation(*room.host);
        const auto before = room.host->record();
        const auto history = exported(*room.host, u"optout-history"_s);
        auto failures = 0;
        for (qint64 broken = 1;; ++broken) {
            auto hit = false;
            qint64 accesses = 0;
            room.host->database().setFaultHook([&](qint64, const QString&) -> std::optional<Error> {
                if (++accesses != broken) {
                    return std::nullopt;
                }
                hit = true;
                return Error{ErrorCode::DiskFull, u"full"_s};
            });
            const auto report = import(*room.host, "phone\n2125550100\n2125550101\n2125550199\n", organisation);
            room.host->database().setFaultHook({});
            if (!hit) {
                QCOMPARE(report->imported, 3);
                break;
            }
            QVERIFY(!report);
            ++failures;
            QCOMPARE(room.host->record(), before);
            QCOMPARE(exported(*room.host, u"optout-history"_s), history);
        }
        QVERIFY(failures > 10);
        QCOMPARE(room.count(u"optOuts"_s), 3);
    }
    void whoHoldsSomebodyOfTheListIsTold()
    {
        TestHost room(3);
        auto texter = room.texter(2);
        QCOMPARE(import(*room.host, "phone,reason\n2125550100,by mail\n2125550102,\n2125550177,\n")->imported, 3);
        const auto changes = room.follow(texter);
        QCOMPARE(changes.size(), 1);
        const auto added = std::get<OptOutAdded>(changes.front());
        QCOMPARE(added.number, TestHost::number(0));
        QCOMPARE(added.source, OptOutSource::Import);
        COMPARE_REFUSED(room.send(texter, texter.page.contacts.front()), ProblemType::OptedOut);
        QCOMPARE(room.texter(10).page.contacts.size(), 0);
    }
    void aDateThatCannotBeTrueCountsAsNone_data()
    {
        QTest::addColumn<QByteArray>("date");
        for (const auto* date : {"1969-12-31", "1/1/1900", "0001-01-01", "1989-12-31", "12/30/1899 0:00"}) {
            QTest::newRow(date) << QByteArray(date);
        }
    }
    void aDateThatCannotBeTrueCountsAsNone()
    {
        QFETCH(QByteArray, date);
        TestHost room(2);
        auto texter = room.texter(2);
        const auto report = import(*room.host, "phone,date\n2125550100," + date + "\n2125550101,1990-01-01\n");
        QVERIFY(report);
        QCOMPARE(report->imported, 2);
        QCOMPARE(report->undated, QList<int>{2});
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<OptOutAdded>(changes), 2);
        QCOMPARE(toMs(std::get<OptOutAdded>(changes.front()).at), toMs(room.clock.now()));
        QCOMPARE(toRfc3339(std::get<OptOutAdded>(changes.back()).at), u"1990-01-01T00:00:00.000Z"_s);
    }
    void longWordsAreCutBetweenCharacters()
    {
        TestHost room(1);
        auto texter = room.texter(1);
        QVERIFY(import(*room.host, "phone,reason\n2125550100," + QByteArray(499, 'x') + "\xF0\x9F\x98\x80 and more\n"));
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<OptOutAdded>(changes), 1);
        QCOMPARE(std::get<OptOutAdded>(changes.front()).words, QString(499, u'x'));
    }
    void aHundredThousandLinesAreTakenOnce()
    {
        TestHost room(0);
        QByteArray list = "phone,reason,date\n";
        const QByteArrayList codes{"212", "213", "214", "215", "216", "217", "218", "219", "224", "225"};
        for (int i = 0; i < 100'000; ++i) {
            list +=
                "+1" + codes.at(i / 10'000) + QByteArray::number(2000000 + i % 10'000) + ",asked by mail,2024-03-01\n";
        }
        QElapsedTimer timer;
        timer.start();
        const auto report = import(*room.host, list);
        const auto took = timer.elapsed();
        QVERIFY(report);
        QCOMPARE(report->imported, 100'000);
        qInfo("%lld lines in %lld ms", static_cast<long long>(report->imported), static_cast<long long>(took));
        QCOMPARE(import(*room.host, list)->imported, 0);
    }
    void aNumbersHistorySaysHowWhenByWhomAndWhy()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto organisation = onlyOrganisation(*room.host);
        const auto number = contact.phone.e164();
        VERIFY_ACCEPTED(room.send(texter, contact));
        const auto steps = QList<std::function<bool()>>{
            [&] {
                room.replyFrom(contact.phone, u"please stop texting me"_s);
                return true;
            },
            [&] {
                room.replyFrom(contact.phone, u"START"_s);
                return true;
            },
            [&] {
                return room.push(texter.caller, room.command(room.campaign, contact.id,
                                                             OptOutPayload{OptOutSource::Import, u"shouted"_s, {}}))
                           .status == CommandStatus::Accepted;
            },
            [&] {
                return room.host->reverseOptOut(staff, {number, u"a mistake"_s, {}}).has_value();
            },
            [&] {
                return room.host->recordOptOut(staff, {number, u"rang us"_s, {}}).has_value();
            },
            [&] {
                return room.host->reverseOptOut(organisation, {number, u"a letter"_s, {}}).value_or(false);
            },
            [&] {
                return room.host->optOut(organisation, {number, u"=1+1"_s, {}}).value_or(false);
            }};
        QList<Instant> times;
        for (const auto& step : steps) {
            room.clock.advance(Seconds{5});
            times.append(room.clock.now());
            QVERIFY(step());
        }
        const auto history = room.host->optOutHistory(organisation, contact.phone.national());
        QVERIFY(history && history->optedOut);
        struct Wanted
        {
            bool lifted;
            OptOutSource how;
            QString by;
            QString words;
        };
        const QList<Wanted> wanted{{false, OptOutSource::Reply, u"contact"_s, u"stop texting me"_s},
                                   {true, OptOutSource::Reply, u"contact"_s, u"START"_s},
                                   // Nobody can say that they are a list.
                                   {false, OptOutSource::Volunteer, texter.caller.volunteer.value, u"shouted"_s},
                                   {true, OptOutSource::Staff, staff.volunteer.value, u"a mistake"_s},
                                   {false, OptOutSource::Staff, staff.volunteer.value, u"rang us"_s},
                                   {true, OptOutSource::Gateway, u"operator"_s, u"a letter"_s},
                                   {false, OptOutSource::Gateway, u"operator"_s, u"=1+1"_s}};
        QCOMPARE(history->entries.size(), wanted.size());
        const auto rows = rowsOf(exported(*room.host, u"optout-history"_s));
        QCOMPARE(rows.size(), wanted.size() + 1);
        QCOMPARE(rows.front().join(u','),
                 u"sequence,organisation,number,what,how,by,words,contact,askedAt,recordedAt"_s);
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const auto& entry = history->entries.at(i);
            QCOMPARE(entry.lifted, wanted.at(i).lifted);
            QCOMPARE(entry.how, wanted.at(i).how);
            QCOMPARE(entry.by, wanted.at(i).by);
            QVERIFY2(wanted.at(i).words.contains(entry.words) || entry.words.contains(wanted.at(i).words),
                     qPrintable(entry.words));
            QCOMPARE(toMs(entry.recordedAt), toMs(times.at(i)));
            const auto& row = rows.at(i + 1);
            QCOMPARE(row.at(3), wanted.at(i).lifted ? u"lifted"_s : u"optedOut"_s);
            QCOMPARE(row.at(5), wanted.at(i).by);
            QCOMPARE(row.at(9), toRfc3339(times.at(i)));
        }
        QCOMPARE(rowsOf(exported(*room.host, u"optouts"_s)).size(), 2);
        QVERIFY(checkAudit(exported(*room.host, u"audit.jsonl"_s)).isSound());
        QVERIFY(!exported(*room.host, u"audit"_s).contains(number.toUtf8().mid(2)));
    }
    void jsonLinesSayHowManyTheyAreAndTheirDigest()
    {
        TestHost room(0);
        QCOMPARE(import(*room.host, "phone,reason\n2125550100,\"a \"\"b\"\"\"\n2125550101,\n")->imported, 2);
        for (const auto* what : {"messages", "optouts", "optout-history", "answers"}) {
            const auto jsonl = exported(*room.host, QLatin1String(what) + u".jsonl"_s);
            const auto lines = linesOf(jsonl);
            const auto last = wire::parseObject(lines.last());
            QVERIFY(last);
            QCOMPARE(last->value("count"_L1).toInt(-1), lines.size() - 1);
            const auto before = jsonl.left(jsonl.size() - lines.last().size() - 1);
            QCOMPARE(last->value("sha256"_L1).toString().toLatin1(),
                     QCryptographicHash::hash(before, QCryptographicHash::Sha256).toHex());
        }
        const auto lines = linesOf(exported(*room.host, u"optout-history.jsonl"_s));
        QCOMPARE(lines.size(), 3);
        const auto first = wire::parseObject(lines.first());
        QCOMPARE(first->value("words"_L1).toString(), u"a \"b\""_s);
        QCOMPARE(first->value("number"_L1).toString(), u"+12125550100"_s);
        QVERIFY(first->value("sequence"_L1).isDouble());
        QVERIFY(!wire::parseObject(lines.at(1))->contains("words"_L1));
    }
    void staffExportTheirOwnOrganisationsAlone()
    {
        TestHost room(0);
        const auto foreign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        const auto all = *room.host->organisations();
        QCOMPARE(all.size(), 2);
        QVERIFY(*room.host->optOut(all.at(0).id, {u"2125550100"_s, {}, {}}));
        QVERIFY(*room.host->optOut(all.at(1).id, {u"2125550101"_s, {}, {}}));
        const auto staff = room.join(foreign, Role::Staff);
        for (const auto& what : {u"optouts"_s, u"optout-history"_s, u"optout-history.jsonl"_s}) {
            QBuffer out;
            out.open(QIODevice::WriteOnly);
            QCOMPARE(room.host->exportFor(staff, what, out).value_or(-1), 1);
            QVERIFY(out.data().contains("2125550101") && !out.data().contains("2125550100"));
        }
        COMPARE_PROBLEM(room.host->exportFor(room.join(), u"optout-history"_s, *std::make_unique<QBuffer>()),
                        ProblemType::Forbidden);
    }
    void theOperatorsMistakesAreSaid()
    {
        TestHost room(0);
        const auto organisation = onlyOrganisation(*room.host);
        QVERIFY(room.host->optOut(u"org-none"_s, {u"2125550100"_s, {}, {}}).error().code == ErrorCode::NotFound);
        QCOMPARE(room.host->optOut(organisation, {u"212"_s, {}, {}}).error().detail, u"phone: tooShort"_s);
        QVERIFY(room.host->reverseOptOut(organisation, {u"2125550100"_s, u" "_s, {}}).error().code ==
                ErrorCode::Invalid);
        QVERIFY(room.host->optOut(organisation, {u"2125550100"_s, QString(501, u'x'), {}}).error().code ==
                ErrorCode::Invalid);
        QBuffer list;
        list.setData("2125550100\n");
        list.open(QIODevice::ReadOnly);
        QVERIFY(room.host->importOptOuts(u"org-none"_s, list).error().code == ErrorCode::NotFound);
        QCOMPARE(room.count(u"optOuts"_s), 0);
        QVERIFY(!*room.host->reverseOptOut(organisation, {u"2125550100"_s, u"never was"_s, {}}));
        QCOMPARE(room.host->optOutHistory(organisation, u"2125550100"_s)->entries.size(), 0);
    }
    void anEarlierGatewaysHistoryIsKept()
    {
        QTemporaryDir folder;
        Database::Options where;
        where.path = folder.filePath(u"gateway.db"_s);
        {
            auto database = Database::open(where);
            QVERIFY(database);
            QVERIFY(migrate(**database, hostSchema().first(6)));
            QVERIFY((*database)->run(u"UPDATE sequence SET last = 1"_s));
            QVERIFY((*database)->run(u"INSERT INTO organisations VALUES ('org-1', 'Neighbours for Parks', 1)"_s));
            QVERIFY((*database)->run(u"INSERT INTO suppression_log VALUES (1, 'org-1', '+12125550100', 1, 0, 'stop', "
                                     "'contact-1', '', 1700000000000)"_s));
            QVERIFY((*database)->run(u"INSERT INTO suppressions VALUES ('org-1', '+12125550100', 0, 'stop', "
                                     "'contact-1', '', 1700000000000)"_s));
        }
        KeepingCarrier carrier;
        FakeClock clock;
        SeededRandom random{1};
        Host::Options options;
        options.databasePath = where.path;
        auto host = Host::open(options, carrier, clock, random);
        QVERIFY(host);
        const auto history = (*host)->optOutHistory(u"org-1"_s, u"2125550100"_s);
        QVERIFY(history && history->optedOut);
        QCOMPARE(toMs(history->entries.front().recordedAt), 1700000000000);
        QCOMPARE(history->entries.front().by, u"contact"_s);
        QVERIFY(*(*host)->reverseOptOut(u"org-1"_s, {u"2125550100"_s, u"asked us"_s, {}}));
    }
};

QTEST_GUILESS_MAIN(OptOutRecord)
#include "tst_OptOutRecord.moc"
