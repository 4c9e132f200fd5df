#pragma once

#include "core/session/CredentialStore.h"

#include <QMap>

namespace textbank {

/// A keychain in memory, with the moods of a real one. Answers later, by the event loop.
class MemoryCredentials final : public CredentialStore
{
public:
    enum class Mood {
        Fine,
        Locked,      ///< Everything answers Locked.
        Unavailable, ///< Everything answers Unavailable.
        Forgetful,   ///< Reading answers "no such entry", whatever is in it: a locked keyring does that.
        Full,        ///< Reads, but cannot write.
    };
    explicit MemoryCredentials(Kind kind = Kind::Keychain)
        : m_kind(kind)
    {
    }

    void setMood(Mood mood) { m_mood = mood; }
    QMap<QString, QByteArray>& entries() { return m_entries; }

    Kind kind() const override { return m_kind; }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override;
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override;
    void remove(const QString& name, std::function<void(Result<void>)> answer) override;

private:
    std::optional<Error> refusal() const;

    Kind m_kind;
    Mood m_mood = Mood::Fine;
    QMap<QString, QByteArray> m_entries;
};

} // namespace textbank
