#include "core/session/KeyEnvelope.h"
#include "core/store/Store.h"
#include "core/store/StoreCopy.h"
#include "tests/app/AskingSecrets.h"
#include "tests/app/ProgramRig.h"
#include "tests/support/Builders.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// The program with a shift that was not finished: an entry in the keychain and a profile on the disk.
class OldShift : public ProgramRig
{
public:
    OldShift()
    {
        credentials.gateway = QUrl(u"http://127.0.0.1:9"_s);
        credentials.token = u"token"_s;
        credentials.profileKey = QByteArray(32, 'k');
        credentials.profile = u"old-shift"_s;
        credentials.device = DeviceId{u"device"_s};
        credentials.volunteer = VolunteerId{u"volunteer"_s};
        credentials.displayName = u"Robin Hale"_s;
        credentials.organisation = u"Valley Votes"_s;
        secrets.entries().insert(u"session"_s, toBytes(credentials));
        QDir().mkpath(folders.profile(credentials.profile));
        const auto made = open();
        if (!made) {
            qFatal("profile: %s", qPrintable(made.error().detail));
        }
    }
    Result<std::unique_ptr<Store>> open()
    {
        return Store::open({path(), credentials.profileKey, [](const QString&, QString&) { return ReplyReading{}; }},
                           m_clock, m_random);
    }
    QString path() const { return folders.database(credentials.profile); }
    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool isKept() const { return secrets.entries().size() == 1 && folders.profiles().size() == 1; }

    Credentials credentials;

private:
    SystemClock m_clock;
    SystemRandom m_random;
};

} // namespace

/// What can stand between a volunteer and the shift that she left: each is said, nothing is deleted without her word,
/// and no page is a dead end.
class TestProfileTrouble : public QObject
{
    Q_OBJECT
private slots:
    void aNewerProfileIsLeftAlone()
    {
        OldShift rig;
        {
            const auto database = Database::open({rig.path()});
            QVERIFY(database);
            QVERIFY((*database)->run(u"PRAGMA user_version = 9999"_s));
        }
        const auto before = QCryptographicHash::hash(rig.bytes(), QCryptographicHash::Sha256);
        rig.start();
        QTRY_VERIFY2(rig.shows(u"written by a newer Textbank"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.shows(u"Update Textbank on this computer"_s));
        QVERIFY(!rig.button(u"startOver"_s)); // An update mends it.
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY(rig.shows(u"written by a newer Textbank"_s));
        QCOMPARE(QCryptographicHash::hash(rig.bytes(), QCryptographicHash::Sha256), before);
        QVERIFY(rig.isKept());
    }

    void aProfileThatAnotherProcessHoldsIsTriedAgain()
    {
        OldShift rig;
        auto other = rig.open();
        QVERIFY(other);
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Textbank is open already"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY(!rig.button(u"startOver"_s));
        other->reset();
        QVERIFY(rig.press(u"retry"_s));
        // It opens; the gateway of this shift does not answer, and that is what is said now.
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY(rig.shows(u"Nothing answers at this address."_s));
        // Trying again uses the profile that is open; it is not in its own way.
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY(rig.shows(u"The campaign has not arrived yet"_s));
        QVERIFY(rig.isKept());
    }

    void aDamagedProfileIsSaidAndKept()
    {
        OldShift rig;
        QFile file(rig.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        rig.start();
        QTRY_VERIFY2(rig.shows(u"The profile cannot be read"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.button(u"startOver"_s));
        QVERIFY(rig.isKept());
    }

    void aDamagedProfileComesBackFromItsCopy()
    {
        OldShift rig;
        {
            auto store = rig.open();
            QVERIFY(store);
            QVERIFY((*store)->applyCampaign(build::campaign()));
            QVERIFY(storecopy::write(**store));
            QVERIFY(storecopy::accept(rig.path(), rig.credentials.profileKey));
        }
        QFile file(rig.path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(8192, 'x'));
        file.close();
        rig.start();
        QTRY_VERIFY2(rig.shows(u"Your shift was restored"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.shows(u"restored from its copy of"_s));
        QVERIFY(rig.shows(u"may be missing"_s)); // Nothing could be read in the damaged file.
        QVERIFY(rig.shows(u"record it once more"_s));
        QVERIFY(!rig.button(u"startOver"_s));
        QVERIFY(rig.press(u"goOn"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        QVERIFY(QFile::exists(rig.path() + u".damaged-1"_s));
        // Read once, it is not told again.
        rig.end();
        rig.start();
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
    }

    void whileTheKeychainIsAskedThePageSaysWhatIsDeleted()
    {
        OldShift rig;
        {
            auto store = rig.open();
            QVERIFY(store);
            QVERIFY((*store)->applyCampaign(build::campaign()));
        }
        AskingSecrets asking(rig.secrets);
        rig.otherSecrets = &asking;
        rig.start();
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        emit rig.window().shiftFinished();
        QTRY_VERIFY(asking.asked);
        QVERIFY2(rig.shows(u"Deleting your shift"_s), qPrintable(rig.allWords()));
        QVERIFY(!rig.button(u"retry"_s) && !rig.button(u"goOn"_s) && !rig.button(u"continueButton"_s));
        asking.asked();
        QTRY_VERIFY2(rig.shows(u"Your shift is finished"_s), qPrintable(rig.allWords()));
        rig.end();
    }

    void aMissingKeyIsSaidAndComesBackWithTheKeychain()
    {
        OldShift rig;
        rig.secrets.setMood(MemoryCredentials::Mood::Forgetful);
        rig.start();
        QTRY_VERIFY2(rig.shows(u"The key to your profile is missing"_s), qPrintable(rig.allWords()));
        rig.secrets.setMood(MemoryCredentials::Mood::Fine);
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY(rig.isKept());
    }

    void anOldProfileIsBroughtOverWithoutLoss()
    {
        OldShift rig;
        const auto before = rig.secrets.entries().value(u"session"_s);
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), qPrintable(rig.allWords()), 10000);
        QTRY_VERIFY(rig.secrets.entries().value(u"session"_s) != before);
        const auto after = rig.secrets.entries().value(u"session"_s);
        QVERIFY(!after.contains(rig.credentials.profileKey.view().toByteArray().toBase64()));
        rig.end();
        QFile key(rig.folders.keyFile(rig.credentials.profile));
        QVERIFY(key.open(QIODevice::ReadOnly));
        const auto sealed = KeyEnvelope::fromBytes(key.readAll(), rig.credentials.profile);
        QVERIFY(sealed);
        QCOMPARE(sealed->wraps(), 1);
        // The same data key: the store opens as before, by hand and by the program.
        QVERIFY(*sealed->open(entryFromBytes(after)->master) == rig.credentials.profileKey);
        QVERIFY(rig.open());
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), qPrintable(rig.allWords()), 10000);
    }

    void withoutItsKeyFileAProfileIsSaidAndKept()
    {
        OldShift rig;
        rig.start();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(rig.folders.keyFile(rig.credentials.profile)), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), 10000);
        rig.end();
        QVERIFY(QFile::remove(rig.folders.keyFile(rig.credentials.profile)));
        rig.start();
        QTRY_VERIFY2(rig.shows(u"The key to your profile is missing"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.button(u"startOver"_s));
        QVERIFY(rig.isKept());
    }

    void aKeychainThatTakesNoNewKeyKeepsTheOldOne()
    {
        Room room;
        ProgramRig rig;
        rig.start();
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(rig.tryToJoin(room.address(), room.code()));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        rig.end();
        const auto kept = rig.secrets.entries();
        rig.secrets.setMood(MemoryCredentials::Mood::Full);
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        const auto said = [&rig] {
            const auto toasts = rig.window().findChildren<QWidget*>(u"toast"_s);
            return std::any_of(toasts.cbegin(), toasts.cend(), [](const QWidget* toast) {
                return toast->accessibleName().contains(u"keychain does not answer just now"_s);
            });
        };
        QTRY_VERIFY(said());
        QVERIFY(!rig.shows(u"This computer has no keychain"_s));
        QCOMPARE(rig.secrets.entries(), kept);
        rig.end();
        rig.secrets.setMood(MemoryCredentials::Mood::Fine);
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 10000);
        QTRY_VERIFY(rig.secrets.entries() != kept);
        QVERIFY(!said());
    }

    void whatAnUncleanEndLeftInTheKeychainIsCleared()
    {
        OldShift rig;
        rig.start();
        QTRY_VERIFY_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), 10000);
        QTRY_VERIFY(rig.secrets.entries().value(u"session"_s).contains("master"));
        rig.end();
        QVERIFY(removeFolder(rig.folders.profile(rig.credentials.profile)));
        rig.start();
        QTRY_VERIFY2(rig.button(u"continueButton"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.nothingIsStored());
    }

    void aLockedKeychainWaits_data()
    {
        QTest::addColumn<int>("mood");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("locked") << static_cast<int>(MemoryCredentials::Mood::Locked) << u"Unlock the keychain"_s;
        QTest::newRow("silent") << static_cast<int>(MemoryCredentials::Mood::Unavailable)
                                << u"The keychain does not answer"_s;
    }

    void aLockedKeychainWaits()
    {
        QFETCH(int, mood);
        QFETCH(QString, sentence);
        OldShift rig;
        rig.secrets.setMood(static_cast<MemoryCredentials::Mood>(mood));
        rig.start();
        QTRY_VERIFY2(rig.shows(sentence), qPrintable(rig.allWords()));
        QVERIFY(!rig.button(u"startOver"_s)); // Nothing is lost yet.
        rig.secrets.setMood(MemoryCredentials::Mood::Fine);
        QVERIFY(rig.press(u"retry"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), qPrintable(rig.allWords()), 10000);
    }

    void startingOverAsksAndDeletesOnlyThen()
    {
        OldShift rig;
        rig.secrets.entries().clear();
        rig.start();
        QTRY_VERIFY(rig.button(u"startOver"_s));
        QVERIFY(rig.window().findChild<QAbstractButton*>(u"retry"_s)->hasFocus() || !rig.window().isActiveWindow());
        QVERIFY(rig.press(u"startOver"_s));
        QVERIFY(rig.shows(u"Delete the old shift for good?"_s));
        QVERIFY(rig.shows(u"opt-outs"_s));
        QCOMPARE(rig.folders.profiles().size(), 1);
        QVERIFY(rig.press(u"keepOld"_s));
        QVERIFY(rig.shows(u"The key to your profile is missing"_s));
        QCOMPARE(rig.folders.profiles().size(), 1);
        QVERIFY(rig.press(u"startOver"_s));
        QVERIFY(rig.press(u"deleteOld"_s));
        QTRY_VERIFY2(rig.shows(u"The old shift was deleted from this computer."_s), qPrintable(rig.allWords()));
        QVERIFY(rig.nothingIsStored());

        // And joining works.
        Room room;
        QVERIFY(rig.tryToJoin(room.address(), room.code()));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
    }

    void aJoinLinkDoesNotPushAnUnopenedShiftAside()
    {
        OldShift rig;
        rig.secrets.setMood(MemoryCredentials::Mood::Forgetful);
        rig.start();
        QTRY_VERIFY(rig.button(u"startOver"_s));
        rig.program->called(u"textbank://join?gateway=https%3A%2F%2Ftexting.example.org&code=ABCD-EFGH"_s);
        QVERIFY(rig.button(u"startOver"_s));
        QVERIFY(rig.isKept());
    }

    void practiceFromTheCommandLineLeavesTheOldShiftAlone()
    {
        OldShift rig;
        CommandLine line;
        line.practice = true;
        line.seed = 5;
        rig.start(line);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 20000);
        rig.window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        QVERIFY(rig.press(u"finishButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(rig.button(u"leavePracticeButton"_s), 10000);
        QVERIFY(rig.press(u"leavePracticeButton"_s));
        // The keychain is looked at now, and the old shift is there.
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The campaign has not arrived yet"_s), qPrintable(rig.allWords()), 10000);
        QVERIFY(rig.isKept());
    }

    void withoutAKeychainJoiningKeepsWhatWaitsForIt()
    {
        Room room;
        ProgramRig rig(CredentialStore::Kind::MemoryOnly);
        QVERIFY(QDir().mkpath(rig.folders.profile(u"sealed"_s)));
        QFile sealed(rig.folders.database(u"sealed"_s));
        QVERIFY(sealed.open(QIODevice::WriteOnly));
        sealed.close();
        QVERIFY(QDir().mkpath(rig.folders.profile(u"lost"_s)));
        QFile lost(rig.folders.database(u"lost"_s));
        QVERIFY(lost.open(QIODevice::WriteOnly));
        lost.close();
        QVERIFY(rig.folders.markKeptBy(u"lost"_s, CredentialStore::Kind::MemoryOnly));
        rig.start();
        QTRY_VERIFY2(rig.shows(u"Waiting for the keyring"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.shows(u"Nothing is lost"_s));
        QVERIFY(!rig.button(u"startOver"_s));
        QVERIFY(rig.button(u"retry"_s));
        QVERIFY(rig.press(u"joinAnew"_s));
        QVERIFY(rig.tryToJoin(room.address(), room.code()));
        QTRY_VERIFY(rig.button(u"joinButton"_s));
        QVERIFY(rig.press(u"joinButton"_s));
        QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        QVERIFY(rig.shows(u"This computer has no keychain"_s));
        QCOMPARE(rig.folders.keptProfiles(), QStringList{u"sealed"_s});
        QVERIFY(!rig.folders.profiles().contains(u"lost"_s));
        QCOMPARE(rig.folders.profiles().size(), 2);
    }
};

QTEST_MAIN(TestProfileTrouble)
#include "tst_ProfileTrouble.moc"
