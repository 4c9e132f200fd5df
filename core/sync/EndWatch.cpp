#include "core/sync/EndWatch.h"

#include "core/base/Log.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// A single 401 may come from something between here and the gateway; contacts are not given up for that.
constexpr int kRefusals = 3;

bool isRefusal(const SyncStatus& status)
{
    return status.state == SyncState::SignedOut && !status.ended && status.lastError && status.lastError->problem &&
           status.lastError->problem->type == ProblemType::Unauthenticated;
}

} // namespace

EndWatch::EndWatch(Store& store, SyncEngine& engine, Deadline deadline, Refused refused)
    : m_store(store)
    , m_engine(engine)
    , m_deadline(deadline)
    , m_refused(refused)
{
    connect(&m_engine, &SyncEngine::statusChanged, this, &EndWatch::lookAtStatus);
    connect(&m_store, &Store::changed, this, [this](const StoreChange& change) {
        if (change.session && m_store.ended()) {
            say(m_store.ended()->reason);
        }
    });
}

std::optional<EndReason> EndWatch::reasonAtStart(const Store& store, const Deadline& deadline)
{
    if (store.ended()) {
        return store.ended()->reason;
    }
    if (store.revoked()) {
        return EndReason::Revoked;
    }
    return deadline.isOver() ? std::optional(EndReason::DeadlinePassed) : std::nullopt;
}

void EndWatch::lookAtStatus(const SyncStatus& status)
{
    if (status.lastContact == m_lastContact || m_said) {
        return;
    }
    m_lastContact = status.lastContact;
    if (!isRefusal(status)) {
        // An answer of whatever kind came from the gateway itself only when it was not an error.
        if (!status.lastError) {
            m_refusals = 0;
            m_deadline.heard(status.clockOffset);
            // Queued: the engine speaks in the middle of its work, and this may write.
            QMetaObject::invokeMethod(this, &EndWatch::keepTime, Qt::QueuedConnection);
        }
        return;
    }
    if (++m_refusals >= kRefusals && m_refused == Refused::EndsIt) {
        say(EndReason::NotSignedIn);
    }
}

void EndWatch::look()
{
    if (m_said) {
        return;
    }
    const auto status = m_engine.status();
    lookAtStatus(status);
    if (!m_said && m_deadline.isOver()) {
        say(EndReason::DeadlinePassed);
        return;
    }
    keepTime();
    // Once it was said often enough, it is a person's turn to sign in.
    if (!m_said && status.state == SyncState::SignedOut && !status.ended && m_refusals < kRefusals) {
        m_engine.poke(); // Asked again before anything is given up.
    }
}

void EndWatch::keepTime()
{
    if (const auto kept = m_deadline.remember(); !kept) {
        logWarning("sync", u"the time was not kept: error %1"_s.arg(static_cast<int>(kept.error().code)));
    }
}

void EndWatch::say(EndReason reason)
{
    if (!m_said) {
        m_said = true;
        logWarning("sync", u"the session is over: reason %1"_s.arg(static_cast<int>(reason)));
        emit over(reason);
    }
}

} // namespace textbank
