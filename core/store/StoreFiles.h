#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QStringList>

namespace textbank {

/// Every file that belongs to the store at `path`, in whatever state it was left: the database and its side files, the
/// last good copy, what a recovery is building, and what was set aside because it was damaged. Whoever wipes or
/// searches a store goes by this list.
QStringList storeFiles(const QString& path);

/// Names beside the store at a path. All begin with the path, so that storeFiles finds them.
namespace storefiles {

QString copyOf(const QString& path);     ///< The last good copy: whole, checked, sealed as the store is.
QString newCopyOf(const QString& path);  ///< A copy that is not checked yet.
QString restoredOf(const QString& path); ///< What a recovery builds, until it is whole.
QString scratchOf(const QString& path);  ///< A copy of damaged files, to read from.
QString openMarkOf(const QString& path); ///< Lies there while the store is open: it was not closed well when found.

/// Whether anything but emptiness lies there: a database of more than no bytes.
bool hasDatabase(const QString& path);
/// Whether a log with anything in it lies beside the database.
bool hasLog(const QString& path);
/// Deletes a database and its side files; for what we made ourselves and can make again.
void removeDatabase(const QString& path);
/// Renames the database and its side files out of the way, as they are: ".damaged-1" and so on. Answers the new name.
Result<QString> setAside(const QString& path);
/// Copies byte for byte, also over an older one; DiskFull or Io, and then there is no half of it.
Result<void> copyFile(const QString& from, const QString& to);

} // namespace storefiles
} // namespace textbank
