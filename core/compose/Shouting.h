#pragma once

#include <QList>
#include <QString>

namespace textbank {

/// A stretch of a text that reads as shouted, and the same words said calmly.
struct Shouted
{
    int position = 0; ///< 0-based UTF-16.
    int length = 0;
    QString calm;
};

/// Three and more words in a row in capitals (keywords such as STOP, codes and short words by themselves are none), and
/// three and more exclamation or question marks.
QList<Shouted> shoutedPlaces(const QString& text);

} // namespace textbank
