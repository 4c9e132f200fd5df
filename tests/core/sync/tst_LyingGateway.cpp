#include "tests/core/sync/LyingRig.h"
#include "tests/support/StoreSnapshot.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kContacts = LyingRig::kContacts;
using Rig = LyingRig;

} // namespace

/// What a gateway says is taken for what it says, never for more: nothing is lost or doubled by it, half a page is
/// never applied, what cannot be is named, and nobody asks without end.
class tst_LyingGateway : public QObject
{
    Q_OBJECT

private slots:
    void aCursorThatGoesRoundIsNotFollowed()
    {
        Rig rig;
        rig.say({StaffMessage{u"s-1"_s, u"Jo"_s, u"Hello"_s, rig.now()}});
        // From here on every page says that more comes, and its cursor goes round in a circle.
        auto turn = 0;
        rig.liar.pageLie = [&](ChangesPage& page) {
            page.more = true;
            page.cursor = u"round-%1"_s.arg(++turn % 3);
            page.changes = {StaffMessage{u"s-1"_s, u"Jo"_s, u"Hello"_s, Instant{}}};
        };
        const auto before = rig.liar.calls;
        rig.run(std::chrono::hours(1));
        QVERIFY2(rig.liar.calls - before < 600, qPrintable(QString::number(rig.liar.calls - before)));
        QCOMPARE(rig.lastFault(), Fault::BadAnswer);
        QCOMPARE(rig.store->staffMessages().size(), 1);
        // And the truth heals it.
        rig.liar.pageLie = {};
        rig.gateway.failNext(FakeGateway::Verb::Changes, FakeGateway::Trouble::Gone);
        rig.gateway.receive(build::contactId(0), u"hello"_s);
        rig.run(std::chrono::minutes(10));
        QCOMPARE(rig.store->figures().repliesReceived, 1);
    }

    void aCursorThatStandsStillIsNotAskedWithoutEnd()
    {
        Rig rig;
        rig.liar.pageLie = [&](ChangesPage& page) {
            page.more = true;
            page.cursor = rig.store->cursor();
        };
        const auto before = rig.liar.calls;
        rig.run(std::chrono::hours(1));
        QVERIFY(rig.liar.calls - before < 600);
        QCOMPARE(rig.lastDetail(), u"cursor: does not move"_s);
    }

    void aReplyThatComesAgainWithOtherWordsStays()
    {
        Rig rig;
        rig.approve(0);
        rig.settle();
        rig.say({build::reply(build::contactId(0), u"Yes, gladly"_s, rig.now(), u"m-1"_s)});
        rig.say({build::reply(build::contactId(0), u"Who are you?"_s, rig.now(), u"m-1"_s),
                 build::reply(build::contactId(1), u"Somebody else's"_s, rig.now(), u"m-1"_s)});
        const auto conversation = *rig.store->conversation(build::contactId(0));
        QCOMPARE(conversation.size(), 2);
        QCOMPARE(conversation.back().text, u"Yes, gladly"_s);
        QVERIFY(rig.store->conversation(build::contactId(1))->isEmpty());
    }

    void aReplyUnderTheNameOfOurOwnTextDoesNotHideIt()
    {
        Rig rig;
        const auto text = rig.approve(0);
        rig.settle();
        rig.say({build::reply(build::contactId(0), u"gotcha"_s, rig.now(), text.value)});
        QCOMPARE(rig.store->conversation(build::contactId(0))->size(), 1);
        QCOMPARE(rig.store->conversation(build::contactId(0))->front().direction, Direction::Outgoing);
    }

    void wordsAboutStrangersChangeNothing()
    {
        Rig rig;
        const auto before = snapshotOf(rig.store.store());
        rig.say({build::reply({u"nobody"_s}, u"STOP"_s, rig.now(), u"m-9"_s),
                 MessageStatusChanged{{u"never-sent"_s}, {u"nobody"_s}, Delivery::Delivered, {}},
                 ContactUnassigned{{u"nobody"_s}, {}}, EscalationAnswered{{u"nobody"_s}, u"Jo"_s, u"Fine"_s},
                 LeaseEnded{{u"no-lease"_s}, {}}, OptOutRemoved{build::phone(900), u"why not"_s},
                 OptOutAdded{{}, {u"nobody"_s}, OptOutSource::Gateway, {}, {}},
                 CampaignPaused{{u"no-campaign"_s}, {}}});
        auto after = snapshotOf(rig.store.store());
        // Only the place in the stream is another.
        QCOMPARE(after.size(), before.size());
        auto different = 0;
        for (qsizetype i = 0; i < before.size(); ++i) {
            different += before.at(i) == after.at(i) ? 0 : 1;
        }
        QVERIFY2(different <= 1, qPrintable(QString::number(different)));
    }

    void somebodyWhoIsSaidToHaveBeenTextedIsNotTextedAgain()
    {
        Rig rig;
        rig.say({MessageStatusChanged{{u"not-from-here"_s}, build::contactId(2), Delivery::Sent, {}}});
        QCOMPARE(rig.contactAt(2).stage, ContactStage::Messaged);
        QVERIFY(!rig.person->first(build::contactId(2)));
        QCOMPARE(rig.person->approver().lastVerdict().reason, GateReason::AlreadyTexted);
        // Said again and further it is still one.
        rig.say({MessageStatusChanged{{u"not-from-here"_s}, build::contactId(2), Delivery::Delivered, {}},
                 MessageStatusChanged{{u"another"_s}, build::contactId(2), Delivery::Delivered, {}}});
        QCOMPARE(rig.store->conversation(build::contactId(2))->size(), 1);
    }

    void deliveredBeforeSentStaysDelivered()
    {
        Rig rig;
        rig.gateway.setStatusChanges(false);
        const auto text = rig.approve(0);
        rig.settle();
        rig.say({MessageStatusChanged{{text.value}, build::contactId(0), Delivery::Delivered, {}},
                 MessageStatusChanged{{text.value}, build::contactId(0), Delivery::Failed, u"late"_s},
                 MessageStatusChanged{{text.value}, build::contactId(0), Delivery::Sent, {}}});
        QCOMPARE(rig.store->conversation(build::contactId(0))->front().delivery, Delivery::Delivered);
    }

    void anOptOutLiftedOutOfNowhereSendsNothingByItself()
    {
        Rig rig;
        const auto held = rig.approve(0);
        const auto optOut = rig.optOut(0); // Still on its way up.
        QVERIFY(rig.store->applyChanges(build::page({OptOutRemoved{build::phone(0), {}}}, u"x-1"_s)));
        QVERIFY(rig.store->isSuppressed(build::phone(0)));
        QCOMPARE(rig.stateOf(held), OutboxState::Cancelled);
        rig.run(std::chrono::minutes(1));
        QCOMPARE(rig.stateOf(optOut), OutboxState::Done);
        QVERIFY(rig.gateway.texted().empty());
    }

    void resultsThatDoNotFitAreNobodysWord_data()
    {
        QTest::addColumn<int>("lie");
        QTest::newRow("fewer") << 0;
        QTest::newRow("more") << 1;
        QTest::newRow("others") << 2;
        QTest::newRow("swapped") << 3;
        QTest::newRow("the first one twice") << 4;
    }

    void resultsThatDoNotFitAreNobodysWord()
    {
        QFETCH(int, lie);
        Rig rig;
        rig.gateway.setStatusChanges(false);
        auto lies = 3;
        rig.liar.outcomesLie = [&](QList<CommandOutcome>& outcomes) {
            if (lies-- <= 0) {
                return;
            }
            switch (lie) {
            case 0:
                outcomes.removeLast();
                break;
            case 1:
                outcomes.append({CommandId{u"never-sent"_s}, CommandStatus::Refused, false, {}});
                break;
            case 2:
                outcomes.front().id.value = u"never-sent"_s;
                break;
            case 3:
                std::swap(outcomes.front(), outcomes.back());
                break;
            default:
                outcomes.append(outcomes.front());
                outcomes.swapItemsAt(1, outcomes.size() - 1);
                outcomes.removeLast();
            }
        };
        auto isSaid = false;
        connect(rig.engine.get(), &SyncEngine::statusChanged, this, [&](const SyncStatus& status) {
            isSaid = isSaid || (status.lastError && status.lastError->fault == Fault::BadAnswer);
        });
        const auto first = rig.approve(0);
        const auto second = rig.approve(1);
        rig.engine->step();
        rig.gateway.deliverOne();
        while (!isSaid && rig.gateway.deliverOne()) {
        }
        QVERIFY(isSaid);
        rig.run(std::chrono::minutes(10));
        for (const auto& id : {first, second}) {
            QCOMPARE(rig.stateOf(id), OutboxState::Done);
            QCOMPARE(rig.gateway.timesTexted(id), 1);
        }
    }

    void aWordAboutAnotherCommandSettlesNothing()
    {
        Rig rig;
        rig.gateway.setStatusChanges(false);
        const auto text = rig.approve(0);
        rig.gateway.failNext(FakeGateway::Verb::Push, FakeGateway::Trouble::LoseAnswer);
        rig.liar.outcomeLie = [](std::optional<CommandOutcome>& outcome) {
            if (outcome) {
                outcome->id.value = u"never-sent"_s;
                outcome->status = CommandStatus::Refused;
            }
        };
        rig.run(std::chrono::minutes(5));
        QCOMPARE(rig.stateOf(text), OutboxState::Unknown);
        QCOMPARE(rig.engine->status().state, SyncState::Checking);
        rig.liar.outcomeLie = {};
        rig.run(std::chrono::minutes(5));
        QCOMPARE(rig.stateOf(text), OutboxState::Done);
        QCOMPARE(rig.gateway.timesTexted(text), 1);
    }

    void fiveHundredForEverythingIsAskedLessAndLess()
    {
        Rig rig;
        rig.liar.everything =
            TransportError{Meaning::MayHaveLeft, Fault::Http, 500, std::nullopt, std::nullopt, u"http 500"_s};
        const auto text = rig.approve(0);
        const auto optOut = rig.optOut(1);
        const auto before = rig.liar.calls;
        rig.run(std::chrono::hours(1));
        QVERIFY2(rig.liar.calls - before < 900, qPrintable(QString::number(rig.liar.calls - before)));
        QCOMPARE(rig.lastFault(), Fault::Http);
        QVERIFY(rig.engine->status().waiting >= 1);
        rig.liar.everything.reset();
        rig.engine->poke();
        rig.run(std::chrono::minutes(10));
        QCOMPARE(rig.stateOf(text), OutboxState::Done);
        QCOMPARE(rig.stateOf(optOut), OutboxState::Done);
        QCOMPARE(rig.gateway.timesTexted(text), 1);
    }

    void aNumberThatIsInTheListTwiceIsTextedOnce()
    {
        Rig rig;
        auto twin = build::contact(50);
        twin.phone = build::phone(0);
        LeasePage page;
        page.lease = build::lease(rig.now(), 7);
        page.contacts = {twin};
        QVERIFY(rig.store->applyLease(page));
        rig.approve(0);
        QVERIFY(!rig.person->first(twin.id));
        QCOMPARE(rig.person->approver().lastVerdict().reason, GateReason::AlreadyTexted);
    }

    void timesOutOfThisWorldHarmNothing()
    {
        Rig rig;
        rig.approve(0);
        rig.settle();
        const auto past = instantFromMs(-62135596800000);   // The year 1.
        const auto future = instantFromMs(253402300799000); // The year 9999.
        rig.say({build::reply(build::contactId(0), u"from the past"_s, past, u"m-1"_s),
                 build::reply(build::contactId(0), u"from the future"_s, future, u"m-2"_s)});
        QCOMPARE(rig.store->conversation(build::contactId(0))->size(), 3);
        QCOMPARE(rig.store->waiting().size(), 1);
        rig.engine.reset();
        rig.store.reopen();
        QCOMPARE(rig.store->conversation(build::contactId(0))->size(), 3);
    }

    void aYearBackOnTheClockMidShiftSendsNothingTwice()
    {
        Rig rig;
        const auto before = rig.approve(0);
        rig.settle();
        rig.store.clock().setNow(rig.now() - std::chrono::hours(24 * 365));
        rig.gateway.setOffset(std::chrono::hours(24 * 365));
        rig.run(std::chrono::minutes(1));
        rig.person->approver().setClockOffset(std::chrono::hours(24 * 365));
        QVERIFY(!rig.person->first(build::contactId(1)));
        QCOMPARE(rig.person->approver().lastVerdict().reason, GateReason::ClockWrong);
        QVERIFY(rig.optOut(2).value.size() > 0); // What protects people goes on.
        rig.run(std::chrono::minutes(5));
        QVERIFY(rig.gateway.isOptedOut(build::phone(2)));
        QCOMPARE(rig.gateway.timesTexted(before), 1);
    }

    void offlineAStepReadsNothingAgain()
    {
        Rig rig;
        rig.liar.everything =
            TransportError{Meaning::NeverLeft, Fault::ConnectionRefused, 0, std::nullopt, std::nullopt, {}};
        for (int i = 0; i < kContacts; ++i) {
            rig.approve(i);
        }
        rig.engine->poke();
        rig.gateway.deliverAll();
        rig.engine->step();
        rig.engine->step();
        QCOMPARE(rig.engine->status().state, SyncState::Offline);
        auto reads = 0;
        rig.store->database().setFaultHook([&](qint64, const QString& sql) {
            reads += sql.contains(u"FROM outbox"_s) ? 1 : 0;
            return std::optional<Error>();
        });
        rig.engine->step();
        rig.engine->step();
        QCOMPARE(reads, 0);
        rig.store->database().setFaultHook({});
    }
};

QTEST_GUILESS_MAIN(tst_LyingGateway)
#include "tst_LyingGateway.moc"
