#include "core/policy/Zones.h"

#include "core/model/AreaCodes.h"
#include "core/model/States.h"
#include "core/policy/ZipTable.h"

#include <QHash>
#include <QLocale>
#include <QTimeZone>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

struct WrittenZip
{
    QString code;              ///< Five digits; else empty.
    bool isMeantAsZip = false; ///< Digits that are no ZIP code, rather than nothing or a code of another country.
};

/// "60601", "60601-1234", "60601 1234", "606011234", and the zeros in front that spreadsheets drop.
WrittenZip zipOf(const QString& written)
{
    QString digits;
    for (const auto c : written) {
        if (isDigit(c)) {
            digits += c;
        } else if (c != u'-' && !c.isSpace()) {
            return {};
        }
    }
    if (digits.isEmpty()) {
        return {};
    }
    const auto trimmed = written.trimmed();
    const auto dash = std::find_if_not(trimmed.cbegin(), trimmed.cend(), isDigit) - trimmed.cbegin();
    const auto first = dash == trimmed.size() && dash > 5 ? digits.size() - 4 : dash;
    const auto rest = digits.size() - first;
    if (first < 3 || first > 5 || (rest != 0 && rest != 4)) {
        return {{}, true};
    }
    return {digits.left(first).rightJustified(5, u'0'), true};
}

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

ZoneSet byNumber(const PhoneNumber& phone)
{
    const auto code = phone.areaCode();
    if (const auto* row = findAreaCode(code)) {
        return {row->zones, ZoneSource::AreaCode, row->states, PlaceTrouble::None};
    }
    if (phone.isEmpty() || !code.isEmpty()) {
        if (!nonGeographicUse(code).isEmpty()) {
            return anywhere(PlaceTrouble::NonGeographic);
        }
        const auto zones = phone.isEmpty() ? QStringList() : zonesOfYoungCode(code, phone);
        return zones.isEmpty() ? anywhere(PlaceTrouble::None) : ZoneSet{zones, ZoneSource::Country, {}, {}};
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
    if (const auto zip = zipOf(contact.zip).code; !zip.isEmpty()) {
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
    if (const auto zip = zipOf(contact.zip); zip.isMeantAsZip) {
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
    return stated != nullptr ? byAddress(*stated, ZoneSource::State) : byNumber(contact.phone);
}

} // namespace textbank
