#pragma once

#include "core/audit/AuditCheckpoint.h"
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
    static constexpr qint64 kCheckpointEvery = 50; ///< Entries of the record.

    Private(const Clock& clockUsed, Random& randomUsed, const Options& options, Sealer sealerUsed,
            SigningKey signerUsed, std::unique_ptr<Database> databaseUsed)
        : clock(clockUsed)
        , random(randomUsed)
        , reader(options.reader)
        , device(options.device)
        , sealer(std::move(sealerUsed))
        , signer(std::move(signerUsed))
        , database(std::move(databaseUsed))
        , tables(*database, sealer)
    {
        memory.volunteer = options.volunteer;
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

    /// A log that was begun for nobody, or for another device, is signed by nobody.
    bool isSigned() const { return !device.isEmpty() && memory.audit.log.owner == device.value; }

    const Clock& clock;
    Random& random;
    ReplyReader reader;
    DeviceId device;
    Sealer sealer;
    SigningKey signer;
    std::unique_ptr<OpenMark> mark; ///< Goes after the database is closed.
    std::unique_ptr<Database> database;
    mutable Tables tables;
    Memory memory;
    OutboxCounts counts; ///< As last asked for: held ones become pending as time passes.

private:
    Result<void> loadRecovery();
    Result<void> loadRoster();
    Result<void> beginRecord();
    /// Signs the record where that is due and sends the word up like any command.
    Result<void> signRecord(Turn& turn);
};

} // namespace textbank
