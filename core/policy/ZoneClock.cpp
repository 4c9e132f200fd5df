#include "core/policy/ZoneClock.h"

#include <QDateTime>
#include <algorithm>
#include <memory>
#include <unordered_map>

namespace textbank {
namespace {

constexpr qint64 kDay = 86'400'000;
constexpr qint64 kBefore = 400 * kDay;
constexpr qint64 kAfter = 800 * kDay;

} // namespace

ZoneClock* ZoneClock::of(const QString& zone)
{
    // Per thread, so that no lock is needed: it holds nothing but what the system's tables say.
    thread_local std::unordered_map<QString, std::unique_ptr<ZoneClock>> clocks;
    const auto found = clocks.find(zone);
    if (found != clocks.end()) {
        return found->second.get();
    }
    // The empty name is the system's own zone to Qt, and nobody's here.
    const QTimeZone known(zone.toUtf8());
    if (zone.isEmpty() || !known.isValid()) {
        return nullptr;
    }
    return clocks.emplace(zone, std::make_unique<ZoneClock>(known)).first->second.get();
}

ZoneClock::Offset ZoneClock::at(qint64 utc)
{
    if (m_spans.isEmpty() || utc < m_spans.front().from || utc >= m_spans.back().until) {
        load(utc);
    }
    if (m_last >= m_spans.size() || utc < m_spans.at(m_last).from || utc >= m_spans.at(m_last).until) {
        const auto after = std::upper_bound(m_spans.cbegin(), m_spans.cend(), utc,
                                            [](qint64 value, const Span& span) { return value < span.until; });
        m_last = after - m_spans.cbegin();
    }
    return {m_spans.at(m_last).ms, m_spans.at(m_last).until};
}

void ZoneClock::load(qint64 around)
{
    const auto from = around - kBefore;
    const auto until = around + kAfter;
    const auto start = QDateTime::fromMSecsSinceEpoch(from, Qt::UTC);
    m_spans = {{from, until, m_zone.offsetFromUtc(start) * 1000LL}};
    m_last = 0;
    for (const auto& change : m_zone.transitions(start, QDateTime::fromMSecsSinceEpoch(until, Qt::UTC))) {
        const auto when = change.atUtc.toMSecsSinceEpoch();
        if (when <= from || when >= until) {
            continue;
        }
        m_spans.back().until = when;
        m_spans.append({when, until, change.offsetFromUtc * 1000LL});
    }
}

} // namespace textbank
