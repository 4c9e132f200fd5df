#pragma once

#include "core/db/Database.h"
#include "core/model/Outbox.h"
#include "core/model/SessionEnd.h"
#include "core/store/Codec.h"
#include "core/store/Codes.h"
#include "core/store/Sealer.h"
#include "core/store/Store.h"

#include <functional>
#include <optional>

namespace textbank {

/// What can be known of an outbox row without opening it.
struct OutboxHead
{
    qint64 key = 0; ///< Rises with each decision: the order in which they were made.
    CommandId id;
    qint64 contactKey = 0; ///< 0: of nobody that is known here.
    OutboxType type = OutboxType::FirstMessage;
    OutboxState state = OutboxState::Pending;
    Instant notBefore{};
    int attempts = 0;
    QByteArray phoneHash; ///< Of opt-outs only.
};

/// The outbox table: sealing and mapping, no rules and no moves.
class OutboxRows
{
public:
    OutboxRows(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    Result<void> insert(const OutboxHead& head, const Command& command, const codec::Evidence& evidence);
    /// State, attempts and notBefore; the outcome is kept with it when there is one.
    Result<void> update(const OutboxHead& head, const Problem* outcome);

    Result<void> loadOpen(const std::function<void(OutboxHead&&)>& take);
    Result<qint64> lastKey();
    struct Texts
    {
        qint64 approved = 0;
        qint64 stopped = 0; ///< Of them: cancelled or expired.
    };
    Result<Texts> texts();
    Result<std::optional<OutboxHead>> head(const CommandId& id);
    Result<OutboxRow> row(qint64 key);
    /// The number that was on the screen when a text was approved; empty where it was hidden.
    Result<PhoneNumber> approvedNumber(qint64 key);
    /// Refused, expired and unknown rows, newest first; before all others what waits for a person, then opt-outs.
    Result<QList<OutboxRow>> troubled(int limit);
    Result<RefusedCounts> refused();

private:
    Result<OutboxRow> read(const QSqlQuery& row) const;

    Database& m_database;
    const Sealer& m_sealer;
};

} // namespace textbank
