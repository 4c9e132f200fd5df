#pragma once

#include "core/base/Clock.h"

#include <functional>
#include <map>
#include <optional>

namespace textbank::simulation {

/// The one time that really passes, and what is to happen in it. Nothing moves by itself.
class SimTime
{
public:
    explicit SimTime(Instant start)
        : m_start(start)
        , m_now(start)
    {
    }
    Instant now() const { return m_now; }
    Instant start() const { return m_start; }
    void advanceTo(Instant when) { m_now = std::max(m_now, when); }

    using Happening = std::function<void()>;
    void at(Instant when, Happening happening) { m_agenda.emplace(when, std::move(happening)); }
    void in(Millis wait, Happening happening) { at(m_now + wait, std::move(happening)); }
    std::optional<Instant> next() const
    {
        return m_agenda.empty() ? std::nullopt : std::optional(m_agenda.begin()->first);
    }
    /// Equal times happen in the order in which they were planned.
    Happening takeNext()
    {
        auto happening = std::move(m_agenda.begin()->second);
        m_agenda.erase(m_agenda.begin());
        return happening;
    }
    /// The nth thing planned before `until`, or nothing.
    Happening take(size_t nth, Instant until)
    {
        for (auto it = m_agenda.begin(); it != m_agenda.end() && it->first <= until; ++it) {
            if (nth-- == 0) {
                auto happening = std::move(it->second);
                m_agenda.erase(it);
                return happening;
            }
        }
        return {};
    }
    size_t countUntil(Instant until) const
    {
        return static_cast<size_t>(std::distance(m_agenda.begin(), m_agenda.upper_bound(until)));
    }

private:
    Instant m_start;
    Instant m_now;
    std::multimap<Instant, Happening> m_agenda;
};

/// One machine's clock: true time, as wrong as somebody set it.
class SimClock final : public Clock
{
public:
    explicit SimClock(const SimTime& time, Millis ahead = {})
        : m_time(time)
        , m_ahead(ahead)
    {
    }
    Instant now() const override { return m_time.now() + m_ahead; }
    Millis elapsed() const override { return m_time.now() - m_time.start() + Millis{1000}; }
    Millis ahead() const { return m_ahead; }
    void setAhead(Millis ahead) { m_ahead = ahead; }
    /// When this clock will show `when`.
    Instant trueTimeOf(Instant when) const { return when - m_ahead; }

private:
    const SimTime& m_time;
    Millis m_ahead;
};

} // namespace textbank::simulation
