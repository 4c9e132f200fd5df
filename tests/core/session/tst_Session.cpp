#include "core/session/Session.h"
#include "tests/support/FakeClock.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/MemoryCredentials.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// Hands every call to a gateway that the test keeps; Session owns only this.
class Way final : public Gateway
{
public:
    explicit Way(FakeGateway& behind)
        : m_behind(behind)
    {
    }
    void setToken(const QString& token) override { m_behind.setToken(token); }
    void discover(Answer<GatewayInfo> answer) override { m_behind.discover(answer); }
    void join(const JoinRequest& request, Answer<Joined> answer) override { m_behind.join(request, answer); }
    void signOut(Answer<void> answer) override { m_behind.signOut(answer); }
    void me(Answer<Me> answer) override { m_behind.me(answer); }
    void campaign(const CampaignId& id, const QString& known, Answer<std::optional<Campaign>> answer) override
    {
        m_behind.campaign(id, known, answer);
    }
    void lease(const LeaseRequest& request, Answer<LeasePage> answer) override { m_behind.lease(request, answer); }
    void renewLease(const LeaseId& id, Answer<Lease> answer) override { m_behind.renewLease(id, answer); }
    void returnLease(const LeaseId& id, Answer<void> answer) override { m_behind.returnLease(id, answer); }
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override
    {
        m_behind.push(commands, answer);
    }
    void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) override
    {
        m_behind.outcomeOf(id, voided, answer);
    }
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override
    {
        m_behind.changes(after, wait, answer);
    }
    void cancelAll() override { m_behind.cancelAll(); }
    std::optional<Millis> clockOffset() const override { return m_behind.clockOffset(); }

private:
    FakeGateway& m_behind;
};

struct Rig
{
    explicit Rig(bool profileExists = false)
        : exists(profileExists)
    {
        open();
    }
    void open()
    {
        session = std::make_unique<Session>(
            secrets,
            [this](const QUrl& address, const QByteArray& pin) {
                askedAddress = address;
                askedPin = pin;
                return std::make_unique<Way>(gateway);
            },
            clock, random, [this] { return exists; });
    }
    Result<void> restore()
    {
        std::optional<Result<void>> got;
        session->restore([&](const Result<void>& answer) { got.emplace(answer); });
        if (got || !QTest::qWaitFor([&] { return got.has_value(); })) {
            qFatal("restore answers once, later");
        }
        return *got;
    }
    GatewayResult<GatewayInfo> look()
    {
        std::optional<GatewayResult<GatewayInfo>> got;
        session->look({QUrl(u"https://room.example.org"_s), u"ABCD-EFGH"_s, QByteArray(32, 'p')},
                      [&](const auto& answer) { got.emplace(answer); });
        gateway.deliverAll();
        return *got;
    }
    GatewayResult<Credentials> join(const QString& code = u"abcd efgh"_s)
    {
        std::optional<GatewayResult<Credentials>> got;
        session->join(code, u" Robin "_s, [&](const auto& answer) { got.emplace(answer); });
        gateway.deliverAll();
        if (!QTest::qWaitFor([&] { return got.has_value(); })) {
            qFatal("join does not answer");
        }
        return *got;
    }

    bool exists = false;
    FakeClock clock;
    SeededRandom random{3};
    FakeGateway gateway{clock};
    MemoryCredentials secrets;
    QUrl askedAddress;
    QByteArray askedPin;
    std::unique_ptr<Session> session;
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void joiningKeepsOneEntryAndRestoringBringsItBack();
    void lookingStoresNothing();
    void aWrongCodeStoresNothing();
    void joiningNeedsALook();
    void aLockedKeychainIsSaidAndNeverOverwritten_data();
    void aLockedKeychainIsSaidAndNeverOverwritten();
    void unlockingAndRestoringAgainWorks();
    void forgettingMakesRoomForANewProfile();
    void aKeychainThatTakesNothingMeansMemoryOnly();
    void aDamagedEntryIsNeverOverwritten();
    void aNewerEntryIsNotRead();
    void noAnswerAfterTheEnd();
};

void TestSession::joiningKeepsOneEntryAndRestoringBringsItBack()
{
    Rig rig;
    QVERIFY(rig.restore());
    QVERIFY(rig.session->state() == Session::State::Empty);
    QVERIFY(rig.look());
    QCOMPARE(rig.askedAddress, QUrl(u"https://room.example.org"_s));
    QCOMPARE(rig.askedPin, QByteArray(32, 'p'));
    const auto made = rig.join();
    QVERIFY(made);
    QVERIFY(rig.session->state() == Session::State::Ready);
    QCOMPARE(made->profileKey.size(), 32);
    QCOMPARE(made->displayName, u"Robin"_s);
    QVERIFY(!made->token.isEmpty());
    QCOMPARE(rig.secrets.entries().size(), 1);
    QVERIFY(!rig.session->memoryOnly());

    rig.open();
    QVERIFY(rig.restore());
    QVERIFY(rig.session->state() == Session::State::Ready);
    const auto* read = rig.session->credentials();
    QCOMPARE(toBytes(*read), toBytes(*made));
    QCOMPARE(read->profileKey, made->profileKey);
    QCOMPARE(read->pin, QByteArray(32, 'p'));
}

void TestSession::lookingStoresNothing()
{
    Rig rig;
    QVERIFY(rig.look());
    QVERIFY(rig.secrets.entries().isEmpty());
    QVERIFY(rig.session->credentials() == nullptr);
}

void TestSession::aWrongCodeStoresNothing()
{
    Rig rig;
    QVERIFY(rig.look());
    const auto made = rig.join(u"XXXX"_s);
    QVERIFY(!made);
    QVERIFY(made.error().problem->type == ProblemType::CodeInvalid);
    QVERIFY(rig.secrets.entries().isEmpty());
    QVERIFY(rig.session->state() == Session::State::Empty);
    QVERIFY(rig.join()); // And the right one works then.
}

void TestSession::joiningNeedsALook()
{
    Rig rig;
    const auto made = rig.join();
    QVERIFY(!made);
    QVERIFY(made.error().fault == Fault::Cancelled);
    QCOMPARE(rig.gateway.calls(FakeGateway::Verb::Join), 0);
}

void TestSession::aLockedKeychainIsSaidAndNeverOverwritten_data()
{
    QTest::addColumn<int>("mood");
    QTest::addColumn<int>("code");
    using Mood = MemoryCredentials::Mood;
    QTest::newRow("locked") << static_cast<int>(Mood::Locked) << static_cast<int>(ErrorCode::Locked);
    QTest::newRow("unavailable") << static_cast<int>(Mood::Unavailable) << static_cast<int>(ErrorCode::Unavailable);
    // Trap: a locked keyring may say that there is no such entry.
    QTest::newRow("says there is nothing") << static_cast<int>(Mood::Forgetful) << static_cast<int>(ErrorCode::NoKey);
}

void TestSession::aLockedKeychainIsSaidAndNeverOverwritten()
{
    QFETCH(int, mood);
    QFETCH(int, code);
    Rig rig(true);
    rig.secrets.entries().insert(u"session"_s, "the only key to what was approved");
    rig.secrets.setMood(static_cast<MemoryCredentials::Mood>(mood));
    const auto restored = rig.restore();
    QVERIFY(!restored);
    QCOMPARE(static_cast<int>(restored.error().code), code);
    QVERIFY(rig.session->state() == Session::State::WaitingForKeychain);
    QVERIFY(rig.look());
    QVERIFY(!rig.join());
    QCOMPARE(rig.secrets.entries().value(u"session"_s), QByteArray("the only key to what was approved"));
}

void TestSession::unlockingAndRestoringAgainWorks()
{
    Rig rig;
    QVERIFY(rig.look());
    QVERIFY(rig.join());
    rig.exists = true;
    rig.open();
    rig.secrets.setMood(MemoryCredentials::Mood::Forgetful);
    QVERIFY(!rig.restore());
    rig.secrets.setMood(MemoryCredentials::Mood::Fine);
    QVERIFY(rig.restore());
    QVERIFY(rig.session->state() == Session::State::Ready);
}

void TestSession::forgettingMakesRoomForANewProfile()
{
    Rig rig;
    QVERIFY(rig.look());
    const auto first = rig.join();
    QVERIFY(first);
    std::optional<Result<void>> gone;
    rig.session->forget([&](const Result<void>& answer) { gone.emplace(answer); });
    QTRY_VERIFY(gone);
    QVERIFY(gone->has_value());
    QVERIFY(rig.secrets.entries().isEmpty());
    QVERIFY(rig.session->credentials() == nullptr);
    QVERIFY(rig.look());
    const auto second = rig.join();
    QVERIFY(second);
    QVERIFY(second->profile != first->profile);
    QVERIFY(second->profileKey != first->profileKey);
    QVERIFY(second->device != first->device);
}

void TestSession::aKeychainThatTakesNothingMeansMemoryOnly()
{
    Rig rig;
    rig.secrets.setMood(MemoryCredentials::Mood::Full);
    QVERIFY(rig.look());
    QVERIFY(rig.join());
    QVERIFY(rig.session->memoryOnly());
    QVERIFY(rig.session->state() == Session::State::Ready);
    QVERIFY(MemoryCredentials(CredentialStore::Kind::MemoryOnly).kind() == CredentialStore::Kind::MemoryOnly);
}

void TestSession::aDamagedEntryIsNeverOverwritten()
{
    Rig rig;
    rig.secrets.entries().insert(u"session"_s, "{\"format\":1,\"token\":\"x\"}");
    const auto restored = rig.restore();
    QVERIFY(!restored);
    QVERIFY(restored.error().code == ErrorCode::Corrupt);
    QVERIFY(rig.look());
    QVERIFY(!rig.join());
}

void TestSession::aNewerEntryIsNotRead()
{
    const auto read = entryFromBytes("{\"format\":3}");
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::NewerVersion);
}

void TestSession::noAnswerAfterTheEnd()
{
    Rig rig;
    bool answered = false;
    rig.session->restore([&](const auto&) { answered = true; });
    rig.session.reset();
    // The keychain's answers come in order: once this one is there, the other one was.
    bool last = false;
    rig.secrets.read(u"session"_s, [&](const auto&) { last = true; });
    QTRY_VERIFY(last);
    QVERIFY(!answered);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_Session.moc"
