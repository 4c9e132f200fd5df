#include "core/host/http/HttpFace.h"

#include "core/host/http/HttpRoutes.h"
#include "core/host/http/HttpServer.h"

using namespace Qt::StringLiterals;

namespace textbank {

class HttpFace::Private
{
public:
    Private(Host& host, const Options& options)
        : routes(std::make_unique<HttpRoutes>(host, options.maxWait, options.rates))
    {
    }

    std::unique_ptr<HttpServer> server; ///< Dies last: the routes' polls hold replies into it.
    std::unique_ptr<HttpRoutes> routes;
    bool tls = false;
};

HttpFace::HttpFace(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

HttpFace::~HttpFace()
{
    // First nobody asks any more; then the routes go, with what waits for them in the event queue.
    d->server->stop();
}

Result<std::unique_ptr<HttpFace>> HttpFace::listen(Host& host, const Options& options)
{
    auto priv = std::make_unique<Private>(host, options);
    priv->tls = !options.certificatePem.isEmpty() || !options.keyPem.isEmpty();

    HttpTraffic traffic;
    traffic.limits = {options.maxBodyBytes,   options.maxHeaderBytes,     options.headerTimeout,
                      options.idleTimeout,    options.requestTimeout,     options.maxWait,
                      options.maxConnections, options.maxConnectionsOfOne};
    auto* routes = priv->routes.get();
    traffic.ask = [routes](HttpRequest request, HttpReply reply) {
        QMetaObject::invokeMethod(
            routes,
            [routes, request = std::move(request), reply = std::move(reply)] { routes->answer(request, reply); },
            Qt::QueuedConnection);
    };
    traffic.forget = [routes](quint64 request) {
        QMetaObject::invokeMethod(
            routes, [routes, request] { routes->forget(request); }, Qt::QueuedConnection);
    };
    auto server =
        HttpServer::start({options.address, options.port, options.certificatePem, options.keyPem}, std::move(traffic));
    if (!server) {
        return Unexpected{server.error()};
    }
    priv->server = std::move(*server);
    return std::unique_ptr<HttpFace>(new HttpFace(std::move(priv)));
}

quint16 HttpFace::port() const { return d->server->port(); }

QUrl HttpFace::url() const
{
    return QUrl(u"%1://%2:%3"_s.arg(d->tls ? u"https"_s : u"http"_s, d->server->host()).arg(port()));
}

} // namespace textbank
