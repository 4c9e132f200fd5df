#include "core/review/ClosingSoon.h"

#include "core/store/Store.h"

namespace textbank {
namespace {

constexpr std::chrono::minutes kSoon{60};
/// A verdict without an edge is asked for again after this time.
constexpr std::chrono::minutes kAskAgain{15};

} // namespace

int ClosingSoon::groupOf(const Contact& contact)
{
    auto zones = zonesFor(contact);
    Key key{contact.campaign, nullptr, nullptr};
    if (zones.trouble == PlaceTrouble::None) {
        key.zones = zones.zones.constData();
        key.states = zones.states.constData();
    }
    const auto known = m_index.constFind(key);
    if (known != m_index.cend())
        return *known;
    m_index.insert(key, groups());
    m_groups.push_back({contact.campaign, std::move(zones), {}, {}, {}});
    return groups() - 1;
}

std::optional<Instant> ClosingSoon::closing(int group, Instant now)
{
    Group& one = m_groups[static_cast<size_t>(group)];
    if (now < one.asked || now >= one.until) {
        const Campaign* campaign = m_store.campaign(one.campaign);
        one.verdict = campaign ? textingHours(one.zones, campaign->policy.hours, now) : HoursVerdict();
        const Instant edge = one.verdict.allowed ? one.verdict.closesAt : one.verdict.opensAt;
        one.asked = now;
        one.until = edge > now ? edge : now + kAskAgain;
    }
    if (!one.verdict.allowed || one.verdict.closesAt - now > kSoon)
        return {};
    return one.verdict.closesAt;
}

void ClosingSoon::forget()
{
    for (Group& group : m_groups)
        group.until = {};
}

void ClosingSoon::clear()
{
    m_index.clear();
    m_groups.clear();
}

} // namespace textbank
