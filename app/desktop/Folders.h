#pragma once

#include "core/base/Result.h"

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
    /// Those of them whose key is, or was, in the keychain: they may be opened again one day.
    QStringList keptProfiles() const;
    /// Notes that the key to this profile is in memory alone, so that nobody looks for it later.
    Result<void> markMemoryOnly(const QString& profileName) const;
    QString practice() const; ///< The practice profile's folder; emptied at each start of practice.
};

/// The platform's folders, or everything below `dataFolder` when one is given. Made if missing; Io when that fails.
Result<Folders> prepareFolders(const QString& dataFolder);
/// Removes a profile's folder and everything in it.
Result<void> removeFolder(const QString& folder);

} // namespace textbank
