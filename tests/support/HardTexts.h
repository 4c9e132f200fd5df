#pragma once

#include <QList>
#include <QString>
#include <utility>

namespace textbank::hard {

/// Texts that somebody may paste and nobody writes: long, deep, and made of what Unicode allows and few expect.
inline QList<std::pair<const char*, QString>> templates()
{
    using namespace Qt::StringLiterals;
    constexpr int kLong = 100'000;
    const auto nested = [](int depth) {
        return u"{if State = \"TX\"}a"_s.repeated(depth) + u"x"_s + u"{else}b{end}"_s.repeated(depth);
    };
    const auto lone = QString(QChar(0xD83D)) + u"{"_s + QChar(0xDE00) + u"}"_s + QChar(0xDC00) + u"{if "_s +
                      QChar(0xD800) + u"}y{end}"_s;
    const auto nul = QString(QChar(u'\0'));
    return {
        {"letters", u"a"_s.repeated(kLong)},
        {"opening braces", u"{"_s.repeated(kLong + 1)},
        {"closing braces", u"}"_s.repeated(kLong + 1)},
        {"opened again and again", u"{a"_s.repeated(kLong / 2)},
        {"fields", u"{State}"_s.repeated(kLong / 7)},
        {"many names",
         [] {
             QString text;
             for (int i = 0; text.size() < kLong; ++i) {
                 text += u"{name %1|x}"_s.arg(i);
             }
             return text;
         }()},
        {"one long name", u"{"_s + u"n"_s.repeated(kLong) + u"}"_s},
        {"one long fallback", u"{a|"_s + u"f"_s.repeated(kLong) + u"}"_s},
        {"one long value", u"{if a = \""_s + u"v"_s.repeated(kLong) + u"\"}x{end}"_s},
        {"blanks", u"{"_s + u" "_s.repeated(kLong) + u"}"_s},
        {"conditions side by side", u"{if State}a{else}b{end}"_s.repeated(kLong / 23)},
        {"one condition of many branches",
         u"{if State = \"A\"}"_s + u"{elif State = \"B\"}b"_s.repeated(5000) + u"{end}"_s},
        {"1,000 nested", nested(1000)},
        {"5,000 nested", nested(5000)},
        {"1,000 never ended", u"{if State}"_s.repeated(1000)},
        {"ends of nothing", u"{end}"_s.repeated(kLong / 5)},
        {"lone surrogates", lone.repeated(2000)},
        {"a surrogate cut off", u"x{State}"_s + QChar(0xD83D)},
        {"NUL", (u"a"_s + nul + u"{"_s + nul + u"}{State|"_s + nul + u"}"_s).repeated(5000)},
        {"right-to-left overrides",
         (QChar(0x202E) + u"{State}"_s + QChar(0x2066) + u"{if State}"_s + QChar(0x202E) + u"x{end}"_s).repeated(3000)},
        {"a flood of accents", u"{State}e"_s + QString(QChar(0x0301)).repeated(kLong)},
        {"accents in a name", u"{e"_s + QString(QChar(0x0301)).repeated(kLong) + u"}"_s},
    };
}

} // namespace textbank::hard
