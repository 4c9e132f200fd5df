#include "core/compose/MessageChecks.h"

#include "core/compose/Segments.h"

#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kMostSegments = 10;

/// How wordings are compared: case, runs of spaces and the shape of quotes and dashes do not matter.
QString comparable(const QString& text) { return withPlainPunctuation(text).simplified().toCaseFolded(); }

bool saysNothing(const QString& text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return !c.isSpace() && c.category() != QChar::Other_Format && c.category() != QChar::Other_Control;
    });
}

void findAll(QList<CheckFinding>& findings, const QRegularExpression& pattern, const QString& text, CheckKind kind,
             bool blocks)
{
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        findings.append(
            {kind, blocks, static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
    }
}

/// A wording the policy names must be there; where it names none, a first message without anything of the kind is worth
/// a second look.
void checkWording(QList<CheckFinding>& findings, const QString& text, CheckKind kind, const QString& wording,
                  const QRegularExpression& usual)
{
    const auto named = !wording.trimmed().isEmpty();
    const auto present =
        named ? comparable(text).contains(comparable(wording)) : usual.match(withPlainPunctuation(text)).hasMatch();
    if (!present) {
        findings.append({kind, named, 0, 0});
    }
}

} // namespace

QList<CheckFinding> checkMessage(const QString& text, SendKind kind, const Policy& policy)
{
    static const QRegularExpression leftover(
        u"[{}]|\\[[\\p{L}][\\p{L}_ ]{0,40}\\]|<[\\p{L}][\\p{L}_ ]{0,40}>|\\bXXX+\\b|\\bundefined\\b|\\bnull\\b|\\bNaN\\b"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression shortener(
        u"(?<![\\w.@-])(?:https?://)?(?:www\\.)?(?:bit\\.ly|bitly\\.com|tinyurl\\.com|goo\\.gl|t\\.co|ow\\.ly|is\\.gd|"
        "buff\\.ly|rebrand\\.ly|cutt\\.ly|shorturl\\.at|rb\\.gy|tiny\\.cc|t\\.ly|lnkd\\.in|s\\.id|v\\.gd|bl\\.ink|"
        "soo\\.gd|shorte\\.st|adf\\.ly|fb\\.me|dlvr\\.it|trib\\.al|snip\\.ly|t2m\\.io|tr\\.im|x\\.co|po\\.st|urlz\\.fr|"
        "short\\.io|short\\.gy|qr\\.ae|da\\.gd)(?![\\w-]|\\.\\w)(?:/\\S*)?"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression introduces(
        u"\\b(?:this is|i'?m|i am|my name|it'?s|it is|volunteer\\w*|on behalf|with the|from the|soy|me llamo|habla|"
        "le escrib\\w+|te escrib\\w+|de parte de|voluntari\\w+|je suis|c'est)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression wayOut(
        u"\\b(?:stop|opt[ -]?out|unsubscribe|stop2end|alto|pare|parar|baja|cancelar|arr[eê]t)\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);

    if (saysNothing(text)) {
        return {{CheckKind::Empty, true, 0, static_cast<int>(text.size())}};
    }
    QList<CheckFinding> findings;
    findAll(findings, leftover, text, CheckKind::Leftover, true);
    if (countSegments(text).segments > kMostSegments) {
        findings.append({CheckKind::TooLong, true, 0, static_cast<int>(text.size())});
    }
    if (kind == SendKind::FirstMessage) {
        checkWording(findings, text, CheckKind::IdentityMissing, policy.identityWording, introduces);
        checkWording(findings, text, CheckKind::OptOutWordingMissing, policy.optOutWording, wayOut);
    }
    findAll(findings, shortener, text, CheckKind::PublicShortener, false);
    return findings;
}

} // namespace textbank
