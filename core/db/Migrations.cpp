#include "core/db/Migrations.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

Result<int> versionOf(Database& database)
{
    auto version = 0;
    auto read = database.run(u"PRAGMA user_version"_s, {}, [&](const QSqlQuery& row) {
        version = row.value(0).toInt();
        return false;
    });
    if (!read) {
        return Unexpected{read.error()};
    }
    return version;
}

Result<void> apply(Database& database, const Migration& step)
{
    auto transaction = Database::Transaction::begin(database);
    if (!transaction) {
        return Unexpected{transaction.error()};
    }
    auto done = database.runScript(QString::fromUtf8(step.sql));
    if (!done) {
        return done;
    }
    // A pragma takes no bound values.
    done = database.runScript(u"PRAGMA user_version = %1"_s.arg(step.version));
    if (!done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<void> migrate(Database& database, const QList<Migration>& steps)
{
    const auto version = versionOf(database);
    if (!version) {
        return Unexpected{version.error()};
    }
    const auto last = steps.isEmpty() ? 0 : steps.back().version;
    if (*version > last) {
        return fail(ErrorCode::NewerVersion, u"schema %1, this program knows %2"_s.arg(*version).arg(last));
    }
    for (const auto& step : steps) {
        Q_ASSERT(step.version > 0 && step.sql != nullptr);
        if (step.version > *version) {
            auto done = apply(database, step);
            if (!done) {
                return done;
            }
        }
    }
    return {};
}

} // namespace textbank
