#pragma once

#include "core/store/Store.h"
#include "core/sync/SyncEngine.h"

#include <QObject>

namespace textbank {

/// Writes what happens in a shift to the log, in ids and counts alone: enough to tell afterwards what went when.
class ShiftLog : public QObject
{
    Q_OBJECT
public:
    ShiftLog(Store& store, SyncEngine& engine, QObject* parent = nullptr);
    ~ShiftLog() override;

private:
    void storeChanged(const StoreChange& change);
    void statusChanged(const SyncStatus& status);
    QString counts() const;

    Store& m_store;
    SyncState m_state = SyncState::Offline;
    int m_assigned = 0;
    int m_optedOut = 0;
};

} // namespace textbank
