#pragma once

#include "core/model/HoursPolicy.h"

#include <QVarLengthArray>
#include <array>

namespace textbank {

/// The strictest of a policy's parts for a contact who may be in these states: one window for each local day. Views the
/// policy, which has to be sound and to outlive it.
class HoursSchedule
{
public:
    /// Holidays count from `firstDay` to `lastDay`, days since 1970-01-01.
    HoursSchedule(const HoursPolicy& policy, const QStringList& states, qint64 firstDay, qint64 lastDay);

    /// Of a local date, in days since 1970-01-01.
    DayWindow on(qint64 day) const;
    bool isNeverOpen() const;

    /// What makes this day's window as narrow as it is.
    struct Cause
    {
        const Holiday* holiday = nullptr; ///< It narrows the day.
        QString state;                    ///< Else the state whose week is narrower than what holds everywhere.
    };
    /// For the edge that matters: `opening` for the time it opens or whether it does at all, else the time it closes.
    Cause causeOn(qint64 day, bool opening) const;

    static int weekdayOf(qint64 day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); } ///< Monday is 0.

private:
    DayWindow everywhereOn(int weekday) const;

    const HoursPolicy& m_policy;
    QVarLengthArray<std::pair<const QString*, const Week*>, 8> m_states;
    QVarLengthArray<std::pair<qint64, const Holiday*>, 8> m_holidays;
    std::array<DayWindow, 7> m_week;
};

} // namespace textbank
