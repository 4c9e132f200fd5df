#include "core/store/StoreCopy.h"

#include "core/store/Store.h"
#include "core/store/StoreCheck.h"
#include "core/store/StoreFiles.h"

#include <filesystem>

using namespace Qt::StringLiterals;

namespace textbank {
namespace storecopy {

Result<void> write(Store& store)
{
    const auto file = storefiles::newCopyOf(store.database().path());
    storefiles::removeDatabase(file);
    auto done = store.database().run(u"VACUUM INTO ?"_s, {file});
    if (!done) {
        storefiles::removeDatabase(file);
    }
    return done;
}

Result<void> accept(const QString& path, const SecretKey& key)
{
    const auto file = storefiles::newCopyOf(path);
    if (!storefiles::hasDatabase(file)) {
        return fail(ErrorCode::NotFound, u"no new copy"_s);
    }
    const auto sealer = Sealer::withKey(key);
    if (!sealer) {
        return Unexpected{sealer.error()};
    }
    auto done = [&]() -> Result<void> {
        auto database = Database::open({file, 2000, true});
        if (!database) {
            return Unexpected{database.error()};
        }
        auto sound = checkWhole(**database, *sealer);
        // Any write: with it the log, and at the end the whole file, is brought to the disk.
        if (sound) {
            sound = (*database)->run(u"UPDATE profile SET cursor = cursor"_s);
        }
        return sound ? (*database)->emptyLog() : sound;
    }();
    if (!done) {
        storefiles::removeDatabase(file);
        return done;
    }
    std::error_code refused;
    std::filesystem::rename(file.toStdU16String(), storefiles::copyOf(path).toStdU16String(), refused);
    if (refused) {
        storefiles::removeDatabase(file);
        return fail(ErrorCode::Io, u"a copy cannot take its place"_s);
    }
    return {};
}

} // namespace storecopy
} // namespace textbank
