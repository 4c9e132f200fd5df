#include "core/review/InboxSessionPrivate.h"

#include "core/compose/TextCleaning.h"

#include <algorithm>
#include <utility>

namespace textbank {

namespace {
constexpr int kSaveDraftAfterMs = 1000;
constexpr int kPreviewsAtOnce = 250;
} // namespace

InboxSession::Private::Private(InboxSession& session, Store& theStore, Approver& theApprover, UndoHistory& theUndo,
                               const Clock& theClock, Random& random, QString name, const ReplyClassifier* theReader,
                               const ReplyShield* shield)
    : q(session)
    , store(theStore)
    , approver(theApprover)
    , undo(theUndo)
    , actions(theStore, theUndo, theClock, random)
    , volunteerName(std::move(name))
    , list(theStore, shield)
    , reader(theReader)
    , choices(theStore, theClock, random)
{
    if (reader)
        ranking.emplace(*reader);
    saveTimer.setSingleShot(true);
    saveTimer.setInterval(kSaveDraftAfterMs);
    previewTimer.setSingleShot(true);
    previewTimer.setInterval(0);
}

const Campaign* InboxSession::Private::campaign() const
{
    const ContactRecord* contact = record();
    return contact ? store.campaign(contact->contact.campaign) : nullptr;
}

void InboxSession::Private::loadConversation()
{
    thread = current.isEmpty() ? QList<Message>() : store.conversation(current).value_or({});
    notes = current.isEmpty() ? QList<Note>() : store.notes(current).value_or({});
    readReplies();
}

void InboxSession::Private::readReplies()
{
    reply.clear();
    meaning.reset();
    stopWords.clear();
    if (!reader)
        return;
    // What is not answered yet counts by when it came: where this computer's clock is ahead, it stands above our text.
    const ContactRecord* contact = record();
    const bool waits = contact && contact->stage == ContactStage::NeedsReply;
    bool passedOurs = false;
    for (auto message = thread.crbegin(); message != thread.crend(); ++message) {
        if (passedOurs && (!waits || message->at < contact->waitingSince))
            break;
        if (message->direction == Direction::Outgoing) {
            passedOurs =
                passedOurs || (message->delivery != Delivery::Cancelled && message->delivery != Delivery::Refused);
            continue;
        }
        // Of several the one counts that wants most; thanks and smileys after a question leave it a question.
        ReplyMeaning each = reader->read(message->text);
        if (stopWords.isEmpty())
            stopWords = each.optOutWords;
        if (!meaning || each.intent < meaning->intent)
            meaning = std::move(each);
        reply = message->text + u'\n' + reply;
    }
}

std::optional<ChoiceBook::Choice> InboxSession::Private::answered(const Suggestion* source) const
{
    const Campaign* of = campaign();
    if (!source || !of || !meaning || source->key.isEmpty())
        return {};
    return ChoiceBook::Choice{of->id, meaning->intent, source->key, choice ? choice->place : -1};
}

void InboxSession::Private::loadFacts()
{
    const ContactRecord* contact = record();
    const Campaign* of = campaign();
    verdict = contact ? approver.verdictFor(*contact, SendKind::Reply) : GateVerdict{};
    if (contact && (choosing || (choice && !text.isEmpty())))
        return; // While one is being used, the same key means the same suggestion.
    suggestions.clear();
    if (contact && of) {
        const bool spanish = meaning && meaning->language == ReplyLanguage::Spanish;
        suggestions =
            suggestionsFor(*of, *contact, volunteerName, spanish ? QStringLiteral("es") : QString(), store.snippets());
        if (meaning)
            suggestions = ranking->ranked(suggestions, reply, *meaning, choices.counts(of->id));
        const auto speaksIt = [](const Suggestion& each) { return !each.foreign && !each.text.isEmpty(); };
        if (spanish && of->can(Ability::Escalate) && std::none_of(suggestions.cbegin(), suggestions.cend(), speaksIt)) {
            Suggestion handOff;
            handOff.source = Suggestion::Source::HandOff;
            suggestions.prepend(handOff);
        }
    }
}

bool InboxSession::Private::isChosen(const Suggestion& suggestion) const
{
    return choice && choice->suggestion.key == suggestion.key && text == suggestion.text;
}

void InboxSession::Private::takeBackChoice()
{
    const UndoHistory::Step* const newest = undo.newest();
    if (choice && newest && newest->kind == UndoHistory::Kind::Choice && newest->group == choice->group) {
        const auto undone = undo.undo();
        Q_UNUSED(undone); // What could not be taken back stays recorded, and can be seen.
    }
    choice.reset();
}

QString InboxSession::Private::clean(const QString& written) const
{
    const Campaign* of = campaign();
    return of ? cleaned(written, of->cleaning) : written;
}

void InboxSession::Private::loadDraft()
{
    text = current.isEmpty() ? QString() : clean(store.draft(current).value_or({}));
    draftSaved = !text.isEmpty();
    draftDirty = false;
    if (const auto kept = unsaved.constFind(current); kept != unsaved.constEnd()) {
        text = clean(*kept);
        draftDirty = true;
        saveTimer.start();
    }
}

void InboxSession::Private::saveDraft()
{
    saveTimer.stop();
    if (!draftDirty || current.isEmpty())
        return;
    if (text.isEmpty() && !draftSaved) {
        draftDirty = false;
        unsaved.remove(current);
        return;
    }
    const QScopedValueRollback own(acting, true);
    if (!store.saveDraft(current, text)) {
        saveTimer.start(); // The disk refuses now; the text is kept and tried again.
        return;
    }
    draftSaved = !text.isEmpty();
    draftDirty = false;
    unsaved.remove(current);
}

void InboxSession::Private::replaceDraft(const QString& written)
{
    const QString newText = clean(written);
    if (text == newText)
        return;
    text = newText;
    draftDirty = true;
    saveTimer.start();
    emit q.draftChanged();
}

void InboxSession::Private::forgetDraft()
{
    saveTimer.stop();
    text.clear();
    choice.reset();
    draftSaved = false;
    draftDirty = false;
    unsaved.remove(current);
}

void InboxSession::Private::show(const ContactId& contact)
{
    saveDraft();
    if (draftDirty && !current.isEmpty())
        unsaved.insert(current, text);
    current = store.contact(contact) ? contact : ContactId{};
    lastPosition = list.indexOf(current);
    choice.reset();
    contactTouched = false;
    factsTouched = false;
    loadConversation();
    loadFacts();
    loadDraft();
    emit q.conversationChanged();
}

int InboxSession::Private::position() const
{
    const int index = list.indexOf(current);
    return index >= 0 ? index : lastPosition - 1; // What followed it has moved up to its place.
}

void InboxSession::Private::step(int by)
{
    const QList<Line>& lines = list.lines();
    if (lines.isEmpty())
        return;
    const int index = list.indexOf(current);
    int to = 0;
    if (index >= 0)
        to = index + by;
    else if (lastPosition >= 0)
        to = by > 0 ? lastPosition : lastPosition - 1;
    to = std::clamp(to, 0, static_cast<int>(lines.size()) - 1);
    if (lines.at(to).contact != current)
        show(lines.at(to).contact);
}

void InboxSession::Private::onChanged(const StoreChange& change)
{
    if (const int index = list.indexOf(current); index >= 0)
        lastPosition = index;
    linesTouched = list.apply(change) || linesTouched;
    if (!current.isEmpty()) {
        contactTouched = contactTouched || change.everything || change.contacts.contains(current);
        factsTouched = factsTouched || change.campaign || change.session || change.snippets;
    }
    if (!acting)
        tellChanges();
}

void InboxSession::Private::tellChanges()
{
    const bool contact = std::exchange(contactTouched, false);
    const bool facts = std::exchange(factsTouched, false) || contact;
    if (std::exchange(linesTouched, false)) {
        emit q.linesChanged();
        if (list.readPreviews(0))
            previewTimer.start();
    }
    if (contact) {
        const QList<Message> before = thread;
        loadConversation();
        if (thread != before)
            emit q.threadChanged();
    }
    if (facts) {
        replaceDraft(text); // The campaign may have come to clean its texts.
        loadFacts();
        emit q.recordChanged();
    }
}

void InboxSession::Private::fillPreviews()
{
    if (list.readPreviews(kPreviewsAtOnce))
        previewTimer.start();
    emit q.linesChanged();
}

void InboxSession::Private::onUndone(const UndoHistory::Step& step)
{
    const ContactRecord* contact = store.contact(step.contact);
    if (!contact)
        return;
    if (step.contact != current) {
        // What took the person away from a conversation brings them back to it.
        const bool left = step.kind == UndoHistory::Kind::HeldText || step.kind == UndoHistory::Kind::Choice ||
                          step.kind == UndoHistory::Kind::Close || step.kind == UndoHistory::Kind::SetAside ||
                          step.kind == UndoHistory::Kind::WrongNumber || step.kind == UndoHistory::Kind::Escalate;
        if (left && contact->stage != ContactStage::NeedsFirstMessage)
            show(step.contact);
        if (step.kind == UndoHistory::Kind::Choice && step.contact == current && text == step.chosen)
            replaceDraft(step.text);
        return;
    }
    if (step.kind == UndoHistory::Kind::HeldText && !draftDirty) {
        loadDraft();
        emit q.draftChanged();
    } else if (step.kind == UndoHistory::Kind::Choice) {
        choice.reset();
        if (text == step.chosen)
            replaceDraft(step.text);
        loadFacts(); // They are what fits now again.
        emit q.recordChanged();
    }
}

} // namespace textbank
