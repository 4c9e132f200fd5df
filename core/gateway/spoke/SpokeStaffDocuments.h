#pragma once

#include "core/gateway/spoke/SpokeDocuments.h"

namespace textbank::spoke {

/// What staff ask: operations that need SUPERVOLUNTEER or more.
extern const Document kRoles;
extern const Document kCampaigns;
extern const Document kFigures;
extern const Document kConversations;
/// Who holds what, and nothing else of it: by filter, and of one contact.
extern const Document kHolders;
extern const Document kHolderOf;
/// Only how many there are.
extern const Document kCount;
extern const Document kPeople;
extern const Document kOptOuts;
extern const Document kAssignments;
extern const Document kReassign;

} // namespace textbank::spoke
