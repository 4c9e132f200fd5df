#include "tests/simulation/TimeSense.h"

using namespace std::chrono_literals;

namespace textbank::simulation {
namespace {

/// An answer that took longer says too little of the time.
constexpr Millis kWidest = 39s;
/// By then it has written down what it was told.
constexpr Millis kWritten = 2min;

} // namespace

void TimeSense::begin()
{
    m_ahead = {};
    if (m_unwritten) {
        m_deadline.raise(m_unwritten->at(m_own.elapsed()), m_own.elapsed());
    }
    look();
}

void TimeSense::told(Way way, Instant theirs, Instant sent)
{
    const auto received = m_own.now();
    if (abs(received - sent) <= kWidest) {
        m_ahead.at(static_cast<size_t>(way)) = received - theirs;
        m_deadline.ahead = std::min(m_deadline.ahead, apart()); // Later at once; earlier when the gateway itself spoke.
        look();
    }
}

void TimeSense::spokeWith()
{
    if (!wasTold()) {
        return;
    }
    look();
    if (!m_unwritten) {
        m_unwritten = m_deadline;
        m_unwrittenSince = m_own.elapsed();
    }
    m_deadline = {now(), m_own.elapsed(), apart()};
}

void TimeSense::look()
{
    const auto elapsed = m_own.elapsed();
    m_deadline.raise(m_own.now() - m_deadline.ahead, elapsed);
    if (m_unwritten && elapsed >= m_unwrittenSince + kWritten) {
        m_unwritten.reset();
    } else if (m_unwritten) {
        m_unwritten->raise(m_own.now() - m_unwritten->ahead, elapsed);
    }
}

Millis TimeSense::apart() const { return m_ahead[0].value_or(m_ahead[1].value_or(Millis{})); }

} // namespace textbank::simulation
