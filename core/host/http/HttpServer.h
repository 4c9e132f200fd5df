#pragma once

#include "core/base/Result.h"
#include "core/host/http/HttpTraffic.h"

#include <memory>

namespace textbank {

/// The listening socket and the one HTTP thread. Nothing here knows what the requests mean.
class HttpServer
{
public:
    struct Options
    {
        QString address;
        quint16 port = 0;
        QByteArray certificatePem;
        QByteArray keyPem;
    };
    /// Fails as HttpFace::listen says. `ask` and `forget` of `traffic` are called on the HTTP thread until stop().
    static Result<std::unique_ptr<HttpServer>> start(const Options& options, HttpTraffic traffic);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();
    /// Ends the thread and with it every call of `ask` and `forget`; replies may still be given and are dropped.
    void stop();

    quint16 port() const;
    /// The host part of a URL: "127.0.0.1", "[::1]".
    QString host() const;

private:
    class Private;
    explicit HttpServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace textbank
