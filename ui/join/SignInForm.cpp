#include "ui/join/SignInForm.h"

#include "core/session/JoinLink.h"
#include "ui/join/FormField.h"
#include "ui/join/JoinWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"

#include <QRadioButton>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestName = 80;
constexpr int kLongestEmail = 254;
constexpr int kLongestPassword = 200;

} // namespace

SignInForm::SignInForm(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_choice(new QWidget(this))
    , m_have(new QRadioButton(tr("I have an account"), m_choice))
    , m_new(new QRadioButton(tr("I am new"), m_choice))
    , m_code(new FormField(u"codeField"_s, tr("Join code")))
    , m_name(new FormField(u"nameField"_s, tr("Your name, as your campaign knows you")))
    , m_firstName(new FormField(u"firstNameField"_s, tr("First name")))
    , m_lastName(new FormField(u"lastNameField"_s, tr("Last name")))
    , m_email(new FormField(u"emailField"_s, tr("E-mail address")))
    , m_cell(new FormField(u"cellField"_s, tr("Your own mobile number")))
    , m_password(new FormField(u"passwordField"_s, tr("Password"), FormField::Kind::Secret))
    , m_note(new Label(TextRole::Small, Tone::Muted, this))
{
    setObjectName(u"signInForm"_s);
    m_code->setHint(u"ABCD-EFGH"_s);
    m_code->setLongest(64);
    for (auto* name : {m_name, m_firstName, m_lastName})
        name->setLongest(kLongestName);
    m_email->setLongest(kLongestEmail);
    m_cell->setLongest(kLongestName);
    m_password->setLongest(kLongestPassword);
    m_note->setObjectName(u"signInNote"_s);
    m_note->setWordWrap(true);
    m_column->setContentsMargins(0, 0, 0, 0);
    add(m_code, m_column);
    add(m_name, m_column);
    makeAccount(m_column);
    m_column->addWidget(m_note);
    connect(&Theme::current(), &Theme::changed, this, &SignInForm::applySizes);
    applySizes();
    showFields();
}

void SignInForm::makeAccount(QVBoxLayout* column)
{
    m_have->setObjectName(u"haveAccount"_s);
    m_new->setObjectName(u"newAccount"_s);
    m_have->setChecked(true);
    auto* choices = new FlowLayout(m_choice, 16);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->addWidget(m_have);
    choices->addWidget(m_new);
    column->addWidget(m_choice);
    m_names = new QBoxLayout(QBoxLayout::LeftToRight);
    add(m_firstName, m_names);
    add(m_lastName, m_names);
    column->addLayout(m_names);
    add(m_email, column);
    add(m_cell, column);
    add(m_password, column);
    connect(m_new, &QRadioButton::toggled, this, [this] {
        for (auto* field : std::as_const(m_fields))
            field->setError({});
        showFields();
        emit wayChanged();
    });
}

FormField* SignInForm::add(FormField* field, QBoxLayout* to)
{
    if (to == m_names)
        to->addWidget(field, 1, Qt::AlignTop); // An error below one moves nothing beside it.
    else
        to->addWidget(field);
    m_fields << field;
    connect(field, &FormField::submitted, this, &SignInForm::submitted);
    connect(field, &FormField::edited, this, &SignInForm::edited);
    return field;
}

void SignInForm::offer(const QStringList& ways, bool invited)
{
    const bool password = ways.contains("password"_L1);
    m_byCode = ways.isEmpty() || ways.contains("join-code"_L1);
    m_offered = m_byCode || password;
    const bool signsUp = !m_byCode && password && invited && ways.contains("sign-up"_L1);
    m_choice->setVisible(signsUp);
    if (!signsUp)
        m_have->setChecked(true);
    for (auto* field : std::as_const(m_fields))
        field->setError({});
    if (!m_offered)
        m_note->setText(ways.contains("elsewhere"_L1)
                            ? tr("This server sends people to another web page to sign in, its own log-in service, and "
                                 "Textbank cannot follow there. Ask your campaign's admin for an account with a "
                                 "password on this server, or for a Textbank gateway.")
                            : tr("This server signs people in in a way that this Textbank does not know. Install the "
                                 "newest Textbank, or ask your campaign."));
    else if (!m_byCode && !signsUp)
        m_note->setText(tr("No account yet? Ask your campaign for a link that invites you."));
    else
        m_note->clear();
    m_note->setVisible(!m_note->text().isEmpty());
    showFields();
}

SignIn::Way SignInForm::way() const
{
    return m_byCode ? SignIn::Way::Code : m_new->isChecked() ? SignIn::Way::NewAccount : SignIn::Way::Password;
}

QList<FormField*> SignInForm::shown() const
{
    if (!m_offered)
        return {};
    switch (way()) {
    case SignIn::Way::Code:
        return {m_code, m_name};
    case SignIn::Way::Password:
        return {m_email, m_password};
    case SignIn::Way::NewAccount:
        break;
    }
    return {m_firstName, m_lastName, m_email, m_cell, m_password};
}

void SignInForm::showFields()
{
    if (m_byCode || !m_offered)
        m_choice->hide();
    const auto wanted = shown();
    for (auto* field : std::as_const(m_fields))
        field->setVisible(wanted.contains(field));
    m_note->setTextInteractionFlags(m_offered ? Qt::NoTextInteraction : Qt::TextSelectableByMouse);
    m_note->setRole(m_offered ? TextRole::Small : TextRole::Body);
    m_note->setTone(m_offered ? Tone::Muted : Tone::Plain);
}

void SignInForm::setCode(const QString& code)
{
    if (!code.isEmpty())
        m_code->setText(code);
}

bool SignInForm::check(FormField* field, const QString& wrong)
{
    if (wrong.isEmpty())
        return true;
    field->setError(wrong);
    return false;
}

std::optional<SignIn> SignInForm::read()
{
    if (!m_offered)
        return {};
    SignIn out;
    out.way = way();
    bool good = true;
    switch (out.way) {
    case SignIn::Way::Code:
        out.code = normalisedJoinCode(m_code->text());
        out.name = m_name->text().simplified();
        m_code->setText(out.code);
        good = check(m_code, out.code.isEmpty() ? tr("Type the join code. It looks like ABCD-EFGH.") : QString()) &&
               check(m_name, joinwords::badName(m_name->text()));
        break;
    case SignIn::Way::NewAccount:
        out.name = m_firstName->text().simplified();
        out.lastName = m_lastName->text().simplified();
        out.cell = m_cell->text().simplified();
        good = check(m_firstName, out.name.isEmpty() ? tr("Type your first name.") : QString()) &&
               check(m_lastName, out.lastName.isEmpty() ? tr("Type your last name.") : QString());
        [[fallthrough]];
    case SignIn::Way::Password:
        out.email = m_email->text().trimmed();
        good = good && check(m_email, joinwords::badEmail(out.email)) &&
               (out.way == SignIn::Way::Password || check(m_cell, joinwords::badCell(out.cell))) &&
               check(m_password, !m_password->text().isEmpty()        ? QString()
                                 : out.way == SignIn::Way::NewAccount ? tr("Choose a password.")
                                                                      : tr("Type your password."));
        if (good)
            out.password = QString(m_password->text().constData(), m_password->text().size()); // One that can be wiped.
        break;
    }
    return good ? std::optional(std::move(out)) : std::nullopt;
}

bool SignInForm::say(const TransportError& failure)
{
    if (!failure.problem || failure.fault != Fault::Problem)
        return false;
    FormField* about = nullptr;
    switch (failure.problem->type) {
    case ProblemType::CodeInvalid:
    case ProblemType::CodeUsedUp:
    case ProblemType::CodeExpired:
        about = m_code;
        break;
    case ProblemType::PasswordWrong:
        about = m_password;
        break;
    case ProblemType::AccountExists:
        about = m_email;
        break;
    default:
        break;
    }
    if (!about || !shown().contains(about))
        return false;
    about->setError(joinwords::failure(failure));
    return true;
}

void SignInForm::activate()
{
    const auto fields = shown();
    for (auto* field : fields) {
        if (field->text().isEmpty()) {
            field->focus();
            return;
        }
    }
}

void SignInForm::forgetSecrets() { m_password->clear(); }

void SignInForm::clear()
{
    for (auto* field : std::as_const(m_fields))
        field->clear();
    m_have->setChecked(true);
}

void SignInForm::applySizes()
{
    const auto& theme = Theme::current();
    m_column->setSpacing(theme.space(Space::M));
    m_names->setDirection(theme.textScale() > 1.3 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_names->setSpacing(theme.space(Space::M));
}

} // namespace textbank
