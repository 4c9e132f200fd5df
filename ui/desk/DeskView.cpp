#include "ui/desk/DeskView.h"

#include "core/compose/Suggestions.h"
#include "ui/Abilities.h"
#include "ui/Words.h"
#include "ui/desk/BlockedPopover.h"
#include "ui/desk/CardView.h"
#include "ui/desk/IdlePage.h"
#include "ui/settings/KeyRouter.h"
#include "ui/widgets/ActionGuard.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ChoicePopover.h"
#include "ui/widgets/PaintNow.h"
#include "ui/widgets/ScrollPane.h"
#include "ui/widgets/SendKeys.h"
#include "ui/widgets/TextPopover.h"
#include "ui/widgets/TypingCutOff.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPointer>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

class DeskView::Private
{
public:
    explicit Private(Shift& s)
        : shift(s)
    {
    }

    Shift& shift;
    QStackedWidget* stack = nullptr;
    QWidget* desk = nullptr;
    CardView* card = nullptr;
    Banner* banner = nullptr;
    Banner* blocked = nullptr;
    IdlePage* idle = nullptr;
    SendKeys* sendKeys = nullptr;
    ActionGuard* guard = nullptr;
    TypingCutOff* cutOff = nullptr;
    QString told;         ///< Why typing was cut off, until more is known of it.
    QString quoted;       ///< The reply that the banner repeats.
    bool acting = false;  ///< A press or an action of this screen is being carried out.
    bool ownText = false; ///< The volunteer changes it.
};

DeskView::DeskView(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(shift))
{
    setObjectName(u"deskView"_s);
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("First messages"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    d->stack = new QStackedWidget(this);
    outer->addWidget(d->stack);

    auto* pane = new ScrollPane(d->stack);
    pane->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded); // A small window at 200 %: scrolled rather than cut.
    d->desk = new QWidget;
    auto* column = new QVBoxLayout(d->desk);
    d->banner = new Banner(Tone::Warn, u"warning"_s, d->desk);
    d->banner->setObjectName(u"deskBanner"_s);
    d->banner->hide();
    auto* close = d->banner->addButton(tr("Close"));
    connect(close, &QPushButton::clicked, d->banner, &QWidget::hide);
    d->card = new CardView(d->desk);
    d->blocked = new Banner(Tone::Muted, u"clock"_s, d->desk);
    d->blocked->setObjectName(u"blockedStrip"_s);
    auto* showBlockedButton = d->blocked->addButton(tr("Show"));
    showBlockedButton->setObjectName(u"showBlocked"_s);
    showBlockedButton->setActionId(u"desk.blocked"_s);
    connect(showBlockedButton, &QPushButton::clicked, this, &DeskView::showBlocked);
    // Its place is kept: what appears below the card must not move the Send button from under the pointer.
    QSizePolicy kept = d->blocked->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    d->blocked->setSizePolicy(kept);
    d->blocked->hide();
    column->addWidget(d->banner);
    column->addStretch(1);
    column->addWidget(d->card, 1000);
    column->addWidget(d->blocked);
    column->addStretch(1);
    pane->setContent(d->desk, 680);
    d->stack->addWidget(pane);

    auto* idlePane = new ScrollPane(d->stack);
    d->idle = new IdlePage(shift);
    connect(d->idle, &IdlePage::focusNeeded, this, [this] { setFocus(Qt::OtherFocusReason); });
    connect(d->idle, &IdlePage::batchAnswered, this, &DeskView::showCurrent);
    connect(d->idle, &IdlePage::blockedRequested, this, &DeskView::showBlocked);
    connect(d->idle, &IdlePage::campaignChosen, this, &DeskView::campaignChosen);
    connect(d->idle, &IdlePage::repliesRequested, this, &DeskView::repliesRequested);
    connect(d->idle, &IdlePage::finishRequested, this, &DeskView::finishRequested);
    idlePane->setContent(d->idle, 620);
    d->stack->addWidget(idlePane);

    d->sendKeys = new SendKeys(shift.clock, u"desk.send"_s, this);
    d->sendKeys->addHome(d->card);
    d->sendKeys->setButton(d->card->sendButton());
    d->sendKeys->setShown([this] {
        return d->stack->currentIndex() == 0 ? SendKeys::Shown{d->card->contact(), d->card->shownText()}
                                             : SendKeys::Shown{};
    });
    connect(d->sendKeys, &SendKeys::pressed, this, &DeskView::send);
    auto* router = new KeyRouter(ActionScope::Desk, this);
    d->guard = new ActionGuard(
        shift.clock, [this] { return d->stack->currentIndex() == 0 ? d->card->contact() : ContactId{}; }, this);
    d->cutOff = new TypingCutOff(shift.clock, ActionScope::Desk, this);
    for (const ActionMap::Action& action : ActionMap::current().actions()) {
        if (QAbstractButton* const button = d->card->buttonOf(action.id); button && ActionGuard::guards(action.id))
            d->guard->addButton(button);
    }
    connect(router, &KeyRouter::triggered, this, [this](const QString& action) {
        if (!ActionGuard::guards(action) || d->guard->acceptsKey())
            performOnWhomItWasMeantFor(action);
    });
    connect(d->card, &CardView::actionRequested, this, [this](const QString& action) {
        if (!ActionGuard::guards(action) || d->guard->acceptsClick())
            performOnWhomItWasMeantFor(action);
    });
    connect(d->card, &CardView::textEdited, this, [this](const QString& text) {
        const QScopedValueRollback own(d->ownText, true);
        d->shift.review.edit(text);
    });
    connect(d->card, &CardView::restoreRequested, this, [this] { d->shift.review.restoreText(); });
    connect(d->card, &CardView::editingEnded, d->card, &CardView::stopEditing);
    ReviewSession& review = shift.review;
    connect(&review, &ReviewSession::cardChanged, this, [this] { changed(true); });
    connect(&review, &ReviewSession::verdictChanged, this, [this] { changed(false); });
    connect(&review, &ReviewSession::progressChanged, this, &DeskView::showBlockedStrip);
    connect(&review, &ReviewSession::interrupted, this, &DeskView::interrupted);
    connect(&shift.mask, &ReplyMask::levelChanged, this, [this] {
        if (d->shift.mask.covers(d->quoted))
            d->banner->hide();
    });
    const auto restyle = [this, column] {
        const Theme& theme = Theme::current();
        const int side = theme.space(Space::L);
        // The window's notices appear at the lower edge: no button lies there.
        const bool large = theme.textScale() > 1.3;
        column->setContentsMargins(side, theme.space(large ? Space::S : Space::L), side, large ? side : theme.px(68));
        column->setSpacing(theme.space(Space::M));
        d->card->setMaximumHeight(theme.px(660));
    };
    connect(&Theme::current(), &Theme::changed, this, restyle);
    restyle();
    showCurrent();
}

DeskView::~DeskView() = default;

const Campaign* DeskView::campaignOf(const Card& card) const
{
    return d->shift.store.campaign(card.record.contact.campaign);
}

Instant DeskView::now() const { return d->shift.clock.now(); }

void DeskView::activate()
{
    if (d->stack->currentIndex() == 0) {
        d->card->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (QWidget* const button = d->idle->firstButton())
        button->setFocus(Qt::OtherFocusReason);
}

void DeskView::send(const Press& press)
{
    ReviewSession& review = d->shift.review;
    d->card->tidyText();
    const Card* const card = review.card();
    if (d->stack->currentIndex() != 0 || !card || card->record.contact.id != d->card->contact())
        return;
    if (!card->sendable()) {
        // Said beside the text already; said again for ears.
        emit announced(card->verdict.allowed() ? tr("This text cannot be sent yet. See below it.")
                                               : words::gate(card->verdict, card->record.contact, now()));
        return;
    }
    const ContactId shownContact = d->card->contact();
    const QString shownText = d->card->shownText();
    d->banner->hide();
    {
        const QScopedValueRollback acting(d->acting, true);
        // Paint first, commit in the same turn: the eye gets the next card at once, however slow the disk. Nothing
        // leaves before the commit, and no event is handled between the two.
        if (const Card* const next = review.next()) {
            d->card->show(*next, campaignOf(*next), now());
            paintNow(this);
        }
        cardIsNew(PressGuard::Cause::OwnPress);
        const Result<CommandId> sent = review.approve(press, shownContact, shownText);
        if (!sent) {
            d->banner->setTone(Tone::Bad, u"warning"_s);
            d->quoted.clear();
            d->banner->setText(words::actionFailed(sent.error()));
            d->banner->show();
        }
    }
    showCurrent();
}

void DeskView::changed(bool otherCard)
{
    if (d->acting)
        return; // Shown when the action is done.
    const ContactId contact = d->card->contact();
    const QString text = d->card->shownText();
    const bool typing = d->card->isTyping();
    d->told.clear();
    showCurrent();
    // A new script or a mended name puts other words under the eye, and a finger may be on its way already.
    const bool otherText = !d->ownText && d->card->contact() == contact && d->card->shownText() != text;
    if (otherCard || otherText)
        cardIsNew(PressGuard::Cause::ByItself);
    if (typing && !d->card->isTyping())
        cutOffTyping(contact);
}

void DeskView::cardIsNew(PressGuard::Cause cause)
{
    d->sendKeys->cardChanged(cause);
    d->guard->cardChanged(cause);
}

void DeskView::cutOffTyping(const ContactId& whom)
{
    d->cutOff->begin();
    const ContactRecord* const record = d->shift.store.contact(whom);
    const QString name = words::who(record ? record->contact : Contact{});
    const bool isKept = !d->shift.store.draft(whom).value_or(QString()).isEmpty();
    d->told =
        isKept ? tr("You were still writing to %1: what you wrote is kept, and keys do nothing until you stop typing "
                    "for a moment.")
                     .arg(name)
               : tr("You were still writing to %1: keys do nothing until you stop typing for a moment.").arg(name);
    if (d->stack->currentIndex() != 0) {
        emit announced(d->told); // What stands in the card's place says the rest.
        return;
    }
    d->quoted.clear();
    d->banner->setTone(Tone::Warn, u"info"_s);
    d->banner->setText(d->told);
    d->banner->show();
}

void DeskView::performOnWhomItWasMeantFor(const QString& actionId)
{
    const Card* const card = d->shift.review.card();
    if (!card || !ActionGuard::opens(actionId) || !d->guard->isAnothersPlace()) {
        perform(actionId);
        return;
    }
    // What is typed next was meant for somebody who is not there any more.
    d->cutOff->begin();
    emit announced(tr("%1 came up just now: keys do nothing until you stop typing for a moment.")
                       .arg(words::who(card->record.contact)));
}

void DeskView::showCurrent()
{
    const Card* const card = d->shift.review.card();
    const QWidget* const focus = QApplication::focusWidget();
    const bool hadFocus = focus == this || isAncestorOf(focus);
    if (card) {
        d->card->setCampaignShown(d->shift.store.offeredCampaigns().size() > 1);
        d->card->show(*card, campaignOf(*card), now());
        if (d->stack->currentIndex() != 0) {
            d->stack->setCurrentIndex(0);
            if (hadFocus)
                activate();
        } else if (hadFocus && !d->card->isEditing() && !d->card->isAncestorOf(QApplication::focusWidget())) {
            d->card->setFocus(Qt::OtherFocusReason);
        }
    } else {
        d->idle->showWhy();
        if (d->stack->currentIndex() != 1) {
            d->stack->setCurrentIndex(1);
            if (hadFocus)
                activate();
        }
    }
    showBlockedStrip();
}

void DeskView::showBlockedStrip()
{
    const int count = static_cast<int>(d->shift.review.blocked().size());
    d->blocked->setVisible(count > 0);
    if (count == 0)
        return;
    QString text =
        count == 1 ? tr("1 contact cannot be texted now") : tr("%1 contacts cannot be texted now").arg(count);
    const QList<Opening> openings = d->shift.review.openings();
    if (!openings.isEmpty()) {
        const QString next = words::opening(openings.front(), now());
        text = openings.front().contacts == count ? next : text + u" \u00B7 "_s + next;
    }
    d->blocked->setText(text);
}

void DeskView::refresh()
{
    d->shift.review.refresh();
    d->card->showTime(now());
    if (!d->shift.review.card())
        d->idle->showWhy();
}

void DeskView::interrupted(const ContactId& contact, GateReason reason)
{
    const ContactRecord* const record = d->shift.store.contact(contact);
    QString sentence;
    d->quoted.clear();
    if (record) {
        const QString name = words::who(record->contact);
        if (reason == GateReason::OptedOut) {
            const auto thread = d->shift.store.conversation(contact);
            const Message* said = nullptr;
            if (thread) {
                for (const Message& message : *thread) {
                    if (message.direction == Direction::Incoming)
                        said = &message;
                }
            }
            if (said && !d->shift.mask.covers(*said))
                d->quoted = said->text;
            sentence =
                !d->quoted.isEmpty()
                    ? tr("%1 asked not to be texted (\"%2\", %3). Nothing goes to this number; here is the next "
                         "contact.")
                          .arg(name, said->text.simplified().left(40), words::timeHere(said->at, now()))
                    : tr("%1 asked not to be texted. Nothing goes to this number; here is the next contact.").arg(name);
        } else {
            GateVerdict verdict;
            verdict.reason = reason;
            for (const BlockedContact& one : d->shift.review.blocked()) {
                if (one.contact == contact && one.verdict.reason == reason)
                    verdict = one.verdict; // It knows when the hours open.
            }
            sentence = words::gate(verdict, record->contact, now());
            if (reason == GateReason::OutsideWindow) // Their card is gone; whom it is about has to be said.
                sentence = name + u": "_s + sentence;
        }
    } else {
        sentence = tr("The contact was taken away by the gateway; here is the next one.");
    }
    if (const QString told = std::exchange(d->told, {}); !told.isEmpty())
        sentence += u' ' + told;
    d->banner->setTone(Tone::Warn, reason == GateReason::OptedOut ? u"opt-out"_s : u"info"_s);
    d->banner->setText(sentence);
    d->banner->show();
    changed(true);
}

bool DeskView::act(const QString& what, const std::function<Result<void>()>& action)
{
    const ContactId before = d->card->contact();
    const UndoHistory& undo = d->shift.undo;
    const quint64 steps = undo.pushes();
    Result<void> done;
    {
        const QScopedValueRollback acting(d->acting, true);
        done = action();
    }
    const Card* const card = d->shift.review.card();
    if (!card || card->record.contact.id != before)
        cardIsNew(PressGuard::Cause::OwnPress);
    showCurrent();
    const bool undoable = done && undo.pushes() != steps && undo.newest()->kind != UndoHistory::Kind::OptOut;
    emit announced(done ? what : words::actionFailed(done.error()), undoable);
    return done.has_value();
}

bool DeskView::actFor(const ContactId& whom, const QString& what, const std::function<Result<void>()>& action)
{
    const ContactRecord* const record = d->shift.store.contact(whom);
    if (record && record->assigned) {
        // Where another card stands there now, the sentence says whom it is about.
        const QString name = words::who(record->contact);
        const bool tellsWhom = d->card->contact() == whom || what.contains(name);
        return act(tellsWhom ? what : name + u": "_s + what, action);
    }
    emit announced(tr("The contact was taken out of your batch, so this was not recorded."));
    return false;
}

void DeskView::ask(const Words& words, const QString& text, const std::function<bool(const QString&)>& record)
{
    const auto need = words.mayBeEmpty ? TextPopover::Need::MayBeEmpty : TextPopover::Need::Text;
    auto* popover = new TextPopover(words.title, words.hint, words.button, need, d->card->anchorOf(words.action));
    popover->setText(text);
    connect(popover, &TextPopover::accepted, this, [this, words, record](const QString& written) {
        if (!record(written) && !written.isEmpty())
            ask(words, written, record);
    });
    popover->open();
}

bool DeskView::perform(const QString& actionId) { return performFor(ContactId(d->card->contact()), actionId); }

bool DeskView::performFor(const ContactId& whom, const QString& actionId)
{
    if (!actionId.startsWith(u"desk."_s) || !isVisible())
        return false;
    if (actionId == u"desk.blocked"_s) {
        showBlocked();
        return true;
    }
    ReviewSession& review = d->shift.review;
    const Card* const card = review.card();
    if (!card || d->stack->currentIndex() != 0)
        return false;
    if (card->record.contact.id != whom) {
        emit announced(words::actionFailed({ErrorCode::Conflict, {}}));
        return true;
    }
    const std::optional<ContactAction> action = contactActionOf(actionId);
    if (const auto ability = action ? lacking(d->shift.store, card->record.contact.id, *action) : std::nullopt) {
        emit announced(words::lacking(*ability));
        return true;
    }
    const QString name = words::who(card->record.contact);
    if (actionId == u"desk.edit"_s)
        d->card->startEditing();
    else if (actionId == u"desk.mend"_s)
        return d->card->mendText();
    else if (actionId == u"desk.skip"_s)
        act(tr("%1 skipped for now").arg(name), [&] { return review.skip(whom); });
    else if (actionId == u"desk.wrongNumber"_s)
        act(tr("Number of %1 marked as wrong").arg(name), [&] { return review.wrongNumber(whom); });
    else if (actionId == u"desk.optOut"_s)
        act(tr("%1 is opted out: nothing goes to this number any more").arg(name), [&] { return review.optOut(whom); });
    else if (actionId == u"desk.escalate"_s)
        handToStaff();
    else if (actionId == u"desk.tag"_s)
        chooseTag();
    else if (actionId == u"desk.answer"_s)
        chooseAnswer();
    else if (actionId == u"desk.note"_s)
        writeNote();
    else
        return false;
    return true;
}

void DeskView::chooseTag()
{
    const Card* const card = d->shift.review.card();
    const Campaign* const current = campaignOf(*card);
    if (!current || current->tags.isEmpty()) {
        emit announced(tr("This campaign has no tags."));
        return;
    }
    // Those that stay once they are set stand below, and say so.
    QStringList tags;
    QStringList staying;
    const bool stay = lacking(*current, ContactAction::Untag).has_value();
    for (const QString& tag : current->tags)
        (stay && card->record.tags.contains(tag) ? staying : tags).append(tag);
    QList<ChoicePopover::Choice> choices;
    for (const QString& tag : std::as_const(tags))
        choices.append({tag, {}, card->record.tags.contains(tag)});
    for (const QString& tag : std::as_const(staying))
        choices.append({tag, words::lacking(Ability::RemoveTags), true});
    tags += staying;
    auto* popover = new ChoicePopover(tr("Tag %1").arg(words::who(card->record.contact)), choices,
                                      d->card->anchorOf(u"desk.tag"_s));
    connect(popover, &ChoicePopover::chosen, this,
            [this, tags, stay, shown = card->record.contact.id, held = card->record.tags](int index) {
                const QString tag = tags.value(index);
                const bool on = !held.contains(tag);
                if (!on && stay) {
                    emit announced(words::lacking(Ability::RemoveTags));
                    return;
                }
                actFor(shown, on ? tr("Tagged \"%1\"").arg(tag) : tr("Tag \"%1\" taken off").arg(tag),
                       [this, shown, tag, on] { return d->shift.review.setTag(shown, tag, on); });
            });
    popover->open();
}

void DeskView::chooseAnswer()
{
    const Card* const card = d->shift.review.card();
    const Campaign* const current = campaignOf(*card);
    struct Answer
    {
        StepId step;
        QString value;
    };
    QList<Answer> answers;
    QList<ChoicePopover::Choice> choices;
    if (current) {
        for (const InteractionStep& step : current->steps) {
            if (step.question.isEmpty())
                continue;
            for (const AnswerOption& option : step.answers) {
                answers.append({step.id, option.value});
                choices.append({option.value, step.question, card->record.answers.value(step.id) == option.value});
            }
        }
    }
    if (choices.isEmpty()) {
        emit announced(tr("The script asks nothing that could be recorded."));
        return;
    }
    auto* popover = new ChoicePopover(tr("What did %1 say?").arg(words::who(card->record.contact)), choices,
                                      d->card->anchorOf(u"desk.answer"_s));
    connect(popover, &ChoicePopover::chosen, this,
            [this, answers, choices, shown = card->record.contact.id](int index) {
                const Answer& answer = answers.at(index);
                const bool takeBack = choices.at(index).current;
                actFor(shown, takeBack ? tr("Answer taken back") : tr("Answer \"%1\" recorded").arg(answer.value),
                       [this, shown, answer, takeBack] {
                           return d->shift.review.setAnswer(shown, answer.step, takeBack ? QString() : answer.value);
                       });
            });
    popover->open();
}

void DeskView::writeNote()
{
    const Contact& contact = d->shift.review.card()->record.contact;
    ask({tr("Note on %1").arg(words::who(contact)), tr("Only the campaign sees this."), tr("Save"), false,
         u"desk.note"_s},
        {}, [this, shown = contact.id](const QString& text) {
            return actFor(shown, tr("Note saved"),
                          [this, shown, text] { return d->shift.review.addNote(shown, text); });
        });
}

void DeskView::handToStaff()
{
    const Contact& contact = d->shift.review.card()->record.contact;
    const QString name = words::who(contact);
    ask({tr("Hand %1 to staff").arg(name), tr("Why? (may stay empty)"), tr("Hand over"), true, u"desk.escalate"_s}, {},
        [this, name, shown = contact.id](const QString& reason) {
            return actFor(shown, tr("%1 handed to staff").arg(name),
                          [this, shown, reason] { return d->shift.review.escalate(shown, reason); });
        });
}

void DeskView::showBlocked()
{
    d->shift.review.lookAtAll();
    if (d->shift.review.blocked().isEmpty()) {
        emit announced(d->shift.review.card() ? tr("Everybody who is left in your batch can be texted now.")
                                              : tr("Nobody is left in your batch."));
        return;
    }
    auto* popover = new BlockedPopover(d->shift, d->stack->currentIndex() == 0 ? static_cast<QWidget*>(d->blocked)
                                                                               : d->idle->showThemButton());
    connect(popover, &BlockedPopover::chosen, this, &DeskView::showContact);
    popover->open();
}

void DeskView::showContact(const ContactId& contact)
{
    {
        const QScopedValueRollback acting(d->acting, true);
        if (!d->shift.review.show(contact))
            emit announced(tr("This contact is not in your batch any more."));
    }
    present();
}

void DeskView::present()
{
    cardIsNew(PressGuard::Cause::ByItself);
    showCurrent();
    if (isVisible())
        activate();
}

bool DeskView::takeBack(const ContactId& contact, const QString& text)
{
    const Card* const card = d->shift.review.card();
    if (!card || card->record.contact.id != contact)
        return false;
    present();
    // It came back as a draft, with what was typed since behind it; only a disk that refused leaves it to be set here.
    if (!card->text.startsWith(text.trimmed()))
        d->shift.review.edit(text);
    return true;
}

} // namespace textbank
