#pragma once

#include "core/session/CredentialStore.h"

#include <functional>

namespace textbank {

/// A keychain that asks a person before it removes anything.
class AskingSecrets final : public CredentialStore
{
public:
    explicit AskingSecrets(CredentialStore& secrets)
        : m_secrets(secrets)
    {
    }
    Kind kind() const override { return m_secrets.kind(); }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override
    {
        m_secrets.read(name, std::move(answer));
    }
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override
    {
        m_secrets.write(name, secret, std::move(answer));
    }
    void remove(const QString& name, std::function<void(Result<void>)> answer) override
    {
        asked = [this, name, answer = std::move(answer)] { m_secrets.remove(name, answer); };
    }
    std::function<void()> asked; ///< She says yes.

private:
    CredentialStore& m_secrets;
};

} // namespace textbank
