#include "core/compose/TextCleaning.h"

#include "core/compose/Segments.h"

#include <QtTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QString spoke(const QString& text) { return cleaned(text, TextCleaning::SpokeTypography); }

void row(const char* name, const QString& text, const QString& becomes) { QTest::newRow(name) << text << becomes; }

#ifdef TEXTBANK_HAS_RAPIDCHECK
/// Signs that are replaced, marks, letters, halves of pairs: what may meet.
QString anyText()
{
    static const auto kSigns =
        u"n\u0303e\u0301\u0302\u0338=<ＡＮ`…‚‛\u0326\u0313\u00A0\u2000\u200B\tᴀ🙂\uFE0F\n ❴}"_s;
    const auto picks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 0x10000));
    QString text;
    for (const auto pick : picks) {
        text += pick % 3 == 0 ? QChar(static_cast<char16_t>(pick)) : kSigns.at(pick % kSigns.size());
    }
    return text;
}
#endif

} // namespace

class tst_TextCleaning : public QObject
{
    Q_OBJECT
private slots:
    void everyKindOfSign_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("becomes");
        row("double quotes", u"“a” „b‟ «c» ʺˮ❝❞〝〞"_s, u"\"a\" \"b\" \"c\" \"\"\"\"\"\""_s);
        row("single quotes", u"‘a’ ´ʹʻʼʽˈˊ❜"_s, u"'a' ''''''''"_s);
        row("a no-break space", u"Hi\u00A0Ana\u2000!"_s, u"Hi'Ana'!"_s);
        row("grave and low quotes", u"`ˋ‚❛\uFE10\uFE11"_s, u"' ' ' ' ' ' "_s);
        row("a reversed quote", u"a‛b"_s, u"a 'b"_s);
        row("dashes", u"‐–—―•⁃⎼⎽"_s, u"--------"_s);
        row("an ellipsis", u"well…yes"_s, u"well... yes"_s);
        row("two exclamation marks", u"Go‼"_s, u"Go!!"_s);
        row("spaces", u"a\u2001b\u2009c\u200Bd\u2028e\u2029f\u202Fg\u205Fh\u2060i\u3000j\uFEFFk\tl"_s,
            u"a b c d e f g h i j k l"_s);
        row("control characters", u"a\u0003b\u0010c\u0019d\u0090e"_s, u"a b c d e"_s);
        row("control characters that stay", u"a\u0001b\u001Bc"_s, u"a\u0001b\u001Bc"_s);
        row("slashes", u"÷⁄∕⧸"_s, u"////"_s);
        row("fractions", u"¼ ½ ¾"_s, u"1/4 1/2 3/4"_s);
        row("underlines", u"‗＿"_s, u"__"_s);
        row("angle quotes change sides", u"‹a›"_s, u">a<"_s);
        row("marks on a sign", u"1\u0302 2\u0303 3\u0330 4\u0334 5\u0326 6\u0332 7\u0337"_s,
            u"1^ 2~ 3~ 4~ 5 , 6_ 7/"_s);
        row("marks alone", u"ˆ˜∼"_s, u"^~~"_s);
        row("full width", u"ＡＺ０９！＂＇～｛｝ａ"_s, u"AZ09!\"'~{}ａ"_s);
        row("small forms", u"﹐﹑﹒﹔﹖﹗﹙﹚﹛﹜﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫"_s, u" ,,.;?!(){}#&*+-<>=\\$%@"_s);
        row("small capitals", u"ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"_s, u"ABCDEFGHIJKLMNOPRSTUVWYZ"_s);
        row("stars, brackets, bars", u"⁎✢❊ ❨❩⟮⟯⦅⦆ ∣⎜⏐ ❴❵"_s, u"*** ()()() ||| {}"_s);
        row("colons and commas", u"a：bː˸⦂\uA789 \uFE13，､、"_s, u"a: b: : : :   :, , ,"_s);
        row("stops", u"。｡；⁏"_s, u"..;;"_s);
        row("backslashes", u"⧵⧹＼"_s, u"\\\\\\"_s);
        row("what stays", u"é ñ á Ü € ¿¡\n🙂 你好 -'\"/ß"_s,
            u"é ñ á Ü € ¿¡\n🙂 你好 -'\"/ß"_s);
    }
    void everyKindOfSign()
    {
        QFETCH(QString, text);
        QFETCH(QString, becomes);
        QCOMPARE(spoke(text), becomes);
        QCOMPARE(cleaned(text, TextCleaning::None), text);
    }

    void lettersWrittenInPartsStayLetters()
    {
        QCOMPARE(spoke(u"man\u0303ana"_s), u"mañana"_s);
        QCOMPARE(spoke(u"fe\u0302te"_s), u"fête"_s);
        QCOMPARE(spoke(u"A\u0330\u0301"_s), u"Á~"_s);
        QCOMPARE(spoke(u"a \u0303"_s), u"a ~"_s);
        QCOMPARE(spoke(u"\u0303"_s), u"~"_s);
        // A letter that cleaning made takes its mark as well.
        QCOMPARE(spoke(u"Ｎ\u0301"_s), u"Ń"_s);
        QCOMPARE(spoke(u"\U0001F642\u0303"_s), u"\U0001F642~"_s);
    }

    void halfCharactersAreKept()
    {
        const QString halves = QString(QChar(0xD83D)) + u'“' + QChar(0xDE42) + QChar(0x0303);
        QCOMPARE(spoke(halves), QString(QChar(0xD83D)) + u'"' + QChar(0xDE42) + u'~');
    }

    void whatIsCountedIsWhatLeaves()
    {
        QCOMPARE(countSegments(spoke(u"“Hi” – it’s Ana…"_s)).encoding, SmsEncoding::Gsm7);
    }

    void cleaningEveryCharacterTwiceIsCleaningItOnce()
    {
        int changed = 0;
        for (int code = 0; code <= 0xFFFF; ++code) {
            const QString one(QChar(static_cast<char16_t>(code)));
            const QString once = spoke(one);
            QCOMPARE(spoke(once), once);
            if (once == one)
                continue;
            ++changed;
            for (const QChar c : once)
                QVERIFY2(c.unicode() < 0x7F, qPrintable(QString::number(code, 16)));
        }
        QCOMPARE(changed, 270); // As many as Spoke 14.1.2 replaces.
    }

#ifdef TEXTBANK_HAS_RAPIDCHECK
    void cleaningTwiceIsCleaningOnce()
    {
        QVERIFY(rc::check("a fixed point", [] {
            const auto text = anyText();
            const auto once = spoke(text);
            RC_ASSERT(spoke(once) == once);
            // Each character by itself stays too: a server that goes through them finds nothing to do.
            for (const auto c : once) {
                if (!c.isSurrogate()) {
                    RC_ASSERT(spoke(QString(c)) == QString(c));
                }
            }
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_TextCleaning)
#include "tst_TextCleaning.moc"
