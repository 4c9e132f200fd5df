#include "core/compose/TextCleaning.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using Looks = QHash<char16_t, QString>;

void add(Looks& looks, const QString& becomes, const QString& these)
{
    for (const auto c : these) {
        looks.insert(c.unicode(), becomes);
    }
}

/// So many neighbours become as many neighbours of ASCII.
void addRow(Looks& looks, char16_t first, char16_t last, char16_t becomes)
{
    for (auto c = first; c <= last; ++c) {
        looks.insert(c, QString(QChar(static_cast<char16_t>(becomes + (c - first)))));
    }
}

/// What Spoke 14 replaces, by what it becomes. Some of it is no look-alike: a no-break space becomes an apostrophe, and
/// single angle quotes change sides. Texts come back like this, so that they are to leave like this.
Looks spokeLooks()
{
    Looks looks;
    addRow(looks, 0xFF01, 0xFF3F, u'!'); // Full-width signs, digits and capitals; not the small letters.
    addRow(looks, 0xFF5B, 0xFF5E, u'{');
    add(looks, u"\""_s, u"«»ʺˮ“”„‟❝❞〝〞"_s);
    add(looks, u"'"_s, u"´ʹʻʼʽˈˊ‘’❜\u00A0\u2000"_s);
    add(looks, u"' "_s, u"`ˋ‚❛\u0313\u0314\uFE10\uFE11"_s);
    add(looks, u" '"_s, u"‛"_s);
    add(looks, u"-"_s, u"‐–—―•⁃⎼⎽\uFE63"_s);
    add(looks, u"... "_s, u"…"_s);
    add(looks, u"!!"_s, u"‼"_s);
    add(looks, u" "_s, u"\t\u0003\u0004\u0010\u0011\u0012\u0013\u0014\u0017\u0019"_s);
    add(looks, u" "_s, u"\u0080\u008D\u0090\u009B\u009F"_s);
    looks.insert(0, u" "_s);
    for (char16_t space = 0x2001; space <= 0x200B; ++space) {
        looks.insert(space, u" "_s);
    }
    add(looks, u" "_s, u"\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF"_s);
    add(looks, u"/"_s, u"÷⁄∕⧸\u0337\u0338"_s);
    add(looks, u"\\"_s, u"⧵⧹\u20E5\uFE68"_s);
    add(looks, u"|"_s, u"∣⎜⎟⎸⎹⏐\u20D2\u20D3"_s);
    add(looks, u"1/4"_s, u"¼"_s);
    add(looks, u"1/2"_s, u"½"_s);
    add(looks, u"3/4"_s, u"¾"_s);
    add(looks, u"_"_s, u"‗\u0332"_s);
    add(looks, u">"_s, u"‹\uFE65"_s);
    add(looks, u"<"_s, u"›\uFE64"_s);
    add(looks, u"^"_s, u"ˆ\u0302\u1DCD"_s);
    add(looks, u"~"_s, u"˜˷∼\u0303\u0330\u0334"_s);
    add(looks, u"+"_s, u"˖\uFE62"_s);
    add(looks, u"="_s, u"\u0347\uA78A\uFE66"_s);
    add(looks, u" ,"_s, u"\u0326\uFE50"_s);
    add(looks, u", "_s, u"，､"_s);
    add(looks, u","_s, u"、\uFE51"_s);
    add(looks, u"."_s, u"。｡\uFE52"_s);
    add(looks, u": "_s, u"：ː˸⦂\uA789"_s);
    add(looks, u" :"_s, u"\uFE13"_s);
    add(looks, u";"_s, u"⁏\uFE14\uFE54"_s);
    add(looks, u"!"_s, u"ǃ\uFE15\uFE57"_s);
    add(looks, u"?"_s, u"\uFE16\uFE56"_s);
    add(looks, u"("_s, u"❨❪⟮⦅\uFE59"_s);
    add(looks, u")"_s, u"❩❫⟯⦆\uFE5A"_s);
    add(looks, u"{"_s, u"❴\uFE5B"_s);
    add(looks, u"}"_s, u"❵\uFE5C"_s);
    add(looks, u"*"_s, u"⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆\uFE61"_s);
    add(looks, u"#"_s, u"\uFE5F"_s);
    add(looks, u"&"_s, u"\uFE60"_s);
    add(looks, u"$"_s, u"\uFE69"_s);
    add(looks, u"%"_s, u"\uFE6A"_s);
    add(looks, u"@"_s, u"\uFE6B"_s);
    add(looks, u"A"_s, u"ᴀ"_s);
    add(looks, u"B"_s, u"ʙ"_s);
    add(looks, u"C"_s, u"ᴄ"_s);
    add(looks, u"D"_s, u"ᴅ"_s);
    add(looks, u"E"_s, u"ᴇ"_s);
    add(looks, u"F"_s, u"ꜰ"_s);
    add(looks, u"G"_s, u"ɢ"_s);
    add(looks, u"H"_s, u"ʜ"_s);
    add(looks, u"I"_s, u"ɪ"_s);
    add(looks, u"J"_s, u"ᴊ"_s);
    add(looks, u"K"_s, u"ᴋ"_s);
    add(looks, u"L"_s, u"ʟ"_s);
    add(looks, u"M"_s, u"ᴍ"_s);
    add(looks, u"N"_s, u"ɴ"_s);
    add(looks, u"O"_s, u"ᴏ"_s);
    add(looks, u"P"_s, u"ᴘ"_s);
    add(looks, u"R"_s, u"ʀ"_s);
    add(looks, u"S"_s, u"ꜱ"_s);
    add(looks, u"T"_s, u"ᴛ"_s);
    add(looks, u"U"_s, u"ᴜ"_s);
    add(looks, u"V"_s, u"ᴠ"_s);
    add(looks, u"W"_s, u"ᴡ"_s);
    add(looks, u"Y"_s, u"ʏ"_s);
    add(looks, u"Z"_s, u"ᴢ"_s);
    return looks;
}

/// Nearly all there is in a text, and never replaced.
bool isPlain(QChar c) { return c == u'\n' || (c >= u' ' && c <= u'~' && c != u'`'); }

QString withSpokeLooks(const QString& text)
{
    static const auto kLooks = spokeLooks();
    QString out;
    out.reserve(text.size());
    for (const auto c : text) {
        const auto look = isPlain(c) ? kLooks.cend() : kLooks.constFind(c.unicode());
        if (look == kLooks.cend()) {
            out += c;
        } else {
            out += *look;
        }
    }
    return out;
}

/// Marks joined with the letter before them. Everything else stays as it is: full normalisation would also change signs
/// that nobody wrote apart.
QString withMarksJoined(const QString& text)
{
    QString out;
    qsizetype done = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (isPlain(text.at(i)) || !text.at(i).isMark() || text.at(i - 1).isSpace()) {
            continue;
        }
        auto from = i - 1;
        if (from > done && text.at(from).isLowSurrogate() && text.at(from - 1).isHighSurrogate()) {
            --from;
        }
        while (i < text.size() && text.at(i).isMark()) {
            ++i;
        }
        out += QStringView(text).mid(done, from - done);
        out += text.mid(from, i - from).normalized(QString::NormalizationForm_C);
        done = i;
    }
    return done == 0 ? text : out + text.mid(done);
}

} // namespace

QString cleaned(const QString& text, TextCleaning cleaning)
{
    if (cleaning == TextCleaning::None) {
        return text;
    }
    // Each round only replaces by ASCII or joins marks, of which there are ever fewer: it ends.
    auto now = text;
    for (;;) {
        auto next = withSpokeLooks(withMarksJoined(now));
        if (next == now) {
            return now;
        }
        now = std::move(next);
    }
}

} // namespace textbank
