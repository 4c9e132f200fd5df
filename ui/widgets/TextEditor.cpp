#include "ui/widgets/TextEditor.h"

#include "core/compose/TextCleaning.h"
#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace textbank {

namespace {

/// Signs that somebody who listens may write otherwise (rewrite).
bool mayBeRewritten(const QString& typed)
{
    const bool isMark = std::any_of(typed.cbegin(), typed.cend(), [](QChar c) { return c.isMark(); });
    return isMark || cleaned(typed, TextCleaning::SpokeTypography) != typed;
}

} // namespace

TextEditor::TextEditor(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this] { updateGeometry(); });
    connect(&Theme::current(), &Theme::changed, this, [this] { updateGeometry(); });
}

void TextEditor::setLines(int least, int most)
{
    m_least = least;
    m_most = most;
    updateGeometry();
}

bool TextEditor::isComposing() const
{
    const auto* const layout = textCursor().block().layout();
    return layout && !layout->preeditAreaText().isEmpty();
}

void TextEditor::rewrite(const QString& text)
{
    const QString before = toPlainText();
    if (text == before)
        return;
    // Only what differs is exchanged.
    const auto shorter = std::min(before.size(), text.size());
    qsizetype same = 0;
    while (same < shorter && before.at(same) == text.at(same))
        ++same;
    qsizetype behind = 0;
    while (behind < shorter - same && before.at(before.size() - 1 - behind) == text.at(text.size() - 1 - behind))
        ++behind;
    const auto grown = text.size() - before.size();
    const auto moved = [&](qsizetype at) {
        return static_cast<int>(at <= same                     ? at
                                : at >= before.size() - behind ? at + grown
                                                               : std::min(at, text.size() - behind));
    };
    const int anchor = moved(textCursor().anchor());
    const int position = moved(textCursor().position());
    QTextCursor cursor(document());
    cursor.joinPreviousEditBlock();
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(before.size() - behind), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(same, text.size() - same - behind));
    cursor.endEditBlock();
    QTextCursor kept = textCursor();
    kept.setPosition(anchor);
    kept.setPosition(position, QTextCursor::KeepAnchor);
    setTextCursor(kept);
}

int TextEditor::heightFor(double lines) const
{
    const double frame = 2 * (document()->documentMargin() + Theme::current().px(8) + 2);
    return static_cast<int>(std::ceil(QFontMetricsF(font()).lineSpacing() * lines + frame));
}

QSize TextEditor::sizeHint() const
{
    // The plain text layout counts in lines.
    const double lines = std::clamp(document()->documentLayout()->documentSize().height(), static_cast<double>(m_least),
                                    static_cast<double>(m_most));
    return {Theme::current().px(320), heightFor(lines)};
}

QSize TextEditor::minimumSizeHint() const { return {Theme::current().px(120), heightFor(1)}; }

void TextEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    // Grown meanwhile: no line stays scrolled away above while there is room below.
    verticalScrollBar()->setValue(verticalScrollBar()->minimum());
    ensureCursorVisible();
}

void TextEditor::insertFromMimeData(const QMimeData* source)
{
    if (source->hasText())
        insertAsOneStep(source->text());
}

void TextEditor::insertAsOneStep(const QString& text)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.insertText(text);
    cursor.endEditBlock();
    ensureCursorVisible();
}

void TextEditor::keyPressEvent(QKeyEvent* event)
{
    // A step of its own, or taking it back would stop between the sign and what it was rewritten to.
    const QString typed = event->text();
    const bool isCommand =
        event->modifiers().testFlag(Qt::ControlModifier) != event->modifiers().testFlag(Qt::AltModifier);
    if (!isReadOnly() && !isCommand && !typed.isEmpty() && typed.front().isPrint() && mayBeRewritten(typed)) {
        insertAsOneStep(typed);
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace textbank
