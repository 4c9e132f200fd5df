#pragma once

#include "tests/support/spoke/SpokeStubSchema.h"

namespace textbank {

/// Fields and arguments of Spoke 14.1.2 as far as a texter's client meets them, with the types they have on the wire.
QMap<QString, SpokeType> spokeTypes();

} // namespace textbank
