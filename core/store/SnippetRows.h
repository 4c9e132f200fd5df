#pragma once

#include "core/db/Database.h"
#include "core/model/Snippet.h"
#include "core/store/Sealer.h"

#include <QList>

namespace textbank {

/// The snippet table: sealing and mapping, no rules.
class SnippetRows
{
public:
    SnippetRows(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    Result<QList<Snippet>> load(); ///< In the order in which they were first saved.
    Result<void> save(const Snippet& snippet);
    Result<void> remove(const SnippetId& id);
    /// The plain form of a sealed body.
    static Result<Snippet> decode(const SnippetId& id, const QByteArray& plain);

private:
    Database& m_database;
    const Sealer& m_sealer;
};

} // namespace textbank
