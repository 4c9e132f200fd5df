#pragma once

#include "core/audit/AuditCheck.h"

#include <QHash>
#include <QSet>

namespace textbank {

/// What the gateways' logs of some files say of devices: their keys, and the checkpoints that were taken of their logs.
class AuditConfirmations
{
public:
    void addGateway() { m_isAny = true; }
    /// What is missing in one that is not whole proves nothing.
    void addDamage() { m_isWhole = false; }
    /// An entry of a gateway's log; false for one that no gateway writes.
    bool take(const AuditEntry& entry);
    /// Holds a device's log, whose records have these `hashes`, against it: confirmedUpTo, word and isKeyKnown. What
    /// does not fit comes with the line `end` that ends the log, or with `behind` the files for what is missing there.
    std::optional<AuditFinding> judge(AuditChainReport& chain, const QList<QByteArray>& hashes, qint64 end,
                                      qint64 behind) const;

private:
    struct Taken
    {
        qint64 count = 0;
        QByteArray head;
        QByteArray key; ///< That signed it for the device.
    };

    std::optional<AuditFinding> judgeTaken(AuditChainReport& chain, const QList<QByteArray>& hashes,
                                           qint64 behind) const;
    bool isTakenElsewhere(const QByteArray& key, const QString& log) const;

    bool m_isAny = false;
    bool m_isWhole = true;
    QHash<QString, QList<Taken>> m_taken;         ///< By log.
    QHash<QString, QSet<QByteArray>> m_keys;      ///< By device; none for one that joined without a key.
    QHash<QByteArray, QSet<QString>> m_logsOfKey; ///< That were taken.
};

} // namespace textbank
