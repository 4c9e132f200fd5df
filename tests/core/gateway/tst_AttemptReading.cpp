#include "core/gateway/AttemptReading.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Attempt ended(AttemptEnd end)
{
    Attempt attempt;
    attempt.end = end;
    return attempt;
}

Attempt answered(int status, const QByteArray& slug = {})
{
    Attempt attempt;
    attempt.end = AttemptEnd::Answered;
    attempt.httpStatus = status;
    attempt.now = *fromRfc3339(u"2026-11-22T09:30:00.000Z"_s);
    if (!slug.isEmpty()) {
        attempt.body = "{\"type\":\"https://textbank.org/problems/" + slug + "\",\"title\":\"x\"}";
    }
    return attempt;
}

} // namespace

/// The table of the contract, row by row.
class TestAttemptReading : public QObject
{
    Q_OBJECT
private slots:
    void readsTheTable_data();
    void readsTheTable();
    void aKnownProblemIsARefusalAndAnUnknownOneAFailure();
    void honoursRetryAfterUpToAnHour_data();
    void honoursRetryAfterUpToAnHour();
    void takesTheProblemsRetryAfterWhereThereIsNoHeader();
    void keepsTheProblemOfA401();
};

void TestAttemptReading::readsTheTable_data()
{
    QTest::addColumn<Attempt>("attempt");
    QTest::addColumn<int>("meaning");
    const auto row = [](const char* name, const Attempt& attempt, Meaning meaning) {
        QTest::newRow(name) << attempt << static_cast<int>(meaning);
    };
    row("host not found", ended(AttemptEnd::HostNotFound), Meaning::NeverLeft);
    row("connection refused", ended(AttemptEnd::ConnectionRefused), Meaning::NeverLeft);
    row("TLS handshake", ended(AttemptEnd::TlsFailed), Meaning::NeverLeft);
    row("certificate", ended(AttemptEnd::NotTrusted), Meaning::NeverLeft);
    row("another certificate", ended(AttemptEnd::CertificateChanged), Meaning::NeverLeft);
    row("a late certificate", ended(AttemptEnd::CertificateExpired), Meaning::NeverLeft);
    row("offline", ended(AttemptEnd::Offline), Meaning::NeverLeft);
    row("bad address", ended(AttemptEnd::BadAddress), Meaning::NeverLeft);
    row("own time-out", ended(AttemptEnd::TimedOut), Meaning::MayHaveLeft);
    row("closed or re-send", ended(AttemptEnd::Closed), Meaning::MayHaveLeft);
    row("too large", ended(AttemptEnd::TooLarge), Meaning::MayHaveLeft);
    row("other", ended(AttemptEnd::Other), Meaning::MayHaveLeft);
    row("502", answered(502), Meaning::MayHaveLeft);
    row("504", answered(504), Meaning::MayHaveLeft);
    row("500", answered(500), Meaning::MayHaveLeft);
    row("307", answered(307), Meaning::MayHaveLeft);
    row("429", answered(429, "rate-limited"), Meaning::RefusedForNow);
    row("503", answered(503), Meaning::RefusedForNow);
    row("401", answered(401, "unauthenticated"), Meaning::NotSignedIn);
    row("401 of a venue", answered(401), Meaning::Failed);
    row("401 of something else", answered(401, "made-up-tomorrow"), Meaning::Failed);
    row("409 lease-lost", answered(409, "lease-lost"), Meaning::Refused);
    row("410 gone", answered(410, "gone"), Meaning::Refused);
    row("422 opted-out", answered(422, "opted-out"), Meaning::Refused);
    row("409 without a problem", answered(409), Meaning::Failed);
    row("400", answered(400, "malformed"), Meaning::Failed);
    row("403", answered(403, "forbidden"), Meaning::Failed);
    row("404", answered(404, "not-found"), Meaning::Failed);
    row("413", answered(413, "too-large"), Meaning::Failed);
}

void TestAttemptReading::readsTheTable()
{
    QFETCH(Attempt, attempt);
    QFETCH(int, meaning);
    const auto error = readAttempt(attempt);
    QCOMPARE(static_cast<int>(error.meaning), meaning);
    QCOMPARE(error.httpStatus, attempt.httpStatus);
    QCOMPARE(error.problem.has_value(), !attempt.body.isEmpty());
}

void TestAttemptReading::aKnownProblemIsARefusalAndAnUnknownOneAFailure()
{
    QVERIFY(readAttempt(answered(422, "opted-out")).meaning == Meaning::Refused);
    const auto unknown = readAttempt(answered(422, "made-up-tomorrow"));
    QVERIFY(unknown.meaning == Meaning::Failed);
    QVERIFY(unknown.problem->type == ProblemType::Other);
    auto broken = answered(422);
    broken.body = "<html>proxy</html>";
    QVERIFY(readAttempt(broken).meaning == Meaning::Failed);
    QVERIFY(readAttempt(broken).fault == Fault::Http);
}

void TestAttemptReading::honoursRetryAfterUpToAnHour_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("seconds"); // -1: none
    QTest::newRow("seconds") << QByteArray("17") << 17;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("date") << QByteArray("Sun, 22 Nov 2026 09:31:00 GMT") << 60;
    QTest::newRow("past date") << QByteArray("Sun, 22 Nov 2026 09:00:00 GMT") << 0;
    QTest::newRow("a day") << QByteArray("86400") << 3600;
    QTest::newRow("over 64 bits") << QByteArray("99999999999999999999999") << 3600;
    QTest::newRow("negative") << QByteArray("-5") << -1;
    QTest::newRow("words") << QByteArray("soon") << -1;
    QTest::newRow("none") << QByteArray() << -1;
}

void TestAttemptReading::honoursRetryAfterUpToAnHour()
{
    QFETCH(QByteArray, header);
    QFETCH(int, seconds);
    auto attempt = answered(503);
    attempt.retryAfter = header;
    const auto error = readAttempt(attempt);
    QCOMPARE(error.retryAfter ? static_cast<int>(error.retryAfter->count()) : -1, seconds);
}

void TestAttemptReading::takesTheProblemsRetryAfterWhereThereIsNoHeader()
{
    auto attempt = answered(429);
    attempt.body = R"({"type":"https://textbank.org/problems/rate-limited","title":"x","retryAfter":9})";
    QCOMPARE(readAttempt(attempt).retryAfter->count(), 9);
    attempt.retryAfter = "4";
    QCOMPARE(readAttempt(attempt).retryAfter->count(), 4);
}

void TestAttemptReading::keepsTheProblemOfA401()
{
    const auto error = readAttempt(answered(401, "unauthenticated"));
    QVERIFY(error.fault == Fault::Problem);
    QVERIFY(error.problem->type == ProblemType::Unauthenticated);
}

QTEST_GUILESS_MAIN(TestAttemptReading)
#include "tst_AttemptReading.moc"
