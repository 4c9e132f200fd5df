// Asks the engine about every area code, every five minutes of two years, and writes what it said for hours_oracle.py
// to hold against an oracle that shares nothing with it: a line of JSON (when, and under which policy), then a line for
// each code with a bit for each moment, the first the most significant; 1 is "may be texted".
//
// usage: hours_of_codes [FIRST-YEAR]      (two years from there; default 2026)
#include "core/gateway/Wire.h"
#include "core/model/AreaCodes.h"
#include "core/policy/TextingHours.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr qint64 kStepMs = 300'000;

QJsonArray inJson(const Week& week)
{
    QJsonArray days;
    for (const auto& day : week) {
        days.append(QJsonArray{day.openMinute, day.closeMinute});
    }
    return days;
}

QJsonObject inJson(const HoursPolicy& policy)
{
    QJsonObject states;
    for (auto state = policy.stateWeek.cbegin(); state != policy.stateWeek.cend(); ++state) {
        states.insert(state.key(), inJson(*state));
    }
    QJsonArray holidays;
    for (const auto& holiday : policy.holidays) {
        holidays.append(QJsonObject{{u"date"_s, holiday.date.toString(Qt::ISODate)},
                                    {u"states"_s, QJsonArray::fromStringList(holiday.states)},
                                    {u"open"_s, holiday.window.openMinute},
                                    {u"close"_s, holiday.window.closeMinute}});
    }
    return {{u"floor"_s, inJson(policy.floor)},
            {u"week"_s, inJson(policy.week)},
            {u"states"_s, states},
            {u"holidays"_s, holidays}};
}

/// The bits in hexadecimal digits; empty when a verdict's own word about what comes next turns out wrong.
QByteArray ask(const ZoneSet& zones, const HoursPolicy& policy, qint64 from, qint64 steps)
{
    QByteArray digits;
    digits.reserve(steps / 4);
    HoursVerdict before;
    auto nibble = 0;
    for (qint64 step = 0; step < steps; ++step) {
        const auto now = from + step * kStepMs;
        auto verdict = textingHours(zones, policy, instantFromMs(now));
        if (step > 0) {
            const auto edge = toMs(before.allowed ? before.closesAt : before.opensAt);
            const auto changed = before.allowed != verdict.allowed;
            const auto announced = edge > now - kStepMs && edge <= now;
            if (edge != 0 && changed != announced) {
                std::fprintf(stderr, "at %lld: said to change at %lld\n", static_cast<long long>(now),
                             static_cast<long long>(edge));
                return {};
            }
        }
        nibble = nibble * 2 + (verdict.allowed ? 1 : 0);
        if (step % 4 == 3) {
            digits.append("0123456789abcdef"[nibble]);
            nibble = 0;
        }
        before = std::move(verdict);
    }
    return digits;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto year = argc > 1 ? QByteArray(argv[1]).toInt() : 2026;
    const QDateTime start(QDate(year, 1, 1), QTime(0, 0), Qt::UTC);
    const auto steps = start.daysTo(start.addYears(2)) * 86'400'000 / kStepMs;
    HoursPolicy policy;
    policy.stateWeek = HoursPolicy::listedStateWeeks();
    policy.holidays = {{QDate(year, 7, 4), u"Independence Day"_s, {}, {0, 0}},
                       {QDate(year, 11, 26), {}, {u"CA"_s, u"TX"_s}, {600, 900}},
                       {QDate(year + 1, 12, 25), u"Christmas"_s, {}, {0, 0}}};
    std::printf("%s\n", wire::compact({{u"from"_s, toRfc3339(instantFromMs(start.toMSecsSinceEpoch()))},
                                       {u"stepSeconds"_s, kStepMs / 1000},
                                       {u"steps"_s, steps},
                                       {u"policy"_s, inJson(policy)}})
                            .constData());
    // Codes that share their places share the answers too, which are asked for once.
    QHash<QString, QByteArray> asked;
    for (int code = 200; code < 1000; ++code) {
        const auto digits = QString::number(code);
        if (findAreaCode(digits) == nullptr) {
            continue;
        }
        Contact contact;
        contact.phone = PhoneNumber::fromE164(u"+1"_s + digits + u"5550142"_s).value_or(PhoneNumber());
        const auto zones = zonesFor(contact);
        const auto key = zones.zones.join(u' ') + u'/' + zones.states.join(u' ');
        if (!asked.contains(key)) {
            asked.insert(key, ask(zones, policy, start.toMSecsSinceEpoch(), steps));
        }
        if (zones.source != ZoneSource::AreaCode || asked.value(key).isEmpty()) {
            std::fprintf(stderr, "area code %d\n", code);
            return 2;
        }
        std::printf("%d %s\n", code, asked.value(key).constData());
    }
    return 0;
}
