#include "core/store/Eraser.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// The numbers are those of OutboxType and OutboxState. A text is never kept: its words and its number are somebody's.
constexpr auto kErase = R"sql(
DELETE FROM draft;
DELETE FROM snippet;
DELETE FROM note;
DELETE FROM message;
DELETE FROM outbox WHERE type IN (0, 1) OR state NOT IN (0, 1, 4);
UPDATE outbox SET contact = NULL WHERE contact IS NOT NULL;
DELETE FROM contact;
DELETE FROM suppression;
DELETE FROM staff_message;
DELETE FROM stale_campaign;
DELETE FROM campaign;
DELETE FROM lease
)sql";

} // namespace

Result<void> eraseContacts(Database& database)
{
    auto done = database.runScript(QString::fromUtf8(kErase));
    return done ? database.run(u"DELETE FROM setting WHERE name <> ?"_s, {QString::fromLatin1(kSessionEndSetting)})
                : done;
}

Result<void> compact(Database& database)
{
    auto done = database.emptyLog();
    if (done) {
        done = database.run(u"VACUUM"_s);
    }
    return done ? database.emptyLog() : done;
}

} // namespace textbank
