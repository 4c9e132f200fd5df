#pragma once

#include "core/base/Result.h"
#include "core/base/SecretKey.h"
#include "core/model/Ids.h"
#include "core/model/PhoneNumber.h"

#include <QByteArray>
#include <QByteArrayView>

namespace textbank {

/// Seals personal data for one profile: XChaCha20-Poly1305, a random nonce for each value, padded to 64 bytes, bound to
/// the table, row and column it lies in, so that a value moved elsewhere does not open.
class Sealer
{
public:
    static constexpr int kKeyBytes = 32;
    /// `key` is the profile's data key, 32 random bytes; sub-keys for sealing and hashing are derived from it. NoKey
    /// when it is none.
    static Result<Sealer> withKey(const SecretKey& key);
    Sealer(Sealer&&) noexcept = default;
    Sealer& operator=(Sealer&&) noexcept = default;
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;
    ~Sealer() = default;

    /// Where a value lies: "contact", the row's id, "body".
    struct Place
    {
        const char* table;
        QByteArrayView row;
        const char* column;
    };
    QByteArray seal(const Place& place, QByteArrayView plain) const;
    /// Corrupt when it was changed, moved, or sealed under another key.
    Result<QByteArray> open(const Place& place, QByteArrayView sealed) const;
    /// 32 bytes, keyed: what SQL compares instead of the number.
    QByteArray phoneHash(const PhoneNumber& number) const;
    /// 32 bytes, keyed: stands in for the number of somebody whose gateway keeps it to itself. Never a number's hash,
    /// nor another contact's.
    QByteArray contactHash(const ContactId& contact) const;
    /// 32 bytes, keyed: a name for something that has none of its own and must not be guessed at from its content.
    QByteArray keyedHash(QByteArrayView purpose, QByteArrayView value) const;

private:
    Sealer() = default;
    SecretKey m_sealKey;
    SecretKey m_hashKey;
};

} // namespace textbank
