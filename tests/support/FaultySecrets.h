#pragma once

#include "core/base/Random.h"
#include "core/session/CredentialStore.h"
#include "core/session/KeyVault.h"

#include <QMap>
#include <functional>
#include <optional>

namespace textbank {

/// What a keychain and a disk can do to a write. Every access of the two asks the same plan, so that a test can break
/// each step of what is done over both.
struct FaultPlan
{
    enum class Fate {
        Works,
        Fails,      ///< Nothing happened, and that is said.
        LiesFailed, ///< It happened, and "failed" is said.
        ComesLate,  ///< "Failed" is said; it happens when the next one is asked for, or at the end.
        Dies,       ///< The program ends before it.
        DiesAfter,  ///< It happened; the program ends before it hears of it.
    };
    std::function<Fate(int step)> fate; ///< Of the writing steps, counted from 0; none: all work.
    int steps = 0;
    bool dead = false; ///< The program is gone: nothing is answered, nothing happens.
    QList<std::function<void()>> late;

    /// Does, or does not do, `act`; whether success is to be said, and nothing where nobody is left to hear it.
    std::optional<bool> step(const std::function<void()>& act);
    /// What comes late has come; a new program starts.
    void restart();
};

/// A keychain that a plan breaks. Answers at once.
class FaultySecrets final : public CredentialStore
{
public:
    explicit FaultySecrets(FaultPlan& plan)
        : m_plan(plan)
    {
    }
    Kind kind() const override { return Kind::Keychain; }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override;
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override;
    void remove(const QString& name, std::function<void(Result<void>)> answer) override;
    QMap<QString, QByteArray> entries;

private:
    FaultPlan& m_plan;
};

/// A place for key files that the same plan breaks.
class FaultyVault final : public KeyVault
{
public:
    explicit FaultyVault(FaultPlan& plan)
        : m_plan(plan)
    {
    }
    Result<std::optional<QByteArray>> read(const QString& profile) const override;
    Result<void> create(const QString& profile, const QByteArray& bytes) override { return replace(profile, bytes); }
    Result<void> replace(const QString& profile, const QByteArray& bytes) override;
    Result<void> wipe(const QString& profile) override;
    QMap<QString, QByteArray> files;

private:
    FaultPlan& m_plan;
};

} // namespace textbank
