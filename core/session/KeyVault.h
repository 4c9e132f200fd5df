#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <functional>
#include <optional>

namespace textbank {

/// Where the sealed data key of each profile lies.
class KeyVault
{
public:
    KeyVault() = default;
    KeyVault(const KeyVault&) = delete;
    KeyVault& operator=(const KeyVault&) = delete;
    virtual ~KeyVault() = default;
    /// Nothing when there is none.
    virtual Result<std::optional<QByteArray>> read(const QString& profile) const = 0;
    /// The first one of a profile.
    virtual Result<void> create(const QString& profile, const QByteArray& bytes) = 0;
    /// Replaces all of it, or fails and leaves what was there. Fails where the profile is gone.
    virtual Result<void> replace(const QString& profile, const QByteArray& bytes) = 0;
    /// After this nothing opens the profile any more, whatever else is left of it.
    virtual Result<void> wipe(const QString& profile) = 0;
};

/// A file for each profile, in the profile's own folder.
class KeyFiles final : public KeyVault
{
public:
    /// `path` names a profile's key file; create() makes its folder when it is missing.
    explicit KeyFiles(std::function<QString(const QString& profile)> path)
        : m_path(std::move(path))
    {
    }
    Result<std::optional<QByteArray>> read(const QString& profile) const override;
    Result<void> create(const QString& profile, const QByteArray& bytes) override;
    Result<void> replace(const QString& profile, const QByteArray& bytes) override;
    Result<void> wipe(const QString& profile) override;

private:
    std::function<QString(const QString&)> m_path;
};

} // namespace textbank
