#pragma once

#include "core/db/Migrations.h"

namespace textbank {

/// The store's schema, step by step. A released step is never edited.
const QList<Migration>& storeSchema();

/// In the file's header (PRAGMA application_id): "TxBk".
inline constexpr int kStoreApplicationId = 0x5478426B;

/// Whether this is a file of ours or an empty one. Corrupt for a database of another program, which is left as it is.
Result<void> checkOwner(Database& database);

} // namespace textbank
