#include "app/desktop/ShiftRuntime.h"
#include "tests/support/Builders.h"
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
        ShiftRuntime::Parts parts;
        parts.credentials.gateway = QUrl(u"https://spoke.example.org"_s);
        parts.credentials.token = u"old"_s;
        parts.credentials.profileKey = QByteArray(32, 'k');
        parts.credentials.profile = u"profile"_s;
        parts.credentials.device = DeviceId{u"device"_s};
        parts.credentials.volunteer = VolunteerId{u"2"_s};
        parts.credentials.displayName = u"Tara Texter"_s;
        parts.credentials.email = u"tara@example.org"_s;
        parts.databasePath = folder.filePath(u"client.db"_s);
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
        parts.connectivity = std::make_unique<AlwaysOnline>();
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
};

QTEST_GUILESS_MAIN(TestShiftRuntime)
#include "tst_ShiftRuntime.moc"
