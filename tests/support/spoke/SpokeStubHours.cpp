#include "tests/support/spoke/SpokeStubHours.h"

#include <QDateTime>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QTimeZone zoneOf(const QString& name)
{
    static const QMap<QString, QByteArray> old{{u"US/Eastern"_s, "America/New_York"},
                                               {u"US/Central"_s, "America/Chicago"},
                                               {u"US/Mountain"_s, "America/Denver"},
                                               {u"US/Pacific"_s, "America/Los_Angeles"}};
    return QTimeZone(old.value(name, name.toLatin1()));
}

/// The hours that count for a contact, and the hour of the day there now.
struct Window
{
    SpokeHours hours;
    int hour = 0;
    bool guessed = false; ///< The zone is unknown and nobody named one instead.
};

Window windowOf(const SpokeStubState& state, const SpokeContact& contact)
{
    const auto& campaign = state.campaigns[contact.campaign];
    const auto own = campaign.overridesHours;
    const auto hours = own ? campaign.hours : state.organizations[campaign.organization].hours;
    const auto now = QDateTime::fromMSecsSinceEpoch(toMs(state.now()), Qt::UTC);
    if (contact.zone) {
        // Whether it is summer is judged once for all contacts.
        const auto summer = zoneOf(own ? campaign.timezone : u"US/Eastern"_s).isDaylightTime(now);
        const auto offset = contact.zone->offset + (contact.zone->hasDst && summer ? 1 : 0);
        return {hours, now.addSecs(offset * 3600).time().hour(), false};
    }
    const auto named = own ? campaign.timezone : state.switches.timezone;
    const auto zone = zoneOf(named.isEmpty() ? u"US/Eastern"_s : named);
    return {hours, now.toTimeZone(zone).time().hour(), named.isEmpty()};
}

} // namespace

bool spokeListsNow(const SpokeStubState& state, const SpokeContact& contact)
{
    const auto window = windowOf(state, contact);
    if (!window.hours.enforced) {
        return true;
    }
    return window.guessed ? window.hour >= 12 && window.hour < 21
                          : window.hour >= window.hours.start && window.hour < window.hours.end;
}

bool spokeSendsNow(const SpokeStubState& state, const SpokeContact& contact)
{
    const auto window = windowOf(state, contact);
    return !window.hours.enforced || window.hour < window.hours.end;
}

} // namespace textbank
