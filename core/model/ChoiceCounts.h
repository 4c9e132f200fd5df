#pragma once

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

namespace textbank {

/// How often a suggestion was sent in answer to replies of one intent.
struct ChoiceCount
{
    QString intent;     ///< "question" ...
    QString suggestion; ///< "canned:ID", "answer:STEP:VALUE".
    int times = 0;
    friend bool operator==(const ChoiceCount&, const ChoiceCount&) = default;
};

/// Counts of what was sent in answer to replies, by intent and suggestion: the script's own names and numbers, nobody's
/// words.
class ChoiceCounts
{
public:
    static constexpr int kMost = 1'000'000; ///< A count that is reached stays there.
    static constexpr int kMostRows = 2'000; ///< More than any script has; further rows are left out.

    /// What text() wrote; what is not readable in it is left out.
    static ChoiceCounts fromText(const QString& text);
    QString text() const;

    void add(const QString& intent, const QString& suggestion, int times = 1);
    /// These rows are the totals now.
    void replace(const QList<ChoiceCount>& rows);
    int of(const QString& intent, const QString& suggestion) const { return m_counts.value(intent).value(suggestion); }
    /// For each row the larger count of the two.
    ChoiceCounts largest(const ChoiceCounts& other) const;
    ChoiceCounts sum(const ChoiceCounts& other) const;
    /// Of all suggestions.
    int total(const QString& intent) const;
    int total() const;
    /// Ordered by intent and suggestion.
    QList<ChoiceCount> rows() const;
    bool isEmpty() const { return m_counts.isEmpty(); }

private:
    void set(const QString& intent, const QString& suggestion, int times);
    QMap<QString, QMap<QString, int>> m_counts;
    int m_rows = 0;
};

} // namespace textbank
