#pragma once

#include "core/base/Random.h"
#include "core/base/Result.h"
#include "core/base/SecretKey.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace textbank {

/// How much work deriving a key takes (Argon2id).
struct PassphraseCost
{
    quint64 operations = 4;
    quint64 memory = 256ULL * 1024 * 1024; ///< Bytes.
    friend bool operator==(const PassphraseCost&, const PassphraseCost&) = default;
};

/// The bytes of a passphrase store: entries sealed (XChaCha20-Poly1305) under a key that is derived from a passphrase
/// with the cost and salt at its head. Knows no disk and no thread.
class SealedFile
{
public:
    using Entries = QMap<QString, QByteArray>;
    static constexpr qint64 kLargest = 64LL * 1024;
    /// The most that a file may ask for, so that a hostile one can neither take all memory nor all day.
    static constexpr quint64 kMostOperations = 16;
    static constexpr quint64 kMostMemory = 1024ULL * 1024 * 1024;

    /// A new, empty one with a salt of its own.
    static SealedFile create(PassphraseCost cost, Random& random);
    /// Reads the head, before anything is derived. Corrupt: damaged, or asks for too much. NewerVersion.
    static Result<SealedFile> fromBytes(const QByteArray& bytes);

    /// Takes about half a second and `cost().memory`; free of this object, so that another thread may do it.
    /// Unavailable when there is not that much memory.
    struct Recipe
    {
        PassphraseCost cost;
        QByteArray salt;
    };
    static Result<SecretKey> deriveKey(const Recipe& recipe, const SecretKey& passphrase);
    const Recipe& recipe() const { return m_recipe; }

    /// WrongPassphrase when the key is another's.
    Result<Entries> open(const SecretKey& key) const;
    QByteArray sealed(const Entries& entries, const SecretKey& key, Random& random) const;

private:
    QByteArray head() const;

    Recipe m_recipe;
    QByteArray m_body; ///< Nonce and sealed entries.
};

/// What of a typed passphrase counts: composed and decomposed accents are one, blanks at the ends are none.
SecretKey passphraseBytes(const QString& typed);

} // namespace textbank
