#include "core/compose/Suggestions.h"

#include <QSet>
#include <algorithm>

namespace textbank {
namespace {

/// Lower case and without accents, for looking things up.
QString folded(const QString& text)
{
    QString out;
    const auto decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    out.reserve(decomposed.size());
    for (const auto c : decomposed) {
        if (c.category() != QChar::Mark_NonSpacing) {
            out += c;
        }
    }
    return out;
}

void merge(Suggestion& suggestion, const QString& text, const MergeFields& fields)
{
    const auto rendered = renderTemplate(text, fields);
    if (rendered) {
        suggestion.text = *rendered;
    } else {
        suggestion.error = rendered.error();
    }
}

} // namespace

const InteractionStep* openStep(const Campaign& campaign, const QMap<StepId, QString>& recorded)
{
    QSet<StepId> seen;
    const auto* step = campaign.firstStep();
    while (step && !seen.contains(step->id)) {
        seen.insert(step->id);
        const auto answer = recorded.value(step->id);
        const auto chosen = std::find_if(step->answers.cbegin(), step->answers.cend(),
                                         [&](const auto& option) { return option.value == answer; });
        if (answer.isEmpty() || chosen == step->answers.cend()) {
            return step->question.isEmpty() ? nullptr : step;
        }
        step = chosen->nextStep.isEmpty() ? nullptr : campaign.step(chosen->nextStep);
    }
    return nullptr;
}

QList<Suggestion> suggestionsFor(const Campaign& campaign, const ContactRecord& contact, const QString& volunteerName)
{
    QList<Suggestion> out;
    const auto fields = MergeFields::of(contact.contact, volunteerName);
    const auto& language = contact.contact.language;
    if (const auto* open = openStep(campaign, contact.answers)) {
        for (const auto& option : open->answers) {
            Suggestion suggestion;
            suggestion.source = Suggestion::Source::Answer;
            suggestion.title = option.value;
            suggestion.answerStep = open->id;
            suggestion.answer = option.value;
            const auto* next = option.nextStep.isEmpty() ? nullptr : campaign.step(option.nextStep);
            if (next) {
                suggestion.sourceStep = next->id;
                merge(suggestion, textFor(next->texts, language), fields);
            }
            out.append(suggestion);
        }
    }
    for (const auto& canned : campaign.canned) {
        Suggestion suggestion;
        suggestion.title = canned.title;
        suggestion.tags = canned.tags;
        if (!canned.answersStep.isEmpty() && !canned.answer.isEmpty()) {
            suggestion.answerStep = canned.answersStep;
            suggestion.answer = canned.answer;
        }
        merge(suggestion, textFor(canned.texts, language), fields);
        out.append(suggestion);
    }
    return out;
}

QList<Suggestion> filterSuggestions(const QList<Suggestion>& all, const QString& query)
{
    const auto words = folded(query).simplified().split(u' ', Qt::SkipEmptyParts);
    QList<Suggestion> out;
    for (const auto& suggestion : all) {
        const auto where = folded(suggestion.title + u' ' + suggestion.text);
        if (std::all_of(words.cbegin(), words.cend(), [&](const QString& word) { return where.contains(word); })) {
            out.append(suggestion);
        }
    }
    return out;
}

} // namespace textbank
