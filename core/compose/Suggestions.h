#pragma once

#include "core/compose/Template.h"
#include "core/model/Campaign.h"
#include "core/model/Snippet.h"

#include <QList>
#include <QString>
#include <optional>

namespace textbank {

/// One numbered suggestion: choosing it fills the composer and records answer and tags. It never sends.
struct Suggestion
{
    enum class Source {
        Answer,
        Canned,
        Snippet, ///< The volunteer's own.
        HandOff, ///< No text at all: to somebody who speaks the reply's language.
    };
    Source source = Source::Canned;
    QString key;       ///< Which one it is, the same for every contact of the campaign.
    QString title;     ///< The answer's value or the canned response's title.
    QString text;      ///< Merged, complete. Empty with `error`, or for an answer that ends its branch.
    StepId sourceStep; ///< The script step the text is of; empty for canned responses.
    StepId answerStep; ///< Records this answer when chosen, where not empty.
    QString answer;
    QStringList tags;
    bool foreign = false;               ///< The script does not have it in the language that was asked for.
    std::optional<TemplateError> error; ///< It cannot be used for this contact, and why.
};

/// The answers of the step the conversation is at, then the canned responses, in the script's order, then `snippets`,
/// in `language` (BCP 47), else the contact's, where the script has it. The answers recorded so far decide which step
/// is next.
QList<Suggestion> suggestionsFor(const Campaign& campaign, const ContactRecord& contact, const QString& volunteerName,
                                 const QString& language = {}, const QList<Snippet>& snippets = {});
/// The step whose question is open now for this contact, or null.
const InteractionStep* openStep(const Campaign& campaign, const QMap<StepId, QString>& recorded);
/// Those whose title or text holds every word of `query`, without regard to case and accents.
QList<Suggestion> filterSuggestions(const QList<Suggestion>& all, const QString& query);

} // namespace textbank
