#pragma once

#include "core/base/Result.h"
#include "tests/simulation/Schedule.h"

#include <QString>

namespace textbank::simulation {

/// A schedule as people keep it: "seed 17", then a step a line as describe() has it. Lines that start with # and empty
/// ones mean nothing.
QString toText(const Schedule& schedule);
/// Malformed names the line.
Result<Schedule> fromText(const QString& text);

} // namespace textbank::simulation
