#pragma once

#include <QString>

namespace textbank {

/// Two people of one household have the same key, in whatever way their lines write it; empty when nothing is known. A
/// digest, so that an address does not lie in a second place.

/// By the list's own number or name of the household.
QString householdNamed(const QString& cell);
/// By street address, unit included, and ZIP. A building whose list gives no unit is one household. Empty without a
/// house number, a street and a ZIP.
QString householdAt(const QString& street, const QString& unit, const QString& zip);

} // namespace textbank
