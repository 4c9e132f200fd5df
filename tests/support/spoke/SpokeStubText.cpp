#include "tests/support/spoke/SpokeStubText.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QHash<char16_t, QString> makeTable()
{
    const std::pair<QStringView, QString> rows[] = {
        {u"\u201C\u201D\u201E\u201F\u00AB\u00BB\u02BA\u02EE\u275D\u275E\u301D\u301E", u"\""_s},
        {u"\u2018\u2019\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u275C\u00A0\u2000", u"'"_s},
        {u"`\u02CB\u201A\u275B\u0313\u0314\uFE10\uFE11", u"' "_s},
        {u"\u201B", u" '"_s},
        {u"\u2010\u2013\u2014\u2015\u2022\u2043\u23BC\u23BD", u"-"_s},
        {u"\u2026", u"... "_s},
        {u"\u203C", u"!!"_s},
        {u"\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u2028\u2029\u202F\u205F\u2060\u3000"
         u"\uFEFF\t",
         u" "_s},
        {u"\u00F7\u2044\u2215\u29F8\u0337\u0338", u"/"_s},
        {u"\u00BC", u"1/4"_s},
        {u"\u00BD", u"1/2"_s},
        {u"\u00BE", u"3/4"_s},
        {u"\u2017\u0332", u"_"_s},
        {u"\u2039", u">"_s},
        {u"\u203A", u"<"_s},
        {u"\u0302\u02C6", u"^"_s},
        {u"\u0303\u0330\u0334\u02DC\u223C", u"~"_s},
        {u"\u0326", u" ,"_s},
        {u"\uFF1A\u02D0\u02F8\u2982\uA789", u": "_s},
        {u"\uFE13", u" :"_s},
        {u"\uFF0C\uFF64", u", "_s},
        {u"\uFE50", u" ,"_s},
    };
    QHash<char16_t, QString> table;
    for (const auto& [from, to] : rows) {
        for (const auto character : from) {
            table.insert(character.unicode(), to);
        }
    }
    // Full-width digits and capitals.
    for (char16_t i = 0; i < 10; ++i) {
        table.insert(static_cast<char16_t>(u'\uFF10' + i), QString(QChar(static_cast<char16_t>(u'0' + i))));
    }
    for (char16_t i = 0; i < 26; ++i) {
        table.insert(static_cast<char16_t>(u'\uFF21' + i), QString(QChar(static_cast<char16_t>(u'A' + i))));
    }
    return table;
}

} // namespace

QString spokeReplaced(const QString& text)
{
    static const auto table = makeTable();
    QString replaced;
    for (const auto character : text) {
        const auto found = table.constFind(character.unicode());
        replaced += found == table.constEnd() ? QString(character) : *found;
    }
    return replaced;
}

bool spokeHearsStop(const QString& text)
{
    static const QRegularExpression words(
        u"^\\s*stop\\b|remove me\\s*$|remove my name|take me off (the|this)( \\w+)? list|lose my number|"
        "don.?t contact me|delete my number|i opt out|stop2quit|stopall|^\\s*(unsubscribe|cancel|end|quit)\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

int spokeCarrierError(const QString& text)
{
    static const QRegularExpression error(u"error(\\d+)"_s);
    return error.match(text).captured(1).toInt();
}

} // namespace textbank
