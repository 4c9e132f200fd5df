#include "core/review/PendingPlaces.h"

#include <algorithm>

namespace textbank {

void PendingPlaces::clear()
{
    m_places.clear();
    m_groups.clear();
    m_next = 0;
}

void PendingPlaces::append(int group)
{
    if (group >= static_cast<int>(m_groups.size()))
        m_groups.resize(static_cast<size_t>(group) + 1);
    auto& places = m_groups[static_cast<size_t>(group)].places;
    m_places.push_back({group, static_cast<int>(places.size()), true});
    places.push_back(size() - 1);
}

void PendingPlaces::add(int begin, int end)
{
    for (int i = begin; i < end; ++i) {
        auto& place = m_places[static_cast<size_t>(i)];
        place.pending = true;
        auto& group = m_groups[static_cast<size_t>(place.group)];
        group.next = std::min(group.next, place.inGroup);
    }
    m_next = begin < end ? std::min(m_next, begin) : m_next;
}

std::optional<int> PendingPlaces::takeFirst()
{
    while (m_next < size()) {
        auto& place = m_places[static_cast<size_t>(m_next++)];
        if (std::exchange(place.pending, false))
            return m_next - 1;
    }
    return {};
}

std::optional<int> PendingPlaces::firstOf(int group)
{
    if (group >= static_cast<int>(m_groups.size()))
        return {};
    auto& [places, next] = m_groups[static_cast<size_t>(group)];
    while (next < static_cast<int>(places.size())) {
        const int place = places[static_cast<size_t>(next)];
        if (m_places[static_cast<size_t>(place)].pending)
            return place;
        ++next;
    }
    return {};
}

QList<std::pair<int, int>> PendingPlaces::takeAll(int begin, int end)
{
    QList<std::pair<int, int>> taken;
    for (int i = begin; i < end; ++i) {
        if (!std::exchange(m_places[static_cast<size_t>(i)].pending, false))
            continue;
        if (!taken.isEmpty() && taken.last().second == i)
            ++taken.last().second;
        else
            taken.append({i, i + 1});
    }
    return taken;
}

} // namespace textbank
