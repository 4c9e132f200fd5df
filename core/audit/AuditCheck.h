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
    Key,        ///< A gateway's log in the same files has another key of this device: another one, or none, signed it.
    Unheard,    ///< A gateway's log in the same files knows nothing of it, and would: neither of the device, or of
                ///< another log that the same key signed.
    NoRecord,   ///< Nothing in the file is a record.
};

/// What the gateways' logs of the same files say of a device's.
enum class GatewaysWord {
    None,    ///< There is no such log, or this one is a gateway's itself.
    Unheard, ///< They know the device, and have taken nothing of this log: it is young, or somebody's second one.
    Heard,
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
    qint64 checkpoints = 0;      ///< Signed by the device, in this log; in a gateway's: taken from devices.
    qint64 signedUpTo = 0;       ///< The last record that a signature covers.
    qint64 behindCheckpoint = 0; ///< Records behind the last checkpoint, which its end alone vouches for.
    QByteArray key;              ///< That signed it; empty without. Whose it is, the log itself cannot say.
    bool isEndSigned = false;    ///< Otherwise anybody can have written all of it anew; so with every gateway's log.
    qint64 confirmedUpTo = 0;    ///< The last record that a gateway's log in the same files confirms.
    GatewaysWord word = GatewaysWord::None;
    bool isKeyKnown = false; ///< A gateway's log in the same files has this key of this device.
    std::optional<AuditFinding> finding;
};

enum class AuditVerdict {
    Sound,    ///< Every log fits, and its end is signed.
    Unsigned, ///< Every log fits, but there is one that nobody signed: each is whole by its own word alone.
    NotSound,
};

struct AuditReport
{
    QList<AuditChainReport> chains;
    std::optional<AuditFinding> first; ///< In the order of the file.
    /// Nothing was found that does not fit. Whether anybody stands for it, verdict() says.
    bool isSound() const { return !first; }
    AuditVerdict verdict() const;
};

/// Reads an exported record (AuditFile.h) or several behind each other, without a gateway. Within a log: form, numbers,
/// chain, checkpoints, end. Between logs: whether what a gateway took of a device's checkpoints, and the keys that it
/// has of the device, fit the device's own log.
AuditReport checkAudit(const QByteArray& file);

/// "changed", "removed" ...
QString auditDamageName(AuditDamage damage);

} // namespace textbank
