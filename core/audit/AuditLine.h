#pragma once

#include "core/audit/AuditEntry.h"

#include <optional>

namespace textbank {

/// One line of an exported record, read.
struct AuditLine
{
    enum class Form {
        Log,
        Entry,
        End,
        Unreadable, ///< Not as it was written; `looksLike` says what it probably was.
    };
    Form form = Form::Unreadable;
    Form looksLike = Form::Entry;
    QByteArray bytes;
    QString log;
    AuditLog header;    ///< Log
    QByteArray genesis; ///< Log: as the line says.
    AuditEntry entry;   ///< Entry
    QByteArray hash;    ///< Entry, as the line says; End: the head.
    qint64 count = 0;   ///< End
    Instant ended{};    ///< End
    QByteArray digest;
    QByteArray key;
    QByteArray signature;

    /// Only what headerLine(), entryLine() and endLine() write, to the byte, is readable.
    static AuditLine read(const QByteArray& bytes);
};

} // namespace textbank
