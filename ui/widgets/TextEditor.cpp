#include "ui/widgets/TextEditor.h"

#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <cmath>

namespace textbank {

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
        insertPlainText(source->text());
}

} // namespace textbank
