#pragma once

#include "core/base/Clock.h"
#include "core/db/Database.h"
#include "core/gateway/Gateway.h"

#include <QSet>
#include <QVariant>
#include <optional>

namespace textbank {

/// One transaction of the host. The first failure sticks: statements after it do nothing, and commit() reports it. So a
/// use case reads as its steps; a value read after a failure is never more than a value that is thrown away.
class Work
{
public:
    /// Begins at once (BEGIN IMMEDIATE).
    Work(Database& database, Instant now);
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    Instant now() const { return m_now; }
    qint64 nowMs() const { return toMs(m_now); }

    /// Null strings are bound as empty ones: "no value" in this database is NULL only where it is written as
    /// QVariant().
    void run(const QString& sql, const QVariantList& values = {}, const Database::Row& row = {});
    /// How many rows the last statement changed.
    qint64 changed() const { return m_changed; }
    /// First column of the first row; an invalid QVariant when there is none.
    QVariant value(const QString& sql, const QVariantList& values = {});
    bool exists(const QString& sql, const QVariantList& values = {}) { return value(sql, values).isValid(); }
    QStringList strings(const QString& sql, const QVariantList& values = {});

    /// The next number of the one sequence that orders all that happened in this gateway; from 1.
    qint64 nextSequence();
    /// The first of `count` numbers in a row.
    qint64 nextSequences(qint64 count);
    qint64 lastSequence();

    /// Remembers that this volunteer has new changes once this is committed.
    void tell(const VolunteerId& volunteer) { m_told.insert(volunteer); }
    const QSet<VolunteerId>& told() const { return m_told; }

    const std::optional<Error>& error() const { return m_error; }
    void failWith(const Error& error);
    Result<void> commit();

private:
    Database& m_database;
    std::optional<Database::Transaction> m_transaction;
    std::optional<Error> m_error;
    Instant m_now;
    qint64 m_changed = 0;
    QSet<VolunteerId> m_told;
};

/// What a failure of the disk means to whoever called: nothing of the call happened.
Problem problemOf(const Error& error);
inline Unexpected<Problem> refuse(ProblemType type, QString detail = {})
{
    Problem problem;
    problem.type = type;
    problem.detail = std::move(detail);
    return {problem};
}

} // namespace textbank
