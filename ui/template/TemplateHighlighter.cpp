#include "ui/template/TemplateHighlighter.h"

#include "core/compose/TextCleaning.h"
#include "ui/theme/Theme.h"

#include <QTextDocument>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

TemplateHighlighter::TemplateHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(static_cast<QObject*>(document))
{
    // Before the highlighter hears of it, which reads the spans at once.
    connect(document, &QTextDocument::contentsChange, this, [this] { m_isRead = false; });
    setDocument(document);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        restyle();
        rehighlight();
    });
    restyle();
}

QTextCharFormat TemplateHighlighter::formatOf(TemplateSpan::Kind kind, const ThemeColors& c)
{
    QTextCharFormat format;
    switch (kind) {
    case TemplateSpan::Kind::Field:
        format.setForeground(c.accent);
        format.setFontWeight(QFont::Medium);
        break;
    case TemplateSpan::Kind::Fallback:
        format.setForeground(c.textMuted);
        format.setFontItalic(true);
        break;
    case TemplateSpan::Kind::Keyword:
        format.setForeground(c.textMuted);
        format.setFontWeight(QFont::DemiBold);
        break;
    case TemplateSpan::Kind::Value:
        format.setForeground(c.good);
        break;
    case TemplateSpan::Kind::Brace:
        format.setForeground(c.warn);
        break;
    case TemplateSpan::Kind::Error:
        format.setForeground(c.bad);
        format.setBackground(c.badSoft);
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(c.bad);
        break;
    }
    return format;
}

QTextCharFormat TemplateHighlighter::culpritFormat(const ThemeColors& c)
{
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::DotLine);
    format.setUnderlineColor(c.warn);
    format.setFontWeight(QFont::Bold);
    return format;
}

void TemplateHighlighter::restyle()
{
    const ThemeColors& colors = Theme::current().colors();
    for (std::size_t kind = 0; kind < m_formats.size(); ++kind)
        m_formats[kind] = formatOf(static_cast<TemplateSpan::Kind>(kind), colors);
    m_culprit = culpritFormat(colors);
}

void TemplateHighlighter::refresh()
{
    if (document()->blockCount() > 1)
        rehighlight();
}

void TemplateHighlighter::setWriting(TemplateSyntax syntax, TextCleaning cleaning)
{
    if (m_syntax == syntax && m_cleaning == cleaning)
        return;
    m_syntax = syntax;
    m_cleaning = cleaning;
    m_isRead = false;
    rehighlight();
}

void TemplateHighlighter::read()
{
    if (m_isRead)
        return;
    m_isRead = true;
    const QString text = typedText(*document());
    m_spans = TemplateOutline(text, m_syntax).spans();
    m_culprits = templateCulprits(text, m_syntax);
    // What is cleaned away costs nobody anything.
    m_culprits.removeIf([&](int at) {
        const QString sign = text.mid(at, 1);
        return cleaned(sign, m_cleaning) != sign;
    });
}

void TemplateHighlighter::highlightBlock(const QString& text)
{
    read();
    const int begin = currentBlock().position();
    const int end = begin + static_cast<int>(text.size());
    auto span = std::lower_bound(m_spans.cbegin(), m_spans.cend(), begin,
                                 [](const TemplateSpan& one, int at) { return one.end() <= at; });
    for (; span != m_spans.cend() && span->position < end; ++span) {
        const int from = std::max(span->position, begin);
        setFormat(from - begin, std::min(span->end(), end) - from, m_formats.at(static_cast<std::size_t>(span->kind)));
    }
    auto culprit = std::lower_bound(m_culprits.cbegin(), m_culprits.cend(), begin);
    for (; culprit != m_culprits.cend() && *culprit < end; ++culprit) {
        const int at = *culprit - begin;
        const bool pair = text.at(at).isHighSurrogate() && at + 1 < text.size();
        QTextCharFormat both = format(at);
        both.merge(m_culprit);
        setFormat(at, pair ? 2 : 1, both);
    }
}

QString typedText(const QTextDocument& document)
{
    QString text = document.toRawText();
    for (QChar& c : text) {
        if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator || c.unicode() == 0xFDD0 ||
            c.unicode() == 0xFDD1)
            c = u'\n';
    }
    return text;
}

} // namespace textbank
