#pragma once

#include <QDate>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace textbank {

/// Texting hours of one weekday in minutes after local midnight; open == close means closed all day.
struct DayWindow
{
    int openMinute = 9 * 60;   ///< First minute in which texting is allowed, 0..1440.
    int closeMinute = 20 * 60; ///< First minute in which it is not any more, 0..1440.

    bool isClosed() const { return openMinute >= closeMinute; }
    /// The minutes that lie in both; closed when there are none.
    DayWindow narrowedTo(const DayWindow& other) const;
    /// Within 0..1440, and not closing before it opens.
    bool isSound() const { return openMinute >= 0 && openMinute <= closeMinute && closeMinute <= 1440; }
    friend bool operator==(const DayWindow&, const DayWindow&) = default;
};

/// Seven entries, Monday first.
using Week = QList<DayWindow>;

/// A day of narrower hours, by the contact's local date.
struct Holiday
{
    QDate date;
    QString name;       ///< "Thanksgiving"; may be empty.
    QStringList states; ///< USPS codes of where it counts; empty: everywhere.
    DayWindow window{0, 0};
    friend bool operator==(const Holiday&, const Holiday&) = default;
};

/// The parts of texting hours in a policy. What applies to a contact is the strictest of all (domain.md section 3).
struct HoursPolicy
{
    Week floor;                    ///< The law's own window, 47 CFR 64.1200(c)(1); see withinBuiltInFloor().
    Week week;                     ///< Everywhere.
    QMap<QString, Week> stateWeek; ///< By USPS code, for contacts who may be in that state.
    Week campaignWeek;             ///< The campaign's own narrower hours; empty: it has none.
    QList<Holiday> holidays;

    /// Floor and week of resources/hours. Without that table everything is closed.
    HoursPolicy();
    /// The narrower windows of states that resources/hours lists: what our gateway puts into a policy that names none.
    static const QMap<QString, Week>& listedStateWeeks();
    /// The built-in parts' version.
    static QString builtInVersion();
    /// The whole day in every part: for practice and tests.
    static HoursPolicy aroundTheClock();
    /// The same with a floor that is nowhere wider than the built-in one.
    HoursPolicy withinBuiltInFloor() const;
    /// Empty when the hours can be understood, else where and why not: "week[2]: closes before it opens".
    QString fault() const;
    /// As fault(), and nothing that could not be meant: a state nobody knows, a week in which every day is closed.
    QString doubt() const;
    friend bool operator==(const HoursPolicy&, const HoursPolicy&) = default;
};

} // namespace textbank
