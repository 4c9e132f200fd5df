#include "app/desktop/ShiftRuntime.h"
#include "app/desktop/SystemConnectivity.h"
#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "core/host/Host.h"
#include "core/host/http/HttpFace.h"
#include "tests/bench/Bench.h"
#include "tests/support/Builders.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSet>
#include <QTemporaryDir>
#include <cstdio>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// A laptop and a gateway over HTTP on loopback, each with its database on disk, in one process as in practice: how
/// long a batch takes to the laptop's disk, and how long approved texts take to the gateway's word.
namespace {

constexpr int kContacts = 5000;
constexpr int kCommands = 1000;
constexpr int kRuns = 5;

/// Telephones that take every text and never answer.
class Telephones final : public Carrier
{
public:
    void submit(const Text& text) override { m_texted.insert(text.id); }
    QList<CarrierEvent> poll() override { return {}; }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }
    qsizetype texted() const { return m_texted.size(); }

private:
    QSet<MessageId> m_texted;
};

void await(const std::function<bool()>& condition)
{
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

QByteArray list(int people)
{
    QByteArray csv = "First Name,Last Name,Phone,ZIP,State,Polling Place\n";
    int made = 0;
    for (int area = 201; made < people; ++area) {
        mustHold(area < 990, "there are not enough area codes");
        for (int line = 100; line < 200 && made < people; ++line) {
            const auto number = u"+1%1-555-0%2"_s.arg(area).arg(line);
            if (!PhoneNumber::parse(number))
                break; // Nobody has this area code.
            csv += "Ana,Brooks," + number.toLatin1() + ",43215,OH,Community Hall\n";
            ++made;
        }
    }
    return csv;
}

class Site
{
public:
    Site()
    {
        Host::Options options;
        options.databasePath = m_folder.filePath(u"gateway.db"_s);
        auto opened = Host::open(options, carrier, m_clock, m_random);
        mustHold(opened.has_value(), "the gateway does not open");
        host = std::move(*opened);
        auto document = build::campaign();
        document.policy.hours = HoursPolicy::aroundTheClock();
        document.practice = true; // The figures are the same at night.
        const auto imported = host->importCampaign(wire::compact(wire::write(document)));
        mustHold(imported.has_value(), "no campaign");
        campaign = *imported;
        auto csv = list(kContacts);
        QBuffer file(&csv);
        file.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(campaign, file);
        mustHold(report && report->imported == kContacts, "no contacts");
        auto listening = HttpFace::listen(*host, {});
        mustHold(listening.has_value(), "no port");
        face = std::move(*listening);
    }
    ShiftRuntime::Parts join(const QString& database)
    {
        const auto code = host->makeJoinCode(campaign, {});
        const auto joined = host->join({*code, u"Robin"_s, {u"device-1"_s}, u"laptop"_s}, u"127.0.0.1"_s);
        mustHold(joined.has_value(), "not joined");
        ShiftRuntime::Parts parts;
        parts.credentials.gateway = face->url();
        parts.credentials.token = joined->token;
        parts.credentials.displayName = joined->displayName;
        parts.credentials.profileKey = m_random.bytes(32);
        parts.databasePath = database;
        parts.commands = std::make_unique<HttpGateway>(face->url(), QByteArray(), m_clock);
        parts.stream = std::make_unique<HttpGateway>(face->url(), QByteArray(), m_clock);
        parts.connectivity = std::make_unique<LoopbackConnectivity>();
        return parts;
    }
    const Clock& clock() const { return m_clock; }
    Random& random() { return m_random; }

    Telephones carrier;
    std::unique_ptr<Host> host;
    CampaignId campaign;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;

public:
    std::unique_ptr<HttpFace> face; ///< Goes first: its thread hands requests to the host.
};

struct Figures
{
    double pull = 0;
    double approve = 0;
    double push = 0;
};

Figures measure()
{
    Site site;
    const QTemporaryDir folder;
    auto started = ShiftRuntime::start(site.join(folder.filePath(u"client.db"_s)), site.clock(), site.random());
    mustHold(started.has_value(), "the store does not open");
    auto& runtime = **started;
    bool ready = false;
    QObject::connect(&runtime, &ShiftRuntime::ready, &runtime, [&] { ready = true; });
    await([&] { return ready; });

    Figures figures;
    std::optional<int> came;
    figures.pull = timed([&] {
        runtime.engine().requestBatch(site.campaign, kContacts,
                                      [&](const GatewayResult<int>& answer) { came = answer.value_or(-1); });
        await([&] { return came.has_value(); });
    });
    mustHold(came == kContacts && runtime.store().contactOrder().size() == kContacts, "not the whole batch came");

    // Approved with the engine standing still, so that the way to the gateway alone is measured.
    runtime.engine().stop();
    quint64 serial = 0;
    figures.approve = timed([&] {
        for (int i = 0; i < kCommands; ++i) {
            const auto* const card = runtime.review().card();
            mustHold(card, "no card");
            const auto contact = card->record.contact.id;
            const auto text = card->text;
            mustHold(runtime.review().approve({++serial, InputKind::Key}, contact, text).has_value(), "not approved");
        }
    });
    QCoreApplication::processEvents(); // The engine was told of each; that is no part of the way.
    mustHold(runtime.store().outboxCounts().open() == kCommands, "something left before its time");
    figures.push = timed([&] {
        runtime.engine().start();
        await([&] { return runtime.store().outboxCounts().open() == 0; });
    });
    mustHold(site.carrier.texted() == kCommands, "not every command is a text, or one is two");
    return figures;
}

} // namespace

int main(int argc, char** argv)
{
    useProgramsDisk(argv[0]);
    const QCoreApplication app(argc, argv);
    std::vector<double> pull;
    std::vector<double> approve;
    std::vector<double> push;
    for (int i = 0; i < kRuns; ++i) {
        const auto figures = measure();
        pull.push_back(figures.pull);
        approve.push_back(figures.approve);
        push.push_back(figures.push);
    }
    std::printf("Over HTTP on loopback, laptop and gateway in one process, both on disk; %d runs (ms)\n\n"
                "| what | median | slowest |\n|---|---|---|\n",
                kRuns);
    const auto row = [](const QString& what, const std::vector<double>& values) {
        std::printf("| %s | %.0f | %.0f |\n", qPrintable(what), quantile(values, 0.5), quantile(values, 1));
    };
    row(u"Pull of a batch of %1 contacts, to committed"_s.arg(kContacts), pull);
    row(u"Approving %1 texts, one commit each"_s.arg(kCommands), approve);
    row(u"Push of %1 commands, to the gateway's word committed"_s.arg(kCommands), push);
    return 0;
}
