#include "core/policy/OptOutWords.h"

#include "core/policy/OptOutPhrases.h"
#include "core/policy/PlainText.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QSet<QString> setOf(const QStringList& words) { return {words.cbegin(), words.cend()}; }

/// "stooop" and "STOPPPP" as "stop": three and more of a letter are one.
QString calmed(const QString& text)
{
    static const QRegularExpression kRun(u"(\\p{L})\\1{2,}"_s);
    return QString(text).replace(kRun, u"\\1"_s);
}

/// The words as one, where that is how a keyword is written: "opt out", "s t o p", "stop stop".
QString joined(const QString& plain)
{
    const auto words = plain.split(u' ', Qt::SkipEmptyParts);
    const auto letters =
        std::all_of(words.cbegin(), words.cend(), [](const QString& word) { return word.size() == 1; });
    const auto same =
        std::all_of(words.cbegin(), words.cend(), [&](const QString& word) { return word == words.front(); });
    if (words.size() > 1 && same && !letters) {
        return words.front();
    }
    static const QSet<QString> kWritten{u"opt out"_s,  u"opt out all"_s,  u"stop all"_s,        u"cancel all"_s,
                                        u"end all"_s,  u"un subscribe"_s, u"unsubscribe all"_s, u"no mas"_s,
                                        u"ya basta"_s, u"remove all"_s,   u"revoke all"_s,      u"quita me"_s,
                                        u"borra me"_s, u"stop 2 end"_s};
    return letters || kWritten.contains(plain) ? words.join(QString()) : plain;
}

/// "ST OP", "can cel": a keyword with a blank in it, as thumbs and dictation write it.
QString torn(const QString& plain)
{
    constexpr qsizetype kLongestPiece = 4;
    const auto pieces = plain.split(u' ', Qt::SkipEmptyParts);
    const auto isTorn =
        std::all_of(pieces.cbegin(), pieces.cend(), [](const QString& piece) { return piece.size() <= kLongestPiece; });
    return isTorn ? pieces.join(QString()) : plain;
}

bool isKeyword(const QString& plain, const QSet<QString>& keywords)
{
    return keywords.contains(joined(plain)) || keywords.contains(joined(calmed(plain))) ||
           keywords.contains(torn(plain));
}

/// A telephone's way to send a thumbs-up: what it quotes was written by us.
bool isReaction(const QString& reply)
{
    static const QRegularExpression kReaction(
        u"^\\W*(?:liked|loved|disliked|emphasi[sz]ed|questioned|laughed at|reacted(?: with)?(?: \\S+)? to|removed an? "
        u"[\\w ]+ from|"
        "\\W*to|le gusto|le gust[oó]|me gusta|me gust[oó]|le encant[oó]|no le gust[oó]|(?:se )?r[ií]o "
        "de|enfatiz[oó]|cuestion[oó]|destac[oó]|"
        "a aim[eé]|a ador[eé]|reaccion[oó](?: con)?(?: \\S+)? a)\\s*:?\\s*[\"“”«„]"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return kReaction.match(reply).hasMatch();
}

/// What the person wrote, without what they quote: marked lines, and sentences in quotation marks beside their own.
QString ownWords(const QString& reply)
{
    static const QRegularExpression kQuotedLine(u"^\\s*>.*$"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression kQuotation(u"[\"“”„«][^\"“”«»]*\\s[^\"“”«»]*\\s[^\"“”«»]*[\"“”»]"_s);
    auto own = QString(reply).remove(kQuotedLine);
    const auto quotation = kQuotation.match(own);
    const auto whole = quotation.hasMatch() && PlainText(QString(own).remove(kQuotation)).text().isEmpty();
    return whole ? own : own.replace(kQuotation, u" … "_s);
}

/// "my #" as it is read aloud.
QString readAloud(const QString& text)
{
    static const QRegularExpression kMine(u"\\b(my|this|your|mi)\\s*#(?!\\w)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return QString(text).replace(kMine, u"\\1 number"_s);
}

/// Our own closing line, sent back or quoted without marks.
QString withoutBoilerplate(const QString& plain)
{
    static const QRegularExpression kClosing(
        u"\\b(?:reply|text|txt|send|responda|responde|envie|envia|escriba|repondez|manda) (?:with "
        u")?(?:stop|alto|arret|quit|end|cancel|fin|para)"
        "(?: ?(?:2|to|or|para|pour|and|o|y) ?(?:opt ?out|end|quit|cancel|unsubscribe|stop|be removed|cancelar|salir|no "
        "recibir|terminar|"
        "darse de baja|detener|remove)\\w*)?(?: (?:mas )?(?:texts|messages|mensajes|msgs))?"_s);
    return QString(plain).replace(kClosing, u" "_s).simplified();
}

QStringList sentencesOf(const QString& text)
{
    // A hyphen within a word breaks nothing: "non-stop", "bus-stop".
    static const QRegularExpression kBreak(u"(?:[.!?;:,\\n…¡¿–—]|(?<!\\w)-|-(?!\\w))+"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    return text.split(kBreak, Qt::SkipEmptyParts);
}

} // namespace

QString normalisedForOptOut(const QString& text) { return PlainText(text).text(); }

OptOutReading readOptOut(const QString& reply)
{
    static const auto kKeywords = setOf(optOutKeywords());
    static const auto kStrong = setOf(strongKeywords());
    static const auto kMisspelt = setOf(misspeltKeywords());

    const PlainText all(reply);
    if (all.text().isEmpty()) {
        return {};
    }
    if (isKeyword(all.text(), kKeywords)) {
        return {OptOutTier::Certain, reply.trimmed()};
    }
    if (isReaction(reply)) {
        return {OptOutTier::None, {}, true};
    }
    if (isKeyword(all.text(), kMisspelt)) {
        return {OptOutTier::Phrase, reply.trimmed()};
    }

    const auto ownText = readAloud(ownWords(reply));
    const PlainText own(ownText);
    const auto stripped = withoutBoilerplate(own.text());
    if (stripped.isEmpty()) {
        // Nothing but our own line: sent back, or meant?
        return own.text().isEmpty() ? OptOutReading{} : OptOutReading{OptOutTier::Likely, ownText.trimmed()};
    }
    const auto intact = stripped == own.text();
    for (const auto& phrase : optOutPhrases()) {
        if (const auto match = phrase.match(stripped); match.hasMatch()) {
            return {OptOutTier::Phrase,
                    intact ? own.written(match.capturedStart(), match.capturedLength()) : match.captured()};
        }
    }
    if (intact) {
        for (const auto& sentence : sentencesOf(ownText)) {
            if (isKeyword(PlainText(sentence).text(), kStrong)) {
                return {OptOutTier::Phrase, sentence.trimmed()};
            }
        }
    }
    if (const auto match = keywordInside().match(stripped); match.hasMatch()) {
        return {OptOutTier::Likely,
                intact ? own.written(match.capturedStart(), match.capturedLength()) : match.captured()};
    }
    return {};
}

bool readsAsReturn(const QString& reply)
{
    static const QSet<QString> kReturn{u"start"_s, u"unstop"_s, u"inicio"_s, u"yes"_s};
    const auto plain = normalisedForOptOut(reply);
    return kReturn.contains(plain) || kReturn.contains(joined(plain));
}

} // namespace textbank
