#include "core/review/IndexRanges.h"

#include <QtTest>
#include <set>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace textbank;

class tst_IndexRanges : public QObject
{
    Q_OBJECT
private slots:
    void takesTheSmallestFirst();
    void joinsWhatTouches();
    void agreesWithAPlainSet();
};

void tst_IndexRanges::takesTheSmallestFirst()
{
    IndexRanges ranges;
    ranges.add(5, 7);
    ranges.add(1, 2);
    QCOMPARE(ranges.takeFirst().value_or(-1), 1);
    QCOMPARE(ranges.takeFirst().value_or(-1), 5);
    QCOMPARE(ranges.takeFirst().value_or(-1), 6);
    QVERIFY(!ranges.takeFirst() && ranges.isEmpty());
}

void tst_IndexRanges::joinsWhatTouches()
{
    IndexRanges ranges;
    ranges.add(0, 3);
    ranges.add(3, 5);
    ranges.add(1, 4);
    QCOMPARE(ranges.take(0, 10), (QList<std::pair<int, int>>{{0, 5}}));
    QVERIFY(ranges.isEmpty());
}

void tst_IndexRanges::agreesWithAPlainSet()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    const bool held = rc::check("a set of places", [] {
        IndexRanges ranges;
        std::set<int> plain;
        const auto steps = *rc::gen::inRange(1, 60);
        for (int step = 0; step < steps; ++step) {
            const int begin = *rc::gen::inRange(0, 40);
            const int end = begin + *rc::gen::inRange(0, 12);
            switch (*rc::gen::inRange(0, 3)) {
            case 0:
                ranges.add(begin, end);
                for (int i = begin; i < end; ++i)
                    plain.insert(i);
                break;
            case 1: {
                std::set<int> taken;
                for (const auto& [from, to] : ranges.take(begin, end)) {
                    for (int i = from; i < to; ++i)
                        taken.insert(i);
                }
                std::set<int> expected;
                for (int i = begin; i < end; ++i) {
                    if (plain.erase(i) > 0)
                        expected.insert(i);
                }
                RC_ASSERT(taken == expected);
                break;
            }
            default: {
                const auto first = ranges.takeFirst();
                RC_ASSERT(first.has_value() != plain.empty());
                if (first) {
                    RC_ASSERT(*first == *plain.begin());
                    plain.erase(plain.begin());
                }
            }
            }
            RC_ASSERT(ranges.isEmpty() == plain.empty());
        }
    });
    QVERIFY(held);
#else
    QSKIP("RapidCheck is not installed");
#endif
}

QTEST_GUILESS_MAIN(tst_IndexRanges)
#include "tst_IndexRanges.moc"
