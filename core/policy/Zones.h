#pragma once

#include "core/model/Contact.h"

#include <QStringList>

namespace textbank {

enum class ZoneSource {
    Zip,
    State,
    AreaCode,
    Country,
    Gateway, ///< Contact::zones: the gateway's word, where it keeps the number to itself.
};

/// Why nobody can tell where a contact is.
enum class PlaceTrouble {
    None,
    NonGeographic, ///< A toll-free, premium or personal number, which tells no place, and no address.
    OtherCountry,  ///< A number from outside the North American plan, and no address.
    Military,      ///< An address of the military post, which follows its people around the world.
    NoSuchZip,     ///< The ZIP code does not exist.
    Contradiction, ///< The ZIP code lies in another state than the address.
};

/// Where a contact may be, as a set of IANA zones: all of them count (domain.md section 3).
struct ZoneSet
{
    QStringList zones; ///< Never empty; sorted.
    ZoneSource source = ZoneSource::Country;
    QStringList states; ///< USPS codes of every state whose rules may apply; sorted; empty outside the United States.
    PlaceTrouble trouble = PlaceTrouble::None; ///< With anything else nobody can be texted, whatever the zones.
};

/// By ZIP, else by the address's state, else by the number's area code, else every zone of the fifty states. Where
/// there is no number to go by the gateway's own word counts in its place, under the rules of all states; where a
/// number tells nothing that word is added to every zone. Tables are in resources/.
ZoneSet zonesFor(const Contact& contact);

/// USPS codes of the states the address may lie in: as the list says, and as the ZIP code says where the two differ.
/// Empty when nothing is known; an area code is no address.
QStringList statesFor(const Contact& contact);

} // namespace textbank
