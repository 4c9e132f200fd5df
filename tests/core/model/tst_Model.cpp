#include "core/model/Campaign.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"
#include "core/model/Problem.h"

#include <QSet>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_Model : public QObject
{
    Q_OBJECT
private slots:
    void everyProblemHasItsSlugAndComesBack()
    {
        QSet<QString> slugs;
        for (int i = 0; i <= static_cast<int>(ProblemType::Other); ++i) {
            const auto type = static_cast<ProblemType>(i);
            QCOMPARE(problemFromSlug(problemSlug(type)), type);
            slugs.insert(problemSlug(type));
        }
        QCOMPARE(slugs.size(), static_cast<int>(ProblemType::Other) + 1);
        QCOMPARE(problemSlug(ProblemType::OptedOut), u"opted-out"_s);
        QCOMPARE(problemSlug(ProblemType::PolicyRefused), u"policy"_s);
        QCOMPARE(problemFromSlug(u"something-new"_s), ProblemType::Other);
        QCOMPARE(problemFromSlug(u""_s), ProblemType::Other);
    }
    void aTextIsChosenByLanguage()
    {
        const QMap<QString, QString> texts{
            {u""_s, u"own"_s}, {u"es"_s, u"Spanish"_s}, {u"es-MX"_s, u"Mexican"_s}, {u"fr"_s, u"French"_s}};
        QCOMPARE(textFor(texts, u"es-MX"_s), u"Mexican"_s);
        QCOMPARE(textFor(texts, u"es-AR"_s), u"Spanish"_s);
        QCOMPARE(textFor(texts, u"es"_s), u"Spanish"_s);
        QCOMPARE(textFor(texts, u"es-mx"_s), u"Mexican"_s); // BCP 47: capitals are a custom.
        QCOMPARE(textFor(texts, u"ES"_s), u"Spanish"_s);
        QCOMPARE(textFor({{u""_s, u"own"_s}, {u"zh-Hant"_s, u"Chinese"_s}}, u"zh-hant"_s), u"Chinese"_s);
        QCOMPARE(textFor(texts, u"ht"_s), u"own"_s);
        QCOMPARE(textFor(texts, u""_s), u"own"_s);
        QCOMPARE(textFor({{u"es"_s, u"only"_s}}, u"en"_s), u"only"_s);
        QCOMPARE(textFor({}, u"en"_s), QString());
    }
    void theDefaultWeekIsNineToEightAndSundayFromNoon()
    {
        const auto week = Policy().hours.week;
        QCOMPARE(week.size(), 7);
        for (int day = 0; day < 6; ++day) {
            QCOMPARE(week.at(day), (DayWindow{540, 1200}));
        }
        QCOMPARE(week.at(6), (DayWindow{720, 1200}));
    }
    void stepsAreFoundById()
    {
        Campaign campaign;
        QVERIFY(!campaign.firstStep());
        campaign.steps = {{StepId{u"a"_s}, {}, {}, {}}, {StepId{u"b"_s}, {}, {}, {}}};
        QCOMPARE(campaign.firstStep(), &campaign.steps.at(0));
        QCOMPARE(campaign.step(StepId{u"b"_s}), &campaign.steps.at(1));
        QVERIFY(!campaign.step(StepId{u"c"_s}));
        QVERIFY(!campaign.step({}));
    }
    void everyCommandHasTheContractsName()
    {
        QCOMPARE(commandType(SendPayload{}), u"message.send"_s);
        QCOMPARE(commandType(OptOutPayload{}), u"optout.record"_s);
        QCOMPARE(commandType(AnswerPayload{}), u"answer.set"_s);
        QCOMPARE(commandType(TagPayload{u"x"_s, true}), u"tag.add"_s);
        QCOMPARE(commandType(TagPayload{u"x"_s, false}), u"tag.remove"_s);
        QCOMPARE(commandType(NotePayload{}), u"note.add"_s);
        QCOMPARE(commandType(SkipPayload{}), u"contact.skip"_s);
        QCOMPARE(commandType(WrongNumberPayload{}), u"contact.wrongNumber"_s);
        QCOMPARE(commandType(ClosePayload{}), u"conversation.close"_s);
        QCOMPARE(commandType(ReopenPayload{}), u"conversation.reopen"_s);
        QCOMPARE(commandType(EscalatePayload{}), u"conversation.escalate"_s);
        QCOMPARE(commandType(StaffMessagePayload{}), u"staff.message"_s);
        QCOMPARE(commandType(ChoicesPayload{}), u"choices.report"_s);
        QCOMPARE(commandType(AuditCheckpointPayload{}), u"audit.checkpoint"_s);
    }
    void aNameIsWhatThereIsOfIt()
    {
        Contact contact;
        QVERIFY(contact.displayName().isEmpty());
        contact.lastName = u"Lopez"_s;
        QCOMPARE(contact.displayName(), u"Lopez"_s);
        contact.firstName = u"Ana"_s;
        QCOMPARE(contact.displayName(), u"Ana Lopez"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Model)
#include "tst_Model.moc"
