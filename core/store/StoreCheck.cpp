#include "core/store/StoreCheck.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// A sealed column, and what names the row that it is bound to.
struct Sealed
{
    const char* table;
    const char* column;
    const char* rows; ///< Name and value; a value of no bytes is none.
    int since = 1;    ///< The schema that first has it: a copy may be older than the program.
};

constexpr Sealed kWaiting[] = {
    {"suppression", "body", "SELECT phone_hash, body FROM suppression"},
    {"outbox", "body", "SELECT id, body FROM outbox WHERE state IN (0, 1, 4)"},
};

constexpr Sealed kEverything[] = {
    {"campaign", "body", "SELECT id, body FROM campaign"},
    {"lease", "token", "SELECT id, token FROM lease"},
    {"contact", "body", "SELECT id, body FROM contact"},
    {"contact", "work", "SELECT id, work FROM contact WHERE length(work) > 0"},
    {"message", "body", "SELECT id, body FROM message"},
    {"message", "reason", "SELECT id, reason FROM message WHERE length(reason) > 0"},
    {"outbox", "body", "SELECT id, body FROM outbox"},
    {"outbox", "outcome", "SELECT id, outcome FROM outbox WHERE length(outcome) > 0"},
    {"suppression", "body", "SELECT phone_hash, body FROM suppression"},
    {"note", "body", "SELECT id, body FROM note"},
    {"draft", "body", "SELECT c.id, d.body FROM draft d JOIN contact c ON c.key = d.contact"},
    {"setting", "body", "SELECT name, body FROM setting"},
    {"staff_message", "body", "SELECT id, body FROM staff_message"},
    {"snippet", "body", "SELECT id, body FROM snippet", 3},
};

Result<void> checkAnswer(Database& database, const QString& pragma)
{
    QString said;
    auto done = database.run(pragma, {}, [&](const QSqlQuery& row) {
        said = row.value(0).toString();
        return false;
    });
    if (done && said != "ok"_L1) {
        return fail(ErrorCode::Corrupt, u"the file's structure"_s);
    }
    return done;
}

Result<void> checkSeals(Database& database, const Sealer& sealer, const Sealed& each)
{
    Result<void> opened;
    auto done = database.run(QString::fromLatin1(each.rows), {}, [&](const QSqlQuery& row) {
        const auto name = row.value(0).toByteArray(); // A text comes as UTF-8.
        const auto plain = sealer.open({each.table, name, each.column}, row.value(1).toByteArray());
        if (!plain) {
            opened = Unexpected{plain.error()};
        }
        return plain.has_value();
    });
    return done ? opened : done;
}

} // namespace

Result<void> checkStructure(Database& database) { return checkAnswer(database, u"PRAGMA quick_check(1)"_s); }

Result<void> checkWaiting(Database& database, const Sealer& sealer)
{
    Result<void> done;
    for (const auto& each : kWaiting) {
        done = done ? checkSeals(database, sealer, each) : done;
    }
    return done;
}

Result<void> checkWhole(Database& database, const Sealer& sealer)
{
    auto done = checkAnswer(database, u"PRAGMA integrity_check(1)"_s);
    auto version = 0;
    if (done) {
        done = database.run(u"PRAGMA user_version"_s, {}, [&](const QSqlQuery& row) {
            version = row.value(0).toInt();
            return false;
        });
    }
    for (const auto& each : kEverything) {
        done = done && each.since <= version ? checkSeals(database, sealer, each) : done;
    }
    return done;
}

} // namespace textbank
