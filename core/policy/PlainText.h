#pragma once

#include <QList>
#include <QString>

namespace textbank {

/// A text reduced to what its words are, with the way back to what was written.
class PlainText
{
public:
    /// NFKC, case fold, without accents, punctuation, emoji, zero-width characters; look-alikes mapped to Latin;
    /// apostrophes closed up, everything else between words one space.
    explicit PlainText(const QString& original);

    const QString& text() const { return m_text; }
    /// The part of the original that text().mid(start, length) came from.
    QString written(qsizetype start, qsizetype length) const;

private:
    QString m_original;
    QString m_text;
    QList<qsizetype> m_from; ///< For each character of m_text the start of its original ...
    QList<qsizetype> m_to;   ///< ... and its end.
};

} // namespace textbank
