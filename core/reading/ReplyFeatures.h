#pragma once

#include "core/policy/PlainText.h"

#include <QList>
#include <QString>

namespace textbank {

/// A reply as the model sees it: its words, pairs and triples of them, pieces of words, and what stands between and
/// around them, each by a number. The same text has the same features on every machine.
class ReplyFeatures
{
public:
    /// Of a text longer than this only the beginning and the end count, so that no reply costs more.
    static constexpr qsizetype kMostCharacters = 1600;

    struct Feature
    {
        quint32 hash = 0;
        int first = -1; ///< The words it is of, as indices; -1: of the whole.
        int last = -1;
    };
    explicit ReplyFeatures(const QString& reply);

    const QList<Feature>& all() const { return m_features; }
    int words() const { return static_cast<int>(m_words.size()); }
    /// Words `first` to `last` as they were written.
    QString written(int first, int last) const;

private:
    struct Word
    {
        qsizetype start = 0;
        qsizetype length = 0;
    };
    void addWords();
    void addPieces(int index, QStringView word);
    void addMarks(const QString& reply);
    void add(char kind, QStringView text, int first, int last);

    PlainText m_plain;
    QList<Word> m_words;
    QList<Feature> m_features;
};

} // namespace textbank
