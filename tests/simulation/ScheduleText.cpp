#include "tests/simulation/ScheduleText.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

QHash<QString, StepKind> kindsByName()
{
    QHash<QString, StepKind> kinds;
    for (auto kind = 0; kind < static_cast<int>(StepKind::Count); ++kind) {
        const Step step{static_cast<StepKind>(kind)};
        kinds.insert(describe(step).section(u' ', 0, 0), step.kind);
    }
    return kinds;
}

} // namespace

QString toText(const Schedule& schedule)
{
    auto text = u"seed %1\n"_s.arg(schedule.seed);
    for (const auto& step : schedule.steps) {
        text += describe(step) + u'\n';
    }
    return text;
}

Result<Schedule> fromText(const QString& text)
{
    static const auto kinds = kindsByName();
    Schedule schedule;
    auto seeded = false;
    auto number = 0;
    for (const auto& line : text.split(u'\n')) {
        ++number;
        const auto words = line.simplified().split(u' ', Qt::SkipEmptyParts);
        if (words.isEmpty() || words.front().startsWith(u'#') || words.front().startsWith(u'{')) {
            continue;
        }
        quint64 numbers[3] = {};
        auto sound = words.size() <= 4;
        for (qsizetype i = 1; i < words.size() && sound; ++i) {
            numbers[i - 1] = words.at(i).toULongLong(&sound);
        }
        const auto kind = kinds.constFind(words.front());
        if (sound && words.front() == u"seed"_s && words.size() == 2 && !seeded) {
            schedule.seed = numbers[0];
            seeded = true;
        } else if (sound && seeded && kind != kinds.cend()) {
            schedule.steps.append({*kind, static_cast<quint32>(numbers[0]), static_cast<quint32>(numbers[1]),
                                   static_cast<quint32>(numbers[2])});
        } else {
            return fail(ErrorCode::Malformed, u"line %1 is no step of a schedule: %2"_s.arg(number).arg(line));
        }
    }
    if (!seeded) {
        return fail(ErrorCode::Malformed, u"a schedule begins with its seed"_s);
    }
    return schedule;
}

} // namespace textbank::simulation
