#pragma once

#include "core/base/Id.h"

namespace textbank {

using ContactId = Id<struct ContactTag>; ///< The gateway's id of one contact in one campaign.
using CampaignId = Id<struct CampaignTag>;
using CommandId = Id<struct CommandTag>; ///< UUIDv7 made by the client; also the id of an outgoing message.
using MessageId = Id<struct MessageTag>; ///< For outgoing messages equal to the command's id, else the gateway's.
using LeaseId = Id<struct LeaseTag>;
using StepId = Id<struct StepTag>; ///< An interaction step of the script.
using VolunteerId = Id<struct VolunteerTag>;
using DeviceId = Id<struct DeviceTag>;
using NoteId = Id<struct NoteTag>;
using CannedId = Id<struct CannedTag>;
using SnippetId = Id<struct SnippetTag>; ///< UUIDv7 made by the client; never leaves it.

} // namespace textbank
