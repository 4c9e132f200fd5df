#include "core/policy/Zones.h"

#include "core/model/AreaCodes.h"
#include "core/model/States.h"
#include "core/model/ZipCode.h"
#include "core/policy/ZipTable.h"

#include <QHash>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

bool isMilitaryState(const QString& code) { return code == "AA"_L1 || code == "AE"_L1 || code == "AP"_L1; }

QStringList united(QStringList a, const QStringList& b)
{
    a += b;
    a.sort();
    a.removeDuplicates();
    return a;
}

ZoneSet anywhere(PlaceTrouble trouble)
{
    const auto& country = ZipTable::instance().country();
    auto zones = country.zones;
    if (zones.isEmpty()) {
        zones.append(u"Etc/Unknown"_s); // No zone has this name, so texting hours stay closed.
    }
    return {zones, ZoneSource::Country, country.states, trouble};
}

/// Of a code younger than the table, in another country of the plan that libphonenumber knows; else empty.
QStringList zonesOfYoungCode(const QString& code, const PhoneNumber& phone)
{
    // Asking it takes longer than everything else about a contact; per thread, so that no lock is needed.
    thread_local QHash<QString, QStringList> known;
    const auto found = known.constFind(code);
    if (found != known.cend()) {
        return *found;
    }
    const auto region = phone.region();
    const auto zones = region == "US"_L1 ? QStringList() : areaCodeZones(region);
    known.insert(code, zones);
    return zones;
}

/// By the gateway's word. It names no state, so the rules of all of them may apply.
ZoneSet byGateway(const QStringList& zones)
{
    return {united({}, zones), ZoneSource::Gateway, ZipTable::instance().country().states, PlaceTrouble::None};
}

ZoneSet byNumber(const Contact& contact)
{
    const auto& phone = contact.phone;
    if (phone.isEmpty()) {
        return contact.zones.isEmpty() ? anywhere(PlaceTrouble::None) : byGateway(contact.zones);
    }
    const auto code = phone.areaCode();
    if (const auto* row = findAreaCode(code)) {
        return {row->zones, ZoneSource::AreaCode, row->states, PlaceTrouble::None};
    }
    if (!code.isEmpty()) {
        if (!nonGeographicUse(code).isEmpty()) {
            return anywhere(PlaceTrouble::NonGeographic);
        }
        const auto zones = zonesOfYoungCode(code, phone);
        if (!zones.isEmpty()) {
            return {zones, ZoneSource::Country, {}, {}};
        }
        auto set = anywhere(PlaceTrouble::None);
        set.zones = united(set.zones, contact.zones);
        return set;
    }
    QStringList zones;
    for (const auto& id : QTimeZone::availableTimeZoneIds(QLocale::codeToTerritory(phone.region()))) {
        zones.append(QString::fromUtf8(id));
    }
    zones.sort();
    if (zones.isEmpty()) {
        zones.append(u"Etc/Unknown"_s);
    }
    return {zones, ZoneSource::Country, {}, PlaceTrouble::OtherCountry};
}

ZoneSet byAddress(const Place& place, ZoneSource source) { return {place.zones, source, place.states, {}}; }

} // namespace

QStringList statesFor(const Contact& contact)
{
    const auto& table = ZipTable::instance();
    QStringList states;
    if (const auto state = stateCode(contact.state); table.state(state) != nullptr) {
        states.append(state);
    }
    if (const auto zip = readZip(contact.zip).code; !zip.isEmpty()) {
        const auto* place = table.find(zip).place;
        if (place != nullptr && (states.isEmpty() || !place->states.contains(states.front()))) {
            states += place->states;
        }
    }
    return states;
}

ZoneSet zonesFor(const Contact& contact)
{
    const auto& table = ZipTable::instance();
    const auto state = stateCode(contact.state);
    const auto* stated = table.state(state);
    if (const auto zip = readZip(contact.zip); zip.isMeantAsZip) {
        const auto found = zip.code.isEmpty() ? ZipTable::Found{} : table.find(zip.code);
        if (found.place == nullptr) {
            return anywhere(found.isMilitary ? PlaceTrouble::Military : PlaceTrouble::NoSuchZip);
        }
        auto set = byAddress(*found.place, ZoneSource::Zip);
        if (!state.isEmpty() && !found.place->states.contains(state)) {
            set.trouble = isMilitaryState(state) ? PlaceTrouble::Military : PlaceTrouble::Contradiction;
            if (stated != nullptr) {
                set.zones = united(set.zones, stated->zones);
                set.states = united(set.states, stated->states);
            }
        } else if (found.place->states.size() > 1 && stated != nullptr) {
            // A ZIP code on the line between two states: the address says which.
            set.states = stated->states;
        }
        return set;
    }
    if (isMilitaryState(state)) {
        return anywhere(PlaceTrouble::Military);
    }
    return stated != nullptr ? byAddress(*stated, ZoneSource::State) : byNumber(contact);
}

} // namespace textbank
