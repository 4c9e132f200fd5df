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
    /// Ends a row that did not leave, whatever is open about it.
    Result<void> stop(OutboxHead head, const Why& why);
    /// Suppresses the number, flags everybody who has it and cancels what waits to be sent to it. Where there is no
    /// number, the one contact.
    Result<void> suppress(const Suppression& suppression);
    /// What suppresses this contact: by its number, or by itself where the gateway keeps the number.
    Suppression suppressionOf(const Contact& contact, OptOutSource source, const QString& words, Instant at) const;
    /// By its number or by itself: its number may have become known, or hidden, since it opted out.
    bool isSuppressed(const Contact& contact) const;
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
    QByteArray hashOf(const ContactId& contact) const { return m_sealer.contactHash(contact); }
    /// What the contact's opt-out goes by.
    QByteArray hashOf(const Contact& contact) const
    {
        return contact.phone.isEmpty() && contact.numberHidden ? hashOf(contact.id) : hashOf(contact.phone);
    }
    /// A name for something that has none, made from its content.
    QByteArray nameOf(QByteArrayView content) const { return m_sealer.keyedHash("name", content); }

private:
    /// An opt-out goes with the person when the number becomes known, hidden or lost.
    Result<void> carryOptOut(int slot);
    /// Another number is another human, and nobody approved a text to that one.
    Result<bool> isForAnother(const OutboxHead& head);
    Result<void> cancelSendsToAnother(int slot);
    /// The text was approved under another lease than the one its contact is held by now.
    Result<bool> isOfFormerLease(const OutboxHead& head);
    Result<void> noteEnd(const OutboxHead& head, OutboxEvent event, const Why& why);
    Result<void> followSend(const OutboxHead& head, OutboxState before, OutboxEvent event, const Why& why);
    Result<void> followRefusal(const OutboxHead& head, const Why& why);

    Turn& m_turn;
    const Sealer& m_sealer;
};

} // namespace textbank
