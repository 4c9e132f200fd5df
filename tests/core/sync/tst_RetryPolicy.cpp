#include "core/sync/RetryPolicy.h"
#include "tests/support/FakeClock.h"

#include <QTest>

using namespace textbank;

class TestRetryPolicy : public QObject
{
    Q_OBJECT
private slots:
    void waitsStayUnderTheCeilingAndFillIt();
    void honoursRetryAfterUpToAnHour();
    void successStartsOver();
    void forgettingKeepsTheCount();
    void aWaitThatIsOverWakesNobody();
    void aClockThatWasSetBackEndsTheWait();
};

void TestRetryPolicy::waitsStayUnderTheCeilingAndFillIt()
{
    SeededRandom random(5);
    const auto now = FakeClock::standardStart();
    for (int failures = 1; failures <= 12; ++failures) {
        const auto ceiling = std::min<qint64>(1000LL << (failures - 1), 60'000);
        qint64 least = ceiling;
        qint64 most = 0;
        for (int trial = 0; trial < 300; ++trial) {
            RetryPolicy policy(random);
            for (int i = 0; i < failures; ++i) {
                policy.failed(now);
            }
            const auto wait = (*policy.notBefore() - now).count();
            QVERIFY(wait > 0);
            QVERIFY(wait <= ceiling);
            least = std::min<qint64>(least, wait);
            most = std::max<qint64>(most, wait);
        }
        QVERIFY(least < ceiling / 5); // Full jitter: a room does not come back all at once.
        QVERIFY(most > ceiling * 4 / 5);
    }
}

void TestRetryPolicy::honoursRetryAfterUpToAnHour()
{
    SeededRandom random(5);
    const auto now = FakeClock::standardStart();
    RetryPolicy policy(random);
    policy.failed(now, Seconds{200});
    QCOMPARE((*policy.notBefore() - now).count(), 200'000);
    policy.failed(now, Seconds{100'000});
    QCOMPARE((*policy.notBefore() - now).count(), 3'600'000);
    QVERIFY(!policy.mayTry(now + Seconds{3599}));
    QVERIFY(policy.mayTry(now + Seconds{3600}));
}

void TestRetryPolicy::successStartsOver()
{
    SeededRandom random(5);
    const auto now = FakeClock::standardStart();
    RetryPolicy policy(random);
    for (int i = 0; i < 10; ++i) {
        policy.failed(now);
    }
    policy.succeeded();
    QVERIFY(policy.mayTry(now));
    QCOMPARE(policy.failures(), 0);
    policy.failed(now);
    QVERIFY(*policy.notBefore() - now <= Seconds{1});
}

void TestRetryPolicy::forgettingKeepsTheCount()
{
    SeededRandom random(5);
    const auto now = FakeClock::standardStart();
    RetryPolicy policy(random);
    policy.failed(now);
    policy.failed(now);
    policy.forget();
    QVERIFY(policy.mayTry(now));
    QCOMPARE(policy.failures(), 2);
}

void TestRetryPolicy::aWaitThatIsOverWakesNobody()
{
    SeededRandom random(5);
    const auto now = FakeClock::standardStart();
    RetryPolicy policy(random);
    QVERIFY(!policy.wakeAt(now));
    policy.failed(now, Seconds{10});
    QCOMPARE(*policy.wakeAt(now), now + Seconds{10});
    QVERIFY(!policy.wakeAt(now + Seconds{10}));
}

void TestRetryPolicy::aClockThatWasSetBackEndsTheWait()
{
    SeededRandom random(5);
    const auto now = FakeClock::standardStart();
    RetryPolicy policy(random);
    policy.failed(now, Seconds{10});
    QVERIFY(!policy.mayTry(now));
    QVERIFY(policy.mayTry(now - std::chrono::hours(25)));
    QVERIFY(!policy.wakeAt(now - std::chrono::hours(25)));
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_RetryPolicy.moc"
