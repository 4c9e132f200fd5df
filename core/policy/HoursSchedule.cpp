#include "core/policy/HoursSchedule.h"

#include <algorithm>

namespace textbank {
namespace {

const qint64 kEpoch = QDate(1970, 1, 1).toJulianDay();

} // namespace

HoursSchedule::HoursSchedule(const HoursPolicy& policy, const QStringList& states, qint64 firstDay, qint64 lastDay)
    : m_policy(policy)
{
    for (auto each = policy.stateWeek.cbegin(); each != policy.stateWeek.cend(); ++each) {
        if (std::binary_search(states.cbegin(), states.cend(), each.key())) {
            m_states.append({&each.key(), &*each});
        }
    }
    for (const auto& holiday : policy.holidays) {
        const auto day = holiday.date.toJulianDay() - kEpoch;
        const auto counts = holiday.states.isEmpty() ||
                            std::any_of(holiday.states.cbegin(), holiday.states.cend(), [&](const QString& state) {
                                return std::binary_search(states.cbegin(), states.cend(), state);
                            });
        if (day >= firstDay && day <= lastDay && counts) {
            m_holidays.append({day, &holiday});
        }
    }
    for (int weekday = 0; weekday < 7; ++weekday) {
        auto window = everywhereOn(weekday);
        for (const auto& [state, week] : m_states) {
            window = window.narrowedTo(week->at(weekday));
        }
        m_week[static_cast<size_t>(weekday)] = window;
    }
}

DayWindow HoursSchedule::everywhereOn(int weekday) const
{
    const auto window = m_policy.floor.at(weekday).narrowedTo(m_policy.week.at(weekday));
    return m_policy.campaignWeek.isEmpty() ? window : window.narrowedTo(m_policy.campaignWeek.at(weekday));
}

DayWindow HoursSchedule::on(qint64 day) const
{
    auto window = m_week[static_cast<size_t>(weekdayOf(day))];
    for (const auto& [date, holiday] : m_holidays) {
        if (date == day) {
            window = window.narrowedTo(holiday->window);
        }
    }
    return window;
}

bool HoursSchedule::isNeverOpen() const
{
    return std::all_of(m_week.cbegin(), m_week.cend(), [](const DayWindow& day) { return day.isClosed(); });
}

HoursSchedule::Cause HoursSchedule::causeOn(qint64 day, bool opening) const
{
    const auto weekday = weekdayOf(day);
    const auto withoutHolidays = m_week[static_cast<size_t>(weekday)];
    const auto narrows = [&](const DayWindow& part, const DayWindow& rest) {
        return part.isClosed() ? !rest.isClosed()
               : opening       ? part.openMinute > rest.openMinute
                               : part.closeMinute < rest.closeMinute;
    };
    for (const auto& [date, holiday] : m_holidays) {
        if (date == day && narrows(holiday->window, withoutHolidays)) {
            return {holiday, {}};
        }
    }
    const auto everywhere = everywhereOn(weekday);
    const QString* strictest = nullptr;
    auto narrowest = everywhere;
    for (const auto& [state, week] : m_states) {
        if (narrows(week->at(weekday), narrowest)) {
            strictest = state;
            narrowest = narrowest.narrowedTo(week->at(weekday));
        }
    }
    return {nullptr, strictest == nullptr ? QString() : *strictest};
}

} // namespace textbank
