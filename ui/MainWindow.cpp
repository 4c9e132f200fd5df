#include "ui/MainWindow.h"

#include "ui/MainWindowShift.h"
#include "ui/join/JoinView.h"
#include "ui/join/SignInAgainView.h"
#include "ui/join/UnlockView.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/Preferences.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/NoticePage.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Toast.h"

#include <QCloseEvent>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

class MainWindow::Private
{
public:
    Private(Theme& t, Preferences& p, const Clock& c)
        : theme(t)
        , preferences(p)
        , clock(c)
        , actions(p)
    {
    }

    Theme& theme;
    Preferences& preferences;
    const Clock& clock;
    ActionMap actions;
    QStackedWidget* stack = nullptr;
    JoinView* join = nullptr;
    UnlockView* unlock = nullptr;
    SignInAgainView* again = nullptr;
    NoticePage* page = nullptr;
    Button* signIn = nullptr;
    Button* retry = nullptr;
    Button* goOn = nullptr;
    Button* startOver = nullptr;
    Button* keepOld = nullptr;
    Button* deleteOld = nullptr;
    Button* joinAnew = nullptr;
    std::optional<MainWindow::EndingStage> ending;
    bool losesOnClose = false;
    bool asking = false; ///< Whether to delete what waits.
    MainWindow::Remedy remedy = MainWindow::Remedy::TryAgain;
    QString troubleTitle;
    QString troubleText;
    MainWindowShift* shift = nullptr;
    Toast* toast = nullptr;

    void showPage(const QString& icon, const QString& title, const QString& text, Tone tone,
                  std::initializer_list<Button*> offered = {})
    {
        page->set(icon, title, text, tone);
        asking = false;
        for (Button* button : {signIn, retry, goOn, startOver, keepOld, deleteOld, joinAnew})
            button->setVisible(std::find(offered.begin(), offered.end(), button) != offered.end());
        joinAnew->setKind(offered.size() > 1 ? Button::Kind::Secondary : Button::Kind::Primary);
        stack->setCurrentWidget(page);
        if (offered.size() > 0)
            (*offered.begin())->setFocus(Qt::OtherFocusReason); // The harmless one.
    }
    void showTrouble()
    {
        startOver->setText(MainWindow::tr("Start over …"));
        if (remedy == MainWindow::Remedy::GoOn)
            showPage(u"info"_s, troubleTitle, troubleText, Tone::Warn, {goOn});
        else if (remedy == MainWindow::Remedy::TryAgainOrJoin)
            showPage(u"lock"_s, troubleTitle, troubleText, Tone::Accent, {retry, joinAnew});
        else if (remedy == MainWindow::Remedy::SignInOrStartOver)
            showPage(u"lock"_s, troubleTitle, troubleText, Tone::Warn, {signIn, startOver});
        else if (remedy == MainWindow::Remedy::TryAgain)
            showPage(u"warning"_s, troubleTitle, troubleText, Tone::Warn, {retry});
        else
            showPage(u"warning"_s, troubleTitle, troubleText, Tone::Warn, {retry, startOver});
    }
    QString endingIcon() const { return ending == MainWindow::EndingStage::Over ? u"check"_s : u"lock"_s; }
    Tone endingTone() const
    {
        return waits() ? Tone::Warn : ending == MainWindow::EndingStage::Over ? Tone::Good : Tone::Accent;
    }
    bool waits() const
    {
        return ending == MainWindow::EndingStage::Waiting || ending == MainWindow::EndingStage::SignIn;
    }
    bool isSigningIn() const { return stack->currentWidget() == again; }
    void showEnding()
    {
        startOver->setText(MainWindow::tr("Delete what waits …"));
        if (ending == MainWindow::EndingStage::SignIn)
            showPage(endingIcon(), troubleTitle, troubleText, endingTone(), {signIn, startOver});
        else if (ending == MainWindow::EndingStage::Waiting)
            showPage(endingIcon(), troubleTitle, troubleText, endingTone(), {retry, startOver});
        else if (ending == MainWindow::EndingStage::Over)
            showPage(endingIcon(), troubleTitle, troubleText, endingTone(), {joinAnew});
        else
            showPage(endingIcon(), troubleTitle, troubleText, endingTone());
    }
    void askToSignIn()
    {
        stack->setCurrentWidget(again);
        again->ask();
    }
    /// What the page of signing in lay over.
    void leaveSignIn()
    {
        if (!isSigningIn())
            return;
        if (shift) {
            stack->setCurrentWidget(shift);
            shift->go(shift->screen());
        } else if (ending) {
            showEnding();
        } else {
            showTrouble();
        }
    }
    void leaveEnding()
    {
        ending.reset();
        losesOnClose = false;
    }
    void askToStartOver()
    {
        if (ending) {
            showPage(u"warning"_s, MainWindow::tr("Delete what waits for good?"),
                     MainWindow::tr(
                         "What has not reached the gateway is then lost, and nobody can bring it back. Where it is an "
                         "opt-out, others may text somebody who asked not to be texted: tell staff before you do "
                         "this."),
                     Tone::Bad, {keepOld, deleteOld});
            asking = true;
            return;
        }
        showPage(u"warning"_s, MainWindow::tr("Delete the old shift for good?"),
                 MainWindow::tr(
                     "What you did in it and what did not reach the gateway yet is lost: texts you approved, answers, "
                     "notes and opt-outs. Nobody can bring it back. Ask staff before you do this; what the gateway "
                     "has already is safe there."),
                 Tone::Bad, {keepOld, deleteOld});
        asking = true;
    }
};

MainWindow::MainWindow(Theme& theme, Preferences& preferences, Session& session, const Clock& clock)
    : d(std::make_unique<Private>(theme, preferences, clock))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Textbank"_s);
    setMinimumSize(900, 600);
    // The frame that the window system adds has to fit on the screen as well.
    const QSize room = screen()->availableGeometry().size() - QSize(16, 48);
    resize(QSize(1280, 800).boundedTo(room).expandedTo(minimumSize()));
    const QByteArray geometry = preferences.windowGeometry();
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    d->stack = new QStackedWidget(this);
    setCentralWidget(d->stack);
    d->join = new JoinView(session, d->stack, &clock);
    d->page = new NoticePage(d->stack);
    d->page->setObjectName(u"waitingPage"_s);
    d->signIn = d->page->addButton(tr("Sign in again"), true, {});
    d->signIn->setObjectName(u"signInFromPage"_s);
    d->retry = d->page->addButton(tr("Try again"), true, u"sync"_s);
    d->retry->setObjectName(u"retry"_s);
    d->goOn = d->page->addButton(tr("Go on"), true, {});
    d->goOn->setObjectName(u"goOn"_s);
    d->startOver = d->page->addButton({}, false, {});
    d->startOver->setObjectName(u"startOver"_s);
    d->keepOld = d->page->addButton(tr("Keep it"), true, {});
    d->keepOld->setObjectName(u"keepOld"_s);
    d->deleteOld = d->page->addButton(tr("Delete it and start over"), false, {});
    d->deleteOld->setObjectName(u"deleteOld"_s);
    d->joinAnew = d->page->addButton(tr("Join a campaign"), true, {});
    d->joinAnew->setObjectName(u"joinAnew"_s);
    d->unlock = new UnlockView(d->stack);
    d->stack->addWidget(d->join);
    d->again = new SignInAgainView(session, d->stack);
    d->stack->addWidget(d->unlock);
    d->stack->addWidget(d->again);
    d->stack->addWidget(d->page);
    d->toast = new Toast(d->stack);
    connect(d->retry, &QPushButton::clicked, this, &MainWindow::retryRequested);
    connect(d->startOver, &QPushButton::clicked, this, [this] { d->askToStartOver(); });
    connect(d->keepOld, &QPushButton::clicked, this, [this] {
        if (d->ending)
            d->showEnding();
        else
            d->showTrouble();
    });
    auto* escape = new QShortcut(Qt::Key_Escape, d->page);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        if (d->asking)
            d->keepOld->click();
    });
    connect(d->goOn, &QPushButton::clicked, this, &MainWindow::goOnRequested);
    connect(d->deleteOld, &QPushButton::clicked, this, &MainWindow::startOverRequested);
    connect(d->joinAnew, &QPushButton::clicked, this, [this] { showJoin(); });
    connect(d->join, &JoinView::practiceRequested, this, &MainWindow::practiceRequested);
    connect(d->join, &JoinView::joined, this, &MainWindow::joined);
    connect(d->unlock, &UnlockView::unlocked, this, &MainWindow::unlocked);
    connect(d->unlock, &UnlockView::startOverRequested, this, &MainWindow::startOverRequested);
    connect(d->signIn, &QPushButton::clicked, this, [this] { d->askToSignIn(); });
    connect(d->again, &SignInAgainView::cancelled, this, [this] { d->leaveSignIn(); });
    connect(d->again, &SignInAgainView::done, this, [this](const Credentials& credentials) {
        emit signedInAgain(credentials);
        d->leaveSignIn();
        showNotice(tr("You are signed in again."));
    });
}

MainWindow::~MainWindow() = default;

void MainWindow::showJoin(const std::optional<JoinLink>& link, const QString& message, Tone tone)
{
    d->leaveEnding();
    d->join->setNotice(message, tone);
    if (link)
        d->join->setLink(toText(*link));
    setWindowTitle(u"Textbank"_s);
    d->stack->setCurrentWidget(d->join);
    d->join->activate();
}

void MainWindow::showWaiting(const QString& title, const QString& text)
{
    d->leaveEnding();
    d->showPage(u"lock"_s, title, text, Tone::Accent);
}

void MainWindow::showUnlock(PassphraseLock& lock)
{
    d->leaveEnding();
    setWindowTitle(u"Textbank"_s);
    d->stack->setCurrentWidget(d->unlock);
    d->unlock->ask(lock);
}

void MainWindow::showTrouble(const QString& title, const QString& text, Remedy remedy)
{
    d->leaveEnding();
    d->troubleTitle = title;
    d->troubleText = text;
    d->remedy = remedy;
    d->showTrouble();
}

void MainWindow::showEnding(const words::Said& said, EndingStage stage, bool losesOnClose)
{
    d->losesOnClose = losesOnClose;
    d->troubleTitle = said.title;
    d->troubleText = said.text;
    const auto sameStage = d->ending == stage;
    d->ending = stage;
    setWindowTitle(u"Textbank"_s);
    if ((d->asking && d->waits()) || (d->isSigningIn() && stage == EndingStage::SignIn))
        return; // The question stands; its answer leads back here.
    if (sameStage)
        d->page->set(d->endingIcon(), said.title, said.text, d->endingTone()); // Her focus stays where it is.
    else
        d->showEnding();
}

void MainWindow::openShift(const Shift& shift)
{
    closeShift();
    d->leaveEnding();
    d->shift = new MainWindowShift(shift, d->theme, d->preferences, d->actions, d->stack);
    d->stack->addWidget(d->shift);
    d->stack->setCurrentWidget(d->shift);
    // Queued: what follows destroys the screens that spoke.
    connect(d->shift, &MainWindowShift::finished, this, &MainWindow::shiftFinished, Qt::QueuedConnection);
    connect(d->shift, &MainWindowShift::practiceAgain, this, &MainWindow::practiceAgain, Qt::QueuedConnection);
    connect(
        d->shift, &MainWindowShift::keepAndClose, this, [this] { close(); }, Qt::QueuedConnection);
    connect(
        d->shift, &MainWindowShift::loseAndClose, this, [this] { close(); }, Qt::QueuedConnection);
    connect(d->shift, &MainWindowShift::signInRequested, this, [this] { d->askToSignIn(); });
    connect(d->shift, &MainWindowShift::campaignChanged, this, [this] { setWindowTitle(d->shift->title()); });
    setWindowTitle(d->shift->title());
    d->shift->start();
}

void MainWindow::closeShift()
{
    if (!d->shift)
        return;
    // They lie over the window, and speak of the shift.
    qDeleteAll(findChildren<Popover*>());
    d->stack->removeWidget(d->shift);
    delete d->shift;
    d->shift = nullptr;
}

bool MainWindow::hasShift() const { return d->shift; }

void MainWindow::showNotice(const QString& sentence)
{
    if (d->shift)
        d->shift->showNotice(sentence);
    else
        d->toast->say(sentence);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    d->preferences.setWindowGeometry(saveGeometry());
    if (d->shift && d->shift->losesOnClose()) {
        d->leaveSignIn(); // It would hide the question.
        d->shift->askBeforeClosing();
        event->ignore();
        return;
    }
    if (!d->shift && d->losesOnClose) {
        d->askToStartOver(); // Closing would do the same.
        event->ignore();
        return;
    }
    event->accept();
    emit quitRequested();
}

} // namespace textbank
