#include "core/model/ChoiceCounts.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const auto kWhere = u"canned:where"_s;
const auto kYes = u"answer:step:Yes"_s;
const auto kQuestion = u"question"_s;

} // namespace

class tst_ChoiceCounts : public QObject
{
    Q_OBJECT
private slots:
    void theyOutliveTheProgram()
    {
        ChoiceCounts counts;
        counts.add(kQuestion, kWhere);
        counts.add(kQuestion, kWhere);
        counts.add(u"affirmative"_s, kYes, 5);
        const auto again = ChoiceCounts::fromText(counts.text());
        QCOMPARE(again.of(kQuestion, kWhere), 2);
        QCOMPARE(again.of(u"affirmative"_s, kYes), 5);
        QCOMPARE(again.of(u"negative"_s, kYes), 0);
        QCOMPARE(again.total(kQuestion), 2);
        QCOMPARE(again.total(), 7);
        QCOMPARE(again.rows(), counts.rows());
    }
    void strangeTextIsLeftOut()
    {
        for (const auto& text : {u""_s, u"{"_s, u"[]"_s, u"{\"question\":7}"_s,
                                 u"{\"question\":{\"a\":-1,\"b\":\"x\",\"c\":0,\"\":4}}"_s}) {
            QVERIFY(ChoiceCounts::fromText(text).isEmpty());
        }
    }
    void theyStopAtTheirLimits()
    {
        ChoiceCounts counts;
        counts.add(kQuestion, kWhere, ChoiceCounts::kMost - 1);
        counts.add(kQuestion, kWhere, ChoiceCounts::kMost);
        QCOMPARE(counts.of(kQuestion, kWhere), ChoiceCounts::kMost);
        for (int i = 0; i < 2 * ChoiceCounts::kMostRows; ++i) {
            counts.add(kQuestion, QString::number(i));
        }
        QCOMPARE(counts.rows().size(), qsizetype{ChoiceCounts::kMostRows});
        counts.add(kQuestion, u"0"_s); // What is there goes on counting.
        QCOMPARE(counts.of(kQuestion, u"0"_s), 2);
        QCOMPARE(counts.total(), ChoiceCounts::kMost);
    }
    void totalsReplaceAndOwnOnesAreNotLost()
    {
        ChoiceCounts room;
        room.replace({{kQuestion, kWhere, 7}, {kQuestion, kYes, 2}});
        room.replace({{kQuestion, kWhere, 9}});
        QCOMPARE(room.of(kQuestion, kWhere), 9);
        QCOMPARE(room.of(kQuestion, kYes), 2);
        ChoiceCounts own;
        own.add(kQuestion, kYes, 4);
        QCOMPARE(room.largest(own).of(kQuestion, kYes), 4);
        QCOMPARE(room.largest(own).of(kQuestion, kWhere), 9);
        QCOMPARE(room.sum(own).of(kQuestion, kYes), 6);
    }
};

QTEST_GUILESS_MAIN(tst_ChoiceCounts)
#include "tst_ChoiceCounts.moc"
