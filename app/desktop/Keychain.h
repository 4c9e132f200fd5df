#pragma once

#include "core/session/CredentialStore.h"

#include <QHash>
#include <QObject>

namespace textbank {

/// The system's keychain through QtKeychain. Asks first whether the keyring is locked (a locked one reads as "no such
/// entry"), and reads back after each write.
class Keychain : public QObject, public CredentialStore
{
    Q_OBJECT
public:
    /// `service` keeps the entries of one data folder apart from another's.
    explicit Keychain(QString service, QObject* parent = nullptr);

    Kind kind() const override { return Kind::Keychain; }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override;
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override;
    void replace(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override;
    void remove(const QString& name, std::function<void(Result<void>)> answer) override;

    /// Whether there is a keychain at all. Answers within five seconds.
    void probe(std::function<void(bool)> answer);

private:
    using Found = std::function<void(Result<std::optional<QByteArray>>)>;
    void fetch(const QString& name, const Found& answer);
    /// Writes, then reads back by `check`.
    void store(const QString& name, const QByteArray& secret, std::function<void(const Found&)> check,
               const std::function<void(Result<void>)>& answer);

    QString m_service;
};

/// Secrets in this process's memory only: where the machine has no keychain. Overwritten at the end.
class MemoryCredentialStore final : public CredentialStore
{
public:
    ~MemoryCredentialStore() override;
    Kind kind() const override { return Kind::MemoryOnly; }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override;
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override;
    void remove(const QString& name, std::function<void(Result<void>)> answer) override;

private:
    QHash<QString, QByteArray> m_secrets;
};

enum class KeyringState { Unlocked, Locked, Missing, Unknown };
/// What the platform says about its keyring without opening a dialog (Keychain_<platform>.cpp).
void askKeyringState(QObject* context, std::function<void(KeyringState)> answer);
/// Asks the person to unlock the keyring if it is locked; does not wait for it.
void requestKeyringUnlock(QObject* context);

} // namespace textbank
