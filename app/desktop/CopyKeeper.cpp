#include "app/desktop/CopyKeeper.h"

#include "core/base/Log.h"
#include "core/store/StoreCopy.h"
#include "core/store/StoreRecovery.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kQuietMs = 4000;          ///< Nobody has pressed anything for so long.
constexpr qint64 kOftenMs = 3 * 60'000; ///< Between two copies.
constexpr qint64 kAfterFailureMs = 60'000;

} // namespace

CopyKeeper::CopyKeeper(Store& store, SecretKey key)
    : m_store(store)
    , m_path(store.database().path())
    , m_key(std::move(key))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &CopyKeeper::look);
    connect(&store, &Store::changed, this, [this] {
        m_changed = true;
        m_quiet.start();
    });
    m_quiet.start();
}

CopyKeeper::~CopyKeeper()
{
    if (m_check) {
        m_check->wait();
    }
}

void CopyKeeper::look()
{
    const auto pulled = m_store.contactOrder().size() != m_contacts;
    const auto due = !m_sinceCopy.isValid() || pulled || m_sinceCopy.elapsed() >= kOftenMs;
    if (!m_changed || m_check) {
        return;
    }
    if (!due) {
        m_quiet.start(static_cast<int>(std::max<qint64>(kOftenMs - m_sinceCopy.elapsed(), kQuietMs)));
        return;
    }
    copy();
}

void CopyKeeper::copy()
{
    QElapsedTimer took;
    took.start();
    const auto written = storecopy::write(m_store);
    m_sinceCopy.start();
    m_quiet.setInterval(kQuietMs);
    if (!written) {
        logWarning("store", u"no copy: error %1"_s.arg(static_cast<int>(written.error().code)));
        m_quiet.start(static_cast<int>(kAfterFailureMs));
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
        return;
    }
    logWarning("store", u"a copy was not accepted: error %1"_s.arg(static_cast<int>(m_result.error().code)));
    m_changed = true;
    if (m_result.error().code == ErrorCode::Corrupt) {
        StoreRecovery::suspect(m_store);
        emit damageFound();
    } else {
        m_quiet.start(static_cast<int>(kAfterFailureMs));
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
