#pragma once

#include "core/base/Result.h"
#include "core/db/Database.h"

#include <QJsonObject>
#include <QStringList>

class QIODevice;

namespace textbank {

/// The gateway's record, read: totals to hold a client's against, and exports. Everything is counted from the tables.
class HostRecord
{
public:
    explicit HostRecord(Database& database)
        : m_database(database)
    {
    }

    /// `doubleTexts` and `afterOptOut` are counted from what was handed to the carrier; anything but 0 is a fault.
    Result<QJsonObject> totals() const;
    /// "messages", "optouts" (the current list), "optout-history" (each entry there ever was), "answers" or "audit" as
    /// CSV with a header; how many records. With ".jsonl" behind it as JSON Lines: an object for each record, and one
    /// at the end, {"count": records, "sha256": of all bytes before this line, in hexadecimal}; the audit ends with
    /// what core/audit/AuditFile.h says. Invalid for anything else. Of one organisation, or of all.
    Result<qint64> exportTo(const QString& what, QIODevice& out, const QString& organisation = {}) const;

    /// What can be exported.
    static QStringList exports();

private:
    Database& m_database;
};

} // namespace textbank
