#include "core/base/DurableFile.h"
#include "core/base/Random.h"
#include "core/base/SecretKey.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

/// Keys in memory, and the files that hold what must survive or go for good.
class TestSecretKey : public QObject
{
    Q_OBJECT
private slots:
    void isEqualByItsBytes();
    void takingEmptiesTheSource();
    void takingLeavesWhatOthersShare();
    void aFileIsReplacedWhole();
    void aFileThatCannotBeReplacedStays();
    void readingHasALimit();
    void wipingLeavesNothing();
};

void TestSecretKey::isEqualByItsBytes()
{
    const SecretKey key(QByteArray(32, 'k'));
    auto copy = key;
    QVERIFY(copy == SecretKey(QByteArray(32, 'k')));
    QVERIFY(!(key == SecretKey(QByteArray(31, 'k'))));
    QVERIFY(!(key == SecretKey(QByteArray(32, 'l'))));
    QVERIFY(SecretKey() == SecretKey(QByteArray()));
    QVERIFY(SecretKey().isEmpty());
    const auto moved = std::move(copy);
    QVERIFY(moved == key);
    QVERIFY(copy.isEmpty()); // NOLINT(bugprone-use-after-move): that is the promise.
}

void TestSecretKey::takingEmptiesTheSource()
{
    QByteArray bytes(32, 'k');
    const auto key = SecretKey::taken(std::move(bytes));
    QCOMPARE(key.view().toByteArray(), QByteArray(32, 'k'));
    QVERIFY(bytes.isEmpty()); // NOLINT(bugprone-use-after-move): that is the promise.
}

void TestSecretKey::takingLeavesWhatOthersShare()
{
    const QByteArray shared(32, 'k');
    auto mine = shared;
    const auto key = SecretKey::taken(std::move(mine));
    QCOMPARE(shared, QByteArray(32, 'k'));
    QCOMPARE(key.size(), 32);
}

void TestSecretKey::aFileIsReplacedWhole()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"key"_s);
    QVERIFY(writeDurably(path, "first"));
    QVERIFY(writeDurably(path, "second and longer"));
    QCOMPARE(**readWhole(path, 100), QByteArray("second and longer"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"key"_s});
    // What a crash left half written is no obstacle.
    QFile half(path + u".new"_s);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write("a longer leftover than what comes");
    half.close();
    QVERIFY(writeDurably(path, "third"));
    QCOMPARE(**readWhole(path, 100), QByteArray("third"));
}

void TestSecretKey::aFileThatCannotBeReplacedStays()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"key"_s);
    QVERIFY(writeDurably(path, "first"));
    QVERIFY(QDir().mkpath(path + u".new"_s)); // A folder where the new file would go.
    QVERIFY(!writeDurably(path, "second"));
    QCOMPARE(**readWhole(path, 100), QByteArray("first"));
    QVERIFY(!writeDurably(folder.filePath(u"nowhere/key"_s), "x"));
    QVERIFY(!QFile::exists(folder.filePath(u"nowhere"_s)));
}

void TestSecretKey::readingHasALimit()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"key"_s);
    QVERIFY(!readWhole(path, 5)->has_value());
    QVERIFY(writeDurably(path, "12345"));
    QCOMPARE(**readWhole(path, 5), QByteArray("12345"));
    QVERIFY(readWhole(path, 4).error().code == ErrorCode::TooLarge);
}

void TestSecretKey::wipingLeavesNothing()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(u"key"_s);
    QVERIFY(writeDurably(path, "secret"));
    QFile half(path + u".new"_s);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.close();
    QVERIFY(wipeFile(path));
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(wipeFile(path)); // Gone already.
}

QTEST_GUILESS_MAIN(TestSecretKey)
#include "tst_SecretKey.moc"
