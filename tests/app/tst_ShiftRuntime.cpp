#include "app/desktop/ShiftRuntime.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeClock.h"
#include "tests/support/FakeGateway.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

class AlwaysOnline final : public Connectivity
{
public:
    bool mayBeOnline() const override { return true; }
};

ShiftRuntime::Parts partsIn(const QTemporaryDir& folder)
{
    ShiftRuntime::Parts parts;
    parts.credentials.gateway = QUrl(u"https://spoke.example.org"_s);
    parts.credentials.token = u"old"_s;
    parts.credentials.profileKey = QByteArray(32, 'k');
    parts.credentials.profile = u"profile"_s;
    parts.credentials.device = DeviceId{u"device"_s};
    parts.credentials.volunteer = VolunteerId{u"2"_s};
    parts.credentials.displayName = u"Tara Texter"_s;
    parts.databasePath = folder.filePath(u"client.db"_s);
    parts.connectivity = std::make_unique<AlwaysOnline>();
    return parts;
}

/// Since the clock was last moved, somebody looked whether the shift is over.
bool wasLookedAt(Store& store, const Clock& clock)
{
    const auto seen = store.setting(u"time.seen"_s);
    return seen && seen->section(u' ', 0, 0).toLongLong() == toMs(clock.now());
}

} // namespace

class TestShiftRuntime : public QObject
{
    Q_OBJECT
private slots:
    void aNewTokenGoesToBothGatewaysAndItGoesOn()
    {
        const QTemporaryDir folder;
        const SystemClock clock;
        SystemRandom random;
        auto parts = partsIn(folder);
        parts.credentials.email = u"tara@example.org"_s;
        auto commands = std::make_unique<FakeGateway>(clock, FakeGateway::Delivery::EventLoop);
        auto stream = std::make_unique<FakeGateway>(clock, FakeGateway::Delivery::EventLoop);
        auto* const up = commands.get();
        auto* const down = stream.get();
        QString good = u"old"_s;
        for (auto* gateway : {up, down}) {
            gateway->addCampaign(build::campaign());
            gateway->setTrouble([gateway, &good](FakeGateway::Verb) {
                return gateway->token() == good ? FakeGateway::Trouble::None : FakeGateway::Trouble::SignedOut;
            });
        }
        parts.commands = std::move(commands);
        parts.stream = std::move(stream);
        auto started = ShiftRuntime::start(std::move(parts), clock, random);
        QVERIFY(started);
        const auto runtime = std::move(started).value();
        QSignalSpy over(runtime.get(), &ShiftRuntime::over);
        QSignalSpy ready(runtime.get(), &ShiftRuntime::ready);
        QTRY_COMPARE(ready.size(), 1);
        QVERIFY(runtime->shift().canSignInAgain);

        good = u"new"_s;
        runtime->askAgain();
        QTRY_COMPARE(runtime->engine().status().state, SyncState::SignedOut);
        runtime->takeToken(u"new"_s);
        QCOMPARE(up->token(), u"new"_s);
        QCOMPARE(down->token(), u"new"_s);
        QTRY_COMPARE(runtime->engine().status().state, SyncState::Online);
        QVERIFY(over.isEmpty());
    }

    void aDeadlineThatPassesWhileItRunsEndsIt()
    {
        constexpr int kContacts = 4;
        const QTemporaryDir folder;
        FakeClock clock;
        SeededRandom random(1);
        auto made = std::make_unique<FakeGateway>(clock, FakeGateway::Delivery::EventLoop);
        auto* const gateway = made.get();
        gateway->addCampaign(build::campaign());
        for (int i = 0; i < kContacts; ++i) {
            gateway->addToPool({build::contact(i)});
        }
        auto parts = partsIn(folder);
        parts.commands = std::move(made);
        parts.lookEvery = Millis{20};
        auto started = ShiftRuntime::start(std::move(parts), clock, random);
        QVERIFY(started);
        const auto runtime = std::move(started).value();
        QSignalSpy over(runtime.get(), &ShiftRuntime::over);
        QSignalSpy ready(runtime.get(), &ShiftRuntime::ready);
        QTRY_COMPARE(ready.size(), 1);
        runtime->engine().requestBatch(build::campaignId(), kContacts, [](const GatewayResult<int>&) {});
        QTRY_COMPARE(runtime->store().contactOrder().size(), kContacts);
        const auto deadline = runtime->store().leases().constFirst().expiresAt;

        gateway->setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::Silence; });
        gateway->cancelAll(); // Nor does the poll that it holds come back.
        clock.advance(deadline - clock.now() - Seconds{30});
        QTRY_VERIFY(wasLookedAt(runtime->store(), clock));
        QVERIFY(over.isEmpty());
        clock.advance(Seconds{31});
        QTRY_COMPARE(over.size(), 1);
        QVERIFY(over.constFirst().constFirst().value<EndReason>() == EndReason::DeadlinePassed);

        QVERIFY(runtime->end(EndReason::DeadlinePassed));
        QVERIFY(runtime->store().contactOrder().isEmpty());
        QVERIFY(runtime->ending());
    }
};

QTEST_GUILESS_MAIN(TestShiftRuntime)
#include "tst_ShiftRuntime.moc"
