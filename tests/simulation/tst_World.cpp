#include "tests/simulation/Schedule.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank::simulation;

namespace {

quint64 numberOf(const char* name, quint64 otherwise)
{
    const auto wished = qEnvironmentVariable(name).toULongLong();
    return wished > 0 ? wished : otherwise;
}

} // namespace

class TestWorld : public QObject
{
    Q_OBJECT
private slots:
    void aScheduleRunsTheSameEachTime();
    void anyPartOfAScheduleRuns();
    void nothingIsLostDoubledOrUnwanted();
};

void TestWorld::aScheduleRunsTheSameEachTime()
{
    for (quint64 seed = 1; seed <= 10; ++seed) {
        const auto once = runSchedule(makeSchedule(seed), true);
        const auto again = runSchedule(makeSchedule(seed), true);
        QVERIFY(!once.trace.isEmpty());
        QCOMPARE(again.trace, once.trace);
        QCOMPARE(again.violation, once.violation);
    }
}

void TestWorld::anyPartOfAScheduleRuns()
{
    for (quint64 seed = 1; seed <= 10; ++seed) {
        auto schedule = makeSchedule(seed);
        for (qsizetype i = schedule.steps.size() - 1; i >= 0; i -= 2) {
            schedule.steps.removeAt(i);
        }
        const auto verdict = runSchedule(schedule, false);
        QVERIFY2(verdict.violation.isEmpty(), qPrintable(verdict.violation));
    }
}

void TestWorld::nothingIsLostDoubledOrUnwanted()
{
    // More of them: the program textbank-simulation. For a look at a few: TEXTBANK_SEED=17 TEXTBANK_SEEDS=100.
    const auto first = numberOf("TEXTBANK_SEED", 1);
    const auto count = numberOf("TEXTBANK_SEEDS", 50);
    QElapsedTimer timer;
    timer.start();
    int failed = 0;
    for (quint64 seed = first; seed < first + count; ++seed) {
        const auto verdict = runSchedule(makeSchedule(seed), count == 1);
        if (count == 1) {
            qInfo("%s", qPrintable(verdict.trace.join(u'\n')));
        }
        if (!verdict.violation.isEmpty()) {
            qWarning("seed %llu: %s", static_cast<unsigned long long>(seed), qPrintable(verdict.violation));
            ++failed;
        }
    }
    qInfo("%.2f ms a schedule", static_cast<double>(timer.elapsed()) / static_cast<double>(count));
    QCOMPARE(failed, 0);
}

QTEST_GUILESS_MAIN(TestWorld)
#include "tst_World.moc"
