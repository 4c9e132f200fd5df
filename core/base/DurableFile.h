#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace textbank {

/// Puts `bytes` in the place of `path`, for its owner's eyes alone. When it answers, they are on the disk; after a
/// crash or a refusal at any moment the file holds what it held before or all of `bytes`. DiskFull, Io.
Result<void> writeDurably(const QString& path, const QByteArray& bytes);
/// All of a file of at most `limit` bytes; nothing when there is none. TooLarge, Io.
Result<std::optional<QByteArray>> readWhole(const QString& path, qint64 limit);
/// Overwrites and deletes a file; what is not there is gone already. Io.
Result<void> wipeFile(const QString& path);

/// What the platform does to make a file's bytes, and then its name, outlive a power cut (DurableFile_<platform>.cpp).
bool syncToDisk(int descriptor);
bool syncFolder(const QString& folder);
bool replaceFile(const QString& from, const QString& to);

} // namespace textbank
