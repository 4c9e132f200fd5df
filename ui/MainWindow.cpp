#include "ui/MainWindow.h"

#include "ui/MainWindowShift.h"
#include "ui/join/JoinView.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/Preferences.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Toast.h"

#include <QCloseEvent>
#include <QStackedWidget>

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
    EmptyState* page = nullptr;
    Button* retry = nullptr;
    MainWindowShift* shift = nullptr;
    Toast* toast = nullptr;

    void showPage(const QString& icon, const QString& title, const QString& text, Tone tone)
    {
        page->set(icon, title, text, tone);
        stack->setCurrentWidget(page);
    }
};

MainWindow::MainWindow(Theme& theme, Preferences& preferences, Session& session, const Clock& clock)
    : d(std::make_unique<Private>(theme, preferences, clock))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Textbank"_s);
    setMinimumSize(900, 600);
    resize(1280, 800);
    const QByteArray geometry = preferences.windowGeometry();
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    d->stack = new QStackedWidget(this);
    setCentralWidget(d->stack);
    d->join = new JoinView(session, d->stack);
    d->page = new EmptyState(d->stack);
    d->page->setObjectName(u"waitingPage"_s);
    d->retry = d->page->addButton(tr("Try again"), true, u"sync"_s);
    d->retry->setObjectName(u"retry"_s);
    d->stack->addWidget(d->join);
    d->stack->addWidget(d->page);
    d->toast = new Toast(d->stack);
    connect(d->retry, &QPushButton::clicked, this, &MainWindow::retryRequested);
    connect(d->join, &JoinView::practiceRequested, this, &MainWindow::practiceRequested);
    connect(d->join, &JoinView::joined, this, &MainWindow::joined);
}

MainWindow::~MainWindow() = default;

void MainWindow::showJoin(const std::optional<JoinLink>& link, const QString& message)
{
    d->join->setNotice(message);
    if (link)
        d->join->setLink(toText(*link));
    setWindowTitle(u"Textbank"_s);
    d->stack->setCurrentWidget(d->join);
    d->join->activate();
}

void MainWindow::showWaiting(const QString& title, const QString& text)
{
    d->retry->hide();
    d->showPage(u"lock"_s, title, text, Tone::Accent);
}

void MainWindow::showTrouble(const QString& title, const QString& text)
{
    d->retry->show();
    d->showPage(u"warning"_s, title, text, Tone::Warn);
    d->retry->setFocus(Qt::OtherFocusReason);
}

void MainWindow::openShift(const Shift& shift)
{
    closeShift();
    d->shift = new MainWindowShift(shift, d->theme, d->preferences, d->actions, d->stack);
    d->stack->addWidget(d->shift);
    d->stack->setCurrentWidget(d->shift);
    // Queued: what follows destroys the screens that spoke.
    connect(d->shift, &MainWindowShift::finished, this, &MainWindow::shiftFinished, Qt::QueuedConnection);
    connect(d->shift, &MainWindowShift::practiceAgain, this, &MainWindow::practiceAgain, Qt::QueuedConnection);
    connect(d->shift, &MainWindowShift::keepAndClose, this, &MainWindow::quitRequested, Qt::QueuedConnection);
    const Campaign* const campaign = shift.store.campaign(shift.campaign);
    setWindowTitle(shift.practice ? tr("Textbank - practice")
                   : campaign     ? tr("Textbank - %1").arg(campaign->title)
                                  : u"Textbank"_s);
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
    event->accept();
    emit quitRequested();
}

} // namespace textbank
