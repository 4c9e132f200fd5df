#include "ui/join/JoinView.h"

#include "core/session/PassphraseLock.h"
#include "ui/join/GatewayCard.h"
#include "ui/join/JoinWords.h"
#include "ui/join/PassphrasePage.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PageStack.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QScrollBar>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

class JoinView::Private
{
public:
    Private(JoinView* view, Session& theSession, const Clock* theClock)
        : q(view)
        , session(theSession)
        , clock(theClock)
    {
    }

    QWidget* makeFields();
    QWidget* makeConfirm();
    QWidget* makePractice();
    QLineEdit* addField(QVBoxLayout* column, const QString& name, const QString& label, const QString& hint);
    void addressTyped(const QString& text);
    void proceed();
    void confirmed();
    void choose(const QString& phrase);
    void join();
    void back();
    void askAgain();
    void showError(QWidget* field, const QString& sentence);
    void showBusy(const QString& sentence);
    void showSession();
    void applySizes();

    JoinView* q;
    Session& session;
    const Clock* clock;
    Banner* notice = nullptr;
    Banner* error = nullptr;
    Banner* busy = nullptr;
    Label* subtitle = nullptr;
    ScrollPane* scroll = nullptr;
    PageStack* pages = nullptr;
    QLineEdit* address = nullptr;
    QLineEdit* code = nullptr;
    QLineEdit* name = nullptr;
    Label* memory = nullptr;
    Button* go = nullptr;
    GatewayCard* card = nullptr;
    Button* joinButton = nullptr;
    Button* backButton = nullptr;
    PassphrasePage* passphrase = nullptr;
    Panel* practiceCard = nullptr;
    Button* practice = nullptr;
    QList<QVBoxLayout*> columns;
    JoinLink link;
    quint64 asked = 0; ///< Rises with each question: an answer to an older one is not ours any more.
    bool waiting = false;
    bool joining = false;    ///< The code is being used up: there is no way back now.
    bool forSession = false; ///< It is the keychain that is waited for.
};

namespace {

QVBoxLayout* cardColumn(QWidget* card) { return new QVBoxLayout(card); }

} // namespace

QLineEdit* JoinView::Private::addField(QVBoxLayout* column, const QString& id, const QString& label,
                                       const QString& hint)
{
    auto* title = new Label(label, TextRole::Small, Tone::Plain);
    auto* field = new QLineEdit;
    field->setObjectName(id);
    field->setAccessibleName(label);
    field->setPlaceholderText(hint);
    title->setBuddy(field);
    auto* pair = new QVBoxLayout;
    pair->setSpacing(4);
    pair->addWidget(title);
    pair->addWidget(field);
    column->addLayout(pair);
    connect(field, &QLineEdit::returnPressed, q, [this] { proceed(); });
    connect(field, &QLineEdit::textEdited, q, [this] { error->hide(); });
    return field;
}

QWidget* JoinView::Private::makeFields()
{
    auto* panel = new Panel(Panel::Kind::Card);
    panel->setObjectName(u"joinFields"_s);
    auto* column = cardColumn(panel);
    columns << column;
    address = addField(column, u"addressField"_s, tr("Join link, or the gateway's address"), u"textbank://join?…"_s);
    code = addField(column, u"codeField"_s, tr("Join code"), u"ABCD-EFGH"_s);
    name = addField(column, u"nameField"_s, tr("Your name, as your campaign knows you"), {});
    address->setMaxLength(4096);
    code->setMaxLength(64);
    name->setMaxLength(80);
    go = new Button(tr("Continue"), Button::Kind::Primary);
    go->setObjectName(u"continueButton"_s);
    go->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    column->addWidget(go, 0, Qt::AlignRight);
    connect(go, &Button::clicked, q, [this] { proceed(); });
    connect(address, &QLineEdit::textChanged, q, [this](const QString& text) { addressTyped(text); });
    return panel;
}

QWidget* JoinView::Private::makeConfirm()
{
    auto* page = new QWidget;
    page->setObjectName(u"joinConfirm"_s);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    columns << column;
    card = new GatewayCard;
    memory = new Label(TextRole::Small, Tone::Warn);
    memory->setObjectName(u"memoryOnly"_s);
    memory->setWordWrap(true);
    joinButton = new Button(tr("Join"), Button::Kind::Primary);
    joinButton->setObjectName(u"joinButton"_s);
    joinButton->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    backButton = new Button(tr("Back"), Button::Kind::Secondary);
    backButton->setObjectName(u"backButton"_s);
    backButton->setKeyText(keyName(QKeySequence(Qt::Key_Escape)));
    auto* row = new QHBoxLayout;
    row->addWidget(backButton);
    row->addStretch(1);
    row->addWidget(joinButton);
    column->addWidget(card);
    column->addWidget(memory);
    column->addLayout(row);
    column->addStretch(1);
    connect(joinButton, &Button::clicked, q, [this] { confirmed(); });
    connect(backButton, &Button::clicked, q, [this] { back(); });
    return page;
}

QWidget* JoinView::Private::makePractice()
{
    auto* panel = new Panel(Panel::Kind::Card);
    practiceCard = panel;
    panel->setObjectName(u"practiceCard"_s);
    auto* column = cardColumn(panel);
    columns << column;
    auto* title = new Label(tr("Practice without an account"), TextRole::Heading);
    auto* text = new Label(
        tr("A made-up campaign on this computer: people who don't exist write back, nothing is sent to anybody, and no "
           "network is needed."),
        TextRole::Body, Tone::Muted);
    text->setWordWrap(true);
    practice = new Button(tr("Start practice"), Button::Kind::Secondary);
    practice->setObjectName(u"practiceButton"_s);
    practice->setIconName(u"play"_s);
    const QKeySequence key(Qt::CTRL | Qt::Key_P);
    practice->setKeyText(keyName(key));
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(practice, 0, Qt::AlignLeft);
    connect(practice, &Button::clicked, q, &JoinView::practiceRequested);
    auto* shortcut = new QShortcut(key, q);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    shortcut->setAutoRepeat(false);
    connect(shortcut, &QShortcut::activated, q, [this] {
        if (practice->isEnabled())
            practice->click();
    });
    return panel;
}

void JoinView::Private::addressTyped(const QString& text)
{
    if (!text.trimmed().startsWith(u"textbank:"_s, Qt::CaseInsensitive))
        return;
    const auto parsed = parseJoinLink(text);
    if (!parsed)
        return; // Perhaps still being typed; said when she goes on.
    link = *parsed;
    code->setText(link.code);
    if (name->text().isEmpty())
        name->setFocus(Qt::OtherFocusReason);
}

void JoinView::Private::showError(QWidget* field, const QString& sentence)
{
    showBusy({});
    error->setText(sentence);
    error->show();
    if (field)
        field->setFocus(Qt::OtherFocusReason);
}

void JoinView::Private::showBusy(const QString& sentence)
{
    waiting = !sentence.isEmpty();
    forSession = false;
    busy->setText(sentence);
    busy->setVisible(waiting);
    for (QWidget* widget : std::initializer_list<QWidget*>{address, code, name, go, joinButton, passphrase, practice})
        widget->setEnabled(!waiting);
    if (waiting)
        error->hide();
}

void JoinView::Private::proceed()
{
    if (waiting || pages->currentIndex() != 0)
        return;
    const QString typed = address->text().trimmed();
    if (typed.isEmpty()) {
        showError(address, tr("Paste the join link, or type the gateway's address. Your campaign gave it to you."));
        return;
    }
    JoinLink wanted;
    if (typed.startsWith(u"textbank:"_s, Qt::CaseInsensitive)) {
        const auto parsed = parseJoinLink(typed);
        if (!parsed) {
            showError(address, joinwords::badLink(parsed.error()));
            return;
        }
        wanted = *parsed;
    } else {
        const auto parsed = parseGatewayAddress(typed);
        if (!parsed) {
            showError(address, joinwords::badAddress(parsed.error()));
            return;
        }
        wanted.gateway = *parsed;
    }
    // A code typed over the link's own is the newer word.
    wanted.code = normalisedJoinCode(code->text());
    if (wanted.code.isEmpty()) {
        showError(code, tr("Type the join code. It looks like ABCD-EFGH."));
        return;
    }
    if (const QString bad = joinwords::badName(name->text()); !bad.isEmpty()) {
        showError(name, bad);
        return;
    }
    code->setText(wanted.code);
    link = wanted;
    showBusy(tr("Asking the gateway who it is …"));
    const auto serial = ++asked;
    const QPointer<JoinView> guard(q);
    session.look(link, [this, guard, serial](const GatewayResult<GatewayInfo>& info) {
        if (!guard || serial != asked)
            return;
        if (!info) {
            showError(address, joinwords::failure(info.error()));
            return;
        }
        showBusy({});
        std::optional<Millis> offset;
        if (clock && info->clock != Instant{})
            offset = info->clock - clock->now();
        card->show(*info, link, offset);
        subtitle->setText(tr("Is this your campaign? Nothing has been stored yet."));
        pages->setCurrentIndex(1);
        joinButton->setFocus(Qt::OtherFocusReason);
    });
}

void JoinView::Private::confirmed()
{
    if (waiting || pages->currentIndex() != 1)
        return;
    if (const auto* lock = session.lock(); !lock || lock->lockState() != PassphraseLock::State::Unset) {
        join();
        return;
    }
    error->hide();
    subtitle->setText(tr("One more step: how is your shift to be kept?"));
    pages->setCurrentIndex(2);
    passphrase->activate();
}

void JoinView::Private::choose(const QString& phrase)
{
    auto* lock = session.lock();
    if (waiting || !lock)
        return;
    showBusy(tr("Making the key from your passphrase …"));
    q->setFocus(Qt::OtherFocusReason); // So that Esc still leads back.
    const auto serial = ++asked;
    const QPointer<JoinView> guard(q);
    lock->choose(phrase, [this, guard, serial, lock](const Result<void>& answer) {
        if (!guard)
            return;
        if (serial != asked) {
            lock->unchoose(); // She went back meanwhile.
            return;
        }
        if (answer)
            join();
        else
            showError(passphrase, joinwords::unlockFailure(answer.error()));
    });
}

void JoinView::Private::join()
{
    showBusy(tr("Joining …"));
    joining = true;
    const auto serial = ++asked;
    const QPointer<JoinView> guard(q);
    session.join(link.code, name->text().simplified(),
                 [this, guard, serial](const GatewayResult<Credentials>& credentials) {
                     if (!guard || serial != asked)
                         return;
                     joining = false;
                     if (!credentials) {
                         const auto& problem = credentials.error().problem;
                         back();
                         const bool aboutCode = problem && (problem->type == ProblemType::CodeInvalid ||
                                                            problem->type == ProblemType::CodeUsedUp ||
                                                            problem->type == ProblemType::CodeExpired);
                         showError(aboutCode ? code : address, joinwords::failure(credentials.error()));
                         if (aboutCode)
                             code->selectAll();
                         return;
                     }
                     // The next who sits here begins anew, and finds nothing of this one.
                     back();
                     for (auto* field : {address, code, name})
                         field->clear();
                     link = {};
                     const Credentials made = *credentials;
                     emit q->joined(made);
                 });
}

void JoinView::Private::back()
{
    if (joining)
        return;
    ++asked;
    showBusy({});
    error->hide();
    passphrase->clear();
    // A passphrase chosen for a sign-in that came to nothing is nobody's.
    if (auto* lock = session.lock(); lock && session.state() == Session::State::Empty)
        lock->unchoose();
    subtitle->setText(tr("Your campaign gave you a link or a code."));
    pages->setCurrentIndex(0);
    address->setFocus(Qt::OtherFocusReason);
}

void JoinView::Private::askAgain()
{
    if (joining)
        return;
    ++asked;
    showBusy({});
    error->hide();
    passphrase->clear();
    subtitle->setText(tr("Is this your campaign? Nothing has been stored yet."));
    pages->setCurrentIndex(1);
    joinButton->setFocus(Qt::OtherFocusReason);
}

void JoinView::Private::showSession()
{
    // Where a passphrase can be chosen, that is asked for on a page of its own.
    memory->setVisible(session.memoryOnly() && !session.lock());
    memory->setText(tr("This computer has no keychain: nothing will be kept after you close Textbank. Finish your "
                       "shift before you do."));
    switch (session.state()) {
    case Session::State::WaitingForKeychain:
        showBusy(tr("Waiting for the keyring. Enter its password in the window that the system shows."));
        forSession = true;
        break;
    case Session::State::Restoring:
        showBusy(tr("Looking for a shift that was not finished …"));
        forSession = true;
        break;
    case Session::State::Empty:
    case Session::State::Ready:
        if (waiting && forSession)
            showBusy({});
        break;
    }
}

void JoinView::Private::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    for (auto* column : std::as_const(columns)) {
        // The whole page's column as well, or it would touch the edges of a narrow window.
        const bool padded =
            qobject_cast<Panel*>(column->parentWidget()) || column->parentWidget()->objectName() == "joinContent"_L1;
        const int around = padded ? pad : 0;
        column->setContentsMargins(around, around, around, around);
        column->setSpacing(theme.space(Space::M));
    }
}

JoinView::JoinView(Session& session, QWidget* parent, const Clock* clock)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, session, clock))
{
    setObjectName(u"joinView"_s);
    auto* content = new QWidget;
    content->setObjectName(u"joinContent"_s);
    auto* column = new QVBoxLayout(content);
    auto* title = new Label(tr("Join your campaign"), TextRole::Display);
    title->setObjectName(u"joinTitle"_s);
    title->setWordWrap(true);
    d->subtitle = new Label(tr("Your campaign gave you a link or a code."), TextRole::Body, Tone::Muted);
    d->subtitle->setWordWrap(true);
    d->notice = new Banner(Tone::Good, u"check"_s);
    d->notice->setObjectName(u"joinNotice"_s);
    d->notice->hide();
    d->error = new Banner(Tone::Bad, u"warning"_s);
    d->error->setObjectName(u"joinError"_s);
    d->error->hide();
    d->busy = new Banner(Tone::Accent, u"sync"_s);
    d->busy->setObjectName(u"joinBusy"_s);
    d->busy->hide();
    d->pages = new PageStack;
    d->pages->addWidget(d->makeFields());
    d->pages->addWidget(d->makeConfirm());
    d->passphrase = new PassphrasePage;
    d->pages->addWidget(d->passphrase);
    connect(d->passphrase, &PassphrasePage::chosen, this, [this](const QString& phrase) { d->choose(phrase); });
    connect(d->passphrase, &PassphrasePage::keepNothing, this, [this] {
        if (!d->waiting)
            d->join();
    });
    connect(d->passphrase, &PassphrasePage::back, this, [this] { d->askAgain(); });
    connect(d->passphrase, &PassphrasePage::refused, this, [this](const QString& sentence) {
        d->error->setText(sentence);
        d->error->setVisible(!sentence.isEmpty());
        if (!sentence.isEmpty())
            QTimer::singleShot(0, this, [this] { d->scroll->ensureWidgetVisible(d->error); });
    });
    d->columns << column;
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(d->subtitle);
    column->addWidget(d->notice);
    column->addWidget(d->error);
    column->addWidget(d->busy);
    column->addWidget(d->pages);
    column->addWidget(d->makePractice());
    column->addStretch(2);
    connect(d->pages, &PageStack::currentChanged, this, [this](int index) {
        if (d->practiceCard)
            d->practiceCard->setVisible(index != 2);
        QTimer::singleShot(0, this, [this] { // Once it is laid out and has the focus: from its beginning.
            d->scroll->verticalScrollBar()->setValue(0);
            if (auto* focus = focusWidget(); focus && d->pages->isAncestorOf(focus))
                d->scroll->ensureWidgetVisible(focus);
        });
    });
    d->scroll = new ScrollPane(this);
    d->scroll->setContent(content, 560);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(d->scroll);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        if (d->pages->currentIndex() == 2)
            d->askAgain();
        else if (d->pages->currentIndex() == 1 || d->waiting)
            d->back();
    });
    connect(&session, &Session::stateChanged, this, [this] { d->showSession(); });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->applySizes();
    d->showSession();
}

JoinView::~JoinView() = default;

void JoinView::activate()
{
    for (auto* field : {d->address, d->code, d->name}) {
        if (field->text().isEmpty()) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    d->go->setFocus(Qt::OtherFocusReason);
}

void JoinView::setLink(const QString& text)
{
    d->back();
    d->address->setText(text.trimmed());
    const auto parsed = parseJoinLink(text);
    if (!parsed)
        d->showError(d->address, joinwords::badLink(parsed.error()));
    else
        activate();
}

void JoinView::setNotice(const QString& sentence)
{
    d->notice->setText(sentence);
    d->notice->setVisible(!sentence.isEmpty());
}

} // namespace textbank
