#include "core/session/KeyKeeper.h"

#include "core/base/Log.h"

using namespace Qt::StringLiterals;

namespace textbank {

namespace {
const QString kEntry = u"session"_s;
}

KeyKeeper::KeyKeeper(CredentialStore& secrets, KeyVault* vault, Random& random)
    : m_secrets(secrets)
    , m_vault(vault)
    , m_random(random)
{
}

void KeyKeeper::read(Read answer)
{
    m_secrets.read(kEntry, [this, alive = std::weak_ptr(m_alive),
                            answer = std::move(answer)](const Result<std::optional<QByteArray>>& found) {
        if (alive.expired()) {
            return;
        }
        m_entry.reset();
        if (!found) {
            answer(Unexpected{found.error()});
        } else if (!*found) {
            answer(std::optional<Credentials>());
        } else if (auto opened = open(**found)) {
            answer(std::optional(std::move(*opened)));
        } else {
            answer(Unexpected{opened.error()});
        }
    });
}

Result<Credentials> KeyKeeper::open(const QByteArray& bytes)
{
    auto entry = entryFromBytes(bytes);
    if (!entry) {
        return Unexpected{entry.error()};
    }
    m_entry = std::move(*entry);
    if (!m_entry->master.isEmpty()) {
        const auto sealed = envelope();
        if (!sealed) {
            return Unexpected{sealed.error()};
        }
        auto key = sealed->open(m_entry->master);
        if (!key) {
            return Unexpected{key.error()};
        }
        m_entry->credentials.profileKey = std::move(*key);
    }
    return m_entry->credentials;
}

Result<KeyEnvelope> KeyKeeper::envelope() const
{
    const auto& profile = m_entry->credentials.profile;
    const auto bytes = m_vault != nullptr ? m_vault->read(profile) : std::optional<QByteArray>();
    if (!bytes) {
        return Unexpected{bytes.error()};
    }
    if (!*bytes) {
        return fail(ErrorCode::NotFound, u"no key file"_s);
    }
    return KeyEnvelope::fromBytes(**bytes, profile);
}

void KeyKeeper::keep(const Credentials& made, Done answer)
{
    m_entry = SessionEntry{made, {}};
    if (seals()) {
        const auto master = SecretKey::random(KeyEnvelope::kKeyBytes, m_random);
        KeyEnvelope sealed(made.profile);
        sealed.add(made.profileKey, master, master, m_random);
        if (const auto written = m_vault->create(made.profile, sealed.toBytes())) {
            m_entry->master = master;
        } else {
            // The entry then holds the data key itself; the next rotation brings it over.
            logWarning("session", u"key file not written: error %1"_s.arg(static_cast<int>(written.error().code)));
        }
    }
    // When the write fails, the key file stays: a keychain may say that it failed, and have the entry.
    m_secrets.write(kEntry, toBytes(*m_entry), std::move(answer));
}

void KeyKeeper::renew(const Credentials& same, Done answer)
{
    if (m_rotating) { // Its write would bring the old token back.
        m_afterRotation.append([this, same, answer = std::move(answer)] { renew(same, answer); });
        return;
    }
    if (!m_entry || m_entry->credentials.profile != same.profile) {
        answer(fail(ErrorCode::NotFound, u"no entry of this profile"_s));
        return;
    }
    m_entry->credentials = same;
    if (!rotates()) {
        m_secrets.write(kEntry, toBytes(*m_entry), std::move(answer));
        return;
    }
    const auto made = wrapAnew();
    if (!made) {
        // The token is needed now; a new key comes with the next rotation.
        logWarning("session", u"key rotation put off: error %1"_s.arg(static_cast<int>(made.error().code)));
        m_secrets.write(kEntry, toBytes(*m_entry), std::move(answer));
        return;
    }
    m_rotating = true;
    m_secrets.write(kEntry, toBytes(SessionEntry{same, made->master}),
                    [this, alive = std::weak_ptr(m_alive), renewal = *made,
                     answer = std::move(answer)](const Result<void>& written) {
                        if (alive.expired()) {
                            return;
                        }
                        if (const auto adopted = written ? adopt(renewal) : written; written && !adopted) {
                            logWarning("session", u"an old key file could not be replaced: error %1"_s.arg(
                                                      static_cast<int>(adopted.error().code)));
                        }
                        endRotation(written, answer);
                    });
}

void KeyKeeper::rotate(Done answer)
{
    if (!m_entry || m_rotating || !rotates()) {
        answer({});
        return;
    }
    m_rotating = true;
    const auto made = wrapAnew();
    if (!made) {
        endRotation(Unexpected{made.error()}, answer);
        return;
    }
    m_secrets.replace(kEntry, toBytes(SessionEntry{m_entry->credentials, made->master}),
                      [this, alive = std::weak_ptr(m_alive), renewal = *made,
                       answer = std::move(answer)](const Result<void>& written) {
                          if (!alive.expired()) {
                              endRotation(written ? adopt(renewal) : written, answer);
                          }
                      });
}

Result<KeyKeeper::Renewal> KeyKeeper::wrapAnew()
{
    const auto& dataKey = m_entry->credentials.profileKey;
    const auto found = envelope();
    // Wraps of older attempts stay: until the store was read back, one of those keys may be the one that it holds.
    auto both = found ? *found : KeyEnvelope(m_entry->credentials.profile);
    const auto& old = m_entry->master;
    if (!old.isEmpty() && !both.open(old)) {
        both.add(dataKey, old, old, m_random);
    }
    const auto master = SecretKey::random(KeyEnvelope::kKeyBytes, m_random);
    both.add(dataKey, master, old.isEmpty() ? master : old, m_random);
    if (const auto written = m_vault->replace(m_entry->credentials.profile, both.toBytes()); !written) {
        return Unexpected{written.error()};
    }
    return Renewal{master, both};
}

Result<void> KeyKeeper::adopt(Renewal renewal)
{
    m_entry->master = renewal.master;
    renewal.both.keepOnly(renewal.master);
    // What is left half done here only means that the old key, which nobody keeps any more, opens it too.
    return m_vault->replace(m_entry->credentials.profile, renewal.both.toBytes());
}

void KeyKeeper::endRotation(const Result<void>& result, const Done& answer)
{
    if (!result) {
        logWarning("session", u"key rotation put off: error %1"_s.arg(static_cast<int>(result.error().code)));
    }
    m_rotating = false;
    const auto waiting = std::exchange(m_afterRotation, {});
    const auto alive = std::weak_ptr(m_alive);
    answer(result);
    for (const auto& next : waiting) {
        if (!alive.expired()) {
            next();
        }
    }
}

void KeyKeeper::forget(Done answer)
{
    if (m_rotating) {
        m_afterRotation.append([this, answer = std::move(answer)] { forget(answer); });
        return;
    }
    m_secrets.remove(kEntry,
                     [this, alive = std::weak_ptr(m_alive), answer = std::move(answer)](const Result<void>& removed) {
                         if (alive.expired()) {
                             return;
                         }
                         if (removed && m_entry) {
                             if (m_vault != nullptr && !m_vault->wipe(m_entry->credentials.profile)) {
                                 logWarning("session", u"a key file could not be wiped; what it held opens nothing"_s);
                             }
                             m_entry.reset();
                         }
                         answer(removed);
                     });
}

void KeyKeeper::destroy(Done answer)
{
    if (m_rotating) {
        m_afterRotation.append([this, answer = std::move(answer)] { destroy(answer); });
        return;
    }
    if (m_entry && m_vault != nullptr && !m_vault->wipe(m_entry->credentials.profile)) {
        logWarning("session", u"the key file of a finished shift could not be wiped"_s);
    }
    m_entry.reset();
    forget(std::move(answer));
}

} // namespace textbank
