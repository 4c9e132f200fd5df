#include "core/review/Abilities.h"

#include <algorithm>

namespace textbank {

std::optional<Ability> lacking(const Campaign& campaign, ContactAction action)
{
    const auto without = [&campaign](Ability ability) {
        return campaign.can(ability) ? std::nullopt : std::optional(ability);
    };
    switch (action) {
    case ContactAction::Note:
        return without(Ability::Notes);
    case ContactAction::Tag:
        return without(Ability::Tags);
    case ContactAction::Untag:
        return campaign.can(Ability::Tags) ? without(Ability::RemoveTags) : Ability::Tags;
    case ContactAction::Escalate:
        return without(Ability::Escalate);
    case ContactAction::WrongNumber:
        return without(Ability::WrongNumber);
    }
    return {};
}

std::optional<Ability> lacking(const Store& store, const ContactId& contact, ContactAction action)
{
    const ContactRecord* record = store.contact(contact);
    const Campaign* campaign = record ? store.campaign(record->contact.campaign) : nullptr;
    return campaign ? lacking(*campaign, action) : std::nullopt;
}

std::optional<Ability> lackingEverywhere(const Store& store, ContactAction action)
{
    const QList<Campaign>& campaigns = store.campaigns();
    const bool somewhere = std::any_of(campaigns.cbegin(), campaigns.cend(),
                                       [action](const Campaign& one) { return !lacking(one, action); });
    return campaigns.isEmpty() || somewhere ? std::nullopt : lacking(campaigns.front(), action);
}

} // namespace textbank
