#pragma once

#include "core/audit/AuditEntry.h"
#include "core/base/Result.h"
#include "core/base/SigningKey.h"

#include <QJsonObject>

class QIODevice;

namespace textbank {

// An exported record: JSON Lines. First the log, then its entries in order, then its end; several logs may follow each
// other in one file. Each line is compact JSON with its members in the order of their names, so that there is one way
// to write a thing and any other way shows.
//
//   {"audit":"log","begun":TIME,"format":1,"genesis":HEX,"id":LOG,"kind":"device","owner":DEVICE}
//   {"at":TIME,"facts":{...},"hash":HEX,"kind":KIND,"log":LOG,"n":1}
//   {"audit":"end","count":1,"digest":HEX,"ended":TIME,"head":HEX,"key":HEX,"log":LOG,"signature":HEX}
//
// "key" and "signature" are missing where the log's owner has no key.

QJsonObject headerLine(const AuditLog& log);
QJsonObject entryLine(const QString& log, const AuditEntry& entry, const QByteArray& hash);
/// What "digest" is the SHA-256 of, and what is signed: "textbank audit end", layout, log, count, head, time.
QByteArray endBytes(const QString& log, qint64 count, const QByteArray& head, Instant at);
QJsonObject endLine(const QString& log, qint64 count, const QByteArray& head, Instant at, const SigningKey* key);
/// Without the line's end.
QByteArray canonicalJson(const QJsonObject& object);

/// Writes one log.
class AuditFileWriter
{
public:
    AuditFileWriter(QIODevice& out, const AuditLog& log);
    /// False once the device refuses.
    bool add(const AuditEntry& entry, const QByteArray& hash);
    /// Io when anything was refused.
    Result<void> end(qint64 count, const QByteArray& head, Instant at, const SigningKey* key);

private:
    void put(const QJsonObject& line);

    QIODevice& m_out;
    QString m_log;
    bool m_sound = true;
};

} // namespace textbank
