#include "core/session/KeyEnvelope.h"
#include "core/session/Session.h"
#include "tests/support/FakeClock.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FaultySecrets.h"
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
    void discover(Answer<GatewayInfo> answer) override { m_behind.discover(whileHere(answer)); }
    void join(const JoinRequest& request, Answer<Joined> answer) override { m_behind.join(request, whileHere(answer)); }
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
    /// As the port has it: no answer runs once the gateway is gone.
    template<class T>
    Answer<T> whileHere(Answer<T> answer) const
    {
        return [here = std::weak_ptr(m_here), answer = std::move(answer)](const GatewayResult<T>& result) {
            if (!here.expired()) {
                answer(result);
            }
        };
    }
    FakeGateway& m_behind;
    std::shared_ptr<int> m_here = std::make_shared<int>(0); // shared with answers of the one behind
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
            [this](const QUrl& address, const QByteArray& pin, GatewayKind kind) {
                askedAddress = address;
                askedPin = pin;
                askedKinds.append(kind);
                return std::make_unique<Way>(kind == GatewayKind::Spoke ? other : gateway);
            },
            clock, random, [this] { return exists; }, vault);
    }
    /// From the next start on, data keys lie in files of their own.
    void keepKeysApart()
    {
        vault = &keyFiles;
        open();
    }
    SessionEntry entry() { return *entryFromBytes(secrets.entries().value(u"session"_s)); }
    /// Whether this entry's key opens what lies in the vault now.
    bool opens(const SessionEntry& entry) const
    {
        const auto& profile = entry.credentials.profile;
        const auto sealed = KeyEnvelope::fromBytes(keyFiles.files.value(profile), profile);
        return sealed && sealed->open(entry.master);
    }
    Result<void> leave()
    {
        std::optional<Result<void>> got;
        session->leave([&](const Result<void>& answer) { got.emplace(answer); });
        if (!QTest::qWaitFor([&] { return got.has_value(); })) {
            qFatal("leaving does not answer");
        }
        return *got;
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
        return look({QUrl(u"https://room.example.org"_s), u"ABCD-EFGH"_s, QByteArray(32, 'p')});
    }
    GatewayResult<GatewayInfo> look(const JoinLink& link)
    {
        std::optional<GatewayResult<GatewayInfo>> got;
        session->look(link, [&](const auto& answer) { got.emplace(answer); });
        deliver();
        if (!got) {
            qFatal("look does not answer");
        }
        return *got;
    }
    void deliver()
    {
        gateway.deliverAll();
        other.deliverAll();
    }
    /// What stands there is not of the first kind that is tried, and has accounts.
    void speakTheOther()
    {
        gateway.setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::BadAnswer; });
        other.introduction().signInWays = {u"password"_s, u"sign-up"_s};
        other.setEntrance([this](const JoinRequest& request) -> GatewayResult<Joined> {
            requests.append(request);
            if (request.password != u"plum tractor"_s) {
                return Unexpected{FakeGateway::refusal(ProblemType::PasswordWrong)};
            }
            Joined joined;
            joined.token = u"session=%1"_s.arg(requests.size());
            joined.volunteer = VolunteerId{request.email == u"eve@example.org"_s ? u"7"_s : u"2"_s};
            joined.displayName = u"Tara Texter"_s;
            joined.organisation = u"Example Org"_s;
            return joined;
        });
    }
    static SignIn account(const QString& password = u"plum tractor"_s, const QString& email = u"tara@example.org"_s)
    {
        SignIn by;
        by.way = SignIn::Way::Password;
        by.email = email;
        by.password = password;
        return by;
    }
    Result<Credentials, AgainError> signInAgain(const SignIn& by)
    {
        std::optional<Result<Credentials, AgainError>> got;
        session->signInAgain(by, [&](const auto& answer) { got.emplace(answer); });
        deliver();
        if (!QTest::qWaitFor([&] { return got.has_value(); })) {
            qFatal("signing in again does not answer");
        }
        return *got;
    }
    GatewayResult<Credentials> join(const QString& code = u"abcd efgh"_s)
    {
        return join(SignIn{SignIn::Way::Code, code, u" Robin "_s});
    }
    GatewayResult<Credentials> join(const SignIn& by)
    {
        std::optional<GatewayResult<Credentials>> got;
        session->join(by, [&](const auto& answer) { got.emplace(answer); });
        deliver();
        if (!QTest::qWaitFor([&] { return got.has_value(); })) {
            qFatal("join does not answer");
        }
        return *got;
    }

    bool exists = false;
    FakeClock clock;
    SeededRandom random{3};
    FakeGateway gateway{clock};
    FakeGateway other{clock}; ///< Where one of the other kind stands.
    QList<JoinRequest> requests;
    MemoryCredentials secrets;
    FaultPlan plan;
    FaultyVault keyFiles{plan};
    KeyVault* vault = nullptr;
    QUrl askedAddress;
    QByteArray askedPin;
    QList<GatewayKind> askedKinds;
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
    void anAddressIsAskedAsOneKindAfterTheOther_data();
    void anAddressIsAskedAsOneKindAfterTheOther();
    void aLinkThatNamesItsKindIsAskedAsThatAlone();
    void aSecondLookEndsTheFirst();
    void anAccountIsKeptWithItsKindAndWithoutItsPassword();
    void anAccountIsMadeOnlyWithAnInvitation();
    void anEntryOfBeforeReadsOn();
    void signingInAgainKeepsProfileAndKeys();
    void whoIsNotTheSameVolunteerChangesNothing();
    void aWrongPasswordChangesNothing();
    void aKeychainThatKeepsTheOldTokenLosesNothing();
    void aCodeSignsTheSameDeviceInAgain();
    void signingInAgainMakesTheOldEntryUseless();
    void aKeychainThatTakesNoNewKeyKeepsTheOldOneGoodAndIsTold();
    void joiningAgainMakesTheOldEntryUseless();
    void aKeychainThatKeepsAnEntryShutsNobodyOut_data();
    void aKeychainThatKeepsAnEntryShutsNobodyOut();
    void whatAFinishedShiftLeftGoesWithTheNextStart();
    void forgettingThatFailsChangesNothing();
    void signingInAgainNeedsSomebodyWhoIsSignedIn();
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

void TestSession::anAddressIsAskedAsOneKindAfterTheOther_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("fault"); // -1: found.
    using Trouble = FakeGateway::Trouble;
    const auto row = [](const char* name, Trouble first, Trouble second, int asked, int fault) {
        QTest::newRow(name) << static_cast<int>(first) << static_cast<int>(second) << asked << fault;
    };
    const auto of = [](Fault fault) { return static_cast<int>(fault); };
    row("the first", Trouble::None, Trouble::None, 1, -1);
    row("a web page", Trouble::BadAnswer, Trouble::None, 2, -1);
    row("a page of somebody's", Trouble::ProxySaysNo, Trouble::None, 2, -1);
    row("refused with a reason", Trouble::Forbidden, Trouble::None, 2, -1);
    row("neither", Trouble::BadAnswer, Trouble::ProxySaysNo, 2, of(Fault::NotAGateway));
    row("nobody there", Trouble::NeverLeft, Trouble::None, 1, of(Fault::ConnectionRefused));
    row("cut", Trouble::LoseAnswer, Trouble::None, 1, of(Fault::ConnectionClosed));
    row("too busy", Trouble::RefuseForNow, Trouble::None, 1, of(Fault::Http));
    row("cut at the second", Trouble::BadAnswer, Trouble::LoseAnswer, 2, of(Fault::ConnectionClosed));
}

void TestSession::anAddressIsAskedAsOneKindAfterTheOther()
{
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, asked);
    QFETCH(int, fault);
    Rig rig;
    rig.gateway.failNext(FakeGateway::Verb::Discover, static_cast<FakeGateway::Trouble>(first));
    rig.other.failNext(FakeGateway::Verb::Discover, static_cast<FakeGateway::Trouble>(second));
    const auto found = rig.look();
    QCOMPARE(rig.askedKinds, (QList{GatewayKind::Textbank, GatewayKind::Spoke}.first(asked)));
    QCOMPARE(found ? -1 : static_cast<int>(found.error().fault), fault);
    QCOMPARE(rig.askedPin, QByteArray(32, 'p')); // Whoever is asked.
}

void TestSession::aLinkThatNamesItsKindIsAskedAsThatAlone()
{
    Rig rig;
    QVERIFY(rig.look({QUrl(u"https://spoke.example.org"_s), {}, {}, GatewayKind::Spoke}));
    QCOMPARE(rig.askedKinds, QList{GatewayKind::Spoke});
    rig.askedKinds.clear();
    rig.gateway.failNext(FakeGateway::Verb::Discover, FakeGateway::Trouble::BadAnswer);
    QVERIFY(!rig.look({QUrl(u"https://room.example.org"_s), {}, {}, GatewayKind::Textbank}));
    QCOMPARE(rig.askedKinds, QList{GatewayKind::Textbank});
}

void TestSession::aSecondLookEndsTheFirst()
{
    Rig rig;
    bool first = false;
    rig.session->look({QUrl(u"https://slow.example.org"_s), {}, {}}, [&](const auto&) { first = true; });
    QVERIFY(rig.look());
    QVERIFY(!first);
    QCOMPARE(rig.askedAddress, QUrl(u"https://room.example.org"_s));
}

void TestSession::anAccountIsKeptWithItsKindAndWithoutItsPassword()
{
    Rig rig;
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    QVERIFY(made->kind == GatewayKind::Spoke);
    QVERIFY(made->canSignInAgain());
    QVERIFY(rig.requests.last().code.isEmpty() && !rig.requests.last().signUp);
    const auto kept = rig.secrets.entries().value(u"session"_s);
    QVERIFY(!kept.contains("plum"));
    QVERIFY(kept.contains("tara@example.org"));
    rig.open();
    QVERIFY(rig.restore());
    QVERIFY(rig.session->credentials()->kind == GatewayKind::Spoke);
    QCOMPARE(rig.session->credentials()->email, u"tara@example.org"_s);
    QCOMPARE(rig.session->credentials()->displayName, u"Tara Texter"_s);
}

void TestSession::anAccountIsMadeOnlyWithAnInvitation()
{
    Rig rig;
    rig.speakTheOther();
    auto by = Rig::account();
    by.way = SignIn::Way::NewAccount;
    by.name = u" Tara "_s;
    by.lastName = u"Texter"_s;
    by.cell = u"202 555 0201"_s;
    QVERIFY(rig.look({QUrl(u"https://spoke.example.org"_s), {}, {}, GatewayKind::Spoke}));
    const auto refused = rig.join(by);
    QVERIFY(!refused);
    QVERIFY(refused.error().problem->type == ProblemType::InvitationInvalid);
    QVERIFY(rig.requests.isEmpty());
    QVERIFY(rig.look({QUrl(u"https://spoke.example.org"_s), {}, {}, GatewayKind::Spoke, u"/abc/join"_s}));
    QVERIFY(rig.join(by));
    const auto& request = rig.requests.last();
    QVERIFY(request.signUp);
    QCOMPARE(request.invitation, u"/abc/join"_s);
    QCOMPARE((QStringList{request.displayName, request.lastName, request.cell, request.email}),
             (QStringList{u"Tara"_s, u"Texter"_s, u"202 555 0201"_s, u"tara@example.org"_s}));
}

void TestSession::anEntryOfBeforeReadsOn()
{
    Rig rig;
    QVERIFY(rig.look());
    const auto made = rig.join();
    QVERIFY(made);
    QVERIFY(!made->canSignInAgain());
    const auto bytes = rig.secrets.entries().value(u"session"_s);
    QVERIFY(!bytes.contains("\"email\"") && !bytes.contains("\"kind\"")); // As it always was.
    const auto read = entryFromBytes(bytes);
    QVERIFY(read);
    QVERIFY(read->credentials.email.isEmpty());
    QVERIFY(read->credentials.kind == GatewayKind::Textbank);
}

void TestSession::signingInAgainKeepsProfileAndKeys()
{
    Rig rig;
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    const auto again = rig.signInAgain(Rig::account());
    QVERIFY(again);
    QVERIFY(again->token != made->token);
    QCOMPARE(rig.askedPin, made->pin);
    QCOMPARE(rig.requests.last().device, made->device);
    QCOMPARE(rig.requests.last().deviceKey, rig.requests.first().deviceKey);
    auto expected = *made;
    expected.token = again->token;
    QCOMPARE(toBytes(*rig.session->credentials()), toBytes(expected));
    QCOMPARE(rig.session->credentials()->profileKey, made->profileKey);
    QCOMPARE(rig.secrets.entries().size(), 1);
    rig.open();
    QVERIFY(rig.restore());
    QCOMPARE(toBytes(*rig.session->credentials()), toBytes(expected));
}

void TestSession::whoIsNotTheSameVolunteerChangesNothing()
{
    Rig rig;
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    const auto before = rig.secrets.entries();
    const auto again = rig.signInAgain(Rig::account(u"plum tractor"_s, u"eve@example.org"_s));
    QVERIFY(!again);
    QVERIFY(again.error().why == AgainError::Why::SomebodyElse);
    QCOMPARE(rig.secrets.entries(), before);
    QCOMPARE(toBytes(*rig.session->credentials()), toBytes(*made));
}

void TestSession::aWrongPasswordChangesNothing()
{
    Rig rig;
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    const auto again = rig.signInAgain(Rig::account(u"plum"_s));
    QVERIFY(!again);
    QVERIFY(again.error().why == AgainError::Why::Gateway);
    QVERIFY(again.error().error.problem->type == ProblemType::PasswordWrong);
    QCOMPARE(rig.session->credentials()->token, made->token);
    QVERIFY(rig.signInAgain(Rig::account())); // And the right one works then.
}

void TestSession::aKeychainThatKeepsTheOldTokenLosesNothing()
{
    Rig rig;
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    rig.secrets.setMood(MemoryCredentials::Mood::Full);
    const auto again = rig.signInAgain(Rig::account());
    QVERIFY(again);
    QCOMPARE(rig.session->credentials()->token, again->token);
    QVERIFY(!rig.session->memoryOnly());
    rig.open();
    QVERIFY(rig.restore());
    QCOMPARE(toBytes(*rig.session->credentials()), toBytes(*made));
}

void TestSession::aCodeSignsTheSameDeviceInAgain()
{
    Rig rig;
    QVERIFY(rig.look());
    const auto made = rig.join();
    QVERIFY(made);
    const auto again = rig.signInAgain({SignIn::Way::Code, u"ijkl mnpq"_s});
    QVERIFY(again);
    QVERIFY(again->token != made->token);
    QCOMPARE(again->device, made->device);
    QCOMPARE(again->profile, made->profile);
    QCOMPARE(again->displayName, u"Robin"_s);
}

void TestSession::signingInAgainMakesTheOldEntryUseless()
{
    Rig rig;
    rig.keepKeysApart();
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    const auto before = rig.entry();
    QVERIFY(rig.opens(before));
    QSignalSpy rotated(rig.session.get(), &Session::keysRotated);
    QVERIFY(rig.signInAgain(Rig::account()));
    QVERIFY(!rig.opens(before));
    QVERIFY(rig.opens(rig.entry()));
    QTRY_COMPARE(rotated.size(), 1);
    QVERIFY(rotated.constFirst().constFirst().value<Result<void>>());
    // The data key is the profile's, for as long as it lasts.
    rig.exists = true;
    rig.open();
    QVERIFY(rig.restore());
    QVERIFY(rig.session->credentials()->profileKey == made->profileKey);
}

void TestSession::aKeychainThatTakesNoNewKeyKeepsTheOldOneGoodAndIsTold()
{
    Rig rig;
    rig.keepKeysApart();
    rig.speakTheOther();
    QVERIFY(rig.look());
    const auto made = rig.join(Rig::account());
    QVERIFY(made);
    const auto before = rig.entry();
    rig.secrets.setMood(MemoryCredentials::Mood::Unavailable);
    QSignalSpy rotated(rig.session.get(), &Session::keysRotated);
    const auto again = rig.signInAgain(Rig::account());
    QVERIFY(again);
    QCOMPARE(rig.session->credentials()->token, again->token); // She works on with it.
    QTRY_COMPARE(rotated.size(), 1);
    const auto told = rotated.constFirst().constFirst().value<Result<void>>();
    QVERIFY(!told);
    QVERIFY(told.error().code == ErrorCode::Unavailable);
    QVERIFY(rig.opens(before));
    // The next sign-in brings both.
    rig.secrets.setMood(MemoryCredentials::Mood::Fine);
    QVERIFY(rig.signInAgain(Rig::account()));
    QVERIFY(!rig.opens(before));
    rig.exists = true;
    rig.open();
    QVERIFY(rig.restore());
    QVERIFY(rig.session->credentials()->profileKey == made->profileKey);
}

void TestSession::joiningAgainMakesTheOldEntryUseless()
{
    Rig rig;
    rig.keepKeysApart();
    QVERIFY(rig.look());
    QVERIFY(rig.join());
    const auto before = rig.entry();
    QVERIFY(rig.opens(before));
    QVERIFY(rig.leave());
    QVERIFY(rig.look());
    QVERIFY(rig.join());
    auto moved = before; // To the file that lies there now.
    moved.credentials.profile = rig.entry().credentials.profile;
    QVERIFY(!rig.opens(before));
    QVERIFY(!rig.opens(moved));
    QVERIFY(rig.opens(rig.entry()));
}

void TestSession::aKeychainThatKeepsAnEntryShutsNobodyOut_data()
{
    QTest::addColumn<int>("mood");
    QTest::addColumn<int>("code");
    using Mood = MemoryCredentials::Mood;
    QTest::newRow("locked") << static_cast<int>(Mood::Locked) << static_cast<int>(ErrorCode::Locked);
    QTest::newRow("gone") << static_cast<int>(Mood::Unavailable) << static_cast<int>(ErrorCode::Unavailable);
}

void TestSession::aKeychainThatKeepsAnEntryShutsNobodyOut()
{
    QFETCH(int, mood);
    QFETCH(int, code);
    Rig rig;
    rig.keepKeysApart();
    QVERIFY(rig.look());
    const auto first = rig.join();
    QVERIFY(first);
    const auto before = rig.entry();
    rig.secrets.setMood(static_cast<MemoryCredentials::Mood>(mood));
    const auto left = rig.leave();
    QVERIFY(!left);
    QCOMPARE(static_cast<int>(left.error().code), code);
    QVERIFY(rig.session->state() == Session::State::Empty);
    QVERIFY(rig.session->credentials() == nullptr);
    QVERIFY(!rig.opens(before));
    QVERIFY(!rig.leave()); // Asked once more: nothing else has happened.
    rig.secrets.setMood(MemoryCredentials::Mood::Fine);
    QVERIFY(rig.look());
    const auto second = rig.join();
    QVERIFY2(second, "joining works in the same run");
    QVERIFY(!rig.session->memoryOnly());
    QVERIFY(second->profile != first->profile);
    QVERIFY(second->device != first->device);
    QCOMPARE(rig.secrets.entries().size(), 1); // In the place of the old one.
    rig.exists = true;
    rig.open();
    QVERIFY(rig.restore());
    QVERIFY(rig.session->credentials()->profileKey == second->profileKey);
}

void TestSession::whatAFinishedShiftLeftGoesWithTheNextStart()
{
    Rig rig;
    rig.keepKeysApart();
    QVERIFY(rig.look());
    QVERIFY(rig.join());
    rig.secrets.setMood(MemoryCredentials::Mood::Unavailable);
    QVERIFY(!rig.leave());
    rig.secrets.setMood(MemoryCredentials::Mood::Fine);
    QCOMPARE(rig.secrets.entries().size(), 1);
    rig.open();
    QVERIFY(rig.restore());
    QVERIFY(rig.session->state() == Session::State::Empty);
    QVERIFY(rig.secrets.entries().isEmpty());
}

void TestSession::forgettingThatFailsChangesNothing()
{
    Rig rig;
    rig.keepKeysApart();
    QVERIFY(rig.look());
    QVERIFY(rig.join());
    const auto before = rig.entry();
    rig.secrets.setMood(MemoryCredentials::Mood::Unavailable);
    std::optional<Result<void>> gone;
    rig.session->forget([&](const Result<void>& answer) { gone.emplace(answer); });
    QTRY_VERIFY(gone);
    QVERIFY(!gone->has_value());
    QVERIFY(rig.session->state() == Session::State::Ready);
    QVERIFY(rig.opens(before));
}

void TestSession::signingInAgainNeedsSomebodyWhoIsSignedIn()
{
    Rig rig;
    rig.speakTheOther();
    QVERIFY(!rig.signInAgain(Rig::account()));
    QVERIFY(rig.look());
    QVERIFY(rig.join(Rig::account()));
    auto by = Rig::account();
    by.way = SignIn::Way::NewAccount;
    const auto asked = rig.requests.size();
    QVERIFY(!rig.signInAgain(by));
    QCOMPARE(rig.requests.size(), asked);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_Session.moc"
