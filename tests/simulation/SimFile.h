#pragma once

#include "tests/simulation/SimDiskChance.h"

#include <QByteArray>
#include <vector>

namespace textbank::simulation {

/// The bytes of one file: as they are read now, as the last sync left them, and each write in between. Knows nothing of
/// names and processes.
class SimFile
{
public:
    /// Which of the unsynced writes a power loss leaves.
    enum class Survivors { None, All, FirstOnes, SomeSectors };

    SimFile() = default;
    explicit SimFile(const QByteArray& contents);

    qint64 size() const { return static_cast<qint64>(m_now.size()); }
    /// How many of the bytes are there.
    int read(qint64 offset, char* into, int count) const;
    void write(qint64 offset, const char* bytes, int count);
    void truncate(qint64 size);
    void sync();
    /// What was synced, and of the rest what chance leaves, sector by sector of 512 bytes, some of them torn.
    void losePower(Survivors survivors, DiskChance& chance);
    /// As now, with nothing left to be synced.
    SimFile image() const;
    const std::vector<char>& bytes() const { return m_now; }

private:
    struct Unsynced
    {
        qint64 offset = 0;  // The new size where it is a truncation.
        qint64 count = 0;   // -1: a truncation.
        std::size_t at = 0; // Where its bytes are in m_written.
    };
    void applyToDurable(const Unsynced& change);
    void applyPiece(const Unsynced& change, qint64 from, qint64 count, bool garbage, DiskChance& chance);
    void record(qint64 offset, const char* bytes, int count);

    std::vector<char> m_now;
    std::vector<char> m_durable;
    std::vector<Unsynced> m_unsynced;
    std::vector<char> m_written;
};

} // namespace textbank::simulation
