#pragma once

#include <QList>
#include <optional>
#include <utility>
#include <vector>

namespace textbank {

/// Which places of a batch are still to be looked at. Each place belongs to a group, for good; the first of all and the
/// first of a group are found without looking through the rest.
class PendingPlaces
{
public:
    void clear();
    /// A place at the end, still to be looked at. Groups are numbered from 0.
    void append(int group);
    int size() const { return static_cast<int>(m_places.size()); }
    int groupOf(int place) const { return m_places[static_cast<size_t>(place)].group; }

    /// Puts back [begin, end); what is pending stays so.
    void add(int begin, int end);
    /// Takes the smallest place out.
    std::optional<int> takeFirst();
    /// The smallest place of a group that is pending, left in.
    std::optional<int> firstOf(int group);
    void take(int place) { m_places[static_cast<size_t>(place)].pending = false; }
    /// Takes every place of [begin, end) out and says which there were, as half-open ranges in order.
    QList<std::pair<int, int>> takeAll(int begin, int end);

private:
    struct Place
    {
        int group = 0;
        int inGroup = 0; ///< Its index among the group's.
        bool pending = true;
    };
    struct Group
    {
        std::vector<int> places;
        int next = 0; ///< None before this index is pending.
    };
    std::vector<Place> m_places;
    std::vector<Group> m_groups;
    int m_next = 0; ///< None before this place is pending.
};

} // namespace textbank
