#include "tests/support/MemoryCredentials.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

template<class Act>
void later(Act act)
{
    QTimer::singleShot(0, std::move(act));
}

} // namespace

std::optional<Error> MemoryCredentials::refusal() const
{
    if (m_mood == Mood::Locked) {
        return Error{ErrorCode::Locked, u"keychain"_s};
    }
    if (m_mood == Mood::Unavailable) {
        return Error{ErrorCode::Unavailable, u"keychain"_s};
    }
    return std::nullopt;
}

void MemoryCredentials::read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer)
{
    Result<std::optional<QByteArray>> result = std::optional<QByteArray>();
    if (const auto refused = refusal()) {
        result = Unexpected{*refused};
    } else if (const auto found = m_entries.constFind(name); found != m_entries.cend() && m_mood != Mood::Forgetful) {
        result = std::optional(*found);
    }
    later([answer = std::move(answer), result] { answer(result); });
}

void MemoryCredentials::write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer)
{
    Result<void> result;
    if (const auto refused = refusal()) {
        result = Unexpected{*refused};
    } else if (m_mood == Mood::Full) {
        result = fail(ErrorCode::Unavailable, u"keychain"_s);
    } else {
        m_entries.insert(name, secret);
    }
    later([answer = std::move(answer), result] { answer(result); });
}

void MemoryCredentials::remove(const QString& name, std::function<void(Result<void>)> answer)
{
    Result<void> result;
    if (const auto refused = refusal()) {
        result = Unexpected{*refused};
    } else {
        m_entries.remove(name);
    }
    later([answer = std::move(answer), result] { answer(result); });
}

} // namespace textbank
