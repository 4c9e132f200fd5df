#pragma once

#include "core/base/Clock.h"

namespace textbank {

/// A clock that stands still until it is told otherwise. Starts on a Tuesday at 19:00 UTC, when every zone of the lower
/// 48 states and Hawaii is inside the default texting hours.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(Instant now = standardStart())
        : m_now(now)
    {
    }

    Instant now() const override { return m_now; }
    Millis elapsed() const override { return m_elapsed; }

    /// Time passes: wall time and elapsed time.
    void advance(Millis by);
    /// Somebody sets the laptop's clock: wall time alone jumps.
    void setNow(Instant now) { m_now = now; }

    static Instant standardStart();

private:
    Instant m_now;
    Millis m_elapsed{1000};
};

} // namespace textbank
