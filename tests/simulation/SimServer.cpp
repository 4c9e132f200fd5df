#include "tests/simulation/SimServer.h"

using namespace Qt::StringLiterals;

namespace textbank::simulation {

const QString SimServer::kFile = u"gateway.db"_s;

SimServer::SimServer(const Options& options, const Clock& clock, SimCarrier& carrier, std::unique_ptr<SimDisk> disk)
    : m_options(options)
    , m_clock(clock)
    , m_carrier(carrier)
    , m_disk(std::move(disk))
    , m_random(options.seed)
{
}

SimServer::~SimServer() = default;

bool SimServer::start()
{
    m_disk->start();
    Host::Options options;
    options.databasePath = m_disk->path(kFile);
    options.leaseMinutes = m_options.leaseMinutes;
    auto opened = Host::open(options, m_carrier, m_clock, m_random);
    if (!opened || !m_disk->isRunning()) {
        return false;
    }
    m_host = std::move(*opened);
    ++m_starts;
    m_routes = std::make_unique<HttpRoutes>(*m_host, Seconds{0}, RateLimits::none()); // The network holds polls open.
    QObject::connect(m_host.get(), &Host::changesFor, m_host.get(), [this](const VolunteerId& volunteer) {
        if (onChanges) {
            onChanges(volunteer);
        }
    });
    return true;
}

void SimServer::end()
{
    if (!m_host) {
        return;
    }
    m_disk->kill();
    m_routes.reset();
    m_host.reset();
    m_carrier.giveAgain();
    if (onDeath) {
        onDeath();
    }
}

void SimServer::noticeDeath()
{
    if (m_host && !m_disk->isRunning()) {
        end();
    }
}

std::optional<HttpAnswer> SimServer::handle(const HttpRequest& request)
{
    std::optional<HttpAnswer> answer;
    m_routes->answer(request, [&](HttpAnswer made) { answer = std::move(made); });
    if (!m_disk->isRunning()) {
        noticeDeath();
        return std::nullopt;
    }
    return answer;
}

void SimServer::tick()
{
    if (!m_host) {
        return;
    }
    const auto taken = m_host->takeCarrierEvents();
    if (!m_disk->isRunning()) {
        noticeDeath();
    } else if (taken) {
        m_carrier.acknowledge();
    }
}

void SimServer::act(const std::function<void(Host&)>& call)
{
    if (m_host) {
        call(*m_host);
        noticeDeath();
    }
}

qint64 SimServer::sequence()
{
    if (m_host && isAlive()) {
        read(u"SELECT last FROM sequence"_s, {},
             [this](const QSqlQuery& row) { m_sequence = row.value(0).toLongLong(); });
    }
    return m_sequence;
}

bool SimServer::read(const QString& sql, const QVariantList& values, const std::function<void(const QSqlQuery&)>& row)
{
    const auto each = [&](const QSqlQuery& one) {
        row(one);
        return true;
    };
    return m_host->database().run(sql, values, each).has_value();
}

} // namespace textbank::simulation
