#pragma once

#include <QByteArray>

namespace textbank {

/// Where chance comes from: the system's for programs, a seed's for simulations and practice.
class Random
{
public:
    Random() = default;
    Random(const Random&) = delete;
    Random& operator=(const Random&) = delete;
    virtual ~Random() = default;
    /// `size` random bytes.
    virtual QByteArray bytes(int size) = 0;
    /// A number in [0, bound); bound > 0.
    quint64 below(quint64 bound);
    /// A number in [0, 1).
    double unit();

private:
    quint64 next();
};

/// libsodium's generator; fit for keys and tokens.
class SystemRandom final : public Random
{
public:
    SystemRandom();
    QByteArray bytes(int size) override;
};

/// The same bytes for the same seed on every machine (ChaCha20 under a key made from the seed). Never for secrets.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(quint64 seed)
        : m_seed(seed)
    {
    }
    QByteArray bytes(int size) override;

private:
    void refill();

    quint64 m_seed = 0;
    quint64 m_block = 0;
    QByteArray m_buffer;
    int m_used = 0;
};

} // namespace textbank
