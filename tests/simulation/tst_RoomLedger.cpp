#include "tests/simulation/RoomLedger.h"
#include "tests/support/Builders.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace textbank;
using namespace textbank::simulation;

namespace {

using Said = RoomLedger::Meaning;

const Instant kStart = *fromRfc3339(u"2026-11-17T19:00:00.000Z"_s);

Instant at(std::chrono::minutes since) { return kStart + since; }
RoomLedger::Word word(const QString& id, Said meaning, std::chrono::minutes since)
{
    return {MessageId{id}, build::phone(0), meaning, at(since), {}};
}

void take(RoomLedger& ledger, const QString& id)
{
    ledger.given(MessageId{id});
    ledger.stored(MessageId{id});
}

} // namespace

class TestRoomLedger : public QObject
{
    Q_OBJECT
private slots:
    void aStopIsKnownWhenTheGatewayHasIt();
    void whatIsTakenBackIsWhatCameBefore();
    void staffTakeBackWhatTheySaw();
    void whatNobodyWasToldMayNotBeDone();
    void aSwitchHoldsBetweenItsTurns();
    void hoursAreThoseOfADocument();
};

void TestRoomLedger::aStopIsKnownWhenTheGatewayHasIt()
{
    const auto number = build::phone(0);
    RoomLedger ledger;
    ledger.wrote(word(u"a"_s, Said::Stop, 1min));
    QVERIFY(!ledger.knownToHaveStopped(number));
    QVERIFY(ledger.wantsToBeLeftAlone(number));
    take(ledger, u"a"_s);
    QVERIFY(ledger.knownToHaveStopped(number));
    QVERIFY(!ledger.knownToHaveStopped(build::phone(1)));
}

void TestRoomLedger::whatIsTakenBackIsWhatCameBefore()
{
    const auto number = build::phone(0);
    RoomLedger ledger;
    ledger.wrote(word(u"start"_s, Said::Start, 1min));
    ledger.wrote(word(u"stop"_s, Said::Stop, 2min));
    take(ledger, u"start"_s);
    take(ledger, u"stop"_s);
    QVERIFY(ledger.knownToHaveStopped(number));
    ledger.wrote(word(u"again"_s, Said::Start, 3min)); // On its way: the gateway may have it.
    QVERIFY(!ledger.knownToHaveStopped(number));
    QVERIFY(!ledger.wantsToBeLeftAlone(number));

    // What staff did before the gateway was told of a STOP came before it; what they did while it had not said that it
    // has it may have come behind.
    for (const auto wasGiven : {false, true}) {
        RoomLedger late;
        late.wrote(word(u"stop"_s, Said::Stop, 1min));
        if (wasGiven) {
            late.given(MessageId{u"stop"_s});
        }
        late.staffLifted(number, at(2min), {});
        take(late, u"stop"_s);
        QCOMPARE(late.knownToHaveStopped(number), !wasGiven);
    }
}

void TestRoomLedger::staffTakeBackWhatTheySaw()
{
    const auto number = build::phone(0);
    RoomLedger ledger;
    ledger.wrote(word(u"stop"_s, Said::Stop, 5min));
    take(ledger, u"stop"_s);
    ledger.staffLifted(number, at(6min), at(4min));
    QVERIFY(ledger.wantsToBeLeftAlone(number));
    QVERIFY(!ledger.returnedSince(number, at(5min)));
    ledger.staffLifted(number, at(7min), at(5min));
    QVERIFY(!ledger.wantsToBeLeftAlone(number));
    QVERIFY(ledger.returnedSince(number, at(5min)));
    QVERIFY(!ledger.returnedSince(number, at(8min)));
}

void TestRoomLedger::whatNobodyWasToldMayNotBeDone()
{
    const auto number = build::phone(0);
    RoomLedger ledger;
    ledger.staffStopped(number, at(1min), false);
    QVERIFY(!ledger.knownToHaveStopped(number));
    QVERIFY(!ledger.wantsToBeLeftAlone(number));
    QVERIFY(ledger.wasSpokenOf(number));
    ledger.staffStopped(number, at(2min), true);
    QVERIFY(ledger.knownToHaveStopped(number));
    QVERIFY(ledger.wantsToBeLeftAlone(number));
    QCOMPARE(ledger.stopsOf(number), 0); // Nobody there asked for a confirming text.
}

void TestRoomLedger::aSwitchHoldsBetweenItsTurns()
{
    RoomLedger::Switch pause;
    QVERIFY(!pause.wasOn(3));
    pause.turn(10, true);
    pause.turn(20, false);
    pause.turn(30, std::nullopt);
    QVERIFY(!pause.wasOn(10));
    QVERIFY(pause.wasOn(11));
    QVERIFY(pause.wasOn(20));
    QVERIFY(!pause.wasOn(21));
    QVERIFY(!pause.wasOn(31));
}

void TestRoomLedger::hoursAreThoseOfADocument()
{
    const RoomImage::Person person{ContactId{u"one"_s}, build::phone(0), -5 * 60};
    const auto nineThirty = *fromRfc3339(u"2026-11-17T14:30:00.000Z"_s);
    const Hours late{10 * 60, 18 * 60, 13 * 60};
    RoomLedger ledger;
    QVERIFY(ledger.isOpenNow(person, nineThirty));
    ledger.documentGiven(u"policy-2"_s, late, false);
    QVERIFY(ledger.isOpenNow(person, nineThirty)); // Perhaps the gateway never had it.
    QVERIFY(!ledger.isOpenByAll(person, nineThirty));
    ledger.documentGiven(u"policy-3"_s, late, true);
    QVERIFY(!ledger.isOpenNow(person, nineThirty));
    QVERIFY(ledger.isOpenNow(person, nineThirty + 30min));
    QVERIFY(!ledger.isOpenBy(u"policy-3"_s, person, nineThirty));
    QVERIFY(ledger.isOpenBy(u"policy-1"_s, person, nineThirty));
}

QTEST_GUILESS_MAIN(TestRoomLedger)
#include "tst_RoomLedger.moc"
