#pragma once

#include "core/gateway/Gateway.h"
#include "core/session/CredentialStore.h"
#include "core/session/JoinLink.h"

#include <QObject>
#include <QUrl>
#include <functional>
#include <memory>

namespace textbank {

/// Everything needed to work again after a restart. Lives in the keychain as one entry.
struct Credentials
{
    QUrl gateway;
    QByteArray pin;
    QString token;
    QByteArray profileKey; ///< 32 bytes; seals the store.
    QString profile;       ///< Folder name of the profile, a random id.
    DeviceId device;
    VolunteerId volunteer;
    QString displayName;
    QString organisation;
    Role role = Role::Volunteer;
};
QByteArray toBytes(const Credentials& credentials);
Result<Credentials> credentialsFromBytes(const QByteArray& bytes);

/// Signing in, in two steps so that the person sees whom she joins before anything is stored.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class State { Empty, Restoring, WaitingForKeychain, Ready };
    using GatewayMaker = std::function<std::unique_ptr<Gateway>(const QUrl& address, const QByteArray& pin)>;
    Session(CredentialStore& secrets, GatewayMaker maker, const Clock& clock, Random& random);
    ~Session() override;

    /// Reads the keychain; then Ready with credentials, or Empty. Never makes a new key while one may exist.
    void restore(std::function<void(Result<void>)> answer);
    /// Asks the gateway who it is. Stores nothing.
    void look(const JoinLink& link, std::function<void(GatewayResult<GatewayInfo>)> answer);
    /// Joins the gateway last looked at; the credentials are in the keychain (or in memory, see CredentialStore::kind) when it answers.
    void join(const QString& code, const QString& displayName, std::function<void(GatewayResult<Credentials>)> answer);
    /// Removes the credentials; the caller has wiped the store.
    void forget(std::function<void(Result<void>)> answer);

    State state() const;
    const Credentials* credentials() const;
    bool memoryOnly() const; ///< Nothing survives the program's end; say so.

signals:
    void stateChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
