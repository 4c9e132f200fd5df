#include "tests/simulation/RunnerOptions.h"
#include "tests/simulation/ScheduleText.h"
#include "tests/simulation/Shrink.h"
#include "tests/simulation/Workers.h"

#include <QTest>
#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace textbank::simulation;

namespace {

bool has(const Schedule& schedule, const Step& step) { return schedule.steps.contains(step); }

QList<Failure> failuresOf(const std::function<QString(quint64)>& run, bool keepGoing = true)
{
    Workers workers({.from = 1, .to = 40, .jobs = 3, .secondsEach = 1, .keepGoing = keepGoing, .run = run});
    return workers.run([](const Workers::Progress&) {}, [](const Failure&) {});
}

} // namespace

class tst_Runner : public QObject
{
    Q_OBJECT

private slots:
    void aScheduleIsReadBackAsItWasWritten()
    {
        for (quint64 seed = 1; seed <= 20; ++seed) {
            const auto schedule = makeSchedule(seed);
            QVERIFY(!schedule.steps.isEmpty());
            const auto read = fromText(u"# a remark\n\n"_s + toText(schedule) + u"{\"schedules\":1}\n"_s);
            QVERIFY(read);
            QCOMPARE(read->seed, seed);
            QVERIFY(read->steps == schedule.steps);
        }
    }

    void whatIsNoScheduleIsRefusedByLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("what");
        QTest::newRow("empty") << u""_s << u"seed"_s;
        QTest::newRow("no seed") << u"poke 1 2 3\n"_s << u"line 1"_s;
        QTest::newRow("unknown") << u"seed 1\nfly 1 2 3\n"_s << u"line 2"_s;
        QTest::newRow("no number") << u"seed 1\npoke one 2 3\n"_s << u"line 2"_s;
        QTest::newRow("too many") << u"seed 1\npoke 1 2 3 4\n"_s << u"line 2"_s;
    }
    void whatIsNoScheduleIsRefusedByLine()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, what);
        const auto read = fromText(text);
        QVERIFY(!read);
        QVERIFY2(read.error().detail.contains(what), qPrintable(read.error().detail));
    }

    void shrinkingLeavesWhatTheFailureNeeds()
    {
        auto schedule = makeSchedule(3);
        const Step first{StepKind::PressNext, 7, 123'456, 9};
        const Step second{StepKind::PowerLoss, 3, 5, 654'321};
        schedule.steps.insert(schedule.steps.size() / 3, first);
        schedule.steps.append(second);
        schedule.steps += makeSchedule(4).steps;
        auto runs = 0;
        const auto shortest = shrink(
            schedule,
            [&](const Schedule& shorter) {
                ++runs;
                const auto isFirst = [](const Step& step) {
                    return step.kind == StepKind::PressNext && step.b >= 1000;
                };
                const auto at = std::find_if(shorter.steps.begin(), shorter.steps.end(), isFirst);
                return std::any_of(at, shorter.steps.end(),
                                   [](const Step& step) { return step.kind == StepKind::PowerLoss && step.a == 3; });
            },
            [] { return true; });
        QCOMPARE(shortest.seed, schedule.seed);
        QCOMPARE(shortest.steps.size(), 2);
        QVERIFY(shortest.steps.at(0).b < 2000);
        QVERIFY(has(shortest, {StepKind::PowerLoss, 3, 0, 0}));
        QVERIFY2(runs < 400, qPrintable(QString::number(runs)));
    }

    void shrinkingEndsWhenTimeIsUp()
    {
        auto left = 10;
        const auto schedule = makeSchedule(3);
        const auto shortest = shrink(
            schedule, [](const Schedule&) { return false; }, [&] { return left-- > 0; });
        QVERIFY(shortest.steps == schedule.steps);
    }

    void everySeedIsRunOnce()
    {
        QVERIFY(failuresOf([](quint64) { return QString(); }).isEmpty());
        const auto all = failuresOf([](quint64 seed) { return u"seed %1"_s.arg(seed); });
        QCOMPARE(all.size(), 40);
        for (qsizetype i = 0; i < all.size(); ++i) {
            QCOMPARE(all.at(i).seed, static_cast<quint64>(i) + 1);
            QCOMPARE(all.at(i).violation, u"seed %1"_s.arg(i + 1));
        }
    }

    void theFirstViolationEndsTheRun()
    {
        const auto some = failuresOf([](quint64) { return u"wrong"_s; }, false);
        QVERIFY(!some.isEmpty());
        QVERIFY(some.size() <= 3);
    }

    void aCrashIsAViolationOfItsSeed()
    {
        const auto found = failuresOf([](quint64 seed) {
            if (seed == 17) {
                std::signal(SIGSEGV, SIG_DFL);
                std::raise(SIGSEGV);
            }
            return QString();
        });
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().seed, 17U);
        QVERIFY(found.first().violation.startsWith(u"crash"_s));
    }

    void aHangIsAViolationOfItsSeed()
    {
        const auto found = failuresOf([](quint64 seed) {
            for (volatile auto busy = seed == 17; busy;) {
            }
            return QString();
        });
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().seed, 17U);
        QVERIFY(found.first().violation.startsWith(u"hang"_s));
    }

    void aRunOfItsOwnTellsItsTrace()
    {
        const auto told = runApart([] { return Verdict{u"wrong"_s, {u"one"_s, u"two"_s}}; }, 5);
        QCOMPARE(told.violation, u"wrong"_s);
        QCOMPARE(told.trace, (QStringList{u"one"_s, u"two"_s}));
        QVERIFY(runApart(
                    []() -> Verdict {
                        std::raise(SIGKILL);
                        return {};
                    },
                    5)
                    .violation.startsWith(u"crash"_s));
    }

    void optionsAreRead()
    {
        const auto range = RunnerOptions::parse({u"--seeds"_s, u"5..9"_s, u"--jobs"_s, u"3"_s});
        QVERIFY(range);
        QCOMPARE(range->from, 5U);
        QCOMPARE(range->to, 9U);
        QCOMPARE(range->jobs, 3);
        const auto count = RunnerOptions::parse({u"--count"_s, u"10"_s, u"--from"_s, u"100"_s});
        QVERIFY(count);
        QCOMPARE(count->to, 109U);
        for (const auto& wrong :
             {QStringList{u"--count"_s}, QStringList{u"--count"_s, u"ten"_s}, QStringList{u"--seeds"_s, u"9..5"_s},
              QStringList{u"--count"_s, u"0"_s}, QStringList{u"--fast"_s, u"1"_s}}) {
            QVERIFY2(!RunnerOptions::parse(wrong), qPrintable(wrong.join(u' ')));
        }
    }
};

QTEST_GUILESS_MAIN(tst_Runner)
#include "tst_Runner.moc"
