#pragma once

#include "core/base/SecretKey.h"
#include "core/store/Store.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>
#include <memory>

namespace textbank {

/// Keeps the store's last good copy recent: after a pull, every few minutes while something changes, and at the end,
/// always in a moment without a press. Writing it takes milliseconds on the windows' thread; checking it is done on
/// another.
class CopyKeeper : public QObject
{
    Q_OBJECT
public:
    CopyKeeper(Store& store, SecretKey key);
    ~CopyKeeper() override; ///< Waits for a check that is under way.

    /// Now, and until it is whole; for the program's end.
    void copyAndWait();

signals:
    /// The store itself does not check out. The good copy from before is kept, and the next start goes by it.
    void damageFound();

private:
    void look();
    void copy();
    void checked();

    Store& m_store;
    const QString m_path;
    const SecretKey m_key;
    QTimer m_quiet; ///< Runs out when nothing has changed for a while.
    QElapsedTimer m_sinceCopy;
    qsizetype m_contacts = 0; ///< When the last copy was made.
    bool m_changed = true;
    std::unique_ptr<QThread> m_check;
    Result<void> m_result;
};

} // namespace textbank
