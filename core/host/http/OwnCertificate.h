#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QStringList>

namespace textbank {

/// The certificate a room's gateway makes for itself. Nobody vouches for it: clients know it by its fingerprint, which
/// the join link carries.
struct OwnCertificate
{
    QByteArray certificatePem;
    QByteArray keyPem;
    QByteArray fingerprint; ///< SHA-256 of the certificate's DER.
    Instant expiresAt{};

    /// A new P-256 key and a certificate over it for these host names and addresses. Invalid without any name.
    static Result<OwnCertificate> make(const QStringList& names, Instant now);
    /// From a file that toPem() filled. Corrupt when it is anything else, or key and certificate don't belong together.
    static Result<OwnCertificate> fromPem(const QByteArray& pem);
    /// Both in one text, so that no crash can leave a key beside another key's certificate.
    QByteArray toPem() const { return certificatePem + keyPem; }
};

} // namespace textbank
