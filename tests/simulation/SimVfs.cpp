#include "tests/simulation/SimVfs.h"

#include "tests/simulation/SimOpenFile.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <new>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace textbank::simulation {

constexpr char kRoot[] = "/simulated-disk/";

namespace {

struct Handle
{
    sqlite3_file base;
    OpenFile* file;
};

OpenFile& of(sqlite3_file* handle) { return *reinterpret_cast<Handle*>(handle)->file; }

int codeOf(DiskState::Outcome outcome, int dead)
{
    switch (outcome) {
    case DiskState::Outcome::Done:
        return SQLITE_OK;
    case DiskState::Outcome::Dead:
        return dead;
    case DiskState::Outcome::Full:
    case DiskState::Outcome::ShortWrite:
        return SQLITE_FULL;
    case DiskState::Outcome::WriteError:
        return SQLITE_IOERR_WRITE;
    case DiskState::Outcome::SyncError:
        return SQLITE_IOERR_FSYNC;
    case DiskState::Outcome::ReadError:
        return SQLITE_IOERR_READ;
    case DiskState::Outcome::OpenError:
        return SQLITE_CANTOPEN;
    }
    return SQLITE_IOERR;
}

int closeFile(sqlite3_file* handle)
{
    of(handle).unmapIndex();
    delete &of(handle);
    return SQLITE_OK;
}

int readFile(sqlite3_file* handle, void* into, int count, sqlite3_int64 offset)
{
    auto& file = of(handle);
    auto there = 0;
    auto* bytes = static_cast<char*>(into);
    const auto outcome = file.disk().read(file.life(), *file.node(), offset, bytes, count, there);
    if (outcome != DiskState::Outcome::Done) {
        return codeOf(outcome, SQLITE_IOERR_READ);
    }
    if (there < count) {
        std::memset(bytes + there, 0, static_cast<std::size_t>(count - there));
        return SQLITE_IOERR_SHORT_READ;
    }
    return SQLITE_OK;
}

int writeFile(sqlite3_file* handle, const void* bytes, int count, sqlite3_int64 offset)
{
    auto& file = of(handle);
    return codeOf(file.disk().write(file.life(), *file.node(), offset, static_cast<const char*>(bytes), count),
                  SQLITE_IOERR_WRITE);
}

int truncateFile(sqlite3_file* handle, sqlite3_int64 size)
{
    auto& file = of(handle);
    return codeOf(file.disk().truncate(file.life(), *file.node(), size), SQLITE_IOERR_TRUNCATE);
}

int syncFile(sqlite3_file* handle, int /*flags*/)
{
    auto& file = of(handle);
    const auto outcome = file.disk().sync(file.life(), file.node(), file.syncsFolder());
    if (outcome == DiskState::Outcome::Done) {
        file.setSyncsFolder(false);
    }
    return codeOf(outcome, SQLITE_IOERR_FSYNC);
}

int fileSize(sqlite3_file* handle, sqlite3_int64* size)
{
    auto& file = of(handle);
    *size = file.node()->file.size();
    return file.isAlive() ? SQLITE_OK : SQLITE_IOERR_FSTAT;
}

int lockFile(sqlite3_file* handle, int level)
{
    return of(handle).isAlive() ? of(handle).lock(level) : SQLITE_IOERR_LOCK;
}

int unlockFile(sqlite3_file* handle, int level)
{
    of(handle).unlock(level);
    return of(handle).isAlive() ? SQLITE_OK : SQLITE_IOERR_UNLOCK;
}

int checkReserved(sqlite3_file* handle, int* reserved)
{
    *reserved = of(handle).isReserved() ? 1 : 0;
    return of(handle).isAlive() ? SQLITE_OK : SQLITE_IOERR_CHECKRESERVEDLOCK;
}

int fileControl(sqlite3_file* /*handle*/, int /*operation*/, void* /*argument*/) { return SQLITE_NOTFOUND; }

int sectorSize(sqlite3_file* /*handle*/) { return 4096; }

int characteristics(sqlite3_file* /*handle*/)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // What SQLite takes any disk for; what we do to sectors keeps to it.
}

int mapIndex(sqlite3_file* handle, int region, int size, int extend, void volatile** into)
{
    return of(handle).isAlive() ? of(handle).mapIndex(region, size, extend != 0, into) : SQLITE_IOERR_SHMMAP;
}

int lockIndex(sqlite3_file* handle, int first, int count, int flags)
{
    const auto mask = ((1U << static_cast<unsigned>(count)) - 1U) << static_cast<unsigned>(first);
    return of(handle).isAlive() ? of(handle).lockIndex(mask, flags) : SQLITE_IOERR_SHMLOCK;
}

void indexBarrier(sqlite3_file* /*handle*/) {}

int unmapIndex(sqlite3_file* handle, int /*deleteIt*/)
{
    of(handle).unmapIndex();
    return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {
    2,         closeFile,    readFile,      writeFile,   truncateFile, syncFile,        fileSize,
    lockFile,  unlockFile,   checkReserved, fileControl, sectorSize,   characteristics, mapIndex,
    lockIndex, indexBarrier, unmapIndex,    nullptr,     nullptr,
};

/// The disks by number, and what was the default before.
struct Registry
{
    sqlite3_vfs* real = nullptr;
    std::map<int, std::shared_ptr<DiskState>> disks;
    DiskChance chance{1};
    sqlite3_vfs own{};
};

Registry& registry()
{
    static Registry one;
    return one;
}

bool isSimulated(const char* path) { return path != nullptr && std::strncmp(path, kRoot, sizeof kRoot - 1) == 0; }

/// "/simulated-disk/3/client.db" is client.db on the disk 3.
std::shared_ptr<DiskState> diskOf(const char* path, std::string& name)
{
    auto number = 0;
    auto read = 0;
    if (std::sscanf(path + sizeof kRoot - 1, "%d/%n", &number, &read) != 1 || read == 0) {
        return nullptr;
    }
    name = path + sizeof kRoot - 1 + read;
    const auto found = registry().disks.find(number);
    return found == registry().disks.end() ? nullptr : found->second;
}

int openPath(sqlite3_vfs* /*vfs*/, const char* path, sqlite3_file* handle, int flags, int* outFlags)
{
    auto* real = registry().real;
    if (!isSimulated(path)) {
        return real->xOpen(real, path, handle, flags, outFlags);
    }
    handle->pMethods = nullptr;
    std::string name;
    const auto disk = diskOf(path, name);
    if (disk == nullptr) {
        return SQLITE_CANTOPEN;
    }
    std::shared_ptr<SimNode> node;
    auto missing = false;
    const auto outcome = disk->open(name, (flags & SQLITE_OPEN_CREATE) != 0, node, missing);
    if (outcome != DiskState::Outcome::Done || missing) {
        return missing ? SQLITE_CANTOPEN : codeOf(outcome, SQLITE_CANTOPEN);
    }
    auto* ours = reinterpret_cast<Handle*>(handle);
    ours->file = new OpenFile(disk, node);
    constexpr auto kJournals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL;
    ours->file->setSyncsFolder((flags & SQLITE_OPEN_CREATE) != 0 && (flags & kJournals) != 0);
    ours->base.pMethods = &kMethods;
    if (outFlags != nullptr) {
        *outFlags = flags;
    }
    return SQLITE_OK;
}

int deletePath(sqlite3_vfs* /*vfs*/, const char* path, int syncFolder)
{
    auto* real = registry().real;
    if (!isSimulated(path)) {
        return real->xDelete(real, path, syncFolder);
    }
    std::string name;
    const auto disk = diskOf(path, name);
    auto missing = true;
    if (disk == nullptr || disk->remove(name, syncFolder != 0, missing) != DiskState::Outcome::Done) {
        return SQLITE_IOERR_DELETE;
    }
    return missing ? SQLITE_IOERR_DELETE_NOENT : SQLITE_OK;
}

int accessPath(sqlite3_vfs* /*vfs*/, const char* path, int flags, int* answer)
{
    auto* real = registry().real;
    if (!isSimulated(path)) {
        return real->xAccess(real, path, flags, answer);
    }
    std::string name;
    const auto disk = diskOf(path, name);
    if (disk == nullptr || !disk->isRunning()) {
        return SQLITE_IOERR_ACCESS;
    }
    const auto found = disk->names().find(name);
    // As on a real disk, an empty file does not exist for whoever looks for a journal.
    *answer = found != disk->names().end() && (flags != SQLITE_ACCESS_EXISTS || found->second->file.size() > 0) ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs* /*vfs*/, const char* path, int size, char* into)
{
    auto* real = registry().real;
    if (!isSimulated(path)) {
        return real->xFullPathname(real, path, size, into);
    }
    sqlite3_snprintf(size, into, "%s", path);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs* /*vfs*/, int size, char* into)
{
    for (auto i = 0; i < size; ++i) {
        into[i] = static_cast<char>(registry().chance.below(256));
    }
    return size;
}

int pause(sqlite3_vfs* /*vfs*/, int microseconds)
{
    return microseconds; // Whoever waits for a lock here waits for somebody who cannot run meanwhile.
}

int lastError(sqlite3_vfs* /*vfs*/, int /*size*/, char* /*into*/) { return 0; }

void install()
{
    auto& all = registry();
    if (all.real != nullptr) {
        return;
    }
    // One thread, and nobody asks how much memory it takes.
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 400); // Connections come and go here.
    sqlite3_initialize();
    all.real = sqlite3_vfs_find(nullptr);
    all.own = *all.real;
    all.own.szOsFile = std::max(all.real->szOsFile, static_cast<int>(sizeof(Handle)));
    all.own.pNext = nullptr;
    all.own.zName = "textbank-simulation";
    all.own.xOpen = openPath;
    all.own.xDelete = deletePath;
    all.own.xAccess = accessPath;
    all.own.xFullPathname = fullPath;
    all.own.xRandomness = randomness;
    all.own.xSleep = pause;
    all.own.xGetLastError = lastError;
    sqlite3_vfs_register(&all.own, 1);
}

} // namespace

namespace vfs {

QString add(const std::shared_ptr<DiskState>& state)
{
    install();
    auto& disks = registry().disks;
    auto number = 1; // The lowest free one, so that the same run has the same paths.
    while (disks.contains(number)) {
        ++number;
    }
    disks.emplace(number, state);
    return QString::fromLatin1(kRoot) + QString::number(number) + u'/';
}

void remove(const QString& prefix)
{
    std::string name;
    if (const auto state = diskOf(prefix.toLatin1().constData(), name)) {
        std::erase_if(registry().disks, [&](const auto& entry) { return entry.second == state; });
    }
}

void seed(quint64 seed)
{
    install();
    registry().chance = DiskChance(seed);
    sqlite3_randomness(0, nullptr); // Forget; ask the VFS again.
}

} // namespace vfs
} // namespace textbank::simulation
