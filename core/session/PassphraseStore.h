#pragma once

#include "core/session/CredentialStore.h"
#include "core/session/PassphraseLock.h"
#include "core/session/SealedFile.h"

#include <QObject>
#include <QThreadPool>

namespace textbank {

/// Where a machine has no keychain: one file, sealed with a key that is derived from a passphrase. Until a passphrase
/// is chosen, and for who wants none, it holds secrets in memory only. The file goes with its last entry.
class PassphraseStore final : public QObject, public CredentialStore, public PassphraseLock
{
    Q_OBJECT
public:
    struct Options
    {
        QString path;
        PassphraseCost cost{};
        int firstDelayMs = 1000; ///< After the third wrong passphrase in a row; doubles with each one, up to a minute.
    };
    PassphraseStore(Options options, Random& random);
    ~PassphraseStore() override;

    Kind kind() const override { return m_state == State::Unset ? Kind::MemoryOnly : Kind::Passphrase; }
    void read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer) override;
    void write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer) override;
    void remove(const QString& name, std::function<void(Result<void>)> answer) override;
    PassphraseLock* lock() override { return this; }

    State lockState() const override { return m_state; }
    void choose(const QString& passphrase, std::function<void(Result<void>)> answer) override;
    void unchoose() override;
    void unlock(const QString& passphrase, std::function<void(Result<void>)> answer) override;
    Result<void> discard() override;
    void letGo() override;

private:
    using Derived = std::function<void(const Result<SecretKey>&)>;
    void derive(const SealedFile::Recipe& recipe, const QString& passphrase, int delayMs, const Derived& then);
    Result<void> open(const SealedFile& file, const SecretKey& key);
    Result<void> save(const SealedFile::Entries& entries);
    int delayMs() const;
    void wipeEntries();

    Options m_options;
    Random& m_random;
    State m_state = State::Unset;
    SealedFile::Entries m_entries;
    std::optional<SealedFile> m_file; ///< Open: cost and salt of the key.
    SecretKey m_key;
    int m_wrong = 0;
    QThreadPool m_worker; ///< Last: its thread ends before anything else here goes.
};

} // namespace textbank
