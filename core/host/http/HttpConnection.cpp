#include "core/host/http/HttpConnection.h"

#include "core/host/http/HttpProblems.h"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <memory>
#include <type_traits>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

using TlsStream = net::ssl::stream<tcp::socket>;
using Buffer = boost::beast::flat_buffer;
using Parser = http::request_parser<http::string_body>;
using Response = http::response<http::span_body<const char>>;

// A client that was refused may still be sending. Closing at once would reset the connection, and the refusal would be
// lost on its way; so what it sends is thrown away for a moment.
constexpr Millis kDrainTime{2000};
constexpr qint64 kDrainBytes = 16LL * 1024 * 1024;
constexpr size_t kReadAhead = 4096;

QByteArray bytes(boost::beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

template<class Stream>
class Connection final : public std::enable_shared_from_this<Connection<Stream>>
{
public:
    template<class... Args>
    explicit Connection(HttpTraffic& traffic, std::string remote, tcp::socket socket, Args&... args)
        : m_traffic(traffic)
        , m_stream(std::move(socket), args...)
        , m_timer(m_stream.get_executor())
        , m_buffer(static_cast<size_t>(traffic.limits.maxHeaderBytes) + 64 * 1024)
        , m_remote(std::move(remote))
    {
        ++m_traffic.connections;
        ++m_traffic.remotes[m_remote].connections;
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection()
    {
        releaseBody();
        --m_traffic.connections;
        const auto own = m_traffic.remotes.find(m_remote);
        if (--own->second.connections == 0) {
            m_traffic.remotes.erase(own);
        }
    }

    void start()
    {
        error_code ignored;
        m_stream.lowest_layer().set_option(tcp::no_delay(true), ignored);
        if constexpr (kTls) {
            expectWithin(m_traffic.limits.headerTimeout);
            m_stream.async_handshake(net::ssl::stream_base::server, [self = this->shared_from_this()](error_code ec) {
                if (ec) {
                    self->close();
                } else {
                    self->next();
                }
            });
        } else {
            next();
        }
    }

private:
    static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
    enum class Phase { Starting, Idle, Header, Body, Waiting, Writing, Draining, Closed };

    /// Ready for the next request.
    void next()
    {
        m_phase = Phase::Idle;
        expectWithin(m_traffic.limits.idleTimeout);
        if (m_reading) {
            return;
        }
        if (m_buffer.size() > 0) {
            readHeader();
        } else {
            readAhead();
        }
    }

    /// Waits for the next request's first bytes; while an answer is awaited this is what notices a client that leaves.
    void readAhead()
    {
        m_reading = true;
        m_stream.async_read_some(m_buffer.prepare(kReadAhead),
                                 [self = this->shared_from_this()](error_code ec, size_t size) {
                                     self->m_reading = false;
                                     self->m_buffer.commit(size);
                                     self->readAheadDone(ec);
                                 });
    }

    void readAheadDone(error_code ec)
    {
        if (m_phase == Phase::Closed || m_phase == Phase::Draining) {
            return;
        }
        if (m_phase == Phase::Waiting || m_phase == Phase::Writing) {
            if (ec == net::error::eof) {
                // It may have closed its sending side only: a poll ends with what there is, anything else is answered.
                m_keepAlive = false;
                if (m_phase == Phase::Waiting) {
                    m_traffic.forget(m_request);
                }
            } else if (ec) {
                close();
            }
            return;
        }
        if (ec) {
            close();
        } else {
            readHeader();
        }
    }

    void readHeader()
    {
        m_phase = Phase::Header;
        expectWithin(m_traffic.limits.headerTimeout);
        m_parser = std::make_unique<Parser>();
        m_parser->header_limit(static_cast<std::uint32_t>(m_traffic.limits.maxHeaderBytes));
        m_parser->body_limit(static_cast<std::uint64_t>(m_traffic.limits.maxBodyBytes));
        http::async_read_header(m_stream, m_buffer, *m_parser,
                                [self = this->shared_from_this()](error_code ec, size_t) { self->headerRead(ec); });
    }

    void headerRead(error_code ec)
    {
        if (m_phase == Phase::Closed || failedToRead(ec)) {
            return;
        }
        const auto& header = m_parser->get();
        const bool is11 = header.version() == 11;
        if (header.version() != 10 && !is11) {
            return refuse(400);
        }
        if (is11 && header.find(http::field::host) == header.end()) {
            return refuse(400);
        }
        if (m_parser->is_done()) {
            return dispatch();
        }
        if (!reserveBody()) {
            return refuse(503);
        }
        const auto expected = header[http::field::expect];
        if (is11 && !expected.empty()) {
            if (!boost::beast::iequals(expected, "100-continue")) {
                return refuse(417);
            }
            if (m_buffer.size() == 0) {
                return sendContinue();
            }
        }
        readBody();
    }

    void sendContinue()
    {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        net::async_write(m_stream, net::buffer(kContinue.data(), kContinue.size()),
                         [self = this->shared_from_this()](error_code ec, size_t) {
                             if (ec) {
                                 self->close();
                             } else if (self->m_phase != Phase::Closed) {
                                 self->readBody();
                             }
                         });
    }

    void readBody()
    {
        m_phase = Phase::Body;
        expectWithin(m_traffic.limits.requestTimeout);
        http::async_read(m_stream, m_buffer, *m_parser, [self = this->shared_from_this()](error_code ec, size_t) {
            if (self->m_phase != Phase::Closed && !self->failedToRead(ec)) {
                self->dispatch();
            }
        });
    }

    /// True when there is nothing to go on with: it was answered with a refusal, or closed.
    bool failedToRead(error_code ec)
    {
        if (!ec && !m_timedOut) {
            return false;
        }
        const auto hasLeft = ec == http::error::end_of_stream || ec == http::error::partial_message;
        if (m_timedOut) {
            refuse(408);
        } else if (ec == http::error::body_limit) {
            refuse(413);
        } else if (ec == http::error::header_limit || ec == http::error::buffer_overflow) {
            refuse(431);
        } else if (!hasLeft && ec.category() == http::make_error_code(http::error::bad_method).category()) {
            refuse(400);
        } else {
            close();
        }
        return true;
    }

    void dispatch()
    {
        auto& message = m_parser->get();
        m_keepAlive = message.keep_alive();
        m_isHead = message.method() == http::verb::head;
        HttpRequest request;
        m_request = m_traffic.nextRequest();
        request.id = m_request;
        request.method = bytes(message.method_string());
        request.target = bytes(message.target());
        const auto authorization = bytes(message[http::field::authorization]);
        if (authorization.size() > 7 && authorization.left(7).toLower() == "bearer ") {
            request.token = authorization.mid(7).trimmed();
        }
        request.contentType = bytes(message[http::field::content_type]);
        request.ifNoneMatch = bytes(message[http::field::if_none_match]);
        request.body = QByteArray(message.body().data(), static_cast<qsizetype>(message.body().size()));
        request.remote = QString::fromStdString(m_remote);
        m_parser.reset();
        shrinkBody(request.body.size());

        m_phase = Phase::Waiting;
        expectWithin(m_traffic.limits.maxWait + m_traffic.limits.requestTimeout);
        auto weak = this->weak_from_this();
        m_traffic.ask(std::move(request), [weak, executor = m_stream.get_executor()](HttpAnswer answer) {
            net::post(executor, [weak, answer = std::move(answer)]() mutable {
                if (const auto self = weak.lock(); self && self->m_phase == Phase::Waiting) {
                    self->send(std::move(answer));
                }
            });
        });
        if (m_buffer.size() == 0) {
            readAhead();
        }
    }

    /// Ends the connection with an answer to a request that was not read to its end.
    void refuse(int status)
    {
        m_keepAlive = false;
        m_isHead = false;
        m_unread = true;
        send(statusAnswer(status));
    }

    void send(HttpAnswer answer)
    {
        releaseBody();
        m_phase = Phase::Writing;
        expectWithin(m_traffic.limits.requestTimeout);
        m_answer = std::move(answer);
        m_response = std::make_unique<Response>();
        auto& response = *m_response;
        response.result(static_cast<unsigned>(m_answer.status));
        response.version(11);
        response.set(http::field::server, "textbank-gateway");
        response.set(http::field::date, m_traffic.date(m_answer.clock));
        response.set(http::field::cache_control, "no-store");
        response.set("X-Content-Type-Options", "nosniff");
        for (const auto& [name, value] : m_answer.headers) {
            response.set(name.toStdString(), value.toStdString());
        }
        if (!m_answer.contentType.isEmpty()) {
            response.set(http::field::content_type, m_answer.contentType.toStdString());
        }
        response.body() = {m_answer.body.constData(), static_cast<size_t>(m_answer.body.size())};
        if (m_answer.status != 204 && m_answer.status != 304) {
            response.content_length(static_cast<std::uint64_t>(m_answer.body.size()));
        }
        response.keep_alive(m_keepAlive);
        m_serializer = std::make_unique<http::response_serializer<http::span_body<const char>>>(response);
        const auto written = [self = this->shared_from_this()](error_code ec, size_t) { self->sent(ec); };
        if (m_isHead) {
            http::async_write_header(m_stream, *m_serializer, written);
        } else {
            http::async_write(m_stream, *m_serializer, written);
        }
    }

    void sent(error_code ec)
    {
        m_serializer.reset();
        m_response.reset();
        m_answer = {};
        if (m_phase == Phase::Closed) {
            return;
        }
        if (ec) {
            close();
        } else if (m_keepAlive) {
            next();
        } else if (m_unread && !m_reading) {
            drain();
        } else {
            finish();
        }
    }

    void drain()
    {
        m_phase = Phase::Draining;
        expectWithin(kDrainTime);
        m_buffer.clear();
        if constexpr (!kTls) {
            error_code ignored;
            m_stream.shutdown(tcp::socket::shutdown_send, ignored);
        }
        discard(kDrainBytes);
    }

    void discard(qint64 left)
    {
        m_stream.async_read_some(m_buffer.prepare(16 * 1024),
                                 [self = this->shared_from_this(), left](error_code ec, size_t size) {
                                     const auto rest = left - static_cast<qint64>(size);
                                     if (ec || rest <= 0 || self->m_phase == Phase::Closed) {
                                         self->close();
                                     } else {
                                         self->discard(rest);
                                     }
                                 });
    }

    /// An orderly end after the last answer.
    void finish()
    {
        if constexpr (kTls) {
            m_phase = Phase::Draining;
            expectWithin(kDrainTime);
            m_stream.async_shutdown([self = this->shared_from_this()](error_code) { self->close(); });
        } else {
            error_code ignored;
            m_stream.shutdown(tcp::socket::shutdown_both, ignored);
            close();
        }
    }

    void close()
    {
        if (m_phase == Phase::Waiting) {
            m_traffic.forget(m_request);
        }
        releaseBody();
        m_phase = Phase::Closed;
        m_timer.cancel();
        error_code ignored;
        m_stream.lowest_layer().close(ignored);
    }

    void expectWithin(Millis time)
    {
        m_timer.expires_after(time);
        // Also what keeps the connection alive while it only waits for the Host.
        m_timer.async_wait([self = this->shared_from_this()](error_code ec) {
            // A wait that had run out before it was renewed still arrives here.
            if (!ec && self->m_phase != Phase::Closed &&
                self->m_timer.expiry() <= net::steady_timer::clock_type::now()) {
                self->late();
            }
        });
    }

    void late()
    {
        if (m_phase == Phase::Header || m_phase == Phase::Body) {
            // The read ends as cancelled, and the client hears why.
            m_timedOut = true;
            error_code ignored;
            m_stream.lowest_layer().cancel(ignored);
        } else {
            close();
        }
    }

    bool reserveBody()
    {
        const auto length = m_parser->content_length();
        const auto bytesWanted = length ? static_cast<qint64>(*length) : m_traffic.limits.maxBodyBytes;
        auto& own = m_traffic.remotes[m_remote];
        if (m_traffic.bodyBytes + bytesWanted > HttpTraffic::kMaxBodiesBytes ||
            own.bodyBytes + bytesWanted > HttpTraffic::kMaxBodiesBytesOfOne) {
            return false;
        }
        m_reserved = bytesWanted;
        m_traffic.bodyBytes += bytesWanted;
        own.bodyBytes += bytesWanted;
        return true;
    }

    /// What was read counts until it is answered: the Host may be busy with something long.
    void shrinkBody(qint64 size)
    {
        const auto freed = std::max<qint64>(m_reserved - size, 0);
        m_reserved -= freed;
        m_traffic.bodyBytes -= freed;
        m_traffic.remotes[m_remote].bodyBytes -= freed;
    }
    void releaseBody() { shrinkBody(0); }

    HttpTraffic& m_traffic;
    Stream m_stream;
    net::steady_timer m_timer;
    Buffer m_buffer;
    std::unique_ptr<Parser> m_parser;
    HttpAnswer m_answer;
    std::unique_ptr<Response> m_response;
    std::unique_ptr<http::response_serializer<http::span_body<const char>>> m_serializer;
    std::string m_remote;
    quint64 m_request = 0;
    qint64 m_reserved = 0;
    Phase m_phase = Phase::Starting;
    bool m_reading = false;
    bool m_keepAlive = false;
    bool m_isHead = false;
    bool m_unread = false;
    bool m_timedOut = false;
};

} // namespace

void servePlain(tcp::socket socket, HttpTraffic& traffic)
{
    auto remote = HttpTraffic::remoteOf(socket);
    std::make_shared<Connection<tcp::socket>>(traffic, std::move(remote), std::move(socket))->start();
}

void serveTls(tcp::socket socket, net::ssl::context& tls, HttpTraffic& traffic)
{
    auto remote = HttpTraffic::remoteOf(socket);
    std::make_shared<Connection<TlsStream>>(traffic, std::move(remote), std::move(socket), tls)->start();
}

} // namespace textbank
