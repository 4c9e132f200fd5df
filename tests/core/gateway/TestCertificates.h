#pragma once

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace textbank {

/// A certificate with its key, made on the spot.
struct TestCertificate
{
    QSslCertificate certificate;
    QSslKey key;
    QByteArray fingerprint() const { return certificate.digest(QCryptographicHash::Sha256); }
};

/// Signs certificates of any shape, its own first.
class TestAuthority
{
public:
    struct Shape
    {
        const char* name = "room";
        const char* alternativeNames = nullptr; ///< "DNS:localhost,IP:127.0.0.1"
        long begins = -3600;                    ///< Seconds from now.
        long ends = 3600;
    };

    TestAuthority() { m_root = sign({"Test authority", nullptr, -3600, 3600}, m_key.get(), nullptr, m_key.get()); }

    QSslCertificate root() const { return read(m_root.get()); }
    TestCertificate issue(const Shape& shape) const
    {
        const auto key = newKey();
        const auto certificate = sign(shape, key.get(), m_root.get(), m_key.get());
        return {read(certificate.get()), read(key.get())};
    }
    /// What a room's laptop makes for itself: nobody else vouches for it.
    static TestCertificate selfSigned(const Shape& shape)
    {
        const auto key = newKey();
        const auto certificate = sign(shape, key.get(), nullptr, key.get());
        return {read(certificate.get()), read(key.get())};
    }

private:
    using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
    using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

    static Key newKey() { return Key(EVP_EC_gen("P-256"), &EVP_PKEY_free); }
    static void extend(X509* certificate, X509* issuer, int nid, const char* value)
    {
        X509V3_CTX context;
        X509V3_set_ctx_nodb(&context);
        X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
        if (auto* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value)) {
            X509_add_ext(certificate, extension, -1);
            X509_EXTENSION_free(extension);
        }
    }
    static Certificate sign(const Shape& shape, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuersKey)
    {
        static long serial = 1;
        Certificate certificate(X509_new(), &X509_free);
        X509_set_version(certificate.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), shape.begins);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), shape.ends);
        X509_set_pubkey(certificate.get(), key);
        auto* subject = X509_get_subject_name(certificate.get());
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(shape.name), -1,
                                   -1, 0);
        X509_set_issuer_name(certificate.get(), issuer == nullptr ? subject : X509_get_subject_name(issuer));
        const auto isRoot = issuer == nullptr && shape.alternativeNames == nullptr;
        extend(certificate.get(), issuer == nullptr ? certificate.get() : issuer, NID_basic_constraints,
               isRoot ? "critical,CA:TRUE" : "critical,CA:FALSE");
        if (shape.alternativeNames != nullptr) {
            extend(certificate.get(), certificate.get(), NID_subject_alt_name, shape.alternativeNames);
        }
        X509_sign(certificate.get(), issuersKey, EVP_sha256());
        return certificate;
    }
    static QByteArray bytes(BIO* bio)
    {
        char* data = nullptr;
        const auto size = BIO_get_mem_data(bio, &data);
        return {data, static_cast<qsizetype>(size)};
    }
    static QSslCertificate read(X509* certificate)
    {
        const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
        PEM_write_bio_X509(bio.get(), certificate);
        return QSslCertificate(bytes(bio.get()), QSsl::Pem);
    }
    static QSslKey read(EVP_PKEY* key)
    {
        const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
        PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
        return QSslKey(bytes(bio.get()), QSsl::Ec, QSsl::Pem);
    }

    Key m_key = newKey();
    Certificate m_root{nullptr, &X509_free};
};

} // namespace textbank
