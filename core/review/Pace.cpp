#include "core/review/Pace.h"

#include <algorithm>

namespace textbank {

namespace {
constexpr Millis kWindow = std::chrono::minutes(5);
constexpr Millis kLeast = std::chrono::minutes(1);
} // namespace

Pace::Pace(const Clock& clock)
    : m_clock(clock)
{
}

void Pace::count()
{
    const Millis now = m_clock.elapsed();
    if (!m_first)
        m_first = now;
    m_recent.push_back(now);
}

double Pace::perMinute() const
{
    const Millis now = m_clock.elapsed();
    while (!m_recent.empty() && now - m_recent.front() >= kWindow)
        m_recent.pop_front();
    if (!m_first || now - *m_first < kLeast)
        return 0;
    const Millis measured = std::min(kWindow, now - *m_first);
    return static_cast<double>(m_recent.size()) * 60'000.0 / static_cast<double>(measured.count());
}

} // namespace textbank
