#include "core/sync/Ending.h"

namespace textbank {

Ending::Ending(Store& store, SyncEngine& engine)
    : m_store(store)
    , m_engine(engine)
{
    Q_ASSERT(store.ended());
    // Queued: what follows may end the engine that speaks.
    connect(&m_engine, &SyncEngine::statusChanged, this, &Ending::look, Qt::QueuedConnection);
    connect(&m_store, &Store::changed, this, &Ending::look, Qt::QueuedConnection);
}

void Ending::begin()
{
    m_looking = true;
    m_engine.start();
    QMetaObject::invokeMethod(this, &Ending::look, Qt::QueuedConnection);
}

void Ending::tryNow()
{
    if (m_looking) {
        m_engine.poke();
    }
}

void Ending::look()
{
    if (!m_looking || m_finishing) {
        return;
    }
    emit moved();
    if (m_store.outboxCounts().open() > 0) {
        return;
    }
    m_finishing = true;
    if (end().reason != EndReason::DeadlinePassed) {
        emit finished(); // The session is over at the gateway.
        return;
    }
    // There it may still stand: unused contacts go back at once where the gateway can be reached, else by themselves.
    m_engine.signOut([this](const GatewayResult<void>&) { emit finished(); });
}

} // namespace textbank
