#include "core/base/Random.h"

#include <QtEndian>
#include <array>
#include <cstring>
#include <limits>
#include <sodium.h>

namespace textbank {

quint64 Random::next()
{
    const auto raw = bytes(8);
    return qFromLittleEndian<quint64>(raw.constData());
}

quint64 Random::below(quint64 bound)
{
    Q_ASSERT(bound > 0);
    // Values past the last whole multiple would favour the small results.
    const auto limit = std::numeric_limits<quint64>::max() - std::numeric_limits<quint64>::max() % bound;
    auto value = next();
    while (value >= limit) {
        value = next();
    }
    return value % bound;
}

double Random::unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

SystemRandom::SystemRandom()
{
    if (sodium_init() < 0) {
        qFatal("libsodium cannot start: no source of randomness");
    }
}

QByteArray SystemRandom::bytes(int size)
{
    QByteArray out(size, Qt::Uninitialized);
    randombytes_buf(out.data(), static_cast<size_t>(size));
    return out;
}

QByteArray SeededRandom::bytes(int size)
{
    QByteArray out;
    out.reserve(size);
    while (out.size() < size) {
        if (m_used == m_buffer.size()) {
            refill();
        }
        const auto take = qMin<qsizetype>(size - out.size(), m_buffer.size() - m_used);
        out.append(m_buffer.constData() + m_used, take);
        m_used += static_cast<int>(take);
    }
    return out;
}

void SeededRandom::refill()
{
    std::array<unsigned char, randombytes_SEEDBYTES> seed{};
    qToLittleEndian(m_seed, seed.data());
    qToLittleEndian(m_block++, seed.data() + 8);
    m_buffer.resize(1024);
    randombytes_buf_deterministic(m_buffer.data(), static_cast<size_t>(m_buffer.size()), seed.data());
    m_used = 0;
}

} // namespace textbank
