#include "tests/core/sync/EngineRig.h"

#include <QtTest>
#include <deque>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// One whose backend keeps no command's id: it takes everything, and of nothing it can tell what became of it. All else
/// is the fake gateway's.
class CannotTell final : public Gateway
{
public:
    explicit CannotTell(FakeGateway& fake)
        : m_fake(fake)
    {
    }
    void setToken(const QString& token) override { m_fake.setToken(token); }
    void discover(Answer<GatewayInfo> answer) override { m_fake.discover(std::move(answer)); }
    void join(const JoinRequest& request, Answer<Joined> answer) override { m_fake.join(request, std::move(answer)); }
    void signOut(Answer<void> answer) override { m_fake.signOut(std::move(answer)); }
    void me(Answer<Me> answer) override { m_fake.me(std::move(answer)); }
    void campaign(const CampaignId& id, const QString& known, Answer<std::optional<Campaign>> answer) override
    {
        m_fake.campaign(id, known, std::move(answer));
    }
    void lease(const LeaseRequest& request, Answer<LeasePage> answer) override
    {
        m_fake.lease(request, std::move(answer));
    }
    void renewLease(const LeaseId& id, Answer<Lease> answer) override { m_fake.renewLease(id, std::move(answer)); }
    void returnLease(const LeaseId& id, Answer<void> answer) override { m_fake.returnLease(id, std::move(answer)); }
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override
    {
        m_fake.changes(after, wait, std::move(answer));
    }
    void cancelAll() override { m_later.clear(); }
    std::optional<Millis> clockOffset() const override { return Millis{0}; }
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override
    {
        QList<CommandOutcome> outcomes;
        for (const auto& command : commands) {
            outcomes.append({command.id, CommandStatus::Undecided, false, why});
        }
        later([=] { answer(outcomes); });
    }
    void outcomeOf(const CommandId& id, int, Answer<std::optional<CommandOutcome>> answer) override
    {
        ++asked;
        later([=, this] { answer(std::optional(CommandOutcome{id, CommandStatus::Undecided, false, why})); });
    }
    void deliver()
    {
        while (!m_later.empty()) {
            const auto next = std::move(m_later.front());
            m_later.pop_front();
            next();
        }
    }

    Problem why;
    int asked = 0;

private:
    void later(std::function<void()> run) { m_later.push_back(std::move(run)); }
    FakeGateway& m_fake;
    std::deque<std::function<void()>> m_later;
};

class Rig
{
public:
    Rig()
        : stream(store.clock())
        , gateway(stream)
        , engine(store.store(), gateway, stream, connectivity, store.clock(), store.random())
        , person(store.store(), store.clock(), store.random())
    {
        store.fill(2);
        engine.start();
    }
    void run(Seconds time)
    {
        for (auto left = time; left > Seconds{0}; left -= Seconds{1}) {
            store.clock().advance(Seconds{1});
            engine.step();
            stream.deliverAll();
            gateway.deliver();
        }
    }
    OutboxRow row(const CommandId& id) { return **store->outboxRow(id); }

    TempStore store;
    FakeGateway stream;
    CannotTell gateway;
    FakeConnectivity connectivity;
    SyncEngine engine;
    ApprovalMaker person;
};

} // namespace

/// A gateway that cannot tell: nothing is sent twice, and a person learns why it stands.
class tst_Undecided : public QObject
{
    Q_OBJECT
private slots:
    void theTextStaysUnknownWithTheReason()
    {
        Rig rig;
        rig.gateway.why.title = u"Two texts like this are in the conversation"_s;
        const auto id = *rig.person.first(build::contactId(0));
        rig.run(Seconds{5});
        QVERIFY(rig.row(id).state == OutboxState::Unknown);
        QCOMPARE(rig.row(id).problem.title, rig.gateway.why.title);
        QCOMPARE(rig.row(id).attempts, 1);
        QVERIFY(rig.store->contact(build::contactId(0))->blockedByUnknown);
        QVERIFY(rig.person.first(build::contactId(1))); // Only its own contact waits.
    }

    void withoutAReasonItIsToldFromALostAnswerAllTheSame()
    {
        Rig rig;
        const auto id = *rig.person.first(build::contactId(0));
        rig.run(Seconds{5});
        QVERIFY(rig.row(id).state == OutboxState::Unknown);
        QVERIFY(!(rig.row(id).problem == Problem{}));
    }

    void itIsAskedAboutSeldomAndNeverSentAgain()
    {
        Rig rig;
        const auto id = *rig.person.first(build::contactId(0));
        rig.run(Seconds{5});
        const auto first = rig.gateway.asked;
        rig.run(Seconds{50});
        QVERIFY(rig.gateway.asked <= first + 1);
        rig.run(Seconds{600});
        QVERIFY(rig.gateway.asked > first && rig.gateway.asked <= first + 15);
        QCOMPARE(rig.row(id).attempts, 1);
    }

    void aPersonsDecisionEndsIt()
    {
        Rig rig;
        const auto id = *rig.person.first(build::contactId(0));
        rig.run(Seconds{5});
        QVERIFY(rig.store->giveUpOn(id));
        rig.run(Seconds{120});
        QVERIFY(rig.row(id).state == OutboxState::Done);
        QVERIFY(!rig.store->contact(build::contactId(0))->blockedByUnknown);
    }

    void signingOutIsAnsweredThatAPersonHasToDecide()
    {
        Rig rig;
        const auto id = *rig.person.first(build::contactId(0));
        rig.run(Seconds{5});
        std::optional<bool> signedOut;
        rig.engine.signOut([&](const GatewayResult<void>& answer) { signedOut = answer.has_value(); });
        rig.run(Seconds{300});
        QCOMPARE(signedOut, std::optional(false));
        QVERIFY(rig.store->giveUpOn(id));
        rig.engine.signOut([&](const GatewayResult<void>& answer) { signedOut = answer.has_value(); });
        rig.run(Seconds{300});
        QCOMPARE(signedOut, std::optional(true));
    }

    void whichCampaignsTheGatewayListsIsKept()
    {
        EngineRig rig(1);
        auto other = build::campaign();
        other.id = {u"campaign-2"_s};
        rig.gateway.addCampaign(other);
        rig.engine->start();
        rig.engine->refreshCampaigns([](const GatewayResult<void>&) {});
        rig.settle();
        auto offered = rig.store->offeredCampaigns();
        std::sort(offered.begin(), offered.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        QCOMPARE(offered, (QList<CampaignId>{build::campaignId(), other.id}));
        auto third = build::campaign();
        third.id = {u"campaign-3"_s};
        QVERIFY(rig.store->applyCampaign(third)); // From before; the gateway does not list it.
        QVERIFY(!rig.store->offeredCampaigns().contains(third.id));
        rig.crash();
        QCOMPARE(rig.store->offeredCampaigns().size(), 2);
    }
};

QTEST_GUILESS_MAIN(tst_Undecided)
#include "tst_Undecided.moc"
