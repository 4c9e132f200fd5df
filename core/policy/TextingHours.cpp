#include "core/policy/TextingHours.h"

#include "core/policy/ZoneClock.h"

#include <algorithm>

namespace textbank {
namespace {

constexpr qint64 kMinute = 60'000;
constexpr qint64 kDay = 1440 * kMinute;
constexpr qint64 kHorizon = 8 * kDay;

/// A zone's wall clock at one instant, against the window of that weekday.
struct Reading
{
    bool open = false;
    bool beforeOpening = false;
    qint64 nextEdge = 0; ///< The next instant at which `open` can change.
};

Reading read(ZoneClock& clock, const QList<DayWindow>& week, qint64 utc)
{
    const auto offset = clock.at(utc);
    const auto local = utc + offset.ms;
    const auto day = local >= 0 ? local / kDay : (local - kDay + 1) / kDay;
    const auto ofDay = local - day * kDay;
    // 1970-01-01 was a Thursday; the week starts on Monday.
    const auto& window = week.at(static_cast<qsizetype>(((day + 3) % 7 + 7) % 7));
    const auto opens = window.openMinute * kMinute;
    const auto closes = window.closeMinute * kMinute;

    Reading reading;
    reading.open = ofDay >= opens && ofDay < closes;
    reading.beforeOpening = ofDay < opens;
    const auto edge = ofDay < opens ? opens : ofDay < closes ? closes : kDay;
    reading.nextEdge = std::min(utc + edge - ofDay, offset.until);
    return reading;
}

bool isSound(const QList<DayWindow>& week)
{
    return week.size() == 7 && std::all_of(week.cbegin(), week.cend(), [](const DayWindow& day) {
               return day.openMinute >= 0 && day.openMinute <= day.closeMinute && day.closeMinute <= 1440;
           });
}

/// What all zones say together at one instant.
struct Together
{
    bool open = true;
    bool tooLate = false;
    qsizetype closed = -1; ///< The first zone that is closed.
    qsizetype first = -1;  ///< The zone whose clock reaches its edge first.
    qint64 nextEdge = 0;
};

Together readAll(const QList<ZoneClock*>& clocks, const QList<DayWindow>& week, qint64 utc)
{
    Together all;
    for (qsizetype i = 0; i < clocks.size(); ++i) {
        const auto reading = read(*clocks.at(i), week, utc);
        if (all.first < 0 || reading.nextEdge < all.nextEdge) {
            all.nextEdge = reading.nextEdge;
            all.first = i;
        }
        if (!reading.open) {
            all.closed = all.open ? i : all.closed;
            all.open = false;
            all.tooLate = all.tooLate || !reading.beforeOpening;
        }
    }
    return all;
}

} // namespace

HoursVerdict textingHours(const ZoneSet& zones, const Policy& policy, Instant now)
{
    HoursVerdict verdict;
    QList<ZoneClock*> clocks;
    clocks.reserve(zones.zones.size());
    for (const auto& zone : zones.zones) {
        auto* clock = ZoneClock::of(zone);
        if (!clock) {
            verdict.zone = zone;
            return verdict;
        }
        clocks.append(clock);
    }
    if (clocks.isEmpty()) {
        return verdict;
    }
    verdict.reason = HoursReason::NoCommonWindow;
    verdict.zone = zones.zones.front();
    if (!isSound(policy.week)) {
        return verdict;
    }

    const auto start = toMs(now);
    auto all = readAll(clocks, policy.week, start);
    verdict.allowed = all.open;
    if (!all.open) {
        verdict.reason = all.tooLate ? HoursReason::TooLate : HoursReason::TooEarly;
        verdict.zone = zones.zones.at(all.closed);
    }
    // From edge to edge: nothing changes in between.
    for (auto at = all.nextEdge; at <= start + kHorizon; at = all.nextEdge) {
        const auto before = all;
        all = readAll(clocks, policy.week, at);
        if (all.open == verdict.allowed) {
            continue;
        }
        if (verdict.allowed) {
            verdict.reason = HoursReason::Open;
            verdict.closesAt = instantFromMs(at);
            verdict.zone = zones.zones.at(all.closed);
        } else {
            verdict.opensAt = instantFromMs(at);
            verdict.zone = zones.zones.at(before.first);
        }
        return verdict;
    }
    if (verdict.allowed) {
        // A week without an end: asked again long before then.
        verdict.reason = HoursReason::Open;
        verdict.closesAt = instantFromMs(start + kHorizon);
    } else {
        verdict.reason = HoursReason::NoCommonWindow;
    }
    return verdict;
}

} // namespace textbank
