#include "tests/simulation/SimDiskState.h"

#include <algorithm>

namespace textbank::simulation {

bool DiskState::meets(Fault fault, qint64 operation)
{
    const auto& span = m_faults.at(static_cast<std::size_t>(fault));
    const auto meets = operation >= span.first && operation < span.end;
    m_met.at(static_cast<std::size_t>(fault)) += meets ? 1 : 0;
    return meets;
}

void DiskState::setFault(Fault fault, qint64 first, qint64 count)
{
    m_faults.at(static_cast<std::size_t>(fault)) = {m_operations + first, m_operations + first + count};
}

bool DiskState::countIsLast()
{
    ++m_operations;
    return m_operations == m_lastOperation;
}

DiskState::Outcome DiskState::open(const std::string& name, bool create, std::shared_ptr<SimNode>& node, bool& missing)
{
    missing = false;
    if (!m_running) {
        return Outcome::Dead;
    }
    const auto last = countIsLast();
    if (meets(Fault::OpenError, m_operations)) {
        if (last) {
            die(m_death);
        }
        return Outcome::OpenError;
    }
    const auto found = m_names.find(name);
    if (found != m_names.end()) {
        node = found->second;
    } else if (create) {
        node = std::make_shared<SimNode>();
        m_names.emplace(name, node);
    } else {
        missing = true;
    }
    if (last) {
        die(m_death);
        return Outcome::Dead;
    }
    return Outcome::Done;
}

DiskState::Outcome DiskState::read(quint64 life, const SimNode& node, qint64 offset, char* into, int count, int& there)
{
    if (!isAlive(life)) {
        return Outcome::Dead;
    }
    if (meets(Fault::ReadError, m_operations + 1)) {
        if (countIsLast()) {
            die(m_death);
            return Outcome::Dead;
        }
        return Outcome::ReadError;
    }
    there = node.file.read(offset, into, count);
    return Outcome::Done;
}

DiskState::Outcome DiskState::write(quint64 life, SimNode& node, qint64 offset, const char* bytes, int count)
{
    if (!isAlive(life)) {
        return Outcome::Dead;
    }
    const auto last = countIsLast();
    auto outcome = Outcome::Done;
    auto written = count;
    if (meets(Fault::WriteError, m_operations)) {
        outcome = Outcome::WriteError;
        written = 0;
    } else if (meets(Fault::ShortWrite, m_operations)) {
        outcome = Outcome::ShortWrite;
        written = count / 2;
    } else if (meets(Fault::Full, m_operations) && offset + count > node.file.size()) {
        outcome = Outcome::Full;
        written = static_cast<int>(std::clamp<qint64>(node.file.size() - offset, 0, count));
    }
    if (last && outcome == Outcome::Done && m_chance.oneIn(2)) {
        written = static_cast<int>(m_chance.below(static_cast<quint64>(count) + 1));
    }
    node.file.write(offset, bytes, written);
    if (last) {
        die(m_death);
        return Outcome::Dead;
    }
    return outcome;
}

DiskState::Outcome DiskState::truncate(quint64 life, SimNode& node, qint64 size)
{
    if (!isAlive(life)) {
        return Outcome::Dead;
    }
    const auto last = countIsLast();
    auto outcome = Outcome::Done;
    if (meets(Fault::WriteError, m_operations)) {
        outcome = Outcome::WriteError;
    } else {
        node.file.truncate(size);
    }
    if (last) {
        die(m_death);
        return Outcome::Dead;
    }
    return outcome;
}

DiskState::Outcome DiskState::sync(quint64 life, const std::shared_ptr<SimNode>& node, bool withFolder)
{
    if (!isAlive(life)) {
        return Outcome::Dead;
    }
    const auto last = countIsLast();
    auto outcome = Outcome::Done;
    if (meets(Fault::SyncError, m_operations)) {
        outcome = Outcome::SyncError;
    } else if (!meets(Fault::SyncIgnored, m_operations)) {
        node->file.sync();
        if (withFolder) {
            m_durableNames = m_names;
        }
        for (const auto& [name, each] : m_names) {
            if (each == node) {
                m_durableNames[name] = node;
            }
        }
    }
    if (last) {
        die(m_death);
        return Outcome::Dead;
    }
    return outcome;
}

DiskState::Outcome DiskState::remove(const std::string& name, bool durably, bool& missing)
{
    missing = false;
    if (!m_running) {
        return Outcome::Dead;
    }
    const auto last = countIsLast();
    missing = m_names.erase(name) == 0;
    if (durably && !meets(Fault::SyncIgnored, m_operations)) {
        m_durableNames = m_names;
    }
    if (last) {
        die(m_death);
        return Outcome::Dead;
    }
    return Outcome::Done;
}

void DiskState::die(Death death)
{
    if (m_running && death == Death::Killed) {
        for (const auto& [name, node] : m_names) {
            node->open.clear();
            node->index.reset();
        }
    } else if (death == Death::PowerLoss) {
        losePower();
    }
    m_running = false;
    m_lastOperation = -1;
}

void DiskState::losePower()
{
    // New nodes, so that dead connections keep what they look at.
    const auto survivors = static_cast<SimFile::Survivors>(m_chance.below(4));
    Names left;
    auto names = m_durableNames;
    names.insert(m_names.begin(), m_names.end());
    for (const auto& [name, unused] : names) {
        const auto now = m_names.find(name);
        const auto durable = m_durableNames.find(name);
        const auto isNow = now != m_names.end();
        const auto isDurable = durable != m_durableNames.end();
        auto chosen = isNow ? now->second : nullptr;
        if (isNow != isDurable || now->second != durable->second) {
            const auto keep =
                survivors == SimFile::Survivors::All || (survivors != SimFile::Survivors::None && m_chance.oneIn(2));
            chosen = keep ? chosen : isDurable ? durable->second : nullptr;
        }
        if (chosen != nullptr) {
            auto node = std::make_shared<SimNode>();
            node->file = chosen->file;
            node->file.losePower(survivors, m_chance);
            left.emplace(name, std::move(node));
        }
    }
    m_names = left;
    m_durableNames = std::move(left);
}

void DiskState::setDeath(qint64 nth, Death death, quint64 seed)
{
    m_lastOperation = m_operations + nth;
    m_death = death;
    reseed(seed);
}

void DiskState::start()
{
    if (m_running) {
        die(Death::Killed);
    }
    ++m_life;
    m_running = true;
    m_lastOperation = -1;
}

void DiskState::copyTo(DiskState& other) const
{
    for (const auto& [name, node] : m_names) {
        auto copy = std::make_shared<SimNode>();
        copy->file = node->file.image();
        other.place(name, copy);
    }
}

void DiskState::place(const std::string& name, const std::shared_ptr<SimNode>& node)
{
    m_names[name] = node;
    m_durableNames[name] = node;
}

void DiskState::erase(const std::string& name)
{
    m_names.erase(name);
    m_durableNames.erase(name);
}

} // namespace textbank::simulation
