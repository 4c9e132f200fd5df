#pragma once

#include <QString>

namespace textbank {

/// How sure a text's opt-out is (domain.md section 1).
enum class OptOutTier { None, Likely, Phrase, Certain };

struct OptOutReading
{
    OptOutTier tier = OptOutTier::None;
    QString words;           ///< What matched, as the contact wrote it.
    bool isReaction = false; ///< A telephone's thumbs-up to a text of ours: what it quotes is not theirs.
};

/// Reads a reply, in English, Spanish and French. Certain: the whole message is an opt-out keyword after normalising.
/// Phrase: a clear wording inside a sentence. Likely: a keyword inside a longer sentence; a person decides.
OptOutReading readOptOut(const QString& reply);
/// START, UNSTOP, INICIO and, as an answer to a confirmation, YES: the contact wants texts again. Informs; lifting is
/// the gateway's.
bool readsAsReturn(const QString& reply);
/// NFKC, case fold, without accents, punctuation, emoji, zero-width characters; look-alikes mapped to Latin; runs of
/// spaces and hyphens collapsed to one space.
QString normalisedForOptOut(const QString& text);

} // namespace textbank
