#pragma once

#include "core/base/Random.h"
#include "core/base/Result.h"
#include "core/base/SecretKey.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace textbank {

/// The data key of one profile, sealed (XChaCha20-Poly1305) under a master key that lies elsewhere; for a moment of a
/// key rotation under several. Bound to the profile's name, so that it opens nowhere else.
class KeyEnvelope
{
public:
    static constexpr int kKeyBytes = 32;
    static constexpr int kMostWraps = 8;

    explicit KeyEnvelope(QString profile)
        : m_profile(std::move(profile))
    {
    }
    /// Corrupt: damaged. NewerVersion.
    static Result<KeyEnvelope> fromBytes(const QByteArray& bytes, const QString& profile);
    QByteArray toBytes() const;

    /// The data key, if one of the wraps is under this master key; NoKey if none is.
    Result<SecretKey> open(const SecretKey& master) const;
    /// One more wrap. Beyond kMostWraps the oldest goes that is not under `keep`.
    void add(const SecretKey& dataKey, const SecretKey& master, const SecretKey& keep, Random& random);
    /// Drops every wrap but those under this master key.
    void keepOnly(const SecretKey& master);
    qsizetype wraps() const { return m_wraps.size(); }

private:
    bool opens(const QByteArray& wrap, const SecretKey& master, SecretKey* dataKey = nullptr) const;

    QString m_profile;
    QList<QByteArray> m_wraps; ///< Oldest first; each a nonce and the sealed key.
};

} // namespace textbank
