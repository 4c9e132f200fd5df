#pragma once

#include "core/gateway/Gateway.h"
#include "core/session/CredentialStore.h"
#include "core/session/Credentials.h"
#include "core/session/JoinLink.h"
#include "core/session/KeyVault.h"
#include "core/session/SignIn.h"

#include <QObject>
#include <functional>
#include <memory>

namespace textbank {

/// Signing in, in two steps so that the person sees whom she joins before anything is stored.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class State { Empty, Restoring, WaitingForKeychain, Ready };
    using GatewayMaker =
        std::function<std::unique_ptr<Gateway>(const QUrl& address, const QByteArray& pin, GatewayKind kind)>;
    /// `existingProfile` says whether a sealed profile lies on the disk. A locked keychain may answer "no such entry":
    /// while a profile exists that is WaitingForKeychain, not Empty, and joining (which would overwrite the only key to
    /// it) is refused until forget(). `vault` keeps each profile's data key, sealed; without one it lies in the entry.
    Session(CredentialStore& secrets, GatewayMaker maker, const Clock& clock, Random& random,
            std::function<bool()> existingProfile = {}, KeyVault* vault = nullptr);
    ~Session() override;

    /// Reads the keychain; then Ready with credentials, or Empty. Never makes a new key while one may exist. Locked,
    /// Unavailable, NoKey (there is a profile but no entry) and Corrupt leave it WaitingForKeychain; ask again when the
    /// person has unlocked it. An entry without key file and profile is what a wipe left over: removed, and Empty.
    /// After Ready a new master key is made, on the side; see keysRotated().
    void restore(std::function<void(Result<void>)> answer);
    /// Asks the gateway who it is. Stores nothing. A second look ends the first, whose answer then never runs. A link
    /// that names no kind is asked as one kind after the other, as long as what answers there does not speak it; where
    /// it speaks none, NotAGateway.
    void look(const JoinLink& link, std::function<void(GatewayResult<GatewayInfo>)> answer);
    /// Joins the gateway last looked at; when it answers, the credentials are in the keychain, or in memory alone where
    /// that would not take them (see memoryOnly). The key and the profile's name are made here and nowhere else.
    /// Fault::Cancelled when nothing was looked at, when somebody is signed in already, or when a key may lie behind a
    /// locked keychain. InvitationInvalid for a new account without a link that invites.
    void join(SignIn by, std::function<void(GatewayResult<Credentials>)> answer);
    /// A new token for the profile that is open, from the same gateway and for the same volunteer: profile, keys and
    /// all that waits stay, and a new master key opens them. The answer comes when the credential store was asked to
    /// keep both; a token that it does not take is asked for again after a restart, and keysRotated() tells the error.
    /// Fault::Cancelled when nobody is signed in, or for a new account. A second call ends the first.
    void signInAgain(SignIn by, std::function<void(Result<Credentials, AgainError>)> answer);
    /// Removes the credentials, and wipes the profile's key file. When it fails, nothing has changed.
    void forget(std::function<void(Result<void>)> answer);

    /// The profile's files are destroyed: nobody is signed in after this, and anybody may join. The error says that the
    /// credential store did not let go of the entry, whose key opens nothing any more: the next join writes over it,
    /// the next start removes it, and so does another call of this.
    void leave(std::function<void(Result<void>)> answer);

    State state() const;
    const Credentials* credentials() const;
    bool memoryOnly() const; ///< Nothing survives the program's end; say so.
    CredentialStore::Kind keptBy() const;
    /// The passphrase that stands in for a keychain; null where there is one.
    PassphraseLock* lock() const;

signals:
    void stateChanged();
    /// A key rotation ended, of a start or of signing in again. With an error the old keys go on, nothing is lost, and
    /// the next start tries again; Locked and Unavailable are the keychain's.
    void keysRotated(const textbank::Result<void>& result);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
