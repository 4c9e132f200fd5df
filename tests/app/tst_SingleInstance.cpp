#include "app/desktop/SingleInstance.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace textbank;
using namespace Qt::StringLiterals;

class TestSingleInstance : public QObject
{
    Q_OBJECT
private slots:
    void theSecondHandsItsLinkToTheFirst()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        const auto role = first.claim({});
        QVERIFY(role.has_value());
        QCOMPARE(*role, SingleInstance::Role::First);
        QSignalSpy called(&first, &SingleInstance::called);

        std::optional<Result<SingleInstance::Role>> answer;
        // The second one waits for the first's answer, so it cannot stand in the same thread.
        std::unique_ptr<QThread> thread(QThread::create([&] {
            SingleInstance second(folder.path());
            answer.emplace(second.claim(u"textbank://join?code=ABCD"_s));
        }));
        thread->start();
        QTRY_COMPARE(called.count(), 1);
        QTRY_VERIFY(thread->isFinished());
        QCOMPARE(called.at(0).at(0).toString(), u"textbank://join?code=ABCD"_s);
        QVERIFY(answer->has_value());
        QCOMPARE(**answer, SingleInstance::Role::Second);
    }

    void foldersDoNotKnowEachOther()
    {
        const QTemporaryDir one;
        const QTemporaryDir two;
        SingleInstance first(one.path());
        SingleInstance second(two.path());
        QCOMPARE(*first.claim({}), SingleInstance::Role::First);
        QCOMPARE(*second.claim({}), SingleInstance::Role::First);
    }

    void aDeadOneLeavesTheFolderFree()
    {
        const QTemporaryDir folder;
        {
            SingleInstance gone(folder.path());
            QCOMPARE(*gone.claim({}), SingleInstance::Role::First);
        }
        SingleInstance next(folder.path());
        QCOMPARE(*next.claim({}), SingleInstance::Role::First);
    }

    void aLockThatAKillLeftHalfMadeIsNoObstacle()
    {
        const QTemporaryDir folder;
        QFile left(folder.filePath(u"textbank.lock"_s));
        QVERIFY(left.open(QFile::WriteOnly));
        left.close();
        SingleInstance next(folder.path());
        const auto role = next.claim({});
        QVERIFY(role.has_value());
        QCOMPARE(*role, SingleInstance::Role::First);
    }

    void saysWhenTheFolderCannotBeWritten()
    {
        SingleInstance one(u"/nonexistent/folder"_s);
        const auto role = one.claim({});
        QVERIFY(!role.has_value());
        QCOMPARE(role.error().code, ErrorCode::Io);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_SingleInstance.moc"
