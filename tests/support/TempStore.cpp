#include "tests/support/TempStore.h"

#include "core/store/StoreFiles.h"
#include "tests/support/Builders.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace textbank {

TempStore::TempStore(quint64 seed, Disk disk)
    : m_random(seed)
    , m_key(SeededRandom(seed + 1000).bytes(32))
    , m_disk(disk)
{
    reopen();
}

TempStore::~TempStore() = default;

QString TempStore::path() const { return m_folder.filePath(u"profile.db"_s); }

void TempStore::fill(int contacts)
{
    if (!m_store->applyCampaign(build::campaign()) || !m_store->applyLease(build::batch(m_clock.now(), contacts))) {
        qFatal("the temporary store takes no batch");
    }
}

void TempStore::reopen()
{
    m_store.reset();
    auto opened = open(m_key);
    if (!opened) {
        qFatal("the temporary store does not open: %s", qPrintable(opened.error().detail));
    }
    m_store = std::move(*opened);
    if (m_disk == Disk::DoesNotWait && !m_store->database().run(u"PRAGMA synchronous = OFF"_s)) {
        qFatal("the temporary store does not hurry");
    }
}

Result<std::unique_ptr<Store>> TempStore::open(const QByteArray& key)
{
    return Store::open({path(), key, &TempStore::read}, m_clock, m_random);
}

Result<std::optional<RecoveryReport>> TempStore::recover()
{
    m_store.reset();
    auto opened = StoreRecovery::open({path(), m_key, &TempStore::read}, m_clock, m_random);
    if (!opened) {
        return Unexpected{opened.error()};
    }
    m_store = std::move(opened->store);
    return opened->report;
}

void TempStore::die()
{
    const QTemporaryDir aside;
    const auto files = storeFiles(path());
    for (const auto& file : files) {
        QFile::copy(file, aside.filePath(QFileInfo(file).fileName()));
    }
    m_store.reset();
    const auto closed = storeFiles(path());
    for (const auto& file : closed) {
        QFile::remove(file);
    }
    for (const auto& file : files) {
        QFile::copy(aside.filePath(QFileInfo(file).fileName()), file);
    }
}

ReplyReading TempStore::read(const QString& text, QString& words)
{
    words = text.trimmed();
    if (words.compare(u"stop"_s, Qt::CaseInsensitive) == 0) {
        return ReplyReading::OptOut;
    }
    return text.contains(u"stop"_s, Qt::CaseInsensitive) ? ReplyReading::MayBeOptOut : ReplyReading::Ordinary;
}

} // namespace textbank
