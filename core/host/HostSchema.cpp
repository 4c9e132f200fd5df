#include "core/host/HostSchema.h"

#include "core/host/GuardSchema.h"

namespace textbank {
namespace {

constexpr const char* kFirst = R"sql(
CREATE TABLE sequence (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;
INSERT INTO sequence (one, last) VALUES (1, 0);

CREATE TABLE organisations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE campaigns (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisations (id),
    title TEXT NOT NULL,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    pause_reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE volunteers (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisations (id),
    device TEXT NOT NULL,
    device_name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    role INTEGER NOT NULL CHECK (role IN (0, 1)),
    frozen INTEGER NOT NULL CHECK (frozen IN (0, 1)),
    frozen_reason TEXT NOT NULL,
    stream TEXT NOT NULL,
    stream_start INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    UNIQUE (organisation, device)
) STRICT;

CREATE TABLE memberships (
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    PRIMARY KEY (volunteer, campaign)
) STRICT;
CREATE INDEX memberships_by_campaign ON memberships (campaign);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    role INTEGER NOT NULL CHECK (role IN (0, 1)),
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_volunteer ON sessions (volunteer);

CREATE TABLE join_codes (
    code_hash BLOB NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    role INTEGER NOT NULL CHECK (role IN (0, 1)),
    uses INTEGER NOT NULL CHECK (uses > 0),
    used INTEGER NOT NULL CHECK (used >= 0 AND used <= uses),
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE join_uses (
    code_hash BLOB NOT NULL REFERENCES join_codes (code_hash),
    device TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (code_hash, device)
) STRICT;
CREATE TABLE failed_joins (
    id INTEGER NOT NULL PRIMARY KEY,
    remote TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX failed_joins_by_remote ON failed_joins (remote, at);

CREATE TABLE leases (
    id TEXT NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    device TEXT NOT NULL,
    token TEXT NOT NULL,
    cursor TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT NOT NULL
) STRICT;
CREATE INDEX leases_by_volunteer ON leases (volunteer);
CREATE INDEX leases_live ON leases (expires_at) WHERE ended_at IS NULL;

CREATE TABLE contacts (
    id TEXT NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    organisation TEXT NOT NULL REFERENCES organisations (id),
    ordinal INTEGER NOT NULL,
    number TEXT NOT NULL CHECK (number <> ''),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    zip TEXT NOT NULL,
    language TEXT NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,
    lease TEXT REFERENCES leases (id),
    volunteer TEXT REFERENCES volunteers (id),
    lease_ordinal INTEGER NOT NULL,
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 4),
    skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
    wrong_number INTEGER NOT NULL CHECK (wrong_number IN (0, 1)),
    escalated INTEGER NOT NULL CHECK (escalated IN (0, 1)),
    waiting_since INTEGER,
    UNIQUE (campaign, number),
    CHECK ((lease IS NULL) = (volunteer IS NULL))
) STRICT;
CREATE INDEX contacts_by_number ON contacts (number);
CREATE INDEX contacts_by_lease ON contacts (lease) WHERE lease IS NOT NULL;
CREATE INDEX contacts_by_volunteer ON contacts (volunteer) WHERE volunteer IS NOT NULL;
CREATE INDEX contacts_pool ON contacts (campaign, skipped, ordinal) WHERE lease IS NULL AND stage = 0;
CREATE INDEX contacts_waiting ON contacts (campaign, waiting_since) WHERE waiting_since IS NOT NULL;

CREATE TABLE assignments (
    contact TEXT NOT NULL REFERENCES contacts (id),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    lease TEXT NOT NULL REFERENCES leases (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (contact, volunteer, lease)
) STRICT;

CREATE TABLE commands (
    id TEXT NOT NULL PRIMARY KEY,
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    type TEXT NOT NULL,
    campaign TEXT NOT NULL,
    contact TEXT NOT NULL,
    body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
    status INTEGER NOT NULL CHECK (status IN (0, 1)),
    problem TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    CHECK ((status = 0) = (problem = ''))
) STRICT;

CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    contact TEXT NOT NULL REFERENCES contacts (id),
    organisation TEXT NOT NULL REFERENCES organisations (id),
    number TEXT NOT NULL,
    volunteer TEXT REFERENCES volunteers (id),
    direction INTEGER NOT NULL CHECK (direction IN (0, 1)),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    delivery INTEGER NOT NULL CHECK (delivery BETWEEN 0 AND 9),
    reason TEXT NOT NULL,
    media INTEGER NOT NULL,
    to_hand_over INTEGER NOT NULL CHECK (to_hand_over IN (0, 1)),
    sequence INTEGER NOT NULL,
    CHECK ((direction = 0) = (kind = 3))
) STRICT;
CREATE INDEX messages_by_contact ON messages (contact, at);
CREATE INDEX messages_by_number ON messages (number, sequence);
CREATE INDEX messages_to_hand_over ON messages (sequence) WHERE to_hand_over = 1;
CREATE UNIQUE INDEX messages_one_first ON messages (contact) WHERE kind = 0;

CREATE TABLE evidence (
    message TEXT NOT NULL PRIMARY KEY REFERENCES messages (id),
    approved_at INTEGER NOT NULL,
    input INTEGER NOT NULL,
    text_sha256 BLOB NOT NULL CHECK (length(text_sha256) = 32),
    step TEXT NOT NULL,
    edited INTEGER NOT NULL CHECK (edited IN (0, 1)),
    lease TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    zones TEXT NOT NULL,
    cursor TEXT NOT NULL,
    send_before INTEGER NOT NULL
) STRICT;

CREATE TABLE carrier_log (
    sequence INTEGER NOT NULL PRIMARY KEY,
    message TEXT NOT NULL,
    organisation TEXT NOT NULL,
    number TEXT NOT NULL,
    kind INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX carrier_log_by_message ON carrier_log (message);

CREATE TABLE stray_replies (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE suppressions (
    organisation TEXT NOT NULL REFERENCES organisations (id),
    number TEXT NOT NULL,
    source INTEGER NOT NULL,
    words TEXT NOT NULL,
    contact TEXT NOT NULL,
    volunteer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, number)
) STRICT;
CREATE TABLE suppression_log (
    sequence INTEGER NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    number TEXT NOT NULL,
    added INTEGER NOT NULL CHECK (added IN (0, 1)),
    source INTEGER NOT NULL,
    words TEXT NOT NULL,
    contact TEXT NOT NULL,
    volunteer TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX suppression_log_by_number ON suppression_log (organisation, number, sequence);

CREATE TABLE answers (
    contact TEXT NOT NULL REFERENCES contacts (id),
    step TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value <> ''),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (contact, step)
) STRICT;
CREATE TABLE tags (
    contact TEXT NOT NULL REFERENCES contacts (id),
    tag TEXT NOT NULL CHECK (tag <> ''),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (contact, tag)
) STRICT;
CREATE TABLE notes (
    id TEXT NOT NULL PRIMARY KEY,
    contact TEXT NOT NULL REFERENCES contacts (id),
    text TEXT NOT NULL CHECK (text <> ''),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_by_contact ON notes (contact);
CREATE TABLE escalations (
    id TEXT NOT NULL PRIMARY KEY,
    contact TEXT NOT NULL REFERENCES contacts (id),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX escalations_open ON escalations (contact) WHERE ended_at IS NULL;
CREATE TABLE staff_messages (
    id TEXT NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE checkpoints (
    id TEXT NOT NULL PRIMARY KEY,
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    records INTEGER NOT NULL,
    chain_hash BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE changes (
    sequence INTEGER NOT NULL PRIMARY KEY,
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    body TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_by_volunteer ON changes (volunteer, sequence);
)sql";

constexpr const char* kEndingSessions = R"sql(
ALTER TABLE sessions ADD COLUMN grace_until INTEGER;
ALTER TABLE changes ADD COLUMN session TEXT NOT NULL DEFAULT '';
)sql";

constexpr const char* kCampaignVersions = R"sql(
CREATE TABLE campaign_versions (
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    version TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    document TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, version)
) STRICT;
INSERT INTO campaign_versions (campaign, version, policy_version, document, at)
    SELECT id, version, COALESCE(json_extract(document, '$.policy.version'), 'built-in-1'), document, updated_at
    FROM campaigns WHERE version <> '';
)sql";

// The gateway's own record, only added to; and what devices sign about theirs.
constexpr const char* kRecord = R"sql(
CREATE TABLE audit_log (
    organisation TEXT NOT NULL PRIMARY KEY,
    begun_at INTEGER NOT NULL
) STRICT;
CREATE TABLE audit (
    organisation TEXT NOT NULL REFERENCES audit_log (organisation),
    number INTEGER NOT NULL CHECK (number > 0),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    facts TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (organisation, number)
) STRICT;
CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the record is only added to');
END;
CREATE TRIGGER audit_log_is_kept BEFORE DELETE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the record is only added to');
END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the record is only added to');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the record is only added to');
END;
CREATE TRIGGER audit_has_no_gap BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM audit WHERE organisation = NEW.organisation) BEGIN
    SELECT RAISE(ABORT, 'the record goes on where it ended');
END;

CREATE TABLE device_keys (
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    key BLOB NOT NULL CHECK (length(key) = 32),
    since INTEGER NOT NULL,
    PRIMARY KEY (volunteer, key)
) STRICT;
ALTER TABLE checkpoints ADD COLUMN log TEXT NOT NULL DEFAULT '';
ALTER TABLE checkpoints ADD COLUMN previous_records INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checkpoints ADD COLUMN previous_hash BLOB NOT NULL DEFAULT x'';
ALTER TABLE checkpoints ADD COLUMN texts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checkpoints ADD COLUMN dispute TEXT NOT NULL DEFAULT '';
CREATE INDEX checkpoints_of_log ON checkpoints (volunteer, log, records);
CREATE INDEX commands_by_volunteer ON commands (volunteer, type);
)sql";

// Which attempts of a command were said never to have come; gone as soon as the command is decided or too old.
constexpr const char* kVoidedAttempts = R"sql(
CREATE TABLE voided_attempts (
    volunteer TEXT NOT NULL REFERENCES volunteers (id),
    command TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    voided_at INTEGER NOT NULL,
    PRIMARY KEY (volunteer, command)
) STRICT, WITHOUT ROWID;
CREATE INDEX voided_attempts_by_age ON voided_attempts (voided_at);
)sql";

// What the volunteers of a campaign sent in answer to which replies, as counts of nobody's.
constexpr const char* kChoices = R"sql(
CREATE TABLE suggestion_choices (
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    intent TEXT NOT NULL,
    suggestion TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0),
    PRIMARY KEY (campaign, intent, suggestion)
) STRICT, WITHOUT ROWID;
)sql";

// When an opt-out became known here; `at` is when it was asked for, which a list or a carrier may say much later.
constexpr const char* kOptOutsRecorded = R"sql(
ALTER TABLE suppression_log ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0;
UPDATE suppression_log SET recorded_at = at;
)sql";

// A text that was accepted and failed before any carrier had it: its contact may have another first message.
constexpr const char* kNeverLeft = R"sql(
ALTER TABLE messages ADD COLUMN never_left INTEGER NOT NULL DEFAULT 0 CHECK (never_left IN (0, 1));
DROP INDEX messages_one_first;
CREATE UNIQUE INDEX messages_one_first ON messages (contact) WHERE kind = 0 AND never_left = 0;
)sql";

// What a full room asks often: who texted how much, and which counts of choices are still to be told.
constexpr const char* kFullRoom = R"sql(
CREATE INDEX messages_by_volunteer ON messages (volunteer, kind, never_left) WHERE volunteer IS NOT NULL;
ALTER TABLE suggestion_choices ADD COLUMN told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1));
ALTER TABLE campaigns ADD COLUMN choices_told_at INTEGER NOT NULL DEFAULT 0;
)sql";

} // namespace

const QList<Migration>& hostSchema()
{
    static const QList<Migration> steps{{1, kFirst},          {2, kEndingSessions}, {3, kCampaignVersions},
                                        {4, kRecord},         {5, kVoidedAttempts}, {6, kChoices},
                                        {7, kOptOutsRecorded}, {8, kGuardSchema},
                                        {9, kNeverLeft},      {10, kFullRoom}};
    return steps;
}

} // namespace textbank
