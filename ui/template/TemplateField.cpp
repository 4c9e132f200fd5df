#include "ui/template/TemplateField.h"

#include "core/compose/FieldNames.h"
#include "ui/inbox/DisplayText.h"
#include "ui/template/TemplateHighlighter.h"
#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 6;

} // namespace

TemplateField::TemplateField(QWidget* parent)
    : TextEditor(parent)
    , m_highlighter(new TemplateHighlighter(document()))
{
    setObjectName(u"templateField"_s);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        const QString now = text();
        if (now == m_text)
            return;
        m_text = now;
        m_highlighter->refresh();
        emit edited();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isOffering() && !nameInProgress(m_text, textCursor().position()))
            withdraw();
    });
}

TemplateField::~TemplateField() { delete m_popup; }

QString TemplateField::text() const { return typedText(*document()); }

void TemplateField::showText(const QString& text)
{
    withdraw();
    setPlainText(text);
    moveCursor(QTextCursor::End);
}

void TemplateField::replaceText(const QString& text)
{
    const QString before = this->text();
    qsizetype same = 0;
    const auto shorter = std::min(before.size(), text.size());
    while (same < shorter && before.at(same) == text.at(same))
        ++same;
    qsizetype behind = 0;
    while (behind < shorter - same && before.at(before.size() - 1 - behind) == text.at(text.size() - 1 - behind))
        ++behind;
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(before.size() - behind), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(same, text.size() - same - behind));
}

void TemplateField::setWriting(TemplateSyntax syntax, TextCleaning cleaning)
{
    m_highlighter->setWriting(syntax, cleaning);
}

void TemplateField::goTo(int position, int length)
{
    const int last = document()->characterCount() - 1;
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(position, 0, last));
    cursor.setPosition(std::clamp(position + length, 0, last), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
    setFocus(Qt::OtherFocusReason);
}

bool TemplateField::isNaming() const { return nameInProgress(m_text, textCursor().position()).has_value(); }

QSize TemplateField::sizeHint() const
{
    // Lines with bold words are a little higher than plain ones.
    return TextEditor::sizeHint() + QSize(0, Theme::current().px(6));
}

void TemplateField::offer()
{
    const auto name =
        isReadOnly() || !m_choices || isComposing() ? std::nullopt : nameInProgress(m_text, textCursor().position());
    if (!name) {
        withdraw();
        return;
    }
    if (!m_popup) {
        m_popup = new FieldPopup(this);
        connect(m_popup, &FieldPopup::clicked, this, &TemplateField::accept);
    }
    QTextCursor from = textCursor();
    from.setPosition(name->position);
    const bool before = isOffering();
    m_popup->offer(m_choices(), name->written, cursorRect(from).translated(viewport()->pos()));
    if (isOffering() != before)
        emit offeringChanged();
}

void TemplateField::withdraw()
{
    if (!isOffering())
        return;
    m_popup->hide();
    emit offeringChanged();
}

void TemplateField::accept()
{
    const auto name = nameInProgress(m_text, textCursor().position());
    const QString chosen = m_popup ? m_popup->chosen() : QString();
    withdraw();
    if (!name || chosen.isEmpty())
        return;
    int end = textCursor().position();
    while (end < m_text.size() && (m_text.at(end).isLetterOrNumber() || m_text.at(end) == u'_'))
        ++end; // The rest of the name that stood there.
    const QChar next = end < m_text.size() ? m_text.at(end) : QChar();
    const bool goesOn = next == u'}' || next == u'|' || (name->inCondition && (next == u' ' || next == u'='));
    QTextCursor cursor = textCursor();
    cursor.setPosition(name->position);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(goesOn ? chosen : chosen + u'}');
    if (next == u'}' && !name->inCondition)
        cursor.movePosition(QTextCursor::NextCharacter);
    else if (!goesOn && name->inCondition)
        cursor.movePosition(QTextCursor::PreviousCharacter); // What it is compared with may follow.
    setTextCursor(cursor);
}

bool TemplateField::steer(const QKeyEvent& event)
{
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
        m_popup->move(1);
        return true;
    case Qt::Key_Up:
        m_popup->move(-1);
        return true;
    case Qt::Key_PageDown:
        m_popup->move(kPage);
        return true;
    case Qt::Key_PageUp:
        m_popup->move(-kPage);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept();
        return true;
    case Qt::Key_Escape:
        withdraw();
        return true;
    default:
        return false;
    }
}

void TemplateField::keyPressEvent(QKeyEvent* event)
{
    if (isOffering() && steer(*event)) {
        event->accept();
        return;
    }
    const bool asked = event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier;
    if (asked) {
        offer();
        return;
    }
    const QString before = m_text;
    TextEditor::keyPressEvent(event);
    const bool typed = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (m_text != before && (typed || isOffering()))
        offer();
}

void TemplateField::inputMethodEvent(QInputMethodEvent* event)
{
    TextEditor::inputMethodEvent(event);
    if (!event->commitString().isEmpty())
        offer();
}

void TemplateField::focusOutEvent(QFocusEvent* event)
{
    withdraw();
    TextEditor::focusOutEvent(event);
}

void TemplateField::hideEvent(QHideEvent* event)
{
    withdraw();
    TextEditor::hideEvent(event);
}

bool TemplateField::focusNextPrevChild(bool next)
{
    if (!isOffering())
        return TextEditor::focusNextPrevChild(next);
    if (next)
        accept();
    return true;
}

void TemplateField::insertFromMimeData(const QMimeData* source)
{
    // A pasted control character would travel to a phone.
    if (source->hasText())
        insertPlainText(displayText(source->text()));
}

} // namespace textbank
