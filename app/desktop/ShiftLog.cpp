#include "app/desktop/ShiftLog.h"

#include "core/base/Log.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString nameOf(SyncState state)
{
    switch (state) {
    case SyncState::SignedOut:
        return u"signed out"_s;
    case SyncState::Revoked:
        return u"revoked"_s;
    case SyncState::Offline:
        return u"offline"_s;
    case SyncState::Checking:
        return u"checking"_s;
    case SyncState::CatchingUp:
        return u"catching up"_s;
    case SyncState::Online:
        break;
    }
    return u"online"_s;
}

} // namespace

ShiftLog::ShiftLog(Store& store, SyncEngine& engine, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_assigned(store.figures().assigned)
    , m_optedOut(store.figures().optedOut)
{
    logInfo("shift", u"opened: "_s + counts());
    connect(&store, &Store::changed, this, &ShiftLog::storeChanged);
    connect(&engine, &SyncEngine::statusChanged, this, &ShiftLog::statusChanged);
}

ShiftLog::~ShiftLog() { logInfo("shift", u"closed: "_s + counts()); }

void ShiftLog::storeChanged(const StoreChange& change)
{
    const auto& figures = m_store.figures();
    if (figures.assigned != m_assigned) {
        m_assigned = figures.assigned;
        logInfo("shift", u"contacts: "_s + counts());
    }
    if (figures.optedOut != m_optedOut) {
        m_optedOut = figures.optedOut;
        logInfo("shift", u"opted out: %1 now"_s.arg(m_optedOut));
    }
    for (const auto& contact : change.returned) {
        logWarning("shift", u"a text for contact %1 did not leave and waits for a person"_s.arg(contact.value));
    }
    if (change.session) {
        logInfo("shift", u"session: frozen %1, revoked %2"_s.arg(m_store.frozen()).arg(m_store.revoked()));
    }
}

void ShiftLog::statusChanged(const SyncStatus& status)
{
    // Catching up comes and goes with every text; only the way out of and into the others is news.
    const auto passing = [](SyncState state) { return state == SyncState::CatchingUp || state == SyncState::Online; };
    if (status.state == m_state || (passing(status.state) && passing(m_state))) {
        return;
    }
    m_state = status.state;
    logInfo("shift", u"%1: %2 waiting, %3 unknown"_s.arg(nameOf(m_state)).arg(status.waiting).arg(status.unknown));
}

QString ShiftLog::counts() const
{
    const auto& figures = m_store.figures();
    return u"%1 contacts, %2 first messages, %3 replies in, %4 out, %5 opted out, %6 commands open"_s
        .arg(figures.assigned)
        .arg(figures.firstSent)
        .arg(figures.repliesReceived)
        .arg(figures.repliesSent)
        .arg(figures.optedOut)
        .arg(m_store.outboxCounts().open());
}

} // namespace textbank
