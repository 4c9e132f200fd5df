#pragma once

#include "tests/support/TempStore.h"

namespace textbank::bench {

/// A batch of `contacts` of whom four fifths have answered, with `messages` replies in all; the rest is still to be
/// texted.
void fillWithMessages(TempStore& temp, int contacts, int messages);

} // namespace textbank::bench
