#include "ui/join/FormField.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

FormField::FormField(const QString& name, const QString& label, Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_trouble(new QWidget(this))
    , m_icon(new QLabel(m_trouble))
    , m_error(new Label(TextRole::Small, Tone::Bad, m_trouble))
{
    auto* title = new Label(label, TextRole::Small, Tone::Plain, this);
    title->setBuddy(m_line);
    title->setWordWrap(true);
    m_line->setObjectName(name);
    m_line->setAccessibleName(label);
    m_error->setObjectName(name + u"Error"_s);
    m_error->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_line, 1);
    if (kind == Kind::Secret) {
        m_eye = new Button({}, Button::Kind::Secondary, this);
        m_eye->setObjectName(name + u"Eye"_s);
        m_eye->setIconName(u"eye"_s);
        m_eye->setCheckable(true);
        row->addWidget(m_eye);
        connect(m_eye, &QPushButton::toggled, this, &FormField::setShown);
        setShown(false);
    }
    auto* trouble = new QHBoxLayout(m_trouble);
    trouble->setContentsMargins(0, 0, 0, 0);
    trouble->addWidget(m_icon, 0, Qt::AlignTop);
    trouble->addWidget(m_error, 1);
    m_trouble->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addLayout(row);
    column->addWidget(m_trouble);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::returnPressed, this, &FormField::submitted);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_trouble->hide();
        emit edited();
    });
    connect(&Theme::current(), &Theme::changed, this, &FormField::restyle);
    restyle();
}

void FormField::restyle()
{
    const auto& theme = Theme::current();
    const int size = theme.px(16);
    m_icon->setPixmap(theme.icon(u"warning"_s, theme.colors().bad).pixmap(QSize(size, size), devicePixelRatioF()));
    m_trouble->layout()->setSpacing(theme.space(Space::Xs));
}

void FormField::setShown(bool shown)
{
    m_line->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    // No keyboard is to learn it.
    m_line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase |
                                (shown ? Qt::ImhNone : Qt::ImhHiddenText));
    const auto words = shown ? tr("Hide the password") : tr("Show the password");
    m_eye->setToolTip(words);
    m_eye->setAccessibleName(words);
}

QString FormField::text() const { return m_line->text(); }

void FormField::setText(const QString& text) { m_line->setText(text); }

void FormField::setHint(const QString& example) { m_line->setPlaceholderText(example); }

void FormField::setLongest(int characters) { m_line->setMaxLength(characters); }

void FormField::setError(const QString& sentence)
{
    m_error->setText(sentence);
    m_line->setAccessibleDescription(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
    if (sentence.isEmpty()) {
        return;
    }
    focus();
    QAccessibleEvent event(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void FormField::clear()
{
    m_line->setText({}); // Leaves nothing to undo, as clear() would.
    setError({});
    if (m_eye)
        m_eye->setChecked(false);
}

void FormField::focus()
{
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->selectAll();
}

} // namespace textbank
