#include "core/store/Schema.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// Columns of type BLOB are sealed (see Sealer), but for the keyed hashes of numbers, which are 32 bytes. The numbers in
// the CHECKs are those of core/store/Codes.h.
constexpr auto kStep1 = R"sql(
PRAGMA application_id = 1417167467;

CREATE TABLE profile (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    key_check BLOB NOT NULL,
    cursor TEXT NOT NULL,
    frozen INTEGER NOT NULL CHECK (frozen IN (0, 1)),
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
) STRICT;

CREATE TABLE campaign (
    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE stale_campaign (
    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    version TEXT NOT NULL
) STRICT;

CREATE TABLE lease (
    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    campaign TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    token BLOB NOT NULL
) STRICT;

CREATE TABLE contact (
    key INTEGER PRIMARY KEY CHECK (key > 0),
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    campaign TEXT NOT NULL,
    lease TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    phone_hash BLOB NOT NULL CHECK (length(phone_hash) = 32),
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 4),
    flags INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 63),
    waiting_since INTEGER NOT NULL CHECK (waiting_since = 0 OR stage = 2),
    last_activity INTEGER NOT NULL,
    body BLOB NOT NULL,
    work BLOB NOT NULL
) STRICT;

CREATE TABLE message (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    contact INTEGER NOT NULL REFERENCES contact (key),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
    delivery INTEGER NOT NULL CHECK (delivery BETWEEN 0 AND 9 AND (kind <> 2 OR delivery = 6)),
    at INTEGER NOT NULL,
    media INTEGER NOT NULL CHECK (media >= 0),
    body BLOB NOT NULL,
    reason BLOB NOT NULL
) STRICT;
CREATE INDEX message_of_contact ON message (contact, kind, delivery);
-- Nobody gets a second first message: one that was not refused or cancelled stands in the way of any other.
CREATE UNIQUE INDEX one_first_message ON message (contact) WHERE kind IN (0, 3) AND delivery < 8;

CREATE TABLE outbox (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    contact INTEGER REFERENCES contact (key),
    type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 12),
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    campaign TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    phone_hash BLOB,
    body BLOB NOT NULL,
    outcome BLOB NOT NULL,
    CHECK (type > 1 OR contact IS NOT NULL),
    CHECK (type <> 2 OR (phone_hash IS NOT NULL AND length(phone_hash) = 32))
) STRICT;
CREATE INDEX outbox_open ON outbox (key) WHERE state IN (0, 1, 4);
CREATE INDEX outbox_troubled ON outbox (key) WHERE state IN (3, 4, 6);
CREATE UNIQUE INDEX one_first_send ON outbox (contact) WHERE type = 0 AND state IN (0, 1, 2, 4);
-- One open opt-out for a number says it all.
CREATE UNIQUE INDEX one_open_opt_out ON outbox (phone_hash) WHERE type = 2 AND state IN (0, 1, 4);

CREATE TABLE suppression (
    phone_hash BLOB PRIMARY KEY NOT NULL CHECK (length(phone_hash) = 32),
    source INTEGER NOT NULL CHECK (source BETWEEN 0 AND 4),
    known_upstream INTEGER NOT NULL CHECK (known_upstream IN (0, 1)),
    at INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE note (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    contact INTEGER NOT NULL REFERENCES contact (key),
    at INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX note_of_contact ON note (contact);

CREATE TABLE draft (
    contact INTEGER PRIMARY KEY REFERENCES contact (key),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE staff_message (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    at INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT
)sql";

// The record: appended to, never changed. Nothing of it is removed but with the whole file; only the words that it
// hides are, at the session's end (see AuditRows::forgetHidden).
constexpr auto kStep2 = R"sql(
CREATE TABLE audit_log (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    id TEXT NOT NULL CHECK (id <> ''),
    device TEXT NOT NULL,
    begun_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    body BLOB NOT NULL
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
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit) BEGIN
    SELECT RAISE(ABORT, 'the record goes on where it ended');
END
)sql";

// What the volunteer saved for herself.
constexpr auto kStep3 = R"sql(
CREATE TABLE snippet (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    body BLOB NOT NULL
) STRICT
)sql";

// Commands of type 13, choices.report: a check can only be changed by making the table anew.
constexpr auto kStep4 = R"sql(
CREATE TABLE outbox_made_anew (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    contact INTEGER REFERENCES contact (key),
    type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 13),
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    campaign TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    phone_hash BLOB,
    body BLOB NOT NULL,
    outcome BLOB NOT NULL,
    CHECK (type > 1 OR contact IS NOT NULL),
    CHECK (type <> 2 OR (phone_hash IS NOT NULL AND length(phone_hash) = 32))
) STRICT;
INSERT INTO outbox_made_anew (key, id, contact, type, state, campaign, created_at, not_before, attempts, phone_hash, body, outcome)
SELECT key, id, contact, type, state, campaign, created_at, not_before, attempts, phone_hash, body, outcome FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_made_anew RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (key) WHERE state IN (0, 1, 4);
CREATE INDEX outbox_troubled ON outbox (key) WHERE state IN (3, 4, 6);
CREATE UNIQUE INDEX one_first_send ON outbox (contact) WHERE type = 0 AND state IN (0, 1, 2, 4);
CREATE UNIQUE INDEX one_open_opt_out ON outbox (phone_hash) WHERE type = 2 AND state IN (0, 1, 4);
)sql";

// A text that the gateway took, and that no carrier ever had, stands in nobody's way; that the others do, their
// messages say.
constexpr auto kStep5 = R"sql(
DROP INDEX one_first_send;
CREATE UNIQUE INDEX one_first_send ON outbox (contact) WHERE type = 0 AND state IN (0, 1, 4);
)sql";

Result<qint64> number(Database& database, const QString& sql)
{
    qint64 value = 0;
    auto read = database.run(sql, {}, [&](const QSqlQuery& row) {
        value = row.value(0).toLongLong();
        return false;
    });
    if (!read) {
        return Unexpected{read.error()};
    }
    return value;
}

} // namespace

const QList<Migration>& storeSchema()
{
    static const QList<Migration> steps{{1, kStep1}, {2, kStep2}, {3, kStep3}, {4, kStep4}, {5, kStep5}};
    return steps;
}

Result<void> checkOwner(Database& database)
{
    const auto owner = number(database, u"PRAGMA application_id"_s);
    if (!owner) {
        return Unexpected{owner.error()};
    }
    if (*owner == kStoreApplicationId) {
        return {};
    }
    const auto objects = number(database, u"SELECT count(*) FROM sqlite_schema"_s);
    if (!objects) {
        return Unexpected{objects.error()};
    }
    if (*owner != 0 || *objects != 0) {
        return fail(ErrorCode::Corrupt, u"a database of another program"_s);
    }
    return {};
}

} // namespace textbank
