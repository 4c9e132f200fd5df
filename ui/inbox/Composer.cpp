#include "ui/inbox/Composer.h"

#include "ui/inbox/DisplayText.h"
#include "ui/settings/ActionMap.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace textbank {

using namespace Qt::StringLiterals;

Composer::Composer(QWidget* parent)
    : TextEditor(parent)
{
    setObjectName(u"composer"_s);
    setLines(1, 8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        const QScopedValueRollback telling(m_telling, true);
        emit typed(toPlainText());
    });
}

void Composer::showText(const QString& text)
{
    if (text == toPlainText())
        return;
    if (m_telling) {
        rewrite(text);
        return;
    }
    // Not by blocking signals: the layout hears of a new text through them. Whoever listens to typed() sees the text it
    // has already.
    setPlainText(text);
    moveCursor(QTextCursor::End);
}

void Composer::showAnother(const QString& text)
{
    showText(text);
    document()->clearUndoRedoStacks(); // Where both are empty it shows no new one.
}

void Composer::resizeEvent(QResizeEvent* event)
{
    TextEditor::resizeEvent(event);
    // The text came first, the room for it after: what fits is shown from its beginning.
    const double lines = document()->documentLayout()->documentSize().height();
    const bool fits = lines * QFontMetricsF(font()).lineSpacing() <= viewport()->height() + 1;
    setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    if (fits)
        verticalScrollBar()->setValue(0);
}

void Composer::insertFromMimeData(const QMimeData* source)
{
    // A pasted control character would travel to a phone.
    if (source->hasText())
        insertAsOneStep(displayText(source->text()));
}

void Composer::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        emit escaped();
        return;
    }
    const int digit = event->key() - Qt::Key_1;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (digit >= 0 && digit < 9 && modifiers == Qt::NoModifier && toPlainText().isEmpty() &&
        ActionMap::current().singleLetters()) {
        if (!event->isAutoRepeat())
            emit suggestionKey(digit);
        return;
    }
    TextEditor::keyPressEvent(event);
}

} // namespace textbank
