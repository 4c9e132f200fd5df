#pragma once

#include "app/desktop/CopyKeeper.h"
#include "app/desktop/EngineTimer.h"
#include "app/desktop/Gateways.h"
#include "app/desktop/ShiftLog.h"
#include "core/review/Finder.h"
#include "core/review/InboxSession.h"
#include "core/review/ReplyMask.h"
#include "core/review/ReviewSession.h"
#include "core/review/SnippetDesk.h"
#include "core/session/Session.h"
#include "core/store/StoreRecovery.h"
#include "core/sync/EndWatch.h"
#include "core/sync/Ending.h"
#include "core/sync/StoreView.h"
#include "ui/Shift.h"

#include <QTimer>
#include <memory>

namespace textbank {

/// Everything that lives from sign-in to sign-out, built in order over one store and one gateway.
class ShiftRuntime : public QObject
{
    Q_OBJECT
public:
    /// How often is looked whether the shift is over by its deadline, and at the texting hours.
    static constexpr Millis kLookEvery{15000};
    struct Parts
    {
        Credentials credentials;
        QString databasePath;
        std::unique_ptr<Gateway> commands;
        std::unique_ptr<Gateway> stream; ///< Null: `commands` carries the changes too.
        /// Instead of both: makes them over what the store knows, once it is open.
        std::function<GatewayPair(const LocalRecord& record)> connect{};
        std::unique_ptr<Connectivity> connectivity;
        bool practice = false;
        bool memoryOnly = false;
        bool passphrase = false;
        std::function<std::optional<PracticeScore>()> score;
        Millis lookEvery = kLookEvery;
    };
    /// The errors of Store::open. Of a profile whose session is over, or whose deadline has passed, the contacts are
    /// forgotten before anything else is made: it comes up in its ending.
    static Result<std::unique_ptr<ShiftRuntime>> start(Parts parts, const Clock& clock, Random& random);
    ~ShiftRuntime() override;

    Shift& shift() { return *m_shift; }
    /// Whether the gateway is reached without leaving this computer.
    bool isOnThisComputer() const;
    Store& store() { return *m_store; }
    SyncEngine& engine() { return *m_engine; }
    ReviewSession& review() { return *m_review; }
    InboxSession& inbox() { return *m_inbox; }
    /// What is left to do of a session that ended; null while it goes on. Whoever takes it calls begin().
    Ending* ending() const { return m_ending.get(); }
    bool isMemoryOnly() const { return m_parts.memoryOnly; }
    /// Takes the desk down, for good, and forgets the contacts; the windows over it are closed already. After an error
    /// the desk is gone all the same, and nothing may be shown of the store.
    Result<void> end(EndReason reason);
    /// Signed in again: goes on with the new token, at once.
    void takeToken(const QString& token);
    bool isReady() const { return m_ready; } ///< As `ready` said.
    bool canSignInAgain() const { return m_parts.credentials.canSignInAgain(); }
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
    /// The gateway answered, and has no campaign for this volunteer yet; ready follows when it has.
    void nothingYet();
    /// The campaign could not be fetched; the engine goes on trying.
    void failed(const textbank::TransportError& error);
    void repliesArrived(int count);
    /// The store turned out to be damaged while it is open; the next start restores it.
    void damageFound();
    /// The session ended without the volunteer's wish: close the windows, then call end().
    void over(textbank::EndReason reason);

private:
    ShiftRuntime(Parts parts, std::unique_ptr<Store> store, const Clock& clock, Random& random);
    void makeEngine();
    void makeDesk();
    void makeEnding();
    void watchTheEnd(Deadline deadline);
    void begin();
    void open();
    void takeDown();
    void lookAtStatus(const SyncStatus& status);
    void lookAtTime();

    Gateway& stream() { return m_parts.stream ? *m_parts.stream : *m_parts.commands; }

    std::unique_ptr<StoreView> m_known; ///< Outlives the gateways that ask it.
    Parts m_parts;
    const Clock& m_clock;
    Random& m_random;
    std::unique_ptr<Store> m_store;
    std::optional<RecoveryReport> m_recovery;
    std::unique_ptr<CopyKeeper> m_copies;
    std::unique_ptr<SyncEngine> m_engine;
    std::unique_ptr<EngineTimer> m_timer;
    std::unique_ptr<ShiftLog> m_log;
    std::unique_ptr<EndWatch> m_watch;
    std::unique_ptr<Ending> m_ending;
    std::unique_ptr<ReplyShield> m_shield;
    std::unique_ptr<ReplyMask> m_mask;
    std::unique_ptr<UndoHistory> m_undo;
    std::unique_ptr<Approver> m_approver;
    std::unique_ptr<ReviewSession> m_review;
    std::unique_ptr<InboxSession> m_inbox;
    std::unique_ptr<Finder> m_finder;
    std::unique_ptr<SnippetDesk> m_snippets;
    std::unique_ptr<Shift> m_shift;
    QTimer m_look;
    std::optional<Millis> m_offset;
    bool m_ready = false;
};

} // namespace textbank
