#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace textbank {

/// Text as it is looked for: without regard to case and accents, so that "jose" finds "José".
QString foldedForFind(const QString& text);
/// The words of what a person typed, folded.
QStringList foldedWords(const QString& query);
/// Where the words occur in `text` as written: start and length, in order, without overlaps.
QList<std::pair<int, int>> marksOf(const QStringList& foldedWords, const QString& text);

} // namespace textbank
