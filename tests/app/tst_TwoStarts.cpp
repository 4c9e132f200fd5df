#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The program itself, started twice: two on one profile would text people twice.
class TestTwoStarts : public QObject
{
    Q_OBJECT
private slots:
    void aSecondStartOnOneFolderEndsAndTheFirstGoesOn()
    {
        const QTemporaryDir folder;
        QProcess first;
        QVERIFY(start(first, folder.path()));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"textbank.lock"_s)), 20000);
        QVERIFY(findsOneRunning(folder.path()));
        QCOMPARE(first.state(), QProcess::Running);
        first.kill();
        QVERIFY(first.waitForFinished());
    }

    void aKilledOneLeavesTheFolderToTheNext()
    {
        const QTemporaryDir folder;
        QProcess first;
        QVERIFY(start(first, folder.path()));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"textbank.lock"_s)), 20000);
        // It writes its log only once the folder is its own: a start any sooner could take the folder instead.
        const auto log = folder.filePath(u"logs/textbank.log"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(log), 20000);
        first.kill();
        QVERIFY(first.waitForFinished());
        QVERIFY(QFile::exists(folder.filePath(u"textbank.lock"_s)));
        QVERIFY(QFile::remove(log));
        QProcess next;
        QVERIFY(start(next, folder.path()));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(log), 20000);
        QVERIFY(findsOneRunning(folder.path())); // The one before left a lock, but nobody who answers.
        QCOMPARE(next.state(), QProcess::Running);
        next.kill();
        QVERIFY(next.waitForFinished());
    }

private:
    /// Starts again, as a person does who sees no window yet, until the running one answers.
    static bool findsOneRunning(const QString& folder)
    {
        return QTest::qWaitFor(
            [&] {
                QProcess another;
                return start(another, folder) && another.waitForFinished(10000) && another.exitCode() == 0 &&
                       another.readAll().contains("Textbank is running already");
            },
            30000);
    }
    static bool start(QProcess& process, const QString& folder)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(TEXTBANK_PROGRAM), {u"--data"_s, folder});
        return process.waitForStarted(10000);
    }
};

QTEST_GUILESS_MAIN(TestTwoStarts)
#include "tst_TwoStarts.moc"
