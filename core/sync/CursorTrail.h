#pragma once

#include "core/store/Store.h"

#include <QStringList>

namespace textbank {

/// The last cursors that this profile left behind, over restarts. What comes by one of them was told before.
class CursorTrail
{
public:
    explicit CursorTrail(Store& store)
        : m_store(store)
    {
    }

    Result<bool> contains(const QString& cursor);
    /// Written down before what comes behind it is taken in: a crash in between leaves one too many, never too few.
    Result<void> leave(const QString& cursor);

private:
    Result<void> read();

    Store& m_store;
    QStringList m_names; ///< Short hashes of them, oldest first: a cursor may be as long as its gateway likes.
    bool m_isRead = false;
};

} // namespace textbank
