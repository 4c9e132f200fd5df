#pragma once

#include <QString>
#include <memory>

namespace textbank::simulation {

class DiskState;

/// SQLite's way to the simulated disks: the process's default VFS, which hands every other path to the one before it.
namespace vfs {
/// The prefix of the disk's paths from now until the state is gone.
QString add(const std::shared_ptr<DiskState>& state);
void remove(const QString& prefix);
void seed(quint64 seed);
} // namespace vfs

} // namespace textbank::simulation
