#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <memory>

namespace textbank::simulation {

class DiskState;

/// The disk of one simulated machine. While any SimDisk lives, every SQLite connection of this process to a path that
/// path() gave goes to memory; all other paths go to the real disk. What is written is there at once for whoever reads,
/// and stays after a power loss only as far as it was synced. The same calls give the same bytes.
class SimDisk
{
public:
    enum class Death {
        Killed,   ///< The process ends; whatever it wrote is written.
        PowerLoss ///< Of what was not synced, some sectors survive, some do not, some are torn.
    };
    enum class Fault {
        Full,        ///< Nothing that makes a file longer works.
        WriteError,  ///< Nothing can be written.
        ShortWrite,  ///< Half of it is written, then the disk is full.
        SyncError,   ///< fsync fails; what was written waits for the next one.
        SyncIgnored, ///< A disk that lies: fsync answers and does nothing. No program survives that.
        ReadError,
        OpenError
    };

    explicit SimDisk(quint64 seed);
    ~SimDisk();
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    /// SQLite's own chance (salts of the log) from here on, for the whole process: once at the start of a run.
    static void seedSqlite(quint64 seed);

    /// What to give Database::open for the file of that name on this disk.
    QString path(const QString& name) const;

    /// The process that uses the disk dies: what it has open fails from now on, whatever it opens too, until start().
    void kill();
    void losePower(quint64 seed);
    /// The nth write, sync, truncate, delete or open from now (1-based) is the last thing that the process does; a
    /// write may be cut short. It is not told: it finds out as its calls fail, and isRunning() says so.
    void dieAtOperation(qint64 nth, Death death, quint64 seed);
    /// The next process of this machine. Call it when the old one's connections are gone, or before: they stay dead.
    /// Takes back a dieAtOperation() that was not reached, not the faults.
    void start();
    bool isRunning() const;

    /// Operations `first` to `first + count - 1` from now (1-based) meet the fault if they are of its kind; of reads
    /// only those that fail are counted. One span at a time for each fault.
    void setFault(Fault fault, qint64 first = 1, qint64 count = kEndless);
    void clearFaults();
    static constexpr qint64 kEndless = 1'000'000'000'000;

    /// How many operations met this fault.
    int met(Fault fault) const;
    /// How many counted operations there have been.
    qint64 operations() const;

    /// Another machine's disk with what lies on this one now, as an image made of a running system: what was written is
    /// there, and nothing in it is still to be synced.
    std::unique_ptr<SimDisk> clone(quint64 seed) const;

    QStringList files() const;
    bool exists(const QString& name) const;
    QByteArray contents(const QString& name) const;
    void setContents(const QString& name, const QByteArray& bytes); ///< Durable.
    /// As somebody's file manager would: durable. Connections keep what they have open.
    void remove(const QString& name);

private:
    std::shared_ptr<DiskState> m_state;
    QString m_prefix;
};

} // namespace textbank::simulation
