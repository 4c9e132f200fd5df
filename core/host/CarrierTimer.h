#pragma once

#include "core/host/Host.h"

#include <QTimer>

namespace textbank {

/// Lets a host take its carrier's events when they are due. Lives on the host's thread; the host outlives it.
class CarrierTimer : public QObject
{
    Q_OBJECT
public:
    CarrierTimer(Host& host, const Clock& clock, QObject* parent = nullptr);
    void stop() { m_timer.stop(); }

private:
    void take();
    void schedule();

    Host& m_host;
    const Clock& m_clock;
    QTimer m_timer;
};

} // namespace textbank
