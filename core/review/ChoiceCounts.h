#pragma once

#include "core/reading/Intent.h"

#include <QHash>
#include <QString>
#include <array>

namespace textbank {

/// How often each suggestion was sent in answer to replies of each intent: counts and the script's own ids, nobody's
/// words.
class ChoiceCounts
{
public:
    /// What text() wrote; what is not readable in it is left out.
    static ChoiceCounts fromText(const QString& text);
    QString text() const;

    void add(Intent intent, const QString& suggestion);
    int of(Intent intent, const QString& suggestion) const { return m_counts[index(intent)].value(suggestion); }
    int total(Intent intent) const { return m_totals[index(intent)]; }

    /// Where the suggestion stood when it was chosen, from 0.
    void addPlace(int place);
    int chosen() const { return m_chosen; }
    int inFirstThree() const { return m_inFirstThree; }

private:
    static size_t index(Intent intent) { return static_cast<size_t>(intent); }
    std::array<QHash<QString, int>, kIntents> m_counts;
    std::array<int, kIntents> m_totals{};
    int m_chosen = 0;
    int m_inFirstThree = 0;
};

} // namespace textbank
