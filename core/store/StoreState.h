#pragma once

#include "core/store/ChangeApplier.h"
#include "core/store/OpenMark.h"
#include "core/store/Store.h"

namespace textbank {

struct Store::Writing
{
    Turn& turn;
    Consequences& consequences;
    Decisions& decisions;
    ChangeApplier& changes;
};

/// The inside of a Store: the connection, the tables over it, and the memory that mirrors them.
class Store::Private
{
public:
    Private(const Clock& clockUsed, Random& randomUsed, ReplyReader readerUsed, Sealer sealerUsed,
            std::unique_ptr<Database> databaseUsed)
        : clock(clockUsed)
        , random(randomUsed)
        , reader(std::move(readerUsed))
        , sealer(std::move(sealerUsed))
        , database(std::move(databaseUsed))
        , tables(*database, sealer)
    {
    }

    ~Private()
    {
        if (mark) {
            mark->closing();
        }
    }

    /// Runs `work` in one transaction. What it changed in memory is absorbed, and answered, after COMMIT.
    Result<StoreChange> write(const std::function<Result<void>(Writing& writing)>& work);

    /// Fills the memory from the tables.
    Result<void> load();
    /// Every row that was in flight when the program ended may have left.
    Result<void> recover();
    /// Erases what is about people, on the disk and, after COMMIT, in memory.
    Result<void> erase();

    const Clock& clock;
    Random& random;
    ReplyReader reader;
    Sealer sealer;
    std::unique_ptr<OpenMark> mark; ///< Goes after the database is closed.
    std::unique_ptr<Database> database;
    mutable Tables tables;
    Memory memory;
    OutboxCounts counts; ///< As last asked for: held ones become pending as time passes.

private:
    Result<void> loadRecovery();
    Result<void> loadRoster();
};

} // namespace textbank
