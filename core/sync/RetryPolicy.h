#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"

#include <optional>

namespace textbank {

/// When to try again: exponential with full jitter from `first` to `longest`, so that a room of laptops does not come
/// back all at once; a gateway's Retry-After is honoured up to one hour.
class RetryPolicy
{
public:
    explicit RetryPolicy(Random& random, Millis first = Seconds{1}, Millis longest = Seconds{60})
        : m_random(random)
        , m_first(first)
        , m_longest(longest)
    {
    }
    /// Counts a failure at `now`.
    void failed(Instant now, std::optional<Seconds> retryAfter = {});
    /// Counts a success: the next failure waits as the first one did.
    void succeeded();
    /// A person asks for it now; the count of failures stays.
    void forget() { m_notBefore.reset(); }
    int failures() const { return m_failures; }
    /// Also when the clock was set back behind the failure: else that wait would last for as long as it was set back.
    bool mayTry(Instant now) const { return !m_notBefore || now >= *m_notBefore || now < m_failedAt; }
    /// The end of a wait that still goes on; a moment that has come is no reason to wake up again.
    std::optional<Instant> wakeAt(Instant now) const { return mayTry(now) ? std::nullopt : m_notBefore; }
    /// The end of the last wait, over or not; nothing when there was none.
    std::optional<Instant> notBefore() const { return m_notBefore; }

private:
    Random& m_random;
    Millis m_first;
    Millis m_longest;
    int m_failures = 0;
    Instant m_failedAt{};
    std::optional<Instant> m_notBefore;
};

} // namespace textbank
