#include "app/desktop/Folders.h"

#include "core/store/StoreFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kMemoryOnly = u"memory-only"_s;
const QString kPassphrase = u"passphrase"_s;
const QString kKey = u"key"_s;
const QString kProfiles = u"profiles"_s;
const QString kLogs = u"logs"_s;
const QString kPreferences = u"textbank-preferences.ini"_s;
constexpr auto kEverything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

/// Whether a profile, or practice, was in it. What is empty is as good as ours.
bool isProfileFolder(const QDir& folder)
{
    const auto names = folder.entryList(kEverything);
    return names.isEmpty() || std::any_of(names.cbegin(), names.cend(), [](const QString& name) {
               return name == kKey || name == kMemoryOnly || name == kPassphrase || name.startsWith(u"textbank.db"_s) ||
                      name.startsWith(u"client.db"_s);
           });
}

QStringList foldersIn(const QDir& folder) { return folder.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot); }

/// Whether Textbank has worked in it before, or nobody has anything in it. Anything else is somebody's documents: of
/// them it would remove what is called "practice", and close the rest to everybody else.
bool isOursOrEmpty(const QDir& folder)
{
    for (const auto* name : {"textbank.lock", "textbank-preferences.ini", "logs/textbank.log"}) {
        if (folder.exists(QLatin1StringView(name))) {
            return true;
        }
    }
    auto names = folder.entryList(kEverything);
    for (const auto* seen : {".DS_Store", ".directory", "Thumbs.db", "desktop.ini"}) {
        names.removeOne(QLatin1StringView(seen)); // Left by looking into it.
    }
    const QDir profiles(folder.filePath(kProfiles));
    const auto inProfiles = foldersIn(profiles);
    const auto hasProfile = std::any_of(inProfiles.cbegin(), inProfiles.cend(), [&](const QString& name) {
        const QDir profile(profiles.filePath(name));
        return !profile.isEmpty() && isProfileFolder(profile);
    });
    // What a start leaves that ended before its lock.
    names.removeIf([&](const QString& name) {
        return (name == kProfiles || name == kLogs) && QDir(folder.filePath(name)).entryList(kEverything).isEmpty();
    });
    return hasProfile || names.isEmpty();
}

} // namespace

QString Folders::profile(const QString& name) const { return QDir(data).filePath(kProfiles + u'/' + name); }

QString Folders::database(const QString& profileName) const
{
    return QDir(profile(profileName)).filePath(u"textbank.db"_s);
}

QStringList Folders::profileFolders() const
{
    const QDir all(QDir(data).filePath(kProfiles));
    auto names = all.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    // Profiles are named by UUIDs; of those a crash may have left anything.
    names.removeIf([&](const QString& name) {
        return QUuid::fromString(name).isNull() && !isProfileFolder(QDir(all.filePath(name)));
    });
    return names;
}

QStringList Folders::profiles() const
{
    auto found = profileFolders();
    found.removeIf(
        [this](const QString& name) { return storeFiles(database(name)).isEmpty(); }); // A copy alone opens, too.
    return found;
}

QStringList Folders::keptProfiles() const
{
    auto kept = profiles();
    kept.removeIf([this](const QString& name) { return QFileInfo::exists(QDir(profile(name)).filePath(kMemoryOnly)); });
    return kept;
}

QStringList Folders::passphraseProfiles() const
{
    auto kept = profileFolders();
    kept.removeIf(
        [this](const QString& name) { return !QFileInfo::exists(QDir(profile(name)).filePath(kPassphrase)); });
    return kept;
}

Result<void> Folders::markKeptBy(const QString& profileName, CredentialStore::Kind kind) const
{
    const QDir folder(profile(profileName));
    auto done = true;
    for (const auto& [name, wanted] : {std::pair(kMemoryOnly, CredentialStore::Kind::MemoryOnly),
                                       std::pair(kPassphrase, CredentialStore::Kind::Passphrase)}) {
        QFile mark(folder.filePath(name));
        if (kind == wanted) {
            done = mark.open(QIODevice::WriteOnly) && done;
        } else if (mark.exists()) {
            done = mark.remove() && done;
        }
    }
    return done ? Result<void>() : fail(ErrorCode::Io, u"cannot mark a profile"_s);
}

QString Folders::keyFile(const QString& profileName) const { return QDir(profile(profileName)).filePath(kKey); }

QString Folders::passphraseFile() const { return QDir(data).filePath(kPassphrase); }

QString Folders::practice() const { return QDir(data).filePath(u"practice"_s); }

Result<Folders> prepareFolders(const QString& dataFolder)
{
    using Paths = QStandardPaths;
    Folders folders;
    if (dataFolder.isEmpty()) {
        folders.data = Paths::writableLocation(Paths::AppLocalDataLocation);
        folders.logs = QDir(Paths::writableLocation(Paths::AppLocalDataLocation)).filePath(kLogs);
        folders.preferences = QDir(Paths::writableLocation(Paths::AppConfigLocation)).filePath(kPreferences);
    } else {
        folders.data = QDir(dataFolder).absolutePath();
        folders.logs = QDir(folders.data).filePath(kLogs);
        folders.preferences = QDir(folders.data).filePath(kPreferences);
        if (!isOursOrEmpty(QDir(folders.data))) {
            return fail(ErrorCode::Invalid, u"%1 is not empty, and nothing in it is Textbank's"_s.arg(folders.data));
        }
    }
    for (const auto& folder :
         {folders.data, folders.logs, QFileInfo(folders.preferences).path(), QDir(folders.data).filePath(kProfiles)}) {
        if (!QDir().mkpath(folder)) {
            return fail(ErrorCode::Io, u"cannot make the folder "_s + folder);
        }
        // Others who use this machine have no business in here.
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return folders;
}

Result<void> removeFolder(const QString& folder)
{
    if (!QDir(folder).exists()) {
        return {};
    }
    if (QUuid::fromString(QFileInfo(folder).fileName()).isNull() && !isProfileFolder(QDir(folder))) {
        return fail(ErrorCode::Invalid, u"a folder holds nothing of ours, and stays"_s);
    }
    return QDir(folder).removeRecursively() ? Result<void>() : fail(ErrorCode::Io, u"cannot remove a folder"_s);
}

} // namespace textbank
