#pragma once

#include "core/host/Host.h"
#include "core/host/http/HttpRoutes.h"
#include "tests/simulation/SimCarrier.h"
#include "tests/simulation/SimChance.h"
#include "tests/simulation/SimDisk.h"

#include <functional>
#include <memory>

namespace textbank::simulation {

/// The gateway's machine: the real host behind its real routes, on a disk of its own, in a process that can die at any
/// write.
class SimServer
{
public:
    struct Options
    {
        int leaseMinutes = 8 * 60;
        quint64 seed = 1;
    };
    SimServer(const Options& options, const Clock& clock, SimCarrier& carrier, std::unique_ptr<SimDisk> disk);
    ~SimServer();

    /// Who has new changes; and that the process is gone.
    std::function<void(const VolunteerId&)> onChanges;
    std::function<void()> onDeath;

    bool isUp() const { return m_host != nullptr; }
    /// False when the disk does not let it start.
    bool start();
    /// The process ends now, with whatever its disk already says about why.
    void end();
    /// Nothing when the process died before it answered.
    std::optional<HttpAnswer> handle(const HttpRequest& request);
    /// Hands over what waits and takes what the carrier has, as its timer does.
    void tick();
    /// Any other call of the host. Notices when the process died of it.
    void act(const std::function<void(Host&)>& call);

    Host& host() { return *m_host; }
    /// Asks its record, for checks. False where that failed.
    bool read(const QString& sql, const QVariantList& values, const std::function<void(const QSqlQuery&)>& row);
    /// How much has happened by its own count: at least so much where it cannot be asked.
    qint64 sequence();
    SimDisk& disk() { return *m_disk; }
    /// The process that hands texts over is still there.
    bool isAlive() const { return m_disk->isRunning(); }
    int starts() const { return m_starts; }

    static const QString kFile;

private:
    void noticeDeath();

    Options m_options;
    const Clock& m_clock;
    SimCarrier& m_carrier;
    std::unique_ptr<SimDisk> m_disk;
    SimRandom m_random;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<HttpRoutes> m_routes;
    int m_starts = 0;
    qint64 m_sequence = 0;
};

} // namespace textbank::simulation
