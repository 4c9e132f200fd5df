#include "core/sync/SyncEngine.h"

#include "core/base/Log.h"
#include "core/sync/BatchPull.h"
#include "core/sync/CampaignFetch.h"
#include "core/sync/Downlink.h"
#include "core/sync/LeaseKeeper.h"
#include "core/sync/Line.h"
#include "core/sync/Uplink.h"

using namespace Qt::StringLiterals;

namespace textbank {

class SyncEngine::Private
{
public:
    Private(SyncEngine& owner, Store& store, Gateway& commands, Gateway& stream, const Clock& clock, Random& random)
        : q(owner)
        , line(store, commands, stream, clock, random)
        , uplink(line, [this] { q.step(); })
        , downlink(line, [this] { q.step(); })
        , campaigns(line, [this] { q.step(); })
        , batches(line, campaigns, downlink, [this] { q.step(); })
        , leases(line, [this] { q.step(); })
    {
    }

    void probe();
    void goOnSigningOut();
    void takeSignOut(const GatewayResult<void>& answer);
    void answerSignOut(const GatewayResult<void>& answer);
    void say();
    std::optional<Instant> nextWake() const;
    SyncStatus look() const;
    SyncState state() const;

    SyncEngine& q;
    Line line;
    Uplink uplink;
    Downlink downlink;
    CampaignFetch campaigns;
    BatchPull batches;
    LeaseKeeper leases;
    bool running = false;
    bool stepping = false;
    bool stepAgain = false;
    bool changedOutside = false; ///< The store changed since the last step.
    bool endingSession = false;  ///< The gateway is being told.
    bool recordSigned = false;   ///< For this sign-out.
    bool over = false;           ///< Signed out as asked; nothing more is sent or fetched.
    std::function<void(GatewayResult<void>)> signingOut;
    SyncStatus said;
    std::optional<Instant> saidWake;
    std::shared_ptr<int> alive = std::make_shared<int>(0); // shared with answers that may come after the end
};

SyncEngine::SyncEngine(Store& store, Gateway& commands, Gateway& stream, Connectivity& connectivity, const Clock& clock,
                       Random& random)
    : d(std::make_unique<Private>(*this, store, commands, stream, clock, random))
{
    connect(&connectivity, &Connectivity::changed, this, [this, hint = &connectivity] {
        if (hint->mayBeOnline()) {
            poke();
        }
    });
    connect(&store, &Store::changed, this, [this](const StoreChange& change) {
        if (!d->stepping && d->running && (change.outbox || change.campaign || change.session || change.everything)) {
            d->changedOutside = true;
            d->say();
        }
    });
    // Also where nothing else would ever wake it: the session may be over.
    connect(&store, &Store::leftInDoubt, this, [this] {
        if (!d->stepping && d->running) {
            d->say();
        }
    });
}

SyncEngine::~SyncEngine() = default;

void SyncEngine::start()
{
    if (d->running) {
        return;
    }
    d->running = true;
    d->changedOutside = true;
    d->line.begin();
    d->uplink.begin();
    d->downlink.begin();
    d->campaigns.begin();
    d->batches.begin();
    d->leases.begin();
    d->say();
}

void SyncEngine::stop()
{
    if (!d->running) {
        return;
    }
    d->running = false;
    d->endingSession = false;
    d->signingOut = {};
    d->line.commands.cancelAll();
    d->line.stream.cancelAll();
    d->stepping = true; // What is written now is no reason to work again.
    d->uplink.stop();
    d->stepping = false;
    d->downlink.stop();
    d->campaigns.stop();
    d->batches.stop();
    d->leases.stop();
    d->say();
}

void SyncEngine::step()
{
    if (!d->running) {
        return;
    }
    if (d->stepping) {
        d->stepAgain = true;
        return;
    }
    d->stepping = true;
    do {
        d->stepAgain = false;
        d->changedOutside = false;
        d->probe();
        d->uplink.step();
        d->downlink.step();
        d->campaigns.step();
        d->leases.step();
    } while (d->stepAgain && d->running);
    d->stepping = false;
    const auto alive = std::weak_ptr(d->alive);
    d->goOnSigningOut();
    if (!alive.expired()) { // Whoever was answered may have ended it all.
        d->say();
    }
}

void SyncEngine::poke()
{
    d->line.forget();
    d->uplink.forgetBackOff();
    d->downlink.forgetBackOff();
    d->campaigns.forgetBackOff();
    step();
}

void SyncEngine::Private::probe()
{
    if (!line.offline() || line.signedOut() || !line.probe().mayTry(line.now())) {
        return;
    }
    if (!uplink.probe()) {
        downlink.probe();
    }
}

// As of the last thing that happened: a moment that has come meanwhile must not look like one that is not there.
std::optional<Instant> SyncEngine::wakeAt() const { return d->saidWake; }

std::optional<Instant> SyncEngine::Private::nextWake() const
{
    if (changedOutside) {
        return line.now();
    }
    std::optional<Instant> wake = uplink.wakeAt();
    if (line.offline() && !line.signedOut()) {
        return earlier(wake, line.probe().wakeAt(line.now()));
    }
    wake = earlier(wake, downlink.wakeAt());
    wake = earlier(wake, campaigns.wakeAt());
    return earlier(wake, leases.wakeAt());
}

SyncState SyncEngine::Private::state() const
{
    const auto counts = line.store.outboxCounts();
    if (over || line.signedOut()) {
        return SyncState::SignedOut;
    }
    if (line.store.revoked()) {
        return SyncState::Revoked;
    }
    if (!running || line.offline()) {
        return SyncState::Offline;
    }
    if (counts.unknown > 0) {
        return SyncState::Checking;
    }
    const auto moving =
        counts.pending + counts.inFlight > 0 || downlink.catchingUp() || batches.busy() || !line.heard();
    return moving ? SyncState::CatchingUp : SyncState::Online;
}

SyncStatus SyncEngine::Private::look() const
{
    const auto counts = line.store.outboxCounts();
    SyncStatus status;
    status.state = state();
    status.ended = over;
    status.ending = endingSession;
    status.waiting = counts.open();
    status.unknown = counts.unknown;
    status.lastContact = line.lastContact();
    status.nextAttempt = line.offline() && running ? line.probe().notBefore() : std::nullopt;
    status.lastError = line.lastError();
    status.storeError = line.storeError();
    status.clockOffset = line.offset();
    return status;
}

void SyncEngine::Private::say()
{
    const auto stillHere = std::weak_ptr(alive);
    if (const auto status = look(); !(status == said)) {
        said = status;
        emit q.statusChanged(status);
    }
    if (stillHere.expired()) {
        return;
    }
    if (const auto wake = running ? nextWake() : std::nullopt; wake != saidWake) {
        saidWake = wake;
        emit q.wakeChanged();
    }
}

SyncStatus SyncEngine::status() const { return d->look(); }

void SyncEngine::requestBatch(const CampaignId& campaign, int size, std::function<void(GatewayResult<int>)> answer)
{
    d->batches.request(campaign, size, std::move(answer));
    d->say();
}

void SyncEngine::refreshCampaigns(std::function<void(GatewayResult<void>)> answer)
{
    d->campaigns.refresh(std::move(answer));
}

void SyncEngine::signOut(std::function<void(GatewayResult<void>)> answer)
{
    if (d->signingOut) {
        answer(Unexpected{TransportError{Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt, std::nullopt,
                                         u"signing out already"_s}});
        return;
    }
    d->signingOut = std::move(answer);
    d->recordSigned = false;
    start();
    poke();
}

void SyncEngine::Private::goOnSigningOut()
{
    if (!signingOut || endingSession) {
        return;
    }
    const auto held = !line.open() || uplink.heldUp() || line.storeError();
    if (line.store.outboxCounts().open() > 0) {
        if (held && !uplink.busy()) {
            auto why = line.lastError().value_or(TransportError{Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt,
                                                                std::nullopt, u"not everything is sent"_s});
            if (line.storeError()) {
                why = storeFailure(*line.storeError());
            }
            answerSignOut(Unexpected{why});
        }
        return; // Answers and the campaign's hold end by themselves.
    }
    if (!recordSigned) {
        recordSigned = true;
        if (const auto written = line.store.signRecord(CheckpointReason::SignOut); !written) {
            line.storeFailed(written.error());
            answerSignOut(Unexpected{storeFailure(written.error())});
            return;
        }
    }
    if (line.store.outboxCounts().checkpointsOpen > 0 && !held) {
        return; // The last word about the record goes first; where it can't, that keeps nobody here.
    }
    endingSession = true;
    line.commands.signOut([this, stillHere = std::weak_ptr(alive)](const GatewayResult<void>& answer) {
        if (!stillHere.expired() && signingOut) {
            takeSignOut(answer);
        }
    });
}

void SyncEngine::Private::takeSignOut(const GatewayResult<void>& answer)
{
    endingSession = false;
    // The token is not known any more: that is what was wanted, and an earlier answer may have been lost.
    const auto ended = answer || answer.error().meaning == Meaning::NotSignedIn;
    if (!ended) {
        line.failed(answer.error());
        answerSignOut(answer);
        return;
    }
    line.answered();
    if (line.store.outboxCounts().open() > 0) {
        // A press came in between; it can no longer go up, and that is said.
        answerSignOut(Unexpected{TransportError{Meaning::NotSignedIn, Fault::Cancelled, 0, std::nullopt, std::nullopt,
                                                u"something was recorded meanwhile"_s}});
        return;
    }
    const auto done = std::exchange(signingOut, {});
    over = true;
    q.stop();
    done({});
}

void SyncEngine::Private::answerSignOut(const GatewayResult<void>& answer)
{
    const auto done = std::exchange(signingOut, {});
    const auto stillHere = std::weak_ptr(alive);
    done(answer);
    if (!stillHere.expired()) {
        say();
    }
}

} // namespace textbank
