#include "core/base/SecretKey.h"

#include "core/base/Random.h"

#include <cstring>
#include <sodium.h>

namespace textbank {

SecretKey SecretKey::ofSize(qsizetype size)
{
    if (sodium_init() < 0) {
        qFatal("libsodium cannot start: no place for keys");
    }
    SecretKey key;
    auto* place = static_cast<unsigned char*>(sodium_malloc(static_cast<size_t>(size)));
    Q_CHECK_PTR(place);
    key.m_bytes.reset(place, sodium_free);
    key.m_size = size;
    sodium_memzero(place, static_cast<size_t>(size));
    return key;
}

SecretKey::SecretKey(const QByteArray& bytes)
{
    if (!bytes.isEmpty()) {
        *this = ofSize(bytes.size());
        memcpy(m_bytes.get(), bytes.constData(), static_cast<size_t>(bytes.size()));
    }
}

SecretKey SecretKey::taken(QByteArray&& bytes)
{
    SecretKey key(bytes);
    wipeBytes(bytes);
    return key;
}

SecretKey SecretKey::random(int size, Random& chance) { return taken(chance.bytes(size)); }

bool SecretKey::equal(const SecretKey& a, const SecretKey& b)
{
    return a.size() == b.size() &&
           (a.isEmpty() || sodium_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0);
}

void wipeBytes(QByteArray& bytes)
{
    if (!bytes.isEmpty() && bytes.isDetached()) {
        sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    }
    bytes.clear();
}

} // namespace textbank
