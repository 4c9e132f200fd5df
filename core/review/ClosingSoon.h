#pragma once

#include "core/model/Ids.h"
#include "core/policy/TextingHours.h"

#include <QHash>
#include <QList>
#include <optional>
#include <vector>

namespace textbank {

class Store;

/// Which contacts are in the same hours: those of one campaign who may be in the same places make a group. Says which
/// groups close within the hour, so that who can be texted only now comes before who can be texted for hours yet.
class ClosingSoon
{
public:
    explicit ClosingSoon(const Store& store)
        : m_store(store)
    {
    }
    /// The contact's group; groups are numbered from 0 as they are met.
    int groupOf(const Contact& contact);
    int groups() const { return static_cast<int>(m_groups.size()); }
    /// When this group closes, if it is open at `now` and closes within the hour.
    std::optional<Instant> closing(int group, Instant now);
    /// Policies may have changed: everything is asked again.
    void forget();
    void clear();

private:
    /// Contacts in the same place share the tables' own lists, so that these are the same by where they lie. Nobody is
    /// ever texted in a place of trouble: those make one group.
    struct Key
    {
        CampaignId campaign;
        const void* zones = nullptr;
        const void* states = nullptr;
        friend bool operator==(const Key&, const Key&) = default;
        friend size_t qHash(const Key& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.campaign.value, key.zones, key.states);
        }
    };
    struct Group
    {
        CampaignId campaign;
        ZoneSet zones; ///< Keeps the lists of its key.
        HoursVerdict verdict;
        Instant asked{};
        Instant until{}; ///< The verdict holds from `asked` until then.
    };
    const Store& m_store;
    QHash<Key, int> m_index;
    std::vector<Group> m_groups;
};

} // namespace textbank
