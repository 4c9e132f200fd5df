#include "tests/simulation/SimDisk.h"

#include "tests/simulation/SimDiskState.h"
#include "tests/simulation/SimVfs.h"

namespace textbank::simulation {

SimDisk::SimDisk(quint64 seed)
    : m_state(std::make_shared<DiskState>(seed))
    , m_prefix(vfs::add(m_state))
{
}

SimDisk::~SimDisk()
{
    m_state->die(Death::Killed);
    vfs::remove(m_prefix);
}

void SimDisk::seedSqlite(quint64 seed) { vfs::seed(seed); }

QString SimDisk::path(const QString& name) const { return m_prefix + name; }

void SimDisk::kill() { m_state->die(Death::Killed); }

void SimDisk::losePower(quint64 seed)
{
    m_state->reseed(seed);
    m_state->die(Death::PowerLoss);
}

void SimDisk::dieAtOperation(qint64 nth, Death death, quint64 seed) { m_state->setDeath(nth, death, seed); }

void SimDisk::start() { m_state->start(); }

bool SimDisk::isRunning() const { return m_state->isRunning(); }

void SimDisk::setFault(Fault fault, qint64 first, qint64 count) { m_state->setFault(fault, first, count); }

void SimDisk::clearFaults() { m_state->clearFaults(); }

int SimDisk::met(Fault fault) const { return m_state->met(fault); }

qint64 SimDisk::operations() const { return m_state->operations(); }

std::unique_ptr<SimDisk> SimDisk::clone(quint64 seed) const
{
    auto copy = std::make_unique<SimDisk>(seed);
    m_state->copyTo(*copy->m_state);
    return copy;
}

QStringList SimDisk::files() const
{
    QStringList names;
    for (const auto& [name, node] : m_state->names()) {
        names.append(QString::fromStdString(name));
    }
    return names;
}

bool SimDisk::exists(const QString& name) const { return m_state->names().contains(name.toStdString()); }

QByteArray SimDisk::contents(const QString& name) const
{
    const auto found = m_state->names().find(name.toStdString());
    if (found == m_state->names().end()) {
        return {};
    }
    const auto& bytes = found->second->file.bytes();
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

void SimDisk::setContents(const QString& name, const QByteArray& bytes)
{
    auto node = std::make_shared<SimNode>();
    node->file = SimFile(bytes);
    m_state->place(name.toStdString(), node);
}

void SimDisk::remove(const QString& name) { m_state->erase(name.toStdString()); }

} // namespace textbank::simulation
