#include "ui/join/SignInAgainView.h"

#include "ui/join/FormField.h"
#include "ui/join/JoinWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QShortcut>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

class SignInAgainView::Private
{
public:
    Private(SignInAgainView* view, Session& theSession)
        : q(view)
        , session(theSession)
    {
    }

    QWidget* makeContent();
    void submit();
    void answered(const Result<Credentials, AgainError>& answer);
    void showBusy(bool on);
    void leave();
    void applySizes();

    SignInAgainView* q;
    Session& session;
    Label* where = nullptr;
    Banner* error = nullptr;
    Banner* busy = nullptr;
    FormField* email = nullptr;
    FormField* password = nullptr;
    Button* go = nullptr;
    Button* notNow = nullptr;
    QVBoxLayout* column = nullptr;
    QVBoxLayout* card = nullptr;
    bool waiting = false;
    quint64 asked = 0; ///< Rises with each question and with each leaving.
};

QWidget* SignInAgainView::Private::makeContent()
{
    auto* content = new QWidget;
    content->setObjectName(u"againContent"_s);
    column = new QVBoxLayout(content);
    auto* title = new Label(tr("Sign in again"), TextRole::Display);
    title->setObjectName(u"againTitle"_s);
    title->setWordWrap(true);
    auto* subtitle =
        new Label(tr("Your shift stays as it is. What you did waits here and goes up once you are signed in."),
                  TextRole::Body, Tone::Muted);
    subtitle->setWordWrap(true);
    error = new Banner(Tone::Bad, u"warning"_s);
    error->setObjectName(u"againError"_s);
    error->hide();
    busy = new Banner(Tone::Accent, u"sync"_s);
    busy->setObjectName(u"againBusy"_s);
    busy->hide();

    auto* panel = new Panel(Panel::Kind::Card);
    card = new QVBoxLayout(panel);
    where = new Label(TextRole::Heading, Tone::Plain);
    where->setObjectName(u"againWhere"_s);
    where->setWordWrap(true);
    email = new FormField(u"againEmailField"_s, tr("E-mail address"));
    email->setLongest(254);
    password = new FormField(u"againPasswordField"_s, tr("Password"), FormField::Kind::Secret);
    password->setLongest(200);
    go = new Button(tr("Sign in"), Button::Kind::Primary);
    go->setObjectName(u"againButton"_s);
    go->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    notNow = new Button(tr("Not now"), Button::Kind::Secondary);
    notNow->setObjectName(u"notNowButton"_s);
    notNow->setKeyText(keyName(QKeySequence(Qt::Key_Escape)));
    auto* row = new QHBoxLayout;
    row->addWidget(notNow);
    row->addStretch(1);
    row->addWidget(go);
    card->addWidget(where);
    card->addWidget(email);
    card->addWidget(password);
    card->addLayout(row);

    column->addStretch(1);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, subtitle, error, busy, panel})
        column->addWidget(widget);
    column->addStretch(2);
    for (auto* field : {email, password}) {
        connect(field, &FormField::submitted, q, [this] { submit(); });
        connect(field, &FormField::edited, q, [this] { error->hide(); });
    }
    connect(go, &Button::clicked, q, [this] { submit(); });
    connect(notNow, &Button::clicked, q, [this] { leave(); });
    return content;
}

void SignInAgainView::Private::showBusy(bool on)
{
    waiting = on;
    busy->setText(tr("Signing in …"));
    busy->setVisible(on);
    for (QWidget* widget : std::initializer_list<QWidget*>{email, password, go})
        widget->setEnabled(!on);
    if (on)
        error->hide();
}

void SignInAgainView::Private::submit()
{
    if (waiting)
        return;
    SignIn by;
    by.way = SignIn::Way::Password;
    by.email = email->text().trimmed();
    if (const auto bad = joinwords::badEmail(by.email); !bad.isEmpty()) {
        email->setError(bad);
        return;
    }
    if (password->text().isEmpty()) {
        password->setError(tr("Type your password."));
        return;
    }
    by.password = QString(password->text().constData(), password->text().size()); // One that can be wiped.
    showBusy(true);
    notNow->setFocus(Qt::OtherFocusReason);
    const auto serial = ++asked;
    const QPointer<SignInAgainView> guard(q);
    session.signInAgain(std::move(by), [this, guard, serial](const Result<Credentials, AgainError>& answer) {
        if (!guard)
            return;
        if (serial == asked)
            answered(answer);
        else if (answer)
            emit q->done(*answer); // She left meanwhile; it counts all the same.
    });
}

void SignInAgainView::Private::answered(const Result<Credentials, AgainError>& answer)
{
    showBusy(false);
    if (answer) {
        password->clear();
        const Credentials made = *answer; // NOLINT(performance-unnecessary-copy-initialization): outlives the page.
        emit q->done(made);
        return;
    }
    const auto& failed = answer.error();
    const auto& problem = failed.error.problem;
    if (failed.why == AgainError::Why::SomebodyElse) {
        password->clear();
        const auto* mine = session.credentials();
        email->setError(joinwords::somebodyElse(mine ? mine->displayName : QString()));
    } else if (problem && problem->type == ProblemType::PasswordWrong) {
        password->setError(joinwords::failure(failed.error));
    } else {
        error->setText(joinwords::failure(failed.error));
        error->show();
        password->focus();
    }
}

void SignInAgainView::Private::leave()
{
    ++asked;
    showBusy(false);
    password->clear();
    emit q->cancelled();
}

void SignInAgainView::Private::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    for (auto* layout : {card, column}) {
        layout->setContentsMargins(pad, pad, pad, pad);
        layout->setSpacing(theme.space(Space::M));
    }
}

SignInAgainView::SignInAgainView(Session& session, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, session))
{
    setObjectName(u"signInAgainView"_s);
    auto* scroll = new ScrollPane(this);
    scroll->setContent(d->makeContent(), 560);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] { d->leave(); });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->applySizes();
}

SignInAgainView::~SignInAgainView() = default;

void SignInAgainView::ask()
{
    ++d->asked;
    d->showBusy(false);
    d->error->hide();
    d->password->clear();
    if (const auto* mine = d->session.credentials()) {
        d->email->setText(mine->email);
        d->email->setError({});
        const auto host = mine->gateway.host();
        d->where->setText(mine->organisation.isEmpty() ? host : mine->organisation);
    }
    if (d->email->text().isEmpty())
        d->email->focus();
    else
        d->password->focus();
}

} // namespace textbank
