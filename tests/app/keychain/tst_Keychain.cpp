#include "app/desktop/Keychain.h"
#include "core/session/KeyKeeper.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// Waits for one answer of the keychain.
template<class T>
struct Waiter
{
    std::optional<Result<T>> answer;
    std::function<void(Result<T>)> slot()
    {
        return [this](Result<T> result) { answer.emplace(std::move(result)); };
    }
};

} // namespace

/// Against a real secret service; tests/app/with-keyring.sh starts one.
class TestKeychain : public QObject
{
    Q_OBJECT
private slots:
    void findsTheSecretService()
    {
        Keychain keychain(u"textbank-test"_s);
        std::optional<bool> there;
        keychain.probe([&](bool found) { there = found; });
        QTRY_VERIFY(there.has_value());
        QVERIFY(*there);
        std::optional<KeyringState> state;
        askKeyringState(&keychain, [&](KeyringState found) { state = found; });
        QTRY_VERIFY(state.has_value());
        QCOMPARE(*state, KeyringState::Unlocked);
    }

    void readsBackWhatItWrote()
    {
        Keychain keychain(u"textbank-test"_s);
        const QByteArray secret("\x00\x01token\xff and more", 17);
        Waiter<void> written;
        keychain.write(u"session"_s, secret, written.slot());
        QTRY_VERIFY(written.answer.has_value());
        QVERIFY(written.answer->has_value());
        Waiter<std::optional<QByteArray>> read;
        keychain.read(u"session"_s, read.slot());
        QTRY_VERIFY(read.answer.has_value());
        QVERIFY(read.answer->has_value());
        QCOMPARE(**read.answer, std::optional(secret));
    }

    void saysThatThereIsNoEntry()
    {
        Keychain keychain(u"textbank-test"_s);
        Waiter<std::optional<QByteArray>> read;
        keychain.read(u"never-written"_s, read.slot());
        QTRY_VERIFY(read.answer.has_value());
        QVERIFY(read.answer->has_value());
        QVERIFY(!(**read.answer).has_value());
    }

    void removesForGood()
    {
        Keychain keychain(u"textbank-test"_s);
        Waiter<void> written;
        keychain.write(u"gone"_s, "secret", written.slot());
        QTRY_VERIFY(written.answer.has_value());
        Waiter<void> removed;
        keychain.remove(u"gone"_s, removed.slot());
        QTRY_VERIFY(removed.answer.has_value());
        QVERIFY(removed.answer->has_value());
        Waiter<std::optional<QByteArray>> read;
        keychain.read(u"gone"_s, read.slot());
        QTRY_VERIFY(read.answer.has_value());
        QVERIFY(!(**read.answer).has_value());
    }

    void keepsDataFoldersApart()
    {
        Keychain one(u"textbank-test-1"_s);
        Keychain two(u"textbank-test-2"_s);
        Waiter<void> written;
        one.write(u"session"_s, "of one", written.slot());
        QTRY_VERIFY(written.answer.has_value());
        Waiter<std::optional<QByteArray>> read;
        two.read(u"session"_s, read.slot());
        QTRY_VERIFY(read.answer.has_value());
        QVERIFY(!(**read.answer).has_value());
    }

    void aKeyIsRotatedOverTheRealKeychain()
    {
        Rotated rig(u"textbank-test-rotated"_s);
        QVERIFY(rig.keep());
        const auto first = rig.entry();
        for (int start = 0; start < 3; ++start) {
            rig.begin();
            QVERIFY(rig.opens());
            QVERIFY(rig.rotate().has_value());
        }
        const auto last = rig.entry();
        QVERIFY(last != first);
        const auto sealed = rig.envelope();
        QCOMPARE(sealed.wraps(), 1);
        QVERIFY(sealed.open(entryFromBytes(last)->master));
        QVERIFY(!sealed.open(entryFromBytes(first)->master));
    }

    /// Last: nobody unlocks it again.
    void aLockedKeyringKeepsTheOldKey()
    {
        Rotated rig(u"textbank-test-locked"_s);
        QVERIFY(rig.keep());
        const auto before = rig.entry();
        rig.begin();
        QVERIFY(rig.opens());
        auto lock = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                                   u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
        lock.setArguments({QVariant::fromValue(
            QList<QDBusObjectPath>{QDBusObjectPath(u"/org/freedesktop/secrets/aliases/default"_s)})});
        QVERIFY(QDBusConnection::sessionBus().call(lock).type() == QDBusMessage::ReplyMessage);
        const auto rotated = rig.rotate();
        QVERIFY(!rotated.has_value());
        QVERIFY(rotated.error().code == ErrorCode::Locked);
        // The key that the keyring holds still opens the profile.
        QVERIFY(rig.envelope().open(entryFromBytes(before)->master));
    }

private:
    /// A profile's key in a folder and in the real keychain.
    struct Rotated
    {
        explicit Rotated(const QString& service)
            : keychain(service)
        {
            made.gateway = QUrl(u"https://room.example.org"_s);
            made.token = u"token"_s;
            made.profileKey = QByteArray(32, 'k');
            made.profile = u"profile"_s;
            made.device = DeviceId{u"device"_s};
            begin();
        }
        void begin() { keeper = std::make_unique<KeyKeeper>(keychain, &files, random); }
        template<class T>
        static Result<T> wait(const Waiter<T>& waiter)
        {
            return QTest::qWaitFor([&] { return waiter.answer.has_value(); }, 20000)
                       ? *waiter.answer
                       : Result<T>(fail(ErrorCode::Cancelled, u"no answer"_s));
        }
        bool keep()
        {
            Waiter<void> kept;
            keeper->keep(made, kept.slot());
            return wait(kept).has_value();
        }
        bool opens()
        {
            Waiter<std::optional<Credentials>> read;
            keeper->read(read.slot());
            const auto found = wait(read);
            return found && *found && (*found)->profileKey == made.profileKey;
        }
        Result<void> rotate()
        {
            Waiter<void> rotated;
            keeper->rotate(rotated.slot());
            return wait(rotated);
        }
        QByteArray entry()
        {
            Waiter<std::optional<QByteArray>> read;
            keychain.read(u"session"_s, read.slot());
            return wait(read)->value_or(QByteArray());
        }
        KeyEnvelope envelope() const { return *KeyEnvelope::fromBytes(**files.read(made.profile), made.profile); }

        QTemporaryDir folder;
        Keychain keychain;
        KeyFiles files{[this](const QString& profile) { return folder.filePath(profile + u"/key"_s); }};
        SystemRandom random;
        Credentials made;
        std::unique_ptr<KeyKeeper> keeper;
    };
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_Keychain.moc"
