#pragma once

#include "core/store/Turn.h"

namespace textbank {

/// Why a text did not leave: the problem for the record, and the word its message carries.
struct Why
{
    Problem problem;
    QString reason;
    bool ofFormerLease = false; ///< A lease was lost, but the contact came back since, under another one.

    static Why of(ProblemType type);
    static Why of(const Problem& problem, OutboxEvent event);
    static Why of(const QString& reason);
};

/// What follows from what within one Turn: the rules about messages, contacts and suppressions that hold whatever use
/// case set them off. Moves outbox rows through the reducer, and no other code does.
class Consequences
{
public:
    Consequences(Turn& turn, const Sealer& sealer)
        : m_turn(turn)
        , m_sealer(sealer)
    {
    }

    /// Moves a row, its message and its contact. Conflict when the reducer knows no such move.
    Result<void> move(const OutboxHead& head, OutboxEvent event, const Why& why = {}, Instant notBefore = {});
    /// Suppresses the number, flags everybody who has it and cancels what waits to be sent to it.
    Result<void> suppress(const Suppression& suppression);
    /// The gateway lifts it; an opt-out that is on its way up stands.
    Result<void> lift(const QByteArray& phoneHash);
    Result<void> cancelSends(int slot, const Why& why);
    /// The gateway took the contact back.
    Result<void> unassign(int slot, const Why& why);
    /// The session is over: what waits to be sent does not leave any more. Said again it changes nothing.
    Result<void> endSession(EndReason reason);
    /// Works the stage out anew from the messages that were not refused or cancelled.
    Result<void> restage(int slot);
    /// Takes a contact in, or what is new about one that is known. Answers its slot.
    Result<int> takeIn(const Contact& contact);
    QByteArray hashOf(const PhoneNumber& number) const { return m_sealer.phoneHash(number); }
    /// A name for something that has none, made from its content.
    QByteArray nameOf(QByteArrayView content) const { return m_sealer.keyedHash("name", content); }

private:
    /// The text was approved under another lease than the one its contact is held by now.
    Result<bool> isOfFormerLease(const OutboxHead& head);
    Result<void> noteEnd(const OutboxHead& head, OutboxEvent event, const Why& why);
    Result<void> followSend(const OutboxHead& head, OutboxState before, OutboxEvent event, const Why& why);
    Result<void> followRefusal(const OutboxHead& head, const Why& why);

    Turn& m_turn;
    const Sealer& m_sealer;
};

} // namespace textbank
