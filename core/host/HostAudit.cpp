#include "core/host/HostAudit.h"

#include "core/audit/AuditFile.h"
#include "core/base/Csv.h"
#include "core/gateway/Wire.h"

#include <QIODevice>
#include <QJsonObject>
#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// An organisation's id is random and only this gateway's, and so is its log's.
AuditLog logOf(const QString& organisation, Instant begun)
{
    return {organisation.isEmpty() ? u"gateway"_s : organisation, u"gateway"_s, organisation, begun};
}

QString inJson(const AuditFacts& facts)
{
    QJsonObject json;
    for (auto it = facts.cbegin(); it != facts.cend(); ++it) {
        json.insert(it.key(), it.value());
    }
    return QString::fromUtf8(canonicalJson(json));
}

struct Stored
{
    AuditEntry entry;
    QByteArray hash;
};

Result<qint64> each(Database& database, const QString& organisation, const std::function<bool(const Stored&)>& visit)
{
    qint64 count = 0;
    auto sound = true;
    auto wanted = true;
    auto done =
        database.run(u"SELECT number, at, kind, facts, hash FROM audit WHERE organisation = ? ORDER BY number"_s,
                     {organisation}, [&](const QSqlQuery& row) {
                         Stored stored;
                         auto& entry = stored.entry;
                         entry.number = row.value(0).toLongLong();
                         entry.at = instantFromMs(row.value(1).toLongLong());
                         entry.kind = row.value(2).toString();
                         const auto facts = wire::parseObject(row.value(3).toString().toUtf8());
                         sound = facts.has_value();
                         if (!sound) {
                             return false;
                         }
                         for (auto it = facts->begin(); it != facts->end(); ++it) {
                             entry.facts.insert(it.key(), it.value().toString());
                         }
                         stored.hash = row.value(4).toByteArray();
                         ++count;
                         wanted = visit(stored);
                         return wanted;
                     });
    if (!done) {
        return Unexpected{done.error()};
    }
    if (!sound) {
        return fail(ErrorCode::Corrupt, u"audit entry %1 cannot be read"_s.arg(count + 1));
    }
    return wanted ? Result<qint64>(count) : fail(ErrorCode::Io, u"the export was not taken"_s);
}

Result<QList<AuditLog>> logs(Database& database, const QString& organisation)
{
    QList<AuditLog> all;
    auto read = database.run(u"SELECT organisation, begun_at FROM audit_log WHERE ? IN ('', organisation) "
                             "ORDER BY begun_at, organisation"_s,
                             {organisation}, [&](const QSqlQuery& row) {
                                 all.append(logOf(row.value(0).toString(), instantFromMs(row.value(1).toLongLong())));
                                 return true;
                             });
    if (!read) {
        return Unexpected{read.error()};
    }
    return all;
}

} // namespace

void HostAudit::note(const QString& organisation, const QString& kind, const AuditFacts& facts)
{
    AuditEntry entry{1, m_work.now(), kind, facts};
    QByteArray previous;
    m_work.run(u"SELECT number, hash FROM audit WHERE organisation = ? ORDER BY number DESC LIMIT 1"_s, {organisation},
               [&](const QSqlQuery& row) {
                   entry.number = row.value(0).toLongLong() + 1;
                   previous = row.value(1).toByteArray();
                   return false;
               });
    if (previous.isEmpty()) {
        m_work.run(u"INSERT INTO audit_log (organisation, begun_at) VALUES (?, ?)"_s, {organisation, m_work.nowMs()});
        previous = auditGenesis(logOf(organisation, m_work.now()));
    }
    m_work.run(u"INSERT INTO audit (organisation, number, at, kind, facts, hash) VALUES (?, ?, ?, ?, ?, ?)"_s,
               {organisation, entry.number, m_work.nowMs(), kind, inJson(facts), auditHash(previous, entry)});
}

Result<qint64> HostAudit::exportLines(Database& database, const QString& organisation, QIODevice& out)
{
    const auto all = logs(database, organisation);
    if (!all) {
        return Unexpected{all.error()};
    }
    qint64 total = 0;
    for (const auto& log : *all) {
        AuditFileWriter file(out, log);
        auto head = auditGenesis(log);
        auto last = log.begun;
        const auto count = each(database, log.owner, [&](const Stored& stored) {
            head = stored.hash;
            last = stored.entry.at;
            return file.add(stored.entry, stored.hash);
        });
        const auto ended = count ? file.end(*count, head, last, nullptr) : Result<void>(Unexpected{count.error()});
        if (!ended) {
            return Unexpected{ended.error()};
        }
        total += *count;
    }
    return total;
}

Result<qint64> HostAudit::exportCsv(Database& database, const QString& organisation, QIODevice& out)
{
    static const QStringList columns{u"volunteer"_s, u"device"_s, u"campaign"_s, u"contact"_s,
                                     u"command"_s,   u"type"_s,   u"problem"_s,  u"reason"_s};
    auto written = out.write(Csv::line(QStringList{u"log"_s, u"number"_s, u"at"_s, u"kind"_s} + columns +
                                       QStringList{u"other"_s, u"hash"_s})) > 0;
    const auto all = logs(database, organisation);
    if (!all) {
        return Unexpected{all.error()};
    }
    qint64 total = 0;
    for (const auto& log : *all) {
        const auto count = each(database, log.owner, [&](const Stored& stored) {
            auto others = stored.entry.facts;
            QStringList cells{log.id, QString::number(stored.entry.number), toRfc3339(stored.entry.at),
                              stored.entry.kind};
            for (const auto& column : columns) {
                cells.append(others.take(column));
            }
            cells.append(others.isEmpty() ? QString() : inJson(others));
            cells.append(QString::fromLatin1(stored.hash.toHex()));
            // Ids and reasons are a client's words: none of them runs in a spreadsheet. JSON Lines have them as they
            // are.
            std::transform(cells.cbegin(), cells.cend(), cells.begin(), &Csv::inert);
            written = written && out.write(Csv::line(cells)) > 0;
            return written;
        });
        if (!count) {
            return count;
        }
        total += *count;
    }
    return total;
}

} // namespace textbank
