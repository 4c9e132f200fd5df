#include "ui/brief/BriefWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTime>

namespace textbank::briefwords {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(BriefWords)
};

QString timeOf(int minute) { return QLocale().toString(QTime(minute / 60 % 24, minute % 60), QLocale::ShortFormat); }

QString windowOf(const DayWindow& window)
{
    if (window.openMinute == window.closeMinute)
        return Tr::tr("closed", "texting hours of a day");
    return Tr::tr("%1 to %2", "opening and closing time").arg(timeOf(window.openMinute), timeOf(window.closeMinute));
}

/// What holds everywhere: the strictest of floor, week and the campaign's own.
Week strictest(const HoursPolicy& policy)
{
    Week week = policy.week;
    for (const Week* part : {&policy.floor, &policy.campaignWeek}) {
        for (qsizetype day = 0; day < week.size() && day < part->size(); ++day)
            week[day] = week.at(day).narrowedTo(part->at(day));
    }
    return week;
}

QStringList narrowerStates(const HoursPolicy& policy)
{
    const Week everywhere = strictest(policy);
    QStringList states;
    for (auto state = policy.stateWeek.cbegin(); state != policy.stateWeek.cend(); ++state) {
        for (qsizetype day = 0; day < everywhere.size() && day < state->size(); ++day) {
            if (everywhere.at(day).narrowedTo(state->at(day)) != everywhere.at(day)) {
                states << state.key();
                break;
            }
        }
    }
    return states;
}

QString holidays(const QList<Holiday>& days)
{
    QStringList parts;
    for (const Holiday& day : days) {
        QString part = QLocale().toString(day.date, QLocale::LongFormat);
        if (!day.name.isEmpty())
            part = day.name + u", "_s + part;
        if (!day.states.isEmpty())
            part += u" ("_s + day.states.join(u", "_s) + u')';
        parts << part + u": "_s + windowOf(day.window);
    }
    return parts.join(u"; "_s);
}

} // namespace

QString hours(const QList<DayWindow>& week)
{
    const QLocale locale;
    QStringList parts;
    for (qsizetype from = 0; from < week.size();) {
        qsizetype to = from;
        while (to + 1 < week.size() && week[to + 1] == week[from])
            ++to;
        const QString first = locale.standaloneDayName(static_cast<int>(from) + 1);
        const QString days =
            to == from
                ? first
                : Tr::tr("%1 to %2", "two weekdays").arg(first, locale.standaloneDayName(static_cast<int>(to) + 1));
        parts << Tr::tr("%1 %2", "weekdays, hours").arg(days, windowOf(week[from]));
        from = to + 1;
    }
    return parts.join(u", "_s);
}

QStringList rules(const Policy& policy)
{
    QStringList out;
    out << Tr::tr("Texting hours, in the time of the person you text: %1.").arg(hours(strictest(policy.hours)));
    if (const QStringList states = narrowerStates(policy.hours); !states.isEmpty())
        out << Tr::tr("They are shorter in %1; the desk keeps to that by itself.").arg(states.join(u", "_s));
    if (!policy.hours.holidays.isEmpty())
        out << Tr::tr("Holidays: %1.").arg(holidays(policy.hours.holidays));
    if (policy.holdSeconds > 0)
        out << Tr::tr("Each text is held for %n second(s): until then Ctrl+Z stops it.", nullptr, policy.holdSeconds);
    if (!policy.identityWording.isEmpty())
        out << Tr::tr("A first message says who is texting: “%1”.").arg(policy.identityWording);
    if (!policy.optOutWording.isEmpty())
        out << Tr::tr("A first message says how to stop: “%1”.").arg(policy.optOutWording);
    out << Tr::tr(
        "When somebody asks to stop, in any words, nothing more is sent to them. Press O if Textbank did not see it.");
    out << Tr::tr("Each text is yours: you read it and press the key. Nothing is sent by itself.");
    return out;
}

} // namespace textbank::briefwords
