#pragma once

#include "tests/simulation/Schedule.h"

#include <QList>
#include <functional>
#include <utility>

namespace textbank::simulation {

/// A schedule that went wrong, and how. A crash or a hang of the process that ran it is a violation like any other.
struct Failure
{
    quint64 seed = 0;
    QString violation;
};

/// Runs it in a process of its own, with so much CPU time at the most.
Verdict runApart(const std::function<Verdict()>& run, int seconds);

/// Many seeds on several processes.
class Workers
{
public:
    struct Plan
    {
        quint64 from = 1;
        quint64 to = 1;
        int jobs = 1;
        int secondsEach = 20;
        bool keepGoing = false;
        std::function<QString(quint64 seed)> run; ///< Answers with the violation, or nothing.
    };
    struct Progress
    {
        quint64 done = 0;
        double seconds = 0;
    };
    explicit Workers(Plan plan)
        : m_plan(std::move(plan))
    {
    }
    /// `told` is called about once a second and at the end.
    QList<Failure> run(const std::function<void(const Progress&)>& told,
                       const std::function<void(const Failure&)>& found);
    quint64 done() const { return m_done; }
    double seconds() const { return m_seconds; }

private:
    Plan m_plan;
    quint64 m_done = 0;
    double m_seconds = 0;
};

} // namespace textbank::simulation
