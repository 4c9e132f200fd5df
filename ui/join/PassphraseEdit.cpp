#include "ui/join/PassphraseEdit.h"

#include "ui/widgets/Label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace textbank {

PassphraseEdit::PassphraseEdit(const QString& name, const QString& label, QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
{
    auto* title = new Label(label, TextRole::Small, Tone::Plain, this);
    title->setBuddy(m_line);
    title->setWordWrap(true);
    m_line->setObjectName(name);
    m_line->setAccessibleName(label);
    m_line->setMaxLength(200);
    setShown(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::returnPressed, this, &PassphraseEdit::submitted);
    connect(m_line, &QLineEdit::textEdited, this, &PassphraseEdit::edited);
}

QString PassphraseEdit::text() const { return m_line->text(); }

void PassphraseEdit::setShown(bool shown)
{
    m_line->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    // No keyboard is to learn it.
    m_line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase |
                                (shown ? Qt::ImhNone : Qt::ImhHiddenText));
}

void PassphraseEdit::clear() { m_line->setText({}); } // Leaves nothing to undo, as QLineEdit's own would.

void PassphraseEdit::focus()
{
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->selectAll();
}

} // namespace textbank
