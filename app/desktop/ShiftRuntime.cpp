#include "app/desktop/ShiftRuntime.h"

#include "app/desktop/ReplyReading.h"
#include "core/base/Log.h"
#include "core/review/CampaignBoard.h"

#include <QHostAddress>
#include <QPointer>
#include <QUrl>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace textbank {

Result<std::unique_ptr<ShiftRuntime>> ShiftRuntime::start(Parts parts, const Clock& clock, Random& random)
{
    auto opened = StoreRecovery::open({parts.databasePath, parts.credentials.profileKey, readReply,
                                       parts.credentials.device, parts.credentials.volunteer},
                                      clock, random);
    if (!opened) {
        return Unexpected{opened.error()};
    }
    Result<std::unique_ptr<Store>> store = std::move(opened->store);
    auto deadline = Deadline::open(**store, clock);
    if (!deadline) {
        return Unexpected{deadline.error()};
    }
    // Practice has its gateway inside and its people are made up.
    const auto reason = parts.practice ? std::optional<EndReason>() : EndWatch::reasonAtStart(**store, *deadline);
    if (reason) {
        const auto forgotten = (*store)->forgetContacts(*reason);
        if (!forgotten) {
            return Unexpected{forgotten.error()};
        }
    }
    std::unique_ptr<ShiftRuntime> runtime(new ShiftRuntime(std::move(parts), std::move(store).value(), clock, random));
    runtime->m_recovery = opened->report;
    if (!reason && !runtime->m_parts.practice) {
        runtime->watchTheEnd(*deadline);
    }
    return runtime;
}

ShiftRuntime::ShiftRuntime(Parts parts, std::unique_ptr<Store> store, const Clock& clock, Random& random)
    : m_parts(std::move(parts))
    , m_clock(clock)
    , m_random(random)
    , m_store(std::move(store))
{
    m_known = std::make_unique<StoreView>(*m_store);
    if (m_parts.connect) {
        auto made = m_parts.connect(*m_known);
        m_parts.commands = std::move(made.commands);
        m_parts.stream = std::move(made.stream);
    }
    m_parts.commands->setToken(m_parts.credentials.token);
    stream().setToken(m_parts.credentials.token);
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &ShiftRuntime::lookAtTime);
    makeEngine();
    if (m_store->ended()) {
        makeEnding();
    } else {
        makeDesk();
    }
}

void ShiftRuntime::makeEngine()
{
    m_engine =
        std::make_unique<SyncEngine>(*m_store, *m_parts.commands, stream(), *m_parts.connectivity, m_clock, m_random);
    m_timer = std::make_unique<EngineTimer>(*m_engine, m_clock);
    m_log = std::make_unique<ShiftLog>(*m_store, *m_engine);
}

void ShiftRuntime::makeEnding() { m_ending = std::make_unique<Ending>(*m_store, *m_engine); }

void ShiftRuntime::watchTheEnd(Deadline deadline)
{
    m_watch = std::make_unique<EndWatch>(
        *m_store, *m_engine, deadline, canSignInAgain() ? EndWatch::Refused::AwaitsSignIn : EndWatch::Refused::EndsIt);
    connect(m_watch.get(), &EndWatch::over, this, &ShiftRuntime::over);
}

Result<void> ShiftRuntime::end(EndReason reason)
{
    takeDown();
    disconnect(m_store.get(), nullptr, this, nullptr);
    auto forgotten = m_store->forgetContacts(reason);
    if (forgotten) {
        makeEngine();
        makeEnding();
    }
    return forgotten;
}

void ShiftRuntime::makeDesk()
{
    const auto name = m_parts.credentials.displayName;
    m_shield = std::make_unique<ReplyShield>(replyReader());
    m_mask = std::make_unique<ReplyMask>(*m_shield);
    m_undo = std::make_unique<UndoHistory>(*m_store, m_clock, m_random);
    m_approver = std::make_unique<Approver>(*m_store, m_clock, m_random);
    m_review = std::make_unique<ReviewSession>(*m_store, *m_approver, *m_undo, m_clock, m_random, name);
    m_inbox = std::make_unique<InboxSession>(*m_store, *m_approver, *m_undo, m_clock, m_random, name, &replyReader(),
                                             m_shield.get());
    m_finder = std::make_unique<Finder>(*m_store, m_shield.get());
    m_snippets = std::make_unique<SnippetDesk>(*m_store, m_clock, m_random);

    connect(m_store.get(), &Store::changed, this, [this](const StoreChange& change) {
        if (!change.newReplies.isEmpty()) {
            emit repliesArrived(static_cast<int>(change.newReplies.size()));
        }
    });
    if (!m_parts.practice) {
        m_copies = std::make_unique<CopyKeeper>(*m_store, m_parts.credentials.profileKey);
        connect(m_copies.get(), &CopyKeeper::damageFound, this, &ShiftRuntime::damageFound);
    }
    connect(m_engine.get(), &SyncEngine::statusChanged, this, &ShiftRuntime::lookAtStatus);
    m_look.start(m_parts.lookEvery);
    m_engine->start();
    QMetaObject::invokeMethod(
        this, [this] { begin(); }, Qt::QueuedConnection);
}

bool ShiftRuntime::isOnThisComputer() const
{
    const auto host = m_parts.credentials.gateway.host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

ShiftRuntime::~ShiftRuntime() { takeDown(); }

void ShiftRuntime::takeDown()
{
    m_look.stop();
    m_copies.reset(); // No copy is made of what is about to go.
    m_watch.reset();
    m_ending.reset();
    if (m_engine) {
        m_engine->stop();
    }
    m_parts.commands->cancelAll();
    stream().cancelAll();
    // Last to first: each stands on those before it.
    m_shift.reset();
    m_snippets.reset();
    m_finder.reset();
    if (m_inbox) {
        for (const auto& campaign : m_store->campaigns()) {
            const auto places = m_inbox->choicePlaces(campaign.id);
            logInfo("suggestions",
                    u"%1 chosen, %2 of them among the first three"_s.arg(places.chosen).arg(places.inFirstThree));
        }
    }
    m_inbox.reset();
    m_review.reset();
    m_approver.reset();
    m_undo.reset();
    m_mask.reset();
    m_shield.reset();
    m_log.reset();
    m_timer.reset();
    m_engine.reset();
}

void ShiftRuntime::begin()
{
    open();
    connect(m_store.get(), &Store::changed, this, [this](const StoreChange& change) {
        if (change.campaign || change.everything) {
            open();
        }
    });
    askAgain();
}

void ShiftRuntime::open()
{
    if (m_ready || m_store->campaigns().isEmpty()) {
        return;
    }
    m_ready = true;
    const auto& credentials = m_parts.credentials;
    m_shift.reset(new Shift{*m_store, *m_engine, *m_review, *m_inbox, *m_undo, *m_finder, *m_mask, *m_snippets, m_clock,
                            chosenCampaign(*m_store), credentials.displayName, credentials.organisation,
                            credentials.gateway.toDisplayString(), m_parts.practice, m_parts.memoryOnly, m_parts.score,
                            m_parts.passphrase, canSignInAgain()});
    emit ready();
}

void ShiftRuntime::askAgain()
{
    if (m_ending) {
        m_ending->tryNow();
        return;
    }
    m_engine->refreshCampaigns([this](const GatewayResult<void>& answer) {
        open();
        if (m_ready) {
            return;
        }
        if (answer) {
            emit nothingYet();
        } else {
            emit failed(answer.error());
        }
    });
}

void ShiftRuntime::takeToken(const QString& token)
{
    m_parts.credentials.token = token;
    m_parts.commands->setToken(token);
    stream().setToken(token);
    if (m_watch) {
        m_watch->signedInAgain();
    }
    if (m_ending) {
        m_ending->tryNow();
    } else if (m_engine) {
        m_engine->poke();
    }
}

void ShiftRuntime::lookAtStatus(const SyncStatus& status)
{
    const auto moved = status.clockOffset.has_value() != m_offset.has_value() ||
                       (m_offset && std::abs((*status.clockOffset - *m_offset).count()) > 1000);
    if (moved) {
        m_offset = status.clockOffset;
        m_approver->setClockOffset(m_offset);
        m_review->refresh();
        m_inbox->refresh();
    }
}

void ShiftRuntime::lookAtTime()
{
    const auto stillHere = QPointer(this);
    if (m_watch) {
        m_watch->look();
    }
    if (!stillHere || !m_review) {
        return; // Somebody was told that it is over.
    }
    m_review->refresh();
    m_inbox->refresh();
    auto in = m_parts.lookEvery;
    if (const auto opens = m_review->opensAt()) {
        in = std::min(in, std::max(*opens - m_clock.now() + Millis{50}, Millis{200}));
    }
    m_look.start(in);
}

void ShiftRuntime::flush()
{
    if (m_inbox) {
        m_inbox->flushDraft();
    }
    if (m_snippets && !m_snippets->keep()) {
        logWarning("app", u"what was written of a saved reply could not be kept"_s);
    }
    if (m_copies) {
        m_copies->copyAndWait();
    }
}

void ShiftRuntime::acknowledgeRecovery()
{
    if (const auto done = StoreRecovery::acknowledge(*m_store); !done) {
        logWarning("app", u"a report is told again at the next start"_s);
    }
    m_recovery.reset();
}

Result<void> ShiftRuntime::wipe(std::unique_ptr<ShiftRuntime> runtime)
{
    runtime->takeDown();
    return Store::wipe(std::move(runtime->m_store));
}

} // namespace textbank
