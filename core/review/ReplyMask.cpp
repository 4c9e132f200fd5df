#include "core/review/ReplyMask.h"

namespace textbank {

ReplyMask::ReplyMask(const ReplyShield& shield)
    : m_shield(shield)
{
}

void ReplyMask::setLevel(ShieldLevel level)
{
    if (level == m_level)
        return;
    m_level = level;
    emit levelChanged();
}

bool ReplyMask::covers(const QString& reply) const
{
    return m_level != ShieldLevel::Off && covers(m_shield.read(reply));
}

bool ReplyMask::covers(const Message& message) const
{
    return message.direction == Direction::Incoming && covers(message.text);
}

void ReplyMask::reveal(const MessageId& message)
{
    if (isRevealed(message))
        return;
    m_revealed.insert(message);
    emit revealedChanged();
}

void ReplyMask::hide(const MessageId& message)
{
    if (m_revealed.remove(message))
        emit revealedChanged();
}

} // namespace textbank
