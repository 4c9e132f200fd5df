#pragma once

#include "core/base/Clock.h"
#include "core/gateway/ApiGateway.h"

#include <QByteArray>
#include <QUrl>
#include <memory>

namespace textbank {

class HttpGatewayTransport;

/// The Textbank gateway API v1 over Qt's HTTP client, under the transport rules of the contract: one-shot uploads, no
/// silent repeat, time-outs on everything, size caps, no redirects for writes, TLS 1.2 and the pin where one is given.
class HttpGateway final : public ApiGateway
{
public:
    struct Limits
    {
        Millis timeout{20000}; ///< For a whole call; a change poll gets its `wait` on top.
        qint64 maxAnswerBytes = 32LL * 1024 * 1024;
    };
    /// `address` as parseGatewayAddress gives it; `pin` is the SHA-256 of the certificate, or empty.
    HttpGateway(QUrl address, QByteArray pin, const Clock& clock, Limits limits);
    HttpGateway(QUrl address, QByteArray pin, const Clock& clock);
    ~HttpGateway() override;

    void setToken(const QString& token) override;
    void cancelAll() override;

protected:
    void start(const ApiCall& call, ApiDone done) override;

private:
    std::unique_ptr<HttpGatewayTransport> m_transport;
};

} // namespace textbank
