#include "core/session/PassphraseLock.h"

#include <QSet>
#include <QStringList>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kLongest = 200;
constexpr qsizetype kFewestLetters = 6;

/// What people type where a long one is asked for; without blanks, lower case.
const QStringList& common()
{
    static const QStringList words{
        u"password"_s,     u"passphrase"_s, u"passwort"_s, u"contrasena"_s, u"contraseña"_s,
        u"letmein"_s,      u"iloveyou"_s,   u"qwerty"_s,   u"asdfgh"_s,     u"textbank"_s,
        u"correcthorse"_s, u"welcome"_s,    u"admin"_s,    u"abc"_s,        u"123"_s,
    };
    return words;
}

/// "abcd", "4321", "aaaa": each letter a step from the one before, or the same.
bool isARow(QStringView text)
{
    auto steps = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        steps += std::abs(text.at(i).unicode() - text.at(i - 1).unicode()) <= 1 ? 1 : 0;
    }
    return text.size() > 1 && steps * 2 >= text.size() - 1;
}

} // namespace

PassphraseWeakness weaknessOf(const QString& passphrase)
{
    const auto text = passphrase.normalized(QString::NormalizationForm_KC).trimmed();
    if (text.size() < kShortestPassphrase) {
        return PassphraseWeakness::TooShort;
    }
    if (text.size() > kLongest) {
        return PassphraseWeakness::TooLong;
    }
    const auto folded = text.toCaseFolded();
    if (QSet<QChar>(folded.cbegin(), folded.cend()).size() < kFewestLetters || isARow(folded)) {
        return PassphraseWeakness::TooPlain;
    }
    // Common words count for nothing: what is left has to be long enough to be guessed at.
    auto rest = QString(folded).remove(u' ');
    for (const auto& word : common()) {
        rest.remove(word);
    }
    const auto counted =
        std::count_if(rest.cbegin(), rest.cend(), [](QChar letter) { return letter.isLetterOrNumber(); });
    return counted < kShortestPassphrase / 2 ? PassphraseWeakness::TooCommon : PassphraseWeakness::None;
}

} // namespace textbank
