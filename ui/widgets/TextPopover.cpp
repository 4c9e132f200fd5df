#include "ui/widgets/TextPopover.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/TextEditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace textbank {

TextPopover::TextPopover(const QString& title, const QString& hint, const QString& button, Need need, QWidget* anchor)
    : Popover(title, anchor)
    , m_editor(new TextEditor(this))
    , m_save(new Button(button, Button::Kind::Primary, this))
    , m_need(need)
{
    m_editor->setLines(3, 6);
    m_editor->setPlaceholderText(hint);
    m_editor->setAccessibleName(title);
    m_editor->setObjectName(QStringLiteral("popoverText"));
    m_save->setObjectName(QStringLiteral("popoverSave"));
    m_save->setKeyText(keyName(QKeySequence(Qt::Key_Return)));
    auto* cancel = new Button(tr("Cancel"), Button::Kind::Quiet, this);
    cancel->setKeyText(tr("Esc"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    body()->addWidget(m_editor);
    body()->addLayout(row);
    setWide(420);
    m_first = m_editor;
    m_editor->installEventFilter(this);
    connect(cancel, &QPushButton::clicked, this, &Popover::dismiss);
    connect(m_save, &QPushButton::clicked, this, &TextPopover::accept);
    const auto mayAccept = [this] {
        m_save->setEnabled(m_need == Need::MayBeEmpty || !m_editor->toPlainText().trimmed().isEmpty());
    };
    connect(m_editor, &QPlainTextEdit::textChanged, this, mayAccept);
    mayAccept();
}

void TextPopover::setText(const QString& text)
{
    m_editor->setPlainText(text);
    m_editor->moveCursor(QTextCursor::End);
}

void TextPopover::accept()
{
    if (!m_save->isEnabled())
        return;
    const QString text = m_editor->toPlainText().trimmed();
    dismiss();
    emit accepted(text);
}

bool TextPopover::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            if (!key->isAutoRepeat())
                accept();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            dismiss();
            return true;
        }
    }
    return Popover::eventFilter(watched, event);
}

} // namespace textbank
