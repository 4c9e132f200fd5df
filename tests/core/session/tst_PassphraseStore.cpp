#include "core/session/PassphraseStore.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sodium.h>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QString kPassphrase = u"plum tractor over seven hills"_s;
const QByteArray kSecret("what opens the store\x00\xff", 22);
constexpr PassphraseCost kCheap{crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};

struct Rig
{
    Rig() { open(); }
    void open(PassphraseCost cost = kCheap, int delayMs = 0)
    {
        store = std::make_unique<PassphraseStore>(PassphraseStore::Options{path(), cost, delayMs}, random);
    }
    QString path() const { return folder.filePath(u"passphrase"_s); }
    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray& content) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    static std::optional<ErrorCode> wait(std::optional<Result<void>>& got)
    {
        if (!QTest::qWaitFor([&] { return got.has_value(); }, 20000)) {
            qFatal("no answer");
        }
        return got->has_value() ? std::nullopt : std::optional(got->error().code);
    }
    std::optional<ErrorCode> choose(const QString& passphrase = kPassphrase)
    {
        std::optional<Result<void>> got;
        store->choose(passphrase, [&](const auto& answer) { got.emplace(answer); });
        return wait(got);
    }
    std::optional<ErrorCode> unlock(const QString& passphrase = kPassphrase)
    {
        std::optional<Result<void>> got;
        store->unlock(passphrase, [&](const auto& answer) { got.emplace(answer); });
        return wait(got);
    }
    std::optional<ErrorCode> write(const QByteArray& secret = kSecret)
    {
        std::optional<Result<void>> got;
        store->write(u"session"_s, secret, [&](const auto& answer) { got.emplace(answer); });
        return wait(got);
    }
    Result<std::optional<QByteArray>> read()
    {
        std::optional<Result<std::optional<QByteArray>>> got;
        store->read(u"session"_s, [&](const auto& answer) { got.emplace(answer); });
        return *got;
    }

    QTemporaryDir folder;
    SystemRandom random;
    std::unique_ptr<PassphraseStore> store;
};

} // namespace

class TestPassphraseStore : public QObject
{
    Q_OBJECT
private slots:
    void untilOneIsChosenNothingTouchesTheDisk();
    void whatIsKeptComesBackWithThePassphrase();
    void theFileShowsNothing();
    void aWrongPassphraseIsSaidAndChangesNothing();
    void wrongOnesWaitLonger();
    void lettersCountHoweverTheyAreTyped();
    void lockedAnswersLocked();
    void theFileGoesWithItsLastEntry();
    void discardingNeedsNoPassphrase();
    void whatTheDiskKeepsStandsInNobodysWay();
    void aChoiceCanBeTakenBack();
    void badFiles_data();
    void badFiles();
    void aFileCannotAskForAllMemory_data();
    void aFileCannotAskForAllMemory();
    void aFullDiskLeavesWhatWas();
    void derivingDoesNotStopTheEventLoop();
    void endingWhileItDerivesIsFine();
    void weakOnesAreRefused_data();
    void weakOnesAreRefused();
    void anyChangedByteIsNoticed();
};

void TestPassphraseStore::untilOneIsChosenNothingTouchesTheDisk()
{
    Rig rig;
    QVERIFY(rig.store->lockState() == PassphraseLock::State::Unset);
    QVERIFY(rig.store->kind() == CredentialStore::Kind::MemoryOnly);
    QVERIFY(!rig.write());
    QCOMPARE(**rig.read(), kSecret);
    QVERIFY(!QFile::exists(rig.path()));
}

void TestPassphraseStore::whatIsKeptComesBackWithThePassphrase()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(rig.store->kind() == CredentialStore::Kind::Passphrase);
    QVERIFY(!rig.write());
    rig.open();
    QVERIFY(rig.store->lockState() == PassphraseLock::State::Locked);
    QVERIFY(!rig.unlock());
    QVERIFY(rig.store->lockState() == PassphraseLock::State::Open);
    QCOMPARE(**rig.read(), kSecret);
    QVERIFY(!rig.write("another"));
    rig.open();
    QVERIFY(!rig.unlock());
    QCOMPARE(**rig.read(), QByteArray("another"));
}

void TestPassphraseStore::theFileShowsNothing()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    const auto first = rig.bytes();
    QVERIFY(!first.contains(kSecret));
    QVERIFY(!first.contains("session"));
    QVERIFY(!first.contains(kPassphrase.toUtf8()));
#ifdef Q_OS_UNIX
    QCOMPARE(QFile::permissions(rig.path()) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup), 0);
#endif
    // The same content twice is not the same file, and a little more is not a longer one.
    QVERIFY(!rig.write());
    QVERIFY(rig.bytes() != first);
    QVERIFY(!rig.write(kSecret + "more"));
    QCOMPARE(rig.bytes().size(), first.size());
}

void TestPassphraseStore::aWrongPassphraseIsSaidAndChangesNothing()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    const auto before = rig.bytes();
    rig.open();
    for (int i = 0; i < 5; ++i) {
        QVERIFY(rig.unlock(u"plum tractor over seven hill"_s) == ErrorCode::WrongPassphrase);
        QVERIFY(rig.store->lockState() == PassphraseLock::State::Locked);
    }
    QVERIFY(rig.unlock({}) == ErrorCode::WrongPassphrase);
    QCOMPARE(rig.bytes(), before);
    QVERIFY(!rig.unlock());
    QCOMPARE(**rig.read(), kSecret);
}

void TestPassphraseStore::wrongOnesWaitLonger()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    rig.open(kCheap, 60);
    const auto took = [&] {
        QElapsedTimer timer;
        timer.start();
        (void)rig.unlock(u"wrong"_s);
        return timer.elapsed();
    };
    for (int i = 0; i < 3; ++i) {
        (void)took();
    }
    QVERIFY(took() >= 55); // Coarse timers may be 5 % early.
    QVERIFY(took() >= 110);
    QVERIFY(!rig.unlock()); // Late, but it opens.
}

void TestPassphraseStore::lettersCountHoweverTheyAreTyped()
{
    Rig rig;
    QVERIFY(!rig.choose(u"mañana canción única"_s));
    QVERIFY(!rig.write());
    rig.open();
    QVERIFY(!rig.unlock(u"  man\u0303ana cancio\u0301n u\u0301nica "_s));
}

void TestPassphraseStore::lockedAnswersLocked()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    rig.open();
    QVERIFY(rig.read().error().code == ErrorCode::Locked);
    QVERIFY(rig.write() == ErrorCode::Locked);
    std::optional<Result<void>> removed;
    rig.store->remove(u"session"_s, [&](const auto& answer) { removed.emplace(answer); });
    QVERIFY(Rig::wait(removed) == ErrorCode::Locked);
    QVERIFY(!rig.unlock());
    QCOMPARE(**rig.read(), kSecret);
}

void TestPassphraseStore::theFileGoesWithItsLastEntry()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    std::optional<Result<void>> removed;
    rig.store->remove(u"session"_s, [&](const auto& answer) { removed.emplace(answer); });
    QVERIFY(!Rig::wait(removed));
    QVERIFY(QDir(rig.folder.path()).isEmpty());
    QVERIFY(rig.store->lockState() == PassphraseLock::State::Unset);
    QVERIFY(!rig.choose(u"quite another sentence 7"_s));
}

void TestPassphraseStore::discardingNeedsNoPassphrase()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    rig.open();
    QVERIFY(rig.store->discard());
    QVERIFY(QDir(rig.folder.path()).isEmpty());
    QVERIFY(rig.store->lockState() == PassphraseLock::State::Unset);
}

void TestPassphraseStore::whatTheDiskKeepsStandsInNobodysWay()
{
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    const auto before = rig.bytes();
    rig.store->letGo();
    QCOMPARE(rig.bytes(), before);
    QVERIFY(rig.store->kind() == CredentialStore::Kind::MemoryOnly);
    QVERIFY(!rig.read()->has_value());
    // The next one's passphrase is her own, and the file hers alone.
    const auto another = u"quite another sentence 7"_s;
    QVERIFY(!rig.choose(another));
    QVERIFY(!rig.write("another"));
    rig.open();
    QVERIFY(rig.unlock() == ErrorCode::WrongPassphrase);
    QVERIFY(!rig.unlock(another));
    QCOMPARE(**rig.read(), QByteArray("another"));
}

void TestPassphraseStore::aChoiceCanBeTakenBack()
{
    Rig rig;
    QVERIFY(!rig.choose());
    rig.store->unchoose();
    QVERIFY(rig.store->kind() == CredentialStore::Kind::MemoryOnly);
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    rig.store->unchoose(); // Too late: what is kept is not let go by the way.
    QVERIFY(rig.store->kind() == CredentialStore::Kind::Passphrase);
}

void TestPassphraseStore::badFiles_data()
{
    QTest::addColumn<int>("how");
    QTest::addColumn<int>("code");
    const auto corrupt = static_cast<int>(ErrorCode::Corrupt);
    QTest::newRow("empty") << 0 << corrupt;
    QTest::newRow("half") << 1 << corrupt;
    QTest::newRow("a bit turned") << 2 << corrupt;
    QTest::newRow("something else") << 3 << corrupt;
    QTest::newRow("endless") << 4 << corrupt;
    QTest::newRow("newer") << 5 << static_cast<int>(ErrorCode::NewerVersion);
    QTest::newRow("gone") << 6 << corrupt;
}

void TestPassphraseStore::badFiles()
{
    QFETCH(int, how);
    QFETCH(int, code);
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    const auto good = rig.bytes();
    auto bad = good;
    switch (how) {
    case 0:
        bad.clear();
        break;
    case 1:
        bad.truncate(bad.size() / 2);
        break;
    case 2:
        bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
        break;
    case 3:
        bad = QByteArray(300, 'x');
        break;
    case 4:
        bad += QByteArray(10 * 1024 * 1024, 'x');
        break;
    case 5:
        bad[qstrlen("textbank sealed\n")] = 9;
        break;
    default:
        break;
    }
    rig.put(bad);
    rig.open();
    if (how == 6) {
        QVERIFY(QFile::remove(rig.path()));
    }
    QCOMPARE(static_cast<int>(*rig.unlock()), code);
    QVERIFY(how == 6 || rig.bytes() == bad); // Left for somebody who can read it.
    rig.put(good);
    QVERIFY(!rig.unlock());
}

void TestPassphraseStore::aFileCannotAskForAllMemory_data()
{
    QTest::addColumn<quint64>("operations");
    QTest::addColumn<quint64>("memory");
    QTest::newRow("memory") << quint64{1} << (quint64{1} << 40);
    QTest::newRow("all of it") << quint64{1} << ~quint64{0};
    QTest::newRow("time") << quint64{1000000} << quint64{8192};
    QTest::newRow("nothing") << quint64{0} << quint64{0};
}

void TestPassphraseStore::aFileCannotAskForAllMemory()
{
    QFETCH(quint64, operations);
    QFETCH(quint64, memory);
    // Well made but for its cost: the checksum is right.
    SystemRandom random;
    const auto file = SealedFile::create({operations, memory}, random);
    const auto bytes = file.sealed({{u"session"_s, kSecret}}, SecretKey(QByteArray(32, 'k')), random);
    const auto read = SealedFile::fromBytes(bytes);
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::Corrupt);
}

void TestPassphraseStore::aFullDiskLeavesWhatWas()
{
#ifdef Q_OS_UNIX
    Rig rig;
    QVERIFY(!rig.choose());
    QVERIFY(!rig.write());
    const auto before = rig.bytes();
    // No file of this process may grow beyond 100 bytes now: the write ends in the middle, as on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit was{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &was), 0);
    const rlimit small{100, was.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto failed = rig.write("never arrives");
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &was), 0);
    QVERIFY(failed.has_value());
    QCOMPARE(rig.bytes(), before);
    QCOMPARE(**rig.read(), kSecret); // Memory says what the disk says.
    QCOMPARE(QDir(rig.folder.path()).entryList(QDir::Files), QStringList{u"passphrase"_s});
    QVERIFY(!rig.write("arrives"));
    rig.open();
    QVERIFY(!rig.unlock());
    QCOMPARE(**rig.read(), QByteArray("arrives"));
#else
    QSKIP("needs a limit on file sizes");
#endif
}

void TestPassphraseStore::derivingDoesNotStopTheEventLoop()
{
    Rig rig;
    rig.open({});
    std::optional<Result<void>> got;
    QElapsedTimer timer;
    timer.start();
    rig.store->choose(kPassphrase, [&](const auto& answer) { got.emplace(answer); });
    QVERIFY(!got); // Never answered from within.
    int turns = 0;
    while (!got) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        QVERIFY(timer.elapsed() < 60000);
        QThread::msleep(1);
        ++turns;
    }
    QVERIFY(got->has_value());
    QVERIFY2(turns > 10, qPrintable(QString::number(turns)));
    qInfo("a key with the program's own cost: %lld ms", timer.elapsed());
}

void TestPassphraseStore::endingWhileItDerivesIsFine()
{
    Rig rig;
    rig.open({2, 64ULL * 1024 * 1024});
    bool answered = false;
    rig.store->choose(kPassphrase, [&](const auto&) { answered = true; });
    QCoreApplication::processEvents();
    rig.store.reset();
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

void TestPassphraseStore::weakOnesAreRefused_data()
{
    using W = PassphraseWeakness;
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<int>("weakness");
    const auto row = [](const char* name, const QString& text, W weakness) {
        QTest::newRow(name) << text << static_cast<int>(weakness);
    };
    row("empty", {}, W::TooShort);
    row("blanks", QString(30, u' '), W::TooShort);
    row("short", u"plum 7 hill"_s, W::TooShort);
    row("one letter", QString(20, u'a'), W::TooPlain);
    row("a row", u"abcdefghijkl"_s, W::TooPlain);
    row("counted down", u"9876543210987"_s, W::TooPlain);
    row("a known one", u"password1234"_s, W::TooCommon);
    row("known ones", u"Passphrase 123 qwerty"_s, W::TooCommon);
    row("the program's name", u"textbank 2026!"_s, W::TooCommon);
    row("endless", QString(u"plum tractor "_s).repeated(40), W::TooLong);
    row("words", kPassphrase, W::None);
    row("Spanish", u"tres gatos cruzan el río"_s, W::None);
    row("a machine's", u"vK7-qpx2-Zm9w"_s, W::None);
    row("a word and more", u"my password is a tractor"_s, W::None);
}

void TestPassphraseStore::weakOnesAreRefused()
{
    QFETCH(QString, passphrase);
    QFETCH(int, weakness);
    QCOMPARE(static_cast<int>(weaknessOf(passphrase)), weakness);
    Rig rig;
    const auto refused = rig.choose(passphrase);
    QCOMPARE(refused == ErrorCode::Blocked, weakness != static_cast<int>(PassphraseWeakness::None));
    QCOMPARE(rig.store->kind() == CredentialStore::Kind::MemoryOnly, refused.has_value());
}

void TestPassphraseStore::anyChangedByteIsNoticed()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    SystemRandom random;
    const SecretKey key(QByteArray(32, 'k'));
    const auto good = SealedFile::create(kCheap, random).sealed({{u"session"_s, kSecret}}, key, random);
    QVERIFY(rc::check("a changed or cut file never opens as anything", [&] {
        auto bytes = good;
        if (*rc::gen::arbitrary<bool>()) {
            const auto at = *rc::gen::inRange<qsizetype>(0, bytes.size());
            bytes[at] = static_cast<char>(bytes[at] ^ *rc::gen::inRange(1, 256));
        } else {
            bytes.truncate(*rc::gen::inRange<qsizetype>(0, bytes.size()));
        }
        RC_ASSERT(!SealedFile::fromBytes(bytes));
    }));
#else
    QSKIP("needs RapidCheck");
#endif
}

QTEST_GUILESS_MAIN(TestPassphraseStore)
#include "tst_PassphraseStore.moc"
