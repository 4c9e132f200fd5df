#include "tests/bench/ProcessMemory.h"

#include <QtGlobal>

#ifndef Q_OS_LINUX

namespace textbank::bench {

std::optional<ProcessMemory> processMemory() { return {}; }

} // namespace textbank::bench

#endif
