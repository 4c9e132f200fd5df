#pragma once

#include "core/audit/AuditCheck.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace textbank {

/// `textbank-tool audit verify`: checks exported records without a gateway. Several files are checked against each
/// other: what the gateway took of a device's checkpoints against the device's own log.
class AuditVerb
{
public:
    struct File
    {
        QString name;
        QByteArray bytes;
    };
    struct Answer
    {
        AuditVerdict verdict = AuditVerdict::NotSound;
        bool hasUnsignedDevice = false; ///< A device's log among what nobody signed.
        QString sentence; ///< For people: what is wrong and where, or what is certain and what cannot be known.
        QJsonObject json; ///< The same for programs.
    };
    /// What the caller takes without a signature.
    enum class Unsigned { Nothing, Gateways, Anything };
    /// `key` is the device's public key as staff have it, or empty: then the file's own word is taken for it.
    static Answer verify(const QList<File>& files, const QByteArray& key);

    /// The program's exit status: 0 sound, or unsigned where that is `accepted`; 1 not sound; 3 unsigned.
    static int statusOf(const Answer& answer, Unsigned accepted);
    /// Runs `arguments` (what follows "audit"); the program's exit status, also 2: not understood.
    static int run(const QStringList& arguments);
};

} // namespace textbank
