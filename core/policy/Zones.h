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

} // namespace textbank
