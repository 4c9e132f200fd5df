#include "app/desktop/Folders.h"

#include "core/store/StoreFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kMemoryOnly = u"memory-only"_s;
const QString kPassphrase = u"passphrase"_s;

} // namespace

QString Folders::profile(const QString& name) const { return QDir(data).filePath(u"profiles/"_s + name); }

QString Folders::database(const QString& profileName) const
{
    return QDir(profile(profileName)).filePath(u"textbank.db"_s);
}

QStringList Folders::profileFolders() const
{
    return QDir(QDir(data).filePath(u"profiles"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
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

QString Folders::keyFile(const QString& profileName) const { return QDir(profile(profileName)).filePath(u"key"_s); }

QString Folders::passphraseFile() const { return QDir(data).filePath(u"passphrase"_s); }

QString Folders::practice() const { return QDir(data).filePath(u"practice"_s); }

Result<Folders> prepareFolders(const QString& dataFolder)
{
    using Paths = QStandardPaths;
    Folders folders;
    if (dataFolder.isEmpty()) {
        folders.data = Paths::writableLocation(Paths::AppLocalDataLocation);
        folders.logs = QDir(Paths::writableLocation(Paths::AppLocalDataLocation)).filePath(u"logs"_s);
        folders.preferences =
            QDir(Paths::writableLocation(Paths::AppConfigLocation)).filePath(u"textbank-preferences.ini"_s);
    } else {
        folders.data = QDir(dataFolder).absolutePath();
        folders.logs = QDir(folders.data).filePath(u"logs"_s);
        folders.preferences = QDir(folders.data).filePath(u"textbank-preferences.ini"_s);
    }
    for (const auto& folder : {folders.data, folders.logs, QFileInfo(folders.preferences).path(),
                               QDir(folders.data).filePath(u"profiles"_s)}) {
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
    if (QDir(folder).exists() && !QDir(folder).removeRecursively()) {
        return fail(ErrorCode::Io, u"cannot remove a folder"_s);
    }
    return {};
}

} // namespace textbank
