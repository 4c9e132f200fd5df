#include "core/review/IndexRanges.h"

#include <algorithm>

namespace textbank {

void IndexRanges::add(int begin, int end)
{
    if (begin >= end)
        return;
    auto next = m_ranges.lower_bound(begin);
    if (next != m_ranges.begin()) {
        const auto before = std::prev(next);
        if (before->second >= begin)
            next = before;
    }
    while (next != m_ranges.end() && next->first <= end) {
        begin = std::min(begin, next->first);
        end = std::max(end, next->second);
        next = m_ranges.erase(next);
    }
    m_ranges.emplace(begin, end);
}

std::optional<int> IndexRanges::takeFirst()
{
    if (m_ranges.empty())
        return {};
    const auto [begin, end] = *m_ranges.begin();
    m_ranges.erase(m_ranges.begin());
    if (begin + 1 < end)
        m_ranges.emplace(begin + 1, end);
    return begin;
}

QList<std::pair<int, int>> IndexRanges::take(int begin, int end)
{
    QList<std::pair<int, int>> taken;
    auto at = m_ranges.lower_bound(begin);
    if (at != m_ranges.begin() && std::prev(at)->second > begin)
        --at;
    while (at != m_ranges.end() && at->first < end) {
        const auto [from, to] = *at;
        at = m_ranges.erase(at);
        if (from < begin)
            m_ranges.emplace(from, begin);
        if (to > end)
            m_ranges.emplace(end, to);
        taken.append({std::max(from, begin), std::min(to, end)});
    }
    return taken;
}

} // namespace textbank
