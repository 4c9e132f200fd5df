#include "core/policy/TextingHours.h"

#include "core/policy/HoursSchedule.h"
#include "core/policy/ZoneClock.h"

#include <algorithm>

namespace textbank {
namespace {

constexpr qint64 kMinute = 60'000;
constexpr qint64 kDay = 1440 * kMinute;
constexpr qint64 kHorizonDays = 15;

using Clocks = QVarLengthArray<ZoneClock*, 12>;

/// A zone's wall clock at one instant, against the window of that day.
struct Reading
{
    bool open = false;
    bool beforeOpening = false;
    bool dayClosed = false;
    qint64 day = 0;      ///< The local date, in days since 1970-01-01.
    qint64 nextEdge = 0; ///< The next instant at which `open` can change.
};

qint64 dayOf(qint64 local) { return local >= 0 ? local / kDay : (local - kDay + 1) / kDay; }

Reading read(ZoneClock& clock, const HoursSchedule& schedule, qint64 utc)
{
    const auto offset = clock.at(utc);
    const auto local = utc + offset.ms;
    Reading reading;
    reading.day = dayOf(local);
    const auto ofDay = local - reading.day * kDay;
    const auto window = schedule.on(reading.day);
    const auto opens = window.openMinute * kMinute;
    const auto closes = window.closeMinute * kMinute;
    reading.open = ofDay >= opens && ofDay < closes;
    reading.dayClosed = window.isClosed();
    reading.beforeOpening = ofDay < opens;
    const auto edge = ofDay < opens ? opens : ofDay < closes ? closes : kDay;
    reading.nextEdge = std::min(utc + edge - ofDay, offset.until);
    return reading;
}

/// What all zones say together at one instant.
struct Together
{
    bool open = true;
    qsizetype closed = -1; ///< The zone that says most about why: one that is too late, else the first closed one.
    Reading why;           ///< Its clock.
    qsizetype next = -1;   ///< The zone whose clock brings the next change ...
    qint64 nextEdge = 0;   ///< ... at this instant at the earliest.
};

Together readAll(const Clocks& clocks, const HoursSchedule& schedule, qint64 utc)
{
    Together all;
    for (qsizetype i = 0; i < clocks.size(); ++i) {
        const auto reading = read(*clocks.at(i), schedule, utc);
        // Together they close with the first of them. They open with the last: until then that one is closed.
        const auto isNext = all.next < 0 || (all.open && (!reading.open || reading.nextEdge < all.nextEdge)) ||
                            (!reading.open && reading.nextEdge > all.nextEdge);
        if (isNext) {
            all.nextEdge = reading.nextEdge;
            all.next = i;
        }
        if (!reading.open) {
            const auto tooLate = !reading.beforeOpening && !reading.dayClosed;
            if (all.open || (tooLate && (all.why.beforeOpening || all.why.dayClosed))) {
                all.closed = i;
                all.why = reading;
            }
            all.open = false;
        }
    }
    return all;
}

/// Why it is closed at this moment.
void explain(HoursVerdict& verdict, const Reading& why, const HoursSchedule& schedule)
{
    const auto opening = why.dayClosed || why.beforeOpening;
    const auto cause = schedule.causeOn(why.day, opening);
    verdict.state = cause.state;
    if (cause.holiday != nullptr) {
        verdict.reason = HoursReason::Holiday;
        verdict.holiday = cause.holiday->name;
    } else {
        verdict.reason = why.dayClosed       ? HoursReason::DayClosed
                         : why.beforeOpening ? HoursReason::TooEarly
                                             : HoursReason::TooLate;
    }
}

/// The next instant at which what `verdict` says changes.
void lookAhead(HoursVerdict& verdict, const ZoneSet& zones, const Clocks& clocks, const HoursSchedule& schedule,
               qint64 start, Together all)
{
    // From edge to edge: what they say together does not change in between.
    for (auto at = all.nextEdge; at <= start + kHorizonDays * kDay; at = all.nextEdge) {
        const auto before = all.next;
        all = readAll(clocks, schedule, at);
        if (all.open == verdict.allowed) {
            continue;
        }
        if (verdict.allowed) {
            verdict.closesAt = instantFromMs(at);
            verdict.zone = zones.zones.at(all.closed);
        } else {
            verdict.opensAt = instantFromMs(at);
            verdict.zone = zones.zones.at(before);
        }
        return;
    }
    if (verdict.allowed) {
        // A week without an end: asked again long before then.
        verdict.closesAt = instantFromMs(start + kHorizonDays * kDay);
    } else {
        verdict.reason = HoursReason::NoCommonWindow;
    }
}

} // namespace

HoursVerdict textingHours(const ZoneSet& zones, const HoursPolicy& policy, Instant now)
{
    HoursVerdict verdict;
    verdict.zone = zones.zones.value(0);
    if (zones.trouble != PlaceTrouble::None) {
        verdict.reason = HoursReason::NoPlace;
        verdict.trouble = zones.trouble;
        return verdict;
    }
    Clocks clocks;
    for (const auto& zone : zones.zones) {
        auto* clock = ZoneClock::of(zone);
        if (clock == nullptr) {
            verdict.zone = zone;
            return verdict;
        }
        clocks.append(clock);
    }
    if (clocks.isEmpty()) {
        return verdict;
    }
    if (verdict.fault = policy.fault(); !verdict.fault.isEmpty()) {
        verdict.reason = HoursReason::PolicyFault;
        return verdict;
    }
    const auto start = toMs(now);
    const HoursSchedule schedule(policy, zones.states, dayOf(start) - 1, dayOf(start) + kHorizonDays + 1);
    const auto all = readAll(clocks, schedule, start);
    verdict.allowed = all.open;
    if (all.open) {
        verdict.reason = HoursReason::Open;
    } else {
        verdict.zone = zones.zones.at(all.closed);
        explain(verdict, all.why, schedule);
        if (schedule.isNeverOpen()) {
            return verdict;
        }
    }
    lookAhead(verdict, zones, clocks, schedule, start, all);
    return verdict;
}

} // namespace textbank
