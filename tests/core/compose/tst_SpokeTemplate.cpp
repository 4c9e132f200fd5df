#include "core/compose/Merge.h"
#include "core/compose/Suggestions.h"
#include "core/compose/TemplateTrial.h"
#include "core/compose/TextCleaning.h"
#include "tests/support/Builders.h"

#include <QtTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Campaign campaign()
{
    auto out = build::campaign();
    out.syntax = TemplateSyntax::Spoke;
    out.cleaning = TextCleaning::SpokeTypography;
    out.fieldNames = {u"city"_s, u"amt"_s, u"a.b"_s, u"What?"_s, u"3"_s, u"Polling Place"_s};
    out.senderFields = {
        {u"texterFirstName"_s, u"robin"_s}, {u"texterLastName"_s, u"HALE"_s}, {u"texterAliasOrFirstName"_s, u"Rob"_s}};
    return out;
}

Contact ana()
{
    Contact out;
    out.id.value = u"12345"_s;
    out.firstName = u"ANA"_s;
    out.lastName = u"de la Cruz"_s;
    out.phone = build::phone(0);
    out.zip = u"43215"_s;
    out.fields = {{u"external_id"_s, u"x-9"_s},
                  {u"city"_s, u"Columbus"_s},
                  {u"a.b"_s, u"dotted"_s},
                  {u"Polling Place"_s, u"Hall 3"_s}};
    return out;
}

Result<QString, TemplateError> made(const QString& script, const Contact& contact = ana(),
                                    const Campaign& of = campaign())
{
    return Merge(MergeRules::ofScript(of), contact, u"Sam Lee"_s).rendered(script);
}

/// The text, or the field that is missing, or the place of a brace that belongs to nothing.
QString told(const QString& script, const Contact& contact = ana(), const Campaign& of = campaign())
{
    const auto text = made(script, contact, of);
    if (text) {
        return *text;
    }
    return text.error().fault == TemplateFault::UnknownField ? u"no "_s + text.error().field
                                                             : u"brace at %1"_s.arg(text.error().position);
}

} // namespace

class tst_SpokeTemplate : public QObject
{
    Q_OBJECT
private slots:
    void namesAreTrimmedAndSpelledAsSpokeDoes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("spelled");
        const auto row = [](const QString& name, const QString& spelled) {
            QTest::newRow(qPrintable(name)) << name << spelled;
        };
        row(u"ADA"_s, u"Ada"_s);
        row(u"  jOE "_s, u"Joe"_s);
        row(u"mary ann"_s, u"Mary ann"_s);
        row(u"McDonald"_s, u"McDonald"_s);
        row(u"Mary Ann"_s, u"Mary Ann"_s);
        row(u"ÉLODIE"_s, u"Élodie"_s);
        row(u"ßen"_s, u"SSen"_s);
        row(u"ΝΙΚΟΣ"_s, u"Νικος"_s);
        row(u"\uFEFF\u00A0ana\u3000"_s, u"Ana"_s);
        row(u"1st ward"_s, u"1st ward"_s);
        row(u"Ñ"_s, u"Ñ"_s);
        row(u""_s, u""_s);
        row(u" \t"_s, u""_s);
    }
    void namesAreTrimmedAndSpelledAsSpokeDoes()
    {
        QFETCH(QString, name);
        QFETCH(QString, spelled);
        QCOMPARE(spokeName(name), spelled);
    }

    void everyFieldSaysWhatSpokeSays()
    {
        QCOMPARE(told(u"{firstName} {lastName} {cell} {zip} {external_id}"_s),
                 u"Ana De la cruz %1 43215 x-9"_s.arg(build::phone(0).e164()));
        QCOMPARE(told(u"{texterFirstName} {texterLastName} {texterAliasOrFirstName}"_s), u"Robin Hale Rob"_s);
        QCOMPARE(told(u"{contactId} {contactIdBase62} {city} {Polling Place}"_s), u"12345 3d7 Columbus Hall 3"_s);
        QCOMPARE(told(u"No field, {firstName}{firstName}."_s), u"No field, AnaAna."_s);
        auto zero = ana();
        zero.id.value = u"0"_s;
        QCOMPARE(told(u"{contactIdBase62}"_s, zero), u"0"_s);
    }

    void withoutSenderFieldsTheShownNameIsTaken()
    {
        auto of = campaign();
        of.senderFields.clear();
        QCOMPARE(told(u"{texterFirstName} {texterLastName} {texterAliasOrFirstName}"_s, ana(), of), u"Sam Lee Sam"_s);
    }

    void aHoleNamesItsField_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("hole");
        const auto row = [](const QString& script, const QString& hole) {
            QTest::newRow(qPrintable(script)) << script << hole;
        };
        row(u"Hi {firstname}"_s, u"no firstname"_s);
        row(u"Hi { firstName }"_s, u"no  firstName "_s);
        row(u"Hi {firstName|there}"_s, u"no firstName|there"_s);
        row(u"{if city}x{end}"_s, u"no if city"_s);
        row(u"Hi {unknown}"_s, u"no unknown"_s);
        row(u"You gave {amt}"_s, u"no amt"_s); // Spoke would say "undefined".
        row(u"Hi {}"_s, u"brace at 3"_s);
        row(u"Hi {{firstName}}"_s, u"brace at 3"_s); // The inner one is replaced; nobody is told "{Ana}".
        row(u"Hi {firstName"_s, u"brace at 3"_s);
        row(u"Hi } you"_s, u"brace at 3"_s);
        row(u"{firstName} }{"_s, u"brace at 12"_s);
        row(u"{What?}"_s, u"no What?"_s); // To Spoke it is a pattern that its own token does not fit.
        row(u"{What}"_s, u"no What?"_s);  // And this one does: nobody means what would be sent.
        row(u"{3}"_s, u"no 3"_s);
    }
    void aHoleNamesItsField()
    {
        QFETCH(QString, script);
        QFETCH(QString, hole);
        auto contact = ana();
        contact.fields.insert(u"What?"_s, u"that"_s);
        contact.fields.insert(u"3"_s, u"three"_s);
        QCOMPARE(told(script, contact), hole);
        const auto text = made(script, contact);
        QVERIFY(text.error().position >= 0 && text.error().position < script.size());
    }

    void blankOrHiddenIsAHole()
    {
        auto contact = ana();
        contact.firstName = u" \u00A0"_s;
        QCOMPARE(told(u"Hi {firstName}"_s, contact), u"no firstName"_s);
        QCOMPARE(made(u"Hi {firstName}"_s, contact).error().position, 3);
        contact.fields.insert(u"city"_s, u"  "_s);
        QCOMPARE(told(u"Hi {city}"_s, contact), u"no city"_s);
        contact.fields.remove(u"external_id"_s);
        QCOMPARE(told(u"{external_id}"_s, contact), u"no external_id"_s);
        QCOMPARE(told(u"Hi"_s, contact), u"Hi"_s);
        contact.numberHidden = true;
        QCOMPARE(told(u"{cell}"_s, contact), u"no cell"_s);
        contact.id.value = u"abc"_s;
        QCOMPARE(told(u"{contactIdBase62}"_s, contact), u"no contactIdBase62"_s);
        auto of = campaign();
        of.senderFields.remove(u"texterLastName"_s);
        QCOMPARE(told(u"{texterLastName}"_s, ana(), of), u"no texterLastName"_s);
    }

    void replacementPatternsLeakAsThere()
    {
        auto contact = ana();
        contact.fields.insert(u"amt"_s, u"$$5"_s);
        QCOMPARE(told(u"a {amt} b"_s, contact), u"a $5 b"_s);
        contact.fields.insert(u"amt"_s, u"<$`|$'>"_s);
        QCOMPARE(told(u"a {amt} b"_s, contact), u"a <a | b> b"_s);
        contact.fields.insert(u"amt"_s, u"$1 $x $"_s);
        QCOMPARE(told(u"{amt}"_s, contact), u"$1 $x $"_s);
        // "$5 and {amt} x" would be sent: the token that leaked is a hole.
        contact.fields.insert(u"amt"_s, u"$$5 and $& x"_s);
        QCOMPARE(told(u"{amt}"_s, contact), u"no amt"_s);
    }

    void aLaterFieldIsExpandedInAValueAndAnEarlierIsNot()
    {
        auto contact = ana();
        contact.fields.insert(u"city"_s, u"{texterFirstName}'s"_s);
        QCOMPARE(told(u"in {city}"_s, contact), u"in Robin's"_s);
        contact.fields.insert(u"city"_s, u"{firstName}"_s);
        QCOMPARE(told(u"in {city}"_s, contact), u"no firstName"_s);
        contact.fields.insert(u"city"_s, u"{a.b}"_s);
        QCOMPARE(told(u"in {city}"_s, contact), u"in dotted"_s);
        // The campaign's order counts, and not the alphabet's.
        contact.fields = {{u"amt"_s, u"{city}"_s}, {u"city"_s, u"Columbus"_s}};
        QCOMPARE(told(u"{amt}"_s, contact), u"no city"_s);
    }

    void aDotInANameStandsForAnyCharacter()
    {
        QCOMPARE(told(u"{a.b} {axb}"_s), u"dotted dotted"_s);
        QCOMPARE(told(u"{a\nb}"_s), u"no a\nb"_s);
    }

    void withoutDeclaredNamesThoseOfTheListAreKnown()
    {
        auto of = campaign();
        of.fieldNames.clear();
        QCOMPARE(told(u"{city}"_s, ana(), of), u"Columbus"_s);
    }

    void theResultIsCleaned()
    {
        auto contact = ana();
        contact.firstName = u"Nun\u0303o’s"_s;
        QCOMPARE(told(u"“Hi” {firstName} – it’s…"_s, contact), u"\"Hi\" Nuño's - it's... "_s);
    }

    void suggestionsAreMergedByTheCampaignAndSnippetsByUs()
    {
        auto of = campaign();
        of.canned = {{{u"c"_s}, u"Where"_s, {{u""_s, u"It’s {Polling Place}"_s}}, {}, {}, {}},
                     {{u"d"_s}, u"Amount"_s, {{u""_s, u"{amt}"_s}}, {}, {}, {}}};
        ContactRecord record;
        record.contact = ana();
        const auto all = suggestionsFor(of, record, u"Sam Lee"_s, {},
                                        {{{u"own"_s}, u"Own"_s, u"“{First Name|you}”, {texterfirstname}"_s, {}}});
        QCOMPARE(all.size(), 5);
        QCOMPARE(all.at(2).text, u"It's Hall 3"_s);
        QVERIFY(all.at(3).error && all.at(3).text.isEmpty());
        QCOMPARE(all.at(3).error->field, u"amt"_s);
        QCOMPARE(all.at(4).text, u"\"ANA\", robin"_s);
    }

    void anOutlineOfSpokesSyntaxHasFieldsAlone()
    {
        const auto script = u"{{x} {if State = \"TX\"} {firstName}{firstname} {firstName}"_s;
        const TemplateOutline outline(script.mid(1), TemplateSyntax::Spoke);
        QVERIFY(!outline.fault());
        QVERIFY(outline.branches().isEmpty());
        QCOMPARE(outline.names(), (QStringList{u"x"_s, u"if State = \"TX\""_s, u"firstName"_s, u"firstname"_s}));
        for (const auto& span : outline.spans()) {
            QVERIFY(span.kind == TemplateSpan::Kind::Field);
        }
        const TemplateOutline stray(script, TemplateSyntax::Spoke);
        QVERIFY(stray.fault());
        QCOMPARE(stray.fault()->position, 0);
        QVERIFY(stray.flaw() == TemplateFlaw::Stray);
        QCOMPARE(templateCulprits(u"á{“ç”}á"_s, TemplateSyntax::Spoke), (QList<int>{0, 6}));
    }

    void aTrialCountsByWhatSpokeMakes()
    {
        QMap<ContactId, Contact> people;
        TemplateTrial::Batch batch;
        for (int i = 0; i < 4; ++i) {
            auto one = ana();
            one.id = build::contactId(i);
            if (i == 2) {
                one.fields.remove(u"city"_s);
            }
            people.insert(one.id, one);
            batch.order << one.id;
        }
        batch.find = [&people](const ContactId& id) { return &*people.constFind(id); };
        TemplateTrial trial(u"Sam Lee"_s);
        trial.setRules(MergeRules::ofScript(campaign()));
        trial.setBatch(batch);
        trial.setText(u"“{firstName}” from {city}"_s);
        QCOMPARE(trial.rendered().value(), u"\"Ana\" from Columbus"_s);
        const auto finish = [&trial] {
            auto did = trial.step();
            while (did == TemplateTrial::Did::Counted || did == TemplateTrial::Did::Sought) {
                did = trial.step();
            }
            return did;
        };
        finish();
        QCOMPARE(trial.tally().blocked(), 1);
        QCOMPARE(trial.tally().missing(1), 1);
        QCOMPARE(trial.strangeNames(), QStringList());
        trial.seekBlocked();
        QVERIFY(finish() == TemplateTrial::Did::Found);
        QCOMPARE(trial.shown(), 2);
        trial.setText(u"Hi {firstname} {state}"_s);
        finish();
        QCOMPARE(trial.tally().blocked(), 4);
        QCOMPARE(trial.strangeNames(), (QStringList{u"firstname"_s, u"state"_s}));
        trial.setRules(MergeRules::ofOwnTexts(campaign()));
        QCOMPARE(trial.rendered().error().field, u"state"_s);
        trial.setText(u"Hi {firstname}"_s);
        QCOMPARE(trial.rendered().value(), u"Hi ANA"_s);
    }

#ifdef TEXTBANK_HAS_RAPIDCHECK
    void noBraceEverLeaves()
    {
        static const QStringList kPieces{u"{firstName}"_s, u"{city}"_s, u"{amt}"_s, u"{"_s,  u"}"_s,     u"$"_s, u"&"_s,
                                         u"`"_s,           u"'"_s,      u"“"_s,     u"Hi"_s, u"{a.b}"_s, u" "_s};
        const auto text = [] {
            QString out;
            for (const auto pick : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 13))) {
                out += kPieces.at(pick);
            }
            return out;
        };
        QVERIFY(rc::check("holes are told", [&text] {
            auto contact = ana();
            contact.fields.insert(u"amt"_s, text());
            contact.fields.insert(u"city"_s, text());
            const auto script = text();
            const auto out = made(script, contact);
            if (out) {
                RC_ASSERT(!out->contains(u'{') && !out->contains(u'}'));
                RC_ASSERT(*out == cleaned(*out, TextCleaning::SpokeTypography));
            } else {
                RC_ASSERT(out.error().position >= 0 && out.error().position < std::max<qsizetype>(1, script.size()));
            }
        }));
    }
    void aScriptWithoutBracesIsSentAsItStands()
    {
        QVERIFY(rc::check("nothing to replace", [] {
            QString script;
            for (const auto c : *rc::gen::container<std::vector<int>>(rc::gen::inRange(32, 0xD7FF))) {
                script += c == u'{' || c == u'}' ? QChar(u'$') : QChar(static_cast<char16_t>(c));
            }
            const auto out = renderSpokeScript(script, SpokeFields::of(ana(), campaign().fieldNames, {}));
            RC_ASSERT(out && *out == script);
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_SpokeTemplate)
#include "tst_SpokeTemplate.moc"
