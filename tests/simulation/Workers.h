#pragma once

#include "tests/simulation/Schedule.h"

#include <QList>
#include <functional>
#include <optional>

namespace textbank::simulation {

/// A schedule that went wrong, and how. A crash or a hang of the process that ran it is a violation like any other.
struct Failure
{
    quint64 seed = 0;
    QString violation;
};

/// Runs the schedule in a process of its own. `before` is run first in the same process, so that two runs of one
/// schedule differ in all that they should not depend on.
Verdict runApart(const Schedule& schedule, bool withTrace, int secondsEach, const std::optional<Schedule>& before = {});

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
    };
    struct Progress
    {
        quint64 done = 0;
        double seconds = 0;
    };
    explicit Workers(const Plan& plan)
        : m_plan(plan)
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
