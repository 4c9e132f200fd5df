#include "ui/inbox/InboxView.h"

#include "ui/Abilities.h"
#include "ui/Words.h"
#include "ui/inbox/Composer.h"
#include "ui/inbox/ComposerPane.h"
#include "ui/inbox/ConversationPane.h"
#include "ui/inbox/SuggestionPane.h"
#include "ui/inbox/ThreadPane.h"
#include "ui/inbox/ThreadView.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/KeyRouter.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ActionGuard.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/SendKeys.h"
#include "ui/widgets/TypingCutOff.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QTimer>

namespace textbank {

using namespace Qt::StringLiterals;

class InboxView::Private
{
public:
    Private(InboxView* view, Shift& theShift)
        : q(view)
        , shift(theShift)
        , list(new ConversationPane(shift, view))
        , thread(new ThreadPane(shift, view))
        , side(new SuggestionPane(shift, view))
    {
    }

    Composer* composer() const { return thread->composer()->composer(); }
    bool hasConversation() const { return shift.inbox.record() != nullptr; }

    void report(const Result<void>& result)
    {
        if (!result)
            emit q->announced(words::actionFailed(result.error()));
    }

    /// The list may go on to the next person with it: the name in `what` is the one it was done to.
    void report(const Result<void>& result, const QString& what)
    {
        emit q->announced(result ? what : words::actionFailed(result.error()));
    }

    QString name() const
    {
        const auto* record = shift.inbox.record();
        return record ? words::who(record->contact) : QString();
    }

    void optOut(const ContactId& whom)
    {
        const QString what = words::done(UndoHistory::Kind::OptOut, name());
        report(shift.inbox.optOut(whom), what);
    }

    void saidStop(bool yes)
    {
        const QScopedValueRollback own(acting, true);
        const ContactId whom = shift.inbox.current();
        if (yes) {
            optOut(whom);
        } else {
            const QString what = InboxView::tr("Noted: %1 did not ask to stop").arg(name());
            report(shift.inbox.notAnOptOut(whom), what);
        }
    }

    void cutOffTyping()
    {
        list->focusList();
        if (acting)
            return; // By her own hand, which knows.
        cutOff->begin();
        emit q->announced(
            shift.inbox.draft().trimmed().isEmpty()
                ? InboxView::tr("You were still writing to %1: keys do nothing until you stop typing for a moment.")
                      .arg(name())
                : InboxView::tr("You were still writing to %1: what you wrote is kept, and keys do nothing until you "
                                "stop typing for a moment.")
                      .arg(name()));
    }

    void cardIsNew(PressGuard::Cause cause) const
    {
        sendKeys->cardChanged(cause);
        guard->cardChanged(cause);
    }

    void setDrawer(bool open)
    {
        drawerOpen = open;
        showSide();
    }

    void showSide()
    {
        const bool visible = hasConversation() && (!drawer || drawerOpen);
        // What had the focus would leave it to whatever comes next.
        if (!visible && side->isAncestorOf(QApplication::focusWidget()))
            list->focusList();
        side->setVisible(visible);
        thread->setDrawer(drawer, drawerOpen);
    }

    void send(const Press& press)
    {
        if (!hasConversation())
            return;
        // What was on the screen is what is approved: if the composer shows something else than the draft, or is not
        // to be seen itself, nothing is sent.
        const QString shown = composer()->toPlainText();
        if (shown.trimmed().isEmpty())
            return;
        if (!thread->composer()->isOpen()) {
            if (!shift.inbox.verdict().allowed())
                emit q->announced(blockedWords({ErrorCode::Blocked, {}}));
            return;
        }
        const QScopedValueRollback own(acting, true);
        const auto contact = shift.inbox.current();
        const auto result = shift.inbox.approve(press, contact, shown);
        if (!result) {
            emit q->announced(blockedWords(result.error()));
            return;
        }
        list->focusList();
    }

    QString blockedWords(const Error& error) const
    {
        const auto* record = shift.inbox.record();
        const auto verdict = shift.inbox.verdict();
        if (record && !verdict.allowed())
            return words::gate(verdict, record->contact, shift.clock.now());
        return words::actionFailed(error);
    }

    void choose(int index)
    {
        if (index < 0 || !hasConversation())
            return;
        const QScopedValueRollback own(acting, true);
        const auto& suggestions = shift.inbox.suggestions();
        if (index < suggestions.size() && suggestions.at(index).source == Suggestion::Source::HandOff) {
            const QString what = words::done(UndoHistory::Kind::Escalate, name());
            report(shift.inbox.escalate(shift.inbox.current(), InboxView::tr("Writes in Spanish")), what);
        } else {
            report(shift.inbox.choose(index));
        }
    }

    InboxView* q;
    Shift& shift;
    ConversationPane* list;
    ThreadPane* thread;
    SuggestionPane* side;
    QTimer* clockTick = nullptr;
    SendKeys* sendKeys = nullptr;
    ActionGuard* guard = nullptr;
    TypingCutOff* cutOff = nullptr;
    bool acting = false; ///< What this screen was asked for is being done.
    bool drawer = false; ///< Too narrow for the suggestions beside the thread: they come when asked for.
    bool drawerOpen = false;
};

InboxView::InboxView(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, shift))
{
    setObjectName(u"inboxView"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(d->list);
    row->addWidget(d->thread, 1);
    row->addWidget(d->side);

    auto* router = new KeyRouter(ActionScope::Inbox, this);
    d->guard = new ActionGuard(
        shift.clock, [this] { return d->shift.inbox.current(); }, this);
    d->cutOff = new TypingCutOff(shift.clock, ActionScope::Inbox, this);
    for (Button* const button : d->thread->actionButtons())
        d->guard->addButton(button);
    connect(router, &KeyRouter::triggered, this, [this](const QString& action) {
        if (!ActionGuard::guards(action) || d->guard->acceptsKey())
            perform(action);
    });
    qApp->installEventFilter(
        this); // After the router: the question's Y and N come before the actions of those letters.

    connect(d->thread, &ThreadPane::actionRequested, this, [this](const QString& action) {
        if (!ActionGuard::guards(action) || d->guard->acceptsClick())
            perform(action);
    });
    connect(d->thread, &ThreadPane::stopClicked, this, [this](bool yes) {
        if (d->guard->acceptsClick())
            d->thread->answerStop(yes);
    });
    connect(d->thread, &ThreadPane::saidStop, this, [this](bool yes) { d->saidStop(yes); });
    connect(d->thread, &ThreadPane::drawerRequested, this, [this](bool open) { d->setDrawer(open); });
    auto* pane = d->thread->composer();
    connect(pane, &ComposerPane::leave, d->list, &ConversationPane::focusList);
    connect(pane, &ComposerPane::cutOff, this, [this] { d->cutOffTyping(); });
    connect(d->side, &SuggestionPane::cutOff, this, [this] { d->cutOffTyping(); });
    connect(pane, &ComposerPane::handedOver, this, [this](const QString& reason) {
        const QScopedValueRollback own(d->acting, true);
        const QString what = words::done(UndoHistory::Kind::Escalate, d->name());
        d->report(d->shift.inbox.escalate(d->shift.inbox.current(), reason), what);
        d->list->focusList();
    });
    d->sendKeys = new SendKeys(shift.clock, u"inbox.send"_s, this);
    d->sendKeys->setButton(pane->sendButton());
    d->sendKeys->setShown([this] {
        const bool isOpen = d->thread->composer()->isOpen();
        return SendKeys::Shown{d->shift.inbox.current(), isOpen ? d->composer()->toPlainText() : QString()};
    });
    connect(d->sendKeys, &SendKeys::pressed, this, [this](const Press& press) { d->send(press); });
    // Somebody who wrote this moment is read before she is answered.
    connect(d->thread, &ThreadPane::replyArrived, this, [this] { d->cardIsNew(PressGuard::Cause::ByItself); });
    connect(d->composer(), &Composer::suggestionKey, this,
            [this](int index) { d->choose(d->side->indexOfKey(index + 1)); });
    connect(d->side, &SuggestionPane::chosen, this, [this](int index) {
        d->choose(index);
        d->composer()->setFocus(Qt::OtherFocusReason);
        d->setDrawer(false);
    });
    connect(d->side, &SuggestionPane::leave, this, [this] {
        d->list->focusList();
        d->setDrawer(false);
    });
    connect(d->side, &SuggestionPane::failed, this,
            [this](const Error& error) { emit announced(words::actionFailed(error)); });
    connect(d->side, &SuggestionPane::refused, this, &InboxView::announced);

    auto& inbox = shift.inbox;
    connect(&inbox, &InboxSession::conversationChanged, this, [this] {
        d->cardIsNew(PressGuard::Cause::OwnPress);
        d->setDrawer(false);
    });
    d->showSide();

    // Hours open and close, ages grow; looked at only while somebody sees it.
    d->clockTick = new QTimer(this);
    d->clockTick->setInterval(15'000);
    connect(d->clockTick, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        d->shift.inbox.refresh();
        d->list->timePassed();
        d->thread->timePassed();
    });
    d->clockTick->start();
}

InboxView::~InboxView()
{
    qApp->removeEventFilter(this);
    d->shift.inbox.flushDraft();
}

void InboxView::activate()
{
    auto& inbox = d->shift.inbox;
    inbox.refresh();
    if (inbox.current().isEmpty() && !inbox.lines().isEmpty())
        inbox.open(inbox.lines().front().contact);
    d->list->focusList();
}

void InboxView::openConversation(const ContactId& contact)
{
    d->shift.inbox.open(contact);
    d->list->focusList();
}

bool InboxView::perform(const QString& actionId) { return performFor(d->shift.inbox.current(), actionId); }

bool InboxView::performFor(const ContactId& whom, const QString& actionId)
{
    auto& inbox = d->shift.inbox;
    if (actionId == u"inbox.next"_s)
        return d->list->step(1);
    if (actionId == u"inbox.previous"_s)
        return d->list->step(-1);
    const auto* record = inbox.record();
    if (!record)
        return false;
    if (inbox.current() != whom) {
        emit announced(words::actionFailed({ErrorCode::Conflict, {}}));
        return true;
    }
    const QScopedValueRollback own(d->acting, true);
    if (actionId.startsWith(u"inbox.suggestion."_s)) {
        const int index = d->side->indexOfNumber(actionId.mid(17).toInt());
        d->choose(index);
        return index >= 0;
    }
    if (actionId == u"inbox.edit"_s) {
        if (!d->thread->composer()->isOpen())
            return false;
        d->composer()->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    if (actionId == u"inbox.mend"_s)
        return d->thread->composer()->mendText();
    if (actionId == u"inbox.reveal"_s)
        return d->thread->thread()->toggle();
    const auto action = contactActionOf(actionId);
    if (const auto ability = action ? lacking(d->shift.store, record->contact.id, *action) : std::nullopt) {
        emit announced(words::lacking(*ability));
        return true;
    }
    const QString name = d->name();
    using Kind = UndoHistory::Kind;
    if (actionId == u"inbox.setAside"_s) {
        const bool on = !record->setAside;
        d->report(inbox.setAside(whom, on),
                  on ? words::done(Kind::SetAside, name) : words::undone(Kind::SetAside, name));
    } else if (actionId == u"inbox.wrongNumber"_s)
        d->report(inbox.wrongNumber(whom), words::done(Kind::WrongNumber, name));
    else if (actionId == u"inbox.optOut"_s)
        d->optOut(whom);
    else if (actionId == u"inbox.escalate"_s)
        d->thread->composer()->askReason();
    else if (actionId == u"inbox.tag"_s) {
        d->setDrawer(true);
        d->side->focusTags();
    } else if (actionId == u"inbox.answer"_s) {
        d->setDrawer(true);
        d->side->focusAnswers();
    } else if (actionId == u"inbox.note"_s) {
        d->setDrawer(true);
        d->side->focusNote();
    } else if (actionId == u"inbox.close"_s)
        d->report(inbox.close(whom), words::done(Kind::Close, name));
    else if (actionId == u"inbox.reopen"_s)
        d->report(inbox.reopen(whom), words::undone(Kind::Close, name));
    else
        return false;
    return true;
}

bool InboxView::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    const bool keyEvent = type == QEvent::KeyPress || type == QEvent::ShortcutOverride;
    if (!keyEvent || !watched->isWidgetType() || !isVisible())
        return QWidget::eventFilter(watched, event);
    auto* const target = static_cast<QWidget*>(watched);
    if (target != this && !isAncestorOf(target))
        return QWidget::eventFilter(watched, event);
    auto* const key = static_cast<QKeyEvent*>(event);

    auto& map = ActionMap::current();
    const bool letters = map.singleLetters() && !ActionMap::isTextField(target);
    const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool press = type == QEvent::KeyPress;
    if (d->thread->asksToStop() && letters && modifiers == Qt::NoModifier &&
        (key->key() == Qt::Key_Y || key->key() == Qt::Key_N)) {
        event->accept();
        if (press && !key->isAutoRepeat())
            d->thread->answerStop(key->key() == Qt::Key_Y);
        return true;
    }
    const int digit = key->key() - Qt::Key_0;
    const bool always = modifiers == ActionMap::suggestionModifier();
    if (digit >= 1 && digit <= 9 && (always || (letters && modifiers == Qt::NoModifier))) {
        event->accept();
        if (press && !key->isAutoRepeat())
            d->choose(d->side->indexOfKey(digit));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void InboxView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto& theme = Theme::current();
    const int full = theme.px(308) + theme.px(340) + theme.px(280);
    d->list->setCompact(width() < full);
    d->drawer = width() < theme.px(620);
    d->showSide();
    d->side->setFixedWidth(std::min(theme.px(332), std::max(theme.px(220), width() * 3 / 10)));
}

} // namespace textbank
