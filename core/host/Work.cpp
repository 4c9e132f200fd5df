#include "core/host/Work.h"

using namespace Qt::StringLiterals;

namespace textbank {

Work::Work(Database& database, Instant now)
    : m_database(database)
    , m_now(now)
{
    auto begun = Database::Transaction::begin(database);
    if (begun) {
        m_transaction.emplace(std::move(begun).value());
    } else {
        m_error = begun.error();
    }
}

Work::~Work() = default;

void Work::run(const QString& sql, const QVariantList& values, const Database::Row& row)
{
    if (m_error) {
        return;
    }
    auto bound = values;
    for (auto& value : bound) {
        if (value.typeId() == QMetaType::QString && value.toString().isNull()) {
            value = u""_s;
        }
    }
    if (const auto done = m_database.run(sql, bound, row); !done) {
        m_error = done.error();
        return;
    }
    m_changed = m_database.rowsChanged();
}

QVariant Work::value(const QString& sql, const QVariantList& values)
{
    QVariant found;
    run(sql, values, [&](const QSqlQuery& row) {
        found = row.value(0);
        return false;
    });
    return m_error ? QVariant() : found;
}

QStringList Work::strings(const QString& sql, const QVariantList& values)
{
    QStringList all;
    run(sql, values, [&](const QSqlQuery& row) {
        all.append(row.value(0).toString());
        return true;
    });
    return all;
}

qint64 Work::nextSequence()
{
    run(u"UPDATE sequence SET last = last + 1"_s);
    return lastSequence();
}

qint64 Work::nextSequences(qint64 count)
{
    run(u"UPDATE sequence SET last = last + ?"_s, {count});
    return lastSequence() - count + 1;
}

qint64 Work::lastSequence() { return value(u"SELECT last FROM sequence"_s).toLongLong(); }

void Work::failWith(const Error& error)
{
    if (!m_error) {
        m_error = error;
    }
}

Result<void> Work::commit()
{
    if (m_error) {
        return Unexpected{*m_error};
    }
    const auto done = m_transaction->commit();
    m_transaction.reset();
    return done;
}

Problem problemOf(const Error& error)
{
    Problem problem;
    problem.detail = error.detail;
    switch (error.code) {
    case ErrorCode::Locked:
        problem.type = ProblemType::RateLimited;
        problem.title = u"the gateway's database is busy"_s;
        problem.retryAfter = Seconds{2};
        break;
    case ErrorCode::DiskFull:
        problem.type = ProblemType::RateLimited;
        problem.title = u"the gateway's disk is full"_s;
        problem.retryAfter = Seconds{60};
        break;
    default:
        problem.title = u"the gateway could not write its record"_s;
        break;
    }
    return problem;
}

} // namespace textbank
