#pragma once

#include "core/base/Result.h"
#include "core/db/Database.h"

#include <QList>

namespace textbank {

/// One step of a schema, applied once, in order. A released step is never edited.
struct Migration
{
    int version = 0; ///< 1, 2, 3 ...
    const char* sql = nullptr;
};

/// Brings the database to the last step, each in its own transaction with PRAGMA user_version. NewerVersion when the
/// file was written by a later program: it is then left untouched.
Result<void> migrate(Database& database, const QList<Migration>& steps);

} // namespace textbank
