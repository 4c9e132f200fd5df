#include "app/desktop/CopyKeeper.h"

#include "core/base/Log.h"
#include "core/store/StoreCopy.h"
#include "core/store/StoreRecovery.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

CopyKeeper::CopyKeeper(Store& store, SecretKey key, const Times& times)
    : m_store(store)
    , m_path(store.database().path())
    , m_key(std::move(key))
    , m_times(times)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(m_times.quiet);
    m_later.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &CopyKeeper::look);
    connect(&m_later, &QTimer::timeout, this, &CopyKeeper::look);
    connect(&store, &Store::changed, this, &CopyKeeper::changed);
    changed();
}

CopyKeeper::~CopyKeeper()
{
    if (m_check) {
        m_check->wait();
    }
}

void CopyKeeper::changed()
{
    if (!m_changed) {
        m_changed = true;
        m_sinceChange.start();
    }
    m_quiet.start();
    if (!m_later.isActive()) {
        look();
    }
}

void CopyKeeper::look()
{
    if (!m_changed || m_check) {
        return;
    }
    const auto rest = [](Millis whole, const QElapsedTimer& since) { return whole - Millis{since.elapsed()}; };
    const auto pulled = m_store.contactOrder().size() != m_contacts;
    auto wait = Millis::zero();
    if (m_sinceCopy.isValid() && (m_failed || !pulled)) {
        wait = rest(m_failed ? m_times.afterFailure : m_times.often, m_sinceCopy);
    }
    if (m_quiet.isActive()) {
        wait = std::max(wait, rest(m_times.longest, m_sinceChange));
    }
    if (wait > Millis::zero()) {
        m_later.start(wait);
    } else {
        copy();
    }
}

void CopyKeeper::copy()
{
    QElapsedTimer took;
    took.start();
    const auto written = storecopy::write(m_store);
    m_sinceCopy.start();
    m_failed = !written;
    if (m_failed) {
        logWarning("store", u"no copy: error %1"_s.arg(static_cast<int>(written.error().code)));
        m_later.start(m_times.afterFailure);
        return;
    }
    logInfo("store", u"copy written in %1 ms"_s.arg(took.elapsed()));
    m_changed = false;
    m_contacts = m_store.contactOrder().size();
    m_check.reset(QThread::create([this] { m_result = storecopy::accept(m_path, m_key); }));
    connect(m_check.get(), &QThread::finished, this, &CopyKeeper::checked);
    m_check->start(QThread::LowPriority);
}

void CopyKeeper::checked()
{
    if (!m_check) {
        return;
    }
    m_check->wait();
    m_check.reset();
    if (m_result) {
        look(); // What changed meanwhile.
        return;
    }
    logWarning("store", u"a copy was not accepted: error %1"_s.arg(static_cast<int>(m_result.error().code)));
    if (!m_changed) {
        m_changed = true;
        m_sinceChange.start();
    }
    if (m_result.error().code == ErrorCode::Corrupt) {
        StoreRecovery::suspect(m_store);
        emit damageFound();
    } else {
        m_failed = true;
        m_later.start(m_times.afterFailure);
    }
}

void CopyKeeper::copyAndWait()
{
    checked();
    if (m_changed) {
        copy();
        checked();
    }
}

} // namespace textbank
