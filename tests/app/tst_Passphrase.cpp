#include "core/session/PassphraseStore.h"
#include "tests/app/ProgramRig.h"

#include <QFile>
#include <sodium.h>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

const QString kPassphrase = u"plum tractor over seven hills"_s;

/// The program on a machine without a keychain.
class Keyless : public ProgramRig
{
public:
    void start(const CommandLine& line = {})
    {
        end();
        store = std::make_unique<PassphraseStore>(
            PassphraseStore::Options{
                folders.passphraseFile(), {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN}, 0},
            m_random);
        otherSecrets = store.get();
        ProgramRig::start(line);
    }
    bool join(Room& room)
    {
        tryToJoin(room.address(), room.code());
        if (!QTest::qWaitFor([this] { return button(u"joinButton"_s) != nullptr; })) {
            return false;
        }
        press(u"joinButton"_s);
        return QTest::qWaitFor([this] { return button(u"chooseButton"_s) != nullptr; });
    }
    bool choose() const
    {
        type(u"passphraseField"_s, kPassphrase);
        type(u"passphraseAgainField"_s, kPassphrase);
        press(u"chooseButton"_s);
        return QTest::qWaitFor([this] { return window().hasShift(); }, 10000);
    }
    void unlock(const QString& passphrase) const
    {
        type(u"unlockField"_s, passphrase);
        press(u"unlockButton"_s);
    }
    bool nothingIsLeft() const
    {
        return !QFile::exists(folders.passphraseFile()) && folders.profileFolders().isEmpty();
    }
    std::unique_ptr<PassphraseStore> store;

private:
    SystemRandom m_random;
};

} // namespace

/// A shift on a machine that has no keychain, under a passphrase.
class TestPassphrase : public QObject
{
    Q_OBJECT
private slots:
    void aKeptShiftOpensAgainWithItsPassphrase()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY(!QFile::exists(rig.folders.passphraseFile()));
        QVERIFY2(rig.choose(), qPrintable(rig.allWords()));
        QVERIFY(!rig.shows(u"This computer has no keychain"_s));
        QVERIFY(QFile::exists(rig.folders.passphraseFile()));
        const auto profiles = rig.folders.keptProfiles();
        QCOMPARE(profiles.size(), 1);

        rig.start();
        QTRY_VERIFY2(rig.button(u"unlockButton"_s), qPrintable(rig.allWords()));
        rig.unlock(u"plum tractor over eight hills"_s);
        QTRY_VERIFY2(rig.shows(u"not the passphrase"_s), qPrintable(rig.allWords()));
        QVERIFY(!rig.window().hasShift());
        rig.unlock(kPassphrase);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        QCOMPARE(rig.folders.profileFolders(), profiles);

        // Each start renews the key, and the next one still opens.
        QFile file(rig.folders.passphraseFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto before = file.readAll();
        file.close();
        rig.start();
        QTRY_VERIFY(rig.button(u"unlockButton"_s));
        rig.unlock(kPassphrase);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() != before);
    }

    void finishingLeavesNothing()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY2(rig.choose(), qPrintable(rig.allWords()));
        rig.window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        QVERIFY(rig.press(u"finishButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.nothingIsLeft(), qPrintable(rig.allWords()), 10000);
        QTRY_VERIFY2(rig.button(u"continueButton"_s), qPrintable(rig.allWords()));
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
    }

    void keepingNothingLeavesNoKey()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY(rig.press(u"keepNothingButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        QVERIFY(rig.shows(u"This computer has no keychain"_s));
        QVERIFY(!QFile::exists(rig.folders.passphraseFile()));
        for (const auto& profile : rig.folders.profileFolders()) {
            QVERIFY(!QFile::exists(rig.folders.keyFile(profile)));
        }
        QVERIFY(rig.folders.keptProfiles().isEmpty());
    }

    void whoForgotItStartsOverAfterTwoQuestions()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY(rig.choose());
        // A shift of a time when there was a keychain waits beside it.
        QVERIFY(QDir().mkpath(rig.folders.profile(u"waiting"_s)));
        QFile waiting(rig.folders.database(u"waiting"_s));
        QVERIFY(waiting.open(QIODevice::WriteOnly));
        waiting.close();
        rig.start();
        QTRY_VERIFY(rig.button(u"unlockButton"_s));
        QVERIFY(rig.press(u"forgottenButton"_s));
        QVERIFY(rig.shows(u"cannot be known without the passphrase"_s));
        QVERIFY(rig.press(u"eraseSealed"_s));
        QVERIFY(rig.shows(u"Delete the old shift for good?"_s));
        QVERIFY(QFile::exists(rig.folders.passphraseFile()));
        QVERIFY(rig.press(u"eraseSealed"_s));
        QTRY_VERIFY2(rig.shows(u"The old shift was deleted from this computer."_s), qPrintable(rig.allWords()));
        QVERIFY(!QFile::exists(rig.folders.passphraseFile()));
        QCOMPARE(rig.folders.profileFolders(), QStringList{u"waiting"_s});
        // And joining works, with another passphrase.
        QVERIFY(rig.join(room));
        QVERIFY2(rig.choose(), qPrintable(rig.allWords()));
        QVERIFY(rig.folders.profileFolders().contains(u"waiting"_s));
    }

    void aJoinLinkDoesNotPushALockedShiftAside()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY(rig.choose());
        CommandLine line;
        line.joinLink = u"textbank://join?gateway=https%3A%2F%2Ftexting.example.org&code=ABCD-EFGH"_s;
        rig.start(line);
        QTRY_VERIFY(rig.button(u"unlockButton"_s));
        rig.program->called(line.joinLink);
        QVERIFY(rig.button(u"unlockButton"_s));
        rig.unlock(kPassphrase);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
    }

    void aDamagedKeyFileIsSaidAndKept()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY(rig.choose());
        rig.end();
        QFile file(rig.folders.passphraseFile());
        QVERIFY(file.resize(file.size() - 5));
        rig.start();
        QTRY_VERIFY(rig.button(u"unlockButton"_s));
        rig.unlock(kPassphrase);
        QTRY_VERIFY2(rig.shows(u"is damaged"_s), qPrintable(rig.allWords()));
        QVERIFY(QFile::exists(rig.folders.passphraseFile()));
        QCOMPARE(rig.folders.keptProfiles().size(), 1);
    }
};

QTEST_MAIN(TestPassphrase)
#include "tst_Passphrase.moc"
