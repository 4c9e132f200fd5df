#pragma once

#include "core/db/Migrations.h"

namespace textbank {

/// The gateway's tables, step by step. Times are milliseconds since 1970 in UTC; enums are the numbers of their C++
/// type.
const QList<Migration>& hostSchema();

} // namespace textbank
