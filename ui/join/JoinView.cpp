#include "ui/join/JoinView.h"

#include "core/session/PassphraseLock.h"
#include "ui/join/AddressCard.h"
#include "ui/join/GatewayCard.h"
#include "ui/join/JoinWords.h"
#include "ui/join/PassphrasePage.h"
#include "ui/join/PracticeCard.h"
#include "ui/join/SignInForm.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PageStack.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QHBoxLayout>
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
    enum Page { Address, SigningIn, Passphrase };

    void make();
    Banner* makeBanner(Tone tone, const QString& icon, const QString& name);
    QWidget* makeSignIn();
    void makePassphrase();
    void proceed();
    void found(const GatewayResult<GatewayInfo>& info);
    void confirmed();
    void choose(const QString& phrase);
    void join();
    void refused(const TransportError& failure);
    void back();
    void askAgain();
    void toSignIn();
    void unchoose();
    void showError(const QString& sentence);
    void showAddressError(const QString& sentence);
    void showWay();
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
    AddressCard* address = nullptr;
    GatewayCard* card = nullptr;
    SignInForm* form = nullptr;
    Label* memory = nullptr;
    Button* joinButton = nullptr;
    Button* backButton = nullptr;
    PassphrasePage* passphrase = nullptr;
    PracticeCard* practice = nullptr;
    QList<QVBoxLayout*> columns;
    JoinLink link;
    quint64 asked = 0; ///< Rises with each question: an answer to an older one is not ours any more.
    bool waiting = false;
    bool joining = false;    ///< The code is being used up: there is no way back now.
    bool forSession = false; ///< It is the keychain that is waited for.
};

namespace {

QVBoxLayout* cardColumn(QWidget* card) { return new QVBoxLayout(card); }

/// Whether the person may know better what stands there than what was found out by asking.
bool isInDoubt(Fault fault)
{
    switch (fault) {
    case Fault::NotAGateway:
    case Fault::VersionMismatch:
    case Fault::BadAnswer:
    case Fault::TooLarge:
    case Fault::Http:
    case Fault::Problem:
    case Fault::TimedOut:
    case Fault::ConnectionClosed:
        return true;
    default:
        return false;
    }
}

} // namespace

QWidget* JoinView::Private::makeSignIn()
{
    auto* page = new QWidget;
    page->setObjectName(u"joinConfirm"_s);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    columns << column;
    card = new GatewayCard;
    auto* panel = new Panel(Panel::Kind::Card);
    auto* inside = cardColumn(panel);
    columns << inside;
    form = new SignInForm;
    inside->addWidget(form);
    memory = new Label(TextRole::Small, Tone::Warn);
    memory->setObjectName(u"memoryOnly"_s);
    memory->setWordWrap(true);
    joinButton = new Button({}, Button::Kind::Primary);
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
    column->addWidget(panel);
    column->addWidget(memory);
    column->addLayout(row);
    column->addStretch(1);
    connect(form, &SignInForm::submitted, q, [this] { confirmed(); });
    connect(form, &SignInForm::edited, q, [this] { error->hide(); });
    connect(form, &SignInForm::wayChanged, q, [this] {
        error->hide();
        showWay();
    });
    connect(joinButton, &Button::clicked, q, [this] { confirmed(); });
    connect(backButton, &Button::clicked, q, [this] { back(); });
    return page;
}

void JoinView::Private::makePassphrase()
{
    passphrase = new PassphrasePage;
    connect(passphrase, &PassphrasePage::chosen, q, [this](const QString& phrase) { choose(phrase); });
    connect(passphrase, &PassphrasePage::keepNothing, q, [this] {
        if (!waiting)
            join();
    });
    connect(passphrase, &PassphrasePage::back, q, [this] { askAgain(); });
    connect(passphrase, &PassphrasePage::refused, q, [this](const QString& sentence) {
        error->setText(sentence);
        error->setVisible(!sentence.isEmpty());
        if (!sentence.isEmpty())
            QTimer::singleShot(0, q, [this] { scroll->ensureWidgetVisible(error); });
    });
}

void JoinView::Private::showError(const QString& sentence)
{
    showBusy({});
    error->setText(sentence);
    error->show();
    QTimer::singleShot(0, q, [this] { scroll->ensureWidgetVisible(error); });
}

void JoinView::Private::showAddressError(const QString& sentence)
{
    showBusy({});
    address->say(sentence);
}

void JoinView::Private::showBusy(const QString& sentence)
{
    waiting = !sentence.isEmpty();
    forSession = false;
    busy->setText(sentence);
    busy->setVisible(waiting);
    for (QWidget* widget : std::initializer_list<QWidget*>{address, form, joinButton, passphrase, practice})
        widget->setEnabled(!waiting);
    if (waiting)
        error->hide();
}

void JoinView::Private::showWay()
{
    joinButton->setVisible(form->offersAnything());
    joinButton->setText(form->way() == SignIn::Way::Password ? tr("Sign in") : tr("Join"));
    subtitle->setText(form->offersAnything() ? tr("Is this your campaign? Nothing has been stored yet.")
                                             : tr("You cannot sign in here with Textbank yet."));
}

void JoinView::Private::proceed()
{
    if (waiting || pages->currentIndex() != Address)
        return;
    const auto wanted = address->read();
    if (!wanted)
        return;
    link = *wanted;
    showBusy(tr("Asking the gateway who it is …"));
    const auto serial = ++asked;
    const QPointer<JoinView> guard(q);
    session.look(link, [this, guard, serial](const GatewayResult<GatewayInfo>& info) {
        if (guard && serial == asked)
            found(info);
    });
}

void JoinView::Private::found(const GatewayResult<GatewayInfo>& info)
{
    if (!info) {
        showAddressError(joinwords::failure(info.error()));
        if (isInDoubt(info.error().fault))
            address->offerKind();
        return;
    }
    showBusy({});
    std::optional<Millis> offset;
    if (clock && info->clock != Instant{})
        offset = info->clock - clock->now();
    card->show(*info, link, offset);
    form->offer(info->signInWays, !link.invitation.isEmpty());
    form->setCode(link.code);
    toSignIn();
}

void JoinView::Private::toSignIn()
{
    showWay();
    pages->setCurrentIndex(SigningIn);
    if (form->offersAnything()) {
        joinButton->setFocus(Qt::OtherFocusReason);
        form->activate();
    } else {
        backButton->setFocus(Qt::OtherFocusReason);
    }
}

void JoinView::Private::confirmed()
{
    if (waiting || pages->currentIndex() != SigningIn)
        return;
    error->hide();
    auto by = form->read();
    if (!by)
        return;
    wipeText(by->password); // Read once more when it is sent.
    if (const auto* lock = session.lock(); !lock || lock->lockState() != PassphraseLock::State::Unset) {
        join();
        return;
    }
    subtitle->setText(tr("One more step: how is your shift to be kept?"));
    pages->setCurrentIndex(Passphrase);
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
        if (answer) {
            join();
            return;
        }
        showError(joinwords::unlockFailure(answer.error()));
        passphrase->setFocus(Qt::OtherFocusReason);
    });
}

void JoinView::Private::join()
{
    auto by = form->read();
    if (!by) {
        askAgain();
        return;
    }
    showBusy(by->way == SignIn::Way::Password ? tr("Signing in …") : tr("Joining …"));
    joining = true;
    const auto serial = ++asked;
    const QPointer<JoinView> guard(q);
    session.join(std::move(*by), [this, guard, serial](const GatewayResult<Credentials>& credentials) {
        if (!guard || serial != asked)
            return;
        joining = false;
        if (!credentials) {
            refused(credentials.error());
            return;
        }
        // The next who sits here begins anew, and finds nothing of this one.
        // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): outlives the page.
        const Credentials made = *credentials;
        form->clear();
        back();
        address->clear();
        link = {};
        emit q->joined(made);
    });
}

void JoinView::Private::refused(const TransportError& failure)
{
    if (failure.problem && failure.problem->type == ProblemType::InvitationInvalid) {
        back();
        showAddressError(joinwords::failure(failure));
        return;
    }
    showBusy({});
    passphrase->clear();
    unchoose();
    if (pages->currentIndex() != SigningIn)
        toSignIn();
    if (form->say(failure))
        return;
    showError(joinwords::failure(failure));
    joinButton->setFocus(Qt::OtherFocusReason);
}

void JoinView::Private::unchoose()
{
    // A passphrase chosen for a sign-in that came to nothing is nobody's.
    if (auto* lock = session.lock(); lock && session.state() == Session::State::Empty)
        lock->unchoose();
}

void JoinView::Private::back()
{
    if (joining)
        return;
    ++asked;
    showBusy({});
    error->hide();
    passphrase->clear();
    form->forgetSecrets();
    unchoose();
    subtitle->setText(tr("Your campaign gave you a link or an address."));
    pages->setCurrentIndex(Address);
    address->focus();
}

void JoinView::Private::askAgain()
{
    if (joining)
        return;
    ++asked;
    showBusy({});
    error->hide();
    passphrase->clear();
    toSignIn();
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

Banner* JoinView::Private::makeBanner(Tone tone, const QString& icon, const QString& name)
{
    auto* banner = new Banner(tone, icon);
    banner->setObjectName(name);
    banner->hide();
    return banner;
}

void JoinView::Private::make()
{
    auto* content = new QWidget;
    content->setObjectName(u"joinContent"_s);
    auto* column = new QVBoxLayout(content);
    auto* title = new Label(tr("Join your campaign"), TextRole::Display);
    title->setObjectName(u"joinTitle"_s);
    title->setWordWrap(true);
    subtitle = new Label(tr("Your campaign gave you a link or an address."), TextRole::Body, Tone::Muted);
    subtitle->setWordWrap(true);
    notice = makeBanner(Tone::Good, u"check"_s, u"joinNotice"_s);
    error = makeBanner(Tone::Bad, u"warning"_s, u"joinError"_s);
    busy = makeBanner(Tone::Accent, u"sync"_s, u"joinBusy"_s);
    pages = new PageStack;
    address = new AddressCard;
    connect(address, &AddressCard::submitted, q, [this] { proceed(); });
    connect(address, &AddressCard::edited, q, [this] { error->hide(); });
    practice = new PracticeCard(q);
    connect(practice, &PracticeCard::requested, q, &JoinView::practiceRequested);
    pages->addWidget(address);
    pages->addWidget(makeSignIn());
    makePassphrase();
    pages->addWidget(passphrase);
    columns << column;
    column->addStretch(1);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, subtitle, notice, error, busy, pages, practice})
        column->addWidget(widget);
    column->addStretch(2);
    connect(pages, &PageStack::currentChanged, q, [this](int index) {
        practice->setVisible(index == Address);
        QTimer::singleShot(0, q, [this] { // Once it is laid out and has the focus: from its beginning.
            scroll->verticalScrollBar()->setValue(0);
            if (auto* focus = q->focusWidget(); focus && pages->isAncestorOf(focus))
                scroll->ensureWidgetVisible(focus);
        });
    });
    scroll = new ScrollPane(q);
    scroll->setContent(content, 560);
    auto* outer = new QVBoxLayout(q);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    auto* escape = new QShortcut(Qt::Key_Escape, q);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, q, [this] {
        if (pages->currentIndex() == Passphrase)
            askAgain();
        else if (pages->currentIndex() == SigningIn || waiting)
            back();
    });
}

JoinView::JoinView(Session& session, QWidget* parent, const Clock* clock)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, session, clock))
{
    setObjectName(u"joinView"_s);
    d->make();
    connect(&session, &Session::stateChanged, this, [this] { d->showSession(); });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->applySizes();
    d->showSession();
}

JoinView::~JoinView() = default;

void JoinView::activate() { d->address->activate(); }

void JoinView::setLink(const QString& text)
{
    d->back();
    d->address->setText(text.trimmed());
    const auto parsed = parseJoinLink(text);
    if (!parsed)
        d->showAddressError(joinwords::badLink(parsed.error()));
    else
        activate();
}

void JoinView::setNotice(const QString& sentence, Tone tone)
{
    d->notice->setTone(tone, tone == Tone::Good ? u"check"_s : u"warning"_s);
    d->notice->setText(sentence);
    d->notice->setVisible(!sentence.isEmpty());
}

} // namespace textbank
