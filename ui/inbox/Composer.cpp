#include "ui/inbox/Composer.h"

#include "ui/inbox/DisplayText.h"
#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostLines = 8;

} // namespace

Composer::Composer(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setObjectName(u"composer"_s);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setLineWrapMode(WidgetWidth);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        grow();
        emit typed(toPlainText());
    });
    connect(&Theme::current(), &Theme::changed, this, &Composer::grow);
    grow();
}

void Composer::showText(const QString& text)
{
    if (text == toPlainText())
        return;
    {
        const QSignalBlocker blocked(this);
        setPlainText(text);
        moveCursor(QTextCursor::End);
    }
    grow();
}

int Composer::heightFor(int lines) const
{
    const int frame = height() - viewport()->height();
    return lines * QFontMetrics(font()).lineSpacing() + static_cast<int>(2 * document()->documentMargin()) +
           std::clamp(frame, 4, 80);
}

QSize Composer::sizeHint() const
{
    int lines = 0;
    for (auto block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    return {400, heightFor(std::clamp(lines, 1, kMostLines))};
}

QSize Composer::minimumSizeHint() const { return {120, heightFor(1)}; }

void Composer::grow()
{
    const int wanted = sizeHint().height();
    if (wanted != minimumHeight() || wanted != maximumHeight())
        setFixedHeight(wanted);
}

void Composer::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    grow();
}

void Composer::insertFromMimeData(const QMimeData* source)
{
    // A pasted control character would travel to a phone.
    insertPlainText(displayText(source->text()));
}

void Composer::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        emit escaped();
        return;
    }
    const int digit = event->key() - Qt::Key_1;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (digit >= 0 && digit < 9 && modifiers == Qt::NoModifier && toPlainText().isEmpty()) {
        emit suggestionKey(digit);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace textbank
