#include "tests/simulation/Shrink.h"

#include <algorithm>

namespace textbank::simulation {
namespace {

/// One pass of leaving out `length` steps at a time; true when some could be left out.
bool leaveOut(Schedule& best, qsizetype length, const std::function<bool(const Schedule&)>& fails,
              const std::function<bool()>& mayGoOn)
{
    auto any = false;
    // From the end: what comes after the failure goes first.
    for (auto end = best.steps.size(); end > 0 && mayGoOn();) {
        const auto begin = std::max<qsizetype>(0, end - length);
        auto shorter = best;
        shorter.steps.remove(begin, end - begin);
        if (fails(shorter)) {
            best = std::move(shorter);
            any = true;
        }
        end = begin;
    }
    return any;
}

bool simplify(Schedule& best, const std::function<bool(const Schedule&)>& fails, const std::function<bool()>& mayGoOn)
{
    auto any = false;
    for (qsizetype i = 0; i < best.steps.size(); ++i) {
        for (auto Step::*number : {&Step::a, &Step::b, &Step::c}) {
            const auto was = best.steps.at(i).*number;
            for (const auto smaller : {0U, 1U, 2U, was % 10, was % 100, was / 2}) {
                if (smaller >= best.steps.at(i).*number || !mayGoOn()) {
                    continue;
                }
                auto simpler = best;
                simpler.steps[i].*number = smaller;
                if (fails(simpler)) {
                    best = std::move(simpler);
                    any = true;
                }
            }
        }
    }
    return any;
}

} // namespace

Schedule shrink(const Schedule& failing, const std::function<bool(const Schedule&)>& fails,
                const std::function<bool()>& mayGoOn)
{
    auto best = failing;
    auto again = true;
    while (again && mayGoOn()) {
        again = false;
        for (auto length = std::max<qsizetype>(1, best.steps.size() / 2);; length /= 2) {
            again = leaveOut(best, length, fails, mayGoOn) || again;
            if (length <= 1) {
                break;
            }
        }
        again = simplify(best, fails, mayGoOn) || again;
    }
    return best;
}

} // namespace textbank::simulation
