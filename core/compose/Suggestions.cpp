#include "core/compose/Suggestions.h"

#include "core/compose/Merge.h"
#include "core/compose/ScriptText.h"

#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

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

void merge(Suggestion& suggestion, const QString& text, const Merge& fill)
{
    const auto rendered = fill.rendered(text);
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

QList<Suggestion> suggestionsFor(const Campaign& campaign, const ContactRecord& contact, const QString& volunteerName,
                                 const QString& wanted, const QList<Snippet>& snippets)
{
    QList<Suggestion> out;
    const Merge script(MergeRules::ofScript(campaign), contact.contact, volunteerName);
    const Merge own(MergeRules::ofOwnTexts(campaign), contact.contact, volunteerName);
    const auto language = wanted.isEmpty() ? contact.contact.language : wanted;
    const auto isForeign = [&](const QMap<QString, QString>& texts) {
        return !wanted.isEmpty() && !isScripted(campaign, texts, wanted);
    };
    if (const auto* open = openStep(campaign, contact.answers)) {
        for (const auto& option : open->answers) {
            Suggestion suggestion;
            suggestion.source = Suggestion::Source::Answer;
            suggestion.key = u"answer:"_s + open->id.value + u':' + option.value;
            suggestion.title = option.value;
            suggestion.answerStep = open->id;
            suggestion.answer = option.value;
            const auto* next = option.nextStep.isEmpty() ? nullptr : campaign.step(option.nextStep);
            if (next) {
                suggestion.sourceStep = next->id;
                suggestion.foreign = isForeign(next->texts);
                merge(suggestion, scriptText(campaign, next->texts, language), script);
            }
            out.append(suggestion);
        }
    }
    for (const auto& canned : campaign.canned) {
        Suggestion suggestion;
        suggestion.key = u"canned:"_s + canned.id.value;
        suggestion.title = canned.title;
        suggestion.tags = canned.tags;
        suggestion.foreign = isForeign(canned.texts);
        if (!canned.answersStep.isEmpty() && !canned.answer.isEmpty()) {
            suggestion.answerStep = canned.answersStep;
            suggestion.answer = canned.answer;
        }
        merge(suggestion, scriptText(campaign, canned.texts, language), script);
        out.append(suggestion);
    }
    for (const auto& snippet : snippets) {
        Suggestion suggestion;
        suggestion.source = Suggestion::Source::Snippet;
        suggestion.key = u"snippet:"_s + snippet.id.value;
        suggestion.title = snippet.title;
        suggestion.foreign = !wanted.isEmpty() && !snippet.language.isEmpty() &&
                             snippet.language.section(u'-', 0, 0) != wanted.section(u'-', 0, 0);
        merge(suggestion, snippet.text, own);
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
