#include "app/desktop/Keychain.h"

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
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_Keychain.moc"
