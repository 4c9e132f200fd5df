#pragma once

#include "core/base/Random.h"

namespace textbank::simulation {

/// Mixes numbers into one that looks like chance (splitmix64); the same on every machine.
constexpr quint64 mixed(quint64 a, quint64 b = 0, quint64 c = 0)
{
    auto z = a * 0x9e3779b97f4a7c15ULL + b * 0xbf58476d1ce4e5b9ULL + c * 0x94d049bb133111ebULL + 0x2545f4914f6cdd1dULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// A seeded Random that is cheap: no cryptography, one allocation a call.
class SimRandom final : public Random
{
public:
    explicit SimRandom(quint64 seed)
        : m_state(mixed(seed))
    {
    }
    QByteArray bytes(int size) override
    {
        QByteArray made(size, Qt::Uninitialized);
        for (int i = 0; i < size; i += 8) {
            auto word = next();
            for (int k = i; k < size && k < i + 8; ++k, word >>= 8) {
                made[k] = static_cast<char>(word & 0xff);
            }
        }
        return made;
    }
    quint64 next() { return mixed(m_state += 0x9e3779b97f4a7c15ULL); }
    /// A number in [0, bound), without Random's allocation.
    quint32 pick(quint32 bound) { return static_cast<quint32>(next() % bound); }
    bool oneIn(quint32 n) { return pick(n) == 0; }

private:
    quint64 m_state;
};

} // namespace textbank::simulation
