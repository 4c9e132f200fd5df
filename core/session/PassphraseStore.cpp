#include "core/session/PassphraseStore.h"

#include "core/base/DurableFile.h"

#include <QFileInfo>
#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kFreeTries = 3;
constexpr int kLongestDelayMs = 60000;

} // namespace

PassphraseStore::PassphraseStore(Options options, Random& random)
    : m_options(std::move(options))
    , m_random(random)
    , m_state(QFileInfo::exists(m_options.path) ? State::Locked : State::Unset)
{
    m_worker.setMaxThreadCount(1);
}

PassphraseStore::~PassphraseStore()
{
    m_worker.waitForDone();
    wipeEntries();
}

void PassphraseStore::wipeEntries()
{
    for (auto& secret : m_entries) {
        wipeBytes(secret);
    }
    m_entries.clear();
}

void PassphraseStore::read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer)
{
    if (m_state == State::Locked) {
        answer(fail(ErrorCode::Locked, u"the passphrase was not given"_s));
        return;
    }
    const auto found = m_entries.constFind(name);
    answer(found == m_entries.cend() ? std::optional<QByteArray>() : std::optional(*found));
}

void PassphraseStore::write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer)
{
    if (m_state == State::Locked) {
        answer(fail(ErrorCode::Locked, u"the passphrase was not given"_s));
        return;
    }
    auto entries = m_entries;
    entries.insert(name, secret);
    answer(save(entries));
}

void PassphraseStore::remove(const QString& name, std::function<void(Result<void>)> answer)
{
    if (m_state == State::Locked) {
        answer(fail(ErrorCode::Locked, u"the passphrase was not given"_s));
        return;
    }
    auto entries = m_entries;
    entries.remove(name);
    answer(entries.isEmpty() ? discard() : save(entries));
}

Result<void> PassphraseStore::save(const SealedFile::Entries& entries)
{
    if (m_state == State::Open) {
        const auto bytes = m_file->sealed(entries, m_key, m_random);
        if (auto written = writeDurably(m_options.path, bytes); !written) {
            return written;
        }
        const auto back = readWhole(m_options.path, SealedFile::kLargest);
        if (!back || *back != bytes) {
            return fail(ErrorCode::Io, u"what was written does not read back"_s);
        }
    }
    m_entries = entries;
    return {};
}

void PassphraseStore::choose(const QString& passphrase, std::function<void(Result<void>)> answer)
{
    Q_ASSERT(m_state == State::Unset);
    if (weaknessOf(passphrase) != PassphraseWeakness::None) {
        QTimer::singleShot(0, this, [answer = std::move(answer)] { answer(fail(ErrorCode::Blocked)); });
        return;
    }
    const auto file = SealedFile::create(m_options.cost, m_random);
    derive(file.recipe(), passphrase, 0, [this, file, answer = std::move(answer)](const Result<SecretKey>& key) {
        if (key) {
            m_file = file;
            m_key = *key;
            m_state = State::Open;
        }
        answer(key ? Result<void>() : Unexpected{key.error()});
    });
}

void PassphraseStore::unchoose()
{
    if (m_state == State::Open && m_entries.isEmpty()) {
        m_file.reset();
        m_key = {};
        m_state = State::Unset;
    }
}

void PassphraseStore::unlock(const QString& passphrase, std::function<void(Result<void>)> answer)
{
    Q_ASSERT(m_state == State::Locked);
    const auto bytes = readWhole(m_options.path, SealedFile::kLargest);
    auto file = !bytes                ? Result<SealedFile>(Unexpected{bytes.error()})
                : !bytes->has_value() ? Result<SealedFile>(fail(ErrorCode::Corrupt, u"the sealed file is gone"_s))
                                      : SealedFile::fromBytes(**bytes);
    if (!file) {
        const auto code = file.error().code == ErrorCode::TooLarge ? ErrorCode::Corrupt : file.error().code;
        QTimer::singleShot(0, this, [answer = std::move(answer), error = Error{code, file.error().detail}] {
            answer(Unexpected{error});
        });
        return;
    }
    derive(file->recipe(), passphrase, delayMs(),
           [this, file = *file, answer = std::move(answer)](const Result<SecretKey>& key) {
               answer(key ? open(file, *key) : Unexpected{key.error()});
           });
}

Result<void> PassphraseStore::open(const SealedFile& file, const SecretKey& key)
{
    const auto entries = file.open(key);
    if (!entries) {
        m_wrong += entries.error().code == ErrorCode::WrongPassphrase ? 1 : 0;
        return Unexpected{entries.error()};
    }
    m_wrong = 0;
    m_entries = *entries;
    m_file = file;
    m_key = key;
    m_state = State::Open;
    return {};
}

Result<void> PassphraseStore::discard()
{
    if (auto wiped = wipeFile(m_options.path); !wiped) {
        return wiped;
    }
    letGo();
    return {};
}

void PassphraseStore::letGo()
{
    wipeEntries();
    m_file.reset();
    m_key = {};
    m_wrong = 0;
    m_state = State::Unset;
}

int PassphraseStore::delayMs() const
{
    if (m_wrong < kFreeTries) {
        return 0;
    }
    const auto doublings = std::min(m_wrong - kFreeTries, 10);
    return static_cast<int>(
        std::min<qint64>(static_cast<qint64>(m_options.firstDelayMs) << doublings, kLongestDelayMs));
}

void PassphraseStore::derive(const SealedFile::Recipe& recipe, const QString& passphrase, int delayMs,
                             const Derived& then)
{
    QTimer::singleShot(delayMs, this, [this, recipe, typed = passphraseBytes(passphrase), then] {
        m_worker.start([this, recipe, typed, then] {
            const auto key = SealedFile::deriveKey(recipe, typed);
            QMetaObject::invokeMethod(
                this, [then, key] { then(key); }, Qt::QueuedConnection);
        });
    });
}

} // namespace textbank
