#pragma once

#include "core/base/Clock.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace textbank {

/// Facts by name. Ids, hashes, times, counts and codes only: an export hands them on as they are.
using AuditFacts = QMap<QString, QString>;

/// Whose log it is. A log begins once and is never begun anew: what it is called is part of its first hash.
struct AuditLog
{
    QString id;    ///< Random; no two logs share it.
    QString kind;  ///< "device" or "gateway".
    QString owner; ///< The device's id; empty for a gateway.
    Instant begun{};
    friend bool operator==(const AuditLog&, const AuditLog&) = default;
};

/// One thing that happened.
struct AuditEntry
{
    qint64 number = 0; ///< From 1, without a gap.
    Instant at{};
    QString kind; ///< "send.approved", "optout.recorded" ...
    AuditFacts facts;
    friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

// What is hashed is binary, layout 1, the same on every machine and in every export: the layout's number in one byte;
// whole numbers in eight bytes, big-endian, times as milliseconds since 1970 UTC; a text as its length in four bytes,
// big-endian, and its UTF-8.

/// SHA-256 of "textbank audit log", layout, id, kind, owner, begun: what the first entry is chained to.
QByteArray auditGenesis(const AuditLog& log);
/// Layout, number, at, kind, the number of facts, and each fact's name and value in the order of their names' code
/// units.
QByteArray auditBytes(const AuditEntry& entry);
/// SHA-256 of the former hash (32 bytes) and the entry's bytes.
QByteArray auditHash(const QByteArray& previous, const AuditEntry& entry);

/// What stands in an entry for something that must not be in it: SHA-256 of 16 or more random bytes and the texts.
/// Whoever holds both can show later what it was; nobody else can guess at it.
QByteArray auditCommitment(const QByteArray& salt, const AuditFacts& hidden);

/// Writes what is hashed and what is signed.
class AuditPacker
{
public:
    explicit AuditPacker(const char* domain = nullptr);
    AuditPacker& number(qint64 value);
    AuditPacker& text(const QString& value) { return bytes(value.toUtf8()); }
    AuditPacker& bytes(const QByteArray& value);
    AuditPacker& facts(const AuditFacts& facts);
    const QByteArray& packed() const { return m_packed; }

private:
    QByteArray m_packed;
};

} // namespace textbank
