#include "core/sync/RetryPolicy.h"

#include <algorithm>

namespace textbank {
namespace {

constexpr Millis kLongestRetryAfter = std::chrono::hours(1);

} // namespace

void RetryPolicy::failed(Instant now, std::optional<Seconds> retryAfter)
{
    auto ceiling = m_first;
    for (int i = 0; i < m_failures && ceiling < m_longest; ++i) {
        ceiling *= 2;
    }
    ceiling = std::min(ceiling, m_longest);
    ++m_failures;
    auto wait = Millis{static_cast<qint64>(m_random.below(static_cast<quint64>(ceiling.count()))) + 1};
    if (retryAfter) {
        wait = std::max(wait, std::min<Millis>(*retryAfter, kLongestRetryAfter));
    }
    m_failedAt = now;
    m_notBefore = now + wait;
}

void RetryPolicy::succeeded()
{
    m_failures = 0;
    m_notBefore.reset();
}

} // namespace textbank
