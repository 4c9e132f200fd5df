#include "core/review/Card.h"

namespace textbank {

bool Card::sendable() const { return verdict.allowed() && (edited || !templateError) && !anyBlocks(findings); }

} // namespace textbank
