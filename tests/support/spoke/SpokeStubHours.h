#pragma once

#include "tests/support/spoke/SpokeStubState.h"

namespace textbank {

/// What the contact list's validTimezone says: start <= local hour < end.
bool spokeListsNow(const SpokeStubState& state, const SpokeContact& contact);
/// What sendMessage checks, which is less: the end of the hours alone, and no shorter window for an unknown zone.
bool spokeSendsNow(const SpokeStubState& state, const SpokeContact& contact);

} // namespace textbank
