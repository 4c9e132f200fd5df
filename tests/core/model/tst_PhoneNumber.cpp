#include "core/model/AreaCodes.h"
#include "core/model/PhoneNumber.h"

#include <QElapsedTimer>
#include <QtTest>
#include <phonenumbers/phonenumberutil.h>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

bool libraryAccepts(const QString& e164)
{
    auto& library = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber number;
    return library.Parse(e164.toStdString(), "US", &number) == i18n::phonenumbers::PhoneNumberUtil::NO_PARSING_ERROR &&
           library.IsValidNumber(number);
}

/// Does the library know any number of this code?
bool libraryKnows(const QString& code)
{
    for (int exchange = 200; exchange < 1000; ++exchange) {
        if (libraryAccepts(u"+1"_s + code + QString::number(exchange) + u"5678"_s)) {
            return true;
        }
    }
    return false;
}

} // namespace

class tst_PhoneNumber : public QObject
{
    Q_OBJECT
private slots:
    void listsAreReadAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("e164");
        const auto ana = u"+14155550132"_s;
        for (const auto& raw : {u"4155550132"_s,
                                u"(415) 555-0132"_s,
                                u"14155550132"_s,
                                u"+14155550132"_s,
                                u"+1 (415) 555-0132"_s,
                                u"1-415-555-0132"_s,
                                u"415.555.0132"_s,
                                u"415 555 0132"_s,
                                u"  4155550132 "_s,
                                u"4.155550132E9"_s,
                                u"4.155550132e+09"_s,
                                u"4.1555501320E9"_s,
                                u"1.4155550132E10"_s,
                                u"4155550132.0"_s,
                                u"14155550132.00"_s,
                                u"'4155550132"_s,
                                u"tel:+1-415-555-0132"_s,
                                u"415–555–0132"_s,
                                u"\u202A+14155550132\u202C"_s,
                                u"415\u00A0555\u00A00132"_s,
                                u"４１５５５５０１３２"_s,
                                u"٤١٥٥٥٥٠١٣٢"_s,
                                u"(415)555-0132"_s}) {
            QTest::newRow(qPrintable(raw)) << raw << ana;
        }
        QTest::newRow("Canada") << u"416 555 0100"_s << u"+14165550100"_s;
        QTest::newRow("a code younger than the library") << u"738-234-5678"_s << u"+17382345678"_s;
        QTest::newRow("fictional on an island") << u"787-555-0150"_s << u"+17875550150"_s;
        QTest::newRow("international") << u"+44 20 7946 0018"_s << u"+442079460018"_s;
        QTest::newRow("dialled abroad") << u"011 44 20 7946 0018"_s << u"+442079460018"_s;
        QTest::newRow("toll free") << u"800-234-5678"_s << u"+18002345678"_s;
    }
    void listsAreReadAsTheyAreWritten()
    {
        QFETCH(QString, raw);
        QFETCH(QString, e164);
        const auto number = PhoneNumber::parse(raw);
        QVERIFY2(number, number ? "" : qPrintable(number.error().detail));
        QCOMPARE(number->e164(), e164);
    }
    void whatIsNoNumberSaysWhy_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("why");
        QTest::newRow("nothing") << u""_s << u"empty"_s;
        QTest::newRow("blank") << u" \u00A0\u200B"_s << u"empty"_s;
        QTest::newRow("signs only") << u"()-"_s << u"empty"_s;
        QTest::newRow("none") << u"n/a"_s << u"letters"_s;
        QTest::newRow("vanity") << u"415-555-VOTE"_s << u"letters"_s;
        QTest::newRow("ext") << u"415-555-0132 ext. 12"_s << u"extension"_s;
        QTest::newRow("x") << u"4155550132x12"_s << u"extension"_s;
        QTest::newRow("hash") << u"415 555 0132 #4"_s << u"extension"_s;
        QTest::newRow("slash") << u"415-555-0132 / 415-555-0133"_s << u"several"_s;
        QTest::newRow("or") << u"4155550132 or 4155550133"_s << u"several"_s;
        QTest::newRow("comma") << u"4155550132,4155550133"_s << u"several"_s;
        QTest::newRow("space") << u"4155550132 4155550133"_s << u"several"_s;
        QTest::newRow("two pluses") << u"+14155550132 +14155550133"_s << u"several"_s;
        QTest::newRow("seven digits") << u"555-0132"_s << u"tooShort"_s;
        QTest::newRow("nine digits") << u"415555013"_s << u"tooShort"_s;
        QTest::newRow("1 and nine digits") << u"1415555013"_s << u"tooShort"_s;
        QTest::newRow("short with plus") << u"+1415555"_s << u"tooShort"_s;
        QTest::newRow("eleven digits") << u"41555501321"_s << u"tooLong"_s;
        QTest::newRow("twelve digits") << u"141555501321"_s << u"tooLong"_s;
        QTest::newRow("rounded by the spreadsheet") << u"4.15555E+09"_s << u"invalid"_s;
        QTest::newRow("a decimal") << u"4155550132.5"_s << u"tooLong"_s;
        QTest::newRow("exchange of 0") << u"415-055-0132"_s << u"invalid"_s;
        QTest::newRow("exchange of 1") << u"415-155-0132"_s << u"invalid"_s;
        QTest::newRow("no such code") << u"999-234-5678"_s << u"invalid"_s;
        QTest::newRow("fictional in no such code") << u"999-555-0100"_s << u"invalid"_s;
        QTest::newRow("code of 0") << u"0155550132"_s << u"invalid"_s;
        QTest::newRow("plus inside") << u"415+5550132"_s << u"invalid"_s;
        QTest::newRow("currency") << u"$4155550132"_s << u"invalid"_s;
        QTest::newRow("nobody's country") << u"+99912345678"_s << u"invalid"_s;
    }
    void whatIsNoNumberSaysWhy()
    {
        QFETCH(QString, raw);
        QFETCH(QString, why);
        const auto number = PhoneNumber::parse(raw);
        QVERIFY(!number);
        QCOMPARE(number.error().code, ErrorCode::Invalid);
        QCOMPARE(number.error().detail, why);
    }
    void theRegionDecidesWithoutACountryCode()
    {
        QCOMPARE(PhoneNumber::parse(u"020 7946 0018"_s, u"GB"_s).value().e164(), u"+442079460018"_s);
        QCOMPARE(PhoneNumber::parse(u"(416) 555-0132"_s, u"CA"_s).value().e164(), u"+14165550132"_s);
        QCOMPARE(PhoneNumber::parse(u"+1 415 555 0132"_s, u"GB"_s).value().e164(), u"+14155550132"_s);
        QVERIFY(!PhoneNumber::parse(u"4155550132"_s, u"nowhere"_s));
    }
    void onlyE164IsE164()
    {
        QCOMPARE(PhoneNumber::fromE164(u"+14155550132"_s).value().areaCode(), u"415"_s);
        for (const auto& text :
             {u""_s, u"+"_s, u"14155550132"_s, u"+1415555"_s, u"+1415555013212345"_s, u"+1415555013x"_s,
              u"+01234567890"_s, u"+1 4155550132"_s, u"+１４１５５５５０１３２"_s}) {
            const auto number = PhoneNumber::fromE164(text);
            QVERIFY2(!number, qPrintable(text));
            QCOMPARE(number.error().code, ErrorCode::Malformed);
        }
    }
    void itShowsItselfNationalAndMasked()
    {
        const auto ana = PhoneNumber::fromE164(u"+14155550132"_s).value();
        QCOMPARE(ana.national(), u"(415) 555-0132"_s);
        QCOMPARE(ana.lastFour(), u"0132"_s);
        QCOMPARE(ana.masked(), u"+1*******32"_s);
        QCOMPARE(ana.region(), u"US"_s);
        const auto london = PhoneNumber::fromE164(u"+442079460018"_s).value();
        QCOMPARE(london.national(), u"+44 20 7946 0018"_s);
        QVERIFY(london.areaCode().isEmpty());
        QCOMPARE(london.region(), u"GB"_s);
        const PhoneNumber nobody;
        QVERIFY(nobody.isEmpty());
        QVERIFY(nobody.national().isEmpty() && nobody.masked().isEmpty() && nobody.region().isEmpty());
        QCOMPARE(nobody.lineType(), u"unknown"_s);
        QCOMPARE(PhoneNumber::fromE164(u"+17382345678"_s).value().lineType(), u"fixed_line_or_mobile"_s);
        QCOMPARE(PhoneNumber::fromE164(u"+18002345678"_s).value().lineType(), u"toll_free"_s);
    }
    void theFastPathAgreesWithTheLibraryWhereBothKnowTheCode()
    {
        int both = 0;
        int younger = 0;
        for (int i = 200; i < 1000; ++i) {
            const auto code = QString::number(i);
            const auto* row = findAreaCode(code);
            if (!row || (row->region != u"US" && row->region != u"CA")) {
                continue;
            }
            if (!libraryKnows(code)) {
                ++younger;
                continue;
            }
            ++both;
            for (const auto& rest :
                 {u"2345678"_s, u"9990000"_s, u"5550132"_s, u"0345678"_s, u"1345678"_s, u"2000000"_s, u"4115678"_s}) {
                const auto e164 = u"+1"_s + code + rest;
                QVERIFY2(PhoneNumber::parse(e164).has_value() == libraryAccepts(e164), qPrintable(e164));
            }
        }
        qInfo("%d codes known to both, %d younger than the library", both, younger);
        QVERIFY(both > 370);
    }
    void theLibraryKnowsNoCodeThatTheTableLacks()
    {
        // Codes that are not a place: toll-free, premium, personal, and the ones kept for machines.
        for (int i = 200; i < 1000; ++i) {
            const auto code = QString::number(i);
            const auto number = PhoneNumber::parse(u"+1"_s + code + u"2345678"_s);
            if (number && !findAreaCode(code)) {
                QVERIFY2(i == 600 || i == 622 || i == 633 || i >= 800 || i / 100 == 5 || i == 710 || i == 700,
                         qPrintable(code));
            }
        }
    }
    void wellFormedNumbersAreReadFast()
    {
        QElapsedTimer timer;
        timer.start();
        int valid = 0;
        constexpr int kNumbers = 100000;
        for (int i = 0; i < kNumbers; ++i) {
            valid += PhoneNumber::parse(u"(415) 555-0132"_s).has_value() ? 1 : 0;
        }
        const auto each = timer.nsecsElapsed() / kNumbers;
        qInfo("one number: %lld ns", static_cast<long long>(each));
        QCOMPARE(valid, kNumbers);
        QVERIFY(each < 50000);
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void whatWasParsedParsesAsItself()
    {
        QVERIFY(rc::check("identity", [] {
            const auto code = *rc::gen::suchThat(rc::gen::inRange(200, 1000),
                                                 [](int c) { return findAreaCode(QString::number(c)) != nullptr; });
            const auto rest = u"%1"_s.arg(*rc::gen::inRange(0, 10'000'000), 7, 10, QChar(u'0'));
            const auto number = PhoneNumber::parse(QString::number(code) + rest);
            if (number) {
                RC_ASSERT(PhoneNumber::parse(number->e164()).value() == *number);
                RC_ASSERT(PhoneNumber::parse(number->national()).value() == *number);
                RC_ASSERT(PhoneNumber::fromE164(number->e164()).value() == *number);
            }
        }));
    }
    void aLabelIsNoPartOfTheNumber()
    {
        for (const auto& raw :
             {u"(415) 555-0132 cell"_s, u"415-555-0132 (cell)"_s, u"415.555.0132 (m)"_s, u"4155550132c"_s,
              u"cell: 415-555-0132"_s, u"Tel. (415) 555-0132"_s, u"Móvil 415 555 0132"_s, u"C 415-555-0132"_s,
              u"415-555-0132, mobile"_s, u"+1 415 555 0132 - work"_s, u"Phone: +14155550132"_s}) {
            const auto number = PhoneNumber::parse(raw);
            QVERIFY2(number.has_value(), qPrintable(raw));
            QCOMPARE(number->e164(), u"+14155550132"_s);
        }
        // What says more than which phone it is, is not thrown away.
        for (const auto& raw : {u"415-555-0132 fax"_s, u"415-555-0132 Ana"_s, u"call 415-555-0132"_s,
                                u"415-555-0132 wrong"_s, u"415-555-0132 (cell) after 5"_s, u"cell"_s, u"home 5"_s,
                                u"415-555-0132 cell cell"_s, u"415-555-CELL"_s, u"415-555-013c"_s}) {
            QVERIFY2(!PhoneNumber::parse(raw).has_value(), qPrintable(raw));
        }
    }
    void anyTextParsesOrSaysWhy()
    {
        static const QStringList kReasons{u"empty"_s,    u"letters"_s, u"extension"_s, u"several"_s,
                                          u"tooShort"_s, u"tooLong"_s, u"invalid"_s};
        QVERIFY(rc::check("total", [] {
            const auto raw = *rc::gen::container<std::vector<char16_t>>(
                rc::gen::oneOf(rc::gen::inRange<char16_t>(u'0', u':'), rc::gen::inRange<char16_t>(u' ', u'/'),
                               rc::gen::inRange<char16_t>(1, 0xFFFF)));
            const auto number =
                PhoneNumber::parse(QString(reinterpret_cast<const QChar*>(raw.data()), qsizetype(raw.size())));
            if (number) {
                RC_ASSERT(bool(PhoneNumber::fromE164(number->e164())));
            } else {
                RC_ASSERT(kReasons.contains(number.error().detail));
            }
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_PhoneNumber)
#include "tst_PhoneNumber.moc"
