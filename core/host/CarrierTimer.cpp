#include "core/host/CarrierTimer.h"

#include "core/base/Log.h"

#include <algorithm>

namespace textbank {
namespace {

// Never longer: a laptop that slept, or a wall clock that was set, moves what is due.
constexpr Millis kLongest{1000};
constexpr Millis kAfterFailure{1000};

} // namespace

CarrierTimer::CarrierTimer(Host& host, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CarrierTimer::take);
    connect(&m_host, &Host::textsHandedOver, this, &CarrierTimer::schedule);
    schedule();
}

void CarrierTimer::take()
{
    if (const auto taken = m_host.takeCarrierEvents(); !taken) {
        logError("host", taken.error().detail);
        m_timer.start(kAfterFailure);
        return;
    }
    schedule();
}

void CarrierTimer::schedule()
{
    const auto next = m_host.nextCarrierEvent();
    const auto wait = next ? std::clamp(*next - m_clock.now(), Millis{0}, kLongest) : kLongest;
    m_timer.start(wait);
}

} // namespace textbank
