#pragma once

#include "tests/simulation/RunnerOptions.h"
#include "tests/simulation/Schedule.h"

#include <QTextStream>

namespace textbank::simulation {

/// What textbank-simulation does and prints. Results go to `out`, the progress to `progress`.
class Runner
{
public:
    Runner(const RunnerOptions& options, QTextStream& out, QTextStream& progress)
        : m_options(options)
        , m_out(out)
        , m_progress(progress)
    {
    }
    /// The program's exit code.
    int run();

private:
    int runMany();
    int runOne(const Schedule& schedule);
    void showShortest(const Schedule& failing, const QString& violation);

    RunnerOptions m_options;
    QTextStream& m_out;
    QTextStream& m_progress;
};

} // namespace textbank::simulation
