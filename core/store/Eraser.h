#pragma once

#include "core/db/Database.h"

namespace textbank {

/// The setting that says how the session ended; the one setting that outlives the contacts.
inline constexpr auto kSessionEndSetting = "session.end";

/// Deletes every row that says something about a person, within the caller's transaction: contacts, messages, notes,
/// drafts, snippets, suppressions, texts in the outbox, campaigns, leases. What stays is the profile row, how the
/// session ended, the commands other than texts that the gateway has not acknowledged, and the record.
Result<void> eraseContacts(Database& database);

/// Rewrites the file without the pages that were deleted from and empties the write-ahead log, so that no sealed byte
/// of a deleted row is left in either. Outside a transaction; may be repeated.
Result<void> compact(Database& database);

} // namespace textbank
