#pragma once

#include "core/base/Result.h"

#include <QString>

namespace textbank {

/// Overwrites and deletes all that storeFiles() lists of a closed database. What is sealed is gone for good with its
/// key; this is for what lies in plain columns. Everything that can be deleted is, even when something else cannot
/// (Io).
Result<void> wipeDatabaseFiles(const QString& path);

/// The same for what lies beside the database itself and its side files: copies, and what was set aside. The store may
/// be open.
Result<void> wipeCopies(const QString& path);

} // namespace textbank
