#include "core/gateway/HttpGatewayTransport.h"

#include "core/gateway/HttpGatewayAddress.h"
#include "core/gateway/HttpGatewayUpload.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kMaxRedirects = 5;

struct ReplyDeleter
{
    void operator()(QNetworkReply* reply) const
    {
        reply->disconnect();
        reply->abort();
        reply->deleteLater();
    }
};

QByteArray userAgent()
{
    const auto version = QCoreApplication::applicationVersion().toLatin1();
    return version.isEmpty() ? QByteArrayLiteral("Textbank") : "Textbank/" + version;
}

bool sameOrigin(const QUrl& a, const QUrl& b)
{
    const auto fallback = a.scheme() == "https"_L1 ? 443 : 80;
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port(fallback) == b.port(fallback) &&
           b.userInfo().isEmpty();
}

bool isOnlyOutOfDate(const QList<QSslError>& errors)
{
    return std::all_of(errors.cbegin(), errors.cend(), [](const QSslError& error) {
        return error.error() == QSslError::CertificateExpired || error.error() == QSslError::CertificateNotYetValid;
    });
}

ApiReply wholeReply(const QNetworkReply& reply, const Attempt& attempt, Instant sent)
{
    ApiReply whole{attempt.httpStatus, attempt.body, sent, attempt.now};
    whole.location = reply.rawHeader("Location");
    whole.retryAfter = attempt.retryAfter;
    whole.challenge = reply.rawHeader("WWW-Authenticate");
    whole.cookies = reply.rawHeader("Set-Cookie").split('\n'); // As Qt joins several of them.
    return whole;
}

/// A token goes into a header; anything that could end the header is no token.
QByteArray headerSafe(const QString& token)
{
    const auto bytes = token.toUtf8();
    const auto safe = std::all_of(bytes.cbegin(), bytes.cend(), [](char c) { return c > 0x20 && c < 0x7F; });
    return safe ? bytes : QByteArray();
}

} // namespace

struct HttpGatewayTransport::Running
{
    quint64 id = 0;
    ApiCall call;
    ApiDone done;
    Instant sent{};
    int redirects = 0;
    std::optional<AttemptEnd> stopped; ///< Why we ended it ourselves; Qt reports all of these alike.
    std::optional<AttemptEnd> untrusted;
    QByteArray body;
    HttpGatewayUpload* upload = nullptr;
    std::unique_ptr<QNetworkReply, ReplyDeleter> reply;
    QTimer limit;
};

HttpGatewayTransport::HttpGatewayTransport(QUrl address, QByteArray pin, const Clock& clock,
                                           HttpGatewayClock& clockReading, qint64 maxAnswerBytes)
    : m_address(std::move(address))
    , m_pin(std::move(pin))
    , m_clock(clock)
    , m_clockReading(clockReading)
    , m_maxAnswerBytes(maxAnswerBytes)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setAutoDeleteReplies(false);
}

HttpGatewayTransport::~HttpGatewayTransport() { cancelAll(); }

void HttpGatewayTransport::setToken(const QString& token) { m_token = headerSafe(token); }

void HttpGatewayTransport::start(const ApiCall& call, ApiDone done)
{
    const auto id = ++m_lastId;
    auto& running = *(m_running[id] = std::make_unique<Running>());
    running.id = id;
    running.call = call;
    running.done = std::move(done);
    running.sent = m_clock.now();
    // A fingerprint is a promise of TLS: without it there would be nobody to hold to it.
    if (!isGatewayAddress(m_address) || (!m_pin.isEmpty() && m_address.scheme() != "https"_L1)) {
        running.stopped = AttemptEnd::BadAddress;
        QMetaObject::invokeMethod(
            this, [this, id] { finish(id); }, Qt::QueuedConnection);
        return;
    }
    // Qt's own transfer timeout restarts with every byte; a server that drips would hold a call for ever.
    running.limit.setSingleShot(true);
    connect(&running.limit, &QTimer::timeout, this, [this, id] {
        if (const auto found = m_running.find(id); found != m_running.end()) {
            stopBecause(*found->second, AttemptEnd::TimedOut);
        }
    });
    running.limit.start(call.timeout);

    QUrl url = m_address;
    auto root = m_address.path(QUrl::FullyEncoded);
    if (root.endsWith(u'/')) {
        root.chop(1);
    }
    url.setPath(root + call.path, QUrl::StrictMode);
    url.setQuery(call.query);
    launch(running, url);
}

void HttpGatewayTransport::launch(Running& running, const QUrl& url)
{
    const auto request = requestFor(running, url);
    running.body.clear();
    QNetworkReply* reply = nullptr;
    switch (running.call.verb) {
    case ApiCall::Verb::Get:
        reply = m_network.get(request);
        break;
    case ApiCall::Verb::Post:
        running.upload = new HttpGatewayUpload(running.call.body);
        reply = m_network.post(request, running.upload);
        running.upload->setParent(reply);
        break;
    case ApiCall::Verb::Put:
        reply = m_network.put(request, QByteArray());
        break;
    case ApiCall::Verb::Delete:
        reply = m_network.deleteResource(request);
        break;
    }
    running.reply.reset(reply);
    watch(running);
}

QNetworkRequest HttpGatewayTransport::requestFor(const Running& running, const QUrl& url) const
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("User-Agent", userAgent());
    request.setRawHeader("Accept", "application/json, application/problem+json");
    request.setRawHeader("Accept-Encoding", "identity"); // The cap counts what is on the wire; nothing may unfold.
    if (!running.call.open && !m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token);
    }
    if (!running.call.cookie.isEmpty()) {
        request.setRawHeader("Cookie", running.call.cookie);
    }
    if (!running.call.ifNoneMatch.isEmpty()) {
        request.setRawHeader("If-None-Match", running.call.ifNoneMatch);
    }
    if (running.call.verb == ApiCall::Verb::Post) {
        // With the explicit length Qt need not buffer the body, and what it did not buffer it cannot send again.
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setHeader(QNetworkRequest::ContentLengthHeader, running.call.body.size());
    } else if (running.call.verb == ApiCall::Verb::Put) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    }
    if (url.scheme() == "https"_L1) {
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (!m_pin.isEmpty()) {
            // Trust nobody: every new connection then ends in an error that only checkCertificate() lifts, before a
            // byte of the request is written. A certificate that some authority vouches for is held to the pin as well.
            tls.setCaCertificates({});
        }
        request.setSslConfiguration(tls);
    }
    return request;
}

void HttpGatewayTransport::watch(Running& running)
{
    auto* reply = running.reply.get();
    const auto id = running.id;
    const auto with = [this, id](auto&& act) {
        if (const auto found = m_running.find(id); found != m_running.end()) {
            act(*found->second);
        }
    };
    connect(reply, &QNetworkReply::sslErrors, this,
            [=, this](const QList<QSslError>& errors) { with([&](Running& r) { checkCertificate(r, errors); }); });
    connect(reply, &QNetworkReply::encrypted, this, [=, this] { with([&](Running& r) { checkCertificate(r, {}); }); });
    connect(reply, &QNetworkReply::metaDataChanged, this, [=, this] {
        with([&](Running& r) {
            if (r.reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_maxAnswerBytes) {
                stopBecause(r, AttemptEnd::TooLarge);
            }
        });
    });
    connect(reply, &QNetworkReply::readyRead, this, [=, this] { with([&](Running& r) { read(r); }); });
    // Queued: whoever is answered may destroy this object, and a reply must not die inside its own signal.
    connect(
        reply, &QNetworkReply::finished, this, [this, id] { finish(id); }, Qt::QueuedConnection);
}

void HttpGatewayTransport::checkCertificate(Running& running, const QList<QSslError>& errors)
{
    if (m_pin.isEmpty()) {
        if (!errors.isEmpty()) {
            running.untrusted = isOnlyOutOfDate(errors) ? AttemptEnd::CertificateExpired : AttemptEnd::NotTrusted;
        }
        return;
    }
    const auto leaf = running.reply->sslConfiguration().peerCertificate();
    if (!leaf.isNull() && leaf.digest(QCryptographicHash::Sha256) == m_pin) {
        running.reply->ignoreSslErrors(errors);
        return;
    }
    running.untrusted = AttemptEnd::CertificateChanged;
    if (errors.isEmpty()) {
        // Qt lifted the errors by itself, since a connection before this one had the same. Second wall, still before a
        // byte of the request.
        stopBecause(running, AttemptEnd::CertificateChanged);
    }
}

void HttpGatewayTransport::read(Running& running)
{
    const auto room = m_maxAnswerBytes - running.body.size();
    if (running.stopped) {
        return;
    }
    if (running.reply->bytesAvailable() > room) {
        stopBecause(running, AttemptEnd::TooLarge);
        return;
    }
    running.body += running.reply->readAll();
}

void HttpGatewayTransport::stopBecause(Running& running, AttemptEnd why)
{
    if (!running.stopped) {
        running.stopped = why;
        running.body.clear();
        running.reply->abort();
    }
}

void HttpGatewayTransport::finish(quint64 id)
{
    const auto found = m_running.find(id);
    if (found == m_running.end()) {
        return;
    }
    auto& running = *found->second;
    if (running.reply) {
        if (!running.reply->isFinished()) {
            return; // The end of a call before a redirect.
        }
        read(running);
        if (follow(running)) {
            return;
        }
    }
    if (running.stopped == AttemptEnd::CertificateChanged) {
        m_network.clearConnectionCache(); // Not inside the check: Qt's thread waits there for its answer.
    }
    const auto now = m_clock.now();
    Attempt attempt;
    attempt.end = endOf(running);
    attempt.now = now;
    attempt.body = running.body;
    if (running.reply) {
        attempt.httpStatus = running.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        attempt.retryAfter = running.reply->rawHeader("Retry-After");
        attempt.detail = u"qt %1"_s.arg(static_cast<int>(running.reply->error()));
    }
    if (attempt.end == AttemptEnd::Answered) {
        m_clockReading.sawDate(running.reply->rawHeader("Date"), running.sent, now);
        const auto good = (attempt.httpStatus / 100 == 2 && !running.call.anyStatus) ||
                          (attempt.httpStatus == 304 && !running.call.ifNoneMatch.isEmpty());
        if (good) {
            deliver(id, ApiReply{attempt.httpStatus, attempt.body, running.sent, now});
            return;
        }
        if (running.call.anyStatus) {
            deliver(id, wholeReply(*running.reply, attempt, running.sent));
            return;
        }
    }
    deliver(id, Unexpected{readAttempt(attempt)});
}

bool HttpGatewayTransport::follow(Running& running)
{
    const auto target = running.reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (running.stopped || target.isEmpty() || running.call.verb != ApiCall::Verb::Get ||
        running.redirects == kMaxRedirects) {
        return false;
    }
    const auto url = running.reply->url().resolved(target);
    if (!sameOrigin(m_address, url)) {
        return false; // The token stays with the host it was made for.
    }
    ++running.redirects;
    launch(running, url);
    return true;
}

AttemptEnd HttpGatewayTransport::endOf(const Running& running) const
{
    if (running.stopped) {
        return *running.stopped;
    }
    if (running.untrusted) {
        return *running.untrusted;
    }
    const auto untouched = running.upload == nullptr || !running.upload->started();
    switch (const auto error = running.reply->error(); error) {
    case QNetworkReply::NoError:
        return AttemptEnd::Answered;
    case QNetworkReply::ConnectionRefusedError:
        return AttemptEnd::ConnectionRefused;
    case QNetworkReply::HostNotFoundError:
        return AttemptEnd::HostNotFound;
    case QNetworkReply::SslHandshakeFailedError:
        return AttemptEnd::TlsFailed;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return AttemptEnd::Closed;
    case QNetworkReply::TimeoutError:
        return AttemptEnd::TimedOut;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::UnknownNetworkError: // "Network unreachable" among others; the untouched body is the proof.
        return untouched ? AttemptEnd::Offline : AttemptEnd::Other;
    default:
        // Errors that only repeat the status line.
        return error >= QNetworkReply::ContentAccessDenied &&
                       running.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() >= 300
                   ? AttemptEnd::Answered
                   : AttemptEnd::Other;
    }
}

void HttpGatewayTransport::deliver(quint64 id, Result<ApiReply, TransportError> result)
{
    const auto found = m_running.find(id);
    const auto done = std::move(found->second->done);
    m_running.erase(found);
    done(std::move(result)); // May destroy this object.
}

void HttpGatewayTransport::cancelAll()
{
    const auto ended = std::move(m_running);
    m_running.clear();
}

} // namespace textbank
