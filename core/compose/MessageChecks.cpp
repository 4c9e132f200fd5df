#include "core/compose/MessageChecks.h"

#include "core/compose/Segments.h"
#include "core/compose/Shouting.h"

#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// How wordings are compared: case, runs of spaces and the shape of quotes and dashes do not matter.
QString comparable(const QString& text) { return withPlainPunctuation(text).simplified().toCaseFolded(); }

bool saysNothing(const QString& text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return !c.isSpace() && c.category() != QChar::Other_Format && c.category() != QChar::Other_Control;
    });
}

/// Whether the words occur by themselves: "with us" in "come with us!", and not in "with user".
bool holdsWords(const QString& comparableText, const QString& wording)
{
    const auto wanted = comparable(wording);
    if (wanted.isEmpty()) {
        return false;
    }
    for (auto at = comparableText.indexOf(wanted); at >= 0; at = comparableText.indexOf(wanted, at + 1)) {
        const auto after = at + wanted.size();
        const auto freeBefore = at == 0 || !comparableText.at(at - 1).isLetterOrNumber();
        const auto freeAfter = after == comparableText.size() || !comparableText.at(after).isLetterOrNumber();
        if (freeBefore && freeAfter) {
            return true;
        }
    }
    return false;
}

/// The words as a sentence of their own at the text's end.
TextMend atTheEnd(const QString& text, const QString& words)
{
    auto end = text.size();
    while (end > 0 && text.at(end - 1).isSpace()) {
        --end;
    }
    const auto closed = end > 0 && u".!?)\"'\u201D\u2019\u2026"_s.contains(text.at(end - 1));
    const auto sentence = words.front().isUpper() || !words.front().isLetter();
    const auto joint = sentence ? (closed ? u" "_s : u". "_s) : u" - "_s;
    return {static_cast<int>(end), static_cast<int>(text.size() - end), joint + words};
}

/// A word that a merge left is taken out together with the space before it: "Hi undefined, ok" -> "Hi, ok".
TextMend takenOut(const QString& text, int position, int length)
{
    const auto spaceBefore = position > 0 && text.at(position - 1) == u' ';
    return {position - (spaceBefore ? 1 : 0), length + (spaceBefore ? 1 : 0), {}};
}

/// The same text with every half of a pair that stands alone replaced, so that patterns can be looked for at all.
QString wellFormed(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            ++i;
        } else if (text.at(i).isSurrogate()) {
            text[i] = QChar::ReplacementCharacter;
        }
    }
    return text;
}

class Checking
{
public:
    Checking(const QString& text, const Policy& policy, const CheckContext& context)
        : m_text(wellFormed(text))
        , m_policy(policy)
        , m_context(context)
    {
    }

    QList<CheckFinding> run(SendKind kind)
    {
        leftovers();
        unshowable();
        if (kind == SendKind::FirstMessage) {
            identity();
            wayOut();
            disclosures();
        }
        shorteners();
        for (const auto& place : shoutedPlaces(m_text)) {
            add(TextCheck::Shouting, place.position, place.length, {},
                TextMend{place.position, place.length, withNames(place.calm)});
        }
        if (countSegments(m_text).segments > m_policy.maxSegments) {
            add(TextCheck::TooLong, 0, static_cast<int>(m_text.size()), {}, plainPunctuationMend(m_text));
        }
        return std::move(m_findings);
    }

private:
    void add(TextCheck check, int position, int length, const QString& wanted, const std::optional<TextMend>& mend)
    {
        addAt(m_policy.levelOf(check), {check, false, position, length, wanted, mend});
    }
    void addAt(CheckLevel level, CheckFinding finding)
    {
        if (level != CheckLevel::Off) {
            finding.blocks = level == CheckLevel::Block;
            m_findings.append(finding);
        }
    }
    /// Warns, unless the check is off.
    void warn(TextCheck check, int position, int length, const TextMend& mend)
    {
        const auto off = m_policy.levelOf(check) == CheckLevel::Off;
        addAt(off ? CheckLevel::Off : CheckLevel::Warn, {check, false, position, length, {}, mend});
    }
    void addMissing(CheckLevel level, TextCheck check, const QString& wanted, const QString& offered)
    {
        CheckFinding finding{check, false, static_cast<int>(m_text.size()), 0, wanted, std::nullopt};
        if (!offered.isEmpty()) {
            finding.mend = atTheEnd(m_text, offered);
            finding.position = finding.mend->position;
        }
        addAt(level, finding);
    }

    void leftovers()
    {
        static const QRegularExpression brace(u"[{}]"_s);
        static const QRegularExpression suspicious(
            u"\\[[\\p{L}][\\p{L}_ ]{0,40}\\]|<<?[\\p{L}][\\p{L}_ ]{0,40}>>?|\\*\\|[\\p{L}_:]{1,40}\\|\\*|"
            "%[\\p{L}][\\p{L}_]{0,40}%|\\$[\\p{L}][\\p{L}_]{2,40}\\b|\\b_{2,}[\\p{L}]*_*|"
            "\\bXXX+\\b|\\bundefined\\b|\\bnull\\b|\\bNaN\\b|\\[object \\w+\\]|"
            "#(?:N/A|REF!|NAME\\?|VALUE!|DIV/0!|NULL!|NUM!)|\\binsert [\\p{L}]+(?: [\\p{L}]+)? here\\b|\\blorem "
            "ipsum\\b|"
            "\\bTKTK*\\b|\\b(?:[Ff]irst|[Ll]ast)_[Nn]ame\\b|\\b(?:first|last)Name\\b"_s,
            QRegularExpression::UseUnicodePropertiesOption);
        // "Hi , this is": a name that was not there. French sets its other signs like this, so only the comma counts.
        static const QRegularExpression blank(u"(?<=\\p{L}) +(?=,(?: |$))"_s,
                                              QRegularExpression::UseUnicodePropertiesOption);
        for (auto it = brace.globalMatch(m_text); it.hasNext();) {
            add(TextCheck::Leftover, static_cast<int>(it.next().capturedStart()), 1, {}, std::nullopt);
        }
        for (auto it = suspicious.globalMatch(m_text); it.hasNext();) {
            const auto match = it.next();
            const auto position = static_cast<int>(match.capturedStart());
            const auto length = static_cast<int>(match.capturedLength());
            add(TextCheck::Suspicious, position, length, {}, mendOfLeftover(position, length));
        }
        for (auto it = blank.globalMatch(m_text); it.hasNext();) {
            const auto match = it.next();
            const auto position = static_cast<int>(match.capturedStart());
            const auto length = static_cast<int>(match.capturedLength());
            warn(TextCheck::Suspicious, position, length + 1, {position, length, {}});
        }
    }

    /// Where a first name was to stand the contact's own is offered.
    TextMend mendOfLeftover(int position, int length) const
    {
        static const QRegularExpression name(u"^\\W*(?:first[_ ]?)?name\\W*$|^\\W*f_?name\\W*$"_s,
                                             QRegularExpression::CaseInsensitiveOption);
        const auto own = m_context.firstName.simplified();
        if (!own.isEmpty() && name.match(m_text.mid(position, length)).hasMatch()) {
            return {position, length, own};
        }
        return takenOut(m_text, position, length);
    }

    /// Where the name stands as a word: "call Al" has one "Al". What an apostrophe has left of a word is no name
    /// either, where it is that short: "don't".
    static QString withName(const QString& calm, const QString& name)
    {
        constexpr qsizetype kLongestEnding = 2;
        const auto letter = u"[\\p{L}\\p{N}\\p{M}]"_s;
        const auto ending = name.size() > kLongestEnding ? QString() : u"(?<!"_s + letter + u"['\u2019])"_s;
        const QRegularExpression pattern(u"(?<!%1)%2%3(?!%1)"_s.arg(letter, ending, QRegularExpression::escape(name)),
                                         QRegularExpression::CaseInsensitiveOption |
                                             QRegularExpression::UseUnicodePropertiesOption);
        QString named;
        qsizetype from = 0;
        for (auto it = pattern.globalMatch(calm); it.hasNext();) {
            const auto match = it.next();
            named += calm.mid(from, match.capturedStart() - from) + name;
            from = match.capturedEnd();
        }
        return named + calm.mid(from);
    }

    /// Said calmly, names stay as they are written.
    QString withNames(QString calm) const
    {
        for (const auto& name : {m_context.organisation.simplified(), m_context.firstName.simplified()}) {
            if (!name.isEmpty()) {
                calm = withName(calm, name);
            }
        }
        return calm;
    }

    /// What no phone shows as it was meant: halves of characters and control characters block; what turns the
    /// direction of writing around, or piles marks upon a letter, is worth a look.
    void unshowable()
    {
        static const QRegularExpression never(u"[\\x{FFFD}\\x{0}-\\x{8}\\x{B}\\x{C}\\x{E}-\\x{1F}\\x{7F}-\\x{9F}]+"_s);
        static const QRegularExpression odd(u"[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+|(?<=\\p{M}{3})\\p{M}+"_s);
        for (auto it = never.globalMatch(m_text); it.hasNext();) {
            const auto match = it.next();
            const auto position = static_cast<int>(match.capturedStart());
            const auto length = static_cast<int>(match.capturedLength());
            add(TextCheck::Leftover, position, length, {}, TextMend{position, length, {}});
        }
        for (auto it = odd.globalMatch(m_text); it.hasNext();) {
            const auto match = it.next();
            const auto position = static_cast<int>(match.capturedStart());
            const auto length = static_cast<int>(match.capturedLength());
            warn(TextCheck::Suspicious, position, length, TextMend{position, length, {}});
        }
    }

    void identity()
    {
        static const QRegularExpression introduces(
            u"\\b(?:this is|i'?m|i am|my name|it'?s|it is|volunteer\\w*|on behalf|with the|from the|soy|me llamo|habla|"
            "le escrib\\w+|te escrib\\w+|de parte de|voluntari\\w+|je suis|c'est)\\b"_s,
            QRegularExpression::CaseInsensitiveOption);
        const auto wording = m_policy.identityWording.simplified();
        const auto organisation = m_context.organisation.simplified();
        const auto present = wording.isEmpty() ? introduces.match(withPlainPunctuation(m_text)).hasMatch() ||
                                                     holdsWords(comparable(m_text), organisation)
                                               : comparable(m_text).contains(comparable(wording));
        if (!present) {
            addMissing(m_policy.levelOf(TextCheck::Identity), TextCheck::Identity, wording,
                       wording.isEmpty() ? organisation : wording);
        }
    }

    void wayOut()
    {
        static const QRegularExpression usual(
            u"\\b(?:stop|opt[ -]?out|unsubscribe|stop2end|alto|pare|parar|baja|cancelar|arr[eê]t)\\b"_s,
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        const auto wording = m_policy.optOutWording.simplified();
        const auto present = wording.isEmpty() ? usual.match(withPlainPunctuation(m_text)).hasMatch()
                                               : comparable(m_text).contains(comparable(wording));
        if (!present) {
            const auto spanish = m_context.language.section(u'-', 0, 0) == u"es"_s;
            const auto common = spanish ? u"Responda STOP para no recibir mas."_s : u"Reply STOP to opt out."_s;
            addMissing(m_policy.levelOf(TextCheck::OptOutWording), TextCheck::OptOutWording, wording,
                       wording.isEmpty() ? common : wording);
        }
    }

    void disclosures()
    {
        const auto text = comparable(m_text);
        for (const auto& disclosure : m_policy.disclosures) {
            const auto applies = disclosure.state.isEmpty() || m_context.states.contains(disclosure.state);
            // "With" alone is no disclosure: who it is has to follow, where that is known.
            const auto isThere =
                std::any_of(disclosure.wordings.cbegin(), disclosure.wordings.cend(), [&](const QString& wording) {
                    const auto named = asksForName(wording);
                    return holdsWords(text, named ? (wording + u' ' + organisation()).trimmed() : wording) ||
                           (named && holdsWords(text, wording + u" the "_s + organisation()));
                });
            if (applies && !isThere && !disclosure.wordings.isEmpty()) {
                disclosureMissing(disclosure);
            }
        }
    }
    QString organisation() const { return m_context.organisation.simplified(); }
    static bool asksForName(const QString& wording)
    {
        static const QRegularExpression open(u"^(?:with|con)$|\\b(?:by|por)$"_s,
                                             QRegularExpression::CaseInsensitiveOption);
        return open.match(wording.simplified()).hasMatch();
    }
    /// Words that want a name after them get the organisation's; in Spanish those that are Spanish, where there are
    /// any.
    void disclosureMissing(const Disclosure& disclosure)
    {
        auto wording = disclosure.wordings.front().simplified();
        if (m_context.language.section(u'-', 0, 0) == u"es"_s) {
            const auto spanish =
                std::find_if(disclosure.wordings.cbegin(), disclosure.wordings.cend(),
                             [](const QString& each) { return each.contains(u"pagado"_s, Qt::CaseInsensitive); });
            wording = spanish == disclosure.wordings.cend() ? wording : spanish->simplified();
        }
        auto offered = wording;
        if (asksForName(wording)) {
            offered = organisation().isEmpty() ? QString() : wording + u' ' + organisation();
        }
        if (!offered.isEmpty()) {
            offered.front() = offered.front().toUpper();
        }
        addMissing(m_policy.levelOf(TextCheck::Disclosure, disclosure.level), TextCheck::Disclosure, wording, offered);
    }

    void shorteners()
    {
        static const QRegularExpression shortener(
            u"(?<![\\w.@-])(?:https?://)?(?:www\\.)?(?:bit\\.ly|bitly\\.com|tinyurl\\.com|goo\\.gl|t\\.co|ow\\.ly|"
            "is\\.gd|buff\\.ly|rebrand\\.ly|cutt\\.ly|shorturl\\.at|rb\\.gy|tiny\\.cc|t\\.ly|lnkd\\.in|s\\.id|v\\.gd|"
            "bl\\.ink|soo\\.gd|shorte\\.st|adf\\.ly|fb\\.me|dlvr\\.it|trib\\.al|snip\\.ly|t2m\\.io|tr\\.im|x\\.co|"
            "po\\.st|urlz\\.fr|short\\.io|short\\.gy|qr\\.ae|da\\.gd)(?![\\w-]|\\.\\w)(?:/(?:\\S*[^\\s.,;:!?)\"'])?)?"_s,
            QRegularExpression::CaseInsensitiveOption);
        for (auto it = shortener.globalMatch(m_text); it.hasNext();) {
            const auto match = it.next();
            add(TextCheck::PublicShortener, static_cast<int>(match.capturedStart()),
                static_cast<int>(match.capturedLength()), {}, std::nullopt); // What it points to only a person knows.
        }
    }

    const QString m_text;
    const Policy& m_policy;
    const CheckContext& m_context;
    QList<CheckFinding> m_findings;
};

} // namespace

QString TextMend::appliedTo(const QString& whole) const
{
    return whole.left(position) + text + whole.mid(position + length);
}

QList<CheckFinding> checkMessage(const QString& text, SendKind kind, const Policy& policy, const CheckContext& context)
{
    if (saysNothing(text)) {
        return {{TextCheck::Empty, true, 0, static_cast<int>(text.size()), {}, std::nullopt}};
    }
    return Checking(text, policy, context).run(kind);
}

bool anyBlocks(const QList<CheckFinding>& findings)
{
    return std::any_of(findings.cbegin(), findings.cend(), [](const auto& finding) { return finding.blocks; });
}

std::optional<TextMend> plainPunctuationMend(const QString& text)
{
    const auto plain = withPlainPunctuation(text);
    if (plain == text || countSegments(plain).segments >= countSegments(text).segments) {
        return std::nullopt;
    }
    return TextMend{0, static_cast<int>(text.size()), plain};
}

} // namespace textbank
