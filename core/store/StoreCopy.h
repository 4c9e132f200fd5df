#pragma once

#include "core/base/Result.h"
#include "core/base/SecretKey.h"

#include <QString>

namespace textbank {

class Store;

/// Keeps the last good copy of a store beside it, sealed as the store is. In two steps, so that the windows' thread
/// does only the first.
namespace storecopy {

/// Writes the store as of now into a file of its own, not yet trusted: some 2 ms for each megabyte, within the caller's
/// thread. DiskFull, Io; the good copy stays as it is.
Result<void> write(Store& store);
/// Opens what write() left, checks every page and every seal, brings it to the disk, and only then lets it take the
/// place of the good copy. Touches nothing that the store has open: any thread. Corrupt says that the store itself is
/// damaged; the copy from before is kept.
Result<void> accept(const QString& path, const SecretKey& key);

} // namespace storecopy
} // namespace textbank
