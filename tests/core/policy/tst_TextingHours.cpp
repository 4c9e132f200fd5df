#include "core/policy/TextingHours.h"

#include <QRandomGenerator>
#include <QTimeZone>
#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

ZoneSet zones(const QStringList& ids, const QStringList& states = {}) { return {ids, ZoneSource::Zip, states, {}}; }
Instant at(const QString& text) { return fromRfc3339(text).value(); }
QString text(Instant instant) { return toRfc3339(instant); }

/// A part of hours that is as wide as can be but for one weekday.
Week openBut(int weekday, DayWindow window)
{
    Week week(7, DayWindow{0, 1440});
    week[weekday] = window;
    return week;
}

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
        const HoursPolicy policy;
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
        HoursPolicy policy = HoursPolicy::aroundTheClock();
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
        HoursPolicy policy = HoursPolicy::aroundTheClock();
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
    }
    void hoursThatCannotBeUnderstoodAreClosedAndSayWhich_data()
    {
        QTest::addColumn<HoursPolicy>("policy");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const QString& fault, auto change) {
            auto policy = HoursPolicy::aroundTheClock();
            change(policy);
            QTest::newRow(name) << policy << fault;
        };
        const Week inverted = openBut(2, {1200, 540});
        row("no week", u"week: not seven days"_s, [](auto& p) { p.week.clear(); });
        row("six days", u"week: not seven days"_s, [](auto& p) { p.week.removeLast(); });
        row("no floor", u"floor: not seven days"_s, [](auto& p) { p.floor.clear(); });
        row("inverted", u"week[2]: closes before it opens"_s, [&](auto& p) { p.week = inverted; });
        row("before midnight", u"week[0]: not minutes of a day"_s, [](auto& p) { p.week = openBut(0, {-1, 540}); });
        row("after midnight", u"week[6]: not minutes of a day"_s, [](auto& p) { p.week = openBut(6, {0, 1441}); });
        row("campaign's", u"campaignWeek[2]: closes before it opens"_s, [&](auto& p) { p.campaignWeek = inverted; });
        // A state that the contact is not even in: who wrote that meant something else.
        row("a state's", u"stateWeek.TX[2]: closes before it opens"_s,
            [&](auto& p) { p.stateWeek[u"TX"_s] = inverted; });
        row("no date", u"holidays[0]: not a date like 2026-12-25"_s, [](auto& p) {
            p.holidays = {{QDate(), {}, {}, {}}};
        });
        row("inverted holiday", u"holidays[0]: closes before it opens, or not minutes of a day"_s, [](auto& p) {
            p.holidays = {{QDate(2026, 12, 25), {}, {}, {900, 600}}};
        });
    }
    void hoursThatCannotBeUnderstoodAreClosedAndSayWhich()
    {
        QFETCH(HoursPolicy, policy);
        QFETCH(QString, fault);
        const auto verdict = textingHours(zones({u"America/Denver"_s}), policy, at(u"2026-11-18T18:00:00Z"_s));
        QVERIFY(!verdict.allowed);
        QCOMPARE(verdict.reason, HoursReason::PolicyFault);
        QCOMPARE(verdict.fault, fault);
        QCOMPARE(verdict.opensAt, Instant{});
    }
    void aPlaceThatNobodyCanTellIsClosed()
    {
        for (const auto trouble : {PlaceTrouble::NonGeographic, PlaceTrouble::OtherCountry, PlaceTrouble::Military,
                                   PlaceTrouble::NoSuchZip, PlaceTrouble::Contradiction}) {
            auto place = zones({u"America/Denver"_s});
            place.trouble = trouble;
            const auto verdict = textingHours(place, HoursPolicy::aroundTheClock(), at(u"2026-11-18T18:00:00Z"_s));
            QVERIFY(!verdict.allowed);
            QCOMPARE(verdict.reason, HoursReason::NoPlace);
            QCOMPARE(verdict.trouble, trouble);
            QCOMPARE(verdict.opensAt, Instant{});
        }
    }
    void theStatesNarrowerHoursCount()
    {
        HoursPolicy policy;
        policy.stateWeek = HoursPolicy::listedStateWeeks();
        const auto mobile = zones({u"America/Chicago"_s}, {u"AL"_s});
        // Sunday, 13:00 in Alabama, where nobody is texted on Sundays.
        const auto sunday = textingHours(mobile, policy, at(u"2026-11-22T19:00:00Z"_s));
        QCOMPARE(sunday.reason, HoursReason::DayClosed);
        QCOMPARE(sunday.state, u"AL"_s);
        QCOMPARE(text(sunday.opensAt), u"2026-11-23T15:00:00.000Z"_s);
        QVERIFY(textingHours(zones({u"America/Chicago"_s}, {u"IL"_s}), policy, at(u"2026-11-22T19:00:00Z"_s)).allowed);
        // Rhode Island closes at 18:00 on weekdays, Kentucky opens at 10:00; who may be in either has both.
        const auto evening =
            textingHours(zones({u"America/New_York"_s}, {u"RI"_s}), policy, at(u"2026-11-18T23:30:00Z"_s));
        QCOMPARE(evening.reason, HoursReason::TooLate);
        QCOMPARE(evening.state, u"RI"_s);
        const auto both = zones({u"America/New_York"_s}, {u"KY"_s, u"RI"_s});
        const auto morning = textingHours(both, policy, at(u"2026-11-18T14:30:00Z"_s));
        QCOMPARE(morning.reason, HoursReason::TooEarly);
        QCOMPARE(morning.state, u"KY"_s);
        QCOMPARE(text(textingHours(both, policy, at(u"2026-11-18T15:00:00Z"_s)).closesAt),
                 u"2026-11-18T23:00:00.000Z"_s);
        // What holds everywhere is nobody's rule.
        QCOMPARE(textingHours(both, policy, at(u"2026-11-18T12:00:00Z"_s)).reason, HoursReason::TooEarly);
        QCOMPARE(textingHours(zones({u"America/New_York"_s}, {u"FL"_s}), policy, at(u"2026-11-19T02:00:00Z"_s)).state,
                 QString());
    }
    void aHolidayNarrowsItsLocalDate()
    {
        HoursPolicy policy;
        policy.holidays = {{QDate(2026, 11, 26), u"Thanksgiving"_s, {}, {0, 0}},
                           {QDate(2026, 11, 27), {}, {u"TX"_s}, {600, 720}}};
        const auto denver = zones({u"America/Denver"_s}, {u"CO"_s});
        const auto closed = textingHours(denver, policy, at(u"2026-11-26T18:00:00Z"_s));
        QCOMPARE(closed.reason, HoursReason::Holiday);
        QCOMPARE(closed.holiday, u"Thanksgiving"_s);
        QCOMPARE(text(closed.opensAt), u"2026-11-27T16:00:00.000Z"_s);
        // The evening before ends as ever: it is still the 25th there, whatever it is in London.
        QCOMPARE(text(textingHours(denver, policy, at(u"2026-11-26T02:00:00Z"_s)).closesAt),
                 u"2026-11-26T03:00:00.000Z"_s);
        // Texas alone has a short Friday.
        const auto elPaso = zones({u"America/Denver"_s}, {u"TX"_s});
        const auto early = textingHours(elPaso, policy, at(u"2026-11-27T16:30:00Z"_s));
        QCOMPARE(early.reason, HoursReason::Holiday);
        QCOMPARE(text(early.opensAt), u"2026-11-27T17:00:00.000Z"_s);
        QCOMPARE(text(textingHours(elPaso, policy, at(u"2026-11-27T17:00:00Z"_s)).closesAt),
                 u"2026-11-27T19:00:00.000Z"_s);
        QVERIFY(textingHours(denver, policy, at(u"2026-11-27T16:30:00Z"_s)).allowed);
        // A holiday that is wider than the day does not widen it.
        policy.holidays = {{QDate(2026, 11, 26), {}, {}, {0, 1440}}};
        QCOMPARE(textingHours(denver, policy, at(u"2026-11-26T15:00:00Z"_s)).reason, HoursReason::TooEarly);
        // Nine days in a row are passed over.
        policy.holidays.clear();
        for (int day = 0; day < 9; ++day) {
            policy.holidays.append({QDate(2026, 12, 24).addDays(day), {}, {}, {0, 0}});
        }
        QCOMPARE(text(textingHours(denver, policy, at(u"2026-12-24T18:00:00Z"_s)).opensAt),
                 u"2027-01-02T16:00:00.000Z"_s);
    }
    void theCampaignsOwnHoursOnlyNarrow()
    {
        HoursPolicy policy;
        policy.campaignWeek = Week(7, DayWindow{0, 1440});
        const auto denver = zones({u"America/Denver"_s});
        QVERIFY(!textingHours(denver, policy, at(u"2026-11-18T15:59:59Z"_s)).allowed);
        policy.campaignWeek.fill({17 * 60, 19 * 60});
        QCOMPARE(text(textingHours(denver, policy, at(u"2026-11-18T18:00:00Z"_s)).opensAt),
                 u"2026-11-19T00:00:00.000Z"_s);
        QCOMPARE(text(textingHours(denver, policy, at(u"2026-11-19T00:00:00Z"_s)).closesAt),
                 u"2026-11-19T02:00:00.000Z"_s);
        policy.campaignWeek.fill({6 * 60, 7 * 60}); // Nothing is left of the day.
        const auto never = textingHours(denver, policy, at(u"2026-11-18T18:00:00Z"_s));
        QCOMPARE(never.reason, HoursReason::DayClosed);
        QCOMPARE(never.opensAt, Instant{});
    }
    void theLawsFloorHoldsWhateverTheWeekSays()
    {
        HoursPolicy policy;
        policy.week = Week(7, DayWindow{0, 1440});
        const auto denver = zones({u"America/Denver"_s});
        QVERIFY(!textingHours(denver, policy, at(u"2026-11-18T14:59:59.999Z"_s)).allowed);
        QVERIFY(textingHours(denver, policy, at(u"2026-11-18T15:00:00Z"_s)).allowed);
        QVERIFY(textingHours(denver, policy, at(u"2026-11-19T03:59:59.999Z"_s)).allowed);
        QVERIFY(!textingHours(denver, policy, at(u"2026-11-19T04:00:00Z"_s)).allowed);
        QCOMPARE(HoursPolicy::aroundTheClock().withinBuiltInFloor().floor, HoursPolicy().floor);
        auto narrow = HoursPolicy();
        narrow.floor = Week(7, DayWindow{600, 700});
        QCOMPARE(narrow.withinBuiltInFloor().floor, narrow.floor);
    }
    void theLaptopsOwnZoneChangesNothing()
    {
        const auto ask = [] {
            QStringList said;
            for (int hour = 0; hour < 48; ++hour) {
                const auto verdict = textingHours(zones({u"America/Denver"_s, u"America/Phoenix"_s}), {},
                                                  at(u"2026-03-07T12:00:00Z"_s) + std::chrono::hours{hour});
                said << text(verdict.opensAt) + text(verdict.closesAt);
            }
            return said;
        };
        const auto kept = qgetenv("TZ");
        const auto here = ask();
        for (const char* zone : {"Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "nonsense"}) {
            qputenv("TZ", zone);
            QCOMPARE(ask(), here);
        }
        kept.isEmpty() ? (void)qunsetenv("TZ") : (void)qputenv("TZ", kept);
    }
    void theStrictestPartDecidesInAHundredThousandPolicies()
    {
        static const QStringList kIds{u"America/New_York"_s, u"America/Chicago"_s,   u"America/Denver"_s,
                                      u"America/Phoenix"_s,  u"America/Anchorage"_s, u"Pacific/Honolulu"_s};
        static const QStringList kStates{u"AL"_s, u"CO"_s, u"FL"_s, u"TX"_s};
        QRandomGenerator random(20261130);
        const auto window = [&] {
            const auto open = random.bounded(1441);
            return random.bounded(4) == 0 ? DayWindow{open, open}
                                          : DayWindow{open / 2, open / 2 + random.bounded(1441 - open / 2)};
        };
        const auto week = [&] {
            Week days;
            for (int day = 0; day < 7; ++day) {
                days.append(window());
            }
            return days;
        };
        int allowed = 0;
        for (int i = 0; i < 100'000; ++i) {
            HoursPolicy policy;
            policy.floor = week();
            policy.week = week();
            policy.campaignWeek = random.bounded(2) == 0 ? Week() : week();
            policy.stateWeek.clear();
            for (const auto& state : kStates) {
                if (random.bounded(2) == 0) {
                    policy.stateWeek.insert(state, week());
                }
            }
            const auto now = 1772323200000 + random.bounded(300) * 86'400'000LL + random.bounded(86'400'000);
            const auto today = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).date();
            for (auto holidays = random.bounded(3); holidays > 0; --holidays) {
                policy.holidays.append({today.addDays(random.bounded(5) - 2), {}, {}, window()});
                if (random.bounded(2) == 0) {
                    policy.holidays.last().states = {kStates.at(random.bounded(4))};
                }
            }
            QStringList ids{kIds.at(random.bounded(6)), kIds.at(random.bounded(6))};
            QStringList states{kStates.at(random.bounded(4)), kStates.at(random.bounded(4))};
            states.sort();
            states.removeDuplicates();
            const auto verdict = textingHours(zones(ids, states), policy, instantFromMs(now));
            // Each part by itself, asked of QDateTime.
            auto all = openEverywhere(ids, policy.floor, now) && openEverywhere(ids, policy.week, now) &&
                       (policy.campaignWeek.isEmpty() || openEverywhere(ids, policy.campaignWeek, now));
            for (const auto& state : states) {
                all = all && (!policy.stateWeek.contains(state) || openEverywhere(ids, policy.stateWeek[state], now));
            }
            for (const auto& holiday : policy.holidays) {
                const auto counts = holiday.states.isEmpty() || states.contains(holiday.states.front());
                for (const auto& id : ids) {
                    const auto local = QDateTime::fromMSecsSinceEpoch(now, QTimeZone(id.toUtf8()));
                    const auto time = local.time().msecsSinceStartOfDay();
                    all = all &&
                          (!counts || local.date() != holiday.date ||
                           (time >= holiday.window.openMinute * 60000 && time < holiday.window.closeMinute * 60000));
                }
            }
            if (verdict.allowed != all) {
                QFAIL(qPrintable(
                    u"policy %1 at %2: %3, its parts say %4"_s.arg(i).arg(now).arg(verdict.allowed).arg(all)));
            }
            allowed += all ? 1 : 0;
        }
        QVERIFY(allowed > 1000);
    }
    void zonesWithNothingInCommonNeverOpen()
    {
        HoursPolicy policy = HoursPolicy::aroundTheClock();
        policy.week = QList<DayWindow>(7, DayWindow{600, 720});
        const auto verdict =
            textingHours(zones({u"America/New_York"_s, u"Pacific/Honolulu"_s}), policy, at(u"2026-11-18T18:00:00Z"_s));
        QCOMPARE(verdict.reason, HoursReason::NoCommonWindow);
        QCOMPARE(verdict.opensAt, Instant{});
        policy.week = QList<DayWindow>(7, DayWindow{540, 540});
        QCOMPARE(textingHours(zones({u"America/Denver"_s}), policy, at(u"2026-11-18T18:00:00Z"_s)).reason,
                 HoursReason::DayClosed);
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
            HoursPolicy policy = HoursPolicy::aroundTheClock();
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
};

QTEST_GUILESS_MAIN(tst_TextingHours)
#include "tst_TextingHours.moc"
