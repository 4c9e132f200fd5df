#include "tests/simulation/SimFile.h"

#include <algorithm>
#include <cstring>

namespace textbank::simulation {
namespace {

constexpr qint64 kSector = 512;

std::size_t at(qint64 offset) { return static_cast<std::size_t>(offset); }

void put(std::vector<char>& bytes, qint64 offset, const char* from, qint64 count)
{
    if (at(offset + count) > bytes.size()) {
        bytes.resize(at(offset + count));
    }
    std::memcpy(bytes.data() + offset, from, at(count));
}

} // namespace

SimFile::SimFile(const QByteArray& contents)
    : m_now(contents.begin(), contents.end())
    , m_durable(m_now)
{
}

int SimFile::read(qint64 offset, char* into, int count) const
{
    const auto there = std::clamp<qint64>(size() - offset, 0, count);
    if (there > 0) {
        std::memcpy(into, m_now.data() + offset, at(there));
    }
    return static_cast<int>(there);
}

void SimFile::record(qint64 offset, const char* bytes, int count)
{
    m_unsynced.push_back({offset, count, m_written.size()});
    m_written.insert(m_written.end(), bytes, bytes + count);
}

void SimFile::write(qint64 offset, const char* bytes, int count)
{
    if (count > 0) {
        put(m_now, offset, bytes, count);
        record(offset, bytes, count);
    }
}

void SimFile::truncate(qint64 size)
{
    m_now.resize(at(size));
    m_unsynced.push_back({size, -1, 0});
}

void SimFile::applyToDurable(const Unsynced& change)
{
    if (change.count < 0) {
        m_durable.resize(at(change.offset));
    } else {
        put(m_durable, change.offset, m_written.data() + change.at, change.count);
    }
}

void SimFile::sync()
{
    for (const auto& change : m_unsynced) {
        applyToDurable(change);
    }
    m_unsynced.clear();
    m_written.clear();
}

void SimFile::applyPiece(const Unsynced& change, qint64 from, qint64 count, bool garbage, DiskChance& chance)
{
    const auto* bytes = m_written.data() + change.at + from;
    const auto offset = change.offset + from;
    if (!garbage) {
        put(m_durable, offset, bytes, count);
        return;
    }
    // The file became longer, but what should be in there did not arrive.
    for (auto i = std::max(offset, static_cast<qint64>(m_durable.size())); i < offset + count; ++i) {
        m_durable.resize(at(i) + 1, static_cast<char>(chance.below(256)));
    }
}

void SimFile::losePower(Survivors survivors, DiskChance& chance)
{
    if (survivors == Survivors::All) {
        sync();
    }
    if (survivors == Survivors::FirstOnes && !m_unsynced.empty()) {
        const auto kept = chance.below(m_unsynced.size() + 1);
        for (std::size_t i = 0; i < kept; ++i) {
            applyToDurable(m_unsynced[i]);
        }
    }
    if (survivors == Survivors::SomeSectors) {
        const auto outOfEight = 1 + chance.below(7); // so many are kept
        const auto garbage = chance.oneIn(4);
        for (const auto& change : m_unsynced) {
            if (change.count < 0) {
                if (chance.below(8) < outOfEight) {
                    applyToDurable(change);
                }
                continue;
            }
            for (qint64 from = 0; from < change.count;) {
                const auto end =
                    std::min(change.count, ((change.offset + from) / kSector + 1) * kSector - change.offset);
                const auto roll = chance.below(16);
                if (roll < 2 * outOfEight) {
                    // One in sixteen sectors is torn.
                    const auto count = roll == 0 ? static_cast<qint64>(chance.below(quint64(end - from))) : end - from;
                    applyPiece(change, from, count, false, chance);
                } else if (garbage) {
                    applyPiece(change, from, end - from, true, chance);
                }
                from = end;
            }
        }
    }
    m_unsynced.clear();
    m_written.clear();
    m_now = m_durable;
}

SimFile SimFile::image() const
{
    SimFile copy;
    copy.m_now = m_now;
    copy.m_durable = m_now;
    return copy;
}

} // namespace textbank::simulation
