#include "app/desktop/EngineTimer.h"
#include "app/desktop/ReplyReading.h"
#include "app/desktop/SystemConnectivity.h"
#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "core/host/Host.h"
#include "core/host/http/HttpFace.h"
#include "core/sync/SyncEngine.h"
#include "tests/bench/Bench.h"
#include "tests/support/Builders.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// From somebody's STOP at the carrier to "blocked" committed in the store of every connected laptop, over HTTP on
/// loopback with a held poll each. The gateway is this process. Each laptop is a store in a file, an engine and two
/// HTTP clients, as in the program; ten of them share a process. Everybody has the number that says STOP, each
/// in a campaign of their own: the widest fan-out there can be.
namespace {

constexpr int kPerProcess = 10;

qint64 nanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void await(const std::function<bool()>& condition)
{
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

/// A carrier whose people say STOP when they are told to.
class Telephones final : public Carrier
{
public:
    explicit Telephones(const Clock& clock)
        : m_clock(clock)
    {
    }
    void submit(const Text&) override {}
    QList<CarrierEvent> poll() override { return std::exchange(m_said, {}); }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }
    void say(int person, const QString& text)
    {
        CarrierEvent event;
        event.kind = CarrierEvent::Kind::Reply;
        event.message = MessageId{u"reply-%1-%2"_s.arg(person).arg(text)};
        event.from = build::phone(person);
        event.text = text;
        event.at = m_clock.now();
        m_said.append(event);
    }

private:
    const Clock& m_clock;
    QList<CarrierEvent> m_said;
};

class Laptop : public QObject
{
public:
    Laptop(const QString& path, const QUrl& gateway, const QString& token, const CampaignId& campaign, int people)
        : m_store(open(path))
        , m_commands(gateway, {}, m_clock)
        , m_stream(gateway, {}, m_clock)
        , m_engine(*m_store, m_commands, m_stream, m_connectivity, m_clock, m_random)
    {
        m_commands.setToken(token);
        m_stream.setToken(token);
        m_timer.emplace(m_engine, m_clock);
        connect(m_store.get(), &Store::changed, this, [](const StoreChange& change) {
            // `changed` comes after the commit.
            for (qsizetype i = 0; i < change.newOptOuts.size(); ++i) {
                std::printf("blocked %lld\n", static_cast<long long>(nanoseconds()));
                std::fflush(stdout);
            }
        });
        m_engine.start();
        m_engine.refreshCampaigns([this, campaign, people](const GatewayResult<void>& answer) {
            mustHold(answer.has_value(), "no campaign came");
            m_engine.requestBatch(campaign, people, [people](const GatewayResult<int>& came) {
                mustHold(came && *came == people, "no batch came");
                std::printf("ready\n");
                std::fflush(stdout);
            });
        });
    }

private:
    std::unique_ptr<Store> open(const QString& path)
    {
        auto opened = Store::open({path, m_random.bytes(32), readReply}, m_clock, m_random);
        mustHold(opened.has_value(), "a laptop's store does not open");
        return std::move(*opened);
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Store> m_store;
    LoopbackConnectivity m_connectivity;
    HttpGateway m_commands;
    HttpGateway m_stream;
    SyncEngine m_engine;
    std::optional<EngineTimer> m_timer;
};

/// FOLDER GATEWAY PEOPLE, then TOKEN CAMPAIGN for each laptop.
int beLaptops(const QStringList& arguments)
{
    std::vector<std::unique_ptr<Laptop>> laptops;
    const QTemporaryDir folder(arguments.at(0) + u"/laptops-XXXXXX"_s);
    for (qsizetype i = 3; i + 1 < arguments.size(); i += 2) {
        laptops.push_back(std::make_unique<Laptop>(folder.filePath(u"%1.db"_s.arg(i)), QUrl(arguments.at(1)),
                                                   arguments.at(i), CampaignId{arguments.at(i + 1)},
                                                   arguments.at(2).toInt()));
    }
    return QCoreApplication::exec();
}

class Room
{
public:
    Room(int laptops, int people, const QString& folder)
        : m_laptops(laptops)
        , m_carrier(m_clock)
    {
        Host::Options options;
        options.databasePath = m_folder.filePath(u"gateway.db"_s);
        auto opened = Host::open(options, m_carrier, m_clock, m_random);
        mustHold(opened.has_value(), "the gateway does not open");
        m_host = std::move(*opened);
        auto listening = HttpFace::listen(*m_host, {});
        mustHold(listening.has_value(), "no port");
        m_face = std::move(*listening);
        QByteArray csv = "First Name,Last Name,Phone,ZIP\n";
        for (int i = 0; i < people; ++i) {
            csv += "Ana,Brooks," + build::phone(i).e164().toLatin1() + ",43215\n";
        }
        QStringList arguments;
        for (int i = 0; i < laptops; ++i) {
            const auto campaign = addCampaign(i, csv);
            const auto code = m_host->makeJoinCode(campaign, {});
            const auto joined = m_host->join({*code, u"Robin"_s, {u"device-%1"_s.arg(i)}, u"laptop"_s}, u"here"_s);
            mustHold(joined.has_value(), "a laptop cannot join");
            arguments += {joined->token, campaign.value};
            if (arguments.size() == 2 * kPerProcess || i + 1 == laptops) {
                launch(QStringList{u"laptops"_s, folder, m_face->url().toString(), QString::number(people)} +
                       std::exchange(arguments, {}));
            }
        }
        await([this] { return m_ready == m_laptops; });
        settle();
    }
    ~Room()
    {
        for (const auto& process : m_processes) {
            process->kill();
            process->waitForFinished();
        }
    }

    /// Milliseconds until each laptop had it.
    std::vector<double> stop(int person)
    {
        m_blocked.clear();
        const auto said = nanoseconds();
        m_carrier.say(person, u"STOP"_s);
        const auto taken = m_host->takeCarrierEvents();
        mustHold(taken && *taken, "STOP was not taken");
        m_atGateway.push_back(ms(nanoseconds() - said));
        await([this] { return m_blocked.size() == static_cast<size_t>(m_laptops); });
        std::vector<double> took;
        for (const auto when : m_blocked) {
            took.push_back(ms(when - said));
        }
        settle();
        return took;
    }
    const std::vector<double>& atGateway() const { return m_atGateway; }

private:
    CampaignId addCampaign(int number, QByteArray& csv)
    {
        auto document = build::campaign();
        document.id.value = u"campaign-%1"_s.arg(number);
        document.policy.hours = HoursPolicy::aroundTheClock();
        document.practice = true;
        const auto imported = m_host->importCampaign(wire::compact(wire::write(document)));
        mustHold(imported.has_value(), "no campaign");
        QBuffer file(&csv);
        file.open(QIODevice::ReadOnly);
        mustHold(m_host->importContacts(*imported, file).has_value(), "no contacts");
        return *imported;
    }
    void launch(const QStringList& arguments)
    {
        m_processes.push_back(std::make_unique<QProcess>());
        auto* const process = m_processes.back().get();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QObject::connect(process, &QProcess::readyReadStandardOutput, process, [this, process] {
            while (process->canReadLine()) {
                const auto line = process->readLine().trimmed();
                if (line == "ready") {
                    ++m_ready;
                } else if (line.startsWith("blocked ")) {
                    m_blocked.push_back(line.mid(8).toLongLong());
                }
            }
        });
        process->start(QCoreApplication::applicationFilePath(), arguments);
    }
    /// Until everybody's next poll is held, as between any two events in a room.
    void settle() const
    {
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(250 + 4 * m_laptops);
        await([&timer] { return !timer.isActive(); });
    }

    int m_laptops;
    SystemClock m_clock;
    SystemRandom m_random;
    QTemporaryDir m_folder;
    Telephones m_carrier;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<HttpFace> m_face;
    std::vector<std::unique_ptr<QProcess>> m_processes;
    std::vector<qint64> m_blocked;
    std::vector<double> m_atGateway;
    int m_ready = 0;
};

void measure(int laptops, int stops, const QString& folder, const char* where)
{
    Room room(laptops, stops, folder);
    std::vector<double> all;
    std::vector<double> last;
    for (int i = 0; i < stops; ++i) {
        const auto took = room.stop(i);
        all.insert(all.end(), took.begin(), took.end());
        last.push_back(quantile(took, 1));
    }
    std::printf("| %d | %s | %d | %.1f | %.1f | %.1f | %.1f |\n", laptops, where, stops,
                quantile(room.atGateway(), 0.5), quantile(all, 0.5), quantile(all, 0.99), quantile(last, 0.5));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    useProgramsDisk(argv[0]);
    const QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "laptops"_L1) {
        return beLaptops(arguments.mid(2));
    }
    const auto disk = QString::fromLocal8Bit(qgetenv("TMPDIR"));
    // Fifty laptops have fifty disks; here their commits queue for one. So the same again with their stores in memory,
    // where the system can do that; what is missing then is one commit of each laptop's own disk.
    const auto memory = QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm"_s : disk;
    std::printf(
        "STOP at the carrier to blocked and committed in each laptop's store, ms\n\n"
        "| laptops | their stores | times | committed at the gateway, median | a laptop, median | a laptop, p99 "
        "| the last laptop, median |\n|---|---|---|---|---|---|---|\n");
    const auto only = arguments.value(1).toInt(); // One size alone, so many times.
    const auto times = arguments.value(2).toInt();
    struct Row
    {
        int laptops;
        int stops;
        bool inMemory;
    };
    for (const auto& row : {Row{1, 100, false}, Row{50, 40, false}, Row{50, 40, true}, Row{500, 12, true}}) {
        if (only == 0 || only == row.laptops) {
            measure(row.laptops, times > 0 ? times : row.stops, row.inMemory ? memory : disk,
                    row.inMemory ? "in memory" : "one disk");
        }
    }
    return 0;
}
