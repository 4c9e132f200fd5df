#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <memory>

namespace textbank {

class Random;

/// A key in memory: not swapped out where the system allows that, left out of core dumps, between pages that cannot be
/// touched, zeroed when its last owner goes. Copies share one place.
class SecretKey
{
public:
    SecretKey() = default;
    /// The bytes that it is made of stay as they are; see taken().
    SecretKey(const QByteArray& bytes);
    /// Zeroes the source where nobody else shares it.
    static SecretKey taken(QByteArray&& bytes);
    static SecretKey random(int size, Random& chance);
    /// `size` zeroes, to be filled through writable().
    static SecretKey ofSize(qsizetype size);

    bool isEmpty() const { return size() == 0; }
    qsizetype size() const { return m_bytes ? m_size : 0; }
    const unsigned char* data() const { return m_bytes.get(); }
    unsigned char* writable() { return m_bytes.get(); } ///< Seen by every copy.
    QByteArrayView view() const { return {m_bytes.get(), size()}; }
    /// Takes as long for the wrong bytes as for the right ones.
    friend bool operator==(const SecretKey& a, const SecretKey& b) { return equal(a, b); }

private:
    static bool equal(const SecretKey& a, const SecretKey& b);

    std::shared_ptr<unsigned char>
        m_bytes; // shared: credentials are values, and every copy of a key is one more to lose
    qsizetype m_size = 0;
};

/// Overwrites bytes that held a secret, where nobody else shares them; empty afterwards.
void wipeBytes(QByteArray& bytes);

} // namespace textbank
