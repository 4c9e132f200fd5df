#pragma once

#include "core/sync/SyncEngine.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeConnectivity.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/TempStore.h"

#include <memory>

namespace textbank {

/// A whole client without windows on simulated time: store, engine, a gateway with a truth of its own, and a person who
/// presses. Nothing moves unless the test says so.
class EngineRig
{
public:
    explicit EngineRig(int contacts = 0, quint64 seed = 1)
        : store(seed)
        , gateway(store.clock())
        , random(seed + 77)
    {
        gateway.addCampaign(build::campaign());
        QList<Contact> pool;
        for (int i = 0; i < contacts; ++i) {
            pool.append(build::contact(i));
        }
        gateway.addToPool(pool);
        open();
    }

    void open()
    {
        engine = std::make_unique<SyncEngine>(store.store(), gateway, gateway, connectivity, store.clock(), random);
        person = std::make_unique<ApprovalMaker>(store.store(), store.clock(), random);
    }
    /// The program dies here and starts again: only the file is left.
    void crash()
    {
        person.reset();
        engine.reset();
        gateway.cancelAll();
        store.reopen();
        open();
    }

    /// Works until nothing is due at this moment.
    void settle()
    {
        for (int i = 0; i < 10'000; ++i) {
            const auto wake = engine->wakeAt();
            const auto due = wake && *wake <= now();
            if (due) {
                engine->step();
            }
            if (!gateway.deliverOne() && !due) {
                return;
            }
        }
        const auto status = engine->status();
        qFatal("the engine does not come to rest: state %d, waiting %d, unknown %d, wake in %lld, calls %d, error %d "
               "of %s",
               static_cast<int>(status.state), status.waiting, status.unknown,
               engine->wakeAt() ? static_cast<long long>((*engine->wakeAt() - now()).count()) : -1LL, gateway.calls(),
               status.storeError ? static_cast<int>(status.storeError->code) : -1,
               status.lastError ? qPrintable(status.lastError->detail) : "");
    }
    /// Lets time pass, stopping at every moment at which somebody has something to do.
    void run(Millis time)
    {
        const auto end = now() + time;
        for (settle(); now() < end; settle()) {
            auto next = end;
            for (const auto& due : {engine->wakeAt(), gateway.nextDue()}) {
                if (due && *due > now() && *due < next) {
                    next = *due;
                }
            }
            store.clock().advance(std::max(next - now(), Millis{1}));
        }
    }
    /// Started, with a batch from the pool.
    void begin(int size)
    {
        engine->start();
        settle();
        int came = -1;
        engine->requestBatch(build::campaignId(), size,
                             [&](const GatewayResult<int>& answer) { came = answer.value_or(-2); });
        settle();
        if (came != size) {
            qFatal("no batch: %d", came);
        }
    }
    CommandId approve(int contact)
    {
        const auto id = person->first(build::contactId(contact));
        if (!id) {
            qFatal("not approved: %s", qPrintable(id.error().detail));
        }
        return *id;
    }
    CommandId optOut(int contact)
    {
        const auto id = build::contactId(contact);
        const auto command =
            build::command(id, OptOutPayload{OptOutSource::Volunteer, {}, build::phone(contact)}, now(), random);
        if (const auto recorded = store->record(command); !recorded) {
            qFatal("not recorded: %s", qPrintable(recorded.error().detail));
        }
        return command.id;
    }
    CommandId tag(int contact, const QString& name = QStringLiteral("volunteer"))
    {
        const auto command = build::command(build::contactId(contact), TagPayload{name, true}, now(), random);
        if (const auto recorded = store->record(command); !recorded) {
            qFatal("not recorded: %s", qPrintable(recorded.error().detail));
        }
        return command.id;
    }
    Instant now() { return store.clock().now(); }
    OutboxState stateOf(const CommandId& id) { return (*store->outboxRow(id))->state; }

    TempStore store;
    FakeGateway gateway;
    FakeConnectivity connectivity;
    SeededRandom random;
    std::unique_ptr<SyncEngine> engine;
    std::unique_ptr<ApprovalMaker> person;
};

} // namespace textbank
