#include "core/review/InboxSession.h"

#include "core/review/Abilities.h"

#include "core/review/ContactChecks.h"
#include "core/review/InboxSessionPrivate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

namespace {

Result<void> notOpen() { return fail(ErrorCode::Conflict, u"not whose conversation is open"_s); }

} // namespace

InboxSession::InboxSession(Store& store, Approver& approver, UndoHistory& undo, const Clock& clock, Random& random,
                           QString volunteerName, const ReplyClassifier* reader, const ReplyShield* shield)
    : d(std::make_unique<Private>(*this, store, approver, undo, clock, random, std::move(volunteerName), reader,
                                  shield))
{
    connect(&store, &Store::changed, this, [this](const StoreChange& change) { d->onChanged(change); });
    connect(&undo, &UndoHistory::undoing, this, [this](const ContactId& contact) {
        if (contact == d->current)
            d->saveDraft();
    });
    connect(&undo, &UndoHistory::stepUndone, this, [this](const UndoHistory::Step& step) { d->onUndone(step); });
    connect(&d->saveTimer, &QTimer::timeout, this, [this] { d->saveDraft(); });
    connect(&d->previewTimer, &QTimer::timeout, this, [this] { d->fillPreviews(); });
    if (d->list.readPreviews(0))
        d->previewTimer.start();
}

InboxSession::~InboxSession()
{
    disconnect(&d->store, nullptr, this, nullptr);
    d->saveDraft();
    d->choices.keep(); // Whoever would send a report may have stopped already.
    for (auto draft = d->unsaved.cbegin(); draft != d->unsaved.cend(); ++draft) {
        if (!d->store.saveDraft(draft.key(), draft.value()))
            break; // The disk refuses still; the next one would fare no better.
    }
}

void InboxSession::setFilter(Filter filter)
{
    if (filter == d->list.filter())
        return;
    d->list.setFilter(filter);
    d->lastPosition = d->list.indexOf(d->current);
    emit linesChanged();
    if (d->list.readPreviews(0))
        d->previewTimer.start();
}

InboxSession::Filter InboxSession::filter() const { return d->list.filter(); }
const QList<InboxSession::Line>& InboxSession::lines() const { return d->list.lines(); }

void InboxSession::open(const ContactId& contact)
{
    if (contact != d->current)
        d->show(contact);
}

ContactId InboxSession::current() const { return d->current; }
const ContactRecord* InboxSession::record() const { return d->record(); }
const QList<Message>& InboxSession::thread() const { return d->thread; }
const QList<Note>& InboxSession::notes() const { return d->notes; }
const QList<Suggestion>& InboxSession::suggestions() const { return d->suggestions; }
const ReplyMeaning* InboxSession::meaning() const { return d->meaning ? &*d->meaning : nullptr; }

bool InboxSession::readsByRulesAlone() const { return d->reader && !d->reader->hasModel(); }

QString InboxSession::stopWords() const { return d->stopWords; }

ChoiceCounts InboxSession::choiceCounts() const
{
    const Campaign* campaign = d->campaign();
    return campaign ? d->choices.counts(campaign->id) : ChoiceCounts{};
}

ChoiceBook::Places InboxSession::choicePlaces(const CampaignId& campaign) const { return d->choices.places(campaign); }

const InteractionStep* InboxSession::step() const
{
    const ContactRecord* contact = d->record();
    const Campaign* campaign = d->campaign();
    return contact && campaign ? openStep(*campaign, contact->answers) : nullptr;
}

GateVerdict InboxSession::verdict() const { return d->verdict; }
void InboxSession::nextConversation() { d->step(1); }
void InboxSession::previousConversation() { d->step(-1); }
QString InboxSession::draft() const { return d->text; }

void InboxSession::setDraft(const QString& text)
{
    if (d->current.isEmpty() || text == d->text)
        return;
    const QString kept = d->clean(text);
    if (kept != d->text) {
        d->text = kept;
        d->draftDirty = true;
        d->saveTimer.start();
    }
    if (kept != text)
        emit draftChanged(); // What was typed is seen as it will leave.
}

void InboxSession::flushDraft() { d->saveDraft(); }
SegmentCount InboxSession::segments() const { return countSegments(d->text); }

QList<CheckFinding> InboxSession::findings() const
{
    const ContactRecord* contact = d->record();
    return checkFor(contact ? contact->contact : Contact{}, d->campaign(), SendKind::Reply, d->text);
}

Result<void> InboxSession::choose(int index)
{
    if (!d->record())
        return fail(ErrorCode::Conflict, u"no conversation"_s);
    if (index < 0 || index >= d->suggestions.size())
        return fail(ErrorCode::Invalid, u"no such suggestion"_s);
    const Suggestion chosen = d->suggestions.at(index); // Its answer changes what is suggested next.
    if (chosen.error || chosen.source == Suggestion::Source::HandOff)
        return fail(ErrorCode::Invalid, u"cannot be made for this contact"_s);
    if (d->isChosen(chosen))
        return {};       // A key that bounced.
    d->takeBackChoice(); // One text answers with one suggestion, and records that one's answer alone.
    const int group = d->undo.newGroup();
    const Result<void> recorded = [&] {
        // What it records leads on to other suggestions; they wait until its text is gone.
        const QScopedValueRollback own(d->choosing, !chosen.text.isEmpty());
        return d->act([&](const ContactId& contact) -> Result<void> {
            if (!chosen.answerStep.isEmpty()) {
                if (Result<void> done = d->actions.setAnswer(contact, chosen.answerStep, chosen.answer, group); !done)
                    return done;
            }
            // Where tags are not kept the words are still the answer.
            const bool tags = !lacking(d->store, contact, ContactAction::Tag);
            for (const QString& tag : tags ? chosen.tags : QStringList()) {
                if (Result<void> done = d->actions.setTag(contact, tag, true, group); !done)
                    return done;
            }
            return {};
        });
    }();
    if (!recorded)
        return recorded;
    if (!chosen.text.isEmpty()) {
        UndoHistory::Step step;
        step.kind = UndoHistory::Kind::Choice;
        step.contact = d->current;
        step.text = d->text;
        step.chosen = chosen.text;
        step.group = group;
        d->undo.push(std::move(step));
        d->choice = {chosen, d->text, group, index};
        d->replaceDraft(chosen.text);
    }
    return {};
}

Result<CommandId> InboxSession::approve(const Press& press, const ContactId& shownContact, const QString& shownText)
{
    // After a restart the choice is forgotten, but words that are a suggestion's own are still no edit.
    const Suggestion* source = d->choice ? &d->choice->suggestion : nullptr;
    if (!source) {
        const auto same = std::find_if(d->suggestions.cbegin(), d->suggestions.cend(),
                                       [&](const Suggestion& s) { return !s.error && s.text == shownText; });
        source = same == d->suggestions.cend() ? nullptr : &*same;
    }
    const ShownText shown{shownContact, SendKind::Reply, shownText, source ? source->sourceStep : StepId{},
                          !source || source->text != shownText};
    if (!d->campaign() || shownContact != d->current || shownText != d->text) {
        d->approver.spend(press, shown);
        return fail(ErrorCode::Conflict, u"not what is in the composer"_s);
    }
    const auto answered = d->answered(source);
    const ContactId next = d->list.waitingAfter(d->position(), d->current);
    const Result<CommandId> approved = [&] {
        const QScopedValueRollback own(d->acting, true);
        return d->approver.approve(press, shown);
    }();
    if (!approved) {
        d->factsTouched = true; // What the gate said holds for what is shown too.
        d->tellChanges();
        return approved;
    }
    if (answered)
        d->choices.add(*answered);
    if (d->choice)
        d->undo.forgetChoice(d->choice->group);
    UndoHistory::Step step; // Also without a hold: see ReviewSession.
    step.kind = UndoHistory::Kind::HeldText;
    step.contact = shownContact;
    step.command = *approved;
    step.text = shownText;
    d->undo.push(std::move(step));
    d->forgetDraft();
    if (!next.isEmpty()) {
        d->contactTouched = false;
        d->tellChanges();
        d->show(next);
    } else {
        d->tellChanges();
        emit draftChanged();
    }
    return approved;
}

Result<void> InboxSession::setAside(bool aside)
{
    const auto set = [&](const ContactId& contact) { return d->actions.setAside(contact, aside); };
    return aside ? d->actAndMoveOn(set) : d->act(set);
}

Result<void> InboxSession::wrongNumber()
{
    return d->actAndMoveOn([this](const ContactId& contact) { return d->actions.wrongNumber(contact); });
}

Result<void> InboxSession::optOut()
{
    return d->actAndMoveOn([this](const ContactId& contact) { return d->actions.optOut(contact); });
}

Result<void> InboxSession::notAnOptOut()
{
    return d->act([this](const ContactId& contact) { return d->store.notAnOptOut(contact); });
}

Result<void> InboxSession::escalate(const QString& reason)
{
    return d->actAndMoveOn([&](const ContactId& contact) { return d->actions.escalate(contact, reason); });
}

Result<void> InboxSession::close()
{
    return d->actAndMoveOn([this](const ContactId& contact) { return d->actions.close(contact); });
}

Result<void> InboxSession::reopen()
{
    return d->act([this](const ContactId& contact) { return d->actions.reopen(contact); });
}

Result<void> InboxSession::setAside(const ContactId& shown, bool aside)
{
    return shown == d->current ? setAside(aside) : notOpen();
}

Result<void> InboxSession::wrongNumber(const ContactId& shown)
{
    return shown == d->current ? wrongNumber() : notOpen();
}

Result<void> InboxSession::optOut(const ContactId& shown) { return shown == d->current ? optOut() : notOpen(); }

Result<void> InboxSession::notAnOptOut(const ContactId& shown)
{
    return shown == d->current ? notAnOptOut() : notOpen();
}

Result<void> InboxSession::escalate(const ContactId& shown, const QString& reason)
{
    return shown == d->current ? escalate(reason) : notOpen();
}

Result<void> InboxSession::close(const ContactId& shown) { return shown == d->current ? close() : notOpen(); }
Result<void> InboxSession::reopen(const ContactId& shown) { return shown == d->current ? reopen() : notOpen(); }

Result<void> InboxSession::setTag(const QString& tag, bool on)
{
    return d->act([&](const ContactId& contact) { return d->actions.setTag(contact, tag, on); });
}

Result<void> InboxSession::setAnswer(const StepId& step, const QString& value)
{
    return d->act([&](const ContactId& contact) { return d->actions.setAnswer(contact, step, value); });
}

Result<void> InboxSession::addNote(const QString& text)
{
    return d->act([&](const ContactId& contact) { return d->actions.addNote(contact, text); });
}

void InboxSession::refresh()
{
    if (d->current.isEmpty())
        return;
    const GateReason before = d->verdict.reason;
    d->loadFacts();
    if (d->verdict.reason != before)
        emit recordChanged();
}

} // namespace textbank
