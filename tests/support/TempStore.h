#pragma once

#include "core/store/Store.h"
#include "core/store/StoreRecovery.h"
#include "tests/support/FakeClock.h"

#include <QTemporaryDir>

namespace textbank {

/// A store in a folder of its own that goes away with it, on a fake clock and seeded chance.
class TempStore
{
public:
    /// Whether each commit waits for the disk, as in the program. Only the power's loss can tell, and a slow disk's
    /// tests.
    enum class Disk { Waits, DoesNotWait };
    explicit TempStore(quint64 seed = 1, Disk disk = Disk::Waits);
    ~TempStore();
    TempStore(const TempStore&) = delete;
    TempStore& operator=(const TempStore&) = delete;

    Store& operator*() { return *m_store; }
    Store* operator->() { return m_store.get(); }
    Store& store() { return *m_store; }
    FakeClock& clock() { return m_clock; }
    Random& random() { return m_random; }
    QString path() const;
    QString folder() const { return m_folder.path(); }
    QByteArray key() const { return m_key; }

    /// Holds build::campaign() and a batch of `contacts`.
    void fill(int contacts);
    /// Closes and opens again, as after a crash: nothing but the file is kept.
    void reopen();
    void close() { m_store.reset(); }
    /// Opens as the program does: what is damaged is restored.
    Result<std::optional<RecoveryReport>> recover();
    /// Leaves the files as they lie now, as a killed program does, and closes.
    void die();
    std::unique_ptr<Store> take() { return std::move(m_store); }
    /// Opens the same file with these options; for what goes wrong.
    Result<std::unique_ptr<Store>> open(const QByteArray& key);

    /// Reads STOP (any case) as an opt-out and anything with "stop" in it as one that may be.
    static ReplyReading read(const QString& text, QString& words);

private:
    QTemporaryDir m_folder;
    FakeClock m_clock;
    SeededRandom m_random;
    QByteArray m_key;
    Disk m_disk;
    std::unique_ptr<Store> m_store;
};

} // namespace textbank
