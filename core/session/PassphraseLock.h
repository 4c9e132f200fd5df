#pragma once

#include "core/base/Result.h"

#include <QString>
#include <functional>

namespace textbank {

/// What a person does with the passphrase of a credential store. Deriving the key takes about half a second and as much
/// memory as it costs an attacker: on a thread of its own, the answer comes back on the caller's.
class PassphraseLock
{
public:
    PassphraseLock() = default;
    PassphraseLock(const PassphraseLock&) = delete;
    PassphraseLock& operator=(const PassphraseLock&) = delete;
    virtual ~PassphraseLock() = default;

    enum class State {
        Unset,  ///< Nothing is kept, and no passphrase chosen: what is written stays in memory.
        Locked, ///< Something is kept, and waits for its passphrase.
        Open,
    };
    virtual State lockState() const = 0;
    /// Unset: from now on what is written is kept under this passphrase. Blocked when it breaks the rule of
    /// weaknessOf(); Unavailable when the memory for it is not there.
    virtual void choose(const QString& passphrase, std::function<void(Result<void>)> answer) = 0;
    /// Takes a choice back before anything was kept under it.
    virtual void unchoose() = 0;
    /// Locked: WrongPassphrase (each wrong one makes the next wait longer), Corrupt, NewerVersion, Unavailable, Io.
    /// Never changes what is kept.
    virtual void unlock(const QString& passphrase, std::function<void(Result<void>)> answer) = 0;
    /// Deletes what is kept, unread: for who has forgotten the passphrase.
    virtual Result<void> discard() = 0;
    /// Forgets what is kept and its passphrase, and leaves the file where it is: of a shift that is destroyed, on a
    /// disk that does not let go of it. Another passphrase can be chosen, and what is kept under that replaces it.
    virtual void letGo() = 0;
};

enum class PassphraseWeakness { None, TooShort, TooLong, TooPlain, TooCommon };
/// What is wrong with a passphrase that one is about to choose. TooPlain: few different characters, or a row of keys.
PassphraseWeakness weaknessOf(const QString& passphrase);
inline constexpr int kShortestPassphrase = 12;

} // namespace textbank
