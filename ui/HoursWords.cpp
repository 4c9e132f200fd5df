#include "ui/Words.h"
#include "ui/WordsPrivate.h"

#include <QDateTime>
#include <QTimeZone>

// Sentences about texting hours.
namespace textbank::words {

using namespace Qt::StringLiterals;

namespace {

bool isEpoch(Instant instant) { return instant == Instant{}; }

QDate dateIn(const QString& zone, Instant instant)
{
    const QTimeZone there(zone.toLatin1());
    const auto utc = QDateTime::fromMSecsSinceEpoch(toMs(instant), Qt::UTC);
    return there.isValid() ? utc.toTimeZone(there).date() : utc.date();
}

bool isToday(const QString& zone, Instant instant, Instant now) { return dateIn(zone, instant) == dateIn(zone, now); }

/// "Sunday", of this moment in that zone.
QString dayIn(const QString& zone, Instant instant)
{
    return locale().standaloneDayName(dateIn(zone, instant).dayOfWeek());
}

QString openingOf(const HoursVerdict& hours, Instant now)
{
    if (isEpoch(hours.opensAt))
        return tr("No time in the coming two weeks fits.");
    return (isToday(hours.zone, hours.opensAt, now) ? tr("Texting opens at %1 in %2.") : tr("Texting opens %1 in %2."))
        .arg(timeIn(hours.zone, hours.opensAt, now), zoneCity(hours.zone));
}

QString placeTrouble(PlaceTrouble trouble)
{
    switch (trouble) {
    case PlaceTrouble::NonGeographic:
        return tr("This number is a toll-free or other special one and tells no place, so it is not known what time it "
                  "is there. With a ZIP code it could be texted; staff can add it.");
    case PlaceTrouble::OtherCountry:
        return tr("This number is of another country, and there is no address, so nothing is sent. With a ZIP code it "
                  "could be texted; staff can add it.");
    case PlaceTrouble::Military:
        return tr(
            "A military address can be anywhere in the world, so it is not known what time it is there and nothing "
            "is sent. Skip this contact, or ask staff for another address.");
    case PlaceTrouble::NoSuchZip:
        return tr("The ZIP code in the list does not exist, so it is not known what time it is there and nothing is "
                  "sent. Staff can mend the list.");
    case PlaceTrouble::Contradiction:
        return tr("The ZIP code in the list lies in another state than the address, so it is not known what time it is "
                  "there and nothing is sent. Staff can mend the list.");
    case PlaceTrouble::None:
        break;
    }
    return {};
}

QString placeTroubleShort(PlaceTrouble trouble)
{
    switch (trouble) {
    case PlaceTrouble::NonGeographic:
        return tr("Number tells no place");
    case PlaceTrouble::OtherCountry:
        return tr("Number of another country");
    case PlaceTrouble::Military:
        return tr("Military address");
    case PlaceTrouble::NoSuchZip:
        return tr("ZIP code does not exist");
    case PlaceTrouble::Contradiction:
        return tr("ZIP code and state differ");
    case PlaceTrouble::None:
        break;
    }
    return tr("Place unknown");
}

} // namespace

QString hours(const HoursVerdict& verdict, Instant now)
{
    switch (verdict.reason) {
    case HoursReason::Open:
        return tr("Texting is open until %1 in %2.")
            .arg(timeIn(verdict.zone, verdict.closesAt, now), zoneCity(verdict.zone));
    case HoursReason::TooEarly:
        return (verdict.state.isEmpty() ? tr("It is too early there.")
                                        : tr("It is too early there by the hours for %1.").arg(verdict.state)) +
               u' ' + openingOf(verdict, now);
    case HoursReason::TooLate:
        return (verdict.state.isEmpty() ? tr("It is too late there.")
                                        : tr("It is too late there by the hours for %1.").arg(verdict.state)) +
               u' ' + openingOf(verdict, now);
    case HoursReason::DayClosed:
        if (isEpoch(verdict.opensAt))
            return verdict.state.isEmpty()
                       ? tr("The campaign's texting hours leave no time for this contact. Staff can change them.")
                       : tr("The campaign's texting hours leave no time for anybody in %1. Staff can change them.")
                             .arg(verdict.state);
        return (verdict.state.isEmpty()
                    ? tr("Nobody is texted on this day (%1).").arg(dayIn(verdict.zone, now))
                    : tr("Nobody in %1 is texted on this day (%2).").arg(verdict.state, dayIn(verdict.zone, now))) +
               u' ' + openingOf(verdict, now);
    case HoursReason::Holiday:
        return (verdict.holiday.isEmpty() ? tr("It is a holiday there.")
                                          : tr("It is a holiday there (%1).").arg(verdict.holiday)) +
               u' ' + openingOf(verdict, now);
    case HoursReason::NoCommonWindow:
        return tr("This contact may be in places whose texting hours do not meet. With a ZIP code it could be texted; "
                  "staff can add it.");
    case HoursReason::NoPlace:
        return placeTrouble(verdict.trouble);
    case HoursReason::PolicyFault:
        return tr("The campaign's texting hours cannot be understood, so nobody is texted. Tell staff what is wrong: "
                  "%1.")
            .arg(verdict.fault);
    case HoursReason::NoZoneData:
        return tr("This computer does not know what time it is in %1, so nothing is sent. Its time zone data may be "
                  "missing or old; staff can help.")
            .arg(zoneCity(verdict.zone));
    }
    return {};
}

QString hoursShort(const HoursVerdict& verdict, Instant now)
{
    if (!isEpoch(verdict.opensAt)) {
        const QString opens =
            (isToday(verdict.zone, verdict.opensAt, now) ? tr("Opens at %1 in %2") : tr("Opens %1 in %2"))
                .arg(timeIn(verdict.zone, verdict.opensAt, now), zoneCity(verdict.zone));
        return verdict.holiday.isEmpty() ? opens : verdict.holiday + u". "_s + opens;
    }
    switch (verdict.reason) {
    case HoursReason::NoPlace:
        return placeTroubleShort(verdict.trouble);
    case HoursReason::PolicyFault:
        return tr("Texting hours not understood");
    case HoursReason::DayClosed:
    case HoursReason::Holiday:
        return tr("Texting hours leave no time");
    case HoursReason::NoZoneData:
        return tr("Local time unknown");
    default:
        return tr("Place unknown");
    }
}

QString opening(const Opening& opening, Instant now)
{
    return (isToday(opening.zone, opening.at, now) ? tr("Opens at %1 in %2, %n waiting", nullptr, opening.contacts)
                                                   : tr("Opens %1 in %2, %n waiting", nullptr, opening.contacts))
        .arg(timeIn(opening.zone, opening.at, now), zoneCity(opening.zone));
}

QStringList openings(const QList<Opening>& openings, int most, Instant now)
{
    QStringList lines;
    int later = 0;
    for (const Opening& one : openings) {
        if (lines.size() < most)
            lines.append(opening(one, now));
        else
            later += one.contacts;
    }
    if (later > 0)
        lines.append(tr("%n more open later", nullptr, later));
    return lines;
}

QString closesIn(const HoursVerdict& verdict, Instant now)
{
    const auto left = std::chrono::ceil<std::chrono::minutes>(verdict.closesAt - now).count();
    if (!verdict.allowed || left <= 0 || left > 60)
        return {};
    return tr("texting closes in %n minute(s)", nullptr, static_cast<int>(left));
}

} // namespace textbank::words
