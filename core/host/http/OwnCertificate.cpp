#include "core/host/http/OwnCertificate.h"

#include <QHostAddress>
#include <algorithm>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// Clients hold it to its fingerprint and not to its dates: a laptop whose clock is wrong must still reach the gateway
// that tells it so. The dates are for whoever looks at it.
constexpr auto kValidFor = std::chrono::hours(24 * 825);
constexpr auto kValidBefore = std::chrono::hours(24);
constexpr int kSerialBytes = 16;

struct Deleter
{
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template<class T>
using Owned = std::unique_ptr<T, Deleter>;

template<class Write>
QByteArray pemOf(Write write)
{
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    if (!bio || write(bio.get()) != 1) {
        return {};
    }
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

Owned<BIO> reading(const QByteArray& pem)
{
    return Owned<BIO>(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

/// A name that could not be one would otherwise reach OpenSSL's own little language for extensions.
bool isHostName(const QString& name)
{
    return !name.isEmpty() && name.size() <= 253 && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
        return c == u'-' || c == u'.' || (c.unicode() < 128 && c.isLetterOrNumber());
    });
}

QByteArray alternativeNames(const QStringList& names)
{
    QByteArrayList entries;
    for (const auto& name : names) {
        QHostAddress address;
        if (address.setAddress(name)) {
            address.setScopeId({});
            entries.append("IP:" + address.toString().toLatin1());
        } else if (isHostName(name)) {
            entries.append("DNS:" + name.toLatin1());
        }
    }
    return entries.join(',');
}

bool extend(X509* certificate, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, const QByteArray& names, Instant now)
{
    unsigned char serial[kSerialBytes];
    if (RAND_bytes(serial, kSerialBytes) != 1) {
        return false;
    }
    serial[0] &= 0x7F; // Positive, as the standard wants it.
    const Owned<BIGNUM> number(BN_bin2bn(serial, kSerialBytes, nullptr));
    const auto at = [](Instant when) { return static_cast<time_t>(toMs(when) / 1000); };
    auto* subject = X509_get_subject_name(certificate);
    static constexpr unsigned char kName[] = "Textbank gateway";
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr &&
           X509_set_version(certificate, X509_VERSION_3) == 1 &&
           ASN1_TIME_set(X509_getm_notBefore(certificate), at(now - kValidBefore)) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), at(now + kValidFor)) != nullptr &&
           X509_set_pubkey(certificate, key) == 1 &&
           X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, kName, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1 &&
           extend(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           extend(certificate, NID_key_usage, "critical,digitalSignature") &&
           extend(certificate, NID_ext_key_usage, "serverAuth") &&
           extend(certificate, NID_subject_alt_name, names.constData()) &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

Result<OwnCertificate> described(X509* certificate, EVP_PKEY* key)
{
    OwnCertificate own;
    own.certificatePem = pemOf([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
    own.keyPem =
        pemOf([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    int days = 0;
    int seconds = 0;
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> epoch(ASN1_TIME_set(nullptr, 0), &ASN1_TIME_free);
    if (own.certificatePem.isEmpty() || own.keyPem.isEmpty() || !epoch ||
        X509_digest(certificate, EVP_sha256(), digest, &size) != 1 ||
        ASN1_TIME_diff(&days, &seconds, epoch.get(), X509_get0_notAfter(certificate)) != 1) {
        return fail(ErrorCode::Io, u"certificate"_s);
    }
    own.fingerprint = QByteArray(reinterpret_cast<const char*>(digest), static_cast<qsizetype>(size));
    own.expiresAt = Instant{} + std::chrono::hours(24 * days) + Seconds{seconds};
    return own;
}

} // namespace

Result<OwnCertificate> OwnCertificate::make(const QStringList& names, Instant now)
{
    const auto entries = alternativeNames(names);
    if (entries.isEmpty()) {
        return fail(ErrorCode::Invalid, u"a certificate needs a host name or an address"_s);
    }
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const Owned<X509> certificate(X509_new());
    if (!key || !certificate || !fill(certificate.get(), key.get(), entries, now)) {
        return fail(ErrorCode::Io, u"OpenSSL made no certificate"_s);
    }
    return described(certificate.get(), key.get());
}

Result<OwnCertificate> OwnCertificate::fromPem(const QByteArray& pem)
{
    const auto first = reading(pem);
    const auto second = reading(pem);
    if (!first || !second) {
        return fail(ErrorCode::Io, u"memory"_s);
    }
    const Owned<X509> certificate(PEM_read_bio_X509(first.get(), nullptr, nullptr, nullptr));
    // An empty passphrase rather than a question on the terminal.
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(second.get(), nullptr, nullptr, const_cast<char*>("")));
    if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1) {
        return fail(ErrorCode::Corrupt, u"no certificate with its key"_s);
    }
    return described(certificate.get(), key.get());
}

} // namespace textbank
