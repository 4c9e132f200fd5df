#pragma once

#include "core/base/Result.h"

#include <QString>

namespace textbank {

/// Overwrites and deletes a closed database with its side files. What is sealed is gone for good with its key; this is
/// for what lies in plain columns. Everything that can be deleted is, even when something else cannot (Io).
Result<void> wipeDatabaseFiles(const QString& path);

} // namespace textbank
