#pragma once

#include "core/base/Clock.h"
#include "core/model/Campaign.h"
#include "core/policy/Zones.h"

#include <optional>

namespace textbank {

enum class HoursReason { Open, TooEarly, TooLate, NoCommonWindow, NoZoneData };

struct HoursVerdict
{
    bool allowed = false;
    HoursReason reason = HoursReason::NoZoneData;
    Instant closesAt{}; ///< While allowed: the first instant at which it is not any more.
    Instant opensAt{};  ///< While not allowed: the next opening within eight days; epoch if there is none.
    QString zone;       ///< IANA zone that decided, for the words ("opens at 9:00 in Denver").
};

/// Allowed now means allowed in every zone of the set under the policy's week. Fails closed when a zone is unknown to
/// the system or the policy's week is empty or inverted.
HoursVerdict textingHours(const ZoneSet& zones, const Policy& policy, Instant now);

} // namespace textbank
