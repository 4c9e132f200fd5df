#include "core/review/Card.h"

#include <algorithm>

namespace textbank {

bool Card::sendable() const
{
    return verdict.allowed() && (edited || !templateError) &&
           std::none_of(findings.cbegin(), findings.cend(), [](const CheckFinding& f) { return f.blocks; });
}

} // namespace textbank
