#include "core/policy/TextingHours.h"

#include <QTimeZone>
#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

ZoneSet zones(const QStringList& ids) { return {ids, ZoneSource::Zip}; }
Instant at(const QString& text) { return fromRfc3339(text).value(); }
QString text(Instant instant) { return toRfc3339(instant); }

/// The same question put to QDateTime, zone by zone, without any of our tables.
bool openEverywhere(const QStringList& ids, const QList<DayWindow>& week, qint64 utc)
{
    return std::all_of(ids.cbegin(), ids.cend(), [&](const QString& id) {
        const auto local = QDateTime::fromMSecsSinceEpoch(utc, QTimeZone(id.toUtf8()));
        const auto& day = week.at(local.date().dayOfWeek() - 1);
        const auto time = local.time().msecsSinceStartOfDay();
        return time >= day.openMinute * 60000 && time < day.closeMinute * 60000;
    });
}

} // namespace

class tst_TextingHours : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("RC_PARAMS", "max_success=2000"); }
    void aWeekdayOpensAndClosesToTheMillisecond()
    {
        const Policy policy;
        const auto denver = zones({u"America/Denver"_s});
        // Wednesday, 2026-11-18; Denver is at -07:00.
        const auto early = textingHours(denver, policy, at(u"2026-11-18T15:59:59.999Z"_s));
        QVERIFY(!early.allowed);
        QCOMPARE(early.reason, HoursReason::TooEarly);
        QCOMPARE(text(early.opensAt), u"2026-11-18T16:00:00.000Z"_s);
        QCOMPARE(early.zone, u"America/Denver"_s);
        const auto open = textingHours(denver, policy, at(u"2026-11-18T16:00:00.000Z"_s));
        QVERIFY(open.allowed);
        QCOMPARE(open.reason, HoursReason::Open);
        QCOMPARE(text(open.closesAt), u"2026-11-19T03:00:00.000Z"_s);
        QVERIFY(textingHours(denver, policy, at(u"2026-11-19T02:59:59.999Z"_s)).allowed);
        const auto late = textingHours(denver, policy, at(u"2026-11-19T03:00:00.000Z"_s));
        QCOMPARE(late.reason, HoursReason::TooLate);
        QCOMPARE(text(late.opensAt), u"2026-11-19T16:00:00.000Z"_s);
    }
    void sundayOpensAtNoonAndSaturdayNightWaitsForIt()
    {
        const auto verdict = textingHours(zones({u"America/New_York"_s}), {}, at(u"2026-11-22T02:00:00Z"_s));
        QCOMPARE(verdict.reason, HoursReason::TooLate);
        QCOMPARE(text(verdict.opensAt), u"2026-11-22T17:00:00.000Z"_s);
    }
    void allZonesHaveToBeOpen()
    {
        const auto both = zones({u"America/Chicago"_s, u"America/New_York"_s});
        const auto early = textingHours(both, {}, at(u"2026-11-18T14:30:00Z"_s));
        QCOMPARE(early.reason, HoursReason::TooEarly);
        QCOMPARE(text(early.opensAt), u"2026-11-18T15:00:00.000Z"_s);
        QCOMPARE(early.zone, u"America/Chicago"_s);
        const auto open = textingHours(both, {}, at(u"2026-11-18T15:00:00Z"_s));
        QVERIFY(open.allowed);
        QCOMPARE(text(open.closesAt), u"2026-11-19T01:00:00.000Z"_s);
        QCOMPARE(open.zone, u"America/New_York"_s);
        QCOMPARE(textingHours(both, {}, at(u"2026-11-19T01:30:00Z"_s)).reason, HoursReason::TooLate);
    }
    void theClockChangesWithinTheWeek()
    {
        // In 2026 summer time ends on 1 November: Sunday noon is 17:00 UTC, Saturday 9:00 was 13:00 UTC.
        const auto eastern = zones({u"America/New_York"_s});
        QVERIFY(textingHours(eastern, {}, at(u"2026-10-31T13:00:00Z"_s)).allowed);
        const auto night = textingHours(eastern, {}, at(u"2026-11-01T01:00:00Z"_s));
        QCOMPARE(text(night.opensAt), u"2026-11-01T17:00:00.000Z"_s);
        // And it begins on 8 March: the night before, noon is an hour nearer.
        const auto spring = textingHours(eastern, {}, at(u"2026-03-08T03:00:00Z"_s));
        QCOMPARE(text(spring.opensAt), u"2026-03-08T16:00:00.000Z"_s);
    }
    void aWindowInsideTheRepeatedHourOpensTwice()
    {
        Policy policy;
        policy.week = QList<DayWindow>(7, DayWindow{60, 90}); // 1:00 to 1:30
        const auto eastern = zones({u"America/New_York"_s});
        const auto first = textingHours(eastern, policy, at(u"2026-11-01T05:10:00Z"_s));
        QVERIFY(first.allowed);
        QCOMPARE(text(first.closesAt), u"2026-11-01T05:30:00.000Z"_s);
        const auto between = textingHours(eastern, policy, at(u"2026-11-01T05:45:00Z"_s));
        QCOMPARE(text(between.opensAt), u"2026-11-01T06:00:00.000Z"_s);
        // In spring 2:00 to 2:30 does not exist.
        policy.week = QList<DayWindow>(7, DayWindow{120, 150});
        const auto spring = textingHours(eastern, policy, at(u"2026-03-08T06:59:00Z"_s));
        QCOMPARE(text(spring.opensAt), u"2026-03-09T06:00:00.000Z"_s);
    }
    void aDayAroundTheClockRunsIntoTheNext()
    {
        Policy policy;
        policy.week = QList<DayWindow>(7, DayWindow{0, 1440});
        policy.week[2] = {0, 600};
        const auto verdict = textingHours(zones({u"America/Phoenix"_s}), policy, at(u"2026-11-16T20:00:00Z"_s));
        QVERIFY(verdict.allowed);
        QCOMPARE(text(verdict.closesAt), u"2026-11-18T17:00:00.000Z"_s);
    }
    void whatIsNotUnderstoodIsClosed()
    {
        const auto noon = at(u"2026-11-18T18:00:00Z"_s);
        QCOMPARE(textingHours(zones({u"America/Denver"_s, u"Etc/Unknown"_s}), {}, noon).reason,
                 HoursReason::NoZoneData);
        QCOMPARE(textingHours(zones({u""_s}), {}, noon).reason, HoursReason::NoZoneData);
        QCOMPARE(textingHours(zones({}), {}, noon).reason, HoursReason::NoZoneData);
        for (const auto& week : {QList<DayWindow>{}, QList<DayWindow>(6), QList<DayWindow>(7, DayWindow{1200, 540}),
                                 QList<DayWindow>(7, DayWindow{-1, 540}), QList<DayWindow>(7, DayWindow{0, 1441})}) {
            Policy policy;
            policy.week = week;
            const auto verdict = textingHours(zones({u"America/Denver"_s}), policy, noon);
            QVERIFY(!verdict.allowed);
            QCOMPARE(verdict.opensAt, Instant{});
        }
    }
    void zonesWithNothingInCommonNeverOpen()
    {
        Policy policy;
        policy.week = QList<DayWindow>(7, DayWindow{600, 720});
        const auto verdict =
            textingHours(zones({u"America/New_York"_s, u"Pacific/Honolulu"_s}), policy, at(u"2026-11-18T18:00:00Z"_s));
        QCOMPARE(verdict.reason, HoursReason::NoCommonWindow);
        QCOMPARE(verdict.opensAt, Instant{});
        policy.week = QList<DayWindow>(7, DayWindow{540, 540});
        QCOMPARE(textingHours(zones({u"America/Denver"_s}), policy, at(u"2026-11-18T18:00:00Z"_s)).reason,
                 HoursReason::NoCommonWindow);
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void itAgreesWithQDateTimeAtEveryEdge()
    {
        static const QStringList kIds{u"America/New_York"_s, u"America/Chicago"_s,     u"America/Denver"_s,
                                      u"America/Phoenix"_s,  u"America/Los_Angeles"_s, u"America/Anchorage"_s,
                                      u"Pacific/Honolulu"_s, u"America/St_Johns"_s,    u"Pacific/Guam"_s,
                                      u"America/Adak"_s};
        QVERIFY(rc::check("hours", [] {
            const auto picks = *rc::gen::nonEmpty(rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 10)));
            QStringList ids;
            for (const auto pick : picks) {
                if (ids.size() < 3) {
                    ids.append(kIds.at(pick));
                }
            }
            Policy policy;
            policy.week.clear();
            for (int i = 0; i < 7; ++i) {
                const auto open = *rc::gen::inRange(0, 1441);
                policy.week.append({open, *rc::gen::inRange(open, 1441)});
            }
            // 2019 to 2033, half of them in the weeks in which the clock changes.
            auto now = *rc::gen::inRange<qint64>(1546300800000, 1988150400000);
            if (*rc::gen::arbitrary<bool>()) {
                const auto year = *rc::gen::inRange(2020, 2033);
                const auto change = QDateTime(QDate(year, *rc::gen::element(3, 11), 1), QTime(0, 0), Qt::UTC);
                now = change.toMSecsSinceEpoch() + *rc::gen::inRange<qint64>(0, 15LL * 86400000);
            }
            const auto verdict = textingHours(zones(ids), policy, instantFromMs(now));
            RC_ASSERT(verdict.allowed == openEverywhere(ids, policy.week, now));
            const auto edge = toMs(verdict.allowed ? verdict.closesAt : verdict.opensAt);
            if (edge > 0 && edge < now + 8LL * 86400000) {
                RC_ASSERT(edge > now);
                RC_ASSERT(openEverywhere(ids, policy.week, edge) != verdict.allowed);
                RC_ASSERT(openEverywhere(ids, policy.week, edge - 1) == verdict.allowed);
                // Nothing in between: the window neither closes nor opens before the edge.
                for (int i = 0; i < 20; ++i) {
                    const auto between = now + (edge - now) * i / 20;
                    RC_ASSERT(openEverywhere(ids, policy.week, between) == verdict.allowed);
                }
            }
        }));
    }
    void anotherZoneNeverWidens()
    {
        QVERIFY(rc::check("narrower", [] {
            const auto now = instantFromMs(*rc::gen::inRange<qint64>(1546300800000, 1988150400000));
            const auto one = zones({u"America/Chicago"_s});
            const auto two = zones({u"America/Chicago"_s, u"America/Los_Angeles"_s});
            const auto narrow = textingHours(two, {}, now);
            const auto wide = textingHours(one, {}, now);
            RC_ASSERT(!narrow.allowed || wide.allowed);
            RC_ASSERT(!narrow.allowed || narrow.closesAt <= wide.closesAt);
        }));
    }
#endif
    void aDecisionIsQuick()
    {
        const auto both = zones({u"America/Chicago"_s, u"America/New_York"_s});
        const Policy policy;
        auto now = at(u"2026-11-18T00:00:00Z"_s);
        int open = 0;
        QElapsedTimer timer;
        timer.start();
        constexpr int kDecisions = 20000;
        for (int i = 0; i < kDecisions; ++i) {
            open += textingHours(both, policy, now).allowed ? 1 : 0;
            now += Millis{3600000};
        }
        const auto each = timer.nsecsElapsed() / kDecisions;
        qInfo("one decision over two zones: %lld ns", static_cast<long long>(each));
        QVERIFY(open > 0);
        QVERIFY(each < 100000); // Far from the aim of 5 us, so that a busy machine does not fail.
    }
};

QTEST_GUILESS_MAIN(tst_TextingHours)
#include "tst_TextingHours.moc"
