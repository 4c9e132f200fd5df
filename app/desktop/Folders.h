#pragma once

#include "core/base/Result.h"
#include "core/session/CredentialStore.h"

#include <QString>
#include <QStringList>

namespace textbank {

/// Where everything lies on disk.
struct Folders
{
    QString data; ///< Profiles and the lock.
    QString logs;
    QString preferences; ///< The settings file; no personal data.

    QString profile(const QString& name) const; ///< Folder of one profile.
    QString database(const QString& profileName) const;
    /// Names of the profiles that have a database.
    QStringList profiles() const;
    /// All that has a folder, also what a crash left without a database. Never what is somebody else's.
    QStringList profileFolders() const;
    /// Those whose key is, or was, kept somewhere: they may be opened again one day.
    QStringList keptProfiles() const;
    /// Those whose key is kept under a passphrase.
    QStringList passphraseProfiles() const;
    /// Notes who keeps the key to this profile, so that nobody looks for it elsewhere later.
    Result<void> markKeptBy(const QString& profileName, CredentialStore::Kind kind) const;
    QString keyFile(const QString& profileName) const; ///< The profile's data key, sealed.
    QString passphraseFile() const;
    QString practice() const; ///< The practice profile's folder; emptied at each start of practice.
};

/// The platform's folders, or everything below `dataFolder` when one is given. Made if missing; Io when that fails, and
/// Invalid when `dataFolder` holds files and none of Textbank's: in somebody's documents nothing is made, closed to
/// others, or removed.
Result<Folders> prepareFolders(const QString& dataFolder);
/// Removes a profile's folder, or that of practice, and everything in it. Invalid, and nothing is removed, where it is
/// neither.
Result<void> removeFolder(const QString& folder);

} // namespace textbank
