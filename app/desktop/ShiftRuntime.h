#pragma once

#include "app/desktop/CopyKeeper.h"
#include "app/desktop/EngineTimer.h"
#include "app/desktop/ShiftLog.h"
#include "core/review/Finder.h"
#include "core/review/InboxSession.h"
#include "core/review/ReviewSession.h"
#include "core/session/Session.h"
#include "core/store/StoreRecovery.h"
#include "core/sync/SyncEngine.h"
#include "ui/Shift.h"

#include <QTimer>
#include <memory>

namespace textbank {

/// Everything that lives from sign-in to sign-out, built in order over one store and one gateway.
class ShiftRuntime : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Credentials credentials;
        QString databasePath;
        std::unique_ptr<Gateway> commands;
        std::unique_ptr<Gateway> stream;
        std::unique_ptr<Connectivity> connectivity;
        bool practice = false;
        bool memoryOnly = false;
        std::function<std::optional<PracticeScore>()> score;
    };
    /// The errors of Store::open.
    static Result<std::unique_ptr<ShiftRuntime>> start(Parts parts, const Clock& clock, Random& random);
    ~ShiftRuntime() override;

    Shift& shift() { return *m_shift; }
    /// Whether the gateway is reached without leaving this computer.
    bool isOnThisComputer() const;
    Store& store() { return *m_store; }
    SyncEngine& engine() { return *m_engine; }
    ReviewSession& review() { return *m_review; }
    InboxSession& inbox() { return *m_inbox; }
    /// Asks for the campaign once more where it has not come: ready or failed follows.
    void askAgain();
    /// What a person has to be told of the store's restoration; nothing once she has read it.
    const std::optional<RecoveryReport>& recovery() const { return m_recovery; }
    void acknowledgeRecovery();
    /// Saves what is being written, and a last copy; before the program ends.
    void flush();
    /// Ends all of it and wipes the store from the disk.
    static Result<void> wipe(std::unique_ptr<ShiftRuntime> runtime);

signals:
    /// The first campaign is known: the windows can open. Emitted once, at once where the store already holds it.
    void ready();
    /// The campaign could not be fetched; the engine goes on trying.
    void failed(const textbank::TransportError& error);
    void repliesArrived(int count);
    /// The store turned out to be damaged while it is open; the next start restores it.
    void damageFound();

private:
    ShiftRuntime(Parts parts, std::unique_ptr<Store> store, const Clock& clock, Random& random);
    void begin();
    void open();
    void takeDown();
    void lookAtStatus(const SyncStatus& status);
    void lookAtHours();

    Parts m_parts;
    const Clock& m_clock;
    Random& m_random;
    std::unique_ptr<Store> m_store;
    std::optional<RecoveryReport> m_recovery;
    std::unique_ptr<CopyKeeper> m_copies;
    std::unique_ptr<SyncEngine> m_engine;
    std::unique_ptr<EngineTimer> m_timer;
    std::unique_ptr<ShiftLog> m_log;
    std::unique_ptr<UndoHistory> m_undo;
    std::unique_ptr<Approver> m_approver;
    std::unique_ptr<ReviewSession> m_review;
    std::unique_ptr<InboxSession> m_inbox;
    std::unique_ptr<Finder> m_finder;
    std::unique_ptr<Shift> m_shift;
    QTimer m_hours;
    std::optional<Millis> m_offset;
    bool m_ready = false;
};

} // namespace textbank
