#include "app/desktop/Gateways.h"
#include "app/desktop/Translations.h"
#include "core/base/Log.h"
#include "tests/bench/Bench.h"
#include "tests/bench/CountingProxy.h"
#include "tests/bench/SpokeDesk.h"

#include <QHostAddress>
#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// A volunteer's desk on a real Spoke server of this computer: how long until the first contact can be texted, how long
/// from a press until the next one can, what that holds of memory and what it moves over the wire. The server is read
/// afterwards: each press has to be one text there. Named by TEXTBANK_SPOKE_URL, TEXTBANK_SPOKE_EMAIL and
/// TEXTBANK_SPOKE_PASSWORD; who signs in needs contacts to text, and they are texted. Each figure is taken in a process
/// of its own.
namespace {

constexpr int kStarts = 20;
constexpr int kPresses = 200;
constexpr int kCountedPresses = 100; ///< Through the proxy that counts bytes, not timed.

constexpr auto kWorkMode = "--work";

// --- in a child: a shift

QString lineFromParent()
{
    QFile in;
    mustHold(in.open(stdin, QIODevice::ReadOnly), "nothing to read from");
    return QString::fromLatin1(in.readLine()).trimmed();
}

int shift(int argc, char** argv)
{
    PaintWatch watch(argc, argv);
    SpokeDesk::Task task;
    task.folder = QString::fromLocal8Bit(argv[2]);
    task.address = QUrl(QString::fromLocal8Bit(argv[3]));
    task.presses = QByteArray(argv[4]).toInt();
    const auto entry = entryFromBytes(QByteArray::fromHex(lineFromParent().toLatin1()));
    mustHold(entry.has_value(), "no credentials");
    task.credentials = entry->credentials;
    startLog(task.folder + u"/logs"_s);
    {
        const Translations translations({});
        SpokeDesk desk(watch, task);
        desk.open();
        if (task.presses > 0) {
            desk.work();
            desk.check();
        }
    }
    stopLog();
    return 0;
}

// --- in the parent

Credentials signIn(const QUrl& address)
{
    const SystemClock clock;
    SystemRandom random;
    MemoryCredentials secrets;
    Session session(
        secrets,
        [&clock](const QUrl& url, const QByteArray& pin, GatewayKind kind) {
            return makeGateway(url, pin, kind, clock);
        },
        clock, random);
    SignIn by;
    by.way = SignIn::Way::Password;
    by.email = qEnvironmentVariable("TEXTBANK_SPOKE_EMAIL");
    by.password = qEnvironmentVariable("TEXTBANK_SPOKE_PASSWORD");
    JoinLink link;
    link.gateway = address;
    std::optional<Credentials> made;
    session.look(link, [&](const GatewayResult<GatewayInfo>& info) {
        mustHold(info.has_value(), "nobody is known at that address");
        session.join(by, [&](const GatewayResult<Credentials>& joined) {
            mustHold(joined.has_value(), "the server does not let that account in");
            made = *joined;
        });
    });
    until([&made] { return made.has_value(); }, "nobody answers at that address");
    return *made;
}

/// A child with its shift; what it says is read line by line.
class Child
{
public:
    Child(const QString& folder, const QUrl& address, int presses, const Credentials& credentials)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_timer.start();
        m_process.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(kWorkMode), folder, address.toString(), QString::number(presses)});
        mustHold(m_process.waitForStarted(), "a child process does not start");
        m_process.write(toBytes(credentials).toHex() + '\n');
    }
    double elapsed() const { return ms(m_timer.nsecsElapsed()); }
    QString line()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(-1)) {
        }
        return QString::fromLocal8Bit(m_process.readLine()).trimmed();
    }
    QStringList numbers(const QString& word)
    {
        auto fields = line().split(u' ');
        mustHold(fields.takeFirst() == word, "a child process said something else");
        return fields;
    }
    void end()
    {
        m_process.waitForFinished(-1);
        mustHold(m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0, "a child process failed");
    }

private:
    QProcess m_process;
    QElapsedTimer m_timer;
};

struct Starts
{
    std::vector<double> fromProcess; ///< The process is made until the first contact can be texted.
    std::vector<double> fromRuntime; ///< Of it: the store is opened until then.
    std::vector<double> ready;       ///< Of that: until the desk's windows stand.
    std::vector<double> pss;
    QString contacts;
};

void start(Starts& starts, const QString& folder, const QUrl& address, const Credentials& credentials)
{
    Child child(folder, address, 0, credentials);
    const auto first = child.numbers(u"first"_s);
    starts.fromProcess.push_back(child.elapsed());
    starts.fromRuntime.push_back(first.at(0).toDouble());
    starts.ready.push_back(first.at(1).toDouble());
    const auto loaded = child.numbers(u"loaded"_s);
    starts.pss.push_back(loaded.at(0).toDouble());
    starts.contacts = loaded.at(1);
    child.end();
}

QString row(const std::vector<double>& values)
{
    QStringList numbers{QString::number(values.size())};
    for (const double share : {0.5, 0.95, 0.99, 1.0})
        numbers.append(QString::number(quantile(values, share), 'f', 0));
    return numbers.join(u" | "_s);
}

void tellStarts(const QString& what, const Starts& starts)
{
    say(u"| %1: program start to the first contact that can be texted | %2 |"_s.arg(what, row(starts.fromProcess)));
    say(u"| of it, from opening the store | %1 |\n| of that, until the desk's windows stand | %2 |"_s.arg(
        row(starts.fromRuntime), row(starts.ready)));
}

QString told(const CountingProxy::Traffic& traffic, int share)
{
    return u"%1 | %2 | %3 | %4"_s.arg(traffic.up / share)
        .arg(traffic.down / share)
        .arg(static_cast<double>(traffic.requests) / share, 0, 'f', 2)
        .arg(traffic.connections);
}

/// Loads and works once more with the proxy between, which counts.
void count(const QUrl& server, const Credentials& credentials, int presses)
{
    const CountingProxy proxy(static_cast<quint16>(server.port(80)));
    auto address = server;
    address.setPort(proxy.port());
    const QTemporaryDir folder;
    Child child(folder.path(), address, presses, credentials);
    child.numbers(u"first"_s);
    const auto first = proxy.traffic();
    const auto contacts = child.numbers(u"loaded"_s).at(1);
    const auto loaded = proxy.traffic();
    child.numbers(u"worked"_s);
    const auto worked = proxy.traffic();
    child.end();
    say(u"\n| over the wire (bytes of HTTP, without TCP's own) | up | down | requests | connections |\n"
        "|---|---|---|---|---|"_s);
    say(u"| cold load of %1 contacts, until the first can be texted | %2 |"_s.arg(contacts, told(first, 1)));
    say(u"| and what is asked for in the %1 ms after | %2 |"_s.arg(SpokeDesk::kQuietMs).arg(told(loaded - first, 1)));
    say(u"| a first message, all that %1 of them moved divided by them | %2 |"_s.arg(presses).arg(
        told(worked - loaded, presses)));
    const auto before = proxy.traffic();
    Child again(folder.path(), address, 0, credentials);
    again.numbers(u"first"_s);
    again.numbers(u"loaded"_s);
    say(u"| started again, all of it | %1 |"_s.arg(told(proxy.traffic() - before, 1)));
    again.end();
}

int measure(const QUrl& server)
{
    const auto credentials = signIn(server);
    const auto asked = qEnvironmentVariableIntValue("TEXTBANK_SPOKE_PRESSES");
    const int presses = asked > 0 ? asked : kPresses;
    say(u"Work on the Spoke server at %1 as %2; %3, files beside the program, one press %4 ms after the card before "
        u"was "
        "ready.\n"_s.arg(server.toString(), credentials.displayName, QGuiApplication::platformName())
            .arg(SpokeDesk::kPaceMs));
    say(u"| ms | N | median | p95 | p99 | max |\n|---|---|---|---|---|---|"_s);
    Starts cold;
    for (int i = 0; i < kStarts; ++i) {
        const QTemporaryDir folder;
        start(cold, folder.path(), server, credentials);
    }
    tellStarts(u"nothing but the sign-in on disk"_s, cold);
    const QTemporaryDir kept;
    Starts unused;
    start(unused, kept.path(), server, credentials); // Fills it.
    Starts again;
    for (int i = 0; i < kStarts; ++i)
        start(again, kept.path(), server, credentials);
    tellStarts(u"started again"_s, again);

    Child child(kept.path(), server, presses, credentials);
    child.numbers(u"first"_s);
    const auto loaded = child.numbers(u"loaded"_s);
    const auto worked = child.numbers(u"worked"_s);
    for (int i = 0; i < 3; ++i)
        say(child.line());
    const auto checked = child.numbers(u"checked"_s);
    child.end();
    say(u"\n%1 contacts. At most %2 texts waited at once. The server has each of the %3 presses once.\n"
        "PSS (MB): %4 after a cold load, %5 started again, %6 after %7 texts."_s
            .arg(cold.contacts, worked.at(1), checked.at(0))
            .arg(quantile(cold.pss, 0.5), 0, 'f', 1)
            .arg(loaded.at(0), worked.at(0))
            .arg(presses));
    count(server, credentials, kCountedPresses);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    useProgramsDisk(argv[0]);
    if (argc == 5 && QByteArray(argv[1]) == kWorkMode)
        return shift(argc, argv);
    const QApplication app(argc, argv);
    const QUrl server(qEnvironmentVariable("TEXTBANK_SPOKE_URL"));
    if (server.isEmpty()) {
        say(u"Skipped: no Spoke server is named (TEXTBANK_SPOKE_URL, TEXTBANK_SPOKE_EMAIL, TEXTBANK_SPOKE_PASSWORD)."_s);
        return 0;
    }
    // Whoever is texted here has to be made up.
    mustHold(server.host() == u"localhost"_s || QHostAddress(server.host()).isLoopback(),
             "only a Spoke server of this computer is worked on");
    return measure(server);
}
