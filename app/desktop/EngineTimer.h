#pragma once

#include "core/sync/SyncEngine.h"

#include <QTimer>

namespace textbank {

/// Steps the engine when it wants to be stepped; the engine itself owns no timer.
class EngineTimer : public QObject
{
    Q_OBJECT
public:
    EngineTimer(SyncEngine& engine, const Clock& clock, QObject* parent = nullptr);

private:
    void arm();

    SyncEngine& m_engine;
    const Clock& m_clock;
    QTimer m_timer;
};

} // namespace textbank
