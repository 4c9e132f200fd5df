#include "core/base/Csv.h"
#include "tests/support/UnusualPeople.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <csignal>
#include <cstdio>
#include <limits>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// Everything that the client may write into: with-keyring.sh made it for this test alone.
QString home() { return qEnvironmentVariable("HOME"); }

QString makeFolder(const QString& path)
{
    QDir().mkpath(path);
    return path;
}

/// A gateway's own process, on a disk of its own, where everything lies open.
class Venue
{
public:
    Venue()
    {
        QTcpServer free;
        free.listen(QHostAddress(QHostAddress::LocalHost));
        m_port = free.serverPort();
    }
    ~Venue()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool open()
    {
        put(u"campaign.json"_s, unusual::campaign());
        put(u"contacts.csv"_s, unusual::csv());
        if (run({u"import-campaign"_s, folder.filePath(u"campaign.json"_s)}).isEmpty() ||
            run({u"import-contacts"_s, campaign(), folder.filePath(u"contacts.csv"_s)}).isEmpty()) {
            return false;
        }
        m_process.setProcessEnvironment(environment());
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral(TEXTBANK_GATEWAY),
                        {u"serve"_s, u"--data"_s, data(), u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port), u"--seed"_s,
                         u"7"_s, u"--speed"_s, u"2000"_s});
        return QTest::qWaitFor(
            [this] {
                QTcpSocket socket;
                socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
                return socket.waitForConnected(100);
            },
            20000);
    }
    QString link()
    {
        const auto url = u"http://127.0.0.1:%1"_s.arg(m_port);
        return QString::fromUtf8(run({u"join-code"_s, campaign(), u"--url"_s, url}))
            .section(u"link: "_s, 1)
            .section(u'\n', 0, 0);
    }
    /// What was texted, both ways.
    struct Texts
    {
        QStringList ours;
        QStringList theirs;
    };
    Texts texts()
    {
        Texts texts;
        const auto path = folder.filePath(u"messages.csv"_s);
        run({u"export"_s, u"messages"_s, u"--out"_s, path});
        QFile file(path);
        if (!file.open(QFile::ReadOnly)) {
            return texts;
        }
        Csv csv(file);
        QStringList names;
        for (auto row = csv.next(); row && *row; row = csv.next()) {
            const auto& cells = (*row)->cells;
            if (names.isEmpty()) {
                names = cells;
                continue;
            }
            const auto ours = cells.value(names.indexOf(u"kind"_s)) != "reply"_L1;
            (ours ? texts.ours : texts.theirs).append(cells.value(names.indexOf(u"text"_s)));
        }
        return texts;
    }

    QTemporaryDir folder;

private:
    void put(const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("the gateway's files cannot be written");
        }
    }
    static QString campaign() { return u"valley-votes-practice"_s; } // The document's own id.
    QString data() const { return folder.filePath(u"gateway"_s); }
    QProcessEnvironment environment() const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, folder.path());
        environment.insert(u"TMPDIR"_s, folder.path());
        return environment;
    }
    QByteArray run(const QStringList& arguments)
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(TEXTBANK_GATEWAY), arguments + QStringList{u"--data"_s, data()});
        if (!process.waitForFinished(30000) || process.exitCode() != 0) {
            qWarning("%s", process.readAllStandardError().constData());
            return {};
        }
        return process.readAllStandardOutput();
    }

    quint16 m_port = 0;
    QProcess m_process;
};

/// The program itself, working by its keys in that home.
class Client
{
public:
    explicit Client(QString link)
        : m_link(std::move(link))
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TMPDIR"_s, makeFolder(home() + u"/tmp"_s));
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        // A crash is to end it as it does on a volunteer's laptop.
        environment.insert(u"ASAN_OPTIONS"_s, environment.value(u"ASAN_OPTIONS"_s) + u":handle_segv=0"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(makeFolder(home() + u"/desk"_s)); // Where a core file would go.
        m_process.setProcessChannelMode(QProcess::MergedChannels);
    }
    ~Client()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool start(const QStringList& arguments)
    {
        said();
        m_said.clear();
        m_process.start(QStringLiteral(TEXTBANK_PROGRAM), QStringList{m_link} + arguments);
        return m_process.waitForStarted(10000);
    }
    bool says(const QByteArray& word, int times)
    {
        return QTest::qWaitFor([&] { return said().count(word + '\n') >= times; }, 60000);
    }
    bool ends()
    {
        return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 90000) &&
               m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    }
    bool die(int signal)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
        return m_process.waitForFinished(10000) && m_process.exitStatus() == QProcess::CrashExit;
    }
    QByteArray said()
    {
        const auto more = m_process.isOpen() ? m_process.readAll() : QByteArray();
        m_said += more;
        m_saidEver += more;
        return m_said;
    }
    /// With what was said before the last start.
    QByteArray saidEver()
    {
        said();
        return m_saidEver;
    }

private:
    QString m_link;
    QProcess m_process;
    QByteArray m_said;
    QByteArray m_saidEver;
};

/// Any part of a text: its single words are everybody's.
void lookForPieces(Forensics& search, const QString& text)
{
    constexpr int kPiece = 16;
    for (int from = 0; from + kPiece <= text.size(); from += kPiece / 2) {
        search.lookForWhole(text.mid(from, kPiece));
    }
}

/// Where a program may write that keeps to no folder of its own. Others do so at the same time: what is there is looked
/// through for this test's own people alone.
const QStringList kEverybodys{u"/tmp"_s, u"/var/tmp"_s, u"/dev/shm"_s};

QStringList searchEverybodys(const QDateTime& since, const QStringList& except)
{
    Forensics search;
    search.lookForWhole(unusual::mark());
    QStringList found;
    for (const auto& folder : kEverybodys) {
        found += search.searchChanged(folder, since, except);
    }
    return found;
}

/// The bytes of all files below `folder` whose names match.
qint64 sizeOf(const QString& folder, const QString& pattern)
{
    qint64 bytes = 0;
    for (QDirIterator files(folder, {pattern}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         files.hasNext();) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

} // namespace

/// Reads every byte that the program and the keyring left in a home, as whoever finds the laptop would: while it works,
/// after it died, after it was closed and after the shift was finished. Linux only, where there is a secret service.
class TestLeftBehind : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(home().startsWith(u"/"_s) && QDir(home()).exists()); }

    void nothingReadable_data()
    {
        QTest::addColumn<int>("death");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("crashed") << SIGSEGV;
    }

    void nothingReadable()
    {
        QFETCH(int, death);
        const auto since = QDateTime::currentDateTime().addSecs(-2); // A file's time may be a tick old.
        Venue venue;
        QVERIFY(venue.open());
        Client client(venue.link());
        auto search = unusual::investigator();
        const auto found = [&search, &venue, &client, &since] {
            const auto texts = venue.texts();
            for (const auto& text : texts.ours + texts.theirs) {
                lookForPieces(search, text);
            }
            return (search.search(home()) + search.searchBytes(u"what it said"_s, client.saidEver()) +
                    searchEverybodys(since, {home(), venue.folder.path()}))
                .join(u'\n');
        };

        QVERIFY(client.start({u"--rehearse"_s, u"0"_s}));
        QVERIFY2(client.says("approve", 5), client.said().constData());
        QVERIFY2(client.says("push", 3), client.said().constData());
        QCOMPARE(found(), QString()); // While it works.
        QVERIFY(client.die(death));
        QCOMPARE(found(), QString());
        QVERIFY(search.needles() > 300);
        QVERIFY(search.filesRead() >= 3);
        QVERIFY(client.saidEver().size() > 100);
        // The sealed store, and the keyring that has its key.
        QVERIFY(sizeOf(home(), u"*.db*"_s) > 50 * 1024);
        QVERIFY(sizeOf(home(), u"*.keyring"_s) > 100);

        QVERIFY(client.start({u"--rehearse"_s, u"1500"_s})); // Works to the end and is closed.
        QVERIFY2(client.ends(), client.said().constData());
        QCOMPARE(found(), QString());
        const auto texts = venue.texts();
        QVERIFY(texts.ours.size() >= unusual::people().size());
        QVERIFY(!texts.theirs.isEmpty());
        QVERIFY(sizeOf(home(), u"*.db*"_s) > 50 * 1024);

        controls(search, venue);

        QVERIFY(client.start({u"--rehearse"_s, u"300"_s, u"--finish"_s}));
        QVERIFY2(client.ends() && client.said().contains("finished\n"), client.said().constData());
        QCOMPARE(found(), QString());
        QCOMPARE(sizeOf(home(), u"*.db*"_s), 0);
    }

private:
    /// The same search finds all of it where it does lie: at the gateway, and in this home once it was put there.
    static void controls(Forensics& search, const Venue& venue)
    {
        const auto atGateway = search.search(venue.folder.filePath(u"gateway"_s)).join(u'\n');
        for (const auto& person : unusual::people()) {
            QVERIFY2(atGateway.contains(person.last), qPrintable(person.last));
        }
        const auto deep = makeFolder(home() + u"/.local/share/.deep"_s);
        QFile planted(deep + u"/cache"_s);
        for (const auto& [form, bytes] : unusual::traces()) {
            QVERIFY(planted.open(QFile::WriteOnly));
            planted.write(QByteArray(5000, '\x01') + bytes + QByteArray(5000, '\x01'));
            planted.close();
            QVERIFY2(!search.search(deep).isEmpty(), qPrintable(form));
            QVERIFY2(!search.searchBytes({}, "before" + bytes + "after").isEmpty(), qPrintable(form));
        }
        const auto found = search.search(home());
        QVERIFY(!found.isEmpty());
        QVERIFY(found.constFirst().contains(u".deep/cache"_s));
        QVERIFY(planted.remove());
        for (const auto& folder : kEverybodys) {
            const auto since = QDateTime::currentDateTime().addSecs(-2);
            QTemporaryFile there(folder + u"/left-behind-XXXXXX"_s);
            QVERIFY(there.open());
            QVERIFY(!there.fileName().isEmpty()); // Without a name it lies nowhere.
            there.write("of " + unusual::people().constFirst().last.toUtf8());
            there.close();
            QCOMPARE(searchEverybodys(since, {home(), venue.folder.path()}).size(), 1);
            QCOMPARE(searchEverybodys(since, kEverybodys), QStringList());
        }
    }
};

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("TEXTBANK_KEYRING")) {
        std::puts("skipped: there is no secret service here that would outlive the program");
        return 77; // As CTest knows it: a skipped test function would count as passed.
    }
    // As long as CTest lets it take.
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(std::numeric_limits<int>::max()));
    QCoreApplication application(argc, argv);
    TestLeftBehind test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_LeftBehind.moc"
