#include "tests/simulation/TimeSense.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace textbank;
using namespace textbank::simulation;

class TestTimeSense : public QObject
{
    Q_OBJECT
private slots:
    void isItsOwnClockUntilItIsTold();
    void aClockThatWasSetIsRightWhenItIsToldAgain();
    void theLineOfTheCommandsCounts();
    void anAnswerThatTookLongSaysNothing();
    void whatWasReachedGoesBackByTheGatewaysWordAlone();
    void aDeathMayForgetThatWord();

private:
    SimTime m_time{instantFromMs(1'000'000'000)};
    using Way = TimeSense::Way;
};

void TestTimeSense::isItsOwnClockUntilItIsTold()
{
    SimClock clock(m_time, 4min);
    TimeSense sense(clock);
    QCOMPARE(sense.now(), m_time.now() + 4min);
    QVERIFY(!sense.wasTold());
    sense.told(Way::Stream, m_time.now(), clock.now());
    QCOMPARE(sense.now(), m_time.now());
    QCOMPARE(sense.apart(), Millis(4min));
    sense.begin();
    QCOMPARE(sense.now(), m_time.now() + 4min);
}

void TestTimeSense::aClockThatWasSetIsRightWhenItIsToldAgain()
{
    SimClock clock(m_time);
    TimeSense sense(clock);
    sense.told(Way::Commands, m_time.now(), clock.now());
    clock.setAhead(1h);
    QCOMPARE(sense.now(), m_time.now() + 1h);
    sense.told(Way::Commands, m_time.now(), clock.now());
    QCOMPARE(sense.now(), m_time.now());
    QCOMPARE(sense.apart(), Millis(1h));
}

void TestTimeSense::theLineOfTheCommandsCounts()
{
    SimClock clock(m_time);
    TimeSense sense(clock);
    sense.told(Way::Stream, m_time.now() + 1min, clock.now());
    QCOMPARE(sense.now(), m_time.now() + 1min);
    sense.told(Way::Commands, m_time.now() + 2min, clock.now());
    QCOMPARE(sense.now(), m_time.now() + 2min);
    sense.told(Way::Stream, m_time.now() + 3min, clock.now());
    QCOMPARE(sense.now(), m_time.now() + 2min);
}

void TestTimeSense::anAnswerThatTookLongSaysNothing()
{
    SimClock clock(m_time);
    TimeSense sense(clock);
    sense.told(Way::Commands, m_time.now() + 1h, clock.now() - 5min);
    QVERIFY(!sense.wasTold());
    QCOMPARE(sense.now(), m_time.now());
}

void TestTimeSense::whatWasReachedGoesBackByTheGatewaysWordAlone()
{
    SimClock clock(m_time);
    TimeSense sense(clock);
    clock.setAhead(10h);
    sense.look();
    clock.setAhead({});
    QCOMPARE(sense.latest(), m_time.now() + 10h);
    sense.told(Way::Commands, m_time.now(), clock.now());
    QCOMPARE(sense.latest(), m_time.now() + 10h);
    sense.spokeWith();
    QCOMPARE(sense.latest(), m_time.now());
}

void TestTimeSense::aDeathMayForgetThatWord()
{
    SimClock clock(m_time);
    TimeSense sense(clock);
    clock.setAhead(10h);
    sense.look();
    clock.setAhead({});
    sense.told(Way::Commands, m_time.now(), clock.now());
    sense.spokeWith();
    sense.begin();
    QCOMPARE(sense.latest(), m_time.now() + 10h);
    // Where there was time to write it down it holds.
    sense.told(Way::Commands, m_time.now(), clock.now());
    sense.spokeWith();
    m_time.advanceTo(m_time.now() + 3min);
    sense.look();
    sense.begin();
    QCOMPARE(sense.latest(), m_time.now());
}

QTEST_GUILESS_MAIN(TestTimeSense)
#include "tst_TimeSense.moc"
