#include "core/gateway/spoke/SpokeThread.h"

#include "core/compose/TextCleaning.h"

#include <QSet>
#include <algorithm>

namespace textbank::spoke {
namespace {

/// How sure it is that a text of ours is there: what is certain must not be taken for the one that is in question, and
/// one that waits again may have gone out after all.
enum class Standing { Settled, Open, Waiting, Gone };

Standing standingOf(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Sending:
    case Delivery::Checking:
        return Standing::Open;
    case Delivery::Held:
    case Delivery::Waiting:
        return Standing::Waiting;
    case Delivery::Refused:
    case Delivery::Cancelled:
        return Standing::Gone;
    default:
        return Standing::Settled;
    }
}

/// What is left of a text by a server that sends nothing but ASCII.
QString ascii(const QString& text)
{
    QString left;
    for (const auto c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.unicode() < 0x80 && !c.isSpace()) {
            left += c;
        }
    }
    return left;
}

} // namespace

bool isSameText(const QString& ours, const QString& theirs)
{
    // Whatever is of another script is nothing in ASCII, and all such texts would be the same.
    const auto isAscii = std::all_of(theirs.cbegin(), theirs.cend(), [](QChar c) { return c.unicode() < 0x80; });
    return ours == theirs || cleaned(ours, TextCleaning::SpokeTypography) == theirs ||
           (isAscii && ascii(ours) == ascii(theirs));
}

Thread::Thread(const ContactState& there, const QList<Message>& local, const CommandId& asked)
{
    QSet<MessageId> known;
    for (const auto& message : local) {
        known.insert(message.id);
    }
    QList<ThreadText> outgoing;
    for (const auto& text : there.thread) {
        if (known.contains(text.id)) {
            continue;
        }
        (text.isIncoming ? m_unseen : outgoing).append(text);
    }
    for (const auto standing : {Standing::Settled, Standing::Open, Standing::Waiting}) {
        for (const auto& message : local) {
            if (message.direction == Direction::Incoming || standingOf(message.delivery) != standing ||
                message.id.value == asked.value) {
                continue;
            }
            m_hasOpen = m_hasOpen || standing == Standing::Open;
            const auto match = std::find_if(outgoing.cbegin(), outgoing.cend(), [&](const ThreadText& text) {
                return isSameText(message.text, text.text);
            });
            if (match != outgoing.cend()) {
                outgoing.erase(match);
            }
        }
    }
    m_strange = outgoing;
}

Fate fateOf(const ContactState& there, const QList<Message>& local, const CommandId& id, const SendPayload& send,
            Instant since, const QString& user)
{
    const Thread thread(there, local, id);
    auto mineInOtherWords = false;
    for (const auto& text : thread.strange()) {
        if (text.at < since) {
            continue;
        }
        if (isSameText(send.text, text.text)) {
            return Fate::There;
        }
        mineInOtherWords = mineInOtherWords || (!user.isEmpty() && text.user == user);
    }
    if (send.kind == SendKind::FirstMessage) {
        if (there.needsFirst()) {
            return Fate::NotThere;
        }
        const auto wasTexted = std::any_of(there.thread.cbegin(), there.thread.cend(),
                                           [](const ThreadText& text) { return !text.isIncoming; });
        if (wasTexted) {
            // The server may have changed our words on their way, or they are of another window of hers.
            return mineInOtherWords ? Fate::CannotTell : Fate::Others;
        }
        // Skipped before anybody wrote; any other status speaks of a text that is not shown.
        return there.stage() == ContactStage::Closed ? Fate::NotThere : Fate::CannotTell;
    }
    return mineInOtherWords ? Fate::CannotTell : Fate::NotThere;
}

} // namespace textbank::spoke
