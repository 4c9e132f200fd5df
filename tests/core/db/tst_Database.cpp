#include "core/db/Database.h"
#include "core/db/Migrations.h"
#include "tests/support/RefusingDisk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

qint64 number(Database& database, const QString& sql)
{
    qint64 value = -1;
    const auto done = database.run(sql, {}, [&](const QSqlQuery& row) {
        value = row.value(0).toLongLong();
        return false;
    });
    return done ? value : -1;
}

} // namespace

class tst_Database : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsEveryCommitOnDisk()
    {
        auto database = open();
        QCOMPARE(number(*database, u"PRAGMA synchronous"_s), 2);
        QCOMPARE(number(*database, u"PRAGMA foreign_keys"_s), 1);
        QCOMPARE(number(*database, u"PRAGMA secure_delete"_s), 1);
        QCOMPARE(number(*database, u"PRAGMA temp_store"_s), 2);
        QString mode;
        QVERIFY(database->run(u"PRAGMA journal_mode"_s, {}, [&](const QSqlQuery& row) {
            mode = row.value(0).toString();
            return true;
        }));
        QCOMPARE(mode, u"wal"_s);
    }

    /// What a process that died within a commit left in the log may not have reached the disk yet.
    void whatAProcessLeftInTheLogIsDurableOnceItIsOpen()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)"_s));
        const auto left = m_folder->filePath(u"left.db"_s);
        QVERIFY(QFile::copy(database->path(), left));
        QVERIFY(QFile::copy(database->path() + u"-wal"_s, left + u"-wal"_s));
        const auto after = Database::open({left});
        QVERIFY(after);
        // SQLite copies out of the log only what it synced before: it stands in the file without the log.
        const auto alone = m_folder->filePath(u"alone.db"_s);
        QVERIFY(QFile::copy(left, alone));
        const auto read = Database::open({alone});
        QVERIFY(read);
        QCOMPARE(number(**read, u"SELECT n FROM t"_s), 7);
    }

    void readsBackWhatWasBound()
    {
        auto database = open();
        QVERIFY(database->runScript(
            u"CREATE TABLE t (n INTEGER NOT NULL, s TEXT NOT NULL, b BLOB NOT NULL, z TEXT) STRICT"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES (?, ?, ?, ?)"_s, {7, QString(), QByteArray(), QVariant()}));
        QCOMPARE(database->rowsChanged(), 1);
        auto rows = 0;
        QVERIFY(database->run(u"SELECT n, s, b, z, typeof(s), typeof(b), typeof(z) FROM t"_s, {},
                              [&](const QSqlQuery& row) {
                                  ++rows;
                                  return row.value(0).toInt() == 7 && row.value(4) == u"text"_s &&
                                         row.value(5) == u"blob"_s && row.value(6) == u"null"_s;
                              }));
        QCOMPARE(rows, 1);
    }

    void stopsReadingWhenTold()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2), (3)"_s));
        auto rows = 0;
        QVERIFY(database->run(u"SELECT n FROM t"_s, {}, [&](const QSqlQuery&) { return ++rows < 2; }));
        QCOMPARE(rows, 2);
        QVERIFY(database->run(u"SELECT n FROM t"_s, {}, [&](const QSqlQuery&) { return ++rows > 0; }));
        QCOMPARE(rows, 5);
    }

    void undoesWhatWasNotCommitted()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER)"_s));
        {
            auto transaction = Database::Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->run(u"INSERT INTO t VALUES (1)"_s));
        }
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 0);
        auto transaction = Database::Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->run(u"INSERT INTO t VALUES (1)"_s));
        QVERIFY(transaction->commit());
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 1);
    }

    void undoesWhenCommitFails()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER)"_s));
        database->setFaultHook([](qint64, const QString& sql) {
            return sql == u"COMMIT"_s ? std::optional(Error{ErrorCode::DiskFull, {}}) : std::nullopt;
        });
        {
            auto transaction = Database::Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->run(u"INSERT INTO t VALUES (1)"_s));
            const auto committed = transaction->commit();
            QVERIFY(!committed);
            QCOMPARE(committed.error().code, ErrorCode::DiskFull);
        }
        database->setFaultHook({});
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 0);
    }

    void writesOverWhatAFailedCommitMayHaveLeftInTheLog()
    {
        auto database = open();
        QVERIFY(migrate(*database, {{3, "CREATE TABLE t (n INTEGER)"}}));
        const auto before = contentOf(path() + u"-wal"_s);
        database->setFaultHook([](qint64, const QString& sql) {
            return sql == u"COMMIT"_s ? std::optional(Error{ErrorCode::Io, {}}) : std::nullopt;
        });
        QVERIFY(!insertOne(*database));
        database->setFaultHook({});
        // A frame of its own stands where those of the failed one would, and it changes nothing.
        QVERIFY(contentOf(path() + u"-wal"_s).size() > before.size());
        QVERIFY(!database->isInDoubt());
        QCOMPARE(number(*database, u"PRAGMA user_version"_s), 3);
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 0);
    }

    void isInDoubtUntilThatWorks()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER)"_s));
        QVERIFY(!database->isInDoubt());
        RefusingDisk disk(*database);
        const auto committed = insertOne(*database);
        QVERIFY(!committed);
        QCOMPARE(committed.error().code, ErrorCode::Io);
        QVERIFY(database->isInDoubt());
        QVERIFY(!database->settle());
        QVERIFY(database->isInDoubt());
        disk.mend();
        QVERIFY(database->settle());
        QVERIFY(!database->isInDoubt());
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 0);
        QVERIFY(insertOne(*database)); // No transaction was left open.
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 1);
    }

    void theNextCommitThatWorksEndsTheDoubt()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER)"_s));
        RefusingDisk disk(*database);
        QVERIFY(!insertOne(*database));
        QVERIFY(database->isInDoubt());
        disk.mend();
        QVERIFY(insertOne(*database));
        QVERIFY(!database->isInDoubt());
        QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 1);
    }

    void aCommitThatCertainlyLeftNothingLeavesNoDoubt()
    {
        for (const auto code : {ErrorCode::DiskFull, ErrorCode::Locked, ErrorCode::Conflict}) {
            auto database = open();
            QVERIFY(database->runScript(u"CREATE TABLE IF NOT EXISTS t (n INTEGER)"_s));
            const auto before = contentOf(path() + u"-wal"_s);
            database->setFaultHook([code](qint64, const QString& sql) {
                return sql == u"COMMIT"_s ? std::optional(Error{code, {}}) : std::nullopt;
            });
            QVERIFY(!insertOne(*database));
            database->setFaultHook({});
            QVERIFY(!database->isInDoubt());
            QCOMPARE(contentOf(path() + u"-wal"_s), before);
        }
    }

    void countsEveryAccessForTheFaultHook()
    {
        auto database = open();
        QStringList seen;
        database->setFaultHook([&](qint64 nth, const QString& sql) -> std::optional<Error> {
            seen.append(u"%1 %2"_s.arg(nth).arg(sql));
            return std::nullopt;
        });
        auto transaction = Database::Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER); CREATE TABLE u (n INTEGER)"_s));
        QVERIFY(transaction->commit());
        QCOMPARE(seen, (QStringList{u"1 BEGIN IMMEDIATE"_s, u"2 CREATE TABLE t (n INTEGER)"_s,
                                    u"3 CREATE TABLE u (n INTEGER)"_s, u"4 COMMIT"_s}));
    }

    void saysConflictWhenAConstraintBreaks()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n INTEGER UNIQUE CHECK (n < 5)) STRICT"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES (?)"_s, {1}));
        for (const auto& value : {QVariant(1), QVariant(9)}) {
            const auto done = database->run(u"INSERT INTO t VALUES (?)"_s, {value});
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::Conflict);
        }
        QVERIFY(database->run(u"INSERT INTO t VALUES (?)"_s, {2})); // The statement can be used again.
    }

    void saysLockedWhileAnotherHoldsTheFile()
    {
        auto holder = Database::open({path(), 50, true});
        QVERIFY(holder);
        const auto second = Database::open({path(), 50, true});
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Locked);
        holder->reset();
        QVERIFY(Database::open({path(), 50, true}));
    }

    void saysDiskFullWhenThereIsNoRoom()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (b BLOB)"_s));
        QVERIFY(database->run(u"PRAGMA max_page_count = 8"_s));
        const auto done = database->run(u"INSERT INTO t VALUES (zeroblob(100000))"_s);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::DiskFull);
    }

    void leavesAFileThatIsNoDatabaseAsItIs_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("a few words") << QByteArray("Dear diary");
        QTest::newRow("a long text") << QByteArray("All work and no play. ").repeated(2000);
        QTest::newRow("a header and nonsense") << QByteArray("SQLite format 3\0", 16) + QByteArray(8000, 'x');
    }
    void leavesAFileThatIsNoDatabaseAsItIs()
    {
        QFETCH(QByteArray, content);
        write(path(), content);
        const auto database = Database::open({path(), 50, true});
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::Corrupt);
        QCOMPARE(contentOf(path()), content);
    }

    void saysIoWhereNoFileCanBe()
    {
        const auto database = Database::open({m_folder->filePath(u"missing/folder/file.db"_s), 50, false});
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::Io);
    }

    void saysNothingOfWhatWasBoundInAnError()
    {
        auto database = open();
        QVERIFY(database->runScript(u"CREATE TABLE t (n TEXT CHECK (n <> 'Ana')) STRICT"_s));
        const auto done = database->run(u"INSERT INTO t VALUES (?)"_s, {u"Ana"_s});
        QVERIFY(!done);
        QVERIFY(!done.error().detail.contains(u"Ana"_s));
    }

    void migratesStepByStep()
    {
        auto database = open();
        const Migration first{1, "CREATE TABLE a (n INTEGER); INSERT INTO a VALUES (1)"};
        const Migration second{2, "ALTER TABLE a ADD COLUMN m INTEGER NOT NULL DEFAULT 5"};
        QVERIFY(migrate(*database, {first}));
        QCOMPARE(number(*database, u"PRAGMA user_version"_s), 1);
        QVERIFY(migrate(*database, {first, second}));
        QVERIFY(migrate(*database, {first, second})); // Nothing left to do.
        QCOMPARE(number(*database, u"PRAGMA user_version"_s), 2);
        QCOMPARE(number(*database, u"SELECT m FROM a"_s), 5);
    }

    void leavesAFailedStepUndone()
    {
        auto database = open();
        const Migration good{1, "CREATE TABLE a (n INTEGER)"};
        const Migration bad{2, "CREATE TABLE b (n INTEGER); CREATE TABLE a (n INTEGER)"};
        QVERIFY(!migrate(*database, {good, bad}));
        QCOMPARE(number(*database, u"PRAGMA user_version"_s), 1);
        QCOMPARE(number(*database, u"SELECT count(*) FROM sqlite_schema WHERE name = 'b'"_s), 0);
    }

    void neverTouchesAFileOfALaterVersion()
    {
        {
            auto database = open();
            QVERIFY(migrate(*database, {{3, "CREATE TABLE later (n INTEGER)"}}));
        }
        const auto before = contentOf(path());
        {
            auto database = open();
            const auto done = migrate(*database, {{1, "CREATE TABLE a (n INTEGER)"}});
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::NewerVersion);
        }
        QCOMPARE(contentOf(path()), before);
    }

private:
    QString path() const { return m_folder->filePath(u"file.db"_s); }
    std::unique_ptr<Database> open()
    {
        auto opened = Database::open({path(), 50, true});
        return opened ? std::move(*opened) : nullptr;
    }
    static Result<void> insertOne(Database& database)
    {
        auto transaction = Database::Transaction::begin(database);
        if (!transaction) {
            return Unexpected{transaction.error()};
        }
        const auto inserted = database.run(u"INSERT INTO t VALUES (1)"_s);
        return inserted ? transaction->commit() : inserted;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_Database)
#include "tst_Database.moc"
