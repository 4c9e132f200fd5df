#include "core/policy/Zones.h"

#include "core/model/AreaCodes.h"
#include "core/model/States.h"

#include <QFile>
#include <QHash>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct Place
{
    QStringList states;
    QStringList zones;
};

QList<QStringList> rowsOf(const QString& path)
{
    QList<QStringList> rows;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            if (!line.startsWith(u'#')) {
                rows.append(line.split(u','));
            }
        }
    }
    return rows;
}

QStringList united(QStringList a, const QStringList& b)
{
    a += b;
    a.sort();
    a.removeDuplicates();
    return a;
}

class Tables
{
public:
    Tables()
    {
        for (const auto& row : rowsOf(u":/zones/zip3.csv"_s)) {
            if (row.size() == 3) {
                m_places.insert(row.at(0), {row.at(1).split(u' '), row.at(2).split(u' ')});
            }
        }
        static const QStringList islands{u"AS"_s, u"GU"_s, u"MP"_s, u"PR"_s, u"VI"_s};
        for (const auto& row : rowsOf(u":/zones/states.csv"_s)) {
            if (row.size() == 2) {
                const auto zones = row.at(1).split(u' ');
                m_states.insert(row.at(0), zones);
                m_fiftyStates = islands.contains(row.at(0)) ? m_fiftyStates : united(m_fiftyStates, zones);
            }
        }
    }

    const Place* place(const QString& zip) const
    {
        auto found = m_places.constFind(zip);
        if (found == m_places.cend()) {
            found = m_places.constFind(zip.left(3));
        }
        return found == m_places.cend() ? nullptr : &*found;
    }
    QStringList state(const QString& code) const { return m_states.value(code); }
    const QStringList& fiftyStates() const { return m_fiftyStates; }

private:
    QHash<QString, Place> m_places; ///< By three digits, or by five where the three are not enough.
    QHash<QString, QStringList> m_states;
    QStringList m_fiftyStates;
};

const Tables& tables()
{
    static const Tables kTables;
    return kTables;
}

/// Five digits, also of ZIP+4; else empty.
QString zipOf(const QString& written)
{
    const auto text = written.trimmed();
    const auto digit = [&](int i) { return text.at(i) >= u'0' && text.at(i) <= u'9'; };
    if (text.size() != 5 && (text.size() != 10 || text.at(5) != u'-')) {
        return {};
    }
    for (int i = 0; i < 5; ++i) {
        if (!digit(i)) {
            return {};
        }
    }
    return text.left(5);
}

QStringList countryZones(const PhoneNumber& phone)
{
    const auto region = phone.region();
    const auto nanp = phone.e164().startsWith(u"+1"_s);
    if (phone.isEmpty() || region == u"US" || (nanp && region.isEmpty())) {
        return tables().fiftyStates();
    }
    if (nanp) {
        return areaCodeZones(region);
    }
    QStringList zones;
    for (const auto& id : QTimeZone::availableTimeZoneIds(QLocale::codeToTerritory(region))) {
        zones.append(QString::fromUtf8(id));
    }
    zones.sort();
    return zones;
}

} // namespace

QStringList statesFor(const Contact& contact)
{
    QStringList states;
    if (const auto state = stateCode(contact.state); !tables().state(state).isEmpty()) {
        states.append(state);
    }
    if (const auto zip = zipOf(contact.zip); !zip.isEmpty()) {
        const auto* place = tables().place(zip);
        if (place != nullptr && (states.isEmpty() || !place->states.contains(states.front()))) {
            states += place->states;
        }
    }
    return states;
}

ZoneSet zonesFor(const Contact& contact)
{
    const auto state = stateCode(contact.state);
    if (const auto* place = tables().place(zipOf(contact.zip)); place && !zipOf(contact.zip).isEmpty()) {
        // An address that contradicts itself may be in either place.
        const auto agrees = state.isEmpty() || place->states.contains(state);
        return {agrees ? place->zones : united(place->zones, tables().state(state)), ZoneSource::Zip};
    }
    if (const auto zones = tables().state(state); !zones.isEmpty()) {
        return {zones, ZoneSource::State};
    }
    if (const auto* code = findAreaCode(contact.phone.areaCode())) {
        return {code->zones, ZoneSource::AreaCode};
    }
    auto zones = countryZones(contact.phone);
    if (zones.isEmpty()) {
        zones.append(u"Etc/Unknown"_s); // No zone has this name, so texting hours stay closed.
    }
    return {zones, ZoneSource::Country};
}

} // namespace textbank
