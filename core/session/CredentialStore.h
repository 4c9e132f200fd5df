#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <functional>
#include <optional>

namespace textbank {

class PassphraseLock;

/// Where secrets live: the system's keychain; where there is none, a file sealed with a passphrase, or memory only.
class CredentialStore
{
public:
    CredentialStore() = default;
    CredentialStore(const CredentialStore&) = delete;
    CredentialStore& operator=(const CredentialStore&) = delete;
    virtual ~CredentialStore() = default;

    enum class Kind { Keychain, Passphrase, MemoryOnly };
    virtual Kind kind() const = 0;
    /// Nothing when there is no such entry. Locked: the keychain waits for its password; Unavailable: it does not
    /// answer.
    virtual void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) = 0;
    /// Succeeds only after the entry was read back and is the same.
    virtual void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) = 0;
    /// As write, but asks nobody for anything: what is locked answers Locked at once.
    virtual void replace(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer)
    {
        write(name, secret, std::move(answer));
    }
    virtual void remove(const QString& name, std::function<void(Result<void>)> answer) = 0;
    /// The passphrase that guards it, where it is one that a person opens or chooses in the program itself.
    virtual PassphraseLock* lock() { return nullptr; }
};

} // namespace textbank
