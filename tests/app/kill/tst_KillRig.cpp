#include "tests/app/kill/KillRig.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>
#include <limits>

using namespace textbank;
using namespace Qt::StringLiterals;

/// What the rig takes for its own kills, with programs in the place of `textbank` that end by themselves.
class TestKillRig : public QObject
{
    Q_OBJECT
private slots:
    void whatIsNoKillOfTheRigsIsReported_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("reported");
        QTest::newRow("aborts") << "echo 'the last word' >&2\nkill -ABRT $$\n"_ba
                                << u"ended by itself, signal 6; it said:\n    the last word"_s;
        QTest::newRow("is killed by somebody else") << "kill -KILL $$\n"_ba << u"ended by itself, signal 9"_s;
        QTest::newRow("complains and goes on")
            << "echo 'Some.cpp:7:3: runtime error: shift exponent 64' >&2\n[ \"$5\" = 0 ] && exec sleep 600\n"_ba
            << u"complained: Some.cpp:7:3: runtime error: shift exponent 64"_s;
    }

    void whatIsNoKillOfTheRigsIsReported()
    {
#ifdef Q_OS_UNIX
        QFETCH(QByteArray, script);
        QFETCH(QString, reported);
        const QTemporaryDir folder;
        qputenv("TMPDIR", folder.path().toLocal8Bit()); // The rig keeps what it found something wrong in.
        QFile program(folder.filePath(u"program"_s));
        QVERIFY(program.open(QFile::WriteOnly));
        program.write("#!/bin/sh\n" + script);
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));

        KillRig::Options options;
        options.kills = 6;
        options.program = program.fileName();
        KillRig rig(options);
        const auto faults = rig.run();

        QVERIFY2(!faults.filter(reported).isEmpty(), qPrintable(faults.join(u'\n')));
        QVERIFY2(faults.filter(reported).constFirst().startsWith("textbank-"_L1), qPrintable(faults.join(u'\n')));
#else
        QSKIP("These programs are shell scripts.");
#endif
    }
};

int main(int argc, char** argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(std::numeric_limits<int>::max())); // The rig has its own.
    QCoreApplication application(argc, argv);
    TestKillRig test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_KillRig.moc"
