#pragma once

#include "core/audit/AuditEntry.h"
#include "core/base/Result.h"
#include "core/db/Database.h"
#include "core/model/Ids.h"
#include "core/store/Sealer.h"

#include <QHash>
#include <functional>
#include <optional>

namespace textbank {

/// What a log has counted up to and with an entry; each entry carries it, so that opening reads one row.
struct AuditTally
{
    qint64 approvals = 0;
    qint64 stopped = 0; ///< Approved texts that were cancelled or expired here.
    qint64 givenUp = 0; ///< Approved texts that a person gave up asking about.
    qint64 checkpointCount = 0;
    QByteArray checkpointHash; ///< Of the last checkpoint; the log's first hash before there is one.
};

/// Where the log stands.
struct AuditState
{
    AuditLog log;
    qint64 number = 0; ///< Of the last entry.
    QByteArray hash;   ///< Of the last entry, or the log's first hash.
    AuditTally tally;
};

/// An entry as it was kept.
struct AuditRecord
{
    AuditEntry entry;
    QByteArray hash;
    QByteArray salt;   ///< With `hidden` behind the fact of that name; empty without.
    AuditFacts hidden; ///< Never leaves the device: words that somebody wrote. Gone once the contacts are forgotten.
};

/// The tables audit_log and audit: appended to and read, never changed, but for what is hidden, which can be taken out.
/// All of an entry but its number is sealed.
class AuditRows
{
public:
    AuditRows(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    /// Nothing before begin().
    Result<std::optional<AuditState>> load();
    Result<void> begin(const AuditLog& log);
    /// Chains the entry to `state`, which is brought up to it. What is `hidden` is committed to in the fact "hidden".
    Result<void> append(AuditState& state, Instant at, const QString& kind, AuditFacts facts, const AuditFacts& hidden);
    /// Entries behind number `after`, in order; `visit` returns false to stop.
    Result<void> each(qint64 after, const std::function<bool(const AuditRecord&)>& visit) const;
    /// Takes what is hidden out of every entry, and its salt, within the caller's transaction. The commitment stays, so
    /// the chain and what was signed of it hold.
    Result<void> forgetHidden();

private:
    Result<void> reseal(const QHash<qint64, QByteArray>& bodies);

    Database& m_database;
    const Sealer& m_sealer;
};

} // namespace textbank
