#pragma once

#include "core/compose/Suggestions.h"
#include "core/model/ChoiceCounts.h"
#include "core/reading/ReplyClassifier.h"

#include <QHash>
#include <array>

namespace textbank {

/// Puts suggestions into the order in which they answer a reply: by what the reply wants and what each suggestion
/// speaks of, by the words both have, and by what was sent before in answer to such replies. Deterministic; what cannot
/// be used comes last, what is not in the reply's language after what is.
class SuggestionRanking
{
public:
    explicit SuggestionRanking(const ReplyClassifier& reader)
        : m_reader(reader)
    {
    }

    /// The same suggestions. `reply` is what is answered, `meaning` how it was read.
    QList<Suggestion> ranked(const QList<Suggestion>& suggestions, const QString& reply, const ReplyMeaning& meaning,
                             const ChoiceCounts& counts);

private:
    using Shares = std::array<double, kIntents>;
    const Shares& sharesOf(const QString& title);

    const ReplyClassifier& m_reader;
    QHash<QString, Shares> m_titles; ///< What each title speaks of; a script's titles are few and stay the same.
};

} // namespace textbank
