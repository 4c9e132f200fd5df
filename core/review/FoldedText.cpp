#include "core/review/FoldedText.h"

#include <algorithm>

namespace textbank {

namespace {

/// Folds `text`; `places`, when given, gets for each unit of the result the place it comes from.
QString fold(const QString& text, QList<int>* places)
{
    QString folded;
    folded.reserve(text.size());
    for (int i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.unicode() < 0x80) {
            folded += unit.toLower();
            if (places)
                places->append(i);
            continue;
        }
        const bool pair = unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const QString character = text.mid(i, pair ? 2 : 1);
        // By way of the capital, whose folding is whole: "ß" is "ss" then.
        const QString parts = character.normalized(QString::NormalizationForm_KD).toUpper().toCaseFolded();
        for (const QChar part : parts) {
            if (part.isMark())
                continue;
            folded += part;
            if (places)
                places->append(i);
        }
        i += pair ? 1 : 0;
    }
    return folded;
}

} // namespace

QString foldedForFind(const QString& text) { return fold(text, nullptr); }

QStringList foldedWords(const QString& query)
{
    return foldedForFind(query).simplified().split(u' ', Qt::SkipEmptyParts);
}

QList<std::pair<int, int>> marksOf(const QStringList& foldedWords, const QString& text)
{
    QList<int> places;
    const QString folded = fold(text, &places);
    places.append(static_cast<int>(text.size()));
    QList<std::pair<int, int>> found; // Begin and end.
    for (const QString& word : foldedWords) {
        for (qsizetype at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.size())) {
            // Up to the next character that counts, so that a combining accent belongs to its letter.
            found.append({places[at], places[at + word.size()]});
        }
    }
    std::sort(found.begin(), found.end());
    QList<std::pair<int, int>> marks;
    int until = 0;
    for (const auto& [begin, end] : found) {
        const int from = std::max(begin, until);
        if (from >= end)
            continue;
        marks.append({from, end - from});
        until = end;
    }
    return marks;
}

} // namespace textbank
