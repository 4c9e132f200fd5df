#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/gateway/Gateway.h"
#include "core/store/Store.h"
#include "core/sync/Connectivity.h"

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

namespace textbank {

/// The true state of the connection, in one word. The first that applies, from the top.
enum class SyncState {
    SignedOut,  ///< The token is not accepted: the queue is kept until signed in again.
    Revoked,    ///< Staff ended this device's session.
    Offline,    ///< The last attempt never left; a slow probe goes on.
    Checking,   ///< At least one text may or may not have left and is being asked about.
    CatchingUp, ///< Commands or changes are on their way.
    Online,
};

struct SyncStatus
{
    SyncState state = SyncState::Offline;
    bool ended = false;  ///< Signed out as asked, with everything acknowledged: the shift is over.
    bool ending = false; ///< The gateway was asked to end the session: what is recorded now may not go up any more.
    int waiting = 0;     ///< Commands not yet acknowledged.
    int unknown = 0;
    Instant lastContact{}; ///< When the gateway last answered; epoch for never.
    std::optional<Instant> nextAttempt;
    std::optional<TransportError> lastError;
    std::optional<Error> storeError; ///< The disk refused; nothing leaves and nothing is taken in until it does not.
    std::optional<Millis> clockOffset;
    friend bool operator==(const SyncStatus& a, const SyncStatus& b)
    {
        return a.state == b.state && a.ended == b.ended && a.ending == b.ending && a.waiting == b.waiting &&
               a.unknown == b.unknown && a.lastContact == b.lastContact && a.nextAttempt == b.nextAttempt &&
               a.clockOffset == b.clockOffset && a.lastError.has_value() == b.lastError.has_value() &&
               (!a.lastError ||
                (a.lastError->fault == b.lastError->fault && a.lastError->httpStatus == b.lastError->httpStatus)) &&
               a.storeError.has_value() == b.storeError.has_value() &&
               (!a.storeError || a.storeError->code == b.storeError->code);
    }
};

/// Commands up, changes down. Single-threaded, without timers of its own: somebody calls step() when `wakeAt` has come
/// and poke() when something may have become possible. Never approves and never makes an id for a text.
class SyncEngine : public QObject
{
    Q_OBJECT
public:
    /// `commands` carries commands and questions, `stream` only the long poll (it must not hold up the others; they may
    /// be the same object).
    SyncEngine(Store& store, Gateway& commands, Gateway& stream, Connectivity& connectivity, const Clock& clock,
               Random& random);
    ~SyncEngine() override;

    void start(); ///< Begins to work; step() does nothing before.
    void stop();  ///< Ends what is under way; what was in flight is unknown.
    /// Does whatever is due now: asks about unknown rows first, then opt-outs, then sends through the gate, then
    /// changes.
    void step();
    /// Forget back-off and step: a person pressed "try now" or the network came back. A changed store needs step()
    /// alone.
    void poke();
    /// When step() wants to be called next; nothing while only answers are awaited.
    std::optional<Instant> wakeAt() const;

    SyncStatus status() const;

    /// Pulls a batch; the answer runs after it was committed. The number of contacts that came (0: the pool is empty).
    void requestBatch(const CampaignId& campaign, int size, std::function<void(GatewayResult<int>)> answer);
    /// Asks which campaigns there are for this volunteer; fetches the new ones and those whose version changed.
    void refreshCampaigns(std::function<void(GatewayResult<void>)> answer);
    /// Sends everything that may go, then ends the session; never before the last acknowledged command. Fails with what
    /// stands in the way and leaves everything as it is.
    void signOut(std::function<void(GatewayResult<void>)> answer);

signals:
    void statusChanged(const textbank::SyncStatus& status);
    void wakeChanged(); ///< wakeAt() is another.

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
