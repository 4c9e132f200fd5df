#pragma once

#include <optional>

namespace textbank::bench {

struct ProcessMemory
{
    double proportionalMb = 0; ///< PSS: pages shared with other processes counted by their share.
    double residentMb = 0;     ///< RSS.
};
/// Of this process; nothing where the system does not say.
std::optional<ProcessMemory> processMemory();

} // namespace textbank::bench
