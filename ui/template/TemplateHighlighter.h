#pragma once

#include "core/compose/TemplateOutline.h"

#include <QSyntaxHighlighter>
#include <array>

namespace textbank {

struct ThemeColors;

/// Makes a template's tags stand out in the theme's colours. What is wrong has a wave under it, what forces UCS-2 a
/// line of dots: neither is told by colour alone.
class TemplateHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    explicit TemplateHighlighter(QTextDocument* document);
    /// A tag may reach over a line's end, so that a key in one line changes another. Call it after a change.
    void refresh();
    /// How the text is written, and what of it will leave as something else.
    void setWriting(TemplateSyntax syntax, TextCleaning cleaning);
    static QTextCharFormat formatOf(TemplateSpan::Kind kind, const ThemeColors& colors);
    static QTextCharFormat culpritFormat(const ThemeColors& colors);

protected:
    void highlightBlock(const QString& text) override;

private:
    void read();
    void restyle();

    std::array<QTextCharFormat, 6> m_formats;
    QTextCharFormat m_culprit;
    TemplateSyntax m_syntax = TemplateSyntax::Textbank;
    TextCleaning m_cleaning = TextCleaning::None;
    QList<TemplateSpan> m_spans;
    QList<int> m_culprits;
    bool m_isRead = false; ///< They are of the text as it is now.
};

/// The text of a document as it was typed: with the no-break spaces that QTextDocument::toPlainText() makes plain.
QString typedText(const QTextDocument& document);

} // namespace textbank
