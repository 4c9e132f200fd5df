#include "core/base/SigningKey.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

static_assert(SigningKey::kSeedBytes == crypto_sign_SEEDBYTES);
static_assert(SigningKey::kPublicBytes == crypto_sign_PUBLICKEYBYTES);
static_assert(SigningKey::kSignatureBytes == crypto_sign_BYTES);

constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "textbank";
constexpr uint64_t kSubkey = 3; ///< 1 and 2 are the Sealer's; never reuse one.

unsigned char* raw(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(const QByteArray& bytes) { return reinterpret_cast<const unsigned char*>(bytes.constData()); }

} // namespace

Result<SigningKey> SigningKey::fromSeed(const SecretKey& seed)
{
    if (seed.size() != kSeedBytes) {
        return fail(ErrorCode::NoKey, u"a signing key of %1 bytes"_s.arg(seed.size()));
    }
    if (sodium_init() < 0) {
        return fail(ErrorCode::Unavailable, u"libsodium does not start"_s);
    }
    SigningKey key;
    key.m_secret = SecretKey::ofSize(crypto_sign_SECRETKEYBYTES);
    key.m_public = QByteArray(kPublicBytes, Qt::Uninitialized);
    crypto_sign_seed_keypair(raw(key.m_public), key.m_secret.writable(), seed.data());
    return key;
}

Result<SigningKey> SigningKey::ofProfile(const SecretKey& dataKey)
{
    if (dataKey.size() != crypto_kdf_KEYBYTES) {
        return fail(ErrorCode::NoKey, u"a key of %1 bytes"_s.arg(dataKey.size()));
    }
    auto seed = SecretKey::ofSize(kSeedBytes);
    crypto_kdf_derive_from_key(seed.writable(), kSeedBytes, kSubkey, kContext, dataKey.data());
    return fromSeed(seed);
}

QByteArray SigningKey::sign(const QByteArray& message) const
{
    Q_ASSERT(m_secret.size() == crypto_sign_SECRETKEYBYTES);
    QByteArray signature(kSignatureBytes, Qt::Uninitialized);
    crypto_sign_detached(raw(signature), nullptr, raw(message), static_cast<unsigned long long>(message.size()),
                         m_secret.data());
    return signature;
}

bool SigningKey::verifies(const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature)
{
    return publicKey.size() == kPublicBytes && signature.size() == kSignatureBytes && sodium_init() >= 0 &&
           crypto_sign_verify_detached(raw(signature), raw(message), static_cast<unsigned long long>(message.size()),
                                       raw(publicKey)) == 0;
}

} // namespace textbank
