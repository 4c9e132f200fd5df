#include <QCoreApplication>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

/// Of this thread, for good.
void dropRights()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2]{};
    syscall(SYS_capset, &header, none);
}

/// What another program of the same user, without a superuser's rights, is told when it opens that process's memory,
/// all of it ("mem") or a part that a process may ask less for ("environ"): 0 when it may, else the error. Asked in a
/// thread, as those rights are a thread's own.
int errorOfPeeking(qint64 process, const QString& at)
{
    int error = 0;
    std::thread peek([&error, process, at] {
        dropRights();
        const auto file = ::open(qPrintable(u"/proc/%1/%2"_s.arg(process).arg(at)), O_RDONLY | O_CLOEXEC);
        if (file < 0) {
            error = errno;
        } else {
            ::close(file);
        }
    });
    peek.join();
    return error;
}

/// "0 0": what is allowed, and what the process could allow itself.
QByteArray coreLimits(qint64 process)
{
    QFile file(u"/proc/%1/limits"_s.arg(process));
    if (!file.open(QFile::ReadOnly)) {
        return {};
    }
    for (const auto& line : file.readAll().split('\n')) {
        if (line.startsWith("Max core file size")) {
            return line.mid(18).simplified().split(' ').mid(0, 2).join(' ');
        }
    }
    return {};
}

/// A process of an ordinary user, even where this one is not, that may write as large a core as the system lets it.
void start(QProcess& process, const QString& program, const QStringList& arguments)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([] {
        rlimit limit{};
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_CORE, &limit);
        prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED);
        dropRights();
    });
    process.start(program, arguments);
    QVERIFY(process.waitForStarted(10000));
}

/// A system that lets nobody look into any process has refused to show what this test is for.
bool g_nobodyMayLook = false;

} // namespace

/// No core file, and no other program of the same user, gets at what the running programs hold in memory.
class TestProcessPrivacy : public QObject
{
    Q_OBJECT
private slots:
    void theProgramsMemoryIsItsOwn_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("desk") << QStringLiteral(TEXTBANK_PROGRAM) << QStringList();
        QTest::newRow("gateway") << QStringLiteral(TEXTBANK_GATEWAY)
                                 << QStringList{u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s};
    }

    void theProgramsMemoryIsItsOwn()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QProcess ordinary;
        start(ordinary, u"sleep"_s, {u"600"_s});
        const QTemporaryDir folder;
        QProcess textbank;
        start(textbank, program, arguments + QStringList{u"--data"_s, folder.path()});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"logs/textbank.log"_s)), 20000);

        const auto usual = coreLimits(ordinary.processId());
        QVERIFY(!usual.isEmpty());
        if (usual == "0 0") {
            qInfo("No process may write a core here, so this one proves nothing by not being allowed.");
        }
        QCOMPARE(coreLimits(textbank.processId()), "0 0"_ba);
        QMap<QString, std::pair<int, int>> peeks; // At the ordinary one, and at ours.
        for (const auto& at : {u"mem"_s, u"environ"_s}) {
            peeks.insert(at, {errorOfPeeking(ordinary.processId(), at), errorOfPeeking(textbank.processId(), at)});
        }
        QCOMPARE(textbank.state(), QProcess::Running);
        for (auto* process : {&ordinary, &textbank}) {
            process->kill();
            QVERIFY(process->waitForFinished());
        }
        auto anybodyMayLook = false;
        for (auto peek = peeks.cbegin(); peek != peeks.cend(); ++peek) {
            if (peek->first == 0) { // Some systems close all of every process's memory, none what is asked less for.
                anybodyMayLook = true;
                QVERIFY2(peek->second == EACCES, qPrintable(peek.key()));
            }
        }
        g_nobodyMayLook = g_nobodyMayLook || !anybodyMayLook;
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    TestProcessPrivacy test;
    const auto failed = QTest::qExec(&test, argc, argv);
    if (failed == 0 && g_nobodyMayLook) {
        std::puts("skipped: this system lets nobody look into any process");
        return 77; // As CTest knows it: a skipped test function would count as passed.
    }
    return failed;
}
#include "tst_ProcessPrivacy.moc"
