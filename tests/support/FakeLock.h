#pragma once

#include "core/session/CredentialStore.h"
#include "core/session/PassphraseLock.h"

#include <QMap>
#include <QTimer>

namespace textbank {

/// A credential store under a passphrase without its cost: answers by the event loop.
class FakeLock final : public CredentialStore, public PassphraseLock
{
public:
    explicit FakeLock(State state = State::Unset)
        : m_state(state)
    {
    }
    Kind kind() const override { return m_state == State::Unset ? Kind::MemoryOnly : Kind::Passphrase; }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override
    {
        answer(entries.contains(name) ? std::optional(entries.value(name)) : std::nullopt);
    }
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override
    {
        entries.insert(name, secret);
        answer({});
    }
    void remove(const QString& name, std::function<void(Result<void>)> answer) override
    {
        entries.remove(name);
        answer({});
    }
    PassphraseLock* lock() override { return this; }
    State lockState() const override { return m_state; }
    void choose(const QString& typed, std::function<void(Result<void>)> answer) override
    {
        later([this, typed, answer] {
            passphrase = typed;
            m_state = trouble ? m_state : State::Open;
            answer(trouble ? fail(*trouble) : Result<void>());
        });
    }
    void unchoose() override
    {
        if (entries.isEmpty()) {
            m_state = State::Unset;
        }
    }
    void unlock(const QString& typed, std::function<void(Result<void>)> answer) override
    {
        later([this, typed, answer] {
            const auto right = typed == passphrase && !trouble;
            m_state = right ? State::Open : m_state;
            answer(right ? Result<void>() : fail(trouble.value_or(ErrorCode::WrongPassphrase)));
        });
    }
    Result<void> discard() override
    {
        m_state = State::Unset;
        return {};
    }

    void letGo() override
    {
        entries.clear();
        m_state = State::Unset;
    }

    QMap<QString, QByteArray> entries;
    QString passphrase;
    std::optional<ErrorCode> trouble; ///< What every passphrase meets.

private:
    template<class Act>
    static void later(Act act)
    {
        QTimer::singleShot(0, std::move(act));
    }
    State m_state;
};

} // namespace textbank
