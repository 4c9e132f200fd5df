#include "core/store/MessageRows.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr auto kTable = "message";

MessageRows::Head headOf(const QSqlQuery& row)
{
    return {row.value(0).toLongLong(), static_cast<MessageKind>(row.value(1).toInt()),
            static_cast<Delivery>(row.value(2).toInt()), instantFromMs(row.value(3).toLongLong())};
}

} // namespace

Result<void> MessageRows::insert(qint64 contactKey, MessageKind kind, const Message& message)
{
    const auto name = message.id.value.toUtf8();
    const auto reason = message.reason.toUtf8();
    return m_database.run(
        u"INSERT INTO message (id, contact, kind, delivery, at, media, body, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {message.id.value, contactKey, static_cast<int>(kind), static_cast<int>(message.delivery),
         qint64{toMs(message.at)}, message.media, m_sealer.seal({kTable, name, "body"}, message.text.toUtf8()),
         reason.isEmpty() ? reason : m_sealer.seal({kTable, name, "reason"}, reason)});
}

Result<void> MessageRows::setDelivery(const MessageId& id, Delivery delivery, const QString& reason)
{
    const auto plain = reason.toUtf8();
    return m_database.run(u"UPDATE message SET delivery = ?, reason = ? WHERE id = ?"_s,
                          {static_cast<int>(delivery),
                           plain.isEmpty() ? plain : m_sealer.seal({kTable, id.value.toUtf8(), "reason"}, plain),
                           id.value});
}

Result<std::optional<MessageRows::Head>> MessageRows::head(const MessageId& id)
{
    std::optional<Head> found;
    auto done = m_database.run(u"SELECT contact, kind, delivery, at FROM message WHERE id = ?"_s, {id.value},
                               [&](const QSqlQuery& row) {
                                   found = headOf(row);
                                   return false;
                               });
    if (!done) {
        return Unexpected{done.error()};
    }
    return found;
}

Result<QList<MessageRows::Head>> MessageRows::heads(qint64 contactKey)
{
    QList<Head> heads;
    auto done = m_database.run(u"SELECT contact, kind, delivery, at FROM message WHERE contact = ? ORDER BY key"_s,
                               {contactKey}, [&](const QSqlQuery& row) {
                                   heads.append(headOf(row));
                                   return true;
                               });
    if (!done) {
        return Unexpected{done.error()};
    }
    return heads;
}

Result<Message> MessageRows::read(const QSqlQuery& row) const
{
    const auto head = headOf(row);
    Message message;
    message.id.value = row.value(4).toString();
    const auto name = message.id.value.toUtf8();
    message.direction = head.kind == MessageKind::Incoming ? Direction::Incoming : Direction::Outgoing;
    message.at = head.at;
    message.delivery = head.delivery;
    message.media = row.value(5).toInt();
    const auto text = m_sealer.open({kTable, name, "body"}, row.value(6).toByteArray());
    if (!text) {
        return Unexpected{text.error()};
    }
    message.text = QString::fromUtf8(*text);
    const auto sealedReason = row.value(7).toByteArray();
    if (!sealedReason.isEmpty()) {
        const auto reason = m_sealer.open({kTable, name, "reason"}, sealedReason);
        if (!reason) {
            return Unexpected{reason.error()};
        }
        message.reason = QString::fromUtf8(*reason);
    }
    return message;
}

Result<QList<Message>> MessageRows::conversation(qint64 contactKey, const ContactId& contact)
{
    QList<Message> messages;
    Result<void> opened;
    auto done = m_database.run(u"SELECT contact, kind, delivery, at, id, media, body, reason FROM message"
                               " WHERE contact = ? ORDER BY at, key"_s,
                               {contactKey}, [&](const QSqlQuery& row) {
                                   auto message = read(row);
                                   if (!message) {
                                       opened = Unexpected{message.error()};
                                       return false;
                                   }
                                   message->contact = contact;
                                   messages.append(std::move(*message));
                                   return true;
                               });
    if (!done || !opened) {
        return Unexpected{done ? opened.error() : done.error()};
    }
    return messages;
}

Result<void> MessageRows::each(const std::function<ContactId(qint64 contactKey)>& contactOf,
                               const std::function<bool(const Message&)>& visit)
{
    Result<void> opened;
    auto done =
        m_database.run(u"SELECT contact, kind, delivery, at, id, media, body, reason FROM message ORDER BY key"_s, {},
                       [&](const QSqlQuery& row) {
                           auto message = read(row);
                           if (!message) {
                               opened = Unexpected{message.error()};
                               return false;
                           }
                           message->contact = contactOf(row.value(0).toLongLong());
                           return visit(*message);
                       });
    return done ? opened : done;
}

Result<void> MessageRows::count(const std::function<void(const Head& head, int count)>& take)
{
    return m_database.run(
        u"SELECT contact, kind, delivery, 0, count(*) FROM message GROUP BY contact, kind, delivery"_s, {},
        [&](const QSqlQuery& row) {
            take(headOf(row), row.value(4).toInt());
            return true;
        });
}

} // namespace textbank
