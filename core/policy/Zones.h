#pragma once

#include "core/model/Contact.h"

#include <QStringList>

namespace textbank {

enum class ZoneSource { Zip, State, AreaCode, Country };

/// Where a contact may be, as a set of IANA zones: all of them count (domain.md section 3).
struct ZoneSet
{
    QStringList zones; ///< Never empty; sorted.
    ZoneSource source = ZoneSource::Country;
};

/// By ZIP, else by the address's state, else by the number's area code, else every zone of the country. Tables are in
/// resources/.
ZoneSet zonesFor(const Contact& contact);

/// USPS codes of the states the address may lie in: as the list says, and as the ZIP code says where the two differ.
/// Empty when nothing is known; an area code is no address.
QStringList statesFor(const Contact& contact);

} // namespace textbank
