#pragma once

#include "core/base/Result.h"
#include "core/host/Host.h"
#include "core/host/http/RateLimits.h"

#include <QObject>
#include <QUrl>
#include <memory>

namespace textbank {

/// The contract over HTTP/1.1 (Boost.Beast in a thread of its own; every request is answered on the Host's thread).
class HttpFace : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString address = QStringLiteral("127.0.0.1");
        quint16 port = 0; ///< 0: any free one.
        qint64 maxBodyBytes = 1LL * 1024 * 1024;
        int maxHeaderBytes = 16 * 1024;
        Millis headerTimeout{10000};  ///< From its first byte to the header's end; also for the TLS handshake.
        Millis idleTimeout{30000};    ///< Between requests.
        Millis requestTimeout{60000}; ///< For the whole body, and again for writing the whole answer.
        Seconds maxWait{25};          ///< The longest a change poll is held open.
        int maxConnections = 2000;
        int maxConnectionsOfOne = 1200; ///< From one address: a whole room may be behind it, but not the whole gateway.
        RateLimits rates;
        QByteArray certificatePem; ///< With key: TLS 1.2 or newer. Empty: plain, on loopback addresses only.
        QByteArray keyPem;
    };
    /// Unavailable when the port is taken; Invalid for plain HTTP beyond loopback.
    static Result<std::unique_ptr<HttpFace>> listen(Host& host, const Options& options);
    ~HttpFace() override;
    quint16 port() const;
    /// http://127.0.0.1:8443
    QUrl url() const;

private:
    class Private;
    explicit HttpFace(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace textbank
