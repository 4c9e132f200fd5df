#pragma once

#include "core/review/InboxSession.h"
#include "core/review/ReviewSession.h"
#include "core/sync/EndWatch.h"
#include "core/sync/Ending.h"
#include "tests/simulation/SimGateway.h"

#include <memory>

namespace textbank::simulation {

/// The client without its windows, from its start to its end: the desk, or after the session was ended from outside
/// only what brings up the rest. Put together as ShiftRuntime and Application do it.
class SimProgram
{
public:
    struct Parts
    {
        std::unique_ptr<Store> store;
        std::unique_ptr<SimGateway> commands;
        std::unique_ptr<SimGateway> stream;
    };
    /// Forgets the contacts first where the session is over. Fails where the disk does.
    static Result<std::unique_ptr<SimProgram>> start(Parts parts, const Clock& clock, Random& random);
    ~SimProgram();
    SimProgram(const SimProgram&) = delete;
    SimProgram& operator=(const SimProgram&) = delete;

    Store& store() { return *m_store; }
    SyncEngine& engine() { return *m_engine; }
    bool hasDesk() const { return m_review != nullptr; }
    ReviewSession& review() { return *m_review; }
    InboxSession& inbox() { return *m_inbox; }
    UndoHistory& undo() { return *m_undo; }

    /// What the engine's timer does.
    void step();
    /// Nothing of the queue is left and the gateway has it all: the disk may be wiped.
    bool isFinished() const { return m_finished; }
    /// Closes the desk where the session was found to be over. Fails where the disk does; then the program ends, and
    /// does it when it starts again.
    Result<void> endWhereOver();
    void tryNow();
    /// Fetches the campaign where there is none yet, and then a first batch.
    void settleIn();

private:
    SimProgram(Parts parts, const Clock& clock, Random& random);
    void makeEngine();
    void makeEnding();
    void makeDesk();
    void takeDown();
    void followStatus(const SyncStatus& status);

    const Clock& m_clock;
    Random& m_random;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SimGateway> m_commands;
    std::unique_ptr<SimGateway> m_stream;
    std::unique_ptr<Connectivity> m_connectivity;
    std::unique_ptr<SyncEngine> m_engine;
    std::unique_ptr<EndWatch> m_watch;
    std::unique_ptr<Ending> m_ending;
    std::unique_ptr<UndoHistory> m_undo;
    std::unique_ptr<Approver> m_approver;
    std::unique_ptr<ReviewSession> m_review;
    std::unique_ptr<InboxSession> m_inbox;
    std::optional<Millis> m_offset;
    std::optional<EndReason> m_over;
    bool m_finished = false;
    bool m_isNew = false;
    bool m_asking = false;
};

} // namespace textbank::simulation
