#pragma once

#include "tests/simulation/Schedule.h"

#include <functional>

namespace textbank::simulation {

/// The shortest schedule that was found before `mayGoOn` said no which still fails: first fewer steps (in halves,
/// quarters ... single ones), then smaller numbers in them.
Schedule shrink(const Schedule& failing, const std::function<bool(const Schedule&)>& fails,
                const std::function<bool()>& mayGoOn);

} // namespace textbank::simulation
