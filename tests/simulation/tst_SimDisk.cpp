#include "core/db/Database.h"
#include "tests/simulation/SimDisk.h"
#include "tests/simulation/SimDiskChance.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::simulation;

namespace {

std::unique_ptr<Database> openOn(const SimDisk& disk, bool exclusive = false)
{
    auto opened = Database::open({.path = disk.path(u"client.db"_s), .busyTimeoutMs = 20, .exclusive = exclusive});
    return opened ? std::move(*opened) : nullptr;
}

std::optional<qint64> number(Database& database, const QString& sql)
{
    std::optional<qint64> answer;
    const auto done = database.run(sql, {}, [&](const QSqlQuery& row) {
        answer = row.value(0).toLongLong();
        return false;
    });
    return done ? answer : std::nullopt;
}

QString text(Database& database, const QString& sql)
{
    QString answer;
    const auto done = database.run(sql, {}, [&](const QSqlQuery& row) {
        answer = row.value(0).toString();
        return false;
    });
    return done ? answer : u"failed"_s;
}

/// A ledger whose every transaction writes its number into two tables, with enough bytes to fill pages, and now and
/// then copies the log into the file or closes it. What it was told to be committed is counted.
class Ledger
{
public:
    Ledger(SimDisk& disk, quint64 seed)
        : m_disk(disk)
        , m_chance(seed)
    {
    }

    bool open()
    {
        m_database = openOn(m_disk, m_chance.oneIn(2));
        return m_database != nullptr &&
               m_database->run(u"CREATE TABLE IF NOT EXISTS entry(n INTEGER PRIMARY KEY, filling BLOB)"_s) &&
               m_database->run(u"CREATE TABLE IF NOT EXISTS echo(n INTEGER PRIMARY KEY)"_s);
    }

    /// False when the disk refused.
    bool write()
    {
        if (m_database == nullptr && !open()) {
            return false;
        }
        if (m_chance.oneIn(12)) {
            return m_database->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s).has_value();
        }
        if (m_chance.oneIn(12)) {
            m_database.reset();
            return open();
        }
        auto transaction = Database::Transaction::begin(*m_database);
        if (!transaction) {
            return false;
        }
        const auto next = m_begun + 1;
        const QByteArray filling(static_cast<qsizetype>(m_chance.below(6000)), static_cast<char>(next));
        if (!m_database->run(u"INSERT INTO entry VALUES(?, ?)"_s, {next, filling}) ||
            !m_database->run(u"DELETE FROM entry WHERE n < ?"_s, {next - 20}) ||
            !m_database->run(u"INSERT INTO echo VALUES(?)"_s, {next})) {
            return false;
        }
        m_begun = next; // From here on it may be there.
        if (!transaction->commit()) {
            // What is not in doubt must not come back; what is in doubt ends with the next commit that works.
            m_doubted = m_database->isInDoubt() ? next : m_doubted;
            m_begun = m_committed;
            return false;
        }
        m_doubted = 0;
        m_committed = next;
        return true;
    }

    /// Closes what is left of the dead process, starts the next one and looks at what it finds. Empty: all is well.
    QString restart()
    {
        m_database.reset();
        m_disk.clearFaults();
        m_disk.start();
        if (!open()) {
            return u"does not open"_s;
        }
        if (const auto sound = text(*m_database, u"PRAGMA integrity_check"_s); sound != u"ok"_s) {
            return u"not sound: "_s + sound;
        }
        const auto last = number(*m_database, u"SELECT coalesce(max(n), 0) FROM entry"_s);
        const auto echo = number(*m_database, u"SELECT coalesce(max(n), 0) FROM echo"_s);
        const auto count = number(*m_database, u"SELECT count(*) FROM echo"_s);
        if (!last || last != echo || last != count) {
            return u"half a transaction"_s;
        }
        if (*last < m_committed) {
            return u"committed %1, left %2"_s.arg(m_committed).arg(*last);
        }
        if (*last > std::max(m_begun, m_doubted)) {
            return u"committed %1, refused what came then, left %2"_s.arg(m_committed).arg(*last);
        }
        // What was written but never reported as committed may be there now and gone after the next power loss.
        m_begun = *last;
        m_committed = *last;
        m_doubted = 0;
        return {};
    }

private:
    SimDisk& m_disk;
    DiskChance m_chance;
    std::unique_ptr<Database> m_database;
    qint64 m_begun = 0;
    qint64 m_committed = 0;
    qint64 m_doubted = 0; ///< Refused, and may be there all the same.
};

/// Some crashes of one disk; the first wrong thing that was found after one of them.
QString crashAgainAndAgain(quint64 seed, int crashes, bool withFaults, bool lyingDisk)
{
    DiskChance chance(seed);
    SimDisk::seedSqlite(seed);
    SimDisk disk(seed);
    Ledger ledger(disk, seed);
    for (auto crash = 0; crash < crashes; ++crash) {
        if (lyingDisk) {
            disk.setFault(SimDisk::Fault::SyncIgnored);
        }
        if (withFaults && chance.oneIn(2)) {
            constexpr SimDisk::Fault kFaults[] = {SimDisk::Fault::Full, SimDisk::Fault::WriteError,
                                                  SimDisk::Fault::ShortWrite, SimDisk::Fault::SyncError,
                                                  SimDisk::Fault::ReadError};
            disk.setFault(kFaults[chance.below(5)], 1 + static_cast<qint64>(chance.below(20)),
                          1 + static_cast<qint64>(chance.below(6)));
        }
        const auto death = chance.oneIn(3) ? SimDisk::Death::Killed : SimDisk::Death::PowerLoss;
        if (chance.oneIn(4)) {
            for (auto i = chance.below(6); i > 0; --i) {
                ledger.write();
            }
            death == SimDisk::Death::Killed ? disk.kill() : disk.losePower(chance.next());
        } else {
            disk.dieAtOperation(1 + static_cast<qint64>(chance.below(40)), death, chance.next());
            for (auto i = 0; i < 60 && disk.isRunning(); ++i) {
                ledger.write();
            }
        }
        if (disk.isRunning()) {
            disk.kill();
        }
        if (const auto wrong = ledger.restart(); !wrong.isEmpty()) {
            return wrong;
        }
    }
    return {};
}

} // namespace

class tst_SimDisk : public QObject
{
    Q_OBJECT

private slots:
    void isWhatSqliteWritesTo()
    {
        SimDisk disk(1);
        auto database = openOn(disk);
        QVERIFY2(database != nullptr, "Qt's SQLite driver does not use the system's SQLite");
        QVERIFY(database->run(u"CREATE TABLE t(a)"_s));
        QCOMPARE(text(*database, u"PRAGMA journal_mode"_s), u"wal"_s);
        QVERIFY(disk.exists(u"client.db"_s));
        QVERIFY(disk.exists(u"client.db-wal"_s));
        QVERIFY(!QFile::exists(disk.path(u"client.db"_s)));
        database.reset();
        QCOMPARE(disk.files(), QStringList{u"client.db"_s});
        QVERIFY(disk.contents(u"client.db"_s).startsWith("SQLite format 3"));
    }

    void leavesRealPathsToTheRealDisk()
    {
        SimDisk disk(1);
        QTemporaryDir folder;
        const auto path = folder.filePath(u"real.db"_s);
        auto database = Database::open({.path = path});
        QVERIFY(database);
        QVERIFY((*database)->run(u"CREATE TABLE t(a)"_s));
        QVERIFY(QFile::exists(path));
    }

    void twoConnectionsSeeEachOther()
    {
        SimDisk disk(1);
        auto one = openOn(disk);
        auto other = openOn(disk);
        QVERIFY(one && other);
        QVERIFY(one->run(u"CREATE TABLE t(a)"_s));
        QVERIFY(one->run(u"INSERT INTO t VALUES(1)"_s));
        QCOMPARE(number(*other, u"SELECT count(*) FROM t"_s), 1);
        {
            auto writing = Database::Transaction::begin(*one);
            QVERIFY(writing);
            QVERIFY(one->run(u"INSERT INTO t VALUES(2)"_s));
            QCOMPARE(number(*other, u"SELECT count(*) FROM t"_s), 1);
            const auto refused = Database::Transaction::begin(*other);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Locked);
            QVERIFY(writing->commit());
        }
        QCOMPARE(number(*other, u"SELECT count(*) FROM t"_s), 2);
        QVERIFY(other->run(u"INSERT INTO t VALUES(3)"_s));
        QCOMPARE(number(*one, u"SELECT count(*) FROM t"_s), 3);
    }

    void anExclusiveConnectionKeepsOthersOut()
    {
        SimDisk disk(1);
        auto one = openOn(disk, true);
        QVERIFY(one);
        const auto other = Database::open({.path = disk.path(u"client.db"_s), .busyTimeoutMs = 20});
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::Locked);
        one.reset();
        QVERIFY(openOn(disk) != nullptr);
    }

    void aKilledProcessReachesNothingMore()
    {
        SimDisk disk(1);
        auto old = openOn(disk, true);
        QVERIFY(old && old->run(u"CREATE TABLE t(a)"_s) && old->run(u"INSERT INTO t VALUES(1)"_s));
        const auto before = disk.contents(u"client.db-wal"_s);
        disk.kill();
        QVERIFY(!disk.isRunning());
        QVERIFY(!old->run(u"INSERT INTO t VALUES(2)"_s));
        QVERIFY(openOn(disk) == nullptr);
        disk.start();
        auto young = openOn(disk, true); // The dead one's locks went with it.
        QVERIFY(young);
        QVERIFY(!old->run(u"INSERT INTO t VALUES(3)"_s));
        old.reset();
        QCOMPARE(disk.contents(u"client.db-wal"_s), before);
        QCOMPARE(number(*young, u"SELECT sum(a) FROM t"_s), 1);
    }

    void diesAtTheOperationItWasTold()
    {
        for (qint64 nth = 1;; ++nth) {
            QVERIFY(nth < 200);
            SimDisk disk(1);
            disk.dieAtOperation(nth, SimDisk::Death::PowerLoss, static_cast<quint64>(nth));
            Ledger ledger(disk, 7);
            for (auto i = 0; i < 4; ++i) {
                ledger.write();
            }
            if (disk.isRunning()) {
                QVERIFY(nth > 10);
                break;
            }
            QCOMPARE(disk.operations(), nth);
            QCOMPARE(ledger.restart(), QString());
        }
    }

    void reportsItsFaults()
    {
        const std::pair<SimDisk::Fault, ErrorCode> faults[] = {{SimDisk::Fault::Full, ErrorCode::DiskFull},
                                                               {SimDisk::Fault::ShortWrite, ErrorCode::DiskFull},
                                                               {SimDisk::Fault::WriteError, ErrorCode::Io},
                                                               {SimDisk::Fault::SyncError, ErrorCode::Io}};
        for (const auto& [fault, code] : faults) {
            SimDisk disk(1);
            auto database = openOn(disk);
            QVERIFY(database && database->run(u"CREATE TABLE t(a)"_s));
            disk.setFault(fault);
            const auto refused = database->run(u"INSERT INTO t VALUES(1)"_s);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, code);
            disk.clearFaults();
            QVERIFY(database->run(u"INSERT INTO t VALUES(2)"_s));
            QCOMPARE(number(*database, u"SELECT sum(a) FROM t"_s), 2);
        }
    }

    void aFaultEndsByItself()
    {
        SimDisk disk(1);
        auto database = openOn(disk);
        QVERIFY(database && database->run(u"CREATE TABLE t(a)"_s));
        disk.setFault(SimDisk::Fault::WriteError, 1, 1);
        QVERIFY(!database->run(u"INSERT INTO t VALUES(1)"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES(2)"_s));
    }

    void whatWasRefusedDoesNotComeBack()
    {
        auto doubts = 0;
        for (const qint64 span : {3, 4, 6, 8, 100}) {
            for (const auto fault : {SimDisk::Fault::SyncError, SimDisk::Fault::WriteError, SimDisk::Fault::Full}) {
                SimDisk disk(1);
                auto database = openOn(disk);
                QVERIFY(database && database->run(u"CREATE TABLE t(a)"_s));
                {
                    auto transaction = Database::Transaction::begin(*database);
                    QVERIFY(transaction && database->run(u"INSERT INTO t VALUES(1)"_s));
                    disk.setFault(fault, 1, span);
                    QVERIFY(!transaction->commit());
                }
                doubts += database->isInDoubt() ? 1 : 0;
                disk.clearFaults();
                QVERIFY(database->settle());
                QVERIFY(!database->isInDoubt());
                QCOMPARE(number(*database, u"SELECT count(*) FROM t"_s), 0);
                disk.kill();
                disk.start();
                auto next = openOn(disk);
                QVERIFY(next);
                QCOMPARE(number(*next, u"SELECT count(*) FROM t"_s), 0);
                QVERIFY(next->run(u"INSERT INTO t VALUES(2)"_s));
            }
        }
        QVERIFY(doubts > 0); // The disk that refused the commit refused what was to settle it.
    }

    void aDatabaseOpensWithItsLogOrNotAtAll()
    {
        // Without the log, commits would hang on the deletion of a journal, which is not synced.
        auto refused = 0;
        for (qint64 nth = 1; nth <= 20; ++nth) {
            SimDisk disk(1);
            disk.setFault(SimDisk::Fault::ShortWrite, nth, 1);
            if (auto database = openOn(disk, true)) {
                QCOMPARE(text(*database, u"PRAGMA journal_mode"_s), u"wal"_s);
            } else {
                ++refused;
            }
        }
        QVERIFY(refused > 0);
    }

    void aCloneGoesItsOwnWay()
    {
        SimDisk disk(1);
        auto database = openOn(disk);
        QVERIFY(database && database->run(u"CREATE TABLE t(a)"_s) && database->run(u"INSERT INTO t VALUES(1)"_s));
        const auto clone = disk.clone(2);
        auto other = openOn(*clone);
        QVERIFY(other && other->run(u"INSERT INTO t VALUES(10)"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES(2)"_s));
        QCOMPARE(number(*database, u"SELECT sum(a) FROM t"_s), 3);
        QCOMPARE(number(*other, u"SELECT sum(a) FROM t"_s), 11);
    }

    void theSameCallsGiveTheSameBytes()
    {
        const auto run = [] {
            SimDisk::seedSqlite(5);
            SimDisk disk(5);
            Ledger ledger(disk, 5);
            for (auto crash = 0; crash < 5; ++crash) {
                for (auto i = 0; i < 10; ++i) {
                    ledger.write();
                }
                disk.losePower(static_cast<quint64>(crash));
                if (const auto wrong = ledger.restart(); !wrong.isEmpty()) {
                    return wrong.toUtf8();
                }
            }
            return disk.contents(u"client.db"_s) + disk.contents(u"client.db-wal"_s) +
                   QByteArray::number(disk.operations());
        };
        QCOMPARE(run(), run());
    }

    void whatWasCommittedSurvivesEveryCrash()
    {
        for (quint64 seed = 1; seed <= 120; ++seed) {
            const auto wrong = crashAgainAndAgain(seed, 25, false, false);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
        }
    }

    void whatWasCommittedSurvivesEveryCrashOfAFailingDisk()
    {
        for (quint64 seed = 1; seed <= 120; ++seed) {
            const auto wrong = crashAgainAndAgain(seed, 25, true, false);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
        }
    }

    void aDiskThatLiesIsFoundOut()
    {
        auto found = 0;
        for (quint64 seed = 1; seed <= 20; ++seed) {
            found += crashAgainAndAgain(seed, 25, false, true).isEmpty() ? 0 : 1;
        }
        QCOMPARE(found, 20);
    }
};

QTEST_GUILESS_MAIN(tst_SimDisk)
#include "tst_SimDisk.moc"
