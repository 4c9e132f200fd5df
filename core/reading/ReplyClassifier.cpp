#include "core/reading/ReplyClassifier.h"

#include "core/base/Log.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// From here on a person is asked before anything more is sent: nobody's peace is worth the press of one key.
constexpr double kAskFrom = 0.08;
/// Below this the model takes a phrase's words for a part of something else, and a person is asked as well.
constexpr double kDoubtBelow = 0.08;

} // namespace

ReplyClassifier ReplyClassifier::builtIn()
{
    auto model = IntentModel::builtIn();
    if (!model) {
        logError("reading", u"replies are read by rules alone: "_s + model.error().detail);
        return ReplyClassifier(std::nullopt);
    }
    return ReplyClassifier(std::move(*model));
}

ReplyMeaning ReplyClassifier::read(const QString& reply) const
{
    const auto rules = readOptOut(reply);
    ReplyMeaning meaning;
    meaning.tier = rules.tier;
    auto& shares = meaning.shares;
    QString suspected;
    if (m_model) {
        const ReplyFeatures features(reply);
        const auto scores = m_model->scores(features);
        shares = m_model->intents(scores);
        const auto best = std::max_element(shares.cbegin(), shares.cend());
        meaning.intent = static_cast<Intent>(best - shares.cbegin());
        meaning.confidence = *best;
        meaning.hostile = shares[static_cast<size_t>(Intent::Hostile)];
        meaning.language = m_model->language(scores);
        meaning.because = m_model->because(features, meaning.intent);
        const auto likely = rules.tier == OptOutTier::Likely || shares[0] >= kAskFrom;
        suspected = likely && rules.words.isEmpty() ? m_model->because(features, Intent::OptOut) : QString();
    }
    const auto doubtful = m_model && rules.tier == OptOutTier::Phrase && shares[0] < kDoubtBelow;
    if (doubtful) {
        meaning.tier = OptOutTier::Likely;
    } else if (rules.tier == OptOutTier::Certain || rules.tier == OptOutTier::Phrase) {
        meaning.intent = Intent::OptOut;
        meaning.confidence = rules.tier == OptOutTier::Certain ? 1 : std::max(0.98, shares[0]);
        meaning.because = rules.words;
        shares = {};
        shares[static_cast<size_t>(Intent::OptOut)] = 1;
    } else if (rules.isReaction) {
        meaning.intent = Intent::Other;
        meaning.confidence = 0.99;
        meaning.hostile = 0; // What it quotes is ours.
        meaning.because.clear();
        shares = {};
        shares[static_cast<size_t>(Intent::Other)] = 1;
    } else if (shares[0] >= kAskFrom) {
        meaning.tier = OptOutTier::Likely;
    }
    if (!m_model && meaning.tier == OptOutTier::Likely) {
        meaning.because = rules.words;
    }
    if (meaning.tier != OptOutTier::None) {
        meaning.optOutWords = rules.words.isEmpty() ? suspected : rules.words;
    }
    return meaning;
}

} // namespace textbank
