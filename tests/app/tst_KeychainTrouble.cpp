#include "core/session/KeyEnvelope.h"
#include "tests/app/ProgramRig.h"
#include "tests/support/spoke/SpokeStub.h"
#include "tests/support/spoke/SpokeStubScene.h"
#include "ui/widgets/Toast.h"

#include <QFile>
#include <QLocalServer>

using namespace textbank;
using namespace Qt::StringLiterals;
using Mood = MemoryCredentials::Mood;

namespace {

/// The rig's keychain, which counts how often it was asked to let go of something and has answered.
class CountingSecrets final : public CredentialStore
{
public:
    explicit CountingSecrets(CredentialStore& secrets)
        : m_secrets(secrets)
    {
    }
    Kind kind() const override { return m_secrets.kind(); }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override
    {
        m_secrets.read(name, std::move(answer));
    }
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override
    {
        m_secrets.write(name, secret, std::move(answer));
    }
    void remove(const QString& name, std::function<void(Result<void>)> answer) override
    {
        m_secrets.remove(name, [this, answer = std::move(answer)](const Result<void>& removed) {
            answer(removed);
            ++removals;
        });
    }
    int removals = 0;

private:
    CredentialStore& m_secrets;
};

class Desk : public ProgramRig
{
public:
    bool join(Room& room)
    {
        if (!QTest::qWaitFor([this] { return button(u"continueButton"_s) != nullptr; }) ||
            !tryToJoin(room.address(), room.code()) ||
            !QTest::qWaitFor([this] { return button(u"joinButton"_s) != nullptr; })) {
            return false;
        }
        press(u"joinButton"_s);
        return QTest::qWaitFor([this] { return window().hasShift(); }, 10000);
    }
    bool finish() const
    {
        window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        return press(u"finishButton"_s);
    }
    SessionEntry entry() const { return *entryFromBytes(secrets.entries().value(u"session"_s)); }
    /// Whether this key opens what the profile's data lies under now.
    bool opens(const SecretKey& master, const QString& profile) const
    {
        QFile file(folders.keyFile(profile));
        if (!file.open(QIODevice::ReadOnly)) {
            return false;
        }
        const auto sealed = KeyEnvelope::fromBytes(file.readAll(), profile);
        return sealed && sealed->open(master);
    }
    bool toasts(const QString& words) const
    {
        const auto toasts = window().findChildren<Toast*>();
        return std::any_of(toasts.cbegin(), toasts.cend(), [&](const Toast* toast) {
            return toast->isVisible() && toast->accessibleName().contains(words);
        });
    }
};

} // namespace

/// A keychain that refuses or goes away while a shift is open, and at its end: what that means is said, nothing is
/// lost, and nobody is shut out.
class TestKeychainTrouble : public QObject
{
    Q_OBJECT

    static void moods()
    {
        QTest::addColumn<int>("mood");
        QTest::newRow("locked") << static_cast<int>(Mood::Locked);
        QTest::newRow("gone") << static_cast<int>(Mood::Unavailable);
    }

private slots:
    void whatItKeepsAtTheEndIsSaidAndTheNextMayJoin_data() { moods(); }
    void whatItKeepsAtTheEndIsSaidAndTheNextMayJoin()
    {
        QFETCH(int, mood);
        Room room;
        Desk rig;
        CountingSecrets counting(rig.secrets);
        rig.otherSecrets = &counting;
        rig.start();
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        const auto first = rig.entry();
        QVERIFY(rig.opens(first.master, first.credentials.profile));
        rig.secrets.setMood(static_cast<Mood>(mood));
        QVERIFY(rig.finish());
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Your shift is finished"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY2(rig.shows(u"its keychain did not let go of one entry"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.shows(u"your name, your sign-in and a key that opens nothing any more"_s));
        QVERIFY(rig.shows(u"Unlock the keychain, then try again"_s));
        QVERIFY(rig.folders.profiles().isEmpty());
        QCOMPARE(rig.secrets.entries().size(), 1);
        // Trying again while nothing has changed says the same.
        QCOMPARE(counting.removals, 1);
        QVERIFY(rig.press(u"retry"_s));
        QTRY_COMPARE(counting.removals, 2);
        QVERIFY2(rig.shows(u"its keychain did not let go of one entry"_s), qPrintable(rig.allWords()));

        QVERIFY(rig.press(u"joinAnew"_s));
        rig.secrets.setMood(Mood::Fine);
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        QVERIFY(!rig.shows(u"This computer has no keychain"_s));
        QCOMPARE(rig.secrets.entries().size(), 1);
        const auto second = rig.entry();
        QVERIFY(second.credentials.profile != first.credentials.profile);
        QVERIFY(rig.opens(second.master, second.credentials.profile));
        QVERIFY(!rig.opens(first.master, second.credentials.profile));
        rig.end();
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        rig.end(); // Before the keychain that it was given.
    }

    void tryingAgainDeletesWhatItKept()
    {
        Room room;
        Desk rig;
        rig.start();
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        rig.secrets.setMood(Mood::Locked);
        QVERIFY(rig.finish());
        QTRY_VERIFY2_WITH_TIMEOUT(rig.button(u"retry"_s), qPrintable(rig.allWords()), 10000);
        rig.secrets.setMood(Mood::Fine);
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY2(rig.shows(u"Nothing of it is left on this laptop"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.nothingIsStored());
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
    }

    void withoutItTheNextShiftIsKeptInMemoryAlone()
    {
        Room room;
        Desk rig;
        rig.start();
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        rig.secrets.setMood(Mood::Unavailable);
        QVERIFY(rig.finish());
        QTRY_VERIFY2_WITH_TIMEOUT(rig.button(u"joinAnew"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY(rig.press(u"joinAnew"_s));
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        QVERIFY2(rig.shows(u"This computer has no keychain"_s), qPrintable(rig.allWords()));
        // At the end the keychain is there again: the entry of the first shift goes as well.
        rig.secrets.setMood(Mood::Fine);
        QVERIFY(rig.finish());
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Nothing of it is left on this laptop"_s), qPrintable(rig.allWords()),
                                  10000);
        QVERIFY(rig.nothingIsStored());
    }

    void whereFilesStayAsWellThatIsSaid()
    {
        Room room;
        Desk rig;
        rig.start();
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        // Something among them that cannot be overwritten, whoever tries.
        QLocalServer socket;
        QVERIFY(socket.listen(rig.folders.database(rig.entry().credentials.profile) + u".s"_s));
        rig.secrets.setMood(Mood::Locked);
        QVERIFY(rig.finish());
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"whoever opens the keychain could read them"_s),
                                  qPrintable(rig.allWords()), 10000);
        rig.secrets.setMood(Mood::Fine);
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY2(rig.shows(u"What is left is sealed"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.secrets.entries().isEmpty());
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
    }

    void aShiftThatStaffEndedIsNoDeadEndEither()
    {
        Room room;
        Desk rig;
        rig.start();
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        rig.secrets.setMood(Mood::Locked);
        const auto staff = room.host->authenticate(room.token(Role::Staff));
        QVERIFY(staff);
        QVERIFY(room.host->revoke(*staff, rig.entry().credentials.volunteer, u"The shift is over"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"its keychain did not let go of one entry"_s), qPrintable(rig.allWords()),
                                  40000);
        QVERIFY(rig.shows(u"Staff ended the session of this laptop"_s));
        QVERIFY(rig.folders.profiles().isEmpty());
        rig.secrets.setMood(Mood::Fine);
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY2(rig.shows(u"Nothing of your shift is left on this laptop"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.shows(u"Staff ended the session of this laptop"_s));
        QVERIFY(rig.nothingIsStored());
        QVERIFY(rig.press(u"joinAnew"_s));
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
    }

    void signingInAgainWithoutItLosesNothing()
    {
        SpokeStub stub([] { return SystemClock().now(); });
        spokescene::typical(stub.state, 3);
        Desk rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        rig.type(u"addressField"_s, stub.url().toString());
        QVERIFY(rig.press(u"continueButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.button(u"joinButton"_s), qPrintable(rig.allWords()), 10000);
        rig.type(u"emailField"_s, u"tara@example.org"_s);
        rig.type(u"passwordField"_s, spokescene::kPassword);
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 20000);
        rig.end();

        stub.forgetSessions();
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.button(u"signInAgain"_s), qPrintable(rig.allWords()), 20000);
        const auto kept = rig.entry();
        rig.secrets.setMood(Mood::Unavailable);
        QVERIFY(rig.press(u"signInAgain"_s));
        rig.type(u"againPasswordField"_s, spokescene::kPassword);
        QVERIFY(rig.press(u"againButton"_s));
        // What is said last stands: that she is signed in is plain to see.
        QTRY_VERIFY2_WITH_TIMEOUT(rig.toasts(u"keychain does not answer just now. Go on: nothing is lost"_s),
                                  qPrintable(rig.allWords()), 10000);
        QTRY_VERIFY2_WITH_TIMEOUT(!rig.button(u"signInAgain"_s), qPrintable(rig.allWords()), 20000);
        QVERIFY(rig.opens(kept.master, kept.credentials.profile));
        rig.end();

        // The old entry still opens it; the sign-in is asked for once more, and kept this time.
        rig.secrets.setMood(Mood::Fine);
        stub.forgetSessions();
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.button(u"signInAgain"_s), qPrintable(rig.allWords()), 20000);
        const auto before = rig.entry();
        QVERIFY(rig.press(u"signInAgain"_s));
        rig.type(u"againPasswordField"_s, spokescene::kPassword);
        QVERIFY(rig.press(u"againButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.toasts(u"You are signed in again"_s), qPrintable(rig.allWords()), 10000);
        const auto after = rig.entry();
        QVERIFY(after.credentials.token != before.credentials.token);
        QVERIFY(rig.opens(after.master, after.credentials.profile));
        QVERIFY(!rig.opens(before.master, after.credentials.profile));
    }
};

QTEST_MAIN(TestKeychainTrouble)
#include "tst_KeychainTrouble.moc"
