#pragma once

#include "tests/simulation/SimDisk.h"
#include "tests/simulation/SimFile.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace textbank::simulation {

class OpenFile;

/// A file with the connections that have it open: SQLite's locks and its shared index of the log are theirs.
struct SimNode
{
    SimFile file;
    std::vector<OpenFile*> open;                                 ///< Of the living process.
    std::shared_ptr<std::vector<std::unique_ptr<char[]>>> index; ///< The log's index, while somebody maps it.
};

/// What is behind a SimDisk and behind the connections, which may outlive it.
class DiskState
{
public:
    using Fault = SimDisk::Fault;
    using Death = SimDisk::Death;
    enum class Outcome { Done, Dead, Full, WriteError, ShortWrite, SyncError, ReadError, OpenError };
    using Names = std::map<std::string, std::shared_ptr<SimNode>>;

    explicit DiskState(quint64 seed)
        : m_chance(seed)
    {
    }

    Outcome open(const std::string& name, bool create, std::shared_ptr<SimNode>& node, bool& missing);
    Outcome read(quint64 life, const SimNode& node, qint64 offset, char* into, int count, int& there);
    Outcome write(quint64 life, SimNode& node, qint64 offset, const char* bytes, int count);
    Outcome truncate(quint64 life, SimNode& node, qint64 size);
    Outcome sync(quint64 life, const std::shared_ptr<SimNode>& node, bool withFolder);
    Outcome remove(const std::string& name, bool durably, bool& missing);

    void die(Death death);
    void setDeath(qint64 nth, Death death, quint64 seed);
    void start();
    void setFault(Fault fault, qint64 first, qint64 count);
    void clearFaults() { m_faults.fill({}); }
    void copyTo(DiskState& other) const;

    bool isAlive(quint64 life) const { return m_running && life == m_life; }
    bool isRunning() const { return m_running; }
    quint64 life() const { return m_life; }
    qint64 operations() const { return m_operations; }
    int met(Fault fault) const { return m_met.at(static_cast<std::size_t>(fault)); }
    const Names& names() const { return m_names; }
    void place(const std::string& name, const std::shared_ptr<SimNode>& node);
    void erase(const std::string& name);
    void reseed(quint64 seed) { m_chance = DiskChance(seed); }

private:
    struct Span
    {
        qint64 first = 0;
        qint64 end = 0;
    };
    bool meets(Fault fault, qint64 operation);
    /// Counts the operation; true when it is the last one of this process.
    bool countIsLast();
    void losePower();

    Names m_names;
    Names m_durableNames;
    std::array<Span, 7> m_faults{};
    std::array<int, 7> m_met{};
    DiskChance m_chance;
    quint64 m_life = 1;
    bool m_running = true;
    qint64 m_operations = 0;
    qint64 m_lastOperation = -1;
    Death m_death = Death::Killed;
};

} // namespace textbank::simulation
