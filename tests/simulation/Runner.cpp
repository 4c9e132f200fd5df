#include "tests/simulation/Runner.h"

#include "tests/simulation/ScheduleText.h"
#include "tests/simulation/Shrink.h"
#include "tests/simulation/Workers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

/// The name of the invariant, without what broke it: what a shorter schedule has to break too.
QString kindOf(const QString& violation) { return violation.section(u':', 0, 0); }

/// A planted fault has to be seen by what is there to see it, not by whatever breaks because of it.
bool isExpected(const RunnerOptions& options, const QString& violation)
{
    return options.expectedKinds.isEmpty() || options.expectedKinds.contains(kindOf(violation));
}

constexpr quint64 kReplayedEvery = 64; ///< So often a seed is run twice and has to go the same way.

QString runSeed(quint64 seed)
{
    const auto schedule = makeSchedule(seed);
    const auto twice = seed % kReplayedEvery == 0;
    const auto once = runSchedule(schedule, twice);
    if (!twice || !once.violation.isEmpty()) {
        return once.violation;
    }
    const auto again = runSchedule(schedule, true);
    return again.trace == once.trace ? again.violation : u"replay: a second run went another way"_s;
}

} // namespace

int Runner::run()
{
    if (!m_options.replay.isEmpty()) {
        QFile file(m_options.replay);
        const auto opened = m_options.replay == u"-"_s ? file.open(stdin, QFile::ReadOnly) : file.open(QFile::ReadOnly);
        if (!opened) {
            m_progress << "cannot read " << m_options.replay << Qt::endl;
            return 2;
        }
        const auto schedule = fromText(QString::fromUtf8(file.readAll()));
        if (!schedule) {
            m_progress << schedule.error().detail << Qt::endl;
            return 2;
        }
        return runOne(*schedule);
    }
    return m_options.single ? runOne(makeSchedule(m_options.from)) : runMany();
}

int Runner::runOne(const Schedule& schedule)
{
    QElapsedTimer timer;
    timer.start();
    // The second run comes after another one in its process: nothing may be left over from that.
    const auto once = runApart([&] { return runSchedule(schedule, true); }, m_options.secondsEach);
    const auto seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    const auto again = runApart(
        [&] {
            runSchedule(makeSchedule(schedule.seed + 1), false);
            return runSchedule(schedule, true);
        },
        2 * m_options.secondsEach);
    if (m_options.trace) {
        for (const auto& line : once.trace) {
            m_out << line << '\n';
        }
    }
    auto violation = once.violation;
    if (once.trace != again.trace || once.violation != again.violation) {
        violation = u"replay: a second run went another way"_s;
        qsizetype line = 0;
        while (line < std::min(once.trace.size(), again.trace.size()) && once.trace.at(line) == again.trace.at(line)) {
            ++line;
        }
        m_out << "first difference in line " << line + 1 << ":\n  " << once.trace.value(line) << "\n  "
              << again.trace.value(line) << '\n';
    }
    if (!violation.isEmpty()) {
        m_out << "violation: " << violation << '\n';
        if (!m_options.trace && m_options.replay.isEmpty()) {
            showShortest(schedule, once.violation);
        }
    }
    QJsonObject summary{{u"seed"_s, QString::number(schedule.seed)},
                        {u"steps"_s, schedule.steps.size()},
                        {u"seconds"_s, seconds},
                        {u"violation"_s, violation}};
    m_out << QJsonDocument(summary).toJson(QJsonDocument::Compact) << Qt::endl;
    if (m_options.expectViolation) {
        return !violation.isEmpty() && isExpected(m_options, violation) ? 0 : 1;
    }
    return violation.isEmpty() ? 0 : 1;
}

int Runner::runMany()
{
    const auto count = m_options.to - m_options.from + 1;
    const auto onTerminal = isatty(STDERR_FILENO) != 0;
    Workers workers(
        {m_options.from, m_options.to, m_options.jobs, m_options.secondsEach, m_options.keepGoing, &runSeed});
    auto lastLine = 0.0;
    const auto failures = workers.run(
        [&](const Workers::Progress& progress) {
            if (!onTerminal && progress.seconds - lastLine < 10 && progress.done < count) {
                return;
            }
            lastLine = progress.seconds;
            const auto rate = static_cast<double>(progress.done) / std::max(progress.seconds, 0.001);
            m_progress << (onTerminal ? "\r" : "")
                       << u"%1 of %2 schedules, %3 a second, %4 s left   "_s.arg(progress.done)
                              .arg(count)
                              .arg(rate, 0, 'f', 0)
                              .arg(static_cast<double>(count - std::min(count, progress.done)) / std::max(rate, 0.001),
                                   0, 'f', 0)
                       << (onTerminal ? "" : "\n") << Qt::flush;
        },
        [&](const Failure& failure) {
            m_out << (onTerminal ? "\n" : "") << "# seed " << failure.seed << ": " << failure.violation << Qt::endl;
        });
    if (onTerminal) {
        m_progress << '\n';
    }
    QJsonArray violations;
    for (const auto& failure : failures) {
        violations.append(QJsonObject{{u"seed"_s, QString::number(failure.seed)}, {u"violation"_s, failure.violation}});
    }
    if (!failures.isEmpty() && m_options.shrinkSeconds > 0 && !m_options.expectViolation) {
        showShortest(makeSchedule(failures.front().seed), failures.front().violation);
    }
    const QJsonObject summary{
        {u"schedules"_s, static_cast<qint64>(workers.done())},
        {u"from"_s, QString::number(m_options.from)},
        {u"to"_s, QString::number(m_options.to)},
        {u"jobs"_s, m_options.jobs},
        {u"seconds"_s, std::round(workers.seconds() * 1000) / 1000},
        {u"perSecond"_s,
         std::round(static_cast<double>(workers.done()) / std::max(workers.seconds(), 0.001) * 10) / 10},
        {u"violations"_s, violations}};
    m_out << QJsonDocument(summary).toJson(QJsonDocument::Compact) << Qt::endl;
    if (m_options.expectViolation) {
        return std::any_of(failures.cbegin(), failures.cend(),
                           [this](const Failure& failure) { return isExpected(m_options, failure.violation); })
                   ? 0
                   : 1;
    }
    return failures.isEmpty() ? 0 : 1;
}

void Runner::showShortest(const Schedule& failing, const QString& violation)
{
    QElapsedTimer timer;
    timer.start();
    auto runs = 0;
    const auto shortest = shrink(
        failing,
        [&](const Schedule& shorter) {
            ++runs;
            return kindOf(runApart([&] { return runSchedule(shorter, false); }, m_options.secondsEach).violation) ==
                   kindOf(violation);
        },
        [&] { return timer.elapsed() < m_options.shrinkSeconds * 1000LL; });
    const auto verdict = runApart([&] { return runSchedule(shortest, true); }, m_options.secondsEach);
    m_out << "\n# Shrunk from " << failing.steps.size() << " steps to " << shortest.steps.size() << " in " << runs
          << " runs. What happens in it:\n";
    for (const auto& line : verdict.trace) {
        m_out << "#   " << line << '\n';
    }
    m_out << "# " << verdict.violation << "\n# The whole: textbank-simulation --seed " << failing.seed
          << " --trace. This one: save all of this as FILE, textbank-simulation --replay FILE --trace.\n"
          << toText(shortest) << Qt::endl;
}

} // namespace textbank::simulation
