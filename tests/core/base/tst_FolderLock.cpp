#include "core/base/FolderLock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

class TestFolderLock : public QObject
{
    Q_OBJECT
private slots:
    void isHeldByOneAtATime()
    {
        FolderLock first(m_folder.filePath(u"lock"_s));
        FolderLock second(m_folder.filePath(u"lock"_s));
        QCOMPARE(first.take(), FolderLock::Outcome::Held);
        QCOMPARE(first.take(), FolderLock::Outcome::Held);
        QCOMPARE(second.take(), FolderLock::Outcome::Taken);
        first.release();
        QCOMPARE(second.take(), FolderLock::Outcome::Held);
    }

    void goesWithItsOwner()
    {
        {
            FolderLock first(m_folder.filePath(u"lock"_s));
            QCOMPARE(first.take(), FolderLock::Outcome::Held);
        }
        FolderLock second(m_folder.filePath(u"lock"_s));
        QCOMPARE(second.take(), FolderLock::Outcome::Held);
    }

    void aFileLeftBehindStandsInNobodysWay()
    {
        for (const auto& left : {""_ba, "4711\ntextbank\nsome-host\n"_ba, "47"_ba}) {
            QFile file(m_folder.filePath(u"left"_s));
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(left);
            file.close();
            FolderLock lock(file.fileName());
            QCOMPARE(lock.take(), FolderLock::Outcome::Held);
        }
    }

    void saysWhenTheFolderCannotBeWritten()
    {
        FolderLock lock(m_folder.filePath(u"nowhere/lock"_s));
        QCOMPARE(lock.take(), FolderLock::Outcome::CannotWrite);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestFolderLock)
#include "tst_FolderLock.moc"
