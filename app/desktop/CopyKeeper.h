#pragma once

#include "core/base/Clock.h"
#include "core/base/SecretKey.h"
#include "core/store/Store.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>
#include <memory>

namespace textbank {

/// Keeps the store's last good copy recent: after a pull, every few minutes while something changes, and at the end.
/// In a moment without a press, unless there has been none for long. Writing it takes milliseconds on the windows'
/// thread; checking it is done on another.
class CopyKeeper : public QObject
{
    Q_OBJECT
public:
    struct Times
    {
        Millis quiet{4000};         ///< Nobody has pressed anything for so long.
        Millis often{3 * 60'000};   ///< Between two copies.
        Millis longest{5 * 60'000}; ///< Between two copies when no moment is quiet.
        Millis afterFailure{60'000};
    };
    CopyKeeper(Store& store, SecretKey key)
        : CopyKeeper(store, std::move(key), Times{})
    {
    }
    CopyKeeper(Store& store, SecretKey key, const Times& times);
    ~CopyKeeper() override; ///< Waits for a check that is under way.

    /// Now, and until it is whole; for the program's end.
    void copyAndWait();

signals:
    /// The store itself does not check out. The good copy from before is kept, and the next start goes by it.
    void damageFound();

private:
    void changed();
    void look();
    void copy();
    void checked();

    Store& m_store;
    const QString m_path;
    const SecretKey m_key;
    const Times m_times;
    QTimer m_quiet; ///< Runs out when nothing has changed for a while.
    QTimer m_later; ///< Until a copy is due, or due although it is not quiet.
    QElapsedTimer m_sinceCopy;
    QElapsedTimer m_sinceChange; ///< The first one that no copy holds.
    bool m_failed = false;       ///< The last copy was not written, or not accepted.
    qsizetype m_contacts = 0;    ///< When the last copy was made.
    bool m_changed = false;
    std::unique_ptr<QThread> m_check;
    Result<void> m_result;
};

} // namespace textbank
