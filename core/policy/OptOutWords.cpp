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

/// Where the quotation that opens at `open` ends; -1 where it does not. One inside it ends before it.
qsizetype endOfQuotation(const QString& text, qsizetype open)
{
    const auto mark = text.at(open);
    const auto isStraight = mark == u'"';
    const auto closing = mark == u'«' ? u"»"_s : mark == u'„' ? u"“”"_s : isStraight ? u"\""_s : u"”"_s;
    auto depth = 1;
    for (auto i = open + 1; i < text.size(); ++i) {
        const auto c = text.at(i);
        // A straight mark opens where a word begins behind it.
        const auto wordBegins =
            isStraight && text.at(i - 1).isSpace() && i + 1 < text.size() && text.at(i + 1).isLetterOrNumber();
        if (closing.contains(c) && !wordBegins) {
            if (--depth == 0) {
                return i;
            }
        } else if (c == mark) {
            ++depth;
        }
    }
    return -1;
}

/// A telephone's way to send a thumbs-up: what it quotes was written by us. Nothing stands behind the quotation;
/// whoever goes on in words of their own is read.
bool isReaction(const QString& reply)
{
    static const QRegularExpression kReaction(
        u"^\\W*(?:liked|loved|disliked|emphasi[sz]ed|questioned|laughed at|reacted(?: with)?(?: \\S+)? to|removed an? "
        u"[\\w ]+ from|"
        "le gusto|le gust[oó]|me gusta|me gust[oó]|le encant[oó]|no le gust[oó]|(?:se )?r[ií]o "
        "de|enfatiz[oó]|cuestion[oó]|destac[oó]|"
        "a aim[eé]|a ador[eé]|reaccion[oó](?: con)?(?: \\S+)? a)\\s*:?\\s*[\"“”«„]|"
        // A symbol alone says what was done: "👍 to “...”".
        "^(?=[^\\p{L}\\p{N}]*[\\p{So}‼⁉])[^\\p{L}\\p{N}]*+to\\s*:?\\s*[\"“”«„]"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto match = kReaction.match(reply);
    if (!match.hasMatch()) {
        return false;
    }
    const auto end = endOfQuotation(reply, match.capturedEnd() - 1);
    return end >= 0 && PlainText(reply.mid(end + 1)).text().isEmpty();
}

/// A reply in two: what the person wrote, and what they quote beside it.
struct Parts
{
    QString own;
    QStringList quoted; ///< Marked lines, and sentences in quotation marks.
};

Parts partsOf(const QString& reply)
{
    // ">:(" quotes nothing.
    static const QRegularExpression kQuotedLine(u"^[^\\S\\n]*>+(?=[\\s\\p{L}\\p{N}\"“„«¿¡]|$).*$"_s,
                                                QRegularExpression::MultilineOption);
    static const QRegularExpression kQuotation(u"[\"“”„«]([^\"“”«»]*)[\"“”»]"_s);
    constexpr qsizetype kFewestWords = 3; // Fewer may be a name, or a word that is stressed.
    const auto take = [](const QString& text, const QRegularExpression& pattern, qsizetype fewestWords,
                         const QString& instead) {
        Parts parts;
        qsizetype from = 0;
        for (auto it = pattern.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            if (match.captured(1).simplified().count(u' ') + 1 < fewestWords) {
                continue;
            }
            parts.own += text.mid(from, match.capturedStart() - from) + instead;
            parts.quoted.append(match.captured());
            from = match.capturedEnd();
        }
        parts.own += text.mid(from);
        // Nothing beside it: then it is what they had to say.
        return PlainText(parts.own).text().isEmpty() ? Parts{text, {}} : parts;
    };
    const auto lines = take(reply, kQuotedLine, 0, {});
    auto parts = take(lines.own, kQuotation, kFewestWords, u" … "_s);
    parts.quoted += lines.quoted;
    return parts;
}

/// "my #" as it is read aloud.
QString readAloud(const QString& text)
{
    static const QRegularExpression kMine(u"\\b(my|this|your|mi)\\s*#(?!\\w)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return QString(text).replace(kMine, u"\\1 number"_s);
}

/// Our own closing line, sent back or quoted without marks.
const QRegularExpression& closingLine()
{
    static const QRegularExpression kClosing(
        u"\\b(?:reply|text|txt|send|responda|responde|envie|envia|escriba|repondez|manda) (?:with "
        u")?(?:stop|alto|arret|quit|end|cancel|fin|para(?= (?:para|y|o)\\b|$))(?![a-z])"
        "(?: ?(?:2|to|or|para|pour|and|o|y) ?(?:opt ?out|end|quit|cancel|unsubscribe|stop|be removed|cancelar|salir|no "
        "recibir|terminar|"
        "darse de baja|detener|remove)\\w*)?(?: (?:mas )?(?:texts|messages|mensajes|msgs))?"_s);
    return kClosing;
}

QString withoutBoilerplate(const QString& plain) { return QString(plain).replace(closingLine(), u" "_s).simplified(); }

/// A text's words, and the same without our own closing line.
class Words
{
public:
    explicit Words(const QString& written)
        : m_plain(written)
        , m_stripped(withoutBoilerplate(m_plain.text()))
    {
    }
    bool isIntact() const { return m_stripped == m_plain.text(); }
    bool isNothing() const { return m_plain.text().isEmpty(); }
    bool isNothingButOurs() const { return m_stripped.isEmpty(); }
    /// As it was written; null without.
    QString closing() const
    {
        const auto match = closingLine().match(m_plain.text());
        return match.hasMatch() ? m_plain.written(match.capturedStart(), match.capturedLength()) : QString();
    }
    /// What `pattern` finds beside our own line, as it was written where that is known; null where it finds nothing.
    QString found(const QRegularExpression& pattern) const
    {
        const auto match = pattern.match(m_stripped);
        return !match.hasMatch() ? QString()
               : isIntact()      ? m_plain.written(match.capturedStart(), match.capturedLength())
                                 : match.captured();
    }
    QString phrase() const
    {
        for (const auto& each : optOutPhrases()) {
            if (const auto words = found(each); !words.isNull()) {
                return words;
            }
        }
        return {};
    }

private:
    PlainText m_plain;
    QString m_stripped;
};

/// What a person has to be asked about: a keyword in a sentence, "text STOP" among words of their own, an opt-out in
/// what they quote. Null where there is nothing of the kind.
QString doubtfulWordsOf(const Words& own, const QStringList& quoted)
{
    if (const auto words = own.found(keywordInside()); !words.isNull()) {
        return words;
    }
    if (!own.isIntact()) {
        return own.closing();
    }
    for (const auto& each : quoted) {
        const Words theirs(each);
        if (const auto words = theirs.phrase(); !words.isNull()) {
            return words;
        }
        if (const auto words = theirs.found(keywordInside()); !words.isNull()) {
            return words;
        }
    }
    return {};
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

    const auto parts = partsOf(reply);
    const auto ownText = readAloud(parts.own);
    const Words own(ownText);
    if (own.isNothingButOurs()) {
        // Our own line: sent back, or meant?
        return own.isNothing() ? OptOutReading{} : OptOutReading{OptOutTier::Likely, ownText.trimmed()};
    }
    if (const auto words = own.phrase(); !words.isNull()) {
        return {OptOutTier::Phrase, words};
    }
    if (own.isIntact()) {
        for (const auto& sentence : sentencesOf(ownText)) {
            if (isKeyword(PlainText(sentence).text(), kStrong)) {
                return {OptOutTier::Phrase, sentence.trimmed()};
            }
        }
    }
    if (const auto words = doubtfulWordsOf(own, parts.quoted); !words.isNull()) {
        return {OptOutTier::Likely, words};
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
