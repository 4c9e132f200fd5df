#include "core/review/ReviewSession.h"

#include "core/review/ReviewSessionPrivate.h"

using namespace Qt::StringLiterals;

namespace textbank {

namespace {

ReviewSession::Idle idleFor(GateReason reason)
{
    switch (reason) {
    case GateReason::Paused:
        return ReviewSession::Idle::Paused;
    case GateReason::Frozen:
        return ReviewSession::Idle::Frozen;
    case GateReason::ClockWrong:
        return ReviewSession::Idle::ClockWrong;
    case GateReason::Unregistered:
        return ReviewSession::Idle::Unregistered;
    case GateReason::CatchingUp:
        return ReviewSession::Idle::CatchingUp;
    default:
        return ReviewSession::Idle::LeaseLost;
    }
}

Result<void> notOnDesk() { return fail(ErrorCode::Conflict, u"not who is on the desk"_s); }

} // namespace

ReviewSession::ReviewSession(Store& store, Approver& approver, UndoHistory& undo, const Clock& clock, Random& random,
                             QString volunteerName)
    : d(std::make_unique<Private>(*this, store, approver, undo, clock, random, std::move(volunteerName)))
{
    connect(&store, &Store::changed, this, [this](const StoreChange& change) { d->onChanged(change); });
    connect(&undo, &UndoHistory::undoing, this, [this](const ContactId& contact) {
        if (d->current && d->current->contact() == contact)
            d->saveEdit();
    });
    connect(&undo, &UndoHistory::undone, this, [this](const ContactId& contact) { d->onUndone(contact); });
    connect(&d->saveTimer, &QTimer::timeout, this, [this] { d->saveEdit(); });
    d->settle();
}

ReviewSession::~ReviewSession()
{
    disconnect(&d->store, nullptr, this, nullptr);
    d->leave();
    d->saveUnsaved();
}

const Card* ReviewSession::card() const { return d->current ? &d->current->card : nullptr; }

const Card* ReviewSession::next() const
{
    d->prepareNext();
    return d->following ? &d->following->card : nullptr;
}

ReviewSession::Idle ReviewSession::idle() const
{
    if (d->current)
        return Idle::NotIdle;
    if (const std::optional<GateReason> standing = d->queue.standing())
        return idleFor(*standing);
    if (d->queue.opensAt())
        return Idle::WaitingForHours;
    if (d->queue.blockedCount() > 0)
        return Idle::OnlyBlocked;
    if (d->queue.size() == 0)
        return Idle::NoBatch;
    return d->leaseTaken && d->store.leases().isEmpty() ? Idle::LeaseLost : Idle::Done;
}

std::optional<Instant> ReviewSession::opensAt() const { return d->queue.opensAt(); }

QList<Opening> ReviewSession::openings() const { return d->queue.openings(); }

const QList<BlockedContact>& ReviewSession::blocked() const { return d->queue.blocked(); }

void ReviewSession::lookAtAll()
{
    d->lookAtAll();
    emit progressChanged();
}

ReviewSession::Progress ReviewSession::progress() const
{
    const ShiftFigures& figures = d->store.figures();
    return {figures.firstSent,       figures.needFirstMessage, figures.skipped,
            d->queue.blockedCount(), figures.waiting,          d->pace.perMinute()};
}

void ReviewSession::edit(const QString& text)
{
    if (!d->current || d->current->card.text == text)
        return;
    const QString before = d->current->card.text;
    d->maker.setText(d->current->card, text);
    if (d->current->card.text != before) {
        d->current->draftDirty = true;
        d->saveTimer.start();
    }
    emit verdictChanged(); // Also when cleaning left the text as it was: the field still shows what was typed.
}

void ReviewSession::restoreText()
{
    if (!d->current || !d->current->card.edited)
        return;
    d->maker.restoreText(d->current->card);
    d->current->draftDirty = true;
    d->saveEdit();
    emit verdictChanged();
}

Result<CommandId> ReviewSession::approve(const Press& press, const ContactId& shownContact, const QString& shownText)
{
    const bool isOnDesk = d->current && d->current->contact() == shownContact;
    if (!isOnDesk || d->current->card.text != shownText) {
        const bool edited = isOnDesk && d->current->card.edited;
        d->approver.spend(press, {shownContact, SendKind::FirstMessage, shownText, {}, edited});
        return fail(ErrorCode::Conflict, u"not what is on the desk"_s);
    }
    const Card& card = d->current->card; // One whose text could not be made is empty, which the checks block.

    const Result<CommandId> approved = [&] {
        const QScopedValueRollback own(d->acting, true);
        return d->approver.approve(press, {shownContact, SendKind::FirstMessage, shownText, card.step, card.edited});
    }();
    if (!approved) {
        d->touched = true; // What the gate said holds for the card too.
        d->settle();
        return approved;
    }
    UndoHistory::Step step; // Also without a hold: offline it waits, and undo must not pass over it to something older.
    step.kind = UndoHistory::Kind::HeldText;
    step.contact = shownContact;
    step.command = *approved;
    step.text = shownText;
    d->undo.push(std::move(step));
    d->pace.count();
    d->current->draftSaved = false; // The approval's own commit took the draft along.
    d->discardEdit();
    d->advance();
    d->announceCard();
    d->settle();
    return approved;
}

Result<void> ReviewSession::skip()
{
    return d->actAndMoveOn(Private::Edit::Keep, [this](const ContactId& c) { return d->actions.skip(c); });
}

Result<void> ReviewSession::wrongNumber()
{
    return d->actAndMoveOn(Private::Edit::Keep, [this](const ContactId& c) { return d->actions.wrongNumber(c); });
}

Result<void> ReviewSession::optOut()
{
    return d->actAndMoveOn(Private::Edit::Discard, [this](const ContactId& c) { return d->actions.optOut(c); });
}

Result<void> ReviewSession::escalate(const QString& reason)
{
    return d->actAndMoveOn(Private::Edit::Keep, [&](const ContactId& c) { return d->actions.escalate(c, reason); });
}

Result<void> ReviewSession::setTag(const QString& tag, bool on)
{
    return d->act([&](const ContactId& c) { return d->actions.setTag(c, tag, on); });
}

Result<void> ReviewSession::setAnswer(const StepId& step, const QString& value)
{
    return d->act([&](const ContactId& c) { return d->actions.setAnswer(c, step, value); });
}

Result<void> ReviewSession::addNote(const QString& text)
{
    return d->act([&](const ContactId& c) { return d->actions.addNote(c, text); });
}

Result<void> ReviewSession::skip(const ContactId& shown) { return d->isOnDesk(shown) ? skip() : notOnDesk(); }

Result<void> ReviewSession::wrongNumber(const ContactId& shown)
{
    return d->isOnDesk(shown) ? wrongNumber() : notOnDesk();
}

Result<void> ReviewSession::optOut(const ContactId& shown) { return d->isOnDesk(shown) ? optOut() : notOnDesk(); }

Result<void> ReviewSession::escalate(const ContactId& contact, const QString& reason)
{
    if (d->current && d->current->contact() == contact)
        return escalate(reason);
    return d->actFor(contact, [&](const ContactId& c) { return d->actions.escalate(c, reason); });
}

Result<void> ReviewSession::setTag(const ContactId& contact, const QString& tag, bool on)
{
    return d->actFor(contact, [&](const ContactId& c) { return d->actions.setTag(c, tag, on); });
}

Result<void> ReviewSession::setAnswer(const ContactId& contact, const StepId& step, const QString& value)
{
    return d->actFor(contact, [&](const ContactId& c) { return d->actions.setAnswer(c, step, value); });
}

Result<void> ReviewSession::addNote(const ContactId& contact, const QString& text)
{
    return d->actFor(contact, [&](const ContactId& c) { return d->actions.addNote(c, text); });
}

bool ReviewSession::show(const ContactId& contact)
{
    const ContactRecord* record = d->store.contact(contact);
    if (!record)
        return false;
    if (d->current && d->current->contact() == contact) {
        d->pin(*d->current);
        return true;
    }
    const int index = d->queue.indexOf(contact);
    d->leave();
    if (d->following && d->following->index == index)
        d->following.reset();
    record = d->store.contact(contact); // Saving the edit wrote.
    Private::Desk desk = d->deskFor(index, *record, d->approver.verdictFor(*record, SendKind::FirstMessage));
    d->pin(desk);
    d->queue.unblock(index);
    d->current = std::move(desk);
    d->announceCard();
    d->settle();
    return true;
}

void ReviewSession::refresh()
{
    d->queue.unparkAll();
    if (d->queue.retryOpened(d->clock.now()))
        d->dropNext();
    d->touched = d->current.has_value();
    d->settle();
}

} // namespace textbank
