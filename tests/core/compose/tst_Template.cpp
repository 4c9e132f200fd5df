#include "core/compose/Template.h"

#include "tests/support/HardTexts.h"

#include <QElapsedTimer>
#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

MergeFields fields()
{
    MergeFields out;
    out.set(u"First Name"_s, u"  Ana "_s);
    out.set(u"State"_s, u"TX"_s);
    out.set(u"Polling Place"_s, u"City {Hall} {{x}} }"_s);
    out.set(u"Blank"_s, u"   "_s);
    out.set(u"Voter #"_s, u"17"_s);
    out.set(u"Año"_s, u"2026"_s);
    return out;
}

#ifdef TEXTBANK_HAS_RAPIDCHECK
QString anyText()
{
    const auto raw = *rc::gen::container<std::vector<char16_t>>(rc::gen::oneOf(
        rc::gen::element<char16_t>(u'{', u'}', u'|', u'a', u' ', u'"', u'='), rc::gen::inRange<char16_t>(1, 0xD800)));
    return QString(reinterpret_cast<const QChar*>(raw.data()), qsizetype(raw.size()));
}
#endif

} // namespace

class tst_Template : public QObject
{
    Q_OBJECT
private slots:
    void rendersText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"Hi there"_s << u"Hi there"_s;
        QTest::newRow("empty") << u""_s << u""_s;
        QTest::newRow("field") << u"Hi {First Name}!"_s << u"Hi Ana!"_s;
        for (const auto& name : {u"firstname"_s, u"FirstName"_s, u"first_name"_s, u"FIRST NAME"_s, u" firstName "_s}) {
            QTest::newRow(qPrintable(name)) << u"{"_s + name + u"}"_s << u"Ana"_s;
        }
        QTest::newRow("sign in a name") << u"{Voter #}"_s << u"17"_s;
        QTest::newRow("accent in a name") << u"{AÑO}"_s << u"2026"_s;
        QTest::newRow("fallback unused") << u"{FirstName|there}"_s << u"Ana"_s;
        QTest::newRow("fallback for blank") << u"{Blank|there}"_s << u"there"_s;
        QTest::newRow("fallback for missing") << u"{Nobody| my friend }"_s << u"my friend"_s;
        QTest::newRow("empty fallback") << u"Hi{Nobody|}!"_s << u"Hi!"_s;
        QTest::newRow("bar in fallback") << u"{Nobody|a|b}"_s << u"a|b"_s;
        QTest::newRow("literal braces") << u"{{FirstName}} {{}}"_s << u"{FirstName} {}"_s;
        QTest::newRow("braces around a field") << u"{{{FirstName}}}"_s << u"{Ana}"_s;
        QTest::newRow("value with braces is text") << u"At {PollingPlace}."_s << u"At City {Hall} {{x}} }."_s;
        QTest::newRow("if set") << u"{if PollingPlace}yes{else}no{end}"_s << u"yes"_s;
        QTest::newRow("if blank") << u"{if Blank}yes{else}no{end}"_s << u"no"_s;
        QTest::newRow("if missing") << u"a{if Nobody}yes{end}b"_s << u"ab"_s;
        QTest::newRow("equals") << u"{if State = \"tx\"}T{elif State = \"NM\"}N{else}-{end}"_s << u"T"_s;
        QTest::newRow("elif") << u"{if State = \"CA\"}C{elif State=\"TX\"}T{elif State = \"TX\"}again{else}-{end}"_s
                              << u"T"_s;
        QTest::newRow("differs") << u"{if State != “TX”}other{else}home{end}"_s << u"home"_s;
        QTest::newRow("missing differs") << u"{if Nobody != \"x\"}y{end}"_s << u"y"_s;
        QTest::newRow("nested") << u"{if State}{if Nobody}a{else}{if Blank}b{else}c{end}{end}d{end}"_s << u"cd"_s;
        QTest::newRow("nested in a branch not taken") << u"{if Nobody}{if State}a{else}b{end}{else}c{end}"_s << u"c"_s;
        QTest::newRow("unknown field in a branch not taken") << u"{if Nobody}{Missing}{end}ok"_s << u"ok"_s;
        QTest::newRow("a name that begins like a word") << u"{Iffy|x}{Endless|y}"_s << u"xy"_s;
    }
    void rendersText()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto rendered = renderTemplate(text, fields());
        QVERIFY(rendered);
        QCOMPARE(*rendered, expected);
    }
    void refusesFaults_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("syntax");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("position");
        const auto bad = [](const char* name, const QString& text, int position) {
            QTest::newRow(name) << text << true << QString() << position;
        };
        bad("open at the end", u"Hi {"_s, 3);
        bad("never closed", u"Hi {FirstName"_s, 3);
        bad("opened inside", u"Hi {First{Name}}"_s, 3);
        bad("closed only", u"Hi } there"_s, 3);
        bad("closed once too often", u"{FirstName}}"_s, 11);
        bad("empty", u"a{}"_s, 1);
        bad("blank", u"{  }"_s, 0);
        bad("underscores", u"{_ _}"_s, 0);
        bad("only a fallback", u"{|x}"_s, 0);
        bad("another language's construct", u"👍{#if x}"_s, 2);
        bad("control character", u"{a\nb}"_s, 0);
        bad("if without a name", u"{if}x{end}"_s, 0);
        bad("if without an end", u"x{if State}y"_s, 1);
        bad("inner if without an end", u"{if State}{if State}y{end}"_s, 0);
        bad("end alone", u"x{end}"_s, 1);
        bad("else alone", u"x{else}"_s, 1);
        bad("elif after else", u"{if State}{else}{elif State}{end}"_s, 16);
        bad("two elses", u"{if State}{else}{else}{end}"_s, 16);
        bad("unquoted", u"{if State = TX}{end}"_s, 0);
        bad("quote never closed", u"{if State = \"TX}{end}"_s, 0);
        bad("structure before fields", u"{Missing} }"_s, 10);
        QTest::newRow("unknown") << u"Hi {Nick Name}"_s << false << u"Nick Name"_s << 3;
        QTest::newRow("blank value") << u"👍 {Blank}"_s << false << u"Blank"_s << 3;
        QTest::newRow("first of two") << u"{One}{Two}"_s << false << u"One"_s << 0;
    }
    void refusesFaults()
    {
        QFETCH(QString, text);
        QFETCH(bool, syntax);
        QFETCH(QString, field);
        QFETCH(int, position);
        const auto rendered = renderTemplate(text, fields());
        QVERIFY(!rendered);
        QCOMPARE(rendered.error(),
                 (TemplateError{syntax ? TemplateFault::Syntax : TemplateFault::UnknownField, field, position}));
    }
    void missingAndBlankAreToldApart()
    {
        QVERIFY(fields().value(u"nobody"_s).isNull());
        QVERIFY(!fields().value(u"blank"_s).isNull());
        QVERIFY(fields().value(u"blank"_s).isEmpty());
    }
    void aContactBringsItsFields()
    {
        Contact contact;
        contact.firstName = u"Ana"_s;
        contact.lastName = u" Lopez "_s;
        contact.state = u"TX"_s;
        contact.phone = PhoneNumber::fromE164(u"+14155550132"_s).value();
        contact.fields = {{u"Polling Place"_s, u"Hall"_s},
                          {u"City"_s, u"Reno"_s},
                          {u"state"_s, u"NV"_s},
                          {u"texterFirstName"_s, u"x"_s}};
        const auto made = MergeFields::of(contact, u" Sam  van Dyk "_s);
        QCOMPARE(renderTemplate(u"{firstName} {lastName} {name} {city} {state} {phone} {pollingplace}"_s, made).value(),
                 u"Ana Lopez Ana  Lopez Reno TX (415) 555-0132 Hall"_s);
        QCOMPARE(renderTemplate(u"{texterFirstName}/{texterLastName}/{texterAliasOrFirstName}"_s, made).value(),
                 u"Sam/van Dyk/Sam"_s);
        QCOMPARE(renderTemplate(u"{zip}"_s, made).error().fault, TemplateFault::UnknownField);
        QCOMPARE(renderTemplate(u"{firstName}"_s, MergeFields::of({}, {})).error().fault, TemplateFault::UnknownField);
    }
    void deepNestingIsNoProblem()
    {
        constexpr int kDepth = 50000;
        const auto text = u"{if State}"_s.repeated(kDepth) + u"x"_s + u"{end}"_s.repeated(kDepth);
        QCOMPARE(renderTemplate(text, fields()).value(), u"x"_s);
    }
    void hardTextsAreOneMomentsWork_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto& [name, text] : hard::templates()) {
            QTest::newRow(name) << text;
        }
    }
    void hardTextsAreOneMomentsWork()
    {
        QFETCH(QString, text);
        QElapsedTimer timer;
        timer.start();
        const auto rendered = renderTemplate(text, fields());
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        if (!rendered) {
            QVERIFY(rendered.error().position >= 0 && rendered.error().position < text.size());
        }
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void escapedTextRendersAsItself()
    {
        QVERIFY(rc::check("identity", [] {
            const auto text = anyText();
            auto escaped = text;
            escaped.replace(u"{"_s, u"{{"_s).replace(u"}"_s, u"}}"_s);
            const auto rendered = renderTemplate(escaped, fields());
            RC_ASSERT(bool(rendered));
            RC_ASSERT(*rendered == text);
        }));
    }
    void valuesAreNeverReadAsTemplates()
    {
        QVERIFY(rc::check("one pass", [] {
            const auto value = anyText().trimmed();
            MergeFields some;
            some.set(u"f"_s, value);
            const auto rendered = renderTemplate(u"<{f|none}>"_s, some);
            RC_ASSERT(bool(rendered));
            RC_ASSERT(*rendered == u"<"_s + (value.isEmpty() ? u"none"_s : value) + u">"_s);
        }));
    }
    void anyTextRendersOrNamesAPlaceInsideIt()
    {
        QVERIFY(rc::check("total", [] {
            const auto text = anyText();
            const auto rendered = renderTemplate(text, fields());
            if (!rendered) {
                const auto where = rendered.error().position;
                RC_ASSERT(where >= 0 && where < text.size());
                RC_ASSERT(text.at(where) == u'{' || text.at(where) == u'}');
            }
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Template)
#include "tst_Template.moc"
