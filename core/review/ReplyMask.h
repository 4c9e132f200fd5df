#pragma once

#include "core/model/Message.h"
#include "core/reading/ReplyShield.h"

#include <QObject>
#include <QSet>

namespace textbank {

/// What of the replies is covered for the volunteer at this laptop, and which of them she asked to see. A covered text
/// is shown in its own bubble alone, once asked for; lists, questions and Find never quote it. Kept in memory, for one
/// shift.
class ReplyMask : public QObject
{
    Q_OBJECT
public:
    /// `shield` outlives the mask.
    explicit ReplyMask(const ReplyShield& shield);

    ShieldLevel level() const { return m_level; }
    void setLevel(ShieldLevel level);

    /// Whether a text this harsh is covered at the level in force.
    bool covers(Harshness harshness) const { return ReplyShield::masks(m_level, harshness); }
    bool covers(const QString& reply) const;
    /// The same for one message; nothing of ours is covered.
    bool covers(const Message& message) const;

    bool isRevealed(const MessageId& message) const { return m_revealed.contains(message); }
    void reveal(const MessageId& message);
    void hide(const MessageId& message);

signals:
    void levelChanged();
    void revealedChanged();

private:
    const ReplyShield& m_shield;
    ShieldLevel m_level = ShieldLevel::Hostile;
    QSet<MessageId> m_revealed;
};

} // namespace textbank
