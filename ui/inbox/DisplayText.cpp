#include "ui/inbox/DisplayText.h"

#include <QStringList>
#include <QTextBoundaryFinder>

namespace textbank {

namespace {

constexpr int kMaxMarks = 4; // More combining marks on one letter than any script uses paint over the lines around it.

bool isHidden(char32_t c)
{
    if (c == U'\n')
        return false;
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F))
        return true;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c >= 0x206A && c <= 0x206F))
        return true; // Overrides and embeddings could make the rest of the window read backwards.
    return c == 0xFEFF || c == 0x00AD || (c >= 0xFFF9 && c <= 0xFFFC);
}

} // namespace

QString displayText(const QString& raw)
{
    QString out;
    out.reserve(raw.size());
    int marks = 0;
    int newlines = 0;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        char32_t c = raw[i].unicode();
        qsizetype length = 1;
        if (raw[i].isHighSurrogate() && i + 1 < raw.size() && raw[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(raw[i], raw[i + 1]);
            length = 2;
        } else if (raw[i].isSurrogate()) {
            c = QChar::ReplacementCharacter;
        }
        if (c == U'\r') {
            if (i + 1 < raw.size() && raw[i + 1] == u'\n')
                continue;
            c = U'\n';
        } else if (c == 0x2028 || c == 0x2029 || c == 0x0085) {
            c = U'\n';
        } else if (c == U'\t') {
            c = U' ';
        }
        if (isHidden(c))
            continue;
        newlines = c == U'\n' ? newlines + 1 : 0;
        if (newlines > 3)
            continue;
        const bool mark = QChar::category(c) == QChar::Mark_NonSpacing || QChar::category(c) == QChar::Mark_Enclosing;
        const bool selector = c >= 0xFE00 && c <= 0xFE0F;
        marks = mark ? marks + 1 : 0;
        if (mark && !selector && marks > kMaxMarks)
            continue;
        if (length == 2)
            out.append(QStringView(raw).mid(i, 2));
        else
            out.append(QChar(static_cast<char16_t>(c)));
        i += length - 1;
    }
    while (out.endsWith(u'\n') || out.endsWith(u' '))
        out.chop(1);
    return out;
}

QString displayLine(const QString& raw) { return displayText(raw).simplified(); }

QString shortened(const QString& text, int limit)
{
    if (text.size() <= limit)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(limit);
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    auto end = finder.position();
    if (end < limit / 2) {
        QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text);
        graphemes.setPosition(limit);
        if (!graphemes.isAtBoundary())
            graphemes.toPreviousBoundary();
        end = graphemes.position();
    }
    if (end <= 0)
        end = limit;
    return text.left(end).trimmed();
}

QString initialsOf(const QString& name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    const auto initial = [](const QString& word) {
        for (qsizetype i = 0; i < word.size(); ++i) {
            if (word[i].isHighSurrogate() && i + 1 < word.size()) {
                if (QChar::isLetter(QChar::surrogateToUcs4(word[i], word[i + 1])))
                    return word.mid(i, 2).toUpper();
                ++i;
            } else if (word[i].isLetterOrNumber()) {
                return QString(word[i].toUpper());
            }
        }
        return QString();
    };
    if (words.isEmpty())
        return {};
    QString out = initial(words.front());
    if (words.size() > 1)
        out += initial(words.back());
    return out;
}

} // namespace textbank
