#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <functional>
#include <optional>

namespace textbank {

/// Where secrets live: the system's keychain, or memory only where there is none.
class CredentialStore
{
public:
    CredentialStore() = default;
    CredentialStore(const CredentialStore&) = delete;
    CredentialStore& operator=(const CredentialStore&) = delete;
    virtual ~CredentialStore() = default;

    enum class Kind { Keychain, MemoryOnly };
    virtual Kind kind() const = 0;
    /// Nothing when there is no such entry. Locked: the keychain waits for its password; Unavailable: it does not
    /// answer.
    virtual void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) = 0;
    /// Succeeds only after the entry was read back and is the same.
    virtual void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) = 0;
    virtual void remove(const QString& name, std::function<void(Result<void>)> answer) = 0;
};

} // namespace textbank
