#include "core/store/OutboxRows.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr auto kTable = "outbox";
/// Behind the word about a row that has not ended.
const auto kOpen = QStringLiteral("open");

OutboxHead headOf(const QSqlQuery& row)
{
    OutboxHead head;
    head.key = row.value(0).toLongLong();
    head.id.value = row.value(1).toString();
    head.contactKey = row.value(2).toLongLong(); // NULL reads as 0.
    head.type = static_cast<OutboxType>(row.value(3).toInt());
    head.state = static_cast<OutboxState>(row.value(4).toInt());
    head.notBefore = instantFromMs(row.value(5).toLongLong());
    head.attempts = row.value(6).toInt();
    head.phoneHash = row.value(7).toByteArray();
    return head;
}

} // namespace

Result<void> OutboxRows::insert(const OutboxHead& head, const Command& command, const codec::Evidence& evidence)
{
    const auto body = codec::encodeCommand(command, evidence);
    return m_database.run(u"INSERT INTO outbox (key, id, contact, type, state, campaign, created_at, not_before, "
                          u"attempts, phone_hash, body,"
                          " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                          {head.key, head.id.value, head.contactKey != 0 ? QVariant(head.contactKey) : QVariant(),
                           static_cast<int>(head.type), static_cast<int>(head.state), command.campaign.value,
                           qint64{toMs(command.createdAt)}, qint64{toMs(head.notBefore)}, head.attempts,
                           head.phoneHash.isEmpty() ? QVariant() : QVariant(head.phoneHash),
                           m_sealer.seal({kTable, head.id.value.toUtf8(), "body"}, body), QByteArray()});
}

Result<void> OutboxRows::update(const OutboxHead& head, const Problem* outcome)
{
    if (outcome == nullptr) {
        return m_database.run(u"UPDATE outbox SET state = ?, not_before = ?, attempts = ? WHERE key = ?"_s,
                              {static_cast<int>(head.state), qint64{toMs(head.notBefore)}, head.attempts, head.key});
    }
    QStringList texts{problemSlug(outcome->type), outcome->title, outcome->detail};
    if (isOpen(head.state)) {
        texts.append(kOpen);
    }
    const auto plain = codec::encodeTexts(texts);
    return m_database.run(u"UPDATE outbox SET state = ?, not_before = ?, attempts = ?, outcome = ? WHERE key = ?"_s,
                          {static_cast<int>(head.state), qint64{toMs(head.notBefore)}, head.attempts,
                           m_sealer.seal({kTable, head.id.value.toUtf8(), "outcome"}, plain), head.key});
}

Result<void> OutboxRows::loadOpen(const std::function<void(OutboxHead&&)>& take)
{
    return m_database.run(u"SELECT key, id, contact, type, state, not_before, attempts, phone_hash FROM outbox"
                          " WHERE state IN (0, 1, 4) ORDER BY key"_s,
                          {}, [&](const QSqlQuery& row) {
                              take(headOf(row));
                              return true;
                          });
}

Result<qint64> OutboxRows::lastKey()
{
    qint64 last = 0;
    auto done = m_database.run(u"SELECT max(key) FROM outbox"_s, {}, [&](const QSqlQuery& row) {
        last = row.value(0).toLongLong();
        return false;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    return last;
}

Result<OutboxRows::Texts> OutboxRows::texts()
{
    Texts texts;
    auto done = m_database.run(u"SELECT count(*), coalesce(sum(state IN (5, 6)), 0) FROM outbox WHERE type IN (0, 1)"_s,
                               {}, [&](const QSqlQuery& row) {
                                   texts = {row.value(0).toLongLong(), row.value(1).toLongLong()};
                                   return false;
                               });
    if (!done) {
        return Unexpected{done.error()};
    }
    return texts;
}

Result<std::optional<OutboxHead>> OutboxRows::head(const CommandId& id)
{
    std::optional<OutboxHead> found;
    auto done = m_database.run(u"SELECT key, id, contact, type, state, not_before, attempts, phone_hash FROM outbox"
                               " WHERE id = ?"_s,
                               {id.value}, [&](const QSqlQuery& row) {
                                   found = headOf(row);
                                   return false;
                               });
    if (!done) {
        return Unexpected{done.error()};
    }
    return found;
}

Result<OutboxRow> OutboxRows::read(const QSqlQuery& row) const
{
    OutboxRow out;
    auto& command = out.command;
    command.id.value = row.value(0).toString();
    command.campaign.value = row.value(1).toString();
    command.createdAt = instantFromMs(row.value(2).toLongLong());
    out.state = static_cast<OutboxState>(row.value(3).toInt());
    out.notBefore = instantFromMs(row.value(4).toLongLong());
    out.attempts = row.value(5).toInt();
    const auto name = command.id.value.toUtf8();
    const auto body = m_sealer.open({kTable, name, "body"}, row.value(6).toByteArray());
    if (!body) {
        return Unexpected{body.error()};
    }
    codec::Evidence evidence;
    auto decoded = codec::decodeCommand(*body, command, evidence);
    if (!decoded) {
        return Unexpected{decoded.error()};
    }
    const auto outcome = row.value(7).toByteArray();
    if (!outcome.isEmpty()) {
        const auto plain = m_sealer.open({kTable, name, "outcome"}, outcome);
        if (!plain) {
            return Unexpected{plain.error()};
        }
        auto texts = codec::decodeTexts(*plain, 3);
        const auto ofOpen = !texts;
        if (ofOpen) {
            texts = codec::decodeTexts(*plain, 4);
        }
        if (!texts) {
            return Unexpected{texts.error()};
        }
        if (!ofOpen || out.state == OutboxState::Unknown) { // What was said of it then does not hold any more.
            out.problem.type = problemFromSlug(texts->at(0));
            out.problem.title = texts->at(1);
            out.problem.detail = texts->at(2);
        }
    }
    return out;
}

Result<PhoneNumber> OutboxRows::approvedNumber(qint64 key)
{
    Result<PhoneNumber> found = fail(ErrorCode::NotFound, u"outbox row %1"_s.arg(key));
    auto done = m_database.run(u"SELECT id, body FROM outbox WHERE key = ?"_s, {key}, [&](const QSqlQuery& row) {
        const auto body = m_sealer.open({kTable, row.value(0).toString().toUtf8(), "body"}, row.value(1).toByteArray());
        Command command;
        codec::Evidence evidence;
        const auto decoded =
            body ? codec::decodeCommand(*body, command, evidence) : Result<void>(Unexpected{body.error()});
        found = decoded ? Result<PhoneNumber>(evidence.phone) : Result<PhoneNumber>(Unexpected{decoded.error()});
        return false;
    });
    return done ? found : Result<PhoneNumber>(Unexpected{done.error()});
}

Result<OutboxRow> OutboxRows::row(qint64 key)
{
    Result<OutboxRow> found = fail(ErrorCode::NotFound, u"outbox row %1"_s.arg(key));
    auto done =
        m_database.run(u"SELECT id, campaign, created_at, state, not_before, attempts, body, outcome FROM outbox"
                       " WHERE key = ?"_s,
                       {key}, [&](const QSqlQuery& row) {
                           found = read(row);
                           return false;
                       });
    if (!done) {
        return Unexpected{done.error()};
    }
    return found;
}

Result<QList<OutboxRow>> OutboxRows::troubled(int limit)
{
    QList<OutboxRow> rows;
    Result<void> opened;
    auto done =
        m_database.run(u"SELECT id, campaign, created_at, state, not_before, attempts, body, outcome FROM outbox"
                       " WHERE state IN (3, 4, 6) AND type <> 12"
                       " ORDER BY NOT (state = 4 AND type IN (0, 1)), NOT (state = 3 AND type = 2), key DESC LIMIT ?"_s,
                       {limit}, [&](const QSqlQuery& row) {
                           auto one = read(row);
                           if (!one) {
                               opened = Unexpected{one.error()};
                               return false;
                           }
                           rows.append(std::move(*one));
                           return true;
                       });
    if (!done || !opened) {
        return Unexpected{done ? opened.error() : done.error()};
    }
    return rows;
}

Result<RefusedCounts> OutboxRows::refused()
{
    RefusedCounts counts;
    const auto done = m_database.run(u"SELECT type = 2, COUNT(*) FROM outbox"
                                     " WHERE state = 3 AND type NOT IN (0, 1, 12, 13) GROUP BY type = 2"_s,
                                     {}, [&](const QSqlQuery& row) {
                                         (row.value(0).toBool() ? counts.optOuts : counts.others) =
                                             row.value(1).toInt();
                                         return true;
                                     });
    return done ? Result<RefusedCounts>(counts) : Result<RefusedCounts>(Unexpected{done.error()});
}

} // namespace textbank
