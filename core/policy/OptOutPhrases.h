#pragma once

#include <QList>
#include <QRegularExpression>
#include <QStringList>

namespace textbank {

// The words of opting out, in the form PlainText brings them into. Sources: 47 CFR 64.1200(a)(10), the carriers'
// keyword lists, and what people write.

/// Keywords that count when they are the whole message, spaces left out.
const QStringList& optOutKeywords();
/// The keywords that still say so as a sentence of their own ("Not interested. STOP").
const QStringList& strongKeywords();
/// Slips of the finger for a keyword, as the whole message.
const QStringList& misspeltKeywords();
/// Wordings that ask for it inside a sentence.
const QList<QRegularExpression>& optOutPhrases();
/// Keywords inside a longer sentence, where only a person can tell.
const QRegularExpression& keywordInside();

} // namespace textbank
