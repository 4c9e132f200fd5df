#pragma once

#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"

#include <QList>
#include <QString>

namespace textbank {

/// A change to a text that may be made with one key, and what it says on its button.
struct TextOffer
{
    QString label; ///< "Add “Reply STOP to opt out.”", "Take out “[name]”".
    TextMend mend;
    friend bool operator==(const TextOffer&, const TextOffer&) = default;
};

/// What can be offered for these findings, the most serious first, at most three; then plain punctuation, where word
/// processors' signs make the text cost more segments.
QList<TextOffer> textOffers(const QList<CheckFinding>& findings, const QString& text);

} // namespace textbank
