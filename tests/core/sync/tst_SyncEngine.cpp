#include "tests/core/sync/EngineRig.h"
#include "tests/support/RefusingDisk.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using Trouble = FakeGateway::Trouble;
using Verb = FakeGateway::Verb;

class TestSyncEngine : public QObject
{
    Q_OBJECT
private slots:
    void nothingHappensBeforeStart();
    void pullsABatchAndItsCampaign();
    void aFirstBatchPassesOverNothingThatWasTold();
    void aLostLeaseAnswerGetsTheSameContacts();
    void aCrashBeforeTheLeaseAnswerGetsTheSameContacts();
    void aNewWishAfterAnAnsweredOneIsANewRequest();
    void aLargeWishIsSeveralLeases();
    void sendsWhatWasApprovedOnce();
    void aLostAnswerIsAskedAboutAndNotRepeated();
    void aLostRequestGoesOutAgainUnderTheSameId();
    void aStoppedTextStaysStoppedWhenItsRequestArrivesLate();
    void aVoidedAttemptIsFollowedByALaterOne();
    void anOptOutMayArriveLate();
    void aBadAnswerIsAskedAbout();
    void aCrashInFlightIsAskedAboutFirst();
    void optOutsGoInTheirOwnPushPastAStuckOne();
    void aContactsCommandsKeepTheirOrder();
    void pushesHoldAtMostAHundred();
    void aLongQueueIsSplitByBytes();
    void offlineProbesSlowlyAndComesBackAtOnce();
    void approvedTextsExpireOffline();
    void theGateHoldsAtDequeue_data();
    void theGateHoldsAtDequeue();
    void aWrongClockSendsNothing();
    void retryAfterIsHonoured();
    void aTagThatIsRefusedForNowJustWaits();
    void aCopyOfATextThatWasRefusedForNowCannotArriveAfterItWasStopped();
    void aWholePushRefusedFindsTheOneItIsAbout();
    void aPageOfSomethingInBetweenEndsNothing();
    void whatAFilterDislikesKeepsNobodyElses();
    void anOptOutIsNeverGivenUp();
    void signedOutKeepsEverything();
    void revokedStopsEverything();
    void aFullDiskSendsNothingAndSaysSo();
    void anAnswerTheDiskDoesNotTakeIsWrittenLater();
    void whatTheDiskLeftInDoubtIsSettledOnceItWorksAgain();
    void whatTheDiskLeftInDoubtIsSettledThoughTheSessionIsOver();
    void aProxysRefusalDoesNotGiveUpABatchThatWasGranted();
    void aGatewayThatHoldsNoPollsIsAskedMoreAndMoreSeldom();
    void onlineIsWhoHearsOfReplies();
    void pollsThatAreCutOffAreTriedMoreAndMoreSeldom();
    void repliesComeDownPageByPage();
    void aBadPageChangesNothing();
    void goneStartsOverWithoutDoublingAnything();
    void aCampaignThatChangedIsFetched();
    void aDocumentFromBeforeAPauseDoesNotUndoIt();
    void aDocumentFromBeforeANewVersionDoesNotSettleIt();
    void leasesAreRenewedAtHalfLife();
    void anEndedLeaseLeavesNothingToWakeUpFor();
    void aLeaseThatWasShortenedIntoThePastLeavesNothingToWakeUpFor();
    void aClockThatIsSetKeepsTheLease();
    void aLostLeaseSendsNothing();
    void signOutPushesEverythingFirst();
    void signOutFailsWithWhatStandsInTheWay();
    void signOutDoesNotWaitForATextThatIsPutOff_data();
    void signOutDoesNotWaitForATextThatIsPutOff();
    void signOutWithALostAnswerSucceedsTheSecondTime();
    void stopMakesWhatWasInFlightUnknown();
    void theNetworkComingBackIsTriedAtOnce();
    void aPressedTryNowNeedsNoWait();
    void statusSaysTheTruth();
    void aHoldIsWaitedFor();
};

void TestSyncEngine::nothingHappensBeforeStart()
{
    EngineRig rig(3);
    rig.engine->step();
    rig.engine->poke();
    rig.run(Seconds{100});
    QCOMPARE(rig.gateway.calls(), 0);
    QVERIFY(!rig.engine->wakeAt());
}

void TestSyncEngine::pullsABatchAndItsCampaign()
{
    EngineRig rig(5);
    rig.begin(5);
    QCOMPARE(rig.store->contactOrder().size(), 5);
    QVERIFY(rig.store->campaign(build::campaignId()) != nullptr);
    int came = -1;
    rig.engine->requestBatch(build::campaignId(), 5, [&](const auto& answer) { came = answer.value_or(-2); });
    QCOMPARE(came, -1);
    rig.settle();
    QCOMPARE(came, 0);
}

void TestSyncEngine::aFirstBatchPassesOverNothingThatWasTold()
{
    EngineRig rig(5);
    // The first poll hangs; the campaign comes, and is paused, before the batch does with the cursor of its moment.
    rig.gateway.failNext(Verb::Changes, Trouble::Silence);
    rig.engine->start();
    rig.engine->refreshCampaigns([](const auto&) {});
    while (rig.store->campaign(build::campaignId()) == nullptr) {
        rig.engine->step();
        QVERIFY(rig.store->campaign(build::campaignId()) != nullptr || rig.gateway.deliverOne());
    }
    QVERIFY(rig.store->cursor().isEmpty());
    rig.gateway.addChange(CampaignPaused{build::campaignId(), u"wait"_s});
    int came = -1;
    rig.engine->requestBatch(build::campaignId(), 5, [&](const auto& answer) { came = answer.value_or(-2); });
    rig.settle();
    QCOMPARE(came, 5);
    QVERIFY(rig.store->campaign(build::campaignId())->paused);

    // Without the changes there is no batch, and that is said.
    EngineRig cutOff(5);
    cutOff.gateway.setTrouble([](Verb verb) { return verb == Verb::Changes ? Trouble::LoseAnswer : Trouble::None; });
    cutOff.engine->start();
    cutOff.engine->requestBatch(build::campaignId(), 5, [&](const auto& answer) { came = answer.value_or(-2); });
    cutOff.settle();
    QCOMPARE(came, -2);
    QVERIFY(cutOff.gateway.leaseRequests().isEmpty());
}

void TestSyncEngine::aLostLeaseAnswerGetsTheSameContacts()
{
    EngineRig rig(20);
    rig.engine->start();
    rig.settle();
    rig.gateway.failNext(Verb::Lease, Trouble::LoseAnswer);
    std::optional<GatewayResult<int>> first;
    rig.engine->requestBatch(build::campaignId(), 10, [&](const auto& answer) { first.emplace(answer); });
    rig.settle();
    QVERIFY(first);
    QVERIFY(!*first);
    QCOMPARE(rig.store->contactOrder().size(), 0);
    int came = -1;
    rig.engine->requestBatch(build::campaignId(), 10, [&](const auto& answer) { came = answer.value_or(-2); });
    rig.settle();
    QCOMPARE(came, 10);
    QCOMPARE(rig.gateway.leased(), 10);
    QCOMPARE(rig.gateway.leaseRequests().first().id, rig.gateway.leaseRequests().last().id);
}

void TestSyncEngine::aCrashBeforeTheLeaseAnswerGetsTheSameContacts()
{
    EngineRig rig(20);
    rig.engine->start();
    rig.settle();
    rig.gateway.failNext(Verb::Lease, Trouble::LoseAnswer);
    rig.engine->requestBatch(build::campaignId(), 10, [](const auto&) {});
    while (rig.gateway.leaseRequests().isEmpty()) {
        QVERIFY(rig.gateway.deliverOne());
    }
    rig.crash();
    rig.begin(10);
    QCOMPARE(rig.gateway.leased(), 10);
}

void TestSyncEngine::aNewWishAfterAnAnsweredOneIsANewRequest()
{
    EngineRig rig(20);
    rig.begin(5);
    // As if the program had died after the contacts and before the request was struck out.
    const auto request = rig.gateway.leaseRequests().last();
    QVERIFY(rig.store->setSetting(u"sync.leaseRequest."_s + build::campaignId().value,
                                  u"{\"id\":\"%1\",\"size\":5}"_s.arg(request.id)));
    rig.crash();
    rig.begin(5);
    QCOMPARE(rig.store->contactOrder().size(), 10);
}

void TestSyncEngine::aLargeWishIsSeveralLeases()
{
    EngineRig rig(1000);
    rig.gateway.setMaxLease(130);
    rig.begin(600);
    QCOMPARE(rig.gateway.leased(), 600);
    int came = -1;
    rig.engine->requestBatch(build::campaignId(), 5000, [&](const auto& answer) { came = answer.value_or(-2); });
    rig.settle();
    QCOMPARE(came, 400);
}

void TestSyncEngine::sendsWhatWasApprovedOnce()
{
    EngineRig rig(3);
    rig.begin(3);
    const auto id = rig.approve(0);
    rig.run(Seconds{120});
    QCOMPARE(rig.gateway.timesTexted(id), 1);
    QCOMPARE(rig.gateway.texted().size(), size_t{1});
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
}

void TestSyncEngine::aLostAnswerIsAskedAboutAndNotRepeated()
{
    EngineRig rig(1);
    rig.gateway.setStatusChanges(false);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::LoseAnswer);
    const auto id = rig.approve(0);
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
    QCOMPARE(rig.gateway.calls(Verb::OutcomeOf), 1);
    QCOMPARE(rig.gateway.timesTexted(id), 1);
}

void TestSyncEngine::aLostRequestGoesOutAgainUnderTheSameId()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::LoseRequest);
    const auto id = rig.approve(0);
    rig.settle();
    QCOMPARE(rig.gateway.texted().size(), size_t{0});
    rig.run(Seconds{60});
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.timesTexted(id), 1);
    QCOMPARE(rig.gateway.arrived().size(), 1);
}

void TestSyncEngine::aStoppedTextStaysStoppedWhenItsRequestArrivesLate()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::LoseRequest);
    const auto id = rig.approve(0);
    rig.gateway.addChange(CampaignPaused{build::campaignId(), u"wait"_s});
    rig.settle();
    rig.run(Seconds{60});
    QVERIFY(rig.stateOf(id) == OutboxState::Cancelled);
    QCOMPARE(rig.gateway.calls(Verb::OutcomeOf), 1);
    auto late = (*rig.store->outboxRow(id))->command;
    late.attempt = 1;
    rig.gateway.push({late}, [](const auto&) {});
    rig.settle();
    QCOMPARE(rig.gateway.arrived().size(), 1);
    QCOMPARE(rig.gateway.texted().size(), size_t{0});
}

// A twin, or a copy of the store from earlier, may have counted less far than the gateway was told.
void TestSyncEngine::aVoidedAttemptIsFollowedByALaterOne()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    const auto id = rig.approve(0);
    rig.settle();
    rig.gateway.setTrouble({});
    rig.gateway.outcomeOf(id, 4, [](const auto&) {});
    rig.engine->poke();
    rig.run(Seconds{600});
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.timesTexted(id), 1);
    QCOMPARE((*rig.store->outboxRow(id))->attempts, rig.gateway.arrived().last().attempt);
    QVERIFY((*rig.store->outboxRow(id))->attempts > 4);
}

void TestSyncEngine::anOptOutMayArriveLate()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::LoseRequest);
    rig.gateway.setTrouble([](Verb verb) { return verb == Verb::Push ? Trouble::RefuseForNow : Trouble::None; });
    const auto id = rig.optOut(0);
    rig.settle();
    rig.run(Seconds{5});
    QVERIFY(rig.gateway.calls(Verb::OutcomeOf) > 0);
    QVERIFY(!rig.gateway.isOptedOut(build::phone(0)));
    rig.gateway.setTrouble({});
    auto late = (*rig.store->outboxRow(id))->command;
    late.attempt = 1;
    rig.gateway.push({late}, [](const auto&) {});
    QVERIFY(rig.gateway.isOptedOut(build::phone(0)));
}

void TestSyncEngine::aBadAnswerIsAskedAbout()
{
    EngineRig rig(1);
    rig.gateway.setStatusChanges(false);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::BadAnswer);
    rig.gateway.failNext(Verb::OutcomeOf, Trouble::BadAnswer, 3);
    const auto id = rig.approve(0);
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Unknown);
    QVERIFY(rig.engine->status().state == SyncState::Checking);
    QVERIFY(rig.engine->status().lastError->fault == Fault::BadAnswer);
    rig.run(Seconds{60});
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
}

void TestSyncEngine::aCrashInFlightIsAskedAboutFirst()
{
    EngineRig rig(3);
    rig.begin(3);
    const auto sent = rig.approve(0);
    rig.engine->step();
    QVERIFY(rig.stateOf(sent) == OutboxState::InFlight);
    rig.crash();
    QVERIFY(rig.stateOf(sent) == OutboxState::Unknown);
    const auto waiting = rig.approve(1);
    rig.engine->start();
    rig.engine->step();
    QCOMPARE(rig.gateway.calls(Verb::OutcomeOf), 1);
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
    rig.settle();
    QVERIFY(rig.stateOf(sent) == OutboxState::Done);
    QVERIFY(rig.stateOf(waiting) == OutboxState::Done);
    QCOMPARE(rig.gateway.timesTexted(sent), 1);
}

void TestSyncEngine::optOutsGoInTheirOwnPushPastAStuckOne()
{
    EngineRig rig(3);
    rig.begin(3);
    rig.gateway.failNext(Verb::Push, Trouble::Silence);
    const auto stuck = rig.approve(0);
    rig.settle();
    QVERIFY(rig.stateOf(stuck) == OutboxState::InFlight);
    const auto out = rig.optOut(1);
    rig.settle();
    QVERIFY(rig.stateOf(out) == OutboxState::Done);
    QCOMPARE(rig.gateway.pushes().last(), QList<CommandId>{out});

    const auto tag = rig.tag(2);
    const auto second = rig.optOut(2);
    rig.settle();
    QCOMPARE(rig.gateway.pushes().last(), QList<CommandId>{second});
    QVERIFY(rig.stateOf(tag) == OutboxState::Pending);
}

void TestSyncEngine::aContactsCommandsKeepTheirOrder()
{
    EngineRig rig(2);
    rig.begin(2);
    rig.gateway.failNext(Verb::Push, Trouble::LoseRequest);
    QList<CommandId> wanted;
    for (const auto* name : {u"first", u"second", u"third", u"fourth"}) {
        const auto command = build::command(build::contactId(0), NotePayload{NoteId{QString::fromUtf16(name)}, u"n"_s},
                                            rig.now(), rig.random);
        QVERIFY(rig.store->record(command));
        wanted.append(command.id);
    }
    rig.run(Seconds{60});
    QList<CommandId> got;
    for (const auto& command : rig.gateway.arrived()) {
        got.append(command.id);
    }
    QCOMPARE(got, wanted);
}

void TestSyncEngine::pushesHoldAtMostAHundred()
{
    EngineRig rig(250);
    rig.begin(250);
    for (int i = 0; i < 250; ++i) {
        rig.approve(i);
    }
    rig.settle();
    QCOMPARE(rig.gateway.texted().size(), size_t{250});
    QCOMPARE(rig.gateway.calls(Verb::Push), 3);
    for (const auto& push : rig.gateway.pushes()) {
        QVERIFY(push.size() <= 100);
    }
}

void TestSyncEngine::aLongQueueIsSplitByBytes()
{
    EngineRig rig(40);
    rig.begin(40);
    for (int i = 0; i < 40; ++i) {
        const auto command =
            build::command(build::contactId(i), NotePayload{NoteId{u"note-%1"_s.arg(i)}, QString(10'000, u'n')},
                           rig.now(), rig.random);
        QVERIFY(rig.store->record(command));
    }
    rig.settle();
    QCOMPARE(rig.gateway.arrived().size(), 40);
    for (const auto& push : rig.gateway.pushes()) {
        QVERIFY(push.size() <= 10);
    }
}

void TestSyncEngine::offlineProbesSlowlyAndComesBackAtOnce()
{
    EngineRig rig(30);
    rig.begin(30);
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    rig.gateway.cancelAll();
    rig.crash();
    rig.engine->start();
    rig.settle();
    QVERIFY(rig.engine->status().state == SyncState::Offline);
    const auto before = rig.gateway.calls();
    for (int i = 0; i < 30; ++i) {
        rig.approve(i);
        rig.settle();
    }
    QCOMPARE(rig.gateway.calls(), before); // A press does not knock.
    rig.run(std::chrono::minutes(10));
    QVERIFY(rig.gateway.calls() - before <= 60);
    QVERIFY(rig.gateway.calls() - before >= 15);
    QCOMPARE(rig.gateway.calls(Verb::Push), 0);
    QVERIFY(rig.engine->wakeAt());
    QVERIFY(*rig.engine->wakeAt() <= rig.now() + Seconds{30});

    rig.gateway.setTrouble({});
    rig.run(Seconds{31});
    QCOMPARE(rig.gateway.texted().size(), size_t{30});
    QVERIFY(rig.engine->status().state == SyncState::Online);
}

void TestSyncEngine::approvedTextsExpireOffline()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    const auto id = rig.approve(0);
    QSignalSpy spy(&rig.store.store(), &Store::changed);
    rig.run(std::chrono::minutes(59));
    QVERIFY(rig.stateOf(id) == OutboxState::Pending);
    rig.run(std::chrono::minutes(2));
    QVERIFY(rig.stateOf(id) == OutboxState::Expired);
    QCOMPARE(spy.last().first().value<StoreChange>().returned, QList<ContactId>{build::contactId(0)});
    rig.gateway.setTrouble({});
    rig.run(std::chrono::minutes(5));
    QCOMPARE(rig.gateway.texted().size(), size_t{0});
    QVERIFY(rig.store->contact(build::contactId(0))->stage == ContactStage::NeedsFirstMessage);
}

void TestSyncEngine::theGateHoldsAtDequeue_data()
{
    QTest::addColumn<std::function<void(EngineRig&)>>("happens");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, std::function<void(EngineRig&)> happens, OutboxState state) {
        QTest::newRow(name) << happens << static_cast<int>(state);
    };
    row(
        "paused",
        [](EngineRig& rig) {
            rig.gateway.addChange(CampaignPaused{build::campaignId(), u"wait"_s});
        },
        OutboxState::Cancelled);
    row(
        "frozen",
        [](EngineRig& rig) {
            rig.gateway.addChange(VolunteerFrozen{true, {}});
        },
        OutboxState::Cancelled);
    row(
        "opted out", [](EngineRig& rig) { rig.gateway.optOut(build::phone(0), build::contactId(0)); },
        OutboxState::Cancelled);
    row(
        "unassigned",
        [](EngineRig& rig) {
            rig.gateway.addChange(ContactUnassigned{build::contactId(0), {}});
        },
        OutboxState::Cancelled);
    row(
        "lease ended",
        [](EngineRig& rig) {
            rig.gateway.addChange(LeaseEnded{rig.store->contact(build::contactId(0))->contact.lease, {}});
        },
        OutboxState::Cancelled);
}

void TestSyncEngine::theGateHoldsAtDequeue()
{
    QFETCH(std::function<void(EngineRig&)>, happens);
    QFETCH(int, state);
    EngineRig rig(1);
    rig.begin(1);
    // Approved offline; the news comes with the first page when the network is back, before anything is sent.
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    rig.gateway.cancelAll();
    rig.crash();
    rig.engine->start();
    rig.settle();
    const auto id = rig.approve(0);
    rig.gateway.setTrouble({});
    happens(rig);
    rig.run(Seconds{60});
    QCOMPARE(static_cast<int>(rig.stateOf(id)), state);
    QCOMPARE(rig.gateway.texted().size(), size_t{0});
}

void TestSyncEngine::aWrongClockSendsNothing()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    rig.crash();
    const auto id = rig.approve(0);
    rig.gateway.setTrouble({});
    rig.gateway.setOffset(std::chrono::minutes(-5));
    rig.engine->start();
    rig.run(Seconds{60});
    QVERIFY(rig.stateOf(id) == OutboxState::Cancelled);
    QCOMPARE(rig.gateway.texted().size(), size_t{0});
}

void TestSyncEngine::retryAfterIsHonoured()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setRetryAfter(Seconds{200});
    rig.gateway.failNext(Verb::Push, Trouble::RefuseForNow);
    const auto id = rig.approve(0);
    rig.settle();
    rig.run(Seconds{199});
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
    QCOMPARE(rig.gateway.calls(Verb::OutcomeOf), 0);
    QVERIFY(rig.stateOf(id) == OutboxState::Unknown);
    rig.run(Seconds{2});
    QCOMPARE(rig.gateway.calls(Verb::Push), 2);
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
}

void TestSyncEngine::aTagThatIsRefusedForNowJustWaits()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setRetryAfter(Seconds{200});
    rig.gateway.failNext(Verb::Push, Trouble::RefuseForNow);
    const auto id = rig.tag(0);
    rig.settle();
    rig.run(Seconds{199});
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
    QVERIFY(rig.stateOf(id) == OutboxState::Pending);
    rig.run(Seconds{2});
    QCOMPARE(rig.gateway.calls(Verb::OutcomeOf), 0);
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
}

void TestSyncEngine::aCopyOfATextThatWasRefusedForNowCannotArriveAfterItWasStopped()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::RefuseForNow);
    const auto id = rig.approve(0);
    rig.settle();
    auto copy = (*rig.store->outboxRow(id))->command;
    copy.attempt = 1;
    QVERIFY(!*rig.store->cancelSend(id)); // Not before the gateway says that it is safe.
    const auto stopped = rig.optOut(0);
    rig.run(Seconds{60});
    QVERIFY(rig.stateOf(stopped) == OutboxState::Done);
    QVERIFY(rig.stateOf(id) == OutboxState::Cancelled);
    rig.gateway.push({copy}, [](const auto&) {});
    QCOMPARE(rig.gateway.timesTexted(id), 0);
}

void TestSyncEngine::aWholePushRefusedFindsTheOneItIsAbout()
{
    EngineRig rig(8);
    rig.begin(8);
    QList<CommandId> ids;
    for (int i = 0; i < 8; ++i) {
        ids.append(rig.approve(i));
    }
    // Whatever push holds the third command is refused as a whole, as by a proxy that dislikes its text.
    rig.gateway.setTrouble([&](Verb verb) {
        return verb == Verb::Push && rig.gateway.pushes().last().contains(ids.at(2)) ? Trouble::Forbidden
                                                                                     : Trouble::None;
    });
    rig.run(Seconds{300});
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(static_cast<int>(rig.stateOf(ids.at(i))),
                 static_cast<int>(i == 2 ? OutboxState::Refused : OutboxState::Done));
    }
}

void TestSyncEngine::aPageOfSomethingInBetweenEndsNothing()
{
    EngineRig rig(4);
    rig.begin(4);
    const auto text = rig.approve(0);
    const auto tag = rig.tag(1);
    const auto optOut = rig.optOut(2);
    rig.gateway.failNext(Verb::Push, Trouble::ProxySaysNo, 20); // Its gateway is being started anew.
    rig.run(Seconds{20});
    QVERIFY(!isTerminal(rig.stateOf(text)));
    QVERIFY(!isTerminal(rig.stateOf(tag)));
    rig.run(std::chrono::minutes(20));
    for (const auto& id : {text, tag, optOut}) {
        QCOMPARE(static_cast<int>(rig.stateOf(id)), static_cast<int>(OutboxState::Done));
    }
    QCOMPARE(rig.gateway.timesTexted(text), 1);
}

void TestSyncEngine::whatAFilterDislikesKeepsNobodyElses()
{
    EngineRig rig(8);
    rig.begin(8);
    QList<CommandId> ids;
    for (int i = 0; i < 8; ++i) {
        ids.append(i % 2 == 0 ? rig.approve(i) : rig.tag(i));
    }
    // Whatever push holds the third one is turned away, each time.
    rig.gateway.setTrouble([&](Verb verb) {
        return verb == Verb::Push && rig.gateway.pushes().last().contains(ids.at(2)) ? Trouble::ProxySaysNo
                                                                                     : Trouble::None;
    });
    rig.run(std::chrono::minutes(10));
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(rig.stateOf(ids.at(i)) == OutboxState::Done, i != 2);
    }
    QVERIFY(!isTerminal(rig.stateOf(ids.at(2))));
    const auto before = rig.gateway.calls();
    rig.run(std::chrono::minutes(10));
    QVERIFY(rig.gateway.calls() - before < 200); // It is tried now and then, not all the time.
    rig.gateway.setTrouble({});
    rig.run(std::chrono::minutes(5));
    QCOMPARE(static_cast<int>(rig.stateOf(ids.at(2))), static_cast<int>(OutboxState::Done));
    QCOMPARE(rig.gateway.timesTexted(ids.at(2)), 1);
}

void TestSyncEngine::anOptOutIsNeverGivenUp()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::Forbidden, 5);
    const auto id = rig.optOut(0);
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Pending);
    rig.run(std::chrono::minutes(5));
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QVERIFY(rig.gateway.isOptedOut(build::phone(0)));
}

void TestSyncEngine::signedOutKeepsEverything()
{
    EngineRig rig(2);
    rig.begin(2);
    rig.gateway.setTrouble([](Verb) { return Trouble::SignedOut; });
    const auto id = rig.approve(0);
    rig.settle();
    QVERIFY(rig.engine->status().state == SyncState::SignedOut);
    QVERIFY(rig.stateOf(id) == OutboxState::Pending);
    const auto before = rig.gateway.calls();
    rig.approve(1);
    rig.run(std::chrono::minutes(5));
    QCOMPARE(rig.gateway.calls(), before);
    rig.gateway.setTrouble({});
    rig.engine->poke();
    rig.settle();
    QCOMPARE(rig.gateway.texted().size(), size_t{2});
}

void TestSyncEngine::revokedStopsEverything()
{
    EngineRig rig(2);
    rig.begin(2);
    rig.gateway.addChange(SessionRevoked{u"left"_s});
    rig.settle();
    QVERIFY(rig.engine->status().state == SyncState::Revoked);
    const auto before = rig.gateway.calls();
    rig.run(std::chrono::minutes(5));
    QCOMPARE(rig.gateway.calls(), before);
}

void TestSyncEngine::aFullDiskSendsNothingAndSaysSo()
{
    EngineRig rig(2);
    rig.begin(2);
    const auto id = rig.approve(0);
    rig.store->database().setFaultHook([](qint64, const QString& sql) -> std::optional<Error> {
        return sql.contains(u"COMMIT"_s) ? std::optional(Error{ErrorCode::DiskFull, {}}) : std::nullopt;
    });
    rig.run(Seconds{30});
    QCOMPARE(rig.gateway.calls(Verb::Push), 0);
    QVERIFY(rig.engine->status().storeError);
    QVERIFY(rig.engine->status().storeError->code == ErrorCode::DiskFull);
    rig.store->database().setFaultHook({});
    rig.run(Seconds{120});
    QVERIFY(!rig.engine->status().storeError);
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.timesTexted(id), 1);
}

void TestSyncEngine::anAnswerTheDiskDoesNotTakeIsWrittenLater()
{
    EngineRig rig(2);
    rig.begin(2);
    const auto id = rig.approve(0);
    rig.engine->step();
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
    rig.store->database().setFaultHook([](qint64, const QString&) -> std::optional<Error> {
        return Error{ErrorCode::DiskFull, {}};
    });
    rig.run(Seconds{20});
    rig.store->database().setFaultHook({});
    QVERIFY(rig.stateOf(id) == OutboxState::InFlight);
    rig.run(Seconds{120});
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.calls(Verb::Push), 1);
}

void TestSyncEngine::whatTheDiskLeftInDoubtIsSettledThoughTheSessionIsOver()
{
    EngineRig rig(2);
    rig.begin(2);
    rig.gateway.addChange(SessionRevoked{u"left"_s});
    rig.settle();
    QVERIFY(rig.engine->status().state == SyncState::Revoked);
    rig.run(std::chrono::minutes(5)); // Nothing is left that would wake the engine.
    RefusingDisk disk(rig.store->database());
    QVERIFY(!rig.store->setSetting(u"what"_s, u"ever"_s));
    QVERIFY(rig.store->isInDoubt());
    disk.mend();
    rig.run(Seconds{90});
    QVERIFY(!rig.store->isInDoubt());
}

void TestSyncEngine::aProxysRefusalDoesNotGiveUpABatchThatWasGranted()
{
    EngineRig rig(20);
    rig.engine->start();
    rig.settle();
    int came = -1;
    for (const auto trouble : {Trouble::LoseAnswer, Trouble::ProxySaysNo, Trouble::None}) {
        rig.gateway.failNext(Verb::Lease, trouble);
        rig.engine->requestBatch(build::campaignId(), 10, [&](const auto& answer) { came = answer.value_or(-2); });
        rig.settle();
        QCOMPARE(came, trouble == Trouble::None ? 10 : -2);
    }
    QCOMPARE(rig.gateway.leased(), 10); // The batch that was granted at first, and no other.
    QCOMPARE(rig.gateway.leaseRequests().first().id, rig.gateway.leaseRequests().last().id);
}

void TestSyncEngine::whatTheDiskLeftInDoubtIsSettledOnceItWorksAgain()
{
    EngineRig rig(2);
    rig.begin(2);
    rig.settle();
    RefusingDisk disk(rig.store->database());
    QVERIFY(!rig.person->first(build::contactId(0)));
    QVERIFY(rig.store->isInDoubt());
    rig.run(Seconds{60});
    QVERIFY(rig.store->isInDoubt());
    QCOMPARE(rig.engine->status().storeError.value_or(Error{}).code, ErrorCode::Io);
    disk.mend();
    rig.run(Seconds{90}); // Nobody presses, and nothing has to be written.
    QVERIFY(!rig.store->isInDoubt());
    QVERIFY(!rig.engine->status().storeError);
    QCOMPARE(rig.store->outboxCounts().open(), 0);
    QCOMPARE(rig.store->contact(build::contactId(0))->stage, ContactStage::NeedsFirstMessage);
}

namespace {

/// In which of the next seconds the gateway is asked for changes.
QList<int> secondsOfPolls(EngineRig& rig, int seconds)
{
    QList<int> polled;
    auto calls = rig.gateway.calls(Verb::Changes);
    for (int second = 0; second < seconds; ++second) {
        rig.run(Seconds{1});
        if (rig.gateway.calls(Verb::Changes) > calls) {
            polled.append(second);
            calls = rig.gateway.calls(Verb::Changes);
        }
    }
    return polled;
}

} // namespace

void TestSyncEngine::aGatewayThatHoldsNoPollsIsAskedMoreAndMoreSeldom()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setHoldsPolls(false);
    const auto say = [&] {
        rig.gateway.addChange(StaffMessage{u"s-%1"_s.arg(rig.random.below(1000000)), u"Jo"_s, u"Hello"_s, rig.now()});
    };
    say(); // Ends the poll that is held.
    QCOMPARE(secondsOfPolls(rig, 32), (QList<int>{0, 2, 6, 14, 22, 30}));
    say(); // Comes with the next poll, in the seventh second from here.
    QCOMPARE(secondsOfPolls(rig, 16), (QList<int>{6, 7, 9, 13}));
    rig.gateway.setHoldsPolls(true);
    QCOMPARE(secondsOfPolls(rig, 10), (QList<int>{5}));
    rig.gateway.setHoldsPolls(false); // What is held is held to its end.
    QCOMPARE(secondsOfPolls(rig, 25), (QList<int>{20, 21, 23}));
}

void TestSyncEngine::onlineIsWhoHearsOfReplies()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setRetryAfter(Seconds{40});
    rig.gateway.failNext(Verb::Changes, Trouble::RefuseForNow);
    rig.run(Seconds{26}); // The poll that was held ended, and the next was refused.
    rig.tag(0);
    rig.settle();
    QCOMPARE(rig.store->outboxCounts().open(), 0);
    QVERIFY(rig.engine->status().state == SyncState::CatchingUp); // Commands get through, replies do not.
    rig.gateway.receive(build::contactId(0), u"yes"_s);
    rig.run(Seconds{40});
    QCOMPARE(rig.store->figures().repliesReceived, 1);
    QVERIFY(rig.engine->status().state == SyncState::Online); // At once, not after a poll that is held open.
}

void TestSyncEngine::pollsThatAreCutOffAreTriedMoreAndMoreSeldom()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.run(Seconds{24});
    // Only polls that are held open fail: what comes after each failure is answered.
    auto held = true;
    rig.gateway.setTrouble([&](Verb verb) {
        if (verb != Verb::Changes) {
            return Trouble::None;
        }
        held = !held;
        return held ? Trouble::None : Trouble::LoseAnswer;
    });
    rig.run(std::chrono::minutes(2));
    const auto polls = rig.gateway.calls(Verb::Changes);
    rig.run(std::chrono::minutes(10));
    QVERIFY(rig.gateway.calls(Verb::Changes) - polls < 80);
}

void TestSyncEngine::repliesComeDownPageByPage()
{
    EngineRig rig(30);
    rig.begin(30);
    for (int i = 0; i < 30; ++i) {
        rig.approve(i);
    }
    rig.settle();
    rig.gateway.setPageSize(7);
    for (int i = 0; i < 30; ++i) {
        rig.gateway.receive(build::contactId(i), i % 10 == 0 ? u"STOP"_s : u"yes"_s);
    }
    rig.run(Seconds{5});
    QCOMPARE(rig.store->figures().repliesReceived, 30);
    QCOMPARE(rig.store->figures().optedOut, 3);
    QCOMPARE(rig.store->figures().waiting, 27);
}

void TestSyncEngine::aBadPageChangesNothing()
{
    EngineRig rig(2);
    rig.begin(2);
    rig.run(Seconds{26});
    const auto cursor = rig.store->cursor();
    rig.gateway.setTrouble([](Verb verb) { return verb == Verb::Changes ? Trouble::BadAnswer : Trouble::None; });
    rig.gateway.receive(build::contactId(0), u"yes"_s);
    rig.run(Seconds{26});
    const auto after = rig.store->cursor();
    rig.gateway.receive(build::contactId(1), u"no"_s);
    const auto polls = rig.gateway.calls(Verb::Changes);
    rig.run(std::chrono::minutes(5));
    QCOMPARE(rig.store->cursor(), after);
    QVERIFY(after != cursor || rig.store->figures().repliesReceived == 0);
    QVERIFY(rig.engine->status().lastError->fault == Fault::BadAnswer);
    QVERIFY(rig.gateway.calls(Verb::Changes) - polls < 60); // It backs off.
    rig.gateway.setTrouble({});
    rig.run(Seconds{90});
    QCOMPARE(rig.store->figures().repliesReceived, 2);
}

void TestSyncEngine::goneStartsOverWithoutDoublingAnything()
{
    EngineRig rig(4);
    rig.begin(4);
    for (int i = 0; i < 4; ++i) {
        rig.approve(i);
    }
    rig.settle();
    rig.gateway.receive(build::contactId(0), u"yes"_s);
    rig.gateway.receive(build::contactId(1), u"STOP"_s);
    rig.run(Seconds{1});
    const auto figures = rig.store->figures();
    QCOMPARE(figures.repliesReceived, 2);
    rig.gateway.failNext(Verb::Changes, Trouble::Gone);
    rig.run(Seconds{60});
    QVERIFY(rig.store->figures() == figures);
    QCOMPARE(rig.store->conversation(build::contactId(0))->size(), 2);
}

void TestSyncEngine::aCampaignThatChangedIsFetched()
{
    EngineRig rig(1);
    rig.begin(1);
    auto changed = build::campaign();
    changed.version = u"next"_s;
    changed.title = u"Next title"_s;
    rig.gateway.addCampaign(changed);
    rig.gateway.addChange(CampaignUpdated{changed.id, changed.version});
    rig.gateway.failNext(Verb::Campaign, Trouble::LoseAnswer, 2);
    rig.run(Seconds{30});
    QCOMPARE(rig.store->campaign(changed.id)->title, changed.title);
    QVERIFY(rig.store->staleCampaigns().isEmpty());
    const auto fetches = rig.gateway.calls(Verb::Campaign);
    rig.run(Seconds{300});
    QCOMPARE(rig.gateway.calls(Verb::Campaign), fetches);
}

void TestSyncEngine::aDocumentFromBeforeAPauseDoesNotUndoIt()
{
    for (const auto paused : {true, false}) {
        EngineRig rig(1);
        rig.begin(1);
        auto before = build::campaign();
        before.version = u"next"_s;
        before.paused = !paused;
        rig.gateway.addCampaign(before);
        rig.gateway.addChange(CampaignUpdated{before.id, before.version});
        while (rig.gateway.calls(Verb::Campaign) < 2) { // The document of now is on its way.
            rig.engine->step();
            QVERIFY(rig.gateway.calls(Verb::Campaign) >= 2 || rig.gateway.deliverOne());
        }
        auto after = before;
        after.paused = paused;
        rig.gateway.addCampaign(after);
        // The change overtakes it.
        ChangesPage page;
        page.cursor = rig.store->cursor() + u"0"_s;
        page.changes = {paused ? Change(CampaignPaused{before.id, u"wait"_s}) : Change(CampaignResumed{before.id})};
        QVERIFY(rig.store->applyChanges(page));
        rig.run(Seconds{30});
        QCOMPARE(rig.store->campaign(before.id)->paused, paused);
        QVERIFY(rig.store->staleCampaigns().isEmpty());
    }
}

void TestSyncEngine::aDocumentFromBeforeANewVersionDoesNotSettleIt()
{
    EngineRig rig(1);
    rig.begin(1);
    const auto known = *rig.store->campaign(build::campaignId());
    rig.gateway.addChange(CampaignUpdated{known.id, u"spoken of"_s}); // And the document stays the same.
    while (rig.gateway.calls(Verb::Campaign) < 2) {
        rig.engine->step();
        QVERIFY(rig.gateway.calls(Verb::Campaign) >= 2 || rig.gateway.deliverOne());
    }
    auto newer = known;
    newer.version = u"newer"_s;
    newer.brief = u"Doors open at eight."_s;
    rig.gateway.addCampaign(newer);
    ChangesPage page;
    page.cursor = rig.store->cursor() + u"0"_s;
    page.changes = {CampaignUpdated{newer.id, newer.version}};
    QVERIFY(rig.store->applyChanges(page));
    rig.run(Seconds{30});
    QCOMPARE(rig.store->campaign(newer.id)->brief, newer.brief);
    QVERIFY(rig.store->staleCampaigns().isEmpty());
}

void TestSyncEngine::leasesAreRenewedAtHalfLife()
{
    EngineRig rig(1);
    rig.gateway.setLeaseLength(std::chrono::hours(2));
    rig.begin(1);
    rig.run(std::chrono::minutes(59));
    QCOMPARE(rig.gateway.calls(Verb::RenewLease), 0);
    rig.gateway.failNext(Verb::RenewLease, Trouble::LoseAnswer);
    rig.run(std::chrono::minutes(3));
    QCOMPARE(rig.gateway.calls(Verb::RenewLease), 2);
    QVERIFY(rig.store->leases().first().expiresAt > rig.now() + std::chrono::minutes(110));
}

void TestSyncEngine::anEndedLeaseLeavesNothingToWakeUpFor()
{
    EngineRig rig(1);
    rig.gateway.setLeaseLength(std::chrono::hours(2));
    rig.begin(1);
    rig.run(std::chrono::minutes(59));
    rig.gateway.addChange(LeaseEnded{rig.store->leases().first().id, u"returned"_s});
    rig.run(Seconds{30});
    QVERIFY(rig.store->leases().isEmpty());
    rig.run(std::chrono::hours(2)); // Ends the test when the engine does not come to rest.
    QVERIFY(!rig.engine->wakeAt() || *rig.engine->wakeAt() > rig.now());
    QCOMPARE(rig.gateway.calls(Verb::RenewLease), 0);
    QVERIFY(!rig.engine->status().storeError);
}

void TestSyncEngine::aLeaseThatWasShortenedIntoThePastLeavesNothingToWakeUpFor()
{
    EngineRig rig(1);
    rig.gateway.setLeaseLength(std::chrono::hours(2));
    rig.begin(1);
    rig.run(std::chrono::minutes(50)); // Planned: to be renewed in ten minutes.
    auto over = rig.store->leases().first();
    over.expiresAt = rig.now() - Seconds{1};
    QVERIFY(rig.store->applyLeaseRenewal(over));
    rig.engine->step();
    rig.store.clock().advance(std::chrono::minutes(11));
    rig.engine->step();
    QVERIFY(!rig.engine->wakeAt() || *rig.engine->wakeAt() > rig.now());
    rig.run(std::chrono::hours(2)); // Ends the test when the engine does not come to rest.
    QCOMPARE(rig.gateway.calls(Verb::RenewLease), 0);
}

void TestSyncEngine::aClockThatIsSetKeepsTheLease()
{
    EngineRig rig(1);
    rig.gateway.setLeaseLength(std::chrono::hours(2));
    rig.begin(1);
    const auto first = rig.store->leases().first().expiresAt;
    rig.run(std::chrono::minutes(10));
    // Somebody sets it six hours ahead and back again; the gateway's time goes on.
    rig.store.clock().setNow(rig.now() + std::chrono::hours(6));
    rig.gateway.setOffset(-std::chrono::hours(6));
    rig.run(Seconds{30});
    rig.store.clock().setNow(rig.now() - std::chrono::hours(6));
    rig.gateway.setOffset(Millis{0});
    for (int minute = 0; minute < 60; ++minute) { // As the program does it, whatever it was told to wait for.
        rig.store.clock().advance(std::chrono::minutes(1));
        rig.engine->step();
        rig.settle();
    }
    QVERIFY(rig.store->leases().first().expiresAt > first);
}

void TestSyncEngine::aLostLeaseSendsNothing()
{
    EngineRig rig(1);
    rig.gateway.setLeaseLength(std::chrono::minutes(20));
    rig.begin(1);
    // The laptop sleeps past the end of the lease with an approved text in it.
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    const auto id = rig.approve(0);
    rig.settle();
    rig.store.clock().advance(std::chrono::minutes(21));
    rig.gateway.setTrouble({});
    rig.run(Seconds{60});
    QVERIFY(isTerminal(rig.stateOf(id)));
    QVERIFY(rig.stateOf(id) != OutboxState::Done);
    QCOMPARE(rig.gateway.texted().size(), size_t{0});
}

void TestSyncEngine::signOutPushesEverythingFirst()
{
    EngineRig rig(130);
    rig.begin(130);
    for (int i = 0; i < 130; ++i) {
        rig.approve(i);
    }
    rig.gateway.failNext(Verb::Push, Trouble::LoseAnswer);
    std::optional<GatewayResult<void>> ended;
    rig.engine->signOut([&](const auto& answer) { ended.emplace(answer); });
    rig.run(Seconds{5});
    QVERIFY(ended);
    QVERIFY(*ended);
    QVERIFY(rig.gateway.sessionEnded());
    QCOMPARE(rig.gateway.texted().size(), size_t{130});
    QCOMPARE(rig.store->outboxCounts().open(), 0);
    QCOMPARE(rig.engine->status().state, SyncState::SignedOut);
    QVERIFY(rig.engine->status().ended);
}

void TestSyncEngine::signOutFailsWithWhatStandsInTheWay()
{
    for (const auto trouble : {Trouble::NeverLeft, Trouble::SignedOut, Trouble::RefuseForNow, Trouble::LoseRequest}) {
        EngineRig rig(3);
        rig.begin(3);
        const auto id = rig.approve(0);
        rig.gateway.setRetryAfter(Seconds{600});
        rig.gateway.setTrouble([trouble](Verb) { return trouble; });
        std::optional<GatewayResult<void>> ended;
        rig.engine->signOut([&](const auto& answer) { ended.emplace(answer); });
        rig.run(Seconds{60});
        QVERIFY(ended);
        QVERIFY(!*ended);
        QVERIFY(!isTerminal(rig.stateOf(id)));
        QCOMPARE(rig.gateway.calls(Verb::SignOut), 0);
        // And a second try when it is over succeeds: a person asks for it.
        rig.gateway.setTrouble({});
        ended.reset();
        rig.engine->signOut([&](const auto& answer) { ended.emplace(answer); });
        rig.run(Seconds{60});
        QVERIFY(ended);
        QVERIFY(ended->has_value());
    }
}

void TestSyncEngine::signOutDoesNotWaitForATextThatIsPutOff_data()
{
    QTest::addColumn<QList<Verb>>("putOff");
    QTest::newRow("pushes") << QList<Verb>{Verb::Push};
    QTest::newRow("questions") << QList<Verb>{Verb::OutcomeOf};
    QTest::newRow("both") << QList<Verb>{Verb::Push, Verb::OutcomeOf};
}

void TestSyncEngine::signOutDoesNotWaitForATextThatIsPutOff()
{
    QFETCH(QList<Verb>, putOff);
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setRetryAfter(Seconds{600});
    rig.gateway.failNext(Verb::Push, Trouble::RefuseForNow);
    const auto id = rig.approve(0);
    rig.settle();
    rig.gateway.setTrouble(
        [putOff](Verb verb) { return putOff.contains(verb) ? Trouble::RefuseForNow : Trouble::None; });
    std::optional<GatewayResult<void>> ended;
    rig.engine->signOut([&](const auto& answer) { ended.emplace(answer); });
    rig.settle(); // No time passes.
    QVERIFY(ended);
    QVERIFY(!*ended);
    QCOMPARE(ended->error().meaning, Meaning::RefusedForNow);
    QVERIFY(rig.stateOf(id) == OutboxState::Unknown);
    QCOMPARE(rig.gateway.calls(Verb::SignOut), 0);
}

void TestSyncEngine::signOutWithALostAnswerSucceedsTheSecondTime()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::SignOut, Trouble::LoseAnswer);
    std::optional<GatewayResult<void>> ended;
    const auto note = [&](const GatewayResult<void>& answer) { ended.emplace(answer); };
    rig.engine->signOut(note);
    rig.settle();
    QVERIFY(ended);
    QVERIFY(!*ended);
    rig.gateway.setTrouble([](Verb) { return Trouble::SignedOut; });
    ended.reset();
    rig.engine->signOut(note);
    rig.settle();
    QVERIFY(ended);
    QVERIFY(*ended);
}

void TestSyncEngine::stopMakesWhatWasInFlightUnknown()
{
    EngineRig rig(1);
    rig.begin(1);
    const auto id = rig.approve(0);
    rig.engine->step();
    QVERIFY(rig.stateOf(id) == OutboxState::InFlight);
    rig.engine->stop();
    QVERIFY(rig.stateOf(id) == OutboxState::Unknown);
    rig.run(Seconds{60});
    QCOMPARE(rig.gateway.calls(Verb::OutcomeOf), 0);
    rig.engine->start();
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
    QCOMPARE(rig.gateway.timesTexted(id), 1);
}

void TestSyncEngine::theNetworkComingBackIsTriedAtOnce()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    const auto id = rig.approve(0);
    rig.run(std::chrono::minutes(2));
    rig.gateway.setTrouble({});
    rig.connectivity.set(true);
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
}

void TestSyncEngine::aPressedTryNowNeedsNoWait()
{
    EngineRig rig(1);
    rig.begin(1);
    rig.gateway.failNext(Verb::Push, Trouble::RefuseForNow);
    const auto id = rig.approve(0);
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Unknown);
    rig.engine->poke();
    rig.settle();
    QVERIFY(rig.stateOf(id) == OutboxState::Done);
}

void TestSyncEngine::statusSaysTheTruth()
{
    EngineRig rig(2);
    QSignalSpy spy(rig.engine.get(), &SyncEngine::statusChanged);
    QVERIFY(rig.engine->status().state == SyncState::Offline);
    rig.engine->start();
    QVERIFY(rig.engine->status().state == SyncState::CatchingUp);
    rig.begin(2);
    rig.run(Seconds{1});
    QVERIFY(rig.engine->status().state == SyncState::Online);
    QCOMPARE(rig.engine->status().lastContact, rig.now() - Seconds{1});
    QCOMPARE(rig.engine->status().clockOffset->count(), 0);
    const auto said = spy.size();
    rig.run(Seconds{24});
    QVERIFY(spy.size() - said <= 1);
    rig.approve(0);
    QCOMPARE(rig.engine->status().waiting, 1);
    QVERIFY(rig.engine->status().state == SyncState::CatchingUp);
    QVERIFY(spy.last().first().value<SyncStatus>() == rig.engine->status());
    rig.settle();
    QVERIFY(rig.engine->status().state == SyncState::Online);
    QVERIFY(spy.last().first().value<SyncStatus>() == rig.engine->status());
}

void TestSyncEngine::aHoldIsWaitedFor()
{
    EngineRig rig(2);
    auto held = build::campaign();
    held.policy.holdSeconds = 10;
    held.version = u"held"_s;
    rig.gateway.addCampaign(held);
    rig.begin(2);
    const auto undone = rig.approve(0);
    const auto sent = rig.approve(1);
    rig.run(Seconds{9});
    QCOMPARE(rig.gateway.calls(Verb::Push), 0);
    QVERIFY(*rig.store->cancelSend(undone));
    rig.run(Seconds{2});
    QVERIFY(rig.stateOf(sent) == OutboxState::Done);
    QCOMPARE(rig.gateway.timesTexted(undone), 0);

    const auto last = rig.store->contactOrder().first();
    QVERIFY(rig.person->first(last));
    std::optional<GatewayResult<void>> ended;
    rig.engine->signOut([&](const auto& answer) { ended.emplace(answer); });
    rig.run(Seconds{9});
    QVERIFY(!ended);
    rig.run(Seconds{2});
    QVERIFY(ended);
    QVERIFY(*ended);
    QCOMPARE(rig.gateway.texted().size(), size_t{2});
}

QTEST_GUILESS_MAIN(TestSyncEngine)
#include "tst_SyncEngine.moc"
