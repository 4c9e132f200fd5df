#pragma once

#include "core/base/Random.h"
#include "core/session/CredentialStore.h"
#include "core/session/Credentials.h"
#include "core/session/KeyEnvelope.h"
#include "core/session/KeyVault.h"

#include <QList>
#include <memory>

namespace textbank {

/// Keeps what a session needs to work again: one entry in the credential store with a master key, and in the vault the
/// profile's data key sealed under it. Either one alone opens nothing. Each new master key is written in an order that
/// leaves a profile that opens, whatever breaks in between: the vault holds both wraps until the credential store was
/// read back with the new key.
class KeyKeeper
{
public:
    /// Without a vault, and where secrets stay in memory, the entry holds the data key itself.
    KeyKeeper(CredentialStore& secrets, KeyVault* vault, Random& random);
    KeyKeeper(const KeyKeeper&) = delete;
    KeyKeeper& operator=(const KeyKeeper&) = delete;
    ~KeyKeeper() = default;

    using Read = std::function<void(Result<std::optional<Credentials>>)>;
    using Done = std::function<void(Result<void>)>;
    /// The credentials, or nothing when there is no entry. NotFound: an entry whose key file is gone; NoKey: its key
    /// does not open the key file; else the errors of the two.
    void read(Read answer);
    /// First keeping, with a first master key.
    void keep(const Credentials& made, Done answer);
    /// The same profile with another token and, as by rotate(), under a new master key; where the vault does not take
    /// that, under the old one. When it fails, the entry stays as it was, and what it opens.
    void renew(const Credentials& same, Done answer);
    /// A new master key over what was last read or kept. When it fails, the old one goes on (the errors of the
    /// credential store or the vault say why), and the next rotation mends what this one left half done.
    void rotate(Done answer);
    /// Removes the entry and, when that worked, wipes the key file. Waits for a rotation that is under way, whose write
    /// could bring the entry back.
    void forget(Done answer);
    /// As forget(), for a profile that is destroyed: wipes the key file first and knows no profile any more, whatever
    /// becomes of the entry. An entry that stays opens nothing; the next keep() writes over it.
    void destroy(Done answer);

private:
    bool seals() const { return m_vault != nullptr && m_secrets.kind() != CredentialStore::Kind::MemoryOnly; }
    /// Whether there is a data key to put under a new master key, and a place for it.
    bool rotates() const { return seals() && !m_entry->credentials.profileKey.isEmpty(); }
    Result<Credentials> open(const QByteArray& bytes);
    Result<KeyEnvelope> envelope() const;
    /// A new master key, and what the vault holds for as long as it is not certain which of the two the entry has.
    struct Renewal
    {
        SecretKey master;
        KeyEnvelope both;
    };
    Result<Renewal> wrapAnew();
    /// The entry holds the new master key: the vault keeps no other.
    Result<void> adopt(Renewal renewal);
    void endRotation(const Result<void>& result, const Done& answer);

    CredentialStore& m_secrets;
    KeyVault* m_vault;
    Random& m_random;
    std::optional<SessionEntry> m_entry;
    bool m_rotating = false;
    QList<std::function<void()>> m_afterRotation;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers of the store, which outlives us
};

} // namespace textbank
