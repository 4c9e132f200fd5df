#pragma once

#include "core/gateway/Gateway.h"
#include "core/gateway/LocalRecord.h"
#include "core/gateway/spoke/SpokeBook.h"
#include "core/gateway/spoke/SpokeContact.h"

#include <QHash>
#include <QObject>
#include <functional>
#include <memory>

namespace textbank::spoke {

/// What the parts of the adapter share.
struct Parts
{
    Line& line;
    Book& book;
    const LocalRecord* record = nullptr; ///< Null before anybody signed in.
    Millis quiet{30000};                 ///< See SpokeGateway::Limits.
    std::function<void()> heard;         ///< The server holds something that this client has not seen yet.
    std::unique_ptr<QObject> alive = std::make_unique<QObject>(); ///< Another one after cancelAll().

    /// Runs once control is back at the event loop; not at all after cancelAll().
    void later(std::function<void()> work) const
    {
        QMetaObject::invokeMethod(alive.get(), std::move(work), Qt::QueuedConnection);
    }
};

/// Reads one contact; nothing when it is not in that assignment any more.
using ContactRead = std::function<void(GatewayResult<std::optional<ContactState>>)>;
void readOne(Line& line, const QString& assignment, const ContactId& contact, ContactRead done);

/// Texts on their way up, each exactly once over a server that keeps no ids: the conversation is read before every
/// attempt, and after one whose end is open, until it is plain what became of it.
class Sends
{
public:
    explicit Sends(Parts& parts)
        : m_parts(parts)
    {
    }
    void push(const Command& command, Answer<CommandOutcome> answer);
    /// There, another's, or not there: not before it has been missing for `quiet` since the server answered first,
    /// for a request may land behind the question about it.
    void outcomeOf(const Command& command, Answer<std::optional<CommandOutcome>> answer);
    void cancelAll() { m_missing.clear(); }

private:
    void look(const Command& command, const GatewayResult<std::optional<ContactState>>& there,
              const Answer<CommandOutcome>& answer);
    void send(const Command& command, const ContactState& before, const Answer<CommandOutcome>& answer);
    void readRefusal(const Command& command, const QStringList& errors, const Answer<CommandOutcome>& answer);
    CommandOutcome judged(const Command& command, const Problem& problem);
    Problem problemOf(const Command& command, const ContactState& there, const QStringList& errors) const;
    Instant since(const SendPayload& send) const;
    QList<Message> conversation(const ContactId& contact) const;

    Parts& m_parts;
    quint64 m_sent = 0;                  ///< Texts that the server took.
    QHash<CommandId, quint64> m_refused; ///< Refused for no reason that is known, when so many were taken.
    QHash<CommandId, Millis> m_missing;  ///< Since when a text in doubt is not in its conversation.
};

/// Everything else that a volunteer decides about a contact. All of it may be done twice without harm.
class Edits
{
public:
    explicit Edits(Parts& parts)
        : m_parts(parts)
    {
    }
    void push(const Command& command, const Answer<CommandOutcome>& answer);
    void cancelAll() { m_told.clear(); }

private:
    struct Work;
    void withContact(const Command& command, const Answer<CommandOutcome>& answer,
                     std::function<void(const ContactState&)> act);
    void run(const Command& command, const Document& document, const QJsonObject& variables,
             const Answer<CommandOutcome>& answer, std::function<void()> then = {});
    void optOut(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer);
    void recordOptOut(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer);
    void setAnswer(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer);
    void setTag(const Command& command, const Answer<CommandOutcome>& answer);
    void addNote(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer);
    void markWrongNumber(const Command& command, const ContactState& there, const Answer<CommandOutcome>& answer);
    void setStatus(const Command& command, const QString& status, const Answer<CommandOutcome>& answer);
    bool hasUnseenReply(const ContactState& there, const QString& cursor) const;
    const Organization* organizationOf(const ContactState& there) const;

    Parts& m_parts;
    QSet<CommandId> m_told; ///< Opt-outs whose confirming text was tried: it is never tried twice.
};

/// Past the organisation's hours where the contact is. False where nobody can tell.
bool isSurelyLate(const ContactState& there, const Organization& organization, Instant now);
/// Inside them, likewise; 9 to 20 where the organisation enforces none.
bool isSurelyDaytime(const ContactState& there, const Organization& organization, Instant now);

CommandOutcome accepted(const Command& command);
/// What came before a command failed, so that nothing of it has left: offline, signed out, or another try soon.
GatewayResult<CommandOutcome> notBegun(const Command& command, TransportError error);
CommandOutcome refused(const Command& command, ProblemType type, const QString& title = {});

/// The assignment that a command's contact is known to be in; empty when nobody here knows.
QString assignmentOf(const Parts& parts, const Command& command);

/// The server's time in a cursor of this adapter; nothing when it is none.
std::optional<Instant> timeOfCursor(const QString& cursor);
QString cursorAt(Instant serverTime, quint64 serial);

} // namespace textbank::spoke
