#pragma once

#include "core/base/Result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>
#include <functional>
#include <memory>

namespace textbank {

/// One SQLite file on one thread: WAL, synchronous=FULL, foreign keys, secure_delete. Statements are prepared once and
/// kept.
class Database
{
public:
    struct Options
    {
        QString path;             ///< A file, or ":memory:".
        int busyTimeoutMs = 2000; ///< How long another process's lock is waited for; then ErrorCode::Locked.
        bool exclusive = false;   ///< Take the file for this process alone.
    };
    /// Opens or makes the file and proves that it is a sound database (Corrupt, Locked, Io, DiskFull).
    static Result<std::unique_ptr<Database>> open(const Options& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    using Row = std::function<bool(const QSqlQuery&)>; ///< Return false to stop reading.
    /// Runs one statement with bound values; `row` is called for each row. A null string or byte array is bound as an
    /// empty one; an invalid QVariant is NULL. A broken constraint is Conflict.
    Result<void> run(const QString& sql, const QVariantList& values = {}, const Row& row = {});
    /// Several statements separated by semicolons, for schemas.
    Result<void> runScript(const QString& sql);
    qint64 rowsChanged() const { return m_rowsChanged; }
    /// A COMMIT failed as its log was being synced, and so did what should have taken its place there: a process that
    /// dies now may find it committed when it comes back. The next COMMIT that works ends this.
    bool isInDoubt() const { return m_inDoubt; }
    /// Writes over what a failed COMMIT left in the log; does nothing when nothing is in doubt.
    Result<void> settle();
    const QString& path() const { return m_path; }

    /// Brings what the log holds home into the file and leaves the log empty. What closing does of it fails silently.
    /// Locked when somebody else reads the log.
    Result<void> emptyLog();

    /// Called before the nth access (1-based, BEGIN and COMMIT count); an error returned is what the access reports.
    /// Tests only.
    using FaultHook = std::function<std::optional<Error>(qint64 nth, const QString& sql)>;
    void setFaultHook(FaultHook hook);

    /// One transaction: BEGIN IMMEDIATE now, COMMIT by commit(), ROLLBACK when it goes out of scope before. Not nested.
    class Transaction
    {
    public:
        static Result<Transaction> begin(Database& database);
        Transaction(Transaction&& other) noexcept;
        Transaction& operator=(Transaction&&) = delete;
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        ~Transaction();
        /// After an error nothing of it is there, and nothing of it comes back with the next start: see isInDoubt().
        Result<void> commit();

    private:
        explicit Transaction(Database& database)
            : m_database(&database)
        {
        }
        Database* m_database = nullptr;
    };

private:
    Database() = default;
    Result<QSqlQuery*> prepared(const QString& sql);
    std::optional<Error> fault(const QString& sql);
    void rollBack();

    QString m_path;
    QString m_connection;
    QSqlDatabase m_sql;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements; // shared: QHash copies its values when it grows
    FaultHook m_faultHook;
    qint64 m_accesses = 0;
    qint64 m_rowsChanged = 0;
    bool m_inDoubt = false;
};

} // namespace textbank
