#include "ui/brief/MarkdownText.h"

#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextCursor>
#include <cmath>

namespace textbank {

using namespace Qt::StringLiterals;

MarkdownText::MarkdownText(QWidget* parent)
    : QTextBrowser(parent)
{
    setObjectName(u"briefText"_s);
    setProperty("flat", true);
    setAccessibleName(tr("Brief"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    connect(&Theme::current(), &Theme::changed, this, &MarkdownText::restyle);
}

QVariant MarkdownText::loadResource(int, const QUrl&) { return {}; }

void MarkdownText::show(const QString& markdown)
{
    if (markdown == m_markdown)
        return;
    m_markdown = markdown;
    restyle();
}

void MarkdownText::restyle()
{
    const auto& theme = Theme::current();
    document()->setDefaultFont(theme.font(TextRole::Body));
    setFont(theme.font(TextRole::Body));
    document()->setMarkdown(m_markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                            QTextDocument::MarkdownNoHTML);
    // Qt's heading sizes know nothing of the type scale.
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        auto format = block.blockFormat();
        const int level = format.headingLevel();
        format.setLineHeight(130, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 0 ? theme.space(Space::L) : 0);
        format.setBottomMargin(level > 0          ? theme.space(Space::Xs)
                               : block.textList() ? theme.space(Space::Xs)
                                                  : theme.space(Space::S));
        cursor.setBlockFormat(format);
        struct Piece
        {
            int at;
            int length;
            QTextCharFormat format;
        };
        QList<Piece> pieces;
        for (auto it = block.begin(); !it.atEnd(); ++it)
            pieces << Piece{it.fragment().position(), it.fragment().length(), it.fragment().charFormat()};
        for (auto& piece : pieces) {
            auto& letters = piece.format;
            letters.setForeground(letters.isAnchor() ? theme.colors().accent : theme.colors().text);
            if (letters.isAnchor())
                letters.setFontUnderline(true);
            if (level > 0) {
                const QFont font = theme.font(level == 1 ? TextRole::Title : TextRole::Heading);
                letters.clearProperty(QTextFormat::FontSizeAdjustment);
                letters.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
                letters.setFontWeight(font.weight());
            }
            cursor.setPosition(piece.at);
            cursor.setPosition(piece.at + piece.length, QTextCursor::KeepAnchor);
            cursor.setCharFormat(letters);
        }
    }
    fit();
}

void MarkdownText::fit()
{
    document()->setTextWidth(viewport()->width());
    const int wanted = static_cast<int>(std::ceil(document()->size().height())) + 4;
    if (wanted != height())
        setFixedHeight(wanted);
}

void MarkdownText::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    fit();
}

void MarkdownText::wheelEvent(QWheelEvent* event) { event->ignore(); }

void MarkdownText::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        event->ignore(); // The page scrolls, not the text in it.
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // Only a link that Tab went to is opened by it; else it is the page's.
        if (textCursor().hasSelection() && textCursor().charFormat().isAnchor())
            QTextBrowser::keyPressEvent(event);
        else
            event->ignore();
        return;
    default:
        QTextBrowser::keyPressEvent(event);
    }
}

} // namespace textbank
