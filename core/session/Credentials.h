#pragma once

#include "core/base/Result.h"
#include "core/base/SecretKey.h"
#include "core/gateway/Gateway.h"
#include "core/gateway/GatewayKind.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace textbank {

/// Everything needed to work again after a restart.
struct Credentials
{
    QUrl gateway;
    QByteArray pin;
    QString token;
    SecretKey profileKey; ///< The data key, 32 bytes; seals the store.
    QString profile;      ///< Folder name of the profile, a random id.
    DeviceId device;
    VolunteerId volunteer;
    QString displayName;
    QString organisation;
    Role role = Role::Volunteer;
    GatewayKind kind = GatewayKind::Textbank;
    QString email{}; ///< With which she signed in, for the next time; empty where a code was the way.
    /// A password brings this sign-in back when the gateway does not accept it any more.
    bool canSignInAgain() const { return !email.isEmpty(); }
};

/// What the keychain keeps of them, as one entry: with the master key that opens the profile's key file, or, without a
/// key file, with the data key itself (format 1, which older versions wrote).
struct SessionEntry
{
    Credentials credentials; ///< With a master key: without the data key, which the key file holds.
    SecretKey master;
};

QByteArray toBytes(const SessionEntry& entry);
/// Format 1.
QByteArray toBytes(const Credentials& credentials);
/// Corrupt, NewerVersion.
Result<SessionEntry> entryFromBytes(const QByteArray& bytes);

} // namespace textbank
