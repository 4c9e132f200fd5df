#include "core/compose/Segments.h"

#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const auto kBasic =
    u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"_s;
const auto kExtension = u"\f^{}\\[~]|€"_s;

/// The standard's words as plainly as they can be put: cut into pieces of whole characters, then count the pieces.
SegmentCount naive(const QString& text)
{
    QList<QString> characters;
    for (int i = 0; i < text.size(); ++i) {
        const auto pair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        characters.append(text.mid(i, pair ? 2 : 1));
        i += pair ? 1 : 0;
    }
    SegmentCount count;
    int at = 0;
    for (const auto& character : characters) {
        if (!kBasic.contains(character) && !kExtension.contains(character)) {
            count.culprits.append(at);
        }
        at += int(character.size());
    }
    const auto gsm = count.culprits.isEmpty();
    count.encoding = gsm ? SmsEncoding::Gsm7 : SmsEncoding::Ucs2;
    const auto cost = [&](const QString& character) {
        return gsm ? (kExtension.contains(character) ? 2 : 1) : int(character.size());
    };
    for (const auto& character : characters) {
        count.units += cost(character);
    }
    const auto single = gsm ? 160 : 70;
    if (count.units <= single) {
        count.segments = text.isEmpty() ? 0 : 1;
        count.remaining = single - count.units;
        return count;
    }
    const auto part = gsm ? 153 : 67;
    QList<int> parts{0};
    for (const auto& character : characters) {
        if (parts.back() + cost(character) > part) {
            parts.append(0);
        }
        parts.back() += cost(character);
    }
    count.segments = int(parts.size());
    count.remaining = part - parts.back();
    return count;
}

} // namespace

class tst_Segments : public QObject
{
    Q_OBJECT
private slots:
    void theTablesHaveTheirSize()
    {
        QCOMPARE(kBasic.size(), 127); // 128 places, one of them the escape
        QCOMPARE(kExtension.size(), 10);
    }
    void countsAsTheStandardDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<SmsEncoding>("encoding");
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("segments");
        QTest::addColumn<int>("remaining");
        const auto gsm = SmsEncoding::Gsm7;
        const auto ucs = SmsEncoding::Ucs2;
        const auto a = [](int n) { return QString(n, u'a'); };
        QTest::newRow("empty") << u""_s << gsm << 0 << 0 << 160;
        QTest::newRow("one") << a(1) << gsm << 1 << 1 << 159;
        QTest::newRow("160") << a(160) << gsm << 160 << 1 << 0;
        QTest::newRow("161") << a(161) << gsm << 161 << 2 << 145;
        QTest::newRow("306") << a(306) << gsm << 306 << 2 << 0;
        QTest::newRow("307") << a(307) << gsm << 307 << 3 << 152;
        QTest::newRow("euro") << u"€"_s << gsm << 2 << 1 << 158;
        QTest::newRow("80 braces") << QString(80, u'{') << gsm << 160 << 1 << 0;
        QTest::newRow("an escape is not split") << a(152) + u"{"_s + a(152) << gsm << 306 << 3 << 152;
        QTest::newRow("escape at the end of one") << a(158) + u"{"_s << gsm << 160 << 1 << 0;
        QTest::newRow("70") << a(69) + u"ç"_s << ucs << 70 << 1 << 0;
        QTest::newRow("71") << a(70) + u"ç"_s << ucs << 71 << 2 << 63;
        QTest::newRow("134") << a(133) + u"“"_s << ucs << 134 << 2 << 0;
        QTest::newRow("a surrogate pair is not split") << a(66) + u"😀"_s + a(66) << ucs << 134 << 3 << 66;
        QTest::newRow("35 faces") << u"😀"_s.repeated(35) << ucs << 70 << 1 << 0;
        QTest::newRow("36 faces") << u"😀"_s.repeated(36) << ucs << 72 << 2 << 61;
        QTest::newRow("extension costs one in UCS-2") << u"{}á"_s << ucs << 3 << 1 << 67;
        QTest::newRow("Spanish in GSM-7") << u"¿Señor? ¡Ñandú"_s.chopped(1) << gsm << 13 << 1 << 147;
        QTest::newRow("backtick") << u"`"_s << ucs << 1 << 1 << 69;
        QTest::newRow("tab") << u"\t"_s << ucs << 1 << 1 << 69;
        QTest::newRow("a lone surrogate") << QString(QChar(0xD83D)) << ucs << 1 << 1 << 69;
    }
    void countsAsTheStandardDoes()
    {
        QFETCH(QString, text);
        QFETCH(SmsEncoding, encoding);
        QFETCH(int, units);
        QFETCH(int, segments);
        QFETCH(int, remaining);
        const auto count = countSegments(text);
        QCOMPARE(count.encoding, encoding);
        QCOMPARE(count.units, units);
        QCOMPARE(count.segments, segments);
        QCOMPARE(count.remaining, remaining);
        QCOMPARE(count, naive(text));
    }
    void culpritsAreNamedByTheirPlace()
    {
        QCOMPARE(countSegments(u"a“b”😀é"_s).culprits, (QList<int>{1, 3, 4}));
        for (const auto c : u"áíóúç"_s) {
            QCOMPARE(countSegments(QString(c)).culprits, QList<int>{0});
        }
        for (const auto c : u"éèàìòùñüöäåÇ"_s) {
            QVERIFY(countSegments(QString(c)).culprits.isEmpty());
        }
    }
    void everyCharacterOfThePlaneIsWhereTheTableSays()
    {
        for (int c = 1; c < 0x10000; ++c) {
            const QString one{QChar(c)};
            const auto expected = kExtension.contains(one) ? 2 : kBasic.contains(one) ? 1 : 0;
            const auto count = countSegments(one);
            QCOMPARE(count.encoding == SmsEncoding::Gsm7 ? count.units : 0, expected);
        }
    }
    void plainPunctuationSavesTheSegmentsAndTouchesNoLetter()
    {
        QCOMPARE(withPlainPunctuation(u"“Hi” ‘it’s’ – now — 5…\u00A0ok\uFEFF"_s), u"\"Hi\" 'it's' - now - 5... ok"_s);
        const auto letters = u"Ana Núñez ça áíóú 😀 日本"_s;
        QCOMPARE(withPlainPunctuation(letters), letters);
        const auto text = u"“"_s + QString(150, u'a') + u"”"_s;
        QCOMPARE(countSegments(text).segments, 3);
        QCOMPARE(countSegments(withPlainPunctuation(text)).segments, 1);
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void agreesWithThePlainCount()
    {
        qputenv("RC_PARAMS", "max_success=1000 max_size=400");
        QVERIFY(rc::check("naive", [] {
            const auto gsmOnly = *rc::gen::arbitrary<bool>();
            const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000));
            QString text;
            for (const auto pick : raw) {
                if (pick < 150) {
                    text += kExtension.at(pick % 10);
                } else if (pick > 900 && !gsmOnly) {
                    text += pick > 990 ? QString(QChar(0xDE00)) : pick > 950 ? u"😀"_s : u"á"_s;
                } else {
                    text += kBasic.at(pick % 127);
                }
            }
            RC_ASSERT(countSegments(text) == naive(text));
        }));
    }
    void plainPunctuationTwiceIsOnce()
    {
        QVERIFY(rc::check("idempotent", [](const std::vector<char16_t>& raw) {
            const QString text(reinterpret_cast<const QChar*>(raw.data()), qsizetype(raw.size()));
            const auto once = withPlainPunctuation(text);
            RC_ASSERT(withPlainPunctuation(once) == once);
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Segments)
#include "tst_Segments.moc"
