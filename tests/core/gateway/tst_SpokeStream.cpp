// What a Spoke server shows becomes changes, once each, through pages, restarts and failures.
#include "core/store/Turn.h"
#include "tests/support/spoke/SpokeShift.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_SpokeStream : public QObject
{
    Q_OBJECT
private slots:
    void bringsAWholeAssignmentInPages()
    {
        SpokeShift shift(700);
        QVERIFY(shift.begin(700));
        QCOMPARE(shift.rig->store->figures().needFirstMessage, 700);
        QVERIFY(shift.stub.requests(u"getAssignmentContacts"_s) < 3); // A first page, then all of them at once.
        const auto& contact = shift.record(0).contact;
        const auto& there = shift.there(0);
        QCOMPARE(contact.firstName, there.firstName);
        QCOMPARE(contact.phone.e164(), there.cell);
        QVERIFY(!contact.fields.isEmpty());
        const auto* campaign = shift.rig->store->campaign(contact.campaign);
        QVERIFY(campaign != nullptr);
        QCOMPARE(campaign->syntax, TemplateSyntax::Spoke);
        QVERIFY(campaign->firstStep() != nullptr && !campaign->firstStep()->texts.first().isEmpty());
        QVERIFY(!campaign->can(Ability::Escalate) && !campaign->can(Ability::MoreContacts));
    }

    void bringsPastConversations()
    {
        SpokeShift shift(4);
        auto& state = shift.stub.state;
        state.send(shift.scene.contacts[0], shift.scene.texter, u"Hi from last week"_s);
        state.reply(shift.scene.contacts[0], u"yes I will"_s);
        state.send(shift.scene.contacts[1], shift.scene.other, u"Hi from Theo"_s);
        shift.there(0).answers.insert(state.campaigns[shift.scene.campaign].steps[0].id, u"Yes"_s);
        QVERIFY(shift.begin(4));
        QVERIFY(shift.rig->until([&] { return shift.record(0).stage == ContactStage::NeedsReply; }));
        const auto thread = shift.rig->conversation(shift.contact(0));
        QCOMPARE(thread.size(), 2);
        QCOMPARE(thread[0].text, u"Hi from last week"_s);
        QCOMPARE(thread[1].text, u"yes I will"_s);
        QCOMPARE(shift.record(0).answers.size(), 1);
        QCOMPARE(shift.record(1).stage, ContactStage::Messaged);
    }

    void tellsEachReplyOnce()
    {
        SpokeShift shift(3);
        QVERIFY(shift.begin(3));
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id && shift.becomes(*id, OutboxState::Done));
        for (const auto& text : {u"who"_s, u"ok"_s, u"ok"_s}) {
            shift.stub.state.reply(shift.scene.contacts[0], text);
        }
        QVERIFY(shift.rig->until([&] { return shift.rig->conversation(shift.contact(0)).size() == 4; }));
        shift.rig->crash();
        shift.stub.state.reply(shift.scene.contacts[0], u"last"_s);
        QVERIFY(shift.rig->until([&] { return shift.rig->conversation(shift.contact(0)).size() == 5; }));
        QCOMPARE(shift.rig->conversation(shift.contact(0)).constLast().text, u"last"_s);
    }

    // Contacts that came with the whole assignment must be read again when they change.
    void tellsRepliesInALargeAssignment()
    {
        SpokeShift shift(400);
        QVERIFY(shift.begin(400));
        for (const auto index : {0, 60, 399}) {
            const auto id = shift.rig->person->first(shift.contact(index), u"Hi"_s);
            QVERIFY(id && shift.becomes(*id, OutboxState::Done));
            const auto looked = shift.stub.requests(u"user"_s);
            QVERIFY(shift.rig->until([&] { return shift.stub.requests(u"user"_s) > looked + 1; }));
            shift.stub.state.reply(shift.scene.contacts[index], u"who is this?"_s);
            QVERIFY(shift.rig->until([&] { return shift.record(index).stage == ContactStage::NeedsReply; }));
        }
    }

    // A restored store sends nothing until it has caught up: not before the last of many contacts was read.
    void isCaughtUpOnlyWhenEveryContactWasRead()
    {
        SpokeShift shift(320);
        QVERIFY(shift.begin(320));
        for (int i = 0; i < 320; ++i) {
            QVERIFY(shift.rig->person->first(shift.contact(i), u"Hi"_s));
        }
        QVERIFY(shift.rig->until([&] { return shift.rig->store->outboxCounts().open() == 0; }));
        shift.stub.state.reply(shift.scene.contacts[319], u"who is this?"_s);
        shift.stub.state.send(shift.scene.contacts[319], shift.scene.texter, u"Tara, a neighbour"_s);
        QVERIFY(shift.rig->store->setSetting(QString::fromLatin1(kCatchUpSetting), u"1"_s));
        shift.rig->crash();
        QVERIFY(shift.rig->store->catchingUp());
        QVERIFY(shift.rig->until([&] { return !shift.rig->store->catchingUp(); }));
        QCOMPARE(shift.rig->conversation(shift.contact(319)).size(), 3);
    }

    void blocksWhoTheServerOptedOut()
    {
        SpokeShift shift(3);
        QVERIFY(shift.begin(3));
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id && shift.becomes(*id, OutboxState::Done));
        shift.stub.state.reply(shift.scene.contacts[0], u"STOP"_s); // Closed by the server: no list shows it any more.
        shift.stub.state.optOut(shift.scene.contacts[1]);
        QVERIFY(shift.rig->until([&] { return shift.record(0).optedOut && shift.record(1).optedOut; }));
        QVERIFY(!shift.rig->person->reply(shift.contact(0), u"sorry"_s));
        QVERIFY(!shift.rig->person->first(shift.contact(1), u"Hi"_s));
    }

    void followsReassignment()
    {
        SpokeShift shift(3);
        auto& state = shift.stub.state;
        const auto others = spokescene::addContacts(state, shift.scene.campaign, 1,
                                                    state.assignmentOf(shift.scene.other, shift.scene.campaign));
        state.send(others[0], shift.scene.other, u"Hi from Theo"_s);
        state.reply(others[0], u"hello"_s);
        QVERIFY(shift.begin(3));
        state.reassign({shift.scene.contacts[2]}, shift.scene.other);
        state.reassign(others, shift.scene.texter);
        shift.rig->pass(Seconds{31});
        QVERIFY(shift.rig->until([&] { return !shift.record(2).assigned; }));
        const ContactId taken{QString::number(others[0])};
        QVERIFY(shift.rig->until([&] { return shift.rig->store->contact(taken) != nullptr; }));
        QCOMPARE(shift.rig->conversation(taken).size(), 2);
        QCOMPARE(shift.rig->store->contact(taken)->stage, ContactStage::NeedsReply);
        // And back again.
        state.reassign({shift.scene.contacts[2]}, shift.scene.texter);
        QVERIFY(shift.rig->until([&] { return shift.record(2).assigned; }));
    }

    void pausesWithTheCampaign()
    {
        SpokeShift shift(2);
        QVERIFY(shift.begin(2));
        shift.stub.state.campaigns[shift.scene.campaign].archived = true;
        QVERIFY(shift.rig->until([&] { return shift.rig->store->campaigns().constFirst().paused; }));
        QVERIFY(!shift.rig->person->first(shift.contact(0), u"Hi"_s));
        shift.stub.state.campaigns[shift.scene.campaign].archived = false;
        QVERIFY(shift.rig->until([&] { return !shift.rig->store->campaigns().constFirst().paused; }));
        QVERIFY(shift.rig->person->first(shift.contact(0), u"Hi"_s));
    }

    void freezesWhoIsSuspended()
    {
        SpokeShift shift(2);
        QVERIFY(shift.begin(2));
        auto& roles = shift.stub.state.users[shift.scene.texter].roles;
        roles[shift.scene.organization] = SpokeRole::Suspended;
        QVERIFY(shift.rig->until([&] { return shift.rig->store->frozen(); }));
        QVERIFY(!shift.rig->person->first(shift.contact(0), u"Hi"_s));
        roles[shift.scene.organization] = SpokeRole::Texter;
        QVERIFY(shift.rig->until([&] { return !shift.rig->store->frozen(); }));
        roles.clear(); // Removed from the organisation: the to-dos stay, and nothing of them counts.
        QVERIFY(shift.rig->until([&] { return shift.rig->store->frozen(); }));
    }

    void goesOnPastAContactThatCannotBeRead()
    {
        SpokeShift shift(5);
        shift.stub.state.switches.brokenContacts.insert(shift.scene.contacts[2]);
        QVERIFY(shift.begin(4));
        QVERIFY(shift.rig->store->contact(shift.contact(2)) == nullptr);
        shift.stub.state.switches.brokenContacts.clear();
        QVERIFY(shift.rig->until([&] { return shift.rig->store->contact(shift.contact(2)) != nullptr; }));
        QVERIFY(std::all_of(shift.rig->store->contactOrder().cbegin(), shift.rig->store->contactOrder().cend(),
                            [&](const auto& id) { return shift.rig->store->contact(id)->assigned; }));
    }

    // A thread that could not be loaded looks like an empty one.
    void readsAgainWhoseMessagesCouldNotBeLoaded_data()
    {
        QTest::addColumn<int>("contacts");
        QTest::newRow("one by one") << 3;
        QTest::newRow("with the whole assignment") << 360;
    }
    void readsAgainWhoseMessagesCouldNotBeLoaded()
    {
        QFETCH(int, contacts);
        SpokeShift shift(contacts);
        shift.stub.state.switches.autoOptOut = false;
        QVERIFY(shift.begin(contacts));
        const auto last = contacts - 1;
        for (int i = 0; i < contacts; ++i) {
            const auto id = shift.rig->person->first(shift.contact(i), u"Hi"_s);
            QVERIFY(id);
        }
        QVERIFY(shift.rig->until([&] { return shift.rig->store->outboxCounts().open() == 0; }));
        shift.stub.state.switches.brokenThreads.insert(shift.scene.contacts[last]);
        for (int i = 0; i < contacts; ++i) {
            shift.stub.state.reply(shift.scene.contacts[i], i == last ? u"STOP"_s : u"who is this?"_s);
        }
        const auto looked = shift.stub.requests(u"user"_s);
        QVERIFY(shift.rig->until([&] {
            return shift.record(0).stage == ContactStage::NeedsReply &&
                   shift.record(last - 1).stage == ContactStage::NeedsReply &&
                   shift.stub.requests(u"user"_s) > looked + 3;
        }));
        QVERIFY(!shift.record(last).optedOut);
        shift.stub.state.switches.brokenThreads.clear();
        QVERIFY(shift.rig->until([&] { return shift.record(last).optedOut; }));
    }

    void livesWithoutWhatOlderServersLack()
    {
        SpokeShift shift(3);
        shift.stub.state.switches.lacking = {u"Campaign.texterUIConfig"_s, u"Organization.cacheable"_s,
                                             u"Organization.tags"_s, u"CannedResponse.tagIds"_s};
        QVERIFY(shift.begin(3));
        QVERIFY(!shift.rig->store->campaigns().constFirst().can(Ability::Tags));
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id && shift.becomes(*id, OutboxState::Done));
    }

    void asksAboutAWishThatSomebodyAnsweredElsewhere()
    {
        SpokeShift shift(2);
        shift.stub.state.switches.autoOptOut = false;
        const auto texter = shift.scene.texter;
        // Before the shift, and between two looks in it.
        shift.stub.state.send(shift.scene.contacts[1], texter, u"Hi from last week"_s);
        shift.stub.state.reply(shift.scene.contacts[1], u"STOP"_s);
        shift.stub.state.send(shift.scene.contacts[1], texter, u"Sorry, will do"_s);
        QVERIFY(shift.begin(2));
        QVERIFY(shift.rig->until([&] { return shift.record(1).mayHaveOptedOut; }));
        const auto first = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(first && shift.becomes(*first, OutboxState::Done));
        QVERIFY(!shift.record(0).mayHaveOptedOut);
        shift.stub.state.reply(shift.scene.contacts[0], u"STOP"_s);
        shift.stub.state.send(shift.scene.contacts[0], texter, u"Sorry, will do"_s);
        shift.rig->pass(Seconds{90}); // Whom nobody waits for is looked at now and then.
        QVERIFY(shift.rig->until([&] { return shift.record(0).mayHaveOptedOut; }));
        QVERIFY(!shift.record(0).optedOut);
        const auto reply = shift.rig->person->reply(shift.contact(0), u"So, where do you vote?"_s);
        QVERIFY(!reply);
        QCOMPARE(shift.textsTo(0), (QStringList{u"Hi"_s, u"Sorry, will do"_s}));
    }

    void worksWithoutNumbers()
    {
        SpokeShift shift(3);
        shift.stub.state.switches.redis = true;
        QVERIFY(shift.begin(3));
        QVERIFY(shift.record(0).contact.numberHidden);
        QVERIFY(shift.record(0).contact.phone.isEmpty());
        QVERIFY(!shift.record(0).contact.zones.isEmpty());
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id && shift.becomes(*id, OutboxState::Done));
        shift.stub.state.reply(shift.scene.contacts[0], u"STOP"_s);
        QVERIFY(shift.rig->until([&] { return shift.record(0).optedOut; }));
        QVERIFY(!shift.record(1).optedOut);
        const auto other = shift.rig->person->first(shift.contact(1), u"Hi"_s);
        QVERIFY(other && shift.becomes(*other, OutboxState::Done));
    }

    void readsAChangedScript()
    {
        SpokeShift shift(1);
        QVERIFY(shift.begin(1));
        shift.stub.state.campaigns[shift.scene.campaign].steps[0].script = u"Hello {firstName}, changed"_s;
        shift.rig->pass(Seconds{90});
        QVERIFY(shift.rig->until([&] {
            return shift.rig->store->campaigns().constFirst().firstStep()->texts.first() ==
                   u"Hello {firstName}, changed"_s;
        }));
    }

    void handsOutMoreOnRequest()
    {
        SpokeShift shift(100, SpokeShift::Kind::Dynamic);
        QVERIFY(shift.begin(0));
        std::optional<GatewayResult<int>> came;
        const auto campaign = shift.rig->store->campaigns().constFirst().id;
        shift.rig->engine->requestBatch(campaign, 25, [&came](const GatewayResult<int>& answer) { came = answer; });
        QVERIFY(shift.rig->until([&] { return came.has_value(); }));
        QVERIFY(*came);
        QCOMPARE(came->value(), 25);
        QCOMPARE(shift.stub.requests(u"findNewCampaignContact"_s), 1);
        // The answer is lost: its contacts come all the same, and no second batch is taken for it.
        came.reset();
        shift.stub.fail(u"findNewCampaignContact"_s, SpokeFault::LoseAnswer);
        shift.rig->engine->requestBatch(campaign, 25, [&came](const GatewayResult<int>& answer) { came = answer; });
        QVERIFY(shift.rig->until([&] { return came.has_value(); }));
        QVERIFY(!*came);
        QVERIFY(shift.rig->until([&] { return shift.rig->store->contactOrder().size() == 50; }));
        came.reset();
        shift.rig->engine->requestBatch(campaign, 25, [&came](const GatewayResult<int>& answer) { came = answer; });
        QVERIFY(shift.rig->until([&] { return came.has_value(); }));
        QCOMPARE(shift.stub.state.contactsOf(shift.scene.assignment).size(), 50);
        // Signing out gives back what was not texted.
        std::optional<GatewayResult<void>> out;
        shift.rig->engine->signOut([&out](const GatewayResult<void>& answer) { out = answer; });
        QVERIFY(shift.rig->until([&] { return out.has_value(); }));
        QVERIFY(*out);
        QCOMPARE(shift.stub.state.pool(shift.scene.campaign).size(), 100);
    }
};

QTEST_GUILESS_MAIN(tst_SpokeStream)
#include "tst_SpokeStream.moc"
