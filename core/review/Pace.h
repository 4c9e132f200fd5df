#pragma once

#include "core/base/Clock.h"

#include <deque>
#include <optional>

namespace textbank {

/// How fast first messages go, for the volunteer alone; never compared with anybody's.
class Pace
{
public:
    explicit Pace(const Clock& clock);
    void count();
    /// A minute, over the last five minutes; 0 before there was a minute to measure.
    double perMinute() const;

private:
    const Clock& m_clock;
    std::optional<Millis> m_first;
    mutable std::deque<Millis> m_recent;
};

} // namespace textbank
