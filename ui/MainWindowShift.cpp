#include "ui/MainWindowShift.h"

#include "ui/Abilities.h"
#include "ui/MainWindow.h"
#include "ui/Words.h"
#include "ui/brief/BriefView.h"
#include "ui/desk/DeskView.h"
#include "ui/end/EndView.h"
#include "ui/find/FindPalette.h"
#include "ui/help/HelpView.h"
#include "ui/inbox/InboxView.h"
#include "ui/settings/KeyRouter.h"
#include "ui/settings/Preferences.h"
#include "ui/settings/SettingsView.h"
#include "ui/snippets/SnippetsView.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ConnectionPopover.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/NavButton.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/QuestionBar.h"
#include "ui/widgets/ScrollPane.h"
#include "ui/widgets/StatusStrip.h"
#include "ui/widgets/Toast.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTickMs = 15'000;
constexpr int kCountdownMs = 200;
/// At a time: the screen below the notice is still to be worked on.
constexpr qsizetype kMostOfStaff = 3;
const QString kStaffReadSetting = u"staff.read"_s;

} // namespace

MainWindowShift::MainWindowShift(const Shift& shift, Theme& theme, Preferences& preferences, ActionMap& actions,
                                 QWidget* parent)
    : QWidget(parent)
    , m_shift(shift)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_actions(actions)
    , m_countdown(this)
{
    setObjectName(u"shiftScreens"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeRail());
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    row->addLayout(column, 1);
    m_strip = new StatusStrip(m_shift, this);
    column->addWidget(m_strip);
    auto* noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(12, 0, 12, 0);
    m_notice = new Banner(Tone::Accent, u"message"_s, this);
    m_notice->setObjectName(u"staffNotice"_s);
    m_notice->hide();
    auto* read = m_notice->addButton(tr("Close"));
    read->setObjectName(u"closeNotice"_s);
    connect(read, &QPushButton::clicked, this, &MainWindowShift::closeNotice);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    auto* questionRow = new QVBoxLayout;
    questionRow->setContentsMargins(12, 0, 12, 0);
    questionRow->addWidget(makeEnded());
    questionRow->addWidget(makeClosing());
    column->addLayout(questionRow);
    m_stack = new QStackedWidget(this);
    column->addWidget(m_stack, 1);
    makeScreens();
    makeOverlays();

    auto* router = new KeyRouter(ActionScope::Global, this);
    connect(router, &KeyRouter::triggered, this, [this](const QString& id) { perform(id); });
    connect(m_strip, &StatusStrip::connectionRequested, this, [this] { perform(u"app.connection"_s); });
    connect(&m_shift.review, &ReviewSession::progressChanged, this, &MainWindowShift::showCounts);
    connect(&m_shift.store, &Store::changed, this, &MainWindowShift::storeChanged);
    connect(&m_shift.undo, &UndoHistory::changed, this, &MainWindowShift::undoChanged);
    const auto applyShield = [this] { m_shift.mask.setLevel(m_preferences.shield()); };
    connect(&m_preferences, &Preferences::changed, this, applyShield);
    applyShield();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_desk->refresh();
        m_shift.inbox.refresh();
        m_strip->showFigures();
    });
    m_tick.start();
    m_countdown.setInterval(kCountdownMs);
    m_countdown.setObjectName(u"countdown"_s);
    connect(&m_countdown, &QTimer::timeout, this, [this] {
        if (!m_toast->isSaying()) // What was said since the text was held has its time first.
            countDown();
    });
    m_staffRead = m_shift.store.setting(kStaffReadSetting).value_or({});
    if (m_shift.memoryOnly) {
        m_warning = tr("This computer has no keychain, so nothing is kept when Textbank closes. Finish your "
                       "shift before you close it.");
    } else if (m_shift.inbox.readsByRulesAlone()) {
        m_warning = tr("A part of Textbank is missing or damaged: replies are read by simple rules alone. Opt-outs in "
                       "clear words are still acted on; read each reply with care, and install Textbank again.");
    }
    showNotices();
    showCounts();
}

MainWindowShift::~MainWindowShift() = default;

QWidget* MainWindowShift::makeRail()
{
    auto* rail = new Panel(Panel::Kind::Rail, this);
    rail->setObjectName(u"rail"_s);
    rail->setAccessibleName(tr("Screens"));
    auto* outer = new QVBoxLayout(rail);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* pane = new ScrollPane(rail);
    pane->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    auto* brand = new Label(u"Textbank"_s, TextRole::Heading, Tone::Plain, content);
    brand->setObjectName(u"brand"_s);
    column->addWidget(brand);
    auto* organisation = new Label(m_shift.organisation, TextRole::Small, Tone::Muted, content);
    organisation->setWordWrap(true);
    column->addWidget(organisation);
    column->addSpacing(8);
    const struct
    {
        const char* icon;
        const char* action;
        bool below;
    } entries[] = {{"brief", "app.brief", false},   {"message", "app.firstMessages", false},
                   {"reply", "app.replies", false}, {"bookmark", "app.snippets", false},
                   {"search", "app.find", false},   {"settings", "app.settings", true},
                   {"help", "app.help", true},      {"flag", "app.finish", true}};
    bool gap = false;
    for (const auto& entry : entries) {
        if (entry.below && !gap) {
            column->addStretch(1);
            gap = true;
        }
        const QString action = QString::fromLatin1(entry.action);
        auto* button = new NavButton(QString::fromLatin1(entry.icon), ActionMap::title(action), action, content);
        if (action == u"app.help"_s)
            button->setText(tr("Help"));
        else if (action == u"app.find"_s)
            button->setText(tr("Find"));
        connect(button, &QAbstractButton::clicked, this, [this, action] {
            perform(action);
            showCounts(); // The check mark belongs to the screen, not to the click.
        });
        column->addWidget(button);
        m_nav.append(button);
    }
    auto* who = new Label(m_shift.volunteerName, TextRole::Small, Tone::Muted, content);
    who->setObjectName(u"volunteerName"_s);
    who->setWordWrap(true);
    column->addWidget(who);
    pane->setContent(content);
    outer->addWidget(pane);
    const auto restyle = [rail, column, brand, organisation, who] {
        const Theme& theme = Theme::current();
        const int pad = theme.textScale() > 1.3 ? 6 : theme.space(Space::M);
        column->setContentsMargins(pad, theme.space(Space::L), pad, theme.space(Space::M));
        column->setSpacing(theme.space(Space::Xs) / 2);
        rail->setFixedWidth(NavButton::railWidth() + 2 * pad);
        const bool narrow = theme.textScale() > 1.3;
        brand->setVisible(!narrow);
        organisation->setVisible(!narrow);
        who->setVisible(!narrow);
        brand->setContentsMargins(theme.px(10), 0, 0, 0);
        organisation->setContentsMargins(theme.px(10), 0, 0, 0);
        who->setContentsMargins(theme.px(10), theme.px(6), 0, 0);
    };
    connect(&Theme::current(), &Theme::changed, rail, restyle);
    restyle();
    return rail;
}

QWidget* MainWindowShift::makeClosing()
{
    m_closing = new QuestionBar(Tone::Bad, u"warning"_s, this);
    m_closing->setObjectName(u"closing"_s);
    auto* stay = m_closing->addButton(tr("Stay"), true);
    stay->setObjectName(u"stay"_s);
    auto* lose = m_closing->addButton(tr("Close and lose it"));
    lose->setObjectName(u"loseAndClose"_s);
    connect(stay, &QPushButton::clicked, this, [this] {
        m_closing->hide();
        go(screen());
    });
    connect(lose, &QPushButton::clicked, this, [this] {
        m_mayLose = true;
        emit loseAndClose();
    });
    m_closing->hide();
    return m_closing;
}

QWidget* MainWindowShift::makeEnded()
{
    m_ended = new QuestionBar(Tone::Bad, u"lock"_s, this);
    m_ended->setObjectName(u"sessionEnded"_s);
    if (m_shift.canSignInAgain) {
        auto* signIn = m_ended->addButton(tr("Sign in again"), true);
        signIn->setObjectName(u"signInAgain"_s);
        connect(signIn, &QPushButton::clicked, this, &MainWindowShift::signInRequested);
    }
    auto* finish = m_ended->addButton(tr("Finish the shift"));
    finish->setObjectName(u"finishEnded"_s);
    m_finishEnded = finish;
    connect(finish, &QPushButton::clicked, this, [this] { go(Screen::End); });
    connect(&m_shift.engine, &SyncEngine::statusChanged, this, &MainWindowShift::showEnded);
    m_ended->hide();
    return m_ended;
}

void MainWindowShift::showEnded()
{
    SyncStatus status = m_shift.engine.status();
    if (status.ending && screen() != Screen::End)
        go(Screen::End);
    const bool atEnd = screen() == Screen::End;
    bool comesBack = false;
    if (m_shift.canSignInAgain && status.state != SyncState::Revoked && !status.ended) {
        // While it is asked once more, the bar neither goes nor comes.
        comesBack = status.state == SyncState::SignedOut ||
                    (status.lastError && status.lastError->meaning == Meaning::NotSignedIn);
        status.state = comesBack ? SyncState::SignedOut : status.state;
    }
    const bool refused = status.state == SyncState::Revoked || status.state == SyncState::SignedOut;
    const bool over = refused && !status.ended;
    if (over) {
        m_ended->setText(
            comesBack && atEnd
                ? tr("Before you finish: sign in again, so that what you did reaches the gateway.")
                : words::syncExplained(status, comesBack ? words::WayBack::Password : words::WayBack::Staff));
    }
    m_finishEnded->setVisible(!atEnd);
    if (auto* signIn = m_ended->findChild<QPushButton*>(u"signInAgain"_s))
        signIn->setVisible(comesBack);
    // One question at a time; the last screen says it in its own words.
    m_ended->setVisible(over && m_closing->isHidden() && (comesBack || !atEnd));
    showNotices();
}

bool MainWindowShift::losesOnClose() const
{
    return !m_shift.practice && m_shift.memoryOnly && !m_mayLose && m_shift.store.outboxCounts().open() > 0;
}

void MainWindowShift::askBeforeClosing()
{
    m_closing->setText(tr("This computer has no keychain, so what has not reached the gateway is lost when Textbank "
                          "closes. %1 Finish your shift, or wait until everything is up.")
                           .arg(words::unsent(m_shift.store.outboxCounts())));
    m_ended->hide();
    m_closing->show();
    showNotices();
    m_closing->findChild<QPushButton*>(u"stay"_s)->setFocus(Qt::OtherFocusReason);
}

void MainWindowShift::makeScreens()
{
    m_brief = new BriefView(m_shift, m_stack);
    m_desk = new DeskView(m_shift, m_stack);
    m_inbox = new InboxView(m_shift, m_stack);
    m_snippets = new SnippetsView(m_shift, m_stack);
    m_settings = new SettingsView(m_theme, m_preferences, m_actions, m_stack);
    m_settings->setMemoryOnly(m_shift.memoryOnly, m_shift.passphrase);
    m_end = new EndView(m_shift, m_stack);
    for (QWidget* view : std::initializer_list<QWidget*>{m_brief, m_desk, m_inbox, m_snippets, m_settings,
                                                         m_end}) // As Screen has them.
        m_stack->addWidget(view);
    connect(m_brief, &BriefView::startRequested, this, [this] { go(Screen::FirstMessages); });
    connect(m_desk, &DeskView::announced, this, &MainWindowShift::say);
    connect(m_desk, &DeskView::campaignChosen, this, &MainWindowShift::campaignChosen);
    connect(m_desk, &DeskView::repliesRequested, this, [this] { go(Screen::Replies); });
    connect(m_desk, &DeskView::finishRequested, this, [this] { go(Screen::End); });
    connect(m_inbox, &InboxView::announced, this, [this](const QString& sentence) {
        // A step of this very moment is what it tells of; a refusal comes without one.
        say(sentence, m_shift.undo.pushes() != m_pushesPast);
    });
    connect(m_snippets, &SnippetsView::announced, this, &MainWindowShift::showNotice);
    connect(m_end, &EndView::finished, this, &MainWindowShift::finished);
    connect(m_end, &EndView::practiceAgain, this, &MainWindowShift::practiceAgain);
    connect(m_end, &EndView::keepAndClose, this, &MainWindowShift::keepAndClose);
    connect(m_end, &EndView::cancelled, this, [this] { go(Screen::FirstMessages); });
}

void MainWindowShift::makeOverlays()
{
    m_find = new FindPalette(m_shift, this);
    m_find->hide();
    connect(m_find, &FindPalette::personChosen, this, &MainWindowShift::showPerson);
    connect(m_find, &FindPalette::conversationChosen, this, [this](const ContactId& contact) {
        go(Screen::Replies);
        m_inbox->openConversation(contact);
    });
    connect(m_find, &FindPalette::actionChosen, this, [this](const QString& id) { perform(id, m_foundBy); });
    connect(m_find, &FindPalette::closed, this, [this] { go(screen()); });
    m_help = new HelpView(this);
    connect(m_help, &HelpView::closed, this, [this] { go(screen()); });
    m_toast = new Toast(this);
}

MainWindowShift::Screen MainWindowShift::screen() const { return static_cast<Screen>(m_stack->currentIndex()); }

void MainWindowShift::start()
{
    go(BriefView::isUnread(m_shift.store, m_shift.campaign) ? Screen::Brief : Screen::FirstMessages);
}

void MainWindowShift::go(Screen screen)
{
    const SyncStatus status = m_shift.engine.status();
    if ((status.ended || status.ending) && screen != Screen::End)
        return; // Signed out, or about to be: nothing that is done now could go up any more.
    if (screen != this->screen() && !m_toast->isCounting())
        m_toast->hush(); // It spoke of the other screen.
    m_stack->setCurrentIndex(static_cast<int>(screen));
    switch (screen) {
    case Screen::Brief:
        m_brief->activate();
        break;
    case Screen::FirstMessages:
        m_desk->activate();
        break;
    case Screen::Replies:
        m_inbox->activate();
        break;
    case Screen::Snippets:
        m_snippets->activate();
        break;
    case Screen::Settings:
        m_settings->activate();
        break;
    case Screen::End:
        m_end->activate();
        break;
    }
    showEnded();
    showCounts();
}

bool MainWindowShift::perform(const QString& actionId, const ContactId& whom)
{
    if (actionId == u"app.firstMessages"_s)
        go(Screen::FirstMessages);
    else if (actionId == u"app.replies"_s)
        go(Screen::Replies);
    else if (actionId == u"app.snippets"_s)
        go(Screen::Snippets);
    else if (actionId == u"app.brief"_s)
        go(Screen::Brief);
    else if (actionId == u"app.settings"_s)
        go(Screen::Settings);
    else if (actionId == u"app.finish"_s)
        go(Screen::End);
    else if (actionId == u"app.help"_s)
        showHelp();
    else if (actionId == u"app.find"_s)
        openFind();
    else if (actionId == u"app.undo"_s)
        undo();
    else if (actionId == u"app.connection"_s)
        (new ConnectionPopover(m_shift, m_strip->connectionButton()))->open();
    else if (actionId.startsWith(u"desk."_s))
        return m_desk->performFor(whom, actionId);
    else if (actionId.startsWith(u"inbox."_s))
        return m_inbox->performFor(whom, actionId);
    else if (actionId.startsWith(u"editor."_s))
        return m_snippets->perform(actionId);
    else
        return false;
    return true;
}

void MainWindowShift::showHelp()
{
    if (m_help->isVisible()) {
        m_help->dismiss();
        return;
    }
    m_help->setAbsent(absentActions());
    m_help->activate();
}

QStringList MainWindowShift::absentActions() const
{
    QStringList absent;
    for (const ActionMap::Action& action : m_actions.actions()) {
        const auto kept = contactActionOf(action.id);
        if (kept && lackingEverywhere(m_shift.store, *kept))
            absent.append(action.id);
    }
    return absent;
}

ContactId MainWindowShift::contactHere() const
{
    if (screen() == Screen::Replies)
        return m_shift.inbox.current();
    const Card* const card = screen() == Screen::FirstMessages ? m_shift.review.card() : nullptr;
    return card ? card->record.contact.id : ContactId{};
}

QString MainWindowShift::title() const
{
    const Campaign* const campaign = m_shift.store.campaign(m_shift.campaign);
    return m_shift.practice ? MainWindow::tr("Textbank - practice")
           : campaign       ? MainWindow::tr("Textbank - %1").arg(campaign->title)
                            : u"Textbank"_s;
}

void MainWindowShift::campaignChosen()
{
    m_strip->showConnection();
    emit campaignChanged();
}

void MainWindowShift::openFind()
{
    QList<FindAction> found;
    const QString here = screen() == Screen::Replies         ? u"inbox."_s
                         : screen() == Screen::FirstMessages ? u"desk."_s
                         : screen() == Screen::Snippets      ? u"editor."_s
                                                             : u"app."_s;
    const QStringList absent = absentActions();
    for (const ActionMap::Action& action : m_actions.actions()) {
        // A text is sent by its own key, never from a list.
        if (action.sends || action.id == u"app.find"_s ||
            !(action.id.startsWith(u"app."_s) || action.id.startsWith(here)))
            continue;
        const auto kept = contactActionOf(action.id);
        if (kept && (absent.contains(action.id) || lacking(m_shift.store, contactHere(), *kept)))
            continue;
        found.append({action.id, ActionMap::title(action.id), m_actions.keyText(action.id)});
    }
    m_help->hide();
    m_foundBy = contactHere();
    m_find->setActions(found);
    m_find->activate();
}

void MainWindowShift::showPerson(const ContactId& contact)
{
    const ContactRecord* const record = m_shift.store.contact(contact);
    if (record && record->stage == ContactStage::NeedsFirstMessage) {
        go(Screen::FirstMessages);
        m_desk->showContact(contact);
        return;
    }
    go(Screen::Replies);
    m_inbox->openConversation(contact);
}

void MainWindowShift::undo()
{
    if (m_snippets->undo())
        return;
    if (!m_shift.undo.canUndo()) {
        showNotice(tr("There is nothing to take back."));
        return;
    }
    const UndoHistory::Step asked = *m_shift.undo.newest();
    const auto step = m_shift.undo.undo();
    if (!step) {
        const auto row = m_shift.store.outboxRow(asked.command);
        const bool stopped = row && *row &&
                             ((*row)->state == OutboxState::Cancelled || (*row)->state == OutboxState::Expired ||
                              (*row)->state == OutboxState::Refused);
        showNotice(step.error().code == ErrorCode::Conflict ? words::notUndone(asked.kind, stopped)
                                                            : words::actionFailed(step.error()));
        return;
    }
    const ContactRecord* const record = m_shift.store.contact(step->contact);
    const QString name = record ? words::who(record->contact) : tr("The contact");
    const bool first = record && record->stage == ContactStage::NeedsFirstMessage;
    if (first) {
        if (screen() != Screen::FirstMessages)
            go(Screen::FirstMessages);
        if (!m_desk->takeBack(step->contact, step->text)) {
            // Nothing can be sent to them now, so that their card would only stand in the way.
            m_toast->say(step->kind == UndoHistory::Kind::Skip ? tr("Taken back. %1 cannot be texted now.").arg(name)
                                                               : words::undone(step->kind, name));
            return;
        }
    } else if (record && step->kind != UndoHistory::Kind::Tag && step->kind != UndoHistory::Kind::Answer &&
               step->kind != UndoHistory::Kind::Note) {
        if (screen() != Screen::Replies)
            go(Screen::Replies);
        m_inbox->openConversation(step->contact);
        if (step->kind == UndoHistory::Kind::HeldText && m_shift.inbox.draft().isEmpty())
            m_shift.inbox.setDraft(step->text); // The disk refused the draft; it is there already otherwise.
    }
    m_toast->say(record ? words::undone(step->kind, name) : tr("Taken back. %1 cannot be texted now.").arg(name));
}

void MainWindowShift::undoChanged()
{
    if (m_shift.undo.pushes() != m_pushesPast)
        QTimer::singleShot(0, this, [this] { m_pushesPast = m_shift.undo.pushes(); });
    const UndoHistory::Step* const newest = m_shift.undo.newest();
    const ContactRecord* const of = newest ? m_shift.store.contact(newest->contact) : nullptr;
    const Campaign* const campaign = of ? m_shift.store.campaign(of->contact.campaign) : nullptr;
    if (!newest || newest->kind != UndoHistory::Kind::HeldText || !campaign || campaign->policy.holdSeconds <= 0) {
        m_held = {};
        m_countdown.stop();
        if (m_toast->isCounting())
            m_toast->hush();
        return;
    }
    if (newest->command == m_held)
        return;
    const auto row = m_shift.store.outboxRow(newest->command);
    const ContactRecord* const record = m_shift.store.contact(newest->contact);
    m_held = newest->command;
    m_heldName = record ? words::who(record->contact) : tr("The contact");
    // From its approval, not from now: undo of a later step makes an older text the newest again.
    m_heldUntil = row && *row && (*row)->state == OutboxState::Pending
                      ? (*row)->command.createdAt + Seconds(campaign->policy.holdSeconds)
                      : Instant{};
    m_countdown.start();
    countDown();
}

void MainWindowShift::countDown()
{
    const auto left = m_heldUntil - m_shift.clock.now();
    if (left <= Millis(0) || m_held.isEmpty()) {
        m_countdown.stop();
        if (m_toast->isCounting())
            m_toast->hush();
        return;
    }
    const auto seconds = std::chrono::ceil<Seconds>(left).count();
    m_toast->count(tr("The text to %1 leaves in %2 s").arg(m_heldName).arg(seconds), m_actions.keyText(u"app.undo"_s),
                   tr("Stop it"));
}

void MainWindowShift::say(const QString& sentence, bool undoable)
{
    const UndoHistory::Step* const newest = m_shift.undo.newest();
    undoable =
        undoable && newest && newest->kind != UndoHistory::Kind::HeldText && newest->kind != UndoHistory::Kind::OptOut;
    m_pushesPast = m_shift.undo.pushes();
    if (undoable && m_toast->isCounting())
        m_countdown.stop();
    m_toast->say(sentence, undoable ? m_actions.keyText(u"app.undo"_s) : QString(), undoable ? tr("Undo") : QString());
}

void MainWindowShift::showNotice(const QString& sentence) { m_toast->say(sentence); }

void MainWindowShift::showCounts()
{
    const ReviewSession::Progress progress = m_shift.review.progress();
    const QMap<Screen, QString> screens{
        {Screen::Brief, u"app.brief"_s},       {Screen::FirstMessages, u"app.firstMessages"_s},
        {Screen::Replies, u"app.replies"_s},   {Screen::Snippets, u"app.snippets"_s},
        {Screen::Settings, u"app.settings"_s}, {Screen::End, u"app.finish"_s}};
    const QString here = screens.value(screen());
    for (NavButton* button : std::as_const(m_nav)) {
        button->setChecked(button->objectName() == here);
        if (button->objectName() == u"app.firstMessages"_s)
            button->setCount(progress.left, tr("%1 left to text").arg(progress.left), false);
        else if (button->objectName() == u"app.replies"_s)
            button->setCount(progress.repliesWaiting, tr("%1 replies wait").arg(progress.repliesWaiting), true);
    }
}

void MainWindowShift::storeChanged(const StoreChange& change)
{
    if (change.session || change.everything)
        showNotices();
}

QList<StaffMessage> MainWindowShift::unreadOfStaff() const
{
    const QList<StaffMessage> all = m_shift.store.staffMessages();
    const auto read =
        std::find_if(all.crbegin(), all.crend(), [this](const StaffMessage& one) { return one.id == m_staffRead; });
    return all.sliced(std::distance(read, all.crend()));
}

void MainWindowShift::showNotices()
{
    const QList<StaffMessage> unread = unreadOfStaff();
    const QList<StaffMessage> shown = unread.first(std::min(unread.size(), kMostOfStaff)); // The oldest: none is lost.
    m_staffShown = shown.isEmpty() ? QString() : shown.back().id;
    const bool asked = !m_closing->isHidden() || !m_ended->isHidden();
    m_notice->setVisible(!asked && !(shown.isEmpty() && m_warning.isEmpty()));
    if (m_notice->isHidden())
        return;
    if (shown.isEmpty()) {
        m_notice->setTone(Tone::Warn, u"warning"_s);
        m_notice->setText(m_warning);
        return;
    }
    QStringList lines;
    for (const StaffMessage& one : shown)
        lines.append(one.from.isEmpty() ? tr("Staff: %1").arg(one.text) : tr("%1: %2").arg(one.from, one.text));
    if (const qsizetype more = unread.size() - shown.size(); more > 0)
        lines.append(tr("%1 more when you close this").arg(more));
    m_notice->setTone(Tone::Accent, u"message"_s);
    m_notice->setText(lines.join(u'\n'));
}

void MainWindowShift::closeNotice()
{
    if (m_staffShown.isEmpty()) {
        m_warning.clear();
    } else {
        m_staffRead = m_staffShown;
        // Where the disk refuses they are shown once more after a restart.
        (void)m_shift.store.setSetting(kStaffReadSetting, m_staffRead);
    }
    showNotices();
}

void MainWindowShift::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_toast->isVisible())
        m_toast->place();
}

} // namespace textbank
