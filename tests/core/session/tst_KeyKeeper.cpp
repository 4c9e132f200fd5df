#include "core/session/KeyKeeper.h"
#include "tests/support/FaultySecrets.h"

#include <QTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;
using Fate = FaultPlan::Fate;

namespace {

const QString kProfile = u"0192f3a0-1111-7222-8333-944444444444"_s;
constexpr Fate kFates[] = {Fate::Fails, Fate::LiesFailed, Fate::ComesLate, Fate::Dies, Fate::DiesAfter};

Credentials somebody(char key = 'k')
{
    Credentials made;
    made.gateway = QUrl(u"https://room.example.org"_s);
    made.token = u"token"_s;
    made.profileKey = QByteArray(32, key);
    made.profile = kProfile;
    made.device = DeviceId{u"device"_s};
    made.volunteer = VolunteerId{u"volunteer"_s};
    made.displayName = u"Robin Hale"_s;
    made.organisation = u"Valley Votes"_s;
    return made;
}

/// A keychain, a disk and the programs that come and go over them.
struct Laptop
{
    Laptop() { begin(); }
    void begin()
    {
        keeper.reset();
        plan.restart();
        keeper = std::make_unique<KeyKeeper>(secrets, &vault, random);
    }
    /// A start on a machine that works: what the profile opens with.
    Result<std::optional<Credentials>> start()
    {
        plan.fate = {};
        begin();
        return read();
    }
    Result<std::optional<Credentials>> read()
    {
        std::optional<Result<std::optional<Credentials>>> got;
        keeper->read([&](const auto& found) { got.emplace(found); });
        return got ? *got : fail(ErrorCode::Cancelled);
    }
    std::optional<Result<void>> keep(const Credentials& made)
    {
        std::optional<Result<void>> got;
        keeper->keep(made, [&](const auto& kept) { got.emplace(kept); });
        return got;
    }
    std::optional<Result<void>> rotate()
    {
        std::optional<Result<void>> got;
        keeper->rotate([&](const auto& rotated) { got.emplace(rotated); });
        return got;
    }
    std::optional<Result<void>> renew(const QString& token)
    {
        auto same = somebody();
        same.token = token;
        std::optional<Result<void>> got;
        keeper->renew(same, [&](const auto& renewed) { got.emplace(renewed); });
        return got;
    }
    std::optional<Result<void>> destroy()
    {
        std::optional<Result<void>> got;
        keeper->destroy([&](const auto& destroyed) { got.emplace(destroyed); });
        return got;
    }
    QByteArray entry() const { return secrets.entries.value(u"session"_s); }
    KeyEnvelope envelope() const { return *KeyEnvelope::fromBytes(vault.files.value(kProfile), kProfile); }

    SeededRandom random{11};
    FaultPlan plan;
    FaultySecrets secrets{plan};
    FaultyVault vault{plan};
    std::unique_ptr<KeyKeeper> keeper;
};

bool opensWith(const Result<std::optional<Credentials>>& found, char key, const QString& token = u"token"_s)
{
    auto expected = somebody(key);
    expected.token = token;
    return found && *found && (*found)->profileKey == SecretKey(QByteArray(32, key)) &&
           toBytes(**found) == toBytes(expected);
}

} // namespace

class TestKeyKeeper : public QObject
{
    Q_OBJECT
private slots:
    void neitherHalfHoldsTheDataKey();
    void eitherHalfAloneOpensNothing();
    void aKeyFileOpensNoOtherProfile();
    void aRotationLeavesOneNewWrap();
    void anOldEntryIsBroughtOver();
    void anOldEntryIsBroughtOverWhateverBreaks();
    void everyStepOfJoiningMayBreak();
    void everyStepOfARotationMayBreak();
    void aNewTokenComesWithANewKey();
    void everyStepOfSigningInAgainMayBreak();
    void aVaultThatTakesNoNewKeyKeepsNoTokenFromTheEntry();
    void aHalfRotationIsMendedByTheNext();
    void manyFailedRotationsKeepTheKeyThatIsNeeded();
    void whatIsForgottenStaysForgotten();
    void everyStepOfADestructionMayBreakAndTheNextMayJoin();
    void anEntryThatStaysOpensNothing();
    void aDamagedKeyFileIsSaid_data();
    void aDamagedKeyFileIsSaid();
    void anyHistoryLeavesAProfileThatOpens();
};

void TestKeyKeeper::neitherHalfHoldsTheDataKey()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    const QByteArray key(32, 'k');
    for (const auto& half : {laptop.entry(), laptop.vault.files.value(kProfile)}) {
        QVERIFY(!half.isEmpty());
        QVERIFY(!half.contains(key));
        QVERIFY(!half.contains(key.toBase64()));
    }
    QVERIFY(opensWith(laptop.start(), 'k'));
}

void TestKeyKeeper::eitherHalfAloneOpensNothing()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    const auto file = laptop.vault.files.take(kProfile);
    auto found = laptop.start();
    QVERIFY(!found);
    QVERIFY(found.error().code == ErrorCode::NotFound);

    laptop.vault.files.insert(kProfile, file);
    laptop.secrets.entries.clear();
    found = laptop.start();
    QVERIFY(found);
    QVERIFY(!found->has_value());

    // A new sign-in's key does not open what an old one left.
    QVERIFY(laptop.keep(somebody('n'))->has_value());
    laptop.vault.files.insert(kProfile, file);
    found = laptop.start();
    QVERIFY(!found);
    QVERIFY(found.error().code == ErrorCode::NoKey);
}

void TestKeyKeeper::aKeyFileOpensNoOtherProfile()
{
    SeededRandom random(2);
    const SecretKey master(QByteArray(32, 'm'));
    KeyEnvelope mine(kProfile);
    mine.add(SecretKey(QByteArray(32, 'k')), master, master, random);
    QVERIFY(mine.open(master));
    const auto moved = KeyEnvelope::fromBytes(mine.toBytes(), u"another"_s);
    QVERIFY(moved);
    QVERIFY(!moved->open(master));
}

void TestKeyKeeper::aRotationLeavesOneNewWrap()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    const auto entry = laptop.entry();
    const auto file = laptop.vault.files.value(kProfile);
    QVERIFY(opensWith(laptop.start(), 'k'));
    QVERIFY(laptop.rotate()->has_value());
    QVERIFY(laptop.entry() != entry);
    QVERIFY(laptop.vault.files.value(kProfile) != file);
    QCOMPARE(laptop.envelope().wraps(), 1);
    QVERIFY(!laptop.envelope().open(entryFromBytes(entry)->master)); // The old key opens nothing any more.
    QVERIFY(opensWith(laptop.start(), 'k'));
}

void TestKeyKeeper::anOldEntryIsBroughtOver()
{
    // As version 0.1 wrote it; frozen.
    const QByteArray frozen =
        R"({"device":"device","displayName":"Robin Hale","format":1,"gateway":"https://room.example.org",)"
        R"("key":"a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=","organisation":"Valley Votes","pin":"",)"
        R"("profile":"0192f3a0-1111-7222-8333-944444444444","role":"volunteer","token":"token","volunteer":"volunteer"})";
    Laptop laptop;
    laptop.secrets.entries.insert(u"session"_s, frozen);
    QVERIFY(opensWith(laptop.read(), 'k'));
    QVERIFY(laptop.rotate()->has_value());
    QVERIFY(!laptop.entry().contains("a2tra2tr"));
    QCOMPARE(laptop.envelope().wraps(), 1);
    QVERIFY(opensWith(laptop.start(), 'k'));
}

void TestKeyKeeper::anOldEntryIsBroughtOverWhateverBreaks()
{
    for (const auto fate : kFates) {
        for (int broken = 0; broken < 3; ++broken) {
            Laptop laptop;
            laptop.secrets.entries.insert(u"session"_s, toBytes(somebody()));
            QVERIFY(laptop.read());
            laptop.plan.fate = [&](int step) { return step == broken ? fate : Fate::Works; };
            laptop.rotate();
            QVERIFY(laptop.plan.steps > broken);
            QVERIFY2(opensWith(laptop.start(), 'k'), qPrintable(u"step %1"_s.arg(broken)));
            QVERIFY(laptop.rotate()->has_value());
            QVERIFY(opensWith(laptop.start(), 'k'));
            QCOMPARE(laptop.envelope().wraps(), 1);
        }
    }
}

void TestKeyKeeper::everyStepOfJoiningMayBreak()
{
    for (const auto fate : kFates) {
        for (int broken = 0; broken < 2; ++broken) {
            Laptop laptop;
            laptop.plan.fate = [&](int step) { return step == broken ? fate : Fate::Works; };
            laptop.keep(somebody());
            QVERIFY(laptop.plan.steps > broken);
            // Nobody was told that it is kept before it was: then it opens, or nothing was kept.
            const auto found = laptop.start();
            QVERIFY2(found, qPrintable(found ? QString() : found.error().detail));
            QVERIFY(!*found || opensWith(found, 'k'));
            QVERIFY(*found || (fate != Fate::LiesFailed && fate != Fate::ComesLate) || broken == 0);
        }
    }
}

void TestKeyKeeper::everyStepOfARotationMayBreak()
{
    for (const auto fate : kFates) {
        for (int broken = 0; broken < 3; ++broken) {
            Laptop laptop;
            QVERIFY(laptop.keep(somebody())->has_value());
            QVERIFY(laptop.read());
            laptop.plan.restart();
            laptop.plan.fate = [&](int step) { return step == broken ? fate : Fate::Works; };
            const auto answered = laptop.rotate();
            QVERIFY(!answered || !answered->has_value());
            QVERIFY2(opensWith(laptop.start(), 'k'), qPrintable(u"step %1"_s.arg(broken)));
        }
    }
}

void TestKeyKeeper::aNewTokenComesWithANewKey()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    const auto old = entryFromBytes(laptop.entry());
    QVERIFY(laptop.renew(u"another"_s)->has_value());
    QVERIFY(!laptop.envelope().open(old->master)); // The old entry opens nothing any more.
    QCOMPARE(laptop.envelope().wraps(), 1);
    QVERIFY(opensWith(laptop.start(), 'k', u"another"_s));
    // And once more in the same program.
    const auto second = entryFromBytes(laptop.entry());
    QVERIFY(laptop.renew(u"a third"_s)->has_value());
    QVERIFY(!laptop.envelope().open(second->master));
    QVERIFY(opensWith(laptop.start(), 'k', u"a third"_s));
}

void TestKeyKeeper::everyStepOfSigningInAgainMayBreak()
{
    for (const auto fate : kFates) {
        for (int broken = 0; broken < 3; ++broken) {
            Laptop laptop;
            QVERIFY(laptop.keep(somebody())->has_value());
            laptop.plan.restart();
            laptop.plan.fate = [&](int step) { return step == broken ? fate : Fate::Works; };
            const auto answered = laptop.renew(u"another"_s);
            QVERIFY(laptop.plan.steps > broken);
            const auto told = answered && answered->has_value();
            const auto found = laptop.start();
            const auto where = u"step %1"_s.arg(broken);
            // With the old token or the new one; with the new one when it was said to be kept.
            QVERIFY2(opensWith(found, 'k', u"another"_s) || (!told && opensWith(found, 'k')), qPrintable(where));
            // The next start mends what is half done.
            const auto entry = entryFromBytes(laptop.entry());
            QVERIFY(laptop.rotate()->has_value());
            QCOMPARE(laptop.envelope().wraps(), 1);
            QVERIFY(!laptop.envelope().open(entry->master));
        }
    }
}

void TestKeyKeeper::aVaultThatTakesNoNewKeyKeepsNoTokenFromTheEntry()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    laptop.plan.restart();
    laptop.plan.fate = [](int step) { return step == 0 ? Fate::Fails : Fate::Works; };
    QVERIFY(laptop.renew(u"another"_s)->has_value());
    QVERIFY(opensWith(laptop.start(), 'k', u"another"_s));
}

void TestKeyKeeper::aHalfRotationIsMendedByTheNext()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    laptop.plan.restart();
    laptop.plan.fate = [](int step) { return step == 1 ? Fate::Fails : Fate::Works; };
    QVERIFY(!laptop.rotate()->has_value());
    QCOMPARE(laptop.envelope().wraps(), 2);
    QVERIFY(opensWith(laptop.start(), 'k'));
    QVERIFY(laptop.rotate()->has_value());
    QCOMPARE(laptop.envelope().wraps(), 1);
}

void TestKeyKeeper::manyFailedRotationsKeepTheKeyThatIsNeeded()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    for (int i = 0; i < 40; ++i) {
        QVERIFY(opensWith(laptop.start(), 'k'));
        laptop.plan.fate = [](int step) { return step == 1 ? Fate::Fails : Fate::Works; };
        QVERIFY(!laptop.rotate()->has_value());
        QVERIFY(laptop.envelope().wraps() <= KeyEnvelope::kMostWraps);
    }
    QVERIFY(opensWith(laptop.start(), 'k'));
}

void TestKeyKeeper::whatIsForgottenStaysForgotten()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    std::optional<Result<void>> gone;
    laptop.keeper->forget([&](const Result<void>& answer) { gone.emplace(answer); });
    QVERIFY(gone && gone->has_value());
    QVERIFY(laptop.secrets.entries.isEmpty());
    QVERIFY(laptop.vault.files.isEmpty());
    // Nothing to rotate, nothing written.
    QVERIFY(laptop.rotate()->has_value());
    QVERIFY(laptop.secrets.entries.isEmpty());
    QVERIFY(laptop.vault.files.isEmpty());
}

void TestKeyKeeper::everyStepOfADestructionMayBreakAndTheNextMayJoin()
{
    for (const auto fate : kFates) {
        for (int broken = 0; broken < 2; ++broken) {
            Laptop laptop;
            QVERIFY(laptop.keep(somebody())->has_value());
            laptop.plan.restart();
            laptop.plan.fate = [&](int step) { return step == broken ? fate : Fate::Works; };
            const auto answered = laptop.destroy();
            QVERIFY(laptop.plan.steps > broken);
            if (!answered) { // The program died over it.
                laptop.begin();
            }
            laptop.plan.fate = {};
            auto next = somebody('n');
            next.profile = u"0192f3a0-1111-7222-8333-955555555555"_s;
            QVERIFY(laptop.keep(next)->has_value());
            const auto found = laptop.start();
            QVERIFY2(found && *found, qPrintable(u"step %1"_s.arg(broken)));
            QCOMPARE((*found)->profile, next.profile);
            QVERIFY((*found)->profileKey == next.profileKey);
        }
    }
}

void TestKeyKeeper::anEntryThatStaysOpensNothing()
{
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    laptop.plan.restart();
    laptop.plan.fate = [](int step) { return step == 1 ? Fate::Fails : Fate::Works; };
    QVERIFY(!laptop.destroy()->has_value());
    QVERIFY(!laptop.entry().isEmpty());
    QVERIFY(laptop.vault.files.isEmpty());
    // What another call of it removes.
    laptop.plan.fate = {};
    QVERIFY(laptop.destroy()->has_value());
    QVERIFY(laptop.secrets.entries.isEmpty());
}

void TestKeyKeeper::aDamagedKeyFileIsSaid_data()
{
    QTest::addColumn<int>("at"); // Which byte is turned round; -1: cut in half, -2: emptied, -3: of a newer version.
    QTest::newRow("emptied") << -2;
    QTest::newRow("cut") << -1;
    QTest::newRow("newer") << -3;
    QTest::newRow("magic") << 0;
    QTest::newRow("wrap") << 40;
}

void TestKeyKeeper::aDamagedKeyFileIsSaid()
{
    QFETCH(int, at);
    Laptop laptop;
    QVERIFY(laptop.keep(somebody())->has_value());
    auto& file = laptop.vault.files[kProfile];
    if (at >= 0) {
        file[at] = static_cast<char>(file[at] ^ 0x55);
    } else if (at == -3) {
        file[qstrlen("textbank key\n")] = 2;
    } else {
        file.truncate(at == -1 ? file.size() / 2 : 0);
    }
    const auto found = laptop.start();
    QVERIFY(!found);
    QCOMPARE(static_cast<int>(found.error().code),
             static_cast<int>(at == -3 ? ErrorCode::NewerVersion : ErrorCode::Corrupt));
}

void TestKeyKeeper::anyHistoryLeavesAProfileThatOpens()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    const auto held = rc::check("whatever breaks, in whatever order, the next start opens the profile", [] {
        Laptop laptop;
        auto kept = u"token"_s; // The last that was said to be kept; a later one may have been all the same.
        const auto opens = [&kept, &laptop] {
            const auto found = laptop.start();
            if (!found || !*found || (*found)->token.compare(kept) < 0) {
                return false;
            }
            kept = (*found)->token;
            return opensWith(found, 'k', kept);
        };
        laptop.random.bytes(*rc::gen::inRange(1, 64));
        RC_ASSERT(laptop.keep(somebody()).value().has_value());
        const auto starts = *rc::gen::inRange(1, 14);
        for (int i = 0; i < starts; ++i) {
            RC_ASSERT(opens());
            const auto fates = *rc::gen::container<std::vector<int>>(8, rc::gen::inRange(0, 10));
            laptop.plan.fate = [&fates](int step) {
                const auto drawn = fates.at(static_cast<size_t>(step) % fates.size());
                return drawn < 5 ? Fate::Works : kFates[drawn - 5];
            };
            const auto rotations = *rc::gen::inRange(1, 3); // Also twice in one program, over what it remembers.
            for (int r = 0; r < rotations; ++r) {
                if (*rc::gen::arbitrary<bool>()) {
                    laptop.rotate();
                    continue;
                }
                const auto next = u"token %1.%2"_s.arg(i, 2, 10, QChar(u'0')).arg(r);
                const auto answered = laptop.renew(next);
                if (answered && answered->has_value()) {
                    kept = next;
                }
            }
        }
        RC_ASSERT(opens());
        RC_ASSERT(laptop.rotate().value().has_value());
        RC_ASSERT(laptop.envelope().wraps() == 1);
        RC_ASSERT(opens());
    });
    QVERIFY(held);
#else
    QSKIP("needs RapidCheck");
#endif
}

QTEST_GUILESS_MAIN(TestKeyKeeper)
#include "tst_KeyKeeper.moc"
