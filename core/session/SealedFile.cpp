#include "core/session/SealedFile.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// magic, version, operations, memory, salt | nonce, sealed entries | checksum of all before it
const QByteArray kMagic = "textbank sealed\n";
constexpr char kVersion = 1;
constexpr qsizetype kSalt = crypto_pwhash_SALTBYTES;
constexpr qsizetype kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype kChecksum = 16;
constexpr qsizetype kNumber = 8;
constexpr size_t kBlock = 256; ///< Lengths are rounded up to this: the file does not tell how long a name is.

unsigned char* raw(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* raw(const QByteArray& bytes) { return reinterpret_cast<const unsigned char*>(bytes.constData()); }

/// Not a secret's: it tells a damaged file from a wrong passphrase.
QByteArray checksum(const QByteArray& bytes)
{
    QByteArray sum(kChecksum, '\0');
    crypto_generichash(raw(sum), kChecksum, raw(bytes), static_cast<unsigned long long>(bytes.size()), nullptr, 0);
    return sum;
}

QByteArray number(quint64 value)
{
    QByteArray bytes(kNumber, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

} // namespace

SealedFile SealedFile::create(PassphraseCost cost, Random& random)
{
    SealedFile file;
    file.m_recipe = {cost, random.bytes(static_cast<int>(kSalt))};
    return file;
}

Result<SealedFile> SealedFile::fromBytes(const QByteArray& bytes)
{
    const auto headSize = kMagic.size() + 1 + 2 * kNumber + kSalt;
    if (!bytes.startsWith(kMagic) || bytes.size() <= kMagic.size()) {
        return fail(ErrorCode::Corrupt, u"not a sealed file"_s);
    }
    if (bytes.at(kMagic.size()) > kVersion) {
        return fail(ErrorCode::NewerVersion, u"sealed file"_s);
    }
    if (bytes.size() > kLargest || bytes.size() < headSize + kNonce + kTag + kChecksum ||
        checksum(bytes.chopped(kChecksum)) != bytes.last(kChecksum)) {
        return fail(ErrorCode::Corrupt, u"damaged sealed file"_s);
    }
    SealedFile file;
    const auto* numbers = bytes.constData() + kMagic.size() + 1;
    auto& recipe = file.m_recipe;
    recipe.cost = {qFromLittleEndian<quint64>(numbers), qFromLittleEndian<quint64>(numbers + kNumber)};
    if (recipe.cost.operations < crypto_pwhash_OPSLIMIT_MIN || recipe.cost.operations > kMostOperations ||
        recipe.cost.memory < crypto_pwhash_MEMLIMIT_MIN || recipe.cost.memory > kMostMemory) {
        return fail(ErrorCode::Corrupt, u"a sealed file that asks for too much"_s);
    }
    recipe.salt = bytes.mid(headSize - kSalt, kSalt);
    file.m_body = bytes.sliced(headSize).chopped(kChecksum);
    return file;
}

QByteArray SealedFile::head() const
{
    return kMagic + kVersion + number(m_recipe.cost.operations) + number(m_recipe.cost.memory) + m_recipe.salt;
}

Result<SecretKey> SealedFile::deriveKey(const Recipe& recipe, const SecretKey& passphrase)
{
    auto key = SecretKey::ofSize(kKey);
    // Nothing but blanks was typed: no bytes, but libsodium wants a place where they would be.
    const auto* typed = passphrase.isEmpty() ? "" : reinterpret_cast<const char*>(passphrase.data());
    if (crypto_pwhash(key.writable(), static_cast<unsigned long long>(kKey), typed,
                      static_cast<unsigned long long>(passphrase.size()), raw(recipe.salt), recipe.cost.operations,
                      static_cast<size_t>(recipe.cost.memory), crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return fail(ErrorCode::Unavailable, u"not enough memory to derive a key"_s);
    }
    return key;
}

Result<SealedFile::Entries> SealedFile::open(const SecretKey& key) const
{
    const auto bound = head();
    QByteArray plain(m_body.size() - kNonce - kTag, '\0');
    size_t length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            raw(plain), nullptr, nullptr, raw(m_body) + kNonce, static_cast<unsigned long long>(m_body.size() - kNonce),
            raw(bound), static_cast<unsigned long long>(bound.size()), raw(m_body), key.data()) != 0) {
        return fail(ErrorCode::WrongPassphrase, u"sealed file"_s);
    }
    Entries entries;
    if (sodium_unpad(&length, raw(plain), static_cast<size_t>(plain.size()), kBlock) == 0) {
        const auto content = QByteArray::fromRawData(plain.constData(), static_cast<qsizetype>(length));
        QDataStream in(content);
        in.setVersion(QDataStream::Qt_6_4);
        in >> entries;
        if (in.status() != QDataStream::Ok) {
            length = 0;
        }
    }
    wipeBytes(plain);
    if (length == 0) {
        return fail(ErrorCode::Corrupt, u"a sealed file that opens and does not read"_s);
    }
    return entries;
}

QByteArray SealedFile::sealed(const Entries& entries, const SecretKey& key, Random& random) const
{
    QByteArray plain;
    QDataStream out(&plain, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << entries;
    const auto size = static_cast<size_t>(plain.size());
    auto padded = size - size % kBlock + kBlock;
    plain.resize(static_cast<qsizetype>(padded));
    sodium_pad(&padded, raw(plain), size, kBlock, padded);

    const auto bound = head();
    auto body = random.bytes(static_cast<int>(kNonce));
    body.resize(kNonce + plain.size() + kTag);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(body) + kNonce, nullptr, raw(plain), static_cast<unsigned long long>(plain.size()), raw(bound),
        static_cast<unsigned long long>(bound.size()), nullptr, raw(body), key.data());
    wipeBytes(plain);
    const auto bytes = bound + body;
    return bytes + checksum(bytes);
}

SecretKey passphraseBytes(const QString& typed)
{
    return SecretKey::taken(typed.normalized(QString::NormalizationForm_KC).trimmed().toUtf8());
}

} // namespace textbank
