#include "core/sync/EndWatch.h"
#include "core/sync/Ending.h"
#include "tests/core/sync/EngineRig.h"

#include <QSignalSpy>
#include <QtTest>

using namespace textbank;
using namespace Qt::StringLiterals;
using Trouble = FakeGateway::Trouble;
using Verb = FakeGateway::Verb;

Q_DECLARE_METATYPE(textbank::EndReason)

namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// A client whose end is watched, as the program does: looked at every quarter of a minute.
class WatchedRig : public EngineRig
{
public:
    explicit WatchedRig(int contacts)
        : EngineRig(contacts)
    {
        watch();
    }
    void watch()
    {
        watcher.reset();
        auto deadline = Deadline::open(*store, store.clock());
        if (!deadline) {
            qFatal("deadline: %s", qPrintable(deadline.error().detail));
        }
        watcher = std::make_unique<EndWatch>(*store, *engine, *deadline, refused);
        QObject::connect(watcher.get(), &EndWatch::over, watcher.get(), [this](EndReason reason) { over = reason; });
    }
    void wait(Millis time)
    {
        for (const auto end = now() + time; now() < end && !over;) {
            run(std::min<Millis>(Seconds{15}, end - now()));
            watcher->look();
            settle();
        }
    }
    /// What the program does then.
    void end()
    {
        watcher.reset();
        person.reset();
        engine.reset();
        gateway.cancelAll();
        if (const auto done = store->forgetContacts(*over); !done) {
            qFatal("not forgotten: %s", qPrintable(done.error().detail));
        }
        open();
        ending = std::make_unique<Ending>(*store, *engine);
        QObject::connect(ending.get(), &Ending::finished, ending.get(), [this] { finished = true; });
        ending->begin();
    }
    void pump(Millis time)
    {
        for (const auto until = now() + time; now() < until && !finished;) {
            run(Seconds{15});
            QCoreApplication::processEvents();
            settle();
            QCoreApplication::processEvents();
        }
    }
    /// The next start, as the program does it.
    std::optional<EndReason> startAgain()
    {
        watcher.reset();
        crash();
        const auto deadline = Deadline::open(*store, store.clock());
        return EndWatch::reasonAtStart(*store, *deadline);
    }
    void cut()
    {
        gateway.setTrouble([](Verb) { return Trouble::NeverLeft; });
    }
    void mend() { gateway.setTrouble({}); }

    EndWatch::Refused refused = EndWatch::Refused::EndsIt;
    std::unique_ptr<EndWatch> watcher;
    std::unique_ptr<Ending> ending;
    std::optional<EndReason> over;
    bool finished = false;
};

} // namespace

class TestEnding : public QObject
{
    Q_OBJECT
private slots:
    void aRevokedSessionBringsUpWhatItOwesAndNothingElse()
    {
        WatchedRig rig(6);
        rig.begin(6);
        rig.cut();
        const auto text = rig.approve(0);
        rig.run(Seconds{5});
        const auto tag = rig.tag(1);
        const auto optOut = rig.optOut(2);
        rig.gateway.addChange(SessionRevoked{u"left"_s});
        rig.mend();
        rig.gateway.failNext(Verb::Push, Trouble::NeverLeft, 1); // So that the change is first.
        rig.wait(minutes(2));
        QVERIFY(rig.over == EndReason::Revoked);
        rig.end();
        QVERIFY(rig.store->contactOrder().isEmpty());
        rig.pump(minutes(3));
        QVERIFY(rig.finished);
        QVERIFY(rig.gateway.outcomes().contains(optOut.value));
        QVERIFY(rig.gateway.outcomes().contains(tag.value));
        if (!rig.gateway.outcomes().contains(text.value)) { // It may have left before staff ended the session.
            QVERIFY(rig.gateway.texted().empty());
        }
    }

    void aTextThatWaitsIsStoppedByTheEnd()
    {
        WatchedRig rig(3);
        rig.begin(3);
        rig.cut();
        const auto text = rig.approve(0);
        rig.settle();
        QVERIFY(rig.store->applyChanges(build::page({Change(SessionRevoked{u"left"_s})}, u"77"_s)));
        QVERIFY(rig.stateOf(text) == OutboxState::Cancelled);
        QVERIFY((*rig.store->outboxRow(text))->problem.type == ProblemType::LeaseLost); // And it says why.
        rig.mend();
        rig.run(hours(1));
        QVERIFY(rig.gateway.texted().empty());
    }

    void whileTheGatewayCannotBeReachedItWaitsAndIsCounted()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.cut();
        rig.optOut(0);
        rig.tag(1);
        rig.wait(hours(9)); // The lease is of eight.
        QVERIFY(rig.over == EndReason::DeadlinePassed);
        rig.end();
        rig.pump(hours(5));
        QVERIFY(!rig.finished);
        QCOMPARE(rig.ending->waiting().optOutsOpen, 1);
        QCOMPARE(rig.ending->waiting().open(), 2);
        QVERIFY(rig.ending->status().nextAttempt);
        QVERIFY(rig.startAgain() == EndReason::DeadlinePassed); // Nor does a restart lose it.
        QCOMPARE(rig.store->outboxCounts().open(), 2);
        rig.mend();
        rig.end();
        rig.pump(minutes(5));
        QVERIFY(rig.finished);
        QVERIFY(rig.gateway.isOptedOut(build::phone(0)));
        QVERIFY(rig.gateway.sessionEnded()); // And what was unused went back.
    }

    void aSignInThatIsNotKnownIsAskedAboutBeforeItCounts()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.gateway.failNext(Verb::Push, Trouble::SignedOut, 1);
        rig.tag(0);
        rig.wait(minutes(10));
        QVERIFY(!rig.over); // A single one may come from anywhere.
        QCOMPARE(rig.store->outboxCounts().open(), 0);
        rig.gateway.setTrouble([](Verb) { return Trouble::SignedOut; });
        rig.tag(1);
        rig.wait(minutes(3));
        QVERIFY(rig.over == EndReason::NotSignedIn);
        rig.end();
        rig.pump(minutes(10));
        QVERIFY(!rig.finished); // It cannot go up, so it is kept and said.
        QCOMPARE(rig.ending->waiting().open(), 1);
        QVERIFY(rig.ending->status().state == SyncState::SignedOut);
    }

    void whoCanSignInAgainIsAwaitedUntilTheDeadline()
    {
        WatchedRig rig(4);
        rig.refused = EndWatch::Refused::AwaitsSignIn;
        rig.watch();
        rig.begin(4);
        rig.gateway.setTrouble([](Verb) { return Trouble::SignedOut; });
        rig.tag(0);
        rig.wait(minutes(10));
        QVERIFY(!rig.over);
        QVERIFY(rig.engine->status().state == SyncState::SignedOut);
        QCOMPARE(rig.store->outboxCounts().open(), 1);
        const auto asked = rig.gateway.calls();
        rig.wait(minutes(10));
        QCOMPARE(rig.gateway.calls(), asked); // It is a person's turn.

        rig.gateway.setTrouble({});
        rig.watcher->signedInAgain();
        rig.engine->poke();
        rig.wait(minutes(1));
        QCOMPARE(rig.store->outboxCounts().open(), 0);
        QVERIFY(!rig.over);

        rig.gateway.setTrouble([](Verb) { return Trouble::SignedOut; });
        rig.tag(1);
        rig.wait(hours(20));
        QVERIFY(rig.over == EndReason::DeadlinePassed); // Contacts are lent for that long, and no longer.
    }

    void theDeadlinePassesAtItsMinute()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.wait(minutes(1));
        const auto end = rig.store->leases().constFirst().expiresAt;
        rig.cut();
        rig.wait(end - rig.now() - Seconds{30});
        QVERIFY(!rig.over);
        rig.wait(minutes(1));
        QVERIFY(rig.over == EndReason::DeadlinePassed);
    }

    void aLeaseThatIsRenewedMovesIt()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.wait(hours(20)); // Online all the time; the lease is of eight hours.
        QVERIFY(!rig.over);
        rig.cut();
        rig.wait(hours(3));
        QVERIFY(!rig.over);
        rig.wait(hours(9));
        QVERIFY(rig.over == EndReason::DeadlinePassed);
    }

    void whileTheGatewayAnswersALeaseMayRunOut()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.gateway.setTrouble([](Verb verb) { return verb == Verb::RenewLease ? Trouble::Forbidden : Trouble::None; });
        rig.wait(hours(12));
        QVERIFY(!rig.over); // It refuses texts by itself, and would say that the session is over.
        rig.cut();
        rig.wait(minutes(5));
        QVERIFY(rig.over == EndReason::DeadlinePassed);
    }

    void itIsLookedAtBeforeTheNextStart()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.wait(minutes(2));
        rig.store.clock().advance(hours(7));
        QVERIFY(!rig.startAgain());
        rig.store.clock().advance(hours(2));
        QVERIFY(rig.startAgain() == EndReason::DeadlinePassed);
    }

    void settingTheClockBackGainsNothing()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.cut();
        rig.wait(hours(7));
        QVERIFY(!rig.over);
        rig.store.clock().setNow(rig.now() - hours(48)); // While it runs,
        rig.wait(minutes(50));
        QVERIFY(!rig.over);
        rig.watch(); // a new start on the same clock goes on from the latest that was seen,
        rig.wait(minutes(5));
        QVERIFY(!rig.over);
        rig.store.clock().setNow(rig.now() - hours(48)); // and again,
        rig.watch();
        rig.wait(minutes(30));
        QVERIFY(rig.over == EndReason::DeadlinePassed); // and still time passes.
    }

    void aWrongClockThatTheGatewayCorrectsEndsNothing()
    {
        WatchedRig rig(4);
        rig.gateway.setOffset(-hours(24)); // This laptop is a day ahead.
        rig.begin(4);
        rig.wait(minutes(5));
        QVERIFY(!rig.over);
        QVERIFY(!rig.startAgain()); // What was measured is remembered.
        rig.store.clock().advance(hours(9));
        QVERIFY(rig.startAgain() == EndReason::DeadlinePassed);
    }

    void aClockThatIsSetAheadWhileItRunsEndsNothingAtTheNextStart()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.wait(minutes(5));
        rig.store.clock().setNow(rig.now() + hours(25));
        rig.gateway.setOffset(-hours(25));
        rig.engine->poke();
        rig.run(Seconds{2});
        rig.watcher->look();
        QVERIFY(!rig.over);
        QVERIFY(!rig.startAgain()); // The gateway's word of a moment ago is remembered.
    }

    void withoutContactsThereIsNoDeadline()
    {
        WatchedRig rig(0);
        rig.engine->start();
        rig.settle();
        rig.cut();
        rig.wait(hours(100));
        QVERIFY(!rig.over);
    }

    void aLeaseThatStaffTookBackLeavesItsDeadline()
    {
        WatchedRig rig(4);
        rig.begin(4);
        rig.wait(minutes(2));
        rig.gateway.addChange(LeaseEnded{rig.store->leases().constFirst().id, u"released"_s});
        rig.wait(minutes(2));
        QVERIFY(rig.store->leases().isEmpty());
        rig.cut();
        rig.wait(hours(9)); // Whose conversations lie here still.
        QVERIFY(rig.over == EndReason::DeadlinePassed);
    }
};

QTEST_GUILESS_MAIN(TestEnding)
#include "tst_Ending.moc"
