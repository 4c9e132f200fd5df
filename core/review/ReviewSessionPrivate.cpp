#include "core/review/ReviewSessionPrivate.h"

#include <algorithm>
#include <utility>

namespace textbank {

namespace {

constexpr int kSaveEditAfterMs = 1000;
constexpr std::chrono::minutes kPinnedOutsideHours{1};

/// Nobody of this campaign, lease or desk can be texted.
bool standsForAll(GateReason reason)
{
    switch (reason) {
    case GateReason::Paused:
    case GateReason::Frozen:
    case GateReason::LeaseLost:
    case GateReason::ClockWrong:
    case GateReason::Unregistered:
    case GateReason::CatchingUp:
        return true;
    default:
        return false;
    }
}

/// No first message will go to this contact from here, so that it is not "blocked" but done with.
bool settledForGood(GateReason reason)
{
    switch (reason) {
    case GateReason::OptedOut:
    case GateReason::WrongNumber:
    case GateReason::Escalated:
    case GateReason::NotAssigned:
    case GateReason::AlreadyTexted:
        return true;
    default:
        return false;
    }
}

bool toBeTexted(const ContactRecord& record)
{
    return record.stage == ContactStage::NeedsFirstMessage && record.assigned && !record.skipped && !record.optedOut &&
           !record.wrongNumber && !record.escalated;
}

std::optional<BlockedContact> blockedByText(const Card& card)
{
    if (card.edited) // Their own words are theirs to finish: such a card is shown, not passed over.
        return {};
    BlockedContact blocked{card.record.contact.id, BlockedContact::Why::TemplateError, card.verdict, card.templateError,
                           card.findings};
    if (card.templateError)
        return blocked;
    blocked.why = BlockedContact::Why::CheckFinding;
    const bool blocks = anyBlocks(card.findings);
    return blocks ? std::optional(blocked) : std::nullopt;
}

} // namespace

ReviewSession::Private::Private(ReviewSession& session, Store& theStore, Approver& theApprover, UndoHistory& theUndo,
                                const Clock& theClock, Random& random, QString volunteerName)
    : q(session)
    , store(theStore)
    , approver(theApprover)
    , undo(theUndo)
    , clock(theClock)
    , actions(theStore, theUndo, theClock, random)
    , maker(theStore, std::move(volunteerName))
    , queue(theStore)
    , pace(theClock)
{
    saveTimer.setSingleShot(true);
    saveTimer.setInterval(kSaveEditAfterMs);
    scriptsChanged();
}

ReviewSession::Private::Desk ReviewSession::Private::deskFor(int index, const ContactRecord& record,
                                                             GateVerdict verdict) const
{
    Desk desk{index, maker.make(record, std::move(verdict))};
    desk.draftSaved = desk.card.edited;
    if (const auto kept = unsaved.constFind(desk.contact()); kept != unsaved.constEnd()) {
        maker.setText(desk.card, *kept);
        desk.draftDirty = true;
    }
    return desk;
}

std::optional<ReviewSession::Private::Desk> ReviewSession::Private::find()
{
    queue.retryOpened(clock.now());
    while (const std::optional<int> index = queue.takeFirst(clock.now())) {
        if ((current && current->index == *index) || (following && following->index == *index))
            continue;
        const ContactRecord* record = store.contact(queue.at(*index));
        if (!record)
            continue;
        if (!toBeTexted(*record)) {
            leaseTaken = leaseTaken || (record->stage == ContactStage::NeedsFirstMessage && !record->assigned &&
                                        !store.lease(record->contact.lease));
            continue;
        }
        if (!store.campaign(record->contact.campaign)) {
            queue.park(*index, GateReason::CatchingUp); // The contacts came before their script.
            continue;
        }
        GateVerdict verdict = approver.verdictFor(*record, SendKind::FirstMessage);
        if (settledForGood(verdict.reason))
            continue;
        if (standsForAll(verdict.reason)) {
            queue.park(*index, verdict.reason);
            continue;
        }
        if (!verdict.allowed()) {
            queue.block(*index, {record->contact.id, BlockedContact::Why::Gate, std::move(verdict), {}, {}});
            continue;
        }
        Desk desk = deskFor(*index, *record, std::move(verdict));
        if (std::optional<BlockedContact> blocked = blockedByText(desk.card)) {
            queue.block(*index, *std::move(blocked));
            continue;
        }
        return desk;
    }
    return {};
}

void ReviewSession::Private::lookAtAll()
{
    for (const int index : queue.takeAll()) {
        const ContactRecord* record = store.contact(queue.at(index));
        if (!record || !toBeTexted(*record)) {
            queue.putBack(index);
            continue;
        }
        GateVerdict verdict = approver.verdictFor(*record, SendKind::FirstMessage);
        const bool passes = verdict.allowed() || standsForAll(verdict.reason) || settledForGood(verdict.reason);
        if (passes)
            queue.putBack(index);
        else
            queue.block(index, {record->contact.id, BlockedContact::Why::Gate, std::move(verdict), {}, {}});
    }
}

void ReviewSession::Private::advance()
{
    current.reset();
    touched = false;
    if (queue.retryOpened(clock.now()))
        dropNext(); // One that opened may come before it.
    dropOvertaken();
    if (following) {
        current = std::exchange(following, std::nullopt);
        current->card.verdict = approver.verdictFor(current->card.record, SendKind::FirstMessage);
        return;
    }
    current = find();
}

void ReviewSession::Private::dropOvertaken()
{
    if (!following)
        return;
    const bool stands = queue.isStillFirst(following->index, clock.now()) &&
                        approver.verdictFor(following->card.record, SendKind::FirstMessage).allowed();
    if (!stands)
        dropNext();
}

void ReviewSession::Private::prepareNext()
{
    dropOvertaken();
    if (current && !following)
        following = find();
}

void ReviewSession::Private::dropNext()
{
    if (!following)
        return;
    const int index = following->index;
    following.reset();
    queue.putBack(index);
}

void ReviewSession::Private::putBack(int index)
{
    if (index < 0)
        return;
    queue.putBack(index);
    if (following && index < following->index)
        dropNext();
}

void ReviewSession::Private::pin(Desk& desk) const
{
    desk.pinned = true;
    desk.pinnedAt = clock.now();
}

void ReviewSession::Private::leave()
{
    if (!current)
        return;
    saveEdit();
    if (current->draftDirty)
        unsaved.insert(current->contact(), current->card.text);
    const int index = current->index;
    current.reset();
    putBack(index);
}

void ReviewSession::Private::saveEdit()
{
    saveTimer.stop();
    if (!current || !current->draftDirty)
        return;
    const bool keep = current->card.edited && !current->card.text.isEmpty();
    if (!keep && !current->draftSaved) {
        current->draftDirty = false;
        return;
    }
    const QScopedValueRollback own(acting, true);
    if (!store.saveDraft(current->contact(), keep ? current->card.text : QString())) {
        saveTimer.start(); // The disk refuses now; the text is kept and tried again.
        return;
    }
    current->draftSaved = keep;
    current->draftDirty = false;
    unsaved.remove(current->contact());
}

void ReviewSession::Private::discardEdit()
{
    saveTimer.stop();
    current->draftDirty = false;
    unsaved.remove(current->contact());
    if (!current->draftSaved)
        return;
    const QScopedValueRollback own(acting, true);
    // Already settled by a committed row; a draft that stays behind is offered as text and sends nothing.
    current->draftSaved = !store.saveDraft(current->contact(), {});
}

void ReviewSession::Private::saveUnsaved()
{
    for (auto edit = unsaved.cbegin(); edit != unsaved.cend(); ++edit) {
        if (!store.saveDraft(edit.key(), edit.value()))
            return; // The disk refuses still; the next one would fare no better.
    }
}

void ReviewSession::Private::onChanged(const StoreChange& change)
{
    if (change.everything) {
        following.reset();
        queue.rebuild();
        if (current)
            current->index = queue.indexOf(current->contact());
        touched = true;
    } else {
        queue.extend();
        if (change.campaign || change.session) {
            queue.hoursChanged();
            if (scriptsChanged())
                queue.retryBlocked();
            queue.unparkAll();
            dropNext();
            touched = true;
        }
        for (const ContactId& contact : change.contacts) {
            if (current && contact == current->contact()) {
                touched = true;
                continue;
            }
            const int index = queue.indexOf(contact);
            if (following && following->index == index)
                dropNext();
            else
                putBack(index);
        }
    }
    if (!acting)
        settle();
}

bool ReviewSession::Private::scriptsChanged()
{
    QHash<CampaignId, QString> now;
    for (const Campaign& campaign : store.campaigns())
        now.insert(campaign.id, campaign.version + u'/' + campaign.policy.version);
    return std::exchange(versions, now) != now;
}

bool ReviewSession::Private::pinnedLongEnough(const GateVerdict& verdict) const
{
    // Who never opens is there to be looked at, and for nothing else.
    if (verdict.reason != GateReason::OutsideWindow || verdict.hours.opensAt == Instant{})
        return false;
    const auto shown = clock.now() - current->pinnedAt;
    return current->card.verdict.allowed() || shown >= kPinnedOutsideHours || shown < Millis(0);
}

void ReviewSession::Private::recheck()
{
    touched = false;
    const ContactRecord* record = store.contact(current->contact());
    if (!record) {
        interruptBy(GateReason::NotAssigned, false);
        return;
    }
    const bool wasGone = current->card.record.optedOut || !current->card.record.assigned;
    GateVerdict verdict = approver.verdictFor(*record, SendKind::FirstMessage);
    const GateReason reason = verdict.reason;
    if (current->pinned) {
        if (!wasGone && (record->optedOut || !record->assigned)) {
            interruptBy(record->optedOut ? GateReason::OptedOut : GateReason::NotAssigned, false);
            return;
        }
        if (pinnedLongEnough(verdict)) {
            interruptBy(reason, true);
            return;
        }
    } else if (settledForGood(reason) || !toBeTexted(*record)) {
        interruptBy(reason, reason == GateReason::Escalated || reason == GateReason::NotAssigned);
        return;
    } else if (standsForAll(reason)) {
        leave(); // Not an interruption: it is the first to come again.
        advance();
        announceCard();
        return;
    } else if (!verdict.allowed()) {
        interruptBy(reason, true);
        return;
    }
    if (!current->draftDirty && !toBeTexted(current->card.record) && toBeTexted(*record)) {
        // Its text was stopped while it lay here: the card has those words again, as after a restart.
        Desk desk = deskFor(current->index, *record, std::move(verdict));
        desk.pinned = current->pinned;
        desk.pinnedAt = current->pinnedAt;
        current = std::move(desk);
        emit q.verdictChanged();
        return;
    }
    maker.refresh(current->card, *record, std::move(verdict));
    if (!current->pinned && blockedByText(current->card)) {
        leave();
        advance();
        announceCard();
        return;
    }
    emit q.verdictChanged();
}

void ReviewSession::Private::interruptBy(GateReason reason, bool keepEdit)
{
    const ContactId contact = current->contact();
    if (!keepEdit)
        discardEdit();
    leave();
    advance();
    announceCard();
    if (reason != GateReason::Allowed) // Else it was skipped somewhere else, by the same person.
        emit q.interrupted(contact, reason);
}

void ReviewSession::Private::settle()
{
    if (current && touched) {
        recheck();
    } else if (!current) {
        queue.unparkAll(); // Whatever changed may be what they wait for; each lease is asked about once.
        advance();
        if (current || q.idle() != lastIdle)
            announceCard();
    }
    if (current && !following && !prepareQueued) {
        prepareQueued = true;
        QMetaObject::invokeMethod(
            &q,
            [this] {
                prepareQueued = false;
                const int blocked = queue.blockedCount();
                prepareNext();
                if (queue.blockedCount() != blocked)
                    emit q.progressChanged();
            },
            Qt::QueuedConnection);
    }
    emit q.progressChanged();
}

void ReviewSession::Private::announceCard()
{
    lastIdle = q.idle();
    emit q.cardChanged();
}

void ReviewSession::Private::onUndone(const ContactId& contact)
{
    const ContactRecord* record = store.contact(contact);
    const int index = queue.indexOf(contact);
    if (!record || index < 0 || !toBeTexted(*record))
        return;
    GateVerdict verdict = approver.verdictFor(*record, SendKind::FirstMessage);
    if (!verdict.allowed())
        return;
    const bool here = current && current->index == index;
    if (here && current->draftDirty)
        return; // Nothing newer than what is being typed.
    // Made anew: undo may have given a text back as a draft.
    Desk desk = deskFor(index, *record, std::move(verdict));
    if (here) {
        desk.pinned = current->pinned;
        desk.pinnedAt = current->pinnedAt;
        current = std::move(desk);
        emit q.verdictChanged();
        return;
    }
    leave();
    if (following && following->index == index)
        following.reset();
    current = std::move(desk);
    announceCard();
    settle();
}

} // namespace textbank
