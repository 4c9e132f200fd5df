#include "core/host/http/HttpServer.h"

#include "core/base/Log.h"
#include "core/host/http/HttpConnection.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>

#include <thread>

using namespace Qt::StringLiterals;

namespace textbank {

namespace net = boost::asio;
using tcp = net::ip::tcp;
using boost::system::error_code;

class HttpServer::Private
{
public:
    explicit Private(HttpTraffic shared)
        : traffic(std::move(shared))
    {
    }

    Result<void> useCertificate(const Options& options);
    Result<void> listen(const Options& options);
    void run();
    void accept();
    void serve(tcp::socket socket);

    HttpTraffic traffic; ///< Outlives the connections, which die with `io`.
    std::unique_ptr<net::ssl::context> tls;
    net::io_context io{1};
    tcp::acceptor acceptor{io};
    net::steady_timer pause{io};
    tcp::endpoint endpoint;
    std::thread thread;
};

Result<void> HttpServer::Private::useCertificate(const Options& options)
{
    if (options.certificatePem.isEmpty() && options.keyPem.isEmpty()) {
        return {};
    }
    tls = std::make_unique<net::ssl::context>(net::ssl::context::tls_server);
    error_code ec;
    SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
    tls->set_options(net::ssl::context::default_workarounds | net::ssl::context::single_dh_use |
                         SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION,
                     ec);
    const auto buffer = [](const QByteArray& pem) {
        return net::buffer(pem.constData(), static_cast<size_t>(pem.size()));
    };
    if (!ec) {
        tls->use_certificate_chain(buffer(options.certificatePem), ec);
    }
    if (!ec) {
        tls->use_private_key(buffer(options.keyPem), net::ssl::context::pem, ec);
    }
    if (!ec && SSL_CTX_check_private_key(tls->native_handle()) != 1) {
        return fail(ErrorCode::Invalid, u"certificate and key do not belong together"_s);
    }
    return ec ? Result<void>(fail(ErrorCode::Invalid, u"certificate or key: "_s + QString::fromStdString(ec.message())))
              : Result<void>();
}

Result<void> HttpServer::Private::listen(const Options& options)
{
    error_code ec;
    const auto address = options.address == "localhost"_L1 ? net::ip::make_address("127.0.0.1", ec)
                                                           : net::ip::make_address(options.address.toStdString(), ec);
    if (ec) {
        return fail(ErrorCode::Invalid, u"not an IP address to listen on"_s);
    }
    if (!tls && !address.is_loopback()) {
        return fail(ErrorCode::Invalid, u"plain HTTP is for loopback addresses only; a certificate is needed"_s);
    }
    endpoint = tcp::endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), ec);
#ifndef Q_OS_WIN
    // There it would let another program take over the port; elsewhere it only shortens the wait after a restart.
    if (!ec) {
        acceptor.set_option(net::socket_base::reuse_address(true), ec);
    }
#endif
    if (!ec) {
        acceptor.bind(endpoint, ec);
    }
    if (!ec) {
        acceptor.listen(net::socket_base::max_listen_connections, ec);
    }
    if (!ec) {
        endpoint = acceptor.local_endpoint(ec);
    }
    return ec ? Result<void>(fail(ErrorCode::Unavailable, QString::fromStdString(ec.message()))) : Result<void>();
}

void HttpServer::Private::accept()
{
    acceptor.async_accept([this](error_code ec, tcp::socket socket) {
        if (ec == net::error::operation_aborted) {
            return;
        }
        if (!ec) {
            accept(); // First: what a single connection throws must not end it.
            serve(std::move(socket));
            return;
        }
        // Out of descriptors, most likely: trying again at once would only burn the processor.
        pause.expires_after(Millis{100});
        pause.async_wait([this](error_code stopped) {
            if (!stopped) {
                accept();
            }
        });
    });
}

void HttpServer::Private::serve(tcp::socket socket)
{
    const auto own = traffic.remotes.find(HttpTraffic::remoteOf(socket));
    const auto hasRoom = own == traffic.remotes.cend() || own->second.connections < traffic.limits.maxConnectionsOfOne;
    if (hasRoom && traffic.connections < traffic.limits.maxConnections) {
        if (tls) {
            serveTls(std::move(socket), *tls, traffic);
        } else {
            servePlain(std::move(socket), traffic);
        }
        return;
    }
    error_code ignored;
    if (!tls) {
        static constexpr std::string_view kFull = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
                                                  "Connection: close\r\nContent-Length: 0\r\n\r\n";
        socket.non_blocking(true, ignored);
        socket.write_some(net::buffer(kFull.data(), kFull.size()), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }
    socket.close(ignored);
}

void HttpServer::Private::run()
{
    while (!io.stopped()) {
        try {
            io.run();
        } catch (const std::exception& error) {
            // The connection it came from is gone with its handlers; the others go on.
            logError("http", u"connection ended by an exception: "_s + QLatin1String(error.what()));
        }
    }
}

HttpServer::HttpServer(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

HttpServer::~HttpServer() { stop(); }

void HttpServer::stop()
{
    d->io.stop();
    if (d->thread.joinable()) {
        d->thread.join();
    }
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const Options& options, HttpTraffic traffic)
{
    auto priv = std::make_unique<Private>(std::move(traffic));
    if (const auto used = priv->useCertificate(options); !used) {
        return Unexpected{used.error()};
    }
    if (const auto listening = priv->listen(options); !listening) {
        return Unexpected{listening.error()};
    }
    priv->accept();
    priv->thread = std::thread([server = priv.get()] { server->run(); });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(priv)));
}

quint16 HttpServer::port() const { return d->endpoint.port(); }

QString HttpServer::host() const
{
    const auto text = QString::fromStdString(d->endpoint.address().to_string());
    return d->endpoint.address().is_v6() ? u'[' + text + u']' : text;
}

} // namespace textbank
