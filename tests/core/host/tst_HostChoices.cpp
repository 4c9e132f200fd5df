#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QList<ChoicesCounted> told(TestHost& room, Texter& texter)
{
    QList<ChoicesCounted> all;
    for (const auto& change : room.follow(texter)) {
        if (const auto* counted = std::get_if<ChoicesCounted>(&change)) {
            all.append(*counted);
        }
    }
    return all;
}

} // namespace

// What a room sends in answer to which replies: counts that everybody on the campaign hears of.
class HostChoices : public QObject
{
    Q_OBJECT
private slots:
    void reportsAddUpAndEverybodyIsTold()
    {
        TestHost room;
        auto ada = room.texter();
        auto ben = room.texter();
        const auto other = room.addCampaign(u"campaign-2"_s, u"Somebody Else"_s);
        room.addPeople(other, 5);
        auto stranger = room.texter(other, 2);
        told(room, ada);
        told(room, ben);
        const ChoicesPayload first{{{u"question"_s, u"canned:where"_s, 3}, {u"affirmative"_s, u"answer:s:Yes"_s, 9}}};
        VERIFY_ACCEPTED(room.push(ada.caller, room.command(room.campaign, {}, first)));
        room.clock.advance(std::chrono::minutes(5));
        const ChoicesPayload second{{{u"question"_s, u"canned:where"_s, 4}}};
        const auto command = room.command(room.campaign, {}, second);
        VERIFY_ACCEPTED(room.push(ben.caller, command));
        QVERIFY(room.push(ben.caller, command).duplicate); // Once.
        for (auto* reader : {&ada, &ben}) {
            const auto heard = told(room, *reader);
            QCOMPARE(heard.size(), 2);
            QCOMPARE(heard.at(0).counts, (QList<ChoiceCount>{{u"affirmative"_s, u"answer:s:Yes"_s, 9},
                                                             {u"question"_s, u"canned:where"_s, 3}}));
            QCOMPARE(heard.at(1).counts, (QList<ChoiceCount>{{u"question"_s, u"canned:where"_s, 7}}));
            QCOMPARE(heard.at(1).campaign, room.campaign);
        }
        QVERIFY(told(room, stranger).isEmpty());
        room.reopen();
        room.clock.advance(std::chrono::minutes(5));
        VERIFY_ACCEPTED(room.push(ben.caller, room.command(room.campaign, {}, second)));
        QCOMPARE(told(room, ada).front().counts.front().times, 11);
    }
    void manyReportsAreToldTogetherToThoseWhoAreThere()
    {
        TestHost room;
        auto ada = room.texter();
        auto gone = room.texter();
        told(room, ada);
        QVERIFY(room.host->signOut(gone.caller).has_value());
        const auto rows = [&] {
            qint64 count = 0;
            const auto read =
                room.host->database().run(u"SELECT COUNT(*) FROM changes"_s, {}, [&](const QSqlQuery& row) {
                    count = row.value(0).toLongLong();
                    return true;
                });
            return read ? count : -1;
        };
        const auto before = rows();
        for (int report = 0; report < 60; ++report) {
            room.clock.advance(std::chrono::seconds(10));
            const ChoicesPayload some{{{u"question"_s, QString::number(report % 7), 1}}};
            VERIFY_ACCEPTED(room.push(ada.caller, room.command(room.campaign, {}, some)));
        }
        const auto heard = told(room, ada);
        QCOMPARE(heard.size(), 2); // Ten minutes: at once, and after five.
        QCOMPARE(rows() - before, heard.size());
        QCOMPARE(heard.at(0).counts, (QList<ChoiceCount>{{u"question"_s, u"0"_s, 1}}));
        QCOMPARE(heard.at(1).counts.size(), 7);
        int times = 0;
        for (const auto& count : heard.at(1).counts) {
            times += count.times;
        }
        QCOMPARE(times, 31);
    }
    void anotherCampaignsVolunteersReportNothing()
    {
        TestHost room;
        const auto other = room.addCampaign(u"campaign-2"_s, u"Somebody Else"_s);
        room.addPeople(other, 5);
        const auto stranger = room.texter(other, 2);
        const ChoicesPayload report{{{u"question"_s, u"canned:where"_s, 3}}};
        QVERIFY(room.push(stranger.caller, room.command(room.campaign, {}, report)).status == CommandStatus::Refused);
    }
    void aReportHasItsLimits()
    {
        TestHost room;
        auto ada = room.texter();
        ChoicesPayload much;
        for (int i = 0; i < 501; ++i) {
            much.counts.append({u"question"_s, QString::number(i), 1});
        }
        COMPARE_REFUSED(room.push(ada.caller, room.command(room.campaign, {}, much)), ProblemType::TooLarge);
        told(room, ada);
        for (int report = 0; report < 6; ++report) {
            ChoicesPayload some;
            for (int i = 0; i < 400; ++i) {
                some.counts.append({u"question"_s, QString::number(report * 400 + i), ChoiceCounts::kMost});
            }
            room.clock.advance(std::chrono::minutes(5));
            VERIFY_ACCEPTED(room.push(ada.caller, room.command(room.campaign, {}, some)));
        }
        QCOMPARE(told(room, ada).size(), 5); // What would not fit is left out.
        VERIFY_ACCEPTED(room.push(ada.caller, room.command(room.campaign, {}, ChoicesPayload{})));
        QVERIFY(told(room, ada).isEmpty());
    }
};

QTEST_GUILESS_MAIN(HostChoices)
#include "tst_HostChoices.moc"
