#pragma once

#include "core/review/Abilities.h"

#include <QString>

namespace textbank {

/// What an action of the desk or of the replies ("desk.note") records, where not every gateway can keep that.
std::optional<ContactAction> contactActionOf(const QString& actionId);

namespace words {
/// Why that cannot be done, in one sentence: "This campaign's server has no notes."
QString lacking(Ability ability);
} // namespace words

} // namespace textbank
