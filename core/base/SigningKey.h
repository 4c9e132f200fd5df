#pragma once

#include "core/base/Result.h"
#include "core/base/SecretKey.h"

#include <QByteArray>

namespace textbank {

/// An Ed25519 key (RFC 8032): signs what a device stands for.
class SigningKey
{
public:
    static constexpr int kSeedBytes = 32;
    static constexpr int kPublicBytes = 32;
    static constexpr int kSignatureBytes = 64;
    /// `seed` is 32 random bytes and all of the secret; NoKey for any other size.
    static Result<SigningKey> fromSeed(const SecretKey& seed);
    /// The device's own, derived from its profile's data key: it is kept, sealed and destroyed with that key, and there
    /// is nothing of it to lose apart from it. NoKey when the data key is none.
    static Result<SigningKey> ofProfile(const SecretKey& dataKey);

    const QByteArray& publicKey() const { return m_public; }
    QByteArray sign(const QByteArray& message) const;
    /// False for a key or a signature of the wrong size too.
    static bool verifies(const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature);

private:
    SigningKey() = default;
    SecretKey m_secret;
    QByteArray m_public;
};

} // namespace textbank
