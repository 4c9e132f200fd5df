#include "core/db/Database.h"

#include <QSqlError>
#include <atomic>
#include <iterator>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html). Written down here because the database is
// reached through Qt's driver, which may carry an SQLite of its own.
enum SqliteCode : int {
    kPerm = 3,
    kBusy = 5,
    kLocked = 6,
    kReadOnly = 8,
    kIoErr = 10,
    kCorrupt = 11,
    kFull = 13,
    kCantOpen = 14,
    kConstraint = 19,
    kNotADatabase = 26,
};

ErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode & 0xFF) { // The rest is the extended code.
    case kFull:
        return ErrorCode::DiskFull;
    case kBusy:
    case kLocked:
        return ErrorCode::Locked;
    case kCorrupt:
    case kNotADatabase:
        return ErrorCode::Corrupt;
    case kConstraint:
        return ErrorCode::Conflict;
    default:
        return ErrorCode::Io;
    }
}

/// Only the statement's first words and the code: SQLite's own prose can quote what it was given.
Error errorOf(const QSqlError& error, const QString& sql)
{
    const auto native = error.nativeErrorCode();
    const auto verb = sql.simplified().section(u' ', 0, 2).left(40);
    auto isNumber = false;
    const auto code = native.toInt(&isNumber);
    if (!isNumber) {
        return {ErrorCode::Io, u"no SQLite code at %1"_s.arg(verb)};
    }
    return {codeOf(code), u"SQLite code %1 at %2"_s.arg(code).arg(verb)};
}

QString nextConnectionName()
{
    static std::atomic<int> count{0};
    return u"textbank-%1"_s.arg(++count);
}

/// Null strings and byte arrays would be bound as NULL; to us they are empty. NULL is an invalid QVariant.
QVariant bindable(const QVariant& value)
{
    if (value.userType() == QMetaType::QString && value.toString().isNull()) {
        return u""_s;
    }
    if (value.userType() == QMetaType::QByteArray && value.toByteArray().isNull()) {
        return QByteArray("");
    }
    return value;
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const Options& options)
{
    std::unique_ptr<Database> database(new Database);
    database->m_path = options.path;
    database->m_connection = nextConnectionName();
    database->m_sql = QSqlDatabase::addDatabase(u"QSQLITE"_s, database->m_connection);
    if (!database->m_sql.isValid()) {
        return fail(ErrorCode::Unavailable, u"Qt's SQLite driver is missing"_s);
    }
    database->m_sql.setDatabaseName(options.path);
    database->m_sql.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeoutMs));
    if (!database->m_sql.open()) {
        return Unexpected{errorOf(database->m_sql.lastError(), u"open"_s)};
    }
    // Reading the schema first proves that the file is a database before anything could be written to it.
    const QString pragmas[] = {
        options.exclusive ? u"PRAGMA locking_mode = EXCLUSIVE"_s : u"PRAGMA locking_mode = NORMAL"_s,
        u"SELECT count(*) FROM sqlite_schema"_s,
        u"PRAGMA journal_mode = WAL"_s,
        u"PRAGMA synchronous = FULL"_s,
        u"PRAGMA foreign_keys = ON"_s,
        u"PRAGMA secure_delete = ON"_s,
        u"PRAGMA temp_store = MEMORY"_s,
        u"PRAGMA cell_size_check = ON"_s,
        // A checkpoint costs two more syncs within somebody's key press; once in some 500 of them is rare enough.
        u"PRAGMA wal_autocheckpoint = 4000"_s,
        u"PRAGMA journal_size_limit = 4194304"_s,
    };
    for (const auto& pragma : pragmas) {
        QString answer;
        auto done = database->run(pragma, {}, [&](const QSqlQuery& row) {
            answer = row.value(0).toString();
            return false;
        });
        if (!done) {
            return Unexpected{done.error()};
        }
        // No error when the log cannot be made, on a full disk for one: the old journal then stays, whose deletion,
        // and with it the commit, a power loss can undo.
        if (pragma.startsWith(u"PRAGMA journal_mode"_s) && answer != u"wal"_s && answer != u"memory"_s) {
            return fail(ErrorCode::Io, u"no write-ahead log but %1"_s.arg(answer));
        }
    }
    if (options.exclusive) {
        // The lock is taken by the first access that needs it and then kept.
        auto begun = Transaction::begin(*database);
        if (!begun) {
            return Unexpected{begun.error()};
        }
    }
    // A process that died within a commit may have left it in the log unsynced: it reads as committed, and a loss of
    // power still takes it away. Nothing may be done because of it before it is durable. A disk that refuses this now
    // refuses the next commit as well, which comes before anything leaves.
    (void)database->run(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
    database->m_statements.clear();
    database->m_accesses = 0;
    return database;
}

Database::~Database()
{
    m_statements.clear();
    m_sql.close();
    m_sql = {};
    QSqlDatabase::removeDatabase(m_connection);
}

void Database::setFaultHook(FaultHook hook)
{
    m_faultHook = std::move(hook);
    m_accesses = 0;
}

std::optional<Error> Database::fault(const QString& sql)
{
    ++m_accesses;
    return m_faultHook ? m_faultHook(m_accesses, sql) : std::nullopt;
}

Result<QSqlQuery*> Database::prepared(const QString& sql)
{
    const auto known = m_statements.constFind(sql);
    if (known != m_statements.constEnd()) {
        return known->get();
    }
    auto query = std::make_shared<QSqlQuery>(m_sql);
    query->setForwardOnly(true);
    if (!query->prepare(sql)) {
        return Unexpected{errorOf(query->lastError(), sql)};
    }
    auto* raw = query.get();
    m_statements.insert(sql, query);
    return raw;
}

Result<void> Database::run(const QString& sql, const QVariantList& values, const Row& row)
{
    if (auto error = fault(sql)) {
        return Unexpected{*error};
    }
    auto found = prepared(sql);
    if (!found) {
        return Unexpected{found.error()};
    }
    auto& query = **found;
    Q_ASSERT(!query.isActive()); // The same statement inside its own rows would lose them.
    for (qsizetype i = 0; i < values.size(); ++i) {
        query.bindValue(static_cast<int>(i), bindable(values.at(i)));
    }
    if (!query.exec()) {
        const auto error = errorOf(query.lastError(), sql);
        query.finish();
        return Unexpected{error};
    }
    auto ended = false;
    if (row) {
        while (!ended && query.next()) {
            ended = !row(query);
        }
    } else if (query.isSelect()) {
        query.next();
    }
    // next() answers false at the end and at an error alike.
    if (!ended && query.lastError().isValid()) {
        const auto error = errorOf(query.lastError(), sql);
        query.finish();
        return Unexpected{error};
    }
    m_rowsChanged = query.isSelect() ? 0 : query.numRowsAffected();
    query.finish(); // An unfinished statement would hold its read lock.
    return {};
}

Result<void> Database::runScript(const QString& sql)
{
    // Our schemas hold no semicolon inside a text; those inside a trigger end with its END.
    QStringList statements;
    auto inTrigger = false;
    for (const auto& part : sql.split(u';', Qt::SkipEmptyParts)) {
        const auto begins = part.trimmed();
        if (inTrigger) {
            statements.back() += u';' + part;
        } else {
            statements.append(part);
        }
        inTrigger = begins != "END"_L1 && (inTrigger || begins.startsWith("CREATE TRIGGER"_L1));
    }
    for (const auto& part : statements) {
        const auto statement = part.trimmed();
        if (statement.isEmpty()) {
            continue;
        }
        if (auto error = fault(statement)) {
            return Unexpected{*error};
        }
        QSqlQuery query(m_sql);
        if (!query.exec(statement)) {
            return Unexpected{errorOf(query.lastError(), statement)};
        }
    }
    return {};
}

Result<Database::Transaction> Database::Transaction::begin(Database& database)
{
    auto begun = database.run(u"BEGIN IMMEDIATE"_s);
    if (!begun) {
        return Unexpected{begun.error()};
    }
    return Transaction(database);
}

Database::Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Database::Transaction::~Transaction()
{
    if (m_database == nullptr) {
        return;
    }
    m_database->rollBack();
}

Result<void> Database::Transaction::commit()
{
    Q_ASSERT(m_database != nullptr);
    auto* database = std::exchange(m_database, nullptr);
    auto committed = database->run(u"COMMIT"_s);
    if (committed) {
        database->m_inDoubt = false;
        return committed;
    }
    database->rollBack();
    if (committed.error().code == ErrorCode::Io) {
        // The whole of it may lie in the log, only its sync failed: whoever opens the file next would read it as
        // committed, though its caller was told that nothing happened.
        database->m_inDoubt = true;
        Q_UNUSED(database->settle().has_value()); // Else it stays in doubt, and that can be asked.
    }
    return committed;
}

// Past the fault hook: giving up must always be possible. SQLite may have rolled back by itself already, which is then
// the error reported here and no news.
void Database::rollBack()
{
    QSqlQuery query(m_sql);
    query.exec(u"ROLLBACK"_s);
}

Result<void> Database::settle()
{
    if (!m_inDoubt) {
        return {};
    }
    // The same value once more: a frame of its own, in the place of the first of those that failed. Theirs behind it no
    // longer fit the log's running checksum.
    QSqlQuery query(m_sql);
    const auto version =
        query.exec(u"PRAGMA user_version"_s) && query.next() ? std::optional(query.value(0).toInt()) : std::nullopt;
    query.finish();
    const auto written =
        version && query.exec(u"BEGIN IMMEDIATE"_s) && query.exec(u"PRAGMA user_version = %1"_s.arg(*version));
    if (!written || !query.exec(u"COMMIT"_s)) {
        const auto error = errorOf(query.lastError(), u"settle"_s);
        query.finish();
        rollBack();
        return Unexpected{error};
    }
    m_inDoubt = false;
    return {};
}

Result<void> Database::emptyLog()
{
    auto busy = false;
    auto done = run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s, {}, [&](const QSqlQuery& row) {
        busy = row.value(0).toInt() != 0;
        return false;
    });
    if (done && busy) {
        return fail(ErrorCode::Locked, u"the log could not be emptied"_s);
    }
    return done;
}

} // namespace textbank
