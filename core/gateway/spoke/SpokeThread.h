#pragma once

#include "core/gateway/spoke/SpokeContact.h"
#include "core/model/Command.h"

namespace textbank::spoke {

/// A conversation as the server has it, held against the same one as this client's store has it. The server keeps none
/// of our ids, so outgoing texts are known again by their words: each text of ours that went out stands for the first
/// one there that has its words and that no other stands for.
class Thread
{
public:
    /// `local` is the store's conversation; the text `asked` is the one whose fate is in question, or empty.
    Thread(const ContactState& there, const QList<Message>& local, const CommandId& asked = {});

    /// Texts that went out and that nobody here knows of: written elsewhere, or the one in question.
    const QList<ThreadText>& strange() const { return m_strange; }
    /// Replies that are not in the store.
    const QList<ThreadText>& unseen() const { return m_unseen; }
    /// Whether texts of ours are here whose fate is open, so that a strange one may be theirs.
    bool hasOpen() const { return m_hasOpen; }

private:
    QList<ThreadText> m_strange;
    QList<ThreadText> m_unseen;
    bool m_hasOpen = false;
};

enum class Fate {
    There,    ///< It went out.
    NotThere, ///< It is not in the conversation. It may still be on its way.
    Others,   ///< A first message, and the contact has another one: not ours.
    CannotTell,
};

/// Whether a text went out, by what the conversation holds. `since` is the moment of its approval by the server's
/// clock, less what clocks may differ; `user` is who is signed in.
Fate fateOf(const ContactState& there, const QList<Message>& local, const CommandId& id, const SendPayload& send,
            Instant since, const QString& user);

/// Whether that is what a server may make of our text: it replaces some characters of it, and some send ASCII alone.
bool isSameText(const QString& ours, const QString& theirs);

} // namespace textbank::spoke
