#include "core/gateway/Wire.h"

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include "tests/core/gateway/WireGenerators.h"
#endif

#include <QTest>

using namespace textbank;

/// What one side writes, the other reads back to the last bit, through bytes as on the line.
class tst_WireRoundTrip : public QObject
{
    Q_OBJECT
private slots:
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void contactsComeBackEqual();
    void campaignsComeBackEqual();
    void commandsComeBackEqual();
    void outcomesComeBackEqual();
    void changesComeBackEqual();
    void leasePagesComeBackEqual();
    void cutBytesAreNeverRead();
#else
    void needsRapidCheck() { QSKIP("built without RapidCheck"); }
#endif
};

#ifdef TEXTBANK_HAS_RAPIDCHECK
namespace {

QJsonObject overTheLine(const QJsonObject& json)
{
    const auto parsed = wire::parseObject(wire::compact(json));
    RC_ASSERT(parsed.has_value());
    return *parsed;
}

template<class T>
T unwrap(const Result<T>& read)
{
    if (!read) {
        RC_FAIL(read.error().detail.toStdString());
    }
    return *read;
}

} // namespace

void tst_WireRoundTrip::contactsComeBackEqual()
{
    QVERIFY(rc::check([] {
        const auto contact = anything::contact();
        RC_ASSERT(unwrap(wire::readContact(overTheLine(wire::write(contact)))) == contact);
    }));
}

void tst_WireRoundTrip::campaignsComeBackEqual()
{
    QVERIFY(rc::check([] {
        const auto campaign = anything::campaign();
        const auto json = wire::write(campaign);
        const auto read = unwrap(wire::readCampaign(overTheLine(json)));
        RC_ASSERT(read == campaign);
        RC_ASSERT(wire::write(read) == json);
    }));
}

void tst_WireRoundTrip::commandsComeBackEqual()
{
    QVERIFY(rc::check([] {
        const auto commands = QList<Command>{anything::command()} + anything::some<Command>(3, anything::command);
        RC_ASSERT(unwrap(wire::readCommands(overTheLine(wire::writeCommands(commands)))) == commands);
    }));
}

void tst_WireRoundTrip::outcomesComeBackEqual()
{
    QVERIFY(rc::check([] {
        CommandOutcome outcome;
        outcome.id = anything::id<CommandId>();
        outcome.duplicate = anything::coin();
        if (anything::coin()) {
            outcome.status = CommandStatus::Refused;
            outcome.problem.type = static_cast<ProblemType>(anything::below(static_cast<int>(ProblemType::Other) + 1));
            outcome.problem.title = anything::text();
            outcome.problem.detail = anything::text();
            if (anything::coin()) {
                outcome.problem.retryAt = anything::time();
            }
            if (anything::coin()) {
                outcome.problem.retryAfter = Seconds{anything::below(100'000)};
            }
        }
        RC_ASSERT(unwrap(wire::readOutcome(overTheLine(wire::write(outcome)))) == outcome);
    }));
}

void tst_WireRoundTrip::changesComeBackEqual()
{
    QVERIFY(rc::check([] {
        ChangesPage page{anything::some<Change>(6, anything::change), anything::text(), anything::coin()};
        const auto json = wire::write(page);
        const auto read = unwrap(wire::readChangesPage(overTheLine(json)));
        RC_ASSERT(read.changes.size() == page.changes.size());
        for (qsizetype i = 0; i < page.changes.size(); ++i) {
            RC_ASSERT(read.changes[i].index() == page.changes[i].index());
        }
        RC_ASSERT(wire::write(read) == json);
    }));
}

void tst_WireRoundTrip::leasePagesComeBackEqual()
{
    QVERIFY(rc::check([] {
        LeasePage page{anything::lease(), anything::some<Contact>(5, anything::contact), anything::text(),
                       anything::below(10'000)};
        const auto read = unwrap(wire::readLeasePage(overTheLine(wire::write(page))));
        RC_ASSERT(read.contacts == page.contacts);
        RC_ASSERT(read.cursor == page.cursor);
        RC_ASSERT(read.left == page.left);
        RC_ASSERT(read.lease.token == page.lease.token);
        RC_ASSERT(read.lease.expiresAt == page.lease.expiresAt);
    }));
}

void tst_WireRoundTrip::cutBytesAreNeverRead()
{
    QVERIFY(rc::check([] {
        const auto bytes = wire::compact(wire::writeCommands({anything::command()}));
        const auto cut = bytes.left(anything::below(static_cast<int>(bytes.size())));
        RC_ASSERT(!wire::parseObject(cut).has_value());
    }));
}
#endif

QTEST_GUILESS_MAIN(tst_WireRoundTrip)
#include "tst_WireRoundTrip.moc"
