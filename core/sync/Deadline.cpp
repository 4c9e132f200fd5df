#include "core/sync/Deadline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr Seconds kSilence{120};
constexpr Seconds kKeepEvery{60};
constexpr Seconds kSameClock{5}; ///< More than what measuring the offset leaves open.
const QString kSetting = u"time.seen"_s;

} // namespace

Result<Deadline> Deadline::open(Store& store, const Clock& clock)
{
    Deadline deadline(store, clock);
    const auto text = store.setting(kSetting);
    if (!text) {
        return Unexpected{text.error()};
    }
    const auto parts = text->split(u' ', Qt::SkipEmptyParts);
    if (parts.size() == 3) {
        deadline.m_seen = instantFromMs(parts.at(0).toLongLong());
        deadline.m_offset = deadline.m_keptOffset = Millis{parts.at(1).toLongLong()};
        if (const auto last = parts.at(2).toLongLong(); last > 0) {
            deadline.m_last = deadline.m_keptDeadline = instantFromMs(last);
        }
    }
    deadline.m_kept = deadline.m_seen;
    deadline.m_seenAt = clock.elapsed();
    return deadline;
}

void Deadline::heard(std::optional<Millis> offset)
{
    m_heardAt = m_clock->elapsed();
    if (offset) {
        // The gateway's word, also when it is earlier: this clock may have been wrong for a moment.
        m_offset = *offset;
        m_seen = m_clock->now() + *offset;
        m_seenAt = *m_heardAt;
    }
}

Instant Deadline::now() const { return std::max(m_clock->now() + m_offset, m_seen + (m_clock->elapsed() - m_seenAt)); }

std::optional<Instant> Deadline::at() const
{
    const auto leases = m_store->leases();
    std::optional<Instant> latest;
    for (const auto& lease : leases) {
        latest = std::max(latest.value_or(lease.expiresAt), lease.expiresAt);
    }
    return latest ? latest : m_last;
}

bool Deadline::isOver() const
{
    const auto end = at();
    const auto silent = !m_heardAt || m_clock->elapsed() - *m_heardAt >= kSilence;
    return end && silent && now() >= *end;
}

Result<void> Deadline::remember()
{
    const auto end = at();
    const auto time = now();
    const auto moved = time >= m_kept + kKeepEvery || time < m_kept || abs(m_offset - m_keptOffset) > kSameClock;
    if (m_store->ended() || (!moved && end == m_keptDeadline)) {
        return {};
    }
    auto done = m_store->setSetting(
        kSetting,
        u"%1 %2 %3"_s.arg(toMs(time)).arg(qint64{m_offset.count()}).arg(end ? qint64{toMs(*end)} : qint64{0}));
    if (done) {
        // From here on time runs by the clock that cannot be set.
        m_seen = m_kept = time;
        m_keptOffset = m_offset;
        m_seenAt = m_clock->elapsed();
        m_last = m_keptDeadline = end;
    }
    return done;
}

} // namespace textbank
