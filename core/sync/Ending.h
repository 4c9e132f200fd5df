#pragma once

#include "core/sync/SyncEngine.h"

namespace textbank {

/// The last task of a session that ended: brings up what the gateway has not acknowledged, then signs out where that
/// still means something. Never gives up by itself; whatever waits stays in the store.
class Ending : public QObject
{
    Q_OBJECT
public:
    /// The store has forgotten its contacts. Both must outlive this.
    Ending(Store& store, SyncEngine& engine);

    void begin(); ///< Starts the engine.
    void tryNow();
    const SessionEnd& end() const { return *m_store.ended(); }
    OutboxCounts waiting() const { return m_store.outboxCounts(); }
    SyncStatus status() const { return m_engine.status(); }

signals:
    void moved();    ///< Something went up, or the connection is another.
    void finished(); ///< Once. The gateway has everything: the store and its key are to be destroyed.

private:
    void look();

    Store& m_store;
    SyncEngine& m_engine;
    bool m_looking = false;
    bool m_finishing = false;
};

} // namespace textbank
