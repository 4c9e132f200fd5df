#pragma once

#include "core/db/Database.h"
#include "core/model/Contact.h"
#include "core/model/Message.h"
#include "core/store/Sealer.h"

#include <functional>

namespace textbank {

/// The contact, note and draft tables: sealing and mapping, no rules. A contact's key is its place in the order,
/// from 1.
class ContactRows
{
public:
    ContactRows(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    struct Stored
    {
        qint64 key = 0;
        ContactRecord record;
        QByteArray phoneHash;
    };
    /// In the order of their keys.
    Result<void> load(const std::function<void(Stored&&)>& take);
    Result<void> insert(const Stored& contact);
    /// Writes what differs between the two.
    Result<void> update(const Stored& now, const ContactRecord& before);

    Result<QList<Note>> notes(qint64 key, const ContactId& contact);
    Result<bool> hasNote(const NoteId& id);
    Result<void> insertNote(qint64 key, const Note& note);
    Result<void> removeNote(const NoteId& id);

    Result<QList<qint64>> contactsWithDraft();
    Result<QString> draft(qint64 key, const ContactId& contact);
    Result<void> saveDraft(qint64 key, const ContactId& contact, const QString& text);
    Result<void> removeDraft(qint64 key);

private:
    QByteArray seal(const ContactId& id, const char* column, const QByteArray& plain) const;

    Database& m_database;
    const Sealer& m_sealer;
};

} // namespace textbank
