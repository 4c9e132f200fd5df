#pragma once

#include "core/audit/AuditEntry.h"
#include "core/base/Result.h"
#include "core/host/Work.h"

class QIODevice;

namespace textbank {

/// The gateway's own record: who joined, what staff and the operator did, what became of each command, who opted out
/// and how. A log for each organisation, for what one did is nothing that another may read, and one with no
/// organisation for what is nobody's. Chained, and only added to, in the transaction of what it speaks of. Ids, hashes,
/// codes, counts and the reasons that staff and the operator gave; no number, no name, no text, and no join code.
class HostAudit
{
public:
    explicit HostAudit(Work& work)
        : m_work(work)
    {
    }
    void note(const QString& organisation, const QString& kind, const AuditFacts& facts);

    /// The logs of one organisation, or all of them for an empty one, as JSON Lines (core/audit/AuditFile.h); how many
    /// entries.
    static Result<qint64> exportLines(Database& database, const QString& organisation, QIODevice& out);
    /// The same as CSV: a column for each fact that many entries have, the others together in one.
    static Result<qint64> exportCsv(Database& database, const QString& organisation, QIODevice& out);

private:
    Work& m_work;
};

} // namespace textbank
