#pragma once

namespace textbank {

/// Step 8 of the host's schema: guards against texting somebody twice (what a campaign's policy says of it, and by what
/// a household is known), and rehearsals of STOP with their texts, which are to nobody of a list.
inline constexpr const char* kGuardSchema = R"sql(
ALTER TABLE campaigns ADD COLUMN household_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN recontact_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contacts ADD COLUMN household TEXT NOT NULL DEFAULT '';
CREATE INDEX contacts_by_household ON contacts (organisation, household) WHERE household <> '';
CREATE INDEX carrier_log_by_number ON carrier_log (organisation, number, at);

CREATE TABLE rehearsals (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisations (id),
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    number TEXT NOT NULL,
    asked_by TEXT NOT NULL CHECK (asked_by <> ''),
    asked_at INTEGER NOT NULL,
    wait_ms INTEGER NOT NULL CHECK (wait_ms > 0),
    begun_at INTEGER,
    text_at INTEGER,
    stop_at INTEGER,
    told_at INTEGER,
    ended_at INTEGER,
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    reason TEXT NOT NULL,
    refused TEXT NOT NULL,
    confirmations INTEGER NOT NULL,
    CHECK (passed = 0 OR (ended_at IS NOT NULL AND reason = ''))
) STRICT;
CREATE UNIQUE INDEX rehearsals_one_open ON rehearsals (organisation) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX rehearsals_one_phone ON rehearsals (number) WHERE ended_at IS NULL AND number <> '';
CREATE TABLE rehearsal_texts (
    id TEXT NOT NULL PRIMARY KEY,
    rehearsal TEXT NOT NULL REFERENCES rehearsals (id),
    kind INTEGER NOT NULL CHECK (kind IN (2, 4)),
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    at INTEGER NOT NULL,
    send_before INTEGER,
    to_hand_over INTEGER NOT NULL CHECK (to_hand_over IN (0, 1)),
    failure TEXT NOT NULL
) STRICT;
CREATE INDEX rehearsal_texts_to_hand_over ON rehearsal_texts (at) WHERE to_hand_over = 1;
CREATE TABLE rehearsal_devices (
    rehearsal TEXT NOT NULL REFERENCES rehearsals (id),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    device TEXT NOT NULL,
    device_name TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    confirmed_at INTEGER,
    signed_out INTEGER NOT NULL CHECK (signed_out IN (0, 1)),
    away INTEGER NOT NULL CHECK (away IN (0, 1)),
    PRIMARY KEY (rehearsal, volunteer)
) STRICT;
)sql";

} // namespace textbank
