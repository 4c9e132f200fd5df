#include "core/compose/Suggestions.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

StepId step(const QString& id) { return {id}; }

Campaign campaign()
{
    Campaign out;
    out.steps = {
        {step(u"ask"_s),
         u"Will you vote?"_s,
         {{u""_s, u"Hi {firstName}"_s}},
         {{u"Yes"_s, step(u"help"_s)}, {u"No"_s, {}}, {u"Maybe"_s, step(u"plan"_s)}}},
        {step(u"help"_s),
         u"Will you help?"_s,
         {{u""_s, u"Great, {firstName}!"_s}, {u"es"_s, u"¡Qué bien, {firstName}!"_s}},
         {{u"Yes"_s, {}}}},
        {step(u"plan"_s), u""_s, {{u""_s, u"Where is {pollingPlace}?"_s}}, {}},
    };
    out.canned = {{CannedId{u"c1"_s}, u"Dónde"_s, {{u""_s, u"At the hall"_s}}, step(u"ask"_s), u"Yes"_s, {u"asked"_s}},
                  {CannedId{u"c2"_s}, u"Bye"_s, {{u""_s, u"Thanks, {texterFirstName}"_s}}, step(u"ask"_s), {}, {}}};
    return out;
}

ContactRecord ana()
{
    ContactRecord out;
    out.contact.firstName = u"Ana"_s;
    return out;
}

} // namespace

class tst_Suggestions : public QObject
{
    Q_OBJECT
private slots:
    void theAnswersOfTheOpenStepComeFirst()
    {
        const auto all = suggestionsFor(campaign(), ana(), u"Sam Lee"_s);
        QCOMPARE(all.size(), 5);
        QCOMPARE(all.at(0).source, Suggestion::Source::Answer);
        QCOMPARE(all.at(0).title, u"Yes"_s);
        QCOMPARE(all.at(0).text, u"Great, Ana!"_s);
        QCOMPARE(all.at(0).sourceStep, step(u"help"_s));
        QCOMPARE(all.at(0).answerStep, step(u"ask"_s));
        QCOMPARE(all.at(0).answer, u"Yes"_s);
    }
    void anAnswerThatEndsItsBranchHasNoText()
    {
        const auto all = suggestionsFor(campaign(), ana(), {});
        QVERIFY(all.at(1).text.isEmpty());
        QVERIFY(!all.at(1).error);
        QVERIFY(all.at(1).sourceStep.isEmpty());
        QCOMPARE(all.at(1).answer, u"No"_s);
    }
    void whatCannotBeMergedSaysWhy()
    {
        const auto all = suggestionsFor(campaign(), ana(), {});
        QVERIFY(all.at(2).error);
        QCOMPARE(all.at(2).error->field, u"pollingPlace"_s);
        QVERIFY(all.at(2).text.isEmpty());
    }
    void cannedResponsesBringTheirAnswerAndTags()
    {
        const auto all = suggestionsFor(campaign(), ana(), u"Sam Lee"_s);
        QCOMPARE(all.at(3).answerStep, step(u"ask"_s));
        QCOMPARE(all.at(3).tags, QStringList{u"asked"_s});
        QVERIFY(all.at(3).sourceStep.isEmpty());
        QVERIFY(all.at(4).answerStep.isEmpty()); // A step without a value records nothing.
        QCOMPARE(all.at(4).text, u"Thanks, Sam"_s);
    }
    void theContactsLanguageIsUsedWhereThereIsOne()
    {
        auto record = ana();
        record.contact.language = u"es-MX"_s;
        const auto all = suggestionsFor(campaign(), record, {});
        QCOMPARE(all.at(0).text, u"¡Qué bien, Ana!"_s);
        QCOMPARE(all.at(3).text, u"At the hall"_s);
    }
    void capitalsInALanguagesTagDoNotMatter()
    {
        auto script = campaign();
        script.canned[0].texts = {{u"en"_s, u"At the hall"_s}, {u"pt-BR"_s, u"No salão"_s}};
        auto record = ana();
        record.contact.language = u"pt-br"_s;
        const auto all = suggestionsFor(script, record, {}, u"pt-br"_s);
        QCOMPARE(all.at(3).text, u"No salão"_s);
        QVERIFY(!all.at(3).foreign);
        QVERIFY(all.at(4).foreign);
    }
    void withoutTheContactsLanguageItIsTheCampaigns()
    {
        auto script = campaign();
        script.language = u"es-US"_s;
        script.canned[0].texts = {{u"en"_s, u"At the hall"_s}, {u"es"_s, u"En la sala"_s}};
        auto record = ana();
        QCOMPARE(suggestionsFor(script, record, {}).at(3).text, u"En la sala"_s);
        record.contact.language = u"vi"_s;
        QCOMPARE(suggestionsFor(script, record, {}).at(3).text, u"En la sala"_s);
        record.contact.language = u"en"_s;
        QCOMPARE(suggestionsFor(script, record, {}).at(3).text, u"At the hall"_s);
        script.canned[0].texts.insert(u""_s, u"own"_s);
        record.contact.language = u"vi"_s;
        QCOMPARE(suggestionsFor(script, record, {}).at(3).text, u"own"_s);
    }
    void recordedAnswersDecideTheOpenStep()
    {
        const auto script = campaign();
        QCOMPARE(openStep(script, {})->id, step(u"ask"_s));
        QCOMPARE(openStep(script, {{step(u"ask"_s), u"Yes"_s}})->id, step(u"help"_s));
        QVERIFY(!openStep(script, {{step(u"ask"_s), u"No"_s}}));
        QVERIFY(!openStep(script, {{step(u"ask"_s), u"Maybe"_s}})); // Nothing to record there.
        QCOMPARE(openStep(script, {{step(u"ask"_s), u"an answer the script has no more"_s}})->id, step(u"ask"_s));
        QVERIFY(!openStep(Campaign{}, {}));
    }
    void aScriptThatGoesInCirclesEnds()
    {
        auto script = campaign();
        script.steps[1].answers[0].nextStep = step(u"ask"_s);
        QVERIFY(!openStep(script, {{step(u"ask"_s), u"Yes"_s}, {step(u"help"_s), u"Yes"_s}}));
    }
    void filteringFindsEveryWordWithoutAccents()
    {
        const auto all = suggestionsFor(campaign(), ana(), u"Sam"_s);
        QCOMPARE(filterSuggestions(all, u"donde HALL"_s).size(), 1);
        QCOMPARE(filterSuggestions(all, u"great bye"_s).size(), 0);
        QCOMPARE(filterSuggestions(all, u"  "_s).size(), all.size());
    }
};

QTEST_GUILESS_MAIN(tst_Suggestions)
#include "tst_Suggestions.moc"
