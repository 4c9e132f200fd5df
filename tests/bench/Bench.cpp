#include "tests/bench/Bench.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>
#include <algorithm>
#include <cstdio>

namespace textbank::bench {

double ms(qint64 nanoseconds) { return static_cast<double>(nanoseconds) / 1e6; }

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto last = values.size() - 1;
    return values[std::min(last, static_cast<size_t>(share * static_cast<double>(values.size())))];
}

double timed(const std::function<void()>& action)
{
    QElapsedTimer timer;
    timer.start();
    action();
    return ms(timer.nsecsElapsed());
}

void say(const QString& text)
{
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

void until(const std::function<bool()>& isTrue, const char* what)
{
    QElapsedTimer waited;
    waited.start();
    QTimer tick; // So that waiting ends when nothing happens at all.
    tick.start(1000);
    while (!isTrue()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        mustHold(waited.elapsed() < 60'000, what);
    }
}

void mustHold(bool condition, const char* what)
{
    if (!condition)
        qFatal("benchmark: %s", what);
}

void useProgramsDisk(const char* program)
{
    qputenv("TMPDIR", QFileInfo(QString::fromLocal8Bit(program)).absolutePath().toLocal8Bit());
}

} // namespace textbank::bench
