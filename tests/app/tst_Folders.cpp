#include "app/desktop/Folders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

bool write(const QString& path)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) && file.write("x") == 1;
}

} // namespace

/// Which folders are Textbank's, and that it removes nothing from any other.
class TestFolders : public QObject
{
    Q_OBJECT
private slots:
    void aFolderWithSomebodysFilesIsRefused_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("a file") << u"letter.odt"_s;
        QTest::newRow("a hidden file") << u".profile"_s;
        QTest::newRow("a folder named as one of ours") << u"practice/thesis.odt"_s;
        QTest::newRow("profiles of something else") << u"profiles/default/places.sqlite"_s;
        QTest::newRow("logs of something else") << u"logs/server.log"_s;
        QTest::newRow("a key of something else") << u"key"_s;
    }
    void aFolderWithSomebodysFilesIsRefused()
    {
        QFETCH(const QString, file);
        const QTemporaryDir home;
        const QDir folder(home.filePath(u"Documents"_s));
        QVERIFY(write(folder.filePath(file)));
        constexpr auto kOpen = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                               QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(folder.path(), kOpen));
        const auto before = QFile::permissions(folder.path());
        const auto prepared = prepareFolders(folder.path());
        QVERIFY(!prepared);
        QVERIFY2(prepared.error().detail.contains(folder.path()), qPrintable(prepared.error().detail));
        QVERIFY(QFile::exists(folder.filePath(file)));
        QCOMPARE(QFile::permissions(folder.path()), before);
        QCOMPARE(folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void aNewOrEmptyFolderIsTaken()
    {
        const QTemporaryDir home;
        QVERIFY(prepareFolders(home.filePath(u"new/one"_s)));
        QVERIFY(prepareFolders(home.filePath(u"new/one"_s))); // As a start that ended right away left it.
        QVERIFY(QDir().mkpath(home.filePath(u"empty"_s)));
        QVERIFY(prepareFolders(home.filePath(u"empty"_s)));
        QVERIFY(write(home.filePath(u"seen/.DS_Store"_s))); // Put there by looking into it.
        QVERIFY(prepareFolders(home.filePath(u"seen"_s)));
    }

    void textbanksOwnFolderIsTaken_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("its lock") << u"textbank.lock"_s;
        QTest::newRow("its settings") << u"textbank-preferences.ini"_s;
        QTest::newRow("its log") << u"logs/textbank.log"_s;
        QTest::newRow("a profile") << u"profiles/one/textbank.db"_s;
        QTest::newRow("a profile whose database is gone") << u"profiles/one/textbank.db.copy"_s;
    }
    void textbanksOwnFolderIsTaken()
    {
        QFETCH(const QString, file);
        const QTemporaryDir home;
        QVERIFY(write(home.filePath(file)));
        QVERIFY(write(home.filePath(u"a note of the volunteer's.txt"_s)));
        QVERIFY(prepareFolders(home.path()));
    }

    void whatIsNotTextbanksIsNoProfile()
    {
        const QTemporaryDir home;
        const auto folders = prepareFolders(home.filePath(u"data"_s));
        QVERIFY(folders);
        QVERIFY(write(QDir(folders->profile(u"holidays"_s)).filePath(u"beach.jpg"_s)));
        QVERIFY(write(folders->database(u"old-shift"_s)));
        QVERIFY(write(folders->keyFile(u"without-a-database"_s)));
        QVERIFY(QDir().mkpath(folders->profile(u"empty"_s)));
        // Of a start that was cut off: what is in it has a name that only a crash knows.
        const auto cutOff = u"019a8d4e-7c1b-7f00-8000-0123456789ab"_s;
        QVERIFY(write(QDir(folders->profile(cutOff)).filePath(u"odd"_s)));
        auto found = folders->profileFolders();
        found.sort();
        QCOMPARE(found, (QStringList{cutOff, u"empty"_s, u"old-shift"_s, u"without-a-database"_s}));
    }

    void onlyTextbanksOwnFoldersAreRemoved()
    {
        const QTemporaryDir home;
        const auto folders = prepareFolders(home.filePath(u"data"_s));
        QVERIFY(folders);
        const auto thesis = QDir(folders->practice()).filePath(u"thesis.odt"_s);
        QVERIFY(write(thesis));
        QVERIFY(!removeFolder(folders->practice()));
        QVERIFY(QFile::exists(thesis));
        QVERIFY(QFile::remove(thesis));
        QVERIFY(removeFolder(folders->practice())); // Empty.
        QVERIFY(write(QDir(folders->practice()).filePath(u"client.db"_s)));
        QVERIFY(write(QDir(folders->practice()).filePath(u"client.db-wal"_s)));
        QVERIFY(removeFolder(folders->practice()));
        QVERIFY(!QFile::exists(folders->practice()));
        QVERIFY(removeFolder(folders->practice())); // Not there.
        QVERIFY(write(folders->database(u"old-shift"_s)));
        QVERIFY(removeFolder(folders->profile(u"old-shift"_s)));
        QVERIFY(!QFile::exists(folders->profile(u"old-shift"_s)));
    }
};

QTEST_GUILESS_MAIN(TestFolders)
#include "tst_Folders.moc"
