#pragma once

#include "core/base/Result.h"
#include "tests/simulation/Schedule.h"

#include <QString>

namespace textbank::simulation {

/// A schedule as people keep it: "seed 17", then a step a line as describe() has it. Empty lines and those that
/// start with # or { mean nothing, so that all of what the runner printed can be replayed.
QString toText(const Schedule& schedule);
/// Malformed names the line.
Result<Schedule> fromText(const QString& text);

} // namespace textbank::simulation
