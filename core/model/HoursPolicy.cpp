#include "core/model/HoursPolicy.h"

#include "core/model/States.h"

#include <QFile>
#include <QTime>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kDay = 24 * 60;

Week closedWeek() { return Week(7, DayWindow{0, 0}); }

struct BuiltIn
{
    QString version = u"built-in-0"_s;
    Week floor = closedWeek();
    Week week = closedWeek();
    QMap<QString, Week> stateWeek;
};

int minuteOf(const QString& text)
{
    const auto time = QTime::fromString(text, u"HH:mm"_s);
    return time.isValid() ? time.hour() * 60 + time.minute() : 0;
}

/// "mon-fri" or "sun" as indices of a week.
std::pair<int, int> daysOf(const QString& text)
{
    static const QStringList names{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    const auto ends = text.split(u'-');
    return {static_cast<int>(names.indexOf(ends.front())), static_cast<int>(names.indexOf(ends.back()))};
}

BuiltIn readBuiltIn()
{
    BuiltIn read;
    QFile file(u":/hours/built-in.csv"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return read;
    }
    for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const auto cells = line.split(u',');
        if (cells.front() == "version"_L1 && cells.size() == 2) {
            read.version = cells.at(1);
        }
        if (line.startsWith(u'#') || cells.size() != 4) {
            continue;
        }
        const auto [first, last] = daysOf(cells.at(1));
        auto& week = cells.front() == "floor"_L1  ? read.floor
                     : cells.front() == "week"_L1 ? read.week
                                                  : read.stateWeek[cells.front()];
        if (week.isEmpty()) {
            week = closedWeek();
        }
        for (auto day = first; day >= 0 && day <= last; ++day) {
            week[day] = {minuteOf(cells.at(2)), minuteOf(cells.at(3))};
        }
    }
    return read;
}

const BuiltIn& builtIn()
{
    static const auto kBuiltIn = readBuiltIn();
    return kBuiltIn;
}

QString faultOf(const Week& week, const QString& name)
{
    if (week.size() != 7) {
        return name + u": not seven days"_s;
    }
    for (qsizetype day = 0; day < week.size(); ++day) {
        if (!week.at(day).isSound()) {
            return u"%1[%2]: %3"_s.arg(name).arg(day).arg(week.at(day).openMinute > week.at(day).closeMinute
                                                              ? u"closes before it opens"_s
                                                              : u"not minutes of a day"_s);
        }
    }
    return {};
}

bool isNeverOpen(const Week& week)
{
    return std::all_of(week.cbegin(), week.cend(), [](const DayWindow& day) { return day.isClosed(); });
}

} // namespace

DayWindow DayWindow::narrowedTo(const DayWindow& other) const
{
    const DayWindow both{std::max(openMinute, other.openMinute), std::min(closeMinute, other.closeMinute)};
    return both.isClosed() ? DayWindow{0, 0} : both;
}

HoursPolicy::HoursPolicy()
    : floor(builtIn().floor)
    , week(builtIn().week)
{
}

const QMap<QString, Week>& HoursPolicy::listedStateWeeks() { return builtIn().stateWeek; }

QString HoursPolicy::builtInVersion() { return builtIn().version; }

HoursPolicy HoursPolicy::aroundTheClock()
{
    HoursPolicy hours;
    hours.floor = hours.week = Week(7, DayWindow{0, kDay});
    return hours;
}

HoursPolicy HoursPolicy::withinBuiltInFloor() const
{
    auto hours = *this;
    if (hours.floor.size() == 7 && faultOf(hours.floor, {}).isEmpty()) {
        for (qsizetype day = 0; day < 7; ++day) {
            hours.floor[day] = hours.floor.at(day).narrowedTo(builtIn().floor.at(day));
        }
    }
    return hours;
}

QString HoursPolicy::fault() const
{
    if (const auto wrong = faultOf(floor, u"floor"_s); !wrong.isEmpty()) {
        return wrong;
    }
    if (const auto wrong = faultOf(week, u"week"_s); !wrong.isEmpty()) {
        return wrong;
    }
    if (const auto wrong = faultOf(campaignWeek, u"campaignWeek"_s); !campaignWeek.isEmpty() && !wrong.isEmpty()) {
        return wrong;
    }
    for (auto state = stateWeek.cbegin(); state != stateWeek.cend(); ++state) {
        if (const auto wrong = faultOf(*state, u"stateWeek."_s + state.key()); !wrong.isEmpty()) {
            return wrong;
        }
    }
    for (qsizetype i = 0; i < holidays.size(); ++i) {
        if (!holidays.at(i).date.isValid()) {
            return u"holidays[%1]: not a date like 2026-12-25"_s.arg(i);
        }
        if (!holidays.at(i).window.isSound()) {
            return u"holidays[%1]: closes before it opens, or not minutes of a day"_s.arg(i);
        }
    }
    return {};
}

QString HoursPolicy::doubt() const
{
    if (const auto wrong = fault(); !wrong.isEmpty()) {
        return wrong;
    }
    for (const auto& [part, name] : {std::pair(floor, u"floor"_s), std::pair(week, u"week"_s)}) {
        if (isNeverOpen(part)) {
            return name + u": closed on every day"_s;
        }
    }
    if (!campaignWeek.isEmpty() && isNeverOpen(campaignWeek)) {
        return u"campaignWeek: closed on every day"_s;
    }
    Week together = floor;
    for (qsizetype day = 0; day < 7; ++day) {
        together[day] = together.at(day).narrowedTo(week.at(day));
        together[day] = campaignWeek.isEmpty() ? together.at(day) : together.at(day).narrowedTo(campaignWeek.at(day));
    }
    if (isNeverOpen(together)) {
        return u"floor, week and campaignWeek: never open together"_s;
    }
    for (auto state = stateWeek.keyBegin(); state != stateWeek.keyEnd(); ++state) {
        if (!isStateCode(*state)) {
            return u"stateWeek: \"%1\" is no state's code"_s.arg(*state);
        }
    }
    for (qsizetype i = 0; i < holidays.size(); ++i) {
        for (const auto& state : holidays.at(i).states) {
            if (!isStateCode(state)) {
                return u"holidays[%1]: \"%2\" is no state's code"_s.arg(i).arg(state);
            }
        }
    }
    return {};
}

} // namespace textbank
