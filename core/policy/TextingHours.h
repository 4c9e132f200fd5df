#pragma once

#include "core/base/Clock.h"
#include "core/model/HoursPolicy.h"
#include "core/policy/Zones.h"

namespace textbank {

enum class HoursReason {
    Open,
    TooEarly,
    TooLate,
    DayClosed, ///< No texting on this weekday, or on none (see HoursVerdict::state for whose rule).
    Holiday,
    NoCommonWindow, ///< The zones' hours never meet: not before an address is known.
    NoPlace,        ///< Nobody can tell where the contact is (see HoursVerdict::trouble).
    NoZoneData,     ///< This system does not know the zone.
    PolicyFault,    ///< The policy's hours cannot be understood (see HoursVerdict::fault).
};

struct HoursVerdict
{
    bool allowed = false;
    HoursReason reason = HoursReason::NoZoneData;
    Instant closesAt{}; ///< While allowed: the first instant at which it is not any more.
    Instant opensAt{};  ///< While not allowed: the next opening within fifteen days; epoch if there is none.
    QString zone;       ///< IANA zone that decided, for the words ("opens at 9:00 in Denver").
    QString state;      ///< While closed by one state's narrower hours: its USPS code.
    QString holiday;    ///< While closed by a holiday: its name, where it has one.
    PlaceTrouble trouble = PlaceTrouble::None; ///< With NoPlace.
    QString fault;                             ///< With PolicyFault: HoursPolicy::fault().
};

/// Allowed now means allowed in every zone of the set, under the strictest of the policy's parts: floor, week, the week
/// of every state that may apply, the campaign's own, holidays by local date. Exact to the millisecond, through days on
/// which the clocks change. Fails closed: a place that nobody can tell, a zone unknown to the system, a policy that
/// cannot be understood.
HoursVerdict textingHours(const ZoneSet& zones, const HoursPolicy& policy, Instant now);

} // namespace textbank
