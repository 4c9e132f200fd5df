#pragma once

#include "core/review/Approver.h"
#include "core/review/Card.h"
#include "core/review/UndoHistory.h"

#include <QElapsedTimer>
#include <QObject>
#include <memory>

namespace textbank {

/// The desk for first messages without a window: one card at a time, the next one prepared in memory.
class ReviewSession : public QObject
{
    Q_OBJECT
public:
    ReviewSession(Store& store, Approver& approver, UndoHistory& undo, const Clock& clock, Random& random,
                  QString volunteerName);
    ~ReviewSession() override;

    /// Null when nobody can be texted now; see idle().
    const Card* card() const;
    /// The card that comes after this one, already made; null when there is none.
    const Card* next() const;

    enum class Idle {
        NotIdle,
        NoBatch,         ///< Nothing pulled yet.
        Done,            ///< Every contact of the batch has been worked on.
        WaitingForHours, ///< All that are left are outside their hours; opensAt() says when the first opens.
        Paused,
        Frozen,
        LeaseLost,
        ClockWrong,
        Unregistered, ///< The whole desk stands.
        CatchingUp,   ///< After a recovery, until the gateway has told who was texted meanwhile.
        OnlyBlocked,  ///< Those that are left need a mend (see blocked()).
    };
    Idle idle() const;
    std::optional<Instant> opensAt() const;
    /// Those passed over who wait for texting hours, by when and where these open, the next first.
    QList<Opening> openings() const;
    /// Those passed over in this batch, in batch order, with why. Cheap: kept, not computed.
    const QList<BlockedContact>& blocked() const;
    /// Asks the gate about everybody who is still to come, so that blocked() and openings() have them too. Takes a few
    /// microseconds a contact.
    void lookAtAll();

    struct Progress
    {
        int sent = 0;
        int left = 0;
        int skipped = 0;
        int blocked = 0;
        int repliesWaiting = 0;
        double perMinute = 0; ///< First messages over the last five minutes of work; 0 while unknown.
    };
    Progress progress() const;

    /// The volunteer's change to this card's text, which from now on is what the campaign's cleaning makes of it: show
    /// that (verdictChanged). Empty text is kept as such and blocks. restoreText() brings the script's back.
    void edit(const QString& text);
    void restoreText();

    /// One press for the card on screen. `shown` must be the card's contact and text, else Conflict and nothing is
    /// sent. On success the next card is current before this returns.
    Result<CommandId> approve(const Press& press, const ContactId& shownContact, const QString& shownText);
    Result<void> skip();
    Result<void> wrongNumber();
    Result<void> optOut();
    Result<void> escalate(const QString& reason);
    Result<void> setTag(const QString& tag, bool on);
    Result<void> setAnswer(const StepId& step, const QString& value);
    Result<void> addNote(const QString& text);
    /// The same for whom the person saw: Conflict, and nothing is done, when that is not who is on the desk.
    Result<void> skip(const ContactId& shown);
    Result<void> wrongNumber(const ContactId& shown);
    Result<void> optOut(const ContactId& shown);
    /// The same for somebody who was on the desk when the person began, whoever is there by now. NotFound for one who
    /// is not this volunteer's any more.
    Result<void> escalate(const ContactId& contact, const QString& reason);
    Result<void> setTag(const ContactId& contact, const QString& tag, bool on);
    Result<void> setAnswer(const ContactId& contact, const StepId& step, const QString& value);
    Result<void> addNote(const ContactId& contact, const QString& text);
    /// Puts this contact on the desk (from Find or the blocked list), sendable or not; false when unknown. It stays
    /// while it cannot be sent, but not outside its hours: it gives way when they close, and a minute after it was put
    /// there when they were closed already.
    bool show(const ContactId& contact);
    /// Time has passed: hours may have opened or closed. Call about every 15 s and at Idle's opensAt.
    void refresh();

signals:
    void cardChanged();    ///< Another card, or none.
    void verdictChanged(); ///< The same contact, another verdict, text or record; the draft is kept.
    void progressChanged();
    /// The contact on the desk opted out (or was taken away) while it was shown; the next card is already there.
    void interrupted(const textbank::ContactId& contact, textbank::GateReason reason);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
