#pragma once

#include "core/db/Database.h"
#include "core/store/Sealer.h"

namespace textbank {

/// Whether the file's structure is sound, in some milliseconds for each ten megabytes. Corrupt.
Result<void> checkStructure(Database& database);
/// What opening does not look at by itself but must be able to trust: the suppressed numbers and the commands that
/// still wait. Corrupt.
Result<void> checkWaiting(Database& database, const Sealer& sealer);
/// Structure, indexes, and the seal of every value in every table. Takes a while. Corrupt.
Result<void> checkWhole(Database& database, const Sealer& sealer);

} // namespace textbank
