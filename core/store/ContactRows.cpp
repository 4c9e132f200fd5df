#include "core/store/ContactRows.h"

#include "core/store/Codec.h"
#include "core/store/Codes.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr auto kTable = "contact";

Result<void> read(const QSqlQuery& row, const Sealer& sealer, codec::Pool& pool, ContactRows::Stored& into)
{
    auto& record = into.record;
    auto& contact = record.contact;
    into.key = row.value(0).toLongLong();
    contact.id.value = row.value(1).toString();
    contact.campaign.value = pool.shared(row.value(2).toString());
    contact.lease.value = pool.shared(row.value(3).toString());
    contact.ordinal = row.value(4).toLongLong();
    into.phoneHash = row.value(5).toByteArray();
    record.stage = static_cast<ContactStage>(row.value(6).toInt());
    setFlags(record, row.value(7).toInt());
    record.waitingSince = instantFromMs(row.value(8).toLongLong());
    record.lastActivity = instantFromMs(row.value(9).toLongLong());
    const auto name = contact.id.value.toUtf8();
    const auto body = sealer.open({kTable, name, "body"}, row.value(10).toByteArray());
    if (!body) {
        return Unexpected{body.error()};
    }
    auto decoded = codec::decodeContact(*body, contact, pool);
    const auto work = row.value(11).toByteArray();
    if (!decoded || work.isEmpty()) {
        return decoded;
    }
    const auto plain = sealer.open({kTable, name, "work"}, work);
    if (!plain) {
        return Unexpected{plain.error()};
    }
    return codec::decodeWork(*plain, record, pool);
}

} // namespace

QByteArray ContactRows::seal(const ContactId& id, const char* column, const QByteArray& plain) const
{
    return m_sealer.seal({kTable, id.value.toUtf8(), column}, plain);
}

Result<void> ContactRows::load(const std::function<void(Stored&&)>& take)
{
    codec::Pool pool;
    Result<void> decoded;
    auto done = m_database.run(u"SELECT key, id, campaign, lease, ordinal, phone_hash, stage, flags, waiting_since,"
                               " last_activity, body, work FROM contact ORDER BY key"_s,
                               {}, [&](const QSqlQuery& row) {
                                   Stored stored;
                                   decoded = read(row, m_sealer, pool, stored);
                                   if (decoded) {
                                       take(std::move(stored));
                                   }
                                   return decoded.has_value();
                               });
    return done ? decoded : done;
}

Result<void> ContactRows::insert(const Stored& stored)
{
    const auto& record = stored.record;
    const auto& contact = record.contact;
    const auto work = codec::encodeWork(record);
    return m_database.run(u"INSERT INTO contact (key, id, campaign, lease, ordinal, phone_hash, stage, flags, "
                          u"waiting_since, last_activity,"
                          " body, work) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                          {stored.key, contact.id.value, contact.campaign.value, contact.lease.value, contact.ordinal,
                           stored.phoneHash, static_cast<int>(record.stage), flagsOf(record),
                           qint64{toMs(record.waitingSince)}, qint64{toMs(record.lastActivity)},
                           seal(contact.id, "body", codec::encodeContact(contact)),
                           work.isEmpty() ? work : seal(contact.id, "work", work)});
}

Result<void> ContactRows::update(const Stored& now, const ContactRecord& before)
{
    const auto& record = now.record;
    const auto& contact = record.contact;
    Result<void> done = m_database.run(
        u"UPDATE contact SET campaign = ?, lease = ?, ordinal = ?, stage = ?, flags = ?, waiting_since = ?,"
        " last_activity = ? WHERE key = ?"_s,
        {contact.campaign.value, contact.lease.value, contact.ordinal, static_cast<int>(record.stage), flagsOf(record),
         qint64{toMs(record.waitingSince)}, qint64{toMs(record.lastActivity)}, now.key});
    if (done && !(contact == before.contact)) {
        done = m_database.run(u"UPDATE contact SET phone_hash = ?, body = ? WHERE key = ?"_s,
                              {now.phoneHash, seal(contact.id, "body", codec::encodeContact(contact)), now.key});
    }
    if (done && (record.tags != before.tags || record.answers != before.answers)) {
        const auto work = codec::encodeWork(record);
        done = m_database.run(u"UPDATE contact SET work = ? WHERE key = ?"_s,
                              {work.isEmpty() ? work : seal(contact.id, "work", work), now.key});
    }
    return done;
}

Result<QList<Note>> ContactRows::notes(qint64 key, const ContactId& contact)
{
    QList<Note> notes;
    Result<void> opened;
    auto done = m_database.run(
        u"SELECT id, at, body FROM note WHERE contact = ? ORDER BY key"_s, {key}, [&](const QSqlQuery& row) {
            const auto id = row.value(0).toString();
            const auto text = m_sealer.open({"note", id.toUtf8(), "body"}, row.value(2).toByteArray());
            if (!text) {
                opened = Unexpected{text.error()};
                return false;
            }
            notes.append({{id}, contact, QString::fromUtf8(*text), instantFromMs(row.value(1).toLongLong())});
            return true;
        });
    if (!done || !opened) {
        return Unexpected{done ? opened.error() : done.error()};
    }
    return notes;
}

Result<bool> ContactRows::hasNote(const NoteId& id)
{
    auto found = false;
    auto done = m_database.run(u"SELECT 1 FROM note WHERE id = ?"_s, {id.value}, [&](const QSqlQuery&) {
        found = true;
        return false;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    return found;
}

Result<void> ContactRows::insertNote(qint64 key, const Note& note)
{
    return m_database.run(u"INSERT INTO note (id, contact, at, body) VALUES (?, ?, ?, ?)"_s,
                          {note.id.value, key, qint64{toMs(note.at)},
                           m_sealer.seal({"note", note.id.value.toUtf8(), "body"}, note.text.toUtf8())});
}

Result<void> ContactRows::removeNote(const NoteId& id)
{
    return m_database.run(u"DELETE FROM note WHERE id = ?"_s, {id.value});
}

Result<QList<qint64>> ContactRows::contactsWithDraft()
{
    QList<qint64> keys;
    auto done = m_database.run(u"SELECT contact FROM draft"_s, {}, [&](const QSqlQuery& row) {
        keys.append(row.value(0).toLongLong());
        return true;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    return keys;
}

Result<QString> ContactRows::draft(qint64 key, const ContactId& contact)
{
    QByteArray sealed;
    auto done = m_database.run(u"SELECT body FROM draft WHERE contact = ?"_s, {key}, [&](const QSqlQuery& row) {
        sealed = row.value(0).toByteArray();
        return false;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    if (sealed.isEmpty()) {
        return QString();
    }
    const auto text = m_sealer.open({"draft", contact.value.toUtf8(), "body"}, sealed);
    if (!text) {
        return Unexpected{text.error()};
    }
    return QString::fromUtf8(*text);
}

Result<void> ContactRows::saveDraft(qint64 key, const ContactId& contact, const QString& text)
{
    return m_database.run(u"INSERT INTO draft (contact, body) VALUES (?, ?) ON CONFLICT (contact) DO UPDATE SET body ="
                          " excluded.body"_s,
                          {key, m_sealer.seal({"draft", contact.value.toUtf8(), "body"}, text.toUtf8())});
}

Result<void> ContactRows::removeDraft(qint64 key)
{
    return m_database.run(u"DELETE FROM draft WHERE contact = ?"_s, {key});
}

} // namespace textbank
