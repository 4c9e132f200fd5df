#include "app/desktop/Keychain.h"

#include <QPointer>
#include <QTimer>
#include <memory>
#include <qt6keychain/keychain.h>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kProbeMs = 5000;
constexpr int kJobMs = 30000;
constexpr int kUnlockPollMs = 1000;
constexpr int kUnlockPolls = 120; // Two minutes for a person to type the keyring's password.

Error toError(QKeychain::Error error, const QString& detail)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, detail};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorCode::Locked, detail};
    default:
        return {ErrorCode::Unavailable, detail};
    }
}

/// Runs a job and calls `done` exactly once, also when the keychain never answers.
template<class Job, class Done>
void runJob(QObject* context, Job* job, Done done)
{
    // Shared by the job's end and the watchdog, whichever comes first.
    const auto answered = std::make_shared<bool>(false);
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, done, answered](QKeychain::Job*) {
        if (!*answered) {
            *answered = true;
            done(job);
        }
    });
    QTimer::singleShot(kJobMs, context, [done, answered] {
        if (!*answered) {
            *answered = true;
            done(static_cast<Job*>(nullptr));
        }
    });
    job->start();
}

/// Calls `ready` when the keyring is not locked (any more), or with false when nobody unlocked it in time.
void whenUnlocked(QObject* context, int pollsLeft, const std::function<void(bool)>& ready)
{
    askKeyringState(context, [context, pollsLeft, ready](KeyringState state) {
        if (state != KeyringState::Locked) {
            ready(true);
        } else if (pollsLeft == 0) {
            ready(false);
        } else {
            QTimer::singleShot(kUnlockPollMs, context,
                               [context, pollsLeft, ready] { whenUnlocked(context, pollsLeft - 1, ready); });
        }
    });
}

} // namespace

Keychain::Keychain(QString service, QObject* parent)
    : QObject(parent)
    , m_service(std::move(service))
{
}

void Keychain::read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer)
{
    requestKeyringUnlock(this);
    whenUnlocked(this, kUnlockPolls, [this, name, answer](bool unlocked) {
        if (!unlocked) {
            answer(fail(ErrorCode::Locked, u"the keyring stayed locked"_s));
            return;
        }
        fetch(name, answer);
    });
}

void Keychain::fetch(const QString& name, const Found& answer)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    runJob(this, job, [answer](QKeychain::ReadPasswordJob* done) {
        if (done == nullptr) {
            answer(fail(ErrorCode::Unavailable, u"the keychain does not answer"_s));
        } else if (done->error() == QKeychain::NoError) {
            answer(std::optional(done->binaryData()));
        } else if (done->error() == QKeychain::EntryNotFound) {
            answer(std::optional<QByteArray>());
        } else {
            answer(Unexpected{toError(done->error(), done->errorString())});
        }
    });
}

void Keychain::write(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer)
{
    store(
        name, secret, [this, name](const Found& found) { read(name, found); }, answer);
}

void Keychain::replace(const QString& name, const QByteArray& secret, std::function<void(Result<void>)> answer)
{
    askKeyringState(this, [this, name, secret, answer](KeyringState state) {
        if (state == KeyringState::Locked || state == KeyringState::Missing) {
            answer(fail(state == KeyringState::Locked ? ErrorCode::Locked : ErrorCode::Unavailable,
                        u"no keyring to write to"_s));
            return;
        }
        store(
            name, secret, [this, name](const Found& found) { fetch(name, found); }, answer);
    });
}

void Keychain::store(const QString& name, const QByteArray& secret, std::function<void(const Found&)> check,
                     const std::function<void(Result<void>)>& answer)
{
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setBinaryData(secret);
    runJob(this, job, [secret, answer, check = std::move(check)](QKeychain::WritePasswordJob* done) {
        if (done == nullptr || done->error() != QKeychain::NoError) {
            answer(Unexpected{done == nullptr ? Error{ErrorCode::Unavailable, u"the keychain does not answer"_s}
                                              : toError(done->error(), done->errorString())});
            return;
        }
        check([secret, answer](const Result<std::optional<QByteArray>>& back) {
            if (back && *back == secret) {
                answer({});
            } else {
                answer(fail(ErrorCode::Unavailable, u"what was written does not read back"_s));
            }
        });
    });
}

void Keychain::remove(const QString& name, std::function<void(Result<void>)> answer)
{
    auto* job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    runJob(this, job, [this, name, answer](QKeychain::DeletePasswordJob* done) {
        if (done == nullptr) {
            answer(fail(ErrorCode::Unavailable, u"the keychain does not answer"_s));
            return;
        }
        if (done->error() != QKeychain::NoError && done->error() != QKeychain::EntryNotFound) {
            answer(Unexpected{toError(done->error(), done->errorString())});
            return;
        }
        // A locked keyring answers "no error" without deleting; only reading says the truth.
        read(name, [answer](const Result<std::optional<QByteArray>>& back) {
            if (!back) {
                answer(Unexpected{back.error()});
            } else if (back->has_value()) {
                answer(fail(ErrorCode::Unavailable, u"the keychain kept the entry"_s));
            } else {
                answer({});
            }
        });
    });
}

void Keychain::probe(std::function<void(bool)> answer)
{
    const auto answered = std::make_shared<bool>(false); // Shared by the answer and the watchdog.
    askKeyringState(this, [answer, answered](KeyringState state) {
        if (!*answered) {
            *answered = true;
            answer(state != KeyringState::Missing);
        }
    });
    QTimer::singleShot(kProbeMs, this, [answer = std::move(answer), answered] {
        if (!*answered) {
            *answered = true;
            answer(false);
        }
    });
}

MemoryCredentialStore::~MemoryCredentialStore()
{
    for (auto& secret : m_secrets) {
        sodium_memzero(secret.data(), static_cast<size_t>(secret.size()));
    }
}

void MemoryCredentialStore::read(const QString& name, std::function<void(Result<std::optional<QByteArray>>)> answer)
{
    const auto found = m_secrets.constFind(name);
    answer(found == m_secrets.cend() ? std::optional<QByteArray>() : std::optional(*found));
}

void MemoryCredentialStore::write(const QString& name, const QByteArray& secret,
                                  std::function<void(Result<void>)> answer)
{
    m_secrets.insert(name, secret);
    answer({});
}

void MemoryCredentialStore::remove(const QString& name, std::function<void(Result<void>)> answer)
{
    m_secrets.remove(name);
    answer({});
}

} // namespace textbank
