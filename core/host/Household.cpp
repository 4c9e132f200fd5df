#include "core/host/Household.h"

#include <QCryptographicHash>
#include <QHash>
#include <QSet>
#include <QStringList>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const auto kUnit = "#"_L1;

QString keyOf(const QString& what)
{
    const auto digest = QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).left(16);
    return QString::fromLatin1(digest.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// Lower-case words of letters and digits, without accents; "#" is a word of its own.
QStringList wordsOf(const QString& text)
{
    QString spaced;
    for (const auto c : text.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (c.isLetterOrNumber()) {
            spaced += c;
        } else if (c == u'#') {
            spaced += u" # "_s;
        } else if (c != u'.' && c != u'\'' && c.category() != QChar::Mark_NonSpacing) {
            spaced += u' ';
        }
    }
    return spaced.split(u' ', Qt::SkipEmptyParts);
}

/// One spelling of what addresses write in several (USPS Publication 28, the usual ones).
QString usual(const QString& word)
{
    static const QHash<QString, QString> kUsual{{u"street"_s, u"st"_s},
                                                {u"str"_s, u"st"_s},
                                                {u"avenue"_s, u"ave"_s},
                                                {u"av"_s, u"ave"_s},
                                                {u"road"_s, u"rd"_s},
                                                {u"drive"_s, u"dr"_s},
                                                {u"boulevard"_s, u"blvd"_s},
                                                {u"lane"_s, u"ln"_s},
                                                {u"court"_s, u"ct"_s},
                                                {u"place"_s, u"pl"_s},
                                                {u"circle"_s, u"cir"_s},
                                                {u"terrace"_s, u"ter"_s},
                                                {u"highway"_s, u"hwy"_s},
                                                {u"parkway"_s, u"pkwy"_s},
                                                {u"square"_s, u"sq"_s},
                                                {u"trail"_s, u"trl"_s},
                                                {u"north"_s, u"n"_s},
                                                {u"south"_s, u"s"_s},
                                                {u"east"_s, u"e"_s},
                                                {u"west"_s, u"w"_s},
                                                {u"northeast"_s, u"ne"_s},
                                                {u"northwest"_s, u"nw"_s},
                                                {u"southeast"_s, u"se"_s},
                                                {u"southwest"_s, u"sw"_s},
                                                {u"apartment"_s, kUnit},
                                                {u"apt"_s, kUnit},
                                                {u"unit"_s, kUnit},
                                                {u"suite"_s, kUnit},
                                                {u"ste"_s, kUnit},
                                                {u"number"_s, kUnit},
                                                {u"no"_s, kUnit}};
    return kUsual.value(word, word);
}

bool hasDigit(const QString& word)
{
    return std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isDigit(); });
}
bool hasLetter(const QString& word)
{
    return std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isLetter(); });
}

} // namespace

QString householdNamed(const QString& cell)
{
    auto text = cell.trimmed();
    if (text.endsWith(".0"_L1)) {
        text.chop(2); // A spreadsheet's.
    }
    const auto name = wordsOf(text).join(u' ');
    static const QSet<QString> kNone{u""_s, u"0"_s, u"na"_s, u"n a"_s, u"none"_s, u"null"_s, u"unknown"_s, u"#"_s};
    return kNone.contains(name) ? QString() : keyOf(u"id:"_s + name);
}

QString householdAt(const QString& street, const QString& unit, const QString& zip)
{
    QStringList words;
    for (const auto& word : wordsOf(street)) {
        const auto one = usual(word);
        if (one != kUnit || (!words.isEmpty() && words.last() != kUnit)) { // "Apt # 3" says it once.
            words.append(one);
        }
    }
    if (!std::any_of(words.cbegin(), words.cend(), hasDigit) || !std::any_of(words.cbegin(), words.cend(), hasLetter) ||
        zip.isEmpty()) {
        return {};
    }
    QStringList within;
    for (const auto& word : wordsOf(unit)) {
        if (usual(word) != kUnit) {
            within.append(word);
        }
    }
    if (!within.isEmpty() && !words.contains(kUnit)) {
        words.append(kUnit);
        words += within;
    }
    return keyOf(u"at:"_s + zip + u' ' + words.join(u' '));
}

} // namespace textbank
