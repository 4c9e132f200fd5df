#include "tests/simulation/RunnerOptions.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

Result<quint64> numberOf(const QString& option, const QString& word)
{
    auto sound = false;
    const auto number = word.toULongLong(&sound);
    if (!sound) {
        return fail(ErrorCode::Malformed, u"%1 needs a number, not '%2'"_s.arg(option, word));
    }
    return number;
}

} // namespace

QString RunnerOptions::usage()
{
    return uR"(usage: textbank-simulation [options]

Runs whole rooms of volunteers, gateway, network, voters and crashes, each from one seed, and holds every run against
the invariants. The last line on standard output is JSON.

  --count N           so many seeds (default 1000)
  --from S            beginning with this one (default 1)
  --seeds S..T        the seeds S to T
  --jobs N            worker processes (default: one for each core)
  --keep-going        do not end at the first violation
  --seed S            only this seed, run twice, to see that it runs the same both times
  --replay FILE       only the schedule in FILE ('-': standard input), as a shrunk failure is printed
  --trace             with --seed or --replay: print what happened
  --shrink-seconds N  how long to look for a shorter failing schedule (default 60, 0: not at all)
  --seconds-each N    CPU time after which a schedule counts as hung (default 20)
  --expect-violation  succeed only if there is a violation (for planted faults)
  --expect KINDS      the same, and it has to be of one of these kinds, as I1,I4
  --help              this text

Ends with 0 when all invariants held, 1 at a violation, 2 when it did not understand.
)"_s;
}

Result<RunnerOptions> RunnerOptions::parse(const QStringList& words)
{
    RunnerOptions options;
    options.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    quint64 count = 1000;
    QString range;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const auto& word = words.at(i);
        if (word == u"--keep-going"_s) {
            options.keepGoing = true;
        } else if (word == u"--expect-violation"_s) {
            options.expectViolation = true;
        } else if (word == u"--trace"_s) {
            options.trace = true;
        } else if (word == u"--help"_s || word == u"-h"_s) {
            options.help = true;
        } else if (i + 1 == words.size()) {
            return fail(ErrorCode::Malformed, u"'%1' is unknown or lacks its value"_s.arg(word));
        } else if (word == u"--replay"_s) {
            options.replay = words.at(++i);
        } else if (word == u"--seeds"_s) {
            range = words.at(++i);
        } else if (word == u"--expect"_s) {
            options.expectViolation = true;
            options.expectedKinds = words.at(++i).split(u',', Qt::SkipEmptyParts);
        } else {
            const auto number = numberOf(word, words.at(++i));
            if (!number) {
                return Unexpected{number.error()};
            }
            if (word == u"--count"_s) {
                count = *number;
            } else if (word == u"--from"_s) {
                options.from = *number;
            } else if (word == u"--jobs"_s) {
                options.jobs = static_cast<int>(std::clamp<quint64>(*number, 1, 256));
            } else if (word == u"--shrink-seconds"_s) {
                options.shrinkSeconds = static_cast<int>(*number);
            } else if (word == u"--seconds-each"_s) {
                options.secondsEach = static_cast<int>(std::max<quint64>(1, *number));
            } else if (word == u"--seed"_s) {
                options.single = true;
                options.from = *number;
                count = 1;
            } else {
                return fail(ErrorCode::Malformed, u"unknown option '%1'"_s.arg(word));
            }
        }
    }
    options.to = options.from + count - 1;
    if (!range.isEmpty()) {
        const auto from = numberOf(u"--seeds"_s, range.section(u".."_s, 0, 0));
        const auto to = numberOf(u"--seeds"_s, range.section(u".."_s, 1));
        if (!from || !to) {
            return Unexpected{(from ? to : from).error()};
        }
        options.from = *from;
        options.to = *to;
    }
    if (options.to + 1 <= options.from) {
        return fail(ErrorCode::Malformed, u"there are no seeds to run"_s);
    }
    return options;
}

} // namespace textbank::simulation
