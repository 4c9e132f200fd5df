// What a volunteer decides about a contact, on a server that writes whole sets and says "done" to nearly everything.
#include "tests/support/spoke/SpokeShift.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_SpokeEdits : public QObject
{
    Q_OBJECT

    /// A shift in whose first conversation somebody wrote last.
    static std::unique_ptr<SpokeShift> withReply(const QString& text = u"yes?"_s)
    {
        auto shift = std::make_unique<SpokeShift>(3);
        if (!shift->begin(3)) {
            return nullptr;
        }
        const auto id = shift->rig->person->first(shift->contact(0), u"Hi"_s);
        if (!id || !shift->becomes(*id, OutboxState::Done)) {
            return nullptr;
        }
        shift->stub.state.reply(shift->scene.contacts[0], text);
        const auto came = shift->rig->until([&] { return shift->rig->conversation(shift->contact(0)).size() == 2; });
        return came ? std::move(shift) : nullptr;
    }

private slots:
    void keepsOtherAnswers()
    {
        const auto shift = withReply();
        QVERIFY(shift);
        const auto& steps = shift->stub.state.campaigns[shift->scene.campaign].steps;
        shift->there(0).answers.insert(steps[1].id, u"Morning"_s); // Recorded elsewhere.
        shift->rig->record(shift->contact(0), AnswerPayload{StepId{QString::number(steps[0].id)}, u"Yes"_s});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).answers.value(steps[0].id), u"Yes"_s);
        QCOMPARE(shift->there(0).answers.value(steps[1].id), u"Morning"_s);
        shift->rig->record(shift->contact(0), AnswerPayload{StepId{QString::number(steps[0].id)}, {}});
        QVERIFY(shift->rig->settled());
        QVERIFY(!shift->there(0).answers.contains(steps[0].id));
        QCOMPARE(shift->there(0).answers.value(steps[1].id), u"Morning"_s);
    }

    void tagsAndTakesTagsBack()
    {
        const auto shift = withReply();
        QVERIFY(shift);
        const auto tags = shift->rig->store->campaigns().constFirst().tags;
        QVERIFY(!tags.isEmpty());
        shift->rig->record(shift->contact(0), TagPayload{tags.first(), true});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).tags.size(), 1);
        shift->rig->record(shift->contact(0), TagPayload{tags.first(), false});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).tags.first(), u"RESOLVED"_s);
    }

    void addsANoteBesideTheOtherFields()
    {
        const auto shift = withReply();
        QVERIFY(shift);
        shift->there(0).customFields = u"{\"city\":\"Denver\",\"extra\":{\"deep\":[1,null]},\"n\":12}"_s;
        shift->rig->record(shift->contact(0), NotePayload{NoteId{u"n1"_s}, u"Calls back"_s});
        QVERIFY(shift->rig->settled());
        const auto fields = QJsonDocument::fromJson(shift->there(0).customFields.toUtf8()).object();
        QCOMPARE(fields.value(u"notes"_s).toString(), u"Calls back"_s);
        QCOMPARE(fields.value(u"city"_s).toString(), u"Denver"_s);
        QCOMPARE(fields.value(u"n"_s).toInt(), 12);
        QVERIFY(fields.value(u"extra"_s).isObject());
        // What would not come back as it was is not touched.
        shift->there(0).customFields = u"{\"big\":12345678901234567890}"_s;
        shift->rig->record(shift->contact(0), NotePayload{NoteId{u"n2"_s}, u"Again"_s});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).customFields, u"{\"big\":12345678901234567890}"_s);
    }

    void closesReopensAndSkips()
    {
        const auto shift = withReply();
        QVERIFY(shift);
        shift->rig->record(shift->contact(0), ClosePayload{shift->rig->store->cursor()});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).status, u"closed"_s);
        shift->rig->record(shift->contact(0), ReopenPayload{});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).status, u"needsResponse"_s);
        shift->rig->record(shift->contact(1), SkipPayload{});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(1).status, u"needsMessage"_s); // Later, not never.
        shift->rig->record(shift->contact(1), WrongNumberPayload{});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(1).status, u"closed"_s);
    }

    void tagsAWrongNumberWhereThereIsATagForIt()
    {
        SpokeShift shift(1);
        shift.stub.state.organizations[shift.scene.organization].tags.append({77, u"Wrong Number"_s});
        shift.stub.state.campaigns[shift.scene.campaign].sideboxes.append(u"tag-contact"_s);
        QVERIFY(shift.begin(1));
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id && shift.becomes(*id, OutboxState::Done));
        shift.rig->record(shift.contact(0), WrongNumberPayload{});
        QVERIFY(shift.rig->settled());
        QCOMPARE(shift.there(0).status, u"closed"_s);
        QVERIFY(shift.there(0).tags.contains(77));
    }

    void doesNotCloseOverAReplyThatNobodyRead()
    {
        const auto shift = withReply();
        QVERIFY(shift);
        shift->stub.fail(u"user"_s, SpokeFault::ServerError, SpokeStub::kUntilMended);
        const auto cursor = shift->rig->store->cursor();
        shift->stub.state.reply(shift->scene.contacts[0], u"wait, where do I vote?"_s);
        shift->rig->record(shift->contact(0), ClosePayload{cursor});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->there(0).status, u"needsResponse"_s);
        shift->stub.mend();
        QVERIFY(shift->rig->until([&] { return shift->record(0).stage == ContactStage::NeedsReply; }));
    }

    void optsOutWithOneText()
    {
        const auto shift = withReply(u"please no more of these"_s);
        QVERIFY(shift);
        shift->stub.fail(u"createOptOut"_s, SpokeFault::ServerError, 2);
        shift->rig->record(shift->contact(0),
                           OptOutPayload{OptOutSource::Volunteer, {}, shift->record(0).contact.phone});
        QVERIFY(shift->rig->settled());
        QVERIFY(shift->stub.state.isOptedOut(shift->there(0)));
        const auto wording = shift->stub.state.organizations[shift->scene.organization].optOutMessage;
        QCOMPARE(shift->textsTo(0), (QStringList{u"Hi"_s, wording}));
    }

    void optsOutWithoutATextLongAfterwards()
    {
        const auto shift = withReply(u"please no more of these"_s);
        QVERIFY(shift);
        shift->rig->connectivity->set(false);
        shift->rig->record(shift->contact(0),
                           OptOutPayload{OptOutSource::Volunteer, {}, shift->record(0).contact.phone});
        shift->rig->pass(std::chrono::minutes(6));
        shift->rig->connectivity->set(true);
        QVERIFY(shift->rig->settled());
        QVERIFY(shift->stub.state.isOptedOut(shift->there(0)));
        QCOMPARE(shift->textsTo(0), QStringList{u"Hi"_s});
    }

    void optsOutOfACampaignThatIsOver()
    {
        const auto shift = withReply(u"please no more of these"_s);
        QVERIFY(shift);
        shift->stub.state.campaigns[shift->scene.campaign].archived = true;
        QVERIFY(shift->rig->until([&] { return shift->rig->store->campaigns().constFirst().paused; }));
        shift->rig->record(shift->contact(0),
                           OptOutPayload{OptOutSource::Volunteer, {}, shift->record(0).contact.phone});
        QVERIFY(shift->rig->settled());
        QCOMPARE(shift->rig->store->outboxCounts().open(), 0);
    }

    // Four whose writes fail fill a push; a text behind them must not wait for them.
    void whatTheServerDoesNotKeepHoldsUpNobodyElse()
    {
        SpokeShift shift(6);
        QVERIFY(shift.begin(6));
        shift.stub.fail(u"updateContactTags"_s, SpokeFault::Crash, SpokeStub::kUntilMended);
        for (int i = 0; i < 4; ++i) {
            shift.rig->record(shift.contact(i), TagPayload{u"Volunteer"_s, true});
        }
        const auto text = shift.rig->person->first(shift.contact(4), u"Hi"_s);
        QVERIFY(text && shift.becomes(*text, OutboxState::Done));
        QVERIFY(shift.stub.requests(u"updateContactTags"_s) < 40);
    }

    void optsOutWithoutATextWhereNobodyWrote()
    {
        const auto shift = withReply();
        QVERIFY(shift);
        shift->rig->record(shift->contact(1),
                           OptOutPayload{OptOutSource::Volunteer, {}, shift->record(1).contact.phone});
        QVERIFY(shift->rig->settled());
        QVERIFY(shift->stub.state.isOptedOut(shift->there(1)));
        QVERIFY(shift->textsTo(1).isEmpty());
    }

    void optsOutWhateverBecomesOfTheText_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addRow("lost") << static_cast<int>(SpokeFault::LoseAnswer);
        QTest::addRow("closed") << static_cast<int>(SpokeFault::CloseBefore);
        QTest::addRow("500") << static_cast<int>(SpokeFault::ServerError);
        QTest::addRow("crash after") << static_cast<int>(SpokeFault::CrashAfter);
    }
    void optsOutWhateverBecomesOfTheText()
    {
        QFETCH(int, fault);
        const auto shift = withReply(u"leave me"_s);
        QVERIFY(shift);
        shift->stub.fail(u"sendMessage"_s, static_cast<SpokeFault>(fault));
        shift->rig->record(shift->contact(0),
                           OptOutPayload{OptOutSource::Volunteer, {}, shift->record(0).contact.phone});
        QVERIFY(shift->rig->settled());
        QVERIFY(shift->stub.state.isOptedOut(shift->there(0)));
        QVERIFY(shift->textsTo(0).size() <= 2);
    }
};

QTEST_GUILESS_MAIN(tst_SpokeEdits)
#include "tst_SpokeEdits.moc"
