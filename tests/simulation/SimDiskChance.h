#pragma once

#include <QtGlobal>

namespace textbank::simulation {

/// What a disk leaves to chance: splitmix64, because a crash asks once for each sector.
class DiskChance
{
public:
    explicit DiskChance(quint64 seed)
        : m_state(seed)
    {
    }
    quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        auto mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }
    quint64 below(quint64 bound) { return next() % bound; }
    bool oneIn(quint64 bound) { return below(bound) == 0; }

private:
    quint64 m_state = 0;
};

} // namespace textbank::simulation
