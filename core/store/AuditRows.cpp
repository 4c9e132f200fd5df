#include "core/store/AuditRows.h"

#include "core/store/Packing.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct Body
{
    AuditRecord record;
    AuditTally tally;
};

template<class Io>
void fields(Body& body, Io& io)
{
    io(body.record.entry.at), io(body.record.entry.kind), io(body.record.entry.facts), io(body.record.hash);
    io(body.record.salt), io(body.record.hidden), io(body.tally.approvals), io(body.tally.stopped);
    io(body.tally.givenUp), io(body.tally.checkpointCount), io(body.tally.checkpointHash);
}

Result<Body> opened(const Sealer& sealer, const QSqlQuery& row)
{
    const auto number = row.value(0).toLongLong();
    const auto plain = sealer.open({"audit", QByteArray::number(number), "body"}, row.value(1).toByteArray());
    if (!plain) {
        return Unexpected{plain.error()};
    }
    Body body;
    codec::Unpacker in(*plain);
    in(body);
    if (!in.isSound()) {
        return fail(ErrorCode::Corrupt, u"audit entry %1 cannot be read"_s.arg(number));
    }
    body.record.entry.number = number;
    return body;
}

} // namespace

Result<std::optional<AuditState>> AuditRows::load()
{
    std::optional<AuditState> state;
    auto done = m_database.run(u"SELECT id, device, begun_at FROM audit_log"_s, {}, [&](const QSqlQuery& row) {
        state.emplace();
        state->log = {row.value(0).toString(), u"device"_s, row.value(1).toString(),
                      instantFromMs(row.value(2).toLongLong())};
        state->hash = auditGenesis(state->log);
        state->tally.checkpointHash = state->hash;
        return false;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    Result<void> read;
    done =
        m_database.run(u"SELECT number, body FROM audit ORDER BY number DESC LIMIT 1"_s, {}, [&](const QSqlQuery& row) {
            const auto body = opened(m_sealer, row);
            if (!body || !state) {
                read = body ? fail(ErrorCode::Corrupt, u"an audit entry without its log"_s) : Unexpected{body.error()};
                return false;
            }
            state->number = body->record.entry.number;
            state->hash = body->record.hash;
            state->tally = body->tally;
            return false;
        });
    if (!done || !read) {
        return Unexpected{done ? read.error() : done.error()};
    }
    return state;
}

Result<void> AuditRows::begin(const AuditLog& log)
{
    return m_database.run(u"INSERT INTO audit_log (key, id, device, begun_at) VALUES (1, ?, ?, ?)"_s,
                          {log.id, log.owner, qint64{toMs(log.begun)}});
}

Result<void> AuditRows::append(AuditState& state, Instant at, const QString& kind, AuditFacts facts,
                               const AuditFacts& hidden)
{
    Body body;
    body.record.entry = {state.number + 1, at, kind, std::move(facts)};
    auto& entry = body.record.entry;
    const auto name = QByteArray::number(entry.number);
    if (!hidden.isEmpty()) {
        body.record.hidden = hidden;
        body.record.salt = m_sealer.keyedHash("audit salt", state.log.id.toUtf8() + ' ' + name);
        entry.facts.insert(u"hidden"_s, QString::fromLatin1(auditCommitment(body.record.salt, hidden).toHex()));
    }
    body.record.hash = auditHash(state.hash, entry);
    body.tally = state.tally;
    codec::Packer out;
    out(body);
    auto done = m_database.run(u"INSERT INTO audit (number, body) VALUES (?, ?)"_s,
                               {entry.number, m_sealer.seal({"audit", name, "body"}, out.bytes())});
    if (done) {
        state.number = entry.number;
        state.hash = body.record.hash;
    }
    return done;
}

Result<void> AuditRows::each(qint64 after, const std::function<bool(const AuditRecord&)>& visit) const
{
    Result<void> read;
    auto done = m_database.run(u"SELECT number, body FROM audit WHERE number > ? ORDER BY number"_s, {after},
                               [&](const QSqlQuery& row) {
                                   const auto body = opened(m_sealer, row);
                                   if (!body) {
                                       read = Unexpected{body.error()};
                                       return false;
                                   }
                                   return visit(body->record);
                               });
    return done ? read : done;
}

Result<void> AuditRows::forgetHidden()
{
    QHash<qint64, QByteArray> bodies;
    auto done = m_database.run(u"SELECT number, body FROM audit"_s, {}, [&](const QSqlQuery& row) {
        auto body = opened(m_sealer, row);
        if (body && !body->record.hidden.isEmpty()) { // One that does not open says nothing.
            body->record.hidden.clear();
            body->record.salt.clear();
            codec::Packer out;
            out(*body);
            bodies.insert(body->record.entry.number, out.bytes());
        }
        return true;
    });
    return done && !bodies.isEmpty() ? reseal(bodies) : done;
}

// The table itself refuses this while its trigger stands; a rollback brings that back as well.
Result<void> AuditRows::reseal(const QHash<qint64, QByteArray>& bodies)
{
    QString trigger;
    auto done = m_database.run(u"SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'audit_stays'"_s, {},
                               [&](const QSqlQuery& row) {
                                   trigger = row.value(0).toString();
                                   return false;
                               });
    if (done) {
        done = m_database.run(u"DROP TRIGGER audit_stays"_s);
    }
    for (auto body = bodies.cbegin(); done && body != bodies.cend(); ++body) {
        const auto name = QByteArray::number(body.key());
        done = m_database.run(u"UPDATE audit SET body = ? WHERE number = ?"_s,
                              {m_sealer.seal({"audit", name, "body"}, *body), body.key()});
    }
    return done ? m_database.run(trigger) : done;
}

} // namespace textbank
