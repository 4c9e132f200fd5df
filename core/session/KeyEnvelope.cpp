#include "core/session/KeyEnvelope.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// magic, version, number of wraps, wraps, checksum of all before it
const QByteArray kMagic = "textbank key\n";
constexpr char kVersion = 1;
constexpr qsizetype kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype kWrap = kNonce + KeyEnvelope::kKeyBytes + kTag;
constexpr qsizetype kChecksum = 16;

unsigned char* raw(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(const QByteArray& bytes) { return reinterpret_cast<const unsigned char*>(bytes.constData()); }

/// Not a secret's: it tells a damaged file from a wrong key.
QByteArray checksum(const QByteArray& bytes)
{
    QByteArray sum(kChecksum, '\0');
    crypto_generichash(raw(sum), kChecksum, raw(bytes), static_cast<unsigned long long>(bytes.size()), nullptr, 0);
    return sum;
}

QByteArray boundTo(const QString& profile) { return kMagic + kVersion + profile.toUtf8(); }

} // namespace

Result<KeyEnvelope> KeyEnvelope::fromBytes(const QByteArray& bytes, const QString& profile)
{
    const auto head = kMagic.size() + 2;
    if (!bytes.startsWith(kMagic) || bytes.size() < head) {
        return fail(ErrorCode::Corrupt, u"not a key file"_s);
    }
    if (bytes.at(kMagic.size()) > kVersion) {
        return fail(ErrorCode::NewerVersion, u"key file"_s);
    }
    const qsizetype count = static_cast<unsigned char>(bytes.at(kMagic.size() + 1));
    if (count < 1 || count > kMostWraps || bytes.size() != head + count * kWrap + kChecksum ||
        checksum(bytes.chopped(kChecksum)) != bytes.last(kChecksum)) {
        return fail(ErrorCode::Corrupt, u"damaged key file"_s);
    }
    KeyEnvelope envelope(profile);
    for (qsizetype i = 0; i < count; ++i) {
        envelope.m_wraps.append(bytes.mid(head + i * kWrap, kWrap));
    }
    return envelope;
}

QByteArray KeyEnvelope::toBytes() const
{
    auto bytes = kMagic + kVersion + static_cast<char>(m_wraps.size());
    for (const auto& wrap : m_wraps) {
        bytes += wrap;
    }
    return bytes + checksum(bytes);
}

bool KeyEnvelope::opens(const QByteArray& wrap, const SecretKey& master, SecretKey* dataKey) const
{
    if (master.size() != kKeyBytes) {
        return false;
    }
    const auto bound = boundTo(m_profile);
    auto opened = SecretKey::ofSize(kKeyBytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            opened.writable(), nullptr, nullptr, raw(wrap) + kNonce, static_cast<unsigned long long>(kWrap - kNonce),
            raw(bound), static_cast<unsigned long long>(bound.size()), raw(wrap), master.data()) != 0) {
        return false;
    }
    if (dataKey != nullptr) {
        *dataKey = opened;
    }
    return true;
}

Result<SecretKey> KeyEnvelope::open(const SecretKey& master) const
{
    SecretKey dataKey;
    for (const auto& wrap : m_wraps) {
        if (opens(wrap, master, &dataKey)) {
            return dataKey;
        }
    }
    return fail(ErrorCode::NoKey, u"the key file is sealed under another key"_s);
}

void KeyEnvelope::add(const SecretKey& dataKey, const SecretKey& master, const SecretKey& keep, Random& random)
{
    Q_ASSERT(dataKey.size() == kKeyBytes && master.size() == kKeyBytes);
    const auto bound = boundTo(m_profile);
    auto wrap = random.bytes(static_cast<int>(kNonce));
    wrap.resize(kWrap);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(wrap) + kNonce, nullptr, dataKey.data(), kKeyBytes, raw(bound),
                                               static_cast<unsigned long long>(bound.size()), nullptr, raw(wrap),
                                               master.data());
    m_wraps.append(wrap);
    for (qsizetype i = 0; m_wraps.size() > kMostWraps;) {
        if (opens(m_wraps.at(i), keep)) {
            ++i;
        } else {
            m_wraps.removeAt(i);
        }
    }
}

void KeyEnvelope::keepOnly(const SecretKey& master)
{
    m_wraps.removeIf([&](const QByteArray& wrap) { return !opens(wrap, master); });
}

} // namespace textbank
