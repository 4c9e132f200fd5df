#pragma once

#include "tests/core/sync/EngineRig.h"
#include "tests/support/LyingGateway.h"
#include "tests/support/StoreSnapshot.h"

#include <QHash>

namespace textbank {

/// A client whose gateway says other things than it does.
class LyingRig : public EngineRig
{
public:
    static constexpr int kContacts = 6; ///< Of the first batch.
    explicit LyingRig(int more = 0)
        : EngineRig(kContacts + more)
        , liar(gateway)
    {
        attach();
        begin(kContacts);
    }
    ~LyingRig() { engine.reset(); }
    /// The program dies here and starts again, before the same gateway.
    void restart()
    {
        crash();
        attach();
        engine->start();
    }
    /// Changes that the gateway makes up.
    void say(const QList<Change>& changes)
    {
        for (const auto& change : changes) {
            gateway.addChange(change);
        }
        run(std::chrono::minutes(1));
    }
    /// Asks for more contacts; what came of it, or nothing while no answer did.
    std::optional<GatewayResult<int>> pull(const CampaignId& campaign = build::campaignId(), int size = 2)
    {
        std::optional<GatewayResult<int>> came;
        engine->requestBatch(campaign, size, [&](const GatewayResult<int>& answer) { came = answer; });
        settle();
        return came;
    }
    CommandId approve(int contact)
    {
        const auto shown = contactAt(contact).contact.phone;
        const auto id = EngineRig::approve(contact);
        m_shown.insert(id, shown);
        return id;
    }
    /// What is approved from here on waits for half a minute, in which it can be taken back.
    void holdTexts()
    {
        auto held = build::campaign();
        held.version = QStringLiteral("2");
        held.policy.holdSeconds = 30;
        gateway.addCampaign(held);
        say({CampaignUpdated{held.id, held.version}});
        if (store->campaign(held.id)->policy.holdSeconds != 30) {
            qFatal("no hold");
        }
    }
    /// What is approved from here on is turned away, so that its fate is open.
    void turnTextsAway()
    {
        gateway.setTrouble([](FakeGateway::Verb verb) {
            return verb == FakeGateway::Verb::Push ? FakeGateway::Trouble::RefuseForNow : FakeGateway::Trouble::None;
        });
    }
    void letTextsGo()
    {
        gateway.setTrouble({});
        engine->poke();
        run(std::chrono::minutes(10));
    }
    /// From now on: nobody texts this number, and it stays suppressed.
    void stays(const PhoneNumber& number) { m_optedOut.insert(number, static_cast<int>(gateway.texted().size())); }
    /// What no lie may bring about, in words; empty when all is well. Closes the store and opens it again.
    QString unsound()
    {
        for (auto it = m_shown.cbegin(); it != m_shown.cend(); ++it) {
            if (gateway.timesTexted(it.key()) > 1) {
                return QStringLiteral("a text went twice");
            }
        }
        for (int i = 0; i < static_cast<int>(gateway.texted().size()); ++i) {
            const auto& text = gateway.texted().at(static_cast<size_t>(i));
            if (m_shown.value(text.id) != text.number) {
                return QStringLiteral("a text went to a number that was not on the screen");
            }
            if (i >= m_optedOut.value(text.number, i + 1)) {
                return QStringLiteral("a text went to somebody who had opted out");
            }
        }
        const auto before = snapshotOf(store.store());
        engine.reset();
        person.reset();
        gateway.cancelAll();
        store.reopen();
        for (auto it = m_optedOut.cbegin(); it != m_optedOut.cend(); ++it) {
            if (!store->isSuppressed(it.key())) {
                return QStringLiteral("an opt-out was undone");
            }
        }
        return snapshotOf(store.store()) == before ? QString()
                                                   : QStringLiteral("the disk holds something else than the memory");
    }
    const ContactRecord& contactAt(int index) { return *store->contact(build::contactId(index)); }
    QString lastDetail() { return engine->status().lastError ? engine->status().lastError->detail : QString(); }
    Fault lastFault() { return engine->status().lastError ? engine->status().lastError->fault : Fault::Cancelled; }

    LyingGateway liar;

private:
    QHash<CommandId, PhoneNumber> m_shown; ///< By each text, the number that was on the screen.
    QHash<PhoneNumber, int> m_optedOut;    ///< With how many texts had gone out before.

    void attach()
    {
        engine = std::make_unique<SyncEngine>(store.store(), liar, liar, connectivity, store.clock(), random);
    }
};

} // namespace textbank
