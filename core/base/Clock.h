#pragma once

#include <QString>
#include <chrono>
#include <optional>

namespace textbank {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
/// A moment in UTC with millisecond precision.
using Instant = std::chrono::sys_time<Millis>;

/// Where time comes from. Every object that asks for the time gets one by constructor, so that a whole client can run
/// on simulated time.
class Clock
{
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    /// Wall time; may jump when somebody sets the laptop's clock.
    virtual Instant now() const = 0;
    /// Time since an arbitrary start; never goes back. For intervals and time-outs.
    virtual Millis elapsed() const = 0;
};

class SystemClock final : public Clock
{
public:
    Instant now() const override;
    Millis elapsed() const override;
};

inline Instant instantFromMs(qint64 msSinceEpoch) { return Instant{Millis{msSinceEpoch}}; }
inline qint64 toMs(Instant instant) { return instant.time_since_epoch().count(); }
/// RFC 3339 in UTC with milliseconds: 2026-11-22T09:30:00.000Z
QString toRfc3339(Instant instant);
/// Any RFC 3339 date-time with an offset or Z; nothing else.
std::optional<Instant> fromRfc3339(const QString& text);

} // namespace textbank
