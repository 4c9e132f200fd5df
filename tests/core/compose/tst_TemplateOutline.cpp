#include "core/compose/TemplateOutline.h"

#include "tests/support/Builders.h"
#include "tests/support/HardTexts.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;
using Span = TemplateSpan::Kind;
using Branch = TemplateBranch::Kind;

namespace {

constexpr int kMomentMs = 1500; ///< For one hard text, on a busy machine, with a sanitizer.

MergeFields fieldsOf(const QList<std::pair<QString, QString>>& values)
{
    MergeFields fields;
    for (const auto& [name, value] : values) {
        fields.set(name, value);
    }
    return fields;
}

/// "field:3+4 error:9+1"
QString printed(const QList<TemplateSpan>& spans)
{
    static const QStringList names{u"field"_s, u"fallback"_s, u"keyword"_s, u"value"_s, u"brace"_s, u"error"_s};
    QStringList out;
    for (const auto& span : spans) {
        out.append(u"%1:%2+%3"_s.arg(names.at(static_cast<int>(span.kind))).arg(span.position).arg(span.length));
    }
    return out.join(u' ');
}

/// "If State = "TX" / None"
QString printed(const TemplateOutline& outline)
{
    static const QStringList kinds{u"if"_s, u"elif"_s, u"else"_s, u"none"_s};
    QStringList out;
    for (const auto& branch : outline.branches()) {
        out.append(u"%1%2 %3"_s.arg(QString(branch.depth, u'>'), kinds.at(static_cast<int>(branch.kind)), branch.label)
                       .trimmed());
    }
    return out.join(u'\n');
}

/// What must hold of any text.
QString wrong(const QString& text, const TemplateOutline& outline)
{
    QList<bool> covered(text.size(), false);
    auto end = 0;
    for (const auto& span : outline.spans()) {
        if (span.length < 1 || span.position < end || span.end() > text.size()) {
            return u"a span overlaps, is empty or leaves the text: %1"_s.arg(span.position);
        }
        end = span.end();
        std::fill(covered.begin() + span.position, covered.begin() + span.end(), true);
    }
    const auto tokens = templateTokens(text);
    auto next = 0;
    for (const auto& token : tokens) {
        if (token.position != next || token.length < 1) {
            return u"a gap between tokens at %1"_s.arg(next);
        }
        next = token.end();
        for (auto i = token.position; i < token.end(); ++i) {
            if (covered.at(i) != (token.kind != TemplateToken::Kind::Text)) {
                return u"a token is not covered as it should be at %1"_s.arg(i);
            }
        }
    }
    if (next != text.size()) {
        return u"the tokens end before the text"_s;
    }
    for (qsizetype i = 0; i < outline.branches().size(); ++i) {
        const auto& branch = outline.branches().at(i);
        if (branch.position < 0 || branch.position + branch.length > text.size() || branch.outer >= i ||
            (branch.outer >= 0 && outline.branches().at(branch.outer).depth != branch.depth - 1)) {
            return u"branch %1 lies nowhere"_s.arg(i);
        }
    }
    return {};
}

/// Siblings together take whoever reaches their condition.
QString unbalanced(const TemplateOutline& outline, const TemplateTally& tally)
{
    QMap<int, int> taken;
    QMap<int, int> reached;
    for (qsizetype i = 0; i < outline.branches().size(); ++i) {
        const auto& branch = outline.branches().at(i);
        taken[branch.condition] += tally.taking(static_cast<int>(i));
        reached[branch.condition] = branch.outer < 0 ? tally.contacts() : tally.taking(branch.outer);
    }
    return taken == reached ? QString() : u"branches do not sum up"_s;
}

#ifdef TEXTBANK_HAS_RAPIDCHECK
/// Pieces that meet as they do in real templates, right and wrong.
QString anyTemplate()
{
    const QStringList pieces{u"{"_s,
                             u"}"_s,
                             u"{{"_s,
                             u"}}"_s,
                             u"{State}"_s,
                             u"{City}"_s,
                             u"{City|x}"_s,
                             u"{if State}"_s,
                             u"{if City}"_s,
                             u"{end}"_s,
                             u"{end}"_s,
                             u"{else}"_s,
                             u"{elif City = \"Austin\"}"_s,
                             u"{if State = \"TX\"}"_s,
                             u"{if State != “TX”}"_s,
                             u"{if State = TX}"_s,
                             u"a"_s,
                             u" "_s,
                             u"|"_s,
                             u"\""_s,
                             u"="_s,
                             u"if"_s,
                             u"\n"_s,
                             u"👍"_s};
    const auto picks = *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, static_cast<int>(pieces.size())));
    QString text;
    for (const auto pick : picks) {
        text += pieces.at(pick);
    }
    return text;
}

/// The same pieces where they may stand.
QString soundTemplate()
{
    const QStringList conditions{u"State"_s, u"City"_s, u"State = \"TX\""_s, u"City != “austin”"_s};
    const auto picks = *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, 24));
    QString text;
    QList<bool> hadElse;
    for (const auto pick : picks) {
        const auto condition = conditions.at(pick % 4);
        if (pick < 8) {
            text += u"{if "_s + condition + u"}"_s;
            hadElse.append(false);
        } else if (pick < 12 && !hadElse.isEmpty() && !hadElse.back()) {
            text += u"{elif "_s + condition + u"}"_s;
        } else if (pick < 14 && !hadElse.isEmpty() && !hadElse.back()) {
            text += u"{else}"_s;
            hadElse.back() = true;
        } else if (pick < 20 && !hadElse.isEmpty()) {
            text += u"{end}"_s;
            hadElse.removeLast();
        } else {
            text += u"{City}"_s;
        }
    }
    return text + u"{end}"_s.repeated(hadElse.size());
}

MergeFields anyFields()
{
    const auto state = *rc::gen::element(u""_s, u"TX"_s, u"NM"_s);
    const auto city = *rc::gen::element(u""_s, u"austin"_s, u"Reno"_s);
    return fieldsOf({{u"State"_s, state}, {u"City"_s, city}});
}
#endif

} // namespace

class tst_TemplateOutline : public QObject
{
    Q_OBJECT
private slots:
    void marksWhatIsMoreThanText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("spans");
        QTest::newRow("text") << u"Hi there"_s << u""_s;
        QTest::newRow("field") << u"Hi {First Name}!"_s << u"field:3+12"_s;
        QTest::newRow("fallback") << u"{a| b }."_s << u"field:0+2 fallback:2+4 field:6+1"_s;
        QTest::newRow("empty fallback") << u"{a|}"_s << u"field:0+2 fallback:2+1 field:3+1"_s;
        QTest::newRow("braces") << u"{{a}}"_s << u"brace:0+2 brace:3+2"_s;
        QTest::newRow("condition") << u"{if State}x{else}y{end}"_s
                                   << u"keyword:0+4 field:4+5 keyword:9+1 keyword:11+6 keyword:18+5"_s;
        QTest::newRow("value") << u"{if State = \"TX\" }{end}"_s
                               << u"keyword:0+4 field:4+5 keyword:9+3 value:12+4 keyword:16+2 keyword:18+5"_s;
        QTest::newRow("goes on behind an error")
            << u"Hi {First{Name}} there {b"_s << u"error:3+6 field:9+6 error:15+1 error:23+2"_s;
        QTest::newRow("an unreadable tag") << u"{#if x}{a}"_s << u"error:0+7 field:7+3"_s;
        QTest::newRow("misplaced") << u"{a}{end}{else}"_s << u"field:0+3 error:3+5 error:8+6"_s;
        QTest::newRow("never ended") << u"{if a}{b}"_s << u"error:0+6 field:6+3"_s;
        QTest::newRow("surrogates") << u"👍{a}"_s << u"field:2+3"_s;
    }
    void marksWhatIsMoreThanText()
    {
        QFETCH(QString, text);
        QFETCH(QString, spans);
        const TemplateOutline outline(text);
        QCOMPARE(printed(outline.spans()), spans);
        QCOMPARE(wrong(text, outline), QString());
    }

    void saysWhyItIsBroken_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<TemplateFlaw>("flaw");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::newRow("sound") << u"{a}"_s << TemplateFlaw::None << -1 << 0;
        QTest::newRow("open") << u"Hi {first na"_s << TemplateFlaw::NotClosed << 3 << 6;
        QTest::newRow("closed only") << u"Hi }"_s << TemplateFlaw::NotOpened << 3 << 1;
        QTest::newRow("no name") << u"{ }"_s << TemplateFlaw::NoName << 0 << 3;
        QTest::newRow("no condition") << u"{if State = TX}{end}"_s << TemplateFlaw::NoCondition << 0 << 15;
        QTest::newRow("outside") << u"a{elif b}"_s << TemplateFlaw::OutsideIf << 1 << 8;
        QTest::newRow("after else") << u"{if a}{else}{else}{end}"_s << TemplateFlaw::AfterElse << 12 << 6;
        QTest::newRow("innermost not ended") << u"{if a}{if b}"_s << TemplateFlaw::NotEnded << 6 << 6;
        QTest::newRow("unreadable before misplaced") << u"{end}{"_s << TemplateFlaw::NotClosed << 5 << 1;
    }
    void saysWhyItIsBroken()
    {
        QFETCH(QString, text);
        QFETCH(TemplateFlaw, flaw);
        QFETCH(int, position);
        QFETCH(int, length);
        const TemplateOutline outline(text);
        QVERIFY(outline.flaw() == flaw);
        QCOMPARE(outline.fault() ? outline.fault()->position : -1, position);
        QCOMPARE(outline.faultLength(), length);
    }

    void listsEveryBranchInTheTemplatesWords()
    {
        const TemplateOutline outline(u"{if State = \"TX\"}{if  PollingPlace }a{end}{elif State != \"NM\"}b{else}c{end}"
                                      "{IF City}d{ELSE}e{END}"_s);
        QCOMPARE(printed(outline), u"if State = \"TX\"\n"
                                   ">if PollingPlace\n"
                                   ">none\n"
                                   "elif State != \"NM\"\n"
                                   "else else\n"
                                   "if City\n"
                                   "else ELSE"_s);
        QCOMPARE(outline.pathOf(1), (QStringList{u"State = \"TX\""_s, u"PollingPlace"_s}));
        QCOMPARE(outline.branches().at(2).outer, 0);
        QCOMPARE(outline.branches().at(2).condition, outline.branches().at(1).condition);
        QCOMPARE(outline.names(), (QStringList{u"State"_s, u"PollingPlace"_s, u"City"_s}));
        QVERIFY(!outline.fault());
    }

    void countsWhoTakesWhich()
    {
        const TemplateOutline outline(
            u"{if State = \"TX\"}{if Hall}{Hall}{else}{Room}{end}{elif State = \"NM\"}{Nick}{end}{Name}"_s);
        TemplateTally tally(outline);
        tally.add(fieldsOf({{u"state"_s, u"tx"_s}, {u"hall"_s, u"A"_s}, {u"name"_s, u"Ana"_s}}));
        tally.add(fieldsOf({{u"state"_s, u"TX"_s}, {u"name"_s, u"Ben"_s}}));
        tally.add(fieldsOf({{u"state"_s, u"NM"_s}}));
        tally.add(fieldsOf({{u"state"_s, u"CA"_s}, {u"name"_s, u" "_s}}));
        QCOMPARE(tally.contacts(), 4);
        QCOMPARE(printed(outline), u"if State = \"TX\"\n>if Hall\n>else else\nelif State = \"NM\"\nnone"_s);
        QList<int> taking;
        for (int i = 0; i < outline.branches().size(); ++i) {
            taking.append(tally.taking(i));
        }
        QCOMPARE(taking, (QList<int>{2, 1, 1, 1, 1}));
        QCOMPARE(tally.blocked(), 3);
        const auto missing = [&](const QString& name) {
            return tally.missing(static_cast<int>(outline.names().indexOf(name)));
        };
        QCOMPARE(missing(u"Room"_s), 1);
        QCOMPARE(missing(u"Nick"_s), 1); // Once, by the first that is missing.
        QCOMPARE(missing(u"Name"_s), 1);
        QCOMPARE(missing(u"State"_s), 0);
        QCOMPARE(unbalanced(outline, tally), QString());
    }

    void aBrokenOneRendersForNobody()
    {
        const TemplateOutline outline(u"{if State}{Nick}{else}b{end} {"_s);
        const auto passage = outline.passage(fieldsOf({{u"State"_s, u"TX"_s}}));
        QCOMPARE(passage.branches, QList<int>{0});
        QVERIFY(passage.error && passage.error->fault == TemplateFault::Syntax);
        TemplateTally tally(outline);
        tally.add({});
        QCOMPARE(tally.blocked(), 1);
        QCOMPARE(tally.missing(0), 0);
        QCOMPARE(tally.taking(1), 1);
    }

    void punctuationIsMadePlainWhereItIsText()
    {
        QCOMPARE(templateInPlainPunctuation(u"“Hi” {O’Name|the “one”} {if Party = “D’Or”}…{else}{{–}}{end} {broken"_s),
                 u"\"Hi\" {O’Name|the \"one\"} {if Party = “D’Or”}...{else}{{-}}{end} {broken"_s);
    }

    void charactersThatForceUcs2AreThoseOfTextsAndFallbacks()
    {
        QCOMPARE(templateCulprits(u"“a” {Año|é—x} {if Á = “ç”}👍{end}{{á"_s), (QList<int>{0, 2, 10, 26, 35}));
        QCOMPARE(templateCulprits(u"{Año|plain}"_s), QList<int>());
    }

    void aNameIsWrittenAnotherWay()
    {
        QCOMPARE(templateRenaming(u"{ frist name |there} {if FristName = \"FristName\"}{City}{end}FristName"_s,
                                  u"fristname"_s, u"firstName"_s),
                 u"{ firstName |there} {if firstName = \"FristName\"}{City}{end}FristName"_s);
    }

    void tenThousandContactsAddUp()
    {
        QString text = u"Hi {firstName|there}, it's {texterFirstName}. "_s;
        for (const auto& state : {u"TX"_s, u"OH"_s, u"CO"_s, u"CA"_s, u"GA"_s}) {
            text += u"{if State = \"%1\"}{if PollingPlace}You vote at {PollingPlace}.{else}{City}{end}{elif City = "
                    "\"Austin\"}{Precinct}{else}{Nickname|friend}{end}"_s.arg(state);
        }
        QList<Contact> contacts;
        for (int i = 0; i < 10'000; ++i) {
            contacts.append(build::contact(i));
        }
        const TemplateOutline outline(text);
        TemplateTally tally(outline);
        for (const auto& contact : std::as_const(contacts)) {
            tally.add(MergeFields::of(contact, u"Sam Lee"_s));
        }
        QCOMPARE(tally.contacts(), 10'000);
        QCOMPARE(unbalanced(outline, tally), QString());
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
        const TemplateOutline outline(text);
        TemplateTally tally(outline);
        const auto fields = fieldsOf({{u"State"_s, u"TX"_s}});
        for (int i = 0; i < 10; ++i) {
            tally.add(fields);
        }
        const auto plain = templateInPlainPunctuation(text);
        QVERIFY2(timer.elapsed() < kMomentMs, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(plain, text);
        QCOMPARE(wrong(text, outline), QString());
        QCOMPARE(unbalanced(outline, tally), QString());
        if (!outline.branches().isEmpty()) {
            QVERIFY(!outline.pathOf(static_cast<int>(outline.branches().size()) - 1).isEmpty());
        }
        const auto rendered = renderTemplate(text, fields);
        QCOMPARE(outline.passage(fields).error, rendered ? std::optional<TemplateError>() : rendered.error());
    }

#ifdef TEXTBANK_HAS_RAPIDCHECK
    void spansCoverWhatIsNoText()
    {
        QVERIFY(rc::check("spans", [] {
            const auto text = anyTemplate();
            const auto problem = wrong(text, TemplateOutline(text));
            RC_ASSERT(problem == QString());
        }));
    }
    void itTellsTheSameAsRendering()
    {
        QVERIFY(rc::check("the same error", [] {
            const auto isSound = *rc::gen::arbitrary<bool>();
            const auto text = isSound ? soundTemplate() : anyTemplate();
            const auto fields = anyFields();
            const auto rendered = renderTemplate(text, fields);
            const auto error = TemplateOutline(text).passage(fields).error;
            RC_ASSERT(error == (rendered ? std::optional<TemplateError>() : rendered.error()));
        }));
    }
    void branchesTakenAreThoseRendered()
    {
        QVERIFY(rc::check("the same branches", [] {
            // A mark in each branch, made of its number, says which were rendered.
            const auto text = soundTemplate();
            const TemplateOutline outline(text);
            RC_ASSERT(!outline.fault());
            auto marked = text;
            for (auto i = outline.branches().size() - 1; i >= 0; --i) {
                const auto& branch = outline.branches().at(i);
                const auto isNone = branch.kind == Branch::None;
                const auto mark = u"<%1>"_s.arg(i);
                marked.insert(isNone ? branch.position : branch.position + branch.length,
                              isNone ? u"{else}"_s + mark : mark);
            }
            marked.replace(u"{City}"_s, u"{City|}"_s);
            const auto fields = anyFields();
            const auto rendered = renderTemplate(marked, fields);
            RC_ASSERT(bool(rendered));
            QString expected;
            for (const auto branch : outline.passage(fields).branches) {
                expected += u"<%1>"_s.arg(branch);
            }
            QString seen;
            static const QRegularExpression mark(u"<\\d+>"_s);
            for (auto it = mark.globalMatch(*rendered); it.hasNext();) {
                seen += it.next().captured();
            }
            RC_ASSERT(seen == expected);
        }));
    }
    void siblingsTakeWhoeverReachesThem()
    {
        QVERIFY(rc::check("sums", [] {
            const auto isSound = *rc::gen::arbitrary<bool>();
            const TemplateOutline outline(isSound ? soundTemplate() : anyTemplate());
            TemplateTally tally(outline);
            for (int i = 0; i < 8; ++i) {
                tally.add(anyFields());
            }
            const auto problem = unbalanced(outline, tally);
            RC_ASSERT(problem == QString());
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_TemplateOutline)
#include "tst_TemplateOutline.moc"
