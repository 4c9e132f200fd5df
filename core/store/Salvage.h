#pragma once

#include "core/store/Codec.h"
#include "core/store/Codes.h"
#include "core/store/ProfileRows.h"
#include "core/store/Sealer.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <optional>

namespace textbank {

/// What can still be read of a damaged store, row by row. Nothing is taken whose seal does not hold, so that a wrong
/// byte never becomes a wrong text; what lies in plain columns is taken for what it is, a hint.
struct Salvage
{
    struct Decision
    {
        qint64 key = 0;
        Command command;
        codec::Evidence evidence;
        std::optional<Problem> outcome; ///< It ended without leaving, and why.
    };
    QList<Decision> decisions; ///< In the order in which they were made.
    QList<Contact> contacts;   ///< In batch order.
    QList<Campaign> campaigns;
    QList<Lease> leases;
    QList<Suppression> suppressions;
    QHash<ContactId, QString> drafts;
    QList<Snippet> snippets;
    QString sessionEnd; ///< The setting of that name.
    QString doubtful;   ///< The setting of that name, of an earlier recovery.
    QString auditLog;   ///< Its id; the sealed entries by number.
    QMap<qint64, QByteArray> audit;

    QSet<QString> unreadable; ///< Ids of decisions that lie there but do not open.
    bool isListWhole = false; ///< The list of decisions could be followed to its end.
    bool isStrange = false;   ///< Something lies there that was not sealed there: pages may be missing, or not ours.
    bool isEmpty() const { return decisions.isEmpty() && contacts.isEmpty() && campaigns.isEmpty(); }
};

/// Reads copies that it makes at `scratch` and removes again; the damaged files stay as they are. DiskFull or Io when
/// they cannot be copied; a file in which nothing can be read is an empty salvage.
Result<Salvage> salvage(const QString& path, const QString& scratch, const Sealer& sealer);

} // namespace textbank
