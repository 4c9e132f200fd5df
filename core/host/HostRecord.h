#pragma once

#include "core/base/Result.h"
#include "core/db/Database.h"

#include <QJsonObject>

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
    /// "messages", "optouts", "answers" or "audit" as CSV with a header, or "audit.jsonl" as JSON Lines; Invalid for
    /// anything else. Of one organisation, or of all.
    Result<qint64> exportTo(const QString& what, QIODevice& out, const QString& organisation = {}) const;

private:
    Database& m_database;
};

} // namespace textbank
