#include "tests/support/FaultySecrets.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {

std::optional<bool> FaultPlan::step(const std::function<void()>& act)
{
    if (dead) {
        return std::nullopt;
    }
    for (const auto& waiting : std::exchange(late, {})) {
        waiting();
    }
    switch (fate ? fate(steps++) : Fate::Works) {
    case Fate::Works:
        act();
        return true;
    case Fate::Fails:
        return false;
    case Fate::LiesFailed:
        act();
        return false;
    case Fate::ComesLate:
        late.append(act);
        return false;
    case Fate::Dies:
        break;
    case Fate::DiesAfter:
        act();
        break;
    }
    dead = true;
    return std::nullopt;
}

void FaultPlan::restart()
{
    for (const auto& waiting : std::exchange(late, {})) {
        waiting();
    }
    dead = false;
    steps = 0;
}

void FaultySecrets::read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer)
{
    if (!m_plan.dead) {
        const auto found = entries.constFind(name);
        answer(found == entries.cend() ? std::optional<QByteArray>() : std::optional(*found));
    }
}

void FaultySecrets::write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer)
{
    if (const auto done = m_plan.step([this, name, secret] { entries.insert(name, secret); })) {
        answer(*done ? Result<void>() : fail(ErrorCode::Unavailable, u"keychain"_s));
    }
}

void FaultySecrets::remove(const QString& name, std::function<void(Result<void>)> answer)
{
    if (const auto done = m_plan.step([this, name] { entries.remove(name); })) {
        answer(*done ? Result<void>() : fail(ErrorCode::Unavailable, u"keychain"_s));
    }
}

Result<std::optional<QByteArray>> FaultyVault::read(const QString& profile) const
{
    const auto found = files.constFind(profile);
    return found == files.cend() ? std::optional<QByteArray>() : std::optional(*found);
}

Result<void> FaultyVault::replace(const QString& profile, const QByteArray& bytes)
{
    const auto done = m_plan.step([this, profile, bytes] { files.insert(profile, bytes); });
    return done == true ? Result<void>() : fail(ErrorCode::DiskFull, u"vault"_s);
}

Result<void> FaultyVault::wipe(const QString& profile)
{
    const auto done = m_plan.step([this, profile] { files.remove(profile); });
    return done == true ? Result<void>() : fail(ErrorCode::Io, u"vault"_s);
}

} // namespace textbank
