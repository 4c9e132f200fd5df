#include "ui/inbox/ThreadPane.h"

#include "ui/Abilities.h"
#include "ui/Words.h"
#include "ui/inbox/ComposerPane.h"
#include "ui/inbox/DisplayText.h"
#include "ui/inbox/InboxWords.h"
#include "ui/inbox/ThreadHeader.h"
#include "ui/inbox/ThreadModel.h"
#include "ui/inbox/ThreadView.h"
#include "ui/settings/ActionMap.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ActionGuard.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/QuestionBar.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

/// The newest words of theirs, for the question about them; null when there are none.
const Message* lastReply(const QList<Message>& thread)
{
    for (auto it = thread.rbegin(); it != thread.rend(); ++it) {
        if (it->direction == Direction::Incoming)
            return &*it;
    }
    return nullptr;
}

} // namespace

ThreadPane::ThreadPane(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , m_shift(shift)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState)
    , m_page(new QWidget)
    , m_header(new ThreadHeader(shift))
    , m_optedOut(new Banner(Tone::Bad, u"opt-out"_s))
    , m_ask(new QuestionBar(Tone::Warn, u"help"_s))
    , m_asked(shift.clock)
    , m_model(new ThreadModel(shift, this))
    , m_thread(new ThreadView(m_model))
    , m_newReply(new Button(tr("New reply"), Button::Kind::Primary, m_thread))
    , m_actions(new QWidget)
    , m_composer(new ComposerPane(shift))
{
    setObjectName(u"threadPane"_s);
    m_empty->setObjectName(u"threadEmpty"_s);
    m_optedOut->setObjectName(u"optOutBanner"_s);
    m_ask->setObjectName(u"askBanner"_s);
    auto* yes = m_ask->addButton(tr("Yes, opt out"));
    yes->setObjectName(u"askYes"_s);
    auto* no = m_ask->addButton(tr("No"));
    no->setObjectName(u"askNo"_s);
    const auto letters = [yes, no] {
        const bool on = ActionMap::current().singleLetters();
        yes->setKeyText(on ? u"Y"_s : QString());
        no->setKeyText(on ? u"N"_s : QString());
    };
    letters();
    connect(&ActionMap::current(), &ActionMap::changed, this, letters);
    connect(&ActionMap::current(), &ActionMap::changed, this, [this] {
        labelActions();
        m_model->sync(); // A covered reply names its key.
    });
    connect(yes, &Button::clicked, this, [this] { emit stopClicked(true); });
    connect(no, &Button::clicked, this, [this] { emit stopClicked(false); });
    m_answers = {yes, no};
    m_newReply->setObjectName(u"newReplyButton"_s);
    m_newReply->setIconName(u"chevron-down"_s);
    m_newReply->setFocusPolicy(Qt::TabFocus);
    m_newReply->hide();
    m_thread->setMinimumHeight(60);
    makeActions();

    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    auto* banners = new QWidget(m_page);
    banners->setObjectName(u"threadBanners"_s);
    auto* bannerColumn = new QVBoxLayout(banners);
    bannerColumn->addWidget(m_optedOut);
    bannerColumn->addWidget(m_ask);
    column->addWidget(banners);
    column->addWidget(m_thread, 1);
    column->addWidget(m_actions);
    column->addWidget(m_composer);
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_empty);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_newReply, &Button::clicked, m_thread, &ThreadView::toEnd);
    connect(m_thread, &ThreadView::endReached, m_newReply, &QWidget::hide);
    auto& inbox = m_shift.inbox;
    connect(&inbox, &InboxSession::conversationChanged, this, &ThreadPane::showConversation);
    connect(&inbox, &InboxSession::threadChanged, this, &ThreadPane::showThread);
    connect(&inbox, &InboxSession::recordChanged, this, &ThreadPane::showRecord);
    connect(&inbox, &InboxSession::linesChanged, this, [this] {
        if (m_shift.inbox.current().isEmpty())
            showConversation();
    });
    connect(&m_shift.mask, &ReplyMask::revealedChanged, m_model, &ThreadModel::sync);
    connect(&m_shift.mask, &ReplyMask::levelChanged, this, [this] {
        m_model->sync();
        showRecord();
    });
    connect(&Theme::current(), &Theme::changed, this, &ThreadPane::applySizes);
    applySizes();
    showConversation();
}

void ThreadPane::makeActions()
{
    m_actions->setObjectName(u"inboxActions"_s);
    auto* flow = new FlowLayout(m_actions, 2);
    flow->setContentsMargins(0, 0, 0, 0);
    const std::pair<QString, QString> actions[] = {
        {u"inbox.setAside"_s, tr("Set aside")}, {u"inbox.wrongNumber"_s, tr("Wrong number")},
        {u"inbox.optOut"_s, tr("Opt out")},     {u"inbox.escalate"_s, tr("Hand to staff")},

        {u"inbox.close"_s, tr("Close")},        {u"inbox.reopen"_s, tr("Reopen")},
    };
    for (const auto& [id, text] : actions) {
        auto* button = new Button(text, Button::Kind::Quiet, m_actions);
        button->setObjectName(id);
        button->setActionId(id);
        if (const auto* action = ActionMap::current().action(id))
            button->setIconName(action->icon);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(text);
        connect(button, &Button::clicked, this, [this, id = id] { emit actionRequested(id); });
        flow->addWidget(button);
        m_buttons.insert(id, button);
    }
    m_drawer = new Button(tr("Suggestions"), Button::Kind::Secondary, m_actions);
    m_drawer->setObjectName(u"drawerButton"_s);
    m_drawer->setIconName(u"chevron-right"_s);
    m_drawer->setCheckable(true);
    m_drawer->setFocusPolicy(Qt::TabFocus);
    m_drawer->setAccessibleName(tr("Suggestions, answers, tags and notes"));
    m_drawer->setToolTip(m_drawer->accessibleName());
    m_drawer->hide();
    connect(m_drawer, &Button::clicked, this, [this](bool open) { emit drawerRequested(open); });
    flow->addWidget(m_drawer);
}

void ThreadPane::labelActions()
{
    // Where the room is scarce an icon and its key stand for the words; they stay in the tool tip and for screen
    // readers.
    const bool brief = height() < Theme::current().px(560);
    const bool tight = brief && width() < Theme::current().px(500);
    m_drawer->setText(brief && width() < Theme::current().px(400) ? QString() : tr("Suggestions"));
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        const QString words = it.value()->accessibleName();
        it.value()->setText(brief ? QString() : words);
        it.value()->setToolTip(words);
        it.value()->setKeyText(tight ? QString() : ActionMap::current().keyText(it.key()));
    }
}

void ThreadPane::applySizes()
{
    const auto& theme = Theme::current();
    const int side = theme.space(Space::M);
    m_actions->setContentsMargins(side, theme.space(Space::Xs), side, 0);
    auto* banners = m_optedOut->parentWidget()->layout();
    const bool any = !m_optedOut->isHidden() || !m_ask->isHidden();
    banners->setContentsMargins(theme.space(Space::L), any ? theme.space(Space::S) : 0, theme.space(Space::L), 0);
}

void ThreadPane::setDrawer(bool drawer, bool open)
{
    m_drawer->setVisible(drawer);
    m_drawer->setChecked(open);
}

bool ThreadPane::asksToStop() const { return isVisible() && m_stack->currentIndex() == 0 && !m_ask->isHidden(); }

QList<Button*> ThreadPane::actionButtons() const
{
    QList<Button*> buttons = m_answers;
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        if (ActionGuard::guards(it.key()))
            buttons << it.value();
    }
    return buttons;
}

void ThreadPane::answerStop(bool yes)
{
    if (m_asked.couldBeRead())
        emit saidStop(yes);
}

void ThreadPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_asked.shownAgain();
}

void ThreadPane::showConversation()
{
    m_newReply->hide();
    const bool open = m_shift.inbox.record() != nullptr;
    m_stack->setCurrentIndex(open ? 0 : 1);
    if (open) {
        showRecord();
        m_model->sync();
        return;
    }
    const auto& figures = m_shift.store.figures();
    if (figures.waiting > 0) {
        m_empty->set(u"reply"_s, tr("%n person(s) wrote back", nullptr, figures.waiting),
                     tr("Choose a conversation on the left, or press J for the next one."));
    } else if (figures.repliesReceived > 0) {
        m_empty->set(u"check"_s, tr("All replies are answered"),
                     tr("New ones come in here by themselves. A good moment to stretch."), Tone::Good);
    } else {
        m_empty->set(u"message"_s, tr("Replies will come in here"),
                     tr("Send first messages meanwhile: when somebody writes back, the count on the left says so."));
    }
}

void ThreadPane::showThread()
{
    const bool atEnd = m_thread->isAtEnd();
    if (!m_model->sync())
        return;
    emit replyArrived();
    if (!atEnd) {
        m_newReply->show();
        placeNewReply();
    }
}

void ThreadPane::showRecord()
{
    const auto* record = m_shift.inbox.record();
    if (!record) {
        showConversation();
        return;
    }
    m_header->show(*record);
    const QString who = words::who(record->contact);
    m_optedOut->setVisible(record->optedOut);
    if (record->optedOut)
        m_optedOut->setText(words::gate(m_shift.inbox.verdict(), record->contact, m_shift.clock.now()));
    const bool ask = record->mayHaveOptedOut && !record->optedOut;
    const Message* const last = ask ? lastReply(m_shift.inbox.thread()) : nullptr;
    m_asked.show(!ask ? QString() : record->contact.id.value + u'|' + (last ? last->id.value : QString()));
    if (ask) {
        const QString reply = last ? displayLine(last->text) : QString();
        // The words alone say why; where they are the whole reply, it says that itself.
        const QString words = displayLine(m_shift.inbox.stopWords());
        const bool tellsWhy = !words.isEmpty() && words.size() + 4 < reply.size();
        const bool room = height() >= Theme::current().px(560);
        m_ask->setText(
            reply.isEmpty() || !room ? tr("Did %1 ask to stop?").arg(who)
            : m_shift.mask.covers(*last)
                ? tr("Did %1 ask to stop? The reply is hidden: it may be hostile. Nothing can be sent until you "
                     "answer.")
                      .arg(who)
            : tellsWhy
                ? tr("Did %1 ask to stop? “%2” Nothing can be sent until you answer. Asked because of “%3”.")
                      .arg(who, shortened(reply, 120), shortened(words, 60))
                : tr("Did %1 ask to stop? “%2” Nothing can be sent until you answer.").arg(who, shortened(reply, 120)));
    }
    m_ask->setVisible(ask);

    const bool ended = record->optedOut || record->wrongNumber;
    const bool closed = record->stage == ContactStage::Closed;
    const auto* campaign = m_shift.store.campaign(record->contact.campaign);
    const auto show = [this, campaign](const QString& id, bool on) {
        const auto action = contactActionOf(id);
        m_buttons[id]->setVisible(on && (!campaign || !action || !lacking(*campaign, *action)));
    };
    show(u"inbox.setAside"_s, !ended && !closed);
    m_buttons[u"inbox.setAside"_s]->setAccessibleName(record->setAside ? tr("Take back up") : tr("Set aside"));
    labelActions();
    show(u"inbox.wrongNumber"_s, !ended && record->assigned);
    show(u"inbox.optOut"_s, !record->optedOut);
    show(u"inbox.escalate"_s, !record->optedOut && !record->escalated && record->assigned);
    show(u"inbox.close"_s, !closed && !record->escalated && record->assigned);
    show(u"inbox.reopen"_s, (closed || record->escalated || record->wrongNumber) && record->assigned);
    applySizes();
}

void ThreadPane::timePassed()
{
    if (const auto* record = m_shift.inbox.record())
        m_header->show(*record);
}

void ThreadPane::placeNewReply()
{
    const QSize size = m_newReply->sizeHint();
    const int gap = Theme::current().space(Space::S);
    m_newReply->setGeometry((m_thread->width() - size.width()) / 2, m_thread->height() - size.height() - gap,
                            size.width(), size.height());
    m_newReply->raise();
}

void ThreadPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    labelActions();
    m_header->setFlat(height() < Theme::current().px(560));
    if (!m_newReply->isHidden())
        placeNewReply();
}

} // namespace textbank
