#pragma once

#include "core/base/Result.h"

#include <QString>

namespace textbank {

/// What lies behind a broken frame of a write-ahead log. SQLite stops reading at the first frame whose checksum does
/// not hold and says nothing: after a loss of power that is the torn last transaction, but after damage it is
/// everything that was committed since. Layout: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
struct WalFile
{
    /// Commits of this log's generation that SQLite would pass over. At most one after a loss of power; more than one
    /// is damage.
    static Result<int> commitsPassedOver(const QString& wal);
    /// Gives every frame of the generation the checksum of what it holds now, so that all of it can be read. For a
    /// copy only, out of which nothing is taken that does not hold its own seal.
    static Result<void> mend(const QString& wal);
};

} // namespace textbank
