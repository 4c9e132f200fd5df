#include "core/store/Sealer.h"

#include <QtEndian>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr size_t kBlock = 64; ///< Lengths are rounded up to this, so that a short name and a long one look alike.
constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kHash = 32;
constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "textbank";

// Numbers of the sub-keys; never reuse one.
constexpr uint64_t kSealSubkey = 1;
constexpr uint64_t kHashSubkey = 2;

unsigned char* raw(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(QByteArrayView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

SecretKey subkey(const SecretKey& key, uint64_t number)
{
    auto derived = SecretKey::ofSize(Sealer::kKeyBytes);
    crypto_kdf_derive_from_key(derived.writable(), static_cast<size_t>(derived.size()), number, kContext, key.data());
    return derived;
}

/// Each part with its length before it, so that no two places read alike.
QByteArray associatedData(const Sealer::Place& place)
{
    QByteArray data;
    for (const auto part : {QByteArrayView(place.table), place.row, QByteArrayView(place.column)}) {
        quint32 length = 0;
        qToLittleEndian(static_cast<quint32>(part.size()), &length);
        data.append(reinterpret_cast<const char*>(&length), sizeof length);
        data.append(part.data(), part.size());
    }
    return data;
}

} // namespace

Result<Sealer> Sealer::withKey(const SecretKey& key)
{
    if (key.size() != kKeyBytes) {
        return fail(ErrorCode::NoKey, u"a key of %1 bytes"_s.arg(key.size()));
    }
    if (sodium_init() < 0) {
        return fail(ErrorCode::Unavailable, u"libsodium does not start"_s);
    }
    Sealer sealer;
    sealer.m_sealKey = subkey(key, kSealSubkey);
    sealer.m_hashKey = subkey(key, kHashSubkey);
    return sealer;
}

QByteArray Sealer::seal(const Place& place, QByteArrayView plain) const
{
    const auto size = static_cast<size_t>(plain.size());
    auto padded = size - size % kBlock + kBlock;
    QByteArray sealed(static_cast<qsizetype>(kNonce + padded + kTag), Qt::Uninitialized);
    auto* nonce = raw(sealed);
    auto* body = nonce + kNonce;
    randombytes_buf(nonce, kNonce);
    if (size > 0) {
        memcpy(body, plain.data(), size);
    }
    sodium_pad(&padded, body, size, kBlock, padded);
    const auto bound = associatedData(place);
    crypto_aead_xchacha20poly1305_ietf_encrypt(body, nullptr, body, padded, raw(QByteArrayView(bound)),
                                               static_cast<unsigned long long>(bound.size()), nullptr, nonce,
                                               m_sealKey.data());
    return sealed;
}

Result<QByteArray> Sealer::open(const Place& place, QByteArrayView sealed) const
{
    const auto size = static_cast<size_t>(sealed.size());
    if (size < kNonce + kBlock + kTag || (size - kNonce - kTag) % kBlock != 0) {
        return fail(ErrorCode::Corrupt, u"sealed value of %1 bytes in %2.%3"_s.arg(sealed.size())
                                            .arg(QLatin1String(place.table), QLatin1String(place.column)));
    }
    QByteArray plain(static_cast<qsizetype>(size - kNonce - kTag), Qt::Uninitialized);
    const auto bound = associatedData(place);
    const auto* nonce = raw(sealed);
    size_t length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            raw(plain), nullptr, nullptr, nonce + kNonce, size - kNonce, raw(QByteArrayView(bound)),
            static_cast<unsigned long long>(bound.size()), nonce, m_sealKey.data()) != 0 ||
        sodium_unpad(&length, raw(QByteArrayView(plain)), static_cast<size_t>(plain.size()), kBlock) != 0) {
        return fail(ErrorCode::Corrupt, u"sealed value in %1.%2 does not open"_s.arg(QLatin1String(place.table),
                                                                                     QLatin1String(place.column)));
    }
    plain.truncate(static_cast<qsizetype>(length));
    return plain;
}

QByteArray Sealer::keyedHash(QByteArrayView purpose, QByteArrayView value) const
{
    QByteArray hash(kHash, Qt::Uninitialized);
    QByteArray input;
    input.reserve(purpose.size() + 1 + value.size());
    input.append(purpose.data(), purpose.size());
    input.append('\0');
    input.append(value.data(), value.size());
    crypto_generichash(raw(hash), kHash, raw(QByteArrayView(input)), static_cast<unsigned long long>(input.size()),
                       m_hashKey.data(), static_cast<size_t>(m_hashKey.size()));
    return hash;
}

QByteArray Sealer::phoneHash(const PhoneNumber& number) const { return keyedHash("phone", number.e164().toLatin1()); }

QByteArray Sealer::contactHash(const ContactId& contact) const { return keyedHash("contact", contact.value.toUtf8()); }

} // namespace textbank
