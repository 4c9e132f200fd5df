#pragma once

#include "core/audit/AuditEntry.h"

#include <QList>
#include <optional>

namespace textbank {

/// What was done to a record.
enum class AuditDamage {
    Changed,    ///< It is not what was written, or was put in.
    Removed,    ///< It is missing; others follow.
    Reordered,  ///< It stands elsewhere.
    Duplicated, ///< It is there twice.
    Foreign,    ///< Another log's stands in its place.
    CutOff,     ///< It is missing, and everything after it.
    Rewritten,  ///< A chain that fits together, but is not the one that was signed.
    Header,     ///< The line that says whose log it is: changed, missing or there twice.
    End,        ///< The line that ends the log was changed.
    NoRecord,   ///< Nothing in the file is a record.
};

struct AuditFinding
{
    AuditDamage damage = AuditDamage::Changed;
    QString log;       ///< Its id; empty where none is known.
    qint64 record = 0; ///< The first one concerned, from 1; 0 for the header, the end, or none.
    qint64 until = 0;  ///< CutOff, Rewritten: the last one, when that is known.
    qint64 line = 0;   ///< In the file, from 1; behind the last line for what is missing there.
    friend bool operator==(const AuditFinding&, const AuditFinding&) = default;
};

/// One log of a file, as far as it was sound.
struct AuditChainReport
{
    AuditLog log;
    qint64 records = 0;
    QByteArray head;
    qint64 checkpoints = 0;   ///< Signed by the device, in this log; in a gateway's: taken from devices.
    qint64 signedUpTo = 0;    ///< The last record that a signature covers.
    QByteArray key;           ///< That signed it; empty without.
    bool isEndSigned = false; ///< Otherwise whoever cuts the end off can write another one.
    qint64 confirmedUpTo = 0; ///< The last record that a gateway's log in the same files confirms.
    std::optional<AuditFinding> finding;
};

struct AuditReport
{
    QList<AuditChainReport> chains;
    std::optional<AuditFinding> first; ///< In the order of the file.
    bool isSound() const { return !first; }
};

/// Reads an exported record (AuditFile.h) or several behind each other, without a gateway. Within a log: form, numbers,
/// chain, checkpoints, end. Between logs: whether what a gateway took of a device's checkpoints fits the device's own
/// log.
AuditReport checkAudit(const QByteArray& file);

/// "changed", "removed" ...
QString auditDamageName(AuditDamage damage);

} // namespace textbank
