#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Random.h"
#include "core/base/Result.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>
#include <memory>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Result<int> half(int number) { return number % 2 == 0 ? Result<int>(number / 2) : fail(ErrorCode::Invalid, u"odd"_s); }
Result<void> onlyEven(int number)
{
    if (number % 2 != 0) {
        return fail(ErrorCode::Conflict);
    }
    return {};
}

} // namespace

class tst_Base : public QObject
{
    Q_OBJECT
private slots:
    void aResultIsAValueOrAnError()
    {
        QVERIFY(half(4));
        QCOMPARE(*half(4), 2);
        QVERIFY(!half(3));
        QCOMPARE(half(3).error().code, ErrorCode::Invalid);
        QCOMPARE(half(3).error().detail, u"odd"_s);
        QCOMPARE(half(3).value_or(7), 7);
        QVERIFY(onlyEven(2));
        QCOMPARE(onlyEven(1).error().code, ErrorCode::Conflict);
    }
    void aResultOfOneTypeForBothIsNotMixedUp()
    {
        const Result<QString, QString> good(u"x"_s);
        const Result<QString, QString> bad(Unexpected{u"x"_s});
        QVERIFY(good && !bad);
    }
    void aResultGivesUpWhatItHolds()
    {
        Result<std::unique_ptr<int>> held(std::make_unique<int>(5));
        const auto taken = *std::move(held);
        QCOMPARE(*taken, 5);
    }
    void idsOfTheSeventhKindSortByTime()
    {
        SeededRandom random(1);
        static const QRegularExpression kForm(
            u"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
        QString last;
        QSet<QString> seen;
        for (qint64 ms : {0LL, 1LL, 255LL, 256LL, 65536LL, 1763802000000LL, 1763802000001LL, 281474976710655LL}) {
            const auto id = makeUuidV7(instantFromMs(ms), random);
            QVERIFY2(kForm.match(id).hasMatch(), qPrintable(id));
            QVERIFY2(id > last, qPrintable(id));
            last = id;
        }
        QVERIFY(makeUuidV7(instantFromMs(0x0123456789ABLL), random).startsWith(u"01234567-89ab-7"_s));
        for (int i = 0; i < 10000; ++i) {
            seen.insert(makeUuidV7(instantFromMs(42), random));
        }
        QCOMPARE(seen.size(), 10000);
    }
    void idsOfDifferentKindsDoNotMix()
    {
        using A = Id<struct ATag>;
        using B = Id<struct BTag>;
        static_assert(!std::is_convertible_v<A, B>);
        QVERIFY(A{}.isEmpty());
        QVERIFY(A{u"a"_s} < A{u"b"_s});
        QCOMPARE(qHash(A{u"a"_s}), qHash(A{u"a"_s}));
    }
    void timesAreReadWithTheirOffset_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::newRow("utc") << u"2026-11-22T09:30:00Z"_s << u"2026-11-22T09:30:00.000Z"_s;
        QTest::newRow("milliseconds") << u"2026-11-22T09:30:00.123Z"_s << u"2026-11-22T09:30:00.123Z"_s;
        QTest::newRow("offset") << u"2026-11-22T02:30:00-07:00"_s << u"2026-11-22T09:30:00.000Z"_s;
        QTest::newRow("half an hour") << u"2026-11-22T06:00:00.5-03:30"_s << u"2026-11-22T09:30:00.500Z"_s;
        QTest::newRow("plus") << u"2026-11-23T00:00:00+01:00"_s << u"2026-11-22T23:00:00.000Z"_s;
        QTest::newRow("leap day") << u"2028-02-29T00:00:00Z"_s << u"2028-02-29T00:00:00.000Z"_s;
    }
    void timesAreReadWithTheirOffset()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const auto instant = fromRfc3339(text);
        QVERIFY(instant);
        QCOMPARE(toRfc3339(*instant), utc);
    }
    void whatIsNoTimeIsNone()
    {
        for (const auto& text : {u""_s, u"now"_s, u"2026-11-22"_s, u"2026-11-22T09:30:00"_s, u"2026-11-22 09:30:00Z"_s,
                                 u"2026-13-22T09:30:00Z"_s, u"2026-02-30T09:30:00Z"_s, u"2026-11-22T25:00:00Z"_s,
                                 u"2026-11-22T09:30Z"_s, u"1763802000"_s, u"2026-11-22T09:30:00 +01:00 x"_s}) {
            QVERIFY2(!fromRfc3339(text), qPrintable(text));
        }
    }
    void theSystemsClockGoesOn()
    {
        const SystemClock clock;
        const auto before = clock.elapsed();
        QVERIFY(clock.elapsed() >= before);
        QVERIFY(qAbs(toMs(clock.now()) - QDateTime::currentMSecsSinceEpoch()) < 5000);
    }
    void theSameSeedGivesTheSameBytes()
    {
        SeededRandom a(42);
        SeededRandom b(42);
        SeededRandom c(43);
        const auto bytes = a.bytes(5000);
        // However they are asked for.
        QByteArray pieces;
        while (pieces.size() < 5000) {
            pieces += b.bytes(qMin(7, 5000 - static_cast<int>(pieces.size())));
        }
        QCOMPARE(pieces, bytes);
        QVERIFY(c.bytes(5000) != bytes);
        QVERIFY(bytes.left(1024) != bytes.mid(1024, 1024));
        // The same on every machine: simulations are compared across them.
        QCOMPARE(SeededRandom(1).bytes(8).toHex(), SeededRandom(1).bytes(8).toHex());
    }
    void theSystemsBytesDiffer()
    {
        SystemRandom random;
        QVERIFY(random.bytes(32) != random.bytes(32));
        QCOMPARE(random.bytes(0).size(), 0);
    }
    void chanceIsEvenAndInRange()
    {
        SeededRandom random(7);
        QList<int> counts(6, 0);
        for (int i = 0; i < 60000; ++i) {
            ++counts[static_cast<int>(random.below(6))];
            const auto unit = random.unit();
            QVERIFY(unit >= 0 && unit < 1);
        }
        for (const auto count : counts) {
            QVERIFY(qAbs(count - 10000) < 500);
        }
        QCOMPARE(random.below(1), quint64(0));
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void anInstantComesBackFromItsText()
    {
        QVERIFY(rc::check("round trip", [] {
            const auto instant = instantFromMs(*rc::gen::inRange<qint64>(0, 253402300799999));
            RC_ASSERT(fromRfc3339(toRfc3339(instant)) == instant);
        }));
    }
    void laterIdsSortLater()
    {
        QVERIFY(rc::check("order", [] {
            SeededRandom random(*rc::gen::arbitrary<quint64>());
            const auto first = *rc::gen::inRange<qint64>(0, 281474976710654);
            const auto second = *rc::gen::inRange<qint64>(first + 1, 281474976710656);
            RC_ASSERT(makeUuidV7(instantFromMs(first), random) < makeUuidV7(instantFromMs(second), random));
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Base)
#include "tst_Base.moc"
