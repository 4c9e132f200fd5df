#pragma once

#include "core/review/CardMaker.h"
#include "core/review/ContactActions.h"
#include "core/review/Pace.h"
#include "core/review/ReviewQueue.h"
#include "core/review/ReviewSession.h"

#include <QScopedValueRollback>
#include <QTimer>

namespace textbank {

/// What ReviewSession keeps: the queue, the card on the desk and the one after it.
class ReviewSession::Private
{
public:
    Private(ReviewSession& session, Store& theStore, Approver& theApprover, UndoHistory& theUndo, const Clock& theClock,
            Random& random, QString volunteerName);

    struct Desk
    {
        int index = -1;
        Card card;
        bool pinned = false; ///< Put here by the person: stays, sendable or not.
        Instant pinnedAt{};
        bool draftSaved = false; ///< The store may hold a draft of it.
        bool draftDirty = false; ///< The text in progress is newer than what the store holds.
        const ContactId& contact() const { return card.record.contact.id; }
    };

    bool isOnDesk(const ContactId& contact) const { return current && current->contact() == contact; }
    std::optional<Desk> find();
    void lookAtAll();
    Desk deskFor(int index, const ContactRecord& record, GateVerdict verdict) const;
    void advance();
    void prepareNext();
    void dropNext();
    /// The next card, where by now another one closes sooner or its own hours have closed.
    void dropOvertaken();
    void putBack(int index);
    void pin(Desk& desk) const;
    /// The card leaves the desk; its edit is saved and it comes again at its place if it still needs a text.
    void leave();
    void saveEdit();
    void discardEdit();
    /// The last try for edits that the disk refused.
    void saveUnsaved();

    void onChanged(const StoreChange& change);
    /// Another script or policy than last asked: what was blocked may pass. A pause alone leaves them as they are.
    bool scriptsChanged();
    void onUndone(const ContactId& contact);
    void recheck();
    /// Its hours are closed and the person has had the time to see why.
    bool pinnedLongEnough(const GateVerdict& verdict) const;
    void interruptBy(GateReason reason, bool keepEdit);
    /// After anything: a card if there can be one, and the word about it.
    void settle();
    void announceCard();

    template<class Action>
    Result<void> act(Action action);
    /// On the card of this contact, or where another one has come in its place.
    template<class Action>
    Result<void> actFor(const ContactId& contact, Action action);
    enum class Edit { Keep, Discard };
    template<class Action>
    Result<void> actAndMoveOn(Edit edit, Action action);

    ReviewSession& q;
    Store& store;
    Approver& approver;
    UndoHistory& undo;
    const Clock& clock;
    ContactActions actions;
    CardMaker maker;
    ReviewQueue queue;
    Pace pace;
    QTimer saveTimer;
    std::optional<Desk> current;
    std::optional<Desk> following;
    QHash<ContactId, QString> unsaved;   ///< Edits that the disk refused when their card left the desk.
    QHash<CampaignId, QString> versions; ///< Of the campaigns as the blocked ones were looked at.
    Idle lastIdle = Idle::NotIdle;
    bool acting = false;     ///< The store's signals are of our own doing; who acts settles.
    bool touched = false;    ///< The card on the desk may have changed.
    bool leaseTaken = false; ///< Contacts were passed by because their lease ended before they were texted.
    bool prepareQueued = false;
};

template<class Action>
Result<void> ReviewSession::Private::act(Action action)
{
    if (!current)
        return fail(ErrorCode::Conflict, QStringLiteral("no card"));
    Result<void> done;
    {
        const QScopedValueRollback own(acting, true);
        done = action(ContactId(current->contact()));
    }
    settle();
    return done;
}

template<class Action>
Result<void> ReviewSession::Private::actFor(const ContactId& contact, Action action)
{
    if (current && current->contact() == contact)
        return act(std::move(action));
    const ContactRecord* record = store.contact(contact);
    if (!record || !record->assigned)
        return fail(ErrorCode::NotFound, QStringLiteral("not ours any more"));
    return action(ContactId(contact)); // The store's signal settles the rest.
}

template<class Action>
Result<void> ReviewSession::Private::actAndMoveOn(Edit edit, Action action)
{
    if (!current)
        return fail(ErrorCode::Conflict, QStringLiteral("no card"));
    if (edit == Edit::Keep)
        saveEdit();
    Result<void> done;
    {
        const QScopedValueRollback own(acting, true);
        done = action(ContactId(current->contact()));
    }
    if (done) {
        if (edit == Edit::Discard)
            discardEdit();
        advance();
        announceCard();
    }
    settle();
    return done;
}

} // namespace textbank
