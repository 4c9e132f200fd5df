#pragma once

#include "core/db/Database.h"
#include "core/model/Message.h"
#include "core/store/Codes.h"
#include "core/store/Sealer.h"

#include <functional>
#include <optional>

namespace textbank {

/// The message table: sealing and mapping, no rules.
class MessageRows
{
public:
    MessageRows(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    Result<void> insert(qint64 contactKey, MessageKind kind, const Message& message);
    Result<void> setDelivery(const MessageId& id, Delivery delivery, const QString& reason);

    /// What can be known of a message without opening it.
    struct Head
    {
        qint64 contactKey = 0;
        MessageKind kind = MessageKind::Incoming;
        Delivery delivery = Delivery::Delivered;
        Instant at{};
    };
    Result<std::optional<Head>> head(const MessageId& id);
    /// In the order in which they became known here.
    Result<QList<Head>> heads(qint64 contactKey);

    /// By time, then in the order in which they became known.
    Result<QList<Message>> conversation(qint64 contactKey, const ContactId& contact);
    Result<void> each(const std::function<ContactId(qint64 contactKey)>& contactOf,
                      const std::function<bool(const Message&)>& visit);
    /// How many messages of each kind and delivery each contact has.
    Result<void> count(const std::function<void(const Head& head, int count)>& take);

private:
    Result<Message> read(const QSqlQuery& row) const;

    Database& m_database;
    const Sealer& m_sealer;
};

} // namespace textbank
