#pragma once

#include "core/store/Store.h"

#include <optional>

namespace textbank {

/// What a volunteer can record about one contact, but not with every gateway.
enum class ContactAction { Note, Tag, Untag, Escalate, WrongNumber };

/// The ability that this needs and the campaign's gateway does not have; nothing when it can be done.
std::optional<Ability> lacking(const Campaign& campaign, ContactAction action);
/// The same by the contact's own campaign; nothing for an unknown contact, which other checks turn away.
std::optional<Ability> lacking(const Store& store, const ContactId& contact, ContactAction action);
/// What no campaign's gateway here can do: not worth a word on a page about all of them.
std::optional<Ability> lackingEverywhere(const Store& store, ContactAction action);

} // namespace textbank
