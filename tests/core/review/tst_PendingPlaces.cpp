#include "core/review/PendingPlaces.h"

#include <QtTest>
#include <set>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace textbank;

class tst_PendingPlaces : public QObject
{
    Q_OBJECT
private slots:
    void takesTheSmallestFirst();
    void findsTheFirstOfAGroup();
    void agreesWithAPlainSet();
};

namespace {

/// So many places, in groups in turn.
PendingPlaces made(int places, int groups)
{
    PendingPlaces pending;
    for (int i = 0; i < places; ++i)
        pending.append(i % groups);
    return pending;
}

} // namespace

void tst_PendingPlaces::takesTheSmallestFirst()
{
    auto pending = made(3, 2);
    QCOMPARE(pending.takeFirst().value_or(-1), 0);
    QCOMPARE(pending.takeFirst().value_or(-1), 1);
    pending.add(0, 1);
    QCOMPARE(pending.takeFirst().value_or(-1), 0);
    QCOMPARE(pending.takeFirst().value_or(-1), 2);
    QVERIFY(!pending.takeFirst());
    pending.append(0);
    QCOMPARE(pending.takeFirst().value_or(-1), 3);
}

void tst_PendingPlaces::findsTheFirstOfAGroup()
{
    auto pending = made(6, 3);
    QCOMPARE(pending.firstOf(1).value_or(-1), 1);
    QCOMPARE(pending.firstOf(1).value_or(-1), 1); // It was left in.
    pending.take(1);
    QCOMPARE(pending.firstOf(1).value_or(-1), 4);
    QCOMPARE(pending.takeAll(0, 6), (QList<std::pair<int, int>>{{0, 1}, {2, 6}}));
    QVERIFY(!pending.firstOf(1));
    pending.add(1, 2);
    QCOMPARE(pending.firstOf(1).value_or(-1), 1);
    QVERIFY(!pending.firstOf(7));
}

void tst_PendingPlaces::agreesWithAPlainSet()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    const bool held = rc::check("a set of places", [] {
        constexpr int kPlaces = 40;
        constexpr int kGroups = 4;
        auto pending = made(kPlaces, kGroups);
        std::set<int> plain;
        for (int i = 0; i < kPlaces; ++i)
            plain.insert(i);
        const auto steps = *rc::gen::inRange(1, 60);
        for (int step = 0; step < steps; ++step) {
            const int begin = *rc::gen::inRange(0, kPlaces);
            const int end = std::min(kPlaces, begin + *rc::gen::inRange(0, 12));
            switch (*rc::gen::inRange(0, 4)) {
            case 0:
                pending.add(begin, end);
                for (int i = begin; i < end; ++i)
                    plain.insert(i);
                break;
            case 1: {
                std::set<int> taken;
                for (const auto& [from, to] : pending.takeAll(begin, end)) {
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
            case 2: {
                const int group = begin % kGroups;
                const auto expected =
                    std::find_if(plain.cbegin(), plain.cend(), [group](int place) { return place % kGroups == group; });
                const auto first = pending.firstOf(group);
                RC_ASSERT(first.has_value() == (expected != plain.cend()));
                if (first) {
                    RC_ASSERT(*first == *expected);
                    pending.take(*first);
                    plain.erase(*first);
                }
                break;
            }
            default: {
                const auto first = pending.takeFirst();
                RC_ASSERT(first.has_value() != plain.empty());
                if (first) {
                    RC_ASSERT(*first == *plain.begin());
                    plain.erase(plain.begin());
                }
            }
            }
        }
    });
    QVERIFY(held);
#else
    QSKIP("RapidCheck is not installed"); // It is optional: the examples above hold without it.
#endif
}

QTEST_GUILESS_MAIN(tst_PendingPlaces)
#include "tst_PendingPlaces.moc"
