#pragma once

#include "core/db/Database.h"

#include <QVariant>

namespace textbank {

/// A disk that takes nothing more from the next COMMIT on, that one included: it fails as it does when its log cannot
/// be synced, and so does whatever should be written over it. Reading works.
class RefusingDisk
{
public:
    explicit RefusingDisk(Database& database)
        : m_database(database)
    {
        m_database.setFaultHook([this](qint64, const QString& sql) -> std::optional<Error> {
            if (sql != QLatin1String("COMMIT")) {
                return std::nullopt;
            }
            setRefusing(true); // What follows a failed COMMIT goes past this hook.
            return Error{ErrorCode::Io, QStringLiteral("injected")};
        });
    }
    ~RefusingDisk() { mend(); }
    RefusingDisk(const RefusingDisk&) = delete;
    RefusingDisk& operator=(const RefusingDisk&) = delete;

    void mend()
    {
        m_database.setFaultHook({});
        setRefusing(false);
    }

private:
    void setRefusing(bool on)
    {
        if (!m_database.run(on ? QStringLiteral("PRAGMA query_only = ON")
                               : QStringLiteral("PRAGMA query_only = OFF"))) {
            qFatal("the disk cannot be made to refuse");
        }
    }

    Database& m_database;
};

} // namespace textbank
