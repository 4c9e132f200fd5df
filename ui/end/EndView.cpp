#include "ui/end/EndView.h"

#include "ui/Words.h"
#include "ui/end/EndWords.h"
#include "ui/end/FigureTile.h"
#include "ui/end/RecordSaver.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/QuestionBar.h"
#include "ui/widgets/ScrollPane.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPointer>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

/// Some campaign's server takes back who was not texted.
bool releases(const Store& store)
{
    const auto& campaigns = store.campaigns();
    return campaigns.isEmpty() || std::any_of(campaigns.cbegin(), campaigns.cend(),
                                              [](const Campaign& one) { return one.can(Ability::Release); });
}

/// A card with a heading; its column takes what belongs under it.
struct Section
{
    Panel* panel = nullptr;
    QVBoxLayout* column = nullptr;
};

Section makeSection(const QString& title, const QString& name)
{
    Section card;
    card.panel = new Panel(Panel::Kind::Card);
    card.panel->setObjectName(name);
    card.column = new QVBoxLayout(card.panel);
    card.column->addWidget(new Label(title, TextRole::Heading, Tone::Plain, card.panel));
    return card;
}

Label* addText(const Section& card, const QString& name, Tone tone = Tone::Plain)
{
    auto* label = new Label(TextRole::Body, tone, card.panel);
    label->setObjectName(name);
    label->setWordWrap(true);
    card.column->addWidget(label);
    return label;
}

} // namespace

class EndView::Private
{
public:
    Private(EndView* view, Shift& theShift)
        : q(view)
        , shift(theShift)
    {
    }

    QWidget* makeFinish();
    QWidget* makeScore();
    void show();
    void showFigures();
    void finish();
    void showFailure();
    void setBusy(bool on);
    void showScore();
    void applySizes();

    EndView* q;
    Shift& shift;
    QStackedWidget* pages = nullptr;
    QuestionBar* failed = nullptr;
    Banner* busy = nullptr;
    QList<Section> cards;
    QWidget* tiles = nullptr;
    QList<FigureTile*> tilePool;
    Chip* state = nullptr;
    Label* stateWords = nullptr;
    Label* waits = nullptr;
    Label* back = nullptr;
    Label* wipe = nullptr;
    RecordSaver* saver = nullptr;
    Button* finishButton = nullptr;
    Button* cancel = nullptr;
    Button* tryAgain = nullptr;
    Button* keep = nullptr;
    Button* discard = nullptr;
    QList<QVBoxLayout*> pageColumns;
    Label* scoreTitle = nullptr;
    QVBoxLayout* scoreLines = nullptr;
    Button* again = nullptr;
    Button* leave = nullptr;
    bool signingOut = false;
    std::optional<TransportError> error; ///< Of the last signing out.
    bool hadUnsent = false;              ///< When it failed.
};

QWidget* EndView::Private::makeFinish()
{
    auto* content = new QWidget;
    content->setObjectName(u"endContent"_s);
    auto* column = new QVBoxLayout(content);
    pageColumns << column;
    auto* title = new Label(shift.practice ? tr("End of practice") : tr("Finish your shift"), TextRole::Display);
    title->setObjectName(u"endTitle"_s);
    title->setWordWrap(true);
    auto* thanks =
        new Label(shift.volunteerName.isEmpty() ? tr("Thank you for your time.")
                                                : tr("Thank you for your time, %1.").arg(shift.volunteerName),
                  TextRole::Body, Tone::Muted);
    thanks->setWordWrap(true);
    failed = new QuestionBar(Tone::Bad, u"warning"_s);
    failed->setObjectName(u"endFailed"_s);
    tryAgain = failed->addButton(tr("Try again"), true);
    tryAgain->setObjectName(u"tryAgainButton"_s);
    keep = failed->addButton(tr("Keep it and close"));
    keep->setObjectName(u"keepButton"_s);
    discard = failed->addButton(tr("Finish and lose it"));
    discard->setObjectName(u"discardButton"_s);
    discard->hide();
    failed->hide();
    busy = new Banner(Tone::Accent, u"sync"_s);
    busy->setObjectName(u"endBusy"_s);
    busy->setText(tr("Sending what waits, then signing out …"));
    busy->hide();

    const Section done = makeSection(tr("What you did"), u"endDone"_s);
    tiles = new QWidget(done.panel);
    tiles->setObjectName(u"endFigures"_s);
    auto* flow = new FlowLayout(tiles, 16);
    flow->setContentsMargins(0, 0, 0, 0);
    done.column->addWidget(tiles);
    const Section waiting = makeSection(tr("What still has to reach the gateway"), u"endWaiting"_s);
    waits = addText(waiting, u"endWaits"_s);
    auto* line = new QHBoxLayout;
    state = new Chip({}, Tone::Plain, {}, waiting.panel);
    stateWords = new Label(TextRole::Small, Tone::Muted, waiting.panel);
    stateWords->setObjectName(u"endSync"_s);
    stateWords->setWordWrap(true);
    line->addWidget(state, 0, Qt::AlignTop);
    line->addWidget(stateWords, 1);
    waiting.column->addLayout(line);
    const Section rest = makeSection(tr("What goes back"), u"endBack"_s);
    back = addText(rest, u"endGoesBack"_s);
    const Section wiped = makeSection(tr("What is deleted here"), u"endWipe"_s);
    wipe = addText(wiped, u"endWiped"_s);
    wipe->setText(endwords::wipe(shift.memoryOnly, shift.practice));
    saver = new RecordSaver(shift.store, wiped.panel);
    wiped.column->addWidget(saver);
    cards << done << waiting << rest << wiped;

    column->addWidget(title);
    column->addWidget(thanks);
    column->addWidget(failed);
    column->addWidget(busy);
    for (const auto& card : std::as_const(cards))
        column->addWidget(card.panel);
    column->addStretch(1);

    auto* page = new QWidget;
    page->setObjectName(u"endFinishPage"_s);
    auto* scroll = new ScrollPane(page);
    scroll->setObjectName(u"endScroll"_s);
    scroll->setContent(content, 720);
    auto* foot = new Panel(Panel::Kind::Pane, page);
    auto* footRow = new FlowLayout(foot, 12);
    footRow->setCentered(true);
    footRow->setContentsMargins(0, 0, 0, 0);
    foot->setContentsMargins(16, 12, 16, 12);
    cancel = new Button(tr("Back to work"), Button::Kind::Secondary, foot);
    cancel->setObjectName(u"backToWorkButton"_s);
    cancel->setKeyText(keyName(QKeySequence(Qt::Key_Escape)));
    finishButton = new Button(shift.practice ? tr("Finish and see how it went") : tr("Finish and delete what is here"),
                              Button::Kind::Primary, foot);
    finishButton->setObjectName(u"finishButton"_s);
    finishButton->setKeyText(keyName(QKeySequence(Qt::CTRL | Qt::Key_Enter)));
    footRow->addWidget(cancel);
    footRow->addWidget(finishButton);
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(scroll, 1);
    outer->addWidget(foot);
    connect(finishButton, &Button::clicked, q, [this] { finish(); });
    connect(tryAgain, &Button::clicked, q, [this] { finish(); });
    connect(keep, &Button::clicked, q, &EndView::keepAndClose);
    connect(discard, &Button::clicked, q, &EndView::finished);
    connect(cancel, &Button::clicked, q, [this] {
        if (!signingOut)
            emit q->cancelled();
    });
    return page;
}

QWidget* EndView::Private::makeScore()
{
    auto* content = new QWidget;
    content->setObjectName(u"endScore"_s);
    auto* column = new QVBoxLayout(content);
    pageColumns << column;
    scoreTitle = new Label(TextRole::Display);
    scoreTitle->setObjectName(u"scoreTitle"_s);
    scoreTitle->setWordWrap(true);
    const Section lines = makeSection(tr("How it went"), u"scoreCard"_s);
    scoreLines = lines.column;
    cards << lines;
    auto* buttons = new QWidget(content);
    auto* row = new FlowLayout(buttons, 12);
    row->setContentsMargins(0, 0, 0, 0);
    again = new Button(tr("Practice again"), Button::Kind::Secondary, buttons);
    again->setObjectName(u"practiceAgainButton"_s);
    again->setIconName(u"play"_s);
    again->setKeyText(keyName(QKeySequence(Qt::CTRL | Qt::Key_P)));
    leave = new Button(tr("Join a campaign"), Button::Kind::Primary, buttons);
    leave->setObjectName(u"leavePracticeButton"_s);
    leave->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    row->addWidget(leave);
    row->addWidget(again);
    auto* note = new Label(tr("The score stays on this screen. It is sent to nobody."), TextRole::Small, Tone::Muted);
    note->setWordWrap(true);
    column->addStretch(1);
    column->addWidget(scoreTitle);
    column->addWidget(lines.panel);
    column->addWidget(note);
    column->addWidget(buttons);
    column->addStretch(2);
    connect(again, &Button::clicked, q, &EndView::practiceAgain);
    connect(leave, &Button::clicked, q, &EndView::finished);
    auto* page = new ScrollPane;
    page->setObjectName(u"endScorePage"_s);
    page->setContent(content, 640);
    return page;
}

void EndView::Private::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    const int side = theme.space(Space::Xl);
    for (const auto& card : std::as_const(cards)) {
        card.column->setContentsMargins(pad, pad, pad, pad);
        card.column->setSpacing(theme.space(Space::S));
    }
    for (auto* column : std::as_const(pageColumns)) {
        column->setContentsMargins(side, side, side, side);
        column->setSpacing(theme.space(Space::M));
    }
}

void EndView::Private::showFigures()
{
    const auto figures = endwords::done(shift.store.figures());
    while (tilePool.size() < figures.size()) {
        auto* tile = new FigureTile(tiles);
        tile->setObjectName(u"endFigure%1"_s.arg(tilePool.size()));
        tiles->layout()->addWidget(tile);
        tilePool << tile;
    }
    for (qsizetype i = 0; i < tilePool.size(); ++i) {
        tilePool[i]->setVisible(i < figures.size());
        if (i < figures.size())
            tilePool[i]->show(figures[i].value, figures[i].words);
    }
}

void EndView::Private::show()
{
    if (!q->isVisible())
        return;
    showFigures();
    auto waiting = endwords::waiting(shift.store.outboxCounts());
    if (const auto refused = shift.store.refused())
        waiting += endwords::refused(*refused);
    waits->setText(waiting.isEmpty() ? tr("Nothing. All you did is with the gateway.") : waiting.join(u'\n'));
    waits->setTone(waiting.isEmpty() ? Tone::Good : Tone::Plain);
    back->setText(endwords::goesBack(shift.store.figures(), releases(shift.store)).join(u'\n'));
    const auto status = shift.engine.status();
    const bool online = status.state == SyncState::Online || status.state == SyncState::CatchingUp;
    state->set(words::sync(status), online ? Tone::Good : Tone::Warn, words::syncIcon(status.state));
    stateWords->setText(
        words::syncExplained(status, shift.canSignInAgain ? words::WayBack::Password : words::WayBack::Staff));
    showFailure();
}

void EndView::Private::showFailure()
{
    if (!error)
        return;
    const auto counts = shift.store.outboxCounts();
    const auto now = shift.engine.status().state;
    // What was missing is there by now: nothing stands against trying again.
    if (hadUnsent && counts.open() == 0) {
        error.reset();
        const bool focused = failed->isAncestorOf(QApplication::focusWidget());
        failed->hide();
        if (focused)
            cancel->setFocus(Qt::OtherFocusReason);
        return;
    }
    // No trying again can bring it up: only then may it be given up.
    const bool ended = counts.open() > 0 && (now == SyncState::Revoked || now == SyncState::SignedOut);
    failed->setText(ended ? words::endedWithUnsent(now, counts) : endwords::failure(*error, counts, shift.memoryOnly));
    discard->setVisible(ended);
}

void EndView::Private::setBusy(bool on)
{
    signingOut = on;
    busy->setVisible(on);
    if (on) {
        error.reset();
        failed->hide();
    }
    saver->setEnabled(!on); // Its dialog would go with the store when the answer comes.
    finishButton->setEnabled(!on);
    cancel->setEnabled(!on);
}

void EndView::Private::finish()
{
    if (signingOut || pages->currentIndex() != 0)
        return;
    setBusy(true);
    const QPointer<EndView> guard(q);
    shift.engine.signOut([this, guard](const GatewayResult<void>& result) {
        if (!guard)
            return;
        setBusy(false);
        show();
        if (!result) {
            error = result.error();
            hadUnsent = shift.store.outboxCounts().open() > 0;
            showFailure();
            failed->show();
            tryAgain->setFocus(Qt::OtherFocusReason);
            return;
        }
        if (shift.practice)
            showScore();
        else
            emit q->finished();
    });
}

void EndView::Private::showScore()
{
    const auto score = shift.score ? shift.score() : std::optional<PracticeScore>();
    const PracticeScore counted = score.value_or(PracticeScore{});
    scoreTitle->setText(score ? endwords::scoreTitle(counted) : tr("Practice is over"));
    if (score) {
        for (const auto& line : endwords::score(counted)) {
            auto* row = new QWidget;
            auto* layout = new QHBoxLayout(row);
            layout->setContentsMargins(0, 0, 0, 0);
            layout->setSpacing(Theme::current().space(Space::S));
            auto* chip = new Chip(line.good ? tr("Good") : tr("Look again"), line.good ? Tone::Good : Tone::Warn,
                                  line.good ? u"check"_s : u"eye"_s, row);
            auto* texts = new QVBoxLayout;
            texts->setSpacing(2);
            auto* words = new Label(line.words, TextRole::Body, Tone::Plain, row);
            words->setWordWrap(true);
            texts->addWidget(words);
            if (!line.hint.isEmpty()) {
                auto* hint = new Label(line.hint, TextRole::Small, Tone::Muted, row);
                hint->setWordWrap(true);
                texts->addWidget(hint);
            }
            layout->addLayout(texts, 1);
            layout->addWidget(chip, 0, Qt::AlignTop);
            scoreLines->addWidget(row);
        }
    }
    pages->setCurrentIndex(1);
    leave->setFocus(Qt::OtherFocusReason);
}

EndView::EndView(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, shift))
{
    setObjectName(u"endView"_s);
    d->pages = new QStackedWidget(this);
    d->pages->addWidget(d->makeFinish());
    d->pages->addWidget(d->makeScore());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(d->pages);

    const auto shortcut = [this](const QKeySequence& key, auto run) {
        auto* made = new QShortcut(key, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        made->setAutoRepeat(false);
        connect(made, &QShortcut::activated, this, run);
    };
    shortcut(Qt::CTRL | Qt::Key_Return, [this] { d->finish(); });
    shortcut(Qt::Key_Escape, [this] {
        if (d->pages->currentIndex() == 0)
            d->cancel->click();
    });
    shortcut(Qt::CTRL | Qt::Key_P, [this] {
        if (d->pages->currentIndex() == 1)
            d->again->click();
    });
    connect(&shift.store, &Store::changed, this, [this] { d->show(); });
    connect(&shift.engine, &SyncEngine::statusChanged, this, [this] { d->show(); });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->applySizes();
}

EndView::~EndView() = default;

void EndView::activate()
{
    d->show();
    if (d->pages->currentIndex() == 1)
        d->leave->setFocus(Qt::OtherFocusReason);
    else
        d->cancel->setFocus(Qt::OtherFocusReason);
}

} // namespace textbank
