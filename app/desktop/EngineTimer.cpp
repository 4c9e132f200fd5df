#include "app/desktop/EngineTimer.h"

#include <algorithm>

namespace textbank {

EngineTimer::EngineTimer(SyncEngine& engine, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_engine.step();
        arm();
    });
    connect(&m_engine, &SyncEngine::wakeChanged, this, &EngineTimer::arm);
    arm();
}

void EngineTimer::arm()
{
    // Looked at again at least every 30 s, so that a clock that was set back cannot put the engine to sleep for good.
    constexpr qint64 kLongestMs = 30000;
    const auto wake = m_engine.wakeAt();
    const auto inMs = wake ? toMs(*wake) - toMs(m_clock.now()) : kLongestMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(inMs, 0, kLongestMs)));
}

} // namespace textbank
