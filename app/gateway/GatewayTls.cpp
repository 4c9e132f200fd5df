#include "app/gateway/GatewayTls.h"

#include "app/gateway/GatewayWords.h"
#include "core/base/DurableFile.h"
#include "core/host/http/OwnCertificate.h"

#include <QFile>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QSslCertificate>
#include <QSysInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qint64 kLargestCertificate = 1024 * 1024;

bool isThisComputer(const QString& address) { return address == "localhost"_L1 || QHostAddress(address).isLoopback(); }

bool isAnyAddress(const QString& host)
{
    const QHostAddress address(host);
    return address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
}

/// This computer's addresses on the networks it is in; IPv4 first, as that is what people can read aloud.
QStringList networkAddresses()
{
    QStringList four;
    QStringList six;
    for (const auto& address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal()) {
            (address.protocol() == QAbstractSocket::IPv4Protocol ? four : six).append(address.toString());
        }
    }
    return four + six;
}

/// Not QSslCertificate::isSelfSigned(): it wants a right to sign others as well.
bool isOwnIssuer(const QSslCertificate& certificate)
{
    const auto attributes = certificate.subjectInfoAttributes();
    return !certificate.isNull() && attributes == certificate.issuerInfoAttributes() &&
           std::all_of(attributes.cbegin(), attributes.cend(), [&](const QByteArray& attribute) {
               return certificate.subjectInfo(attribute) == certificate.issuerInfo(attribute);
           });
}

QStringList ownNames(const GatewayArguments& arguments)
{
    auto names =
        QStringList{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s, QSysInfo::machineHostName()} + networkAddresses();
    names.append(QUrl(arguments.url).host());
    if (!isAnyAddress(arguments.listenAddress)) {
        names.append(arguments.listenAddress);
    }
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

Result<OwnCertificate> ownCertificate(const GatewayArguments& arguments, const QString& path, const Clock& clock)
{
    const auto kept = readWhole(path, kLargestCertificate);
    if (!kept) {
        return fail(kept.error().code, u"The gateway's own certificate %1 cannot be read."_s.arg(path));
    }
    if (*kept) {
        const auto own = OwnCertificate::fromPem(**kept);
        // Never a new one in its place by itself: every join link and every laptop in the room holds this fingerprint.
        return own ? own
                   : fail(ErrorCode::Corrupt,
                          u"The gateway's own certificate %1 is damaged. Put back a copy of it, or delete it to have a "
                          "new one made: then everybody needs a new join link."_s.arg(path));
    }
    const auto made = OwnCertificate::make(ownNames(arguments), clock.now());
    if (!made) {
        return fail(made.error().code, sentenceFor(made.error(), u"No certificate could be made"_s));
    }
    if (const auto written = writeDurably(path, made->toPem()); !written) {
        return fail(written.error().code,
                    sentenceFor(written.error(), u"The gateway's own certificate was not kept"_s));
    }
    return made;
}

} // namespace

Result<GatewayTls> GatewayTls::choose(const GatewayArguments& arguments, const GatewayFolder& folder,
                                      const Clock& clock)
{
    if (arguments.ownCertificate) {
        const auto own = ownCertificate(arguments, folder.ownCertificate(), clock);
        return own ? Result<GatewayTls>(GatewayTls{own->certificatePem, own->keyPem, own->fingerprint})
                   : Unexpected{own.error()};
    }
    if (arguments.certificate.isEmpty()) {
        return isThisComputer(arguments.listenAddress)
                   ? Result<GatewayTls>(GatewayTls{})
                   : fail(
                         ErrorCode::Invalid,
                         u"Without TLS the gateway serves this computer only: give --tls-self-signed (or --certificate "
                         "and --key), or listen on 127.0.0.1."_s);
    }
    const auto certificate = contentsOf(arguments.certificate);
    const auto key = contentsOf(arguments.key);
    if (!certificate || !key) {
        return Unexpected{certificate ? key.error() : certificate.error()};
    }
    // One that an authority signed is renewed every few weeks; clients know it by its host name instead.
    const QSslCertificate leaf(*certificate, QSsl::Pem);
    return GatewayTls{*certificate, *key, isOwnIssuer(leaf) ? leaf.digest(QCryptographicHash::Sha256) : QByteArray()};
}

QUrl reachableAddress(const QUrl& listening)
{
    auto url = listening;
    if (isAnyAddress(url.host())) {
        const auto addresses = networkAddresses();
        url.setHost(addresses.isEmpty() ? u"127.0.0.1"_s : addresses.first());
    }
    return url;
}

Result<QByteArray> contentsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    return file.readAll();
}

} // namespace textbank
