#pragma once

#include "core/base/Clock.h"

#include <QByteArray>
#include <optional>

namespace textbank {

/// The moment of an HTTP header (IMF-fixdate, as in "Sun, 22 Nov 2026 09:30:00 GMT"); nothing for anything else.
std::optional<Instant> readHttpDate(const QByteArray& header);

/// What the answers say about the gateway's clock. One answer only gives an interval: the Date header is cut to whole
/// seconds and was written somewhere between sending and receiving. Intervals that overlap narrow each other; one that
/// does not means that somebody set a clock, and the newer one counts. One that is wider than a long poll tells nothing
/// (the laptop slept meanwhile) and is passed over.
class HttpGatewayClock
{
public:
    /// `sent` and `received` by our clock around an answer with this Date header (others than IMF-fixdate are ignored).
    void sawDate(const QByteArray& date, Instant sent, Instant received);
    /// The same for a moment that is cut to whole seconds already.
    void sawSecond(Instant theirs, Instant sent, Instant received);
    /// The same for a gateway's time in milliseconds.
    void sawTime(Instant theirs, Instant sent, Instant received);
    /// The gateway's clock minus ours: the middle of what is possible.
    std::optional<Millis> offset() const;

private:
    void narrow(Millis low, Millis high);
    struct Interval
    {
        Millis low{};
        Millis high{};
    };
    std::optional<Interval> m_interval;
};

} // namespace textbank
