#include "core/session/KeyEnvelope.h"
#include "core/session/PassphraseStore.h"
#include "tests/app/ProgramRig.h"

#include <QDir>
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
    /// What lies on the disk under that passphrase.
    std::optional<SessionEntry> entry() const
    {
        const auto file = SealedFile::fromBytes(bytesOf(folders.passphraseFile()));
        const auto key = file ? SealedFile::deriveKey(file->recipe(), passphraseBytes(kPassphrase))
                              : Result<SecretKey>(Unexpected{file.error()});
        const auto entries = key ? file->open(*key) : Result<SealedFile::Entries>(Unexpected{key.error()});
        const auto entry =
            entries ? entryFromBytes(entries->value(u"session"_s)) : Result<SessionEntry>(Unexpected{entries.error()});
        return entry ? std::optional(*entry) : std::nullopt;
    }
    /// Whether this master key opens the profile's key file as it lies there now.
    bool opens(const SecretKey& master, const QString& profile) const
    {
        const auto sealed = KeyEnvelope::fromBytes(bytesOf(folders.keyFile(profile)), profile);
        return sealed && sealed->open(master);
    }
    std::unique_ptr<PassphraseStore> store;

private:
    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
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

        // Each start renews the master key, and the next one still opens.
        const auto before = rig.entry();
        QVERIFY(before);
        QCOMPARE(before->credentials.profile, profiles.constFirst());
        QVERIFY(rig.opens(before->master, profiles.constFirst()));
        rig.start();
        QTRY_VERIFY(rig.button(u"unlockButton"_s));
        rig.unlock(kPassphrase);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        const auto after = rig.entry();
        QVERIFY(after);
        QVERIFY(!after->master.isEmpty() && after->master != before->master);
        QVERIFY(!rig.opens(before->master, profiles.constFirst()));
        QVERIFY(rig.opens(after->master, profiles.constFirst()));
    }

    void aFileThatTheDiskKeepsShutsNobodyOut()
    {
        Room room;
        Keyless rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.join(room));
        QVERIFY2(rig.choose(), qPrintable(rig.allWords()));
        // Something that cannot be deleted as a file, in its place.
        QVERIFY(QFile::remove(rig.folders.passphraseFile()));
        QVERIFY(QDir().mkpath(rig.folders.passphraseFile() + u"/full"_s));
        rig.window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        QVERIFY(rig.press(u"finishButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"What is left is sealed"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY(rig.folders.profileFolders().isEmpty());
        // Whoever joins next chooses a passphrase of her own.
        QVERIFY(QDir(rig.folders.passphraseFile()).removeRecursively());
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY2(rig.join(room), qPrintable(rig.allWords()));
        QVERIFY2(rig.choose(), qPrintable(rig.allWords()));
        QVERIFY(rig.entry());
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
