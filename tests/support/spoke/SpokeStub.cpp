#include "tests/support/spoke/SpokeStub.h"

#include "tests/support/spoke/SpokeStubAnswers.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>
#include <array>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

WebAnswer page(int status, const QByteArray& words)
{
    return {
        status, "<!DOCTYPE html>\n<html><body><h1>" + words + "</h1></body></html>\n", "text/html; charset=utf-8", {}};
}

quint32 crcOf(const QByteArray& bytes)
{
    auto crc = 0xffffffffU;
    for (const auto byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
        }
    }
    return ~crc;
}

QByteArray littleEndian(quint32 number)
{
    QByteArray bytes;
    for (int i = 0; i < 4; ++i) {
        bytes += static_cast<char>(number >> (8U * static_cast<unsigned>(i)) & 0xffU);
    }
    return bytes;
}

QByteArray gzipped(const QByteArray& plain)
{
    const auto zlib = qCompress(plain).mid(4); // without Qt's length
    return QByteArray::fromHex("1f8b0800000000000003") + zlib.mid(2, zlib.size() - 6) + littleEndian(crcOf(plain)) +
           littleEndian(static_cast<quint32>(plain.size()));
}

/// The answer when all that is known is that something went wrong.
WebAnswer crash(const QString& field)
{
    const QJsonObject error{{u"message"_s, u"Internal server error"_s}};
    const QJsonObject answer{{u"errors"_s, QJsonArray{error}}, {u"data"_s, QJsonObject{{field, QJsonValue::Null}}}};
    return {200, QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n'};
}

bool isOf(const QString& wanted, const SpokeStub::Seen& seen)
{
    return wanted.isEmpty() || wanted == seen.operation || wanted == seen.operationName;
}

} // namespace

SpokeStub::SpokeStub(SpokeStubState::Now now, QObject* parent)
    : QTcpServer(parent)
    , state(std::move(now))
    , m_signIn(state)
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port on loopback");
    }
    m_port = serverPort();
}

QUrl SpokeStub::url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)); }

void SpokeStub::fail(const QString& operation, SpokeFault fault, int times, int after)
{
    m_plans.append({operation, fault, times, after});
}

int SpokeStub::land()
{
    const auto due = std::exchange(m_held, {});
    for (const auto& work : due) {
        reply(work, handle(work));
    }
    return static_cast<int>(due.size());
}

void SpokeStub::landDue()
{
    QList<Work> due;
    for (auto& work : m_held) {
        if (--work.after <= 0) {
            due.append(work);
        }
    }
    m_held.removeIf([](const Work& work) { return work.after <= 0; });
    for (const auto& work : std::as_const(due)) {
        reply(work, handle(work));
    }
}

void SpokeStub::goDown()
{
    close();
    for (const auto& socket : std::exchange(m_sockets, {})) {
        if (socket) {
            socket->abort();
        }
    }
}

void SpokeStub::comeUp()
{
    if (!listen(QHostAddress::LocalHost, m_port)) {
        qFatal("the stub's port is taken");
    }
}

void SpokeStub::closeIdle()
{
    for (const auto& socket : std::as_const(m_sockets)) {
        if (socket) {
            socket->disconnectFromHost();
        }
    }
}

int SpokeStub::requests(const QString& operation) const
{
    return static_cast<int>(
        std::count_if(m_seen.begin(), m_seen.end(), [&](const Seen& seen) { return isOf(operation, seen); }));
}

void SpokeStub::forgetSeen()
{
    m_forgotten += static_cast<int>(m_seen.size());
    m_seen.clear();
}

void SpokeStub::incomingConnection(qintptr handle)
{
    auto* socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(handle)) {
        delete socket;
        return;
    }
    ++m_connections;
    m_sockets.removeIf([](const QPointer<QTcpSocket>& old) { return old.isNull(); });
    m_sockets.append(socket);
    auto reader = std::make_shared<HttpReader>(); // shared with the socket's slot, which lives as long as the socket
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, reader] {
        const auto bytes = socket->readAll();
        m_bytesIn += bytes.size();
        reader->feed(bytes);
        while (const auto request = reader->next()) {
            take(socket, *request);
        }
    });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

SpokeStub::Seen SpokeStub::seenOf(const WebRequest& request) const
{
    Seen seen;
    seen.method = request.method;
    seen.target = request.target;
    seen.headers = request.headers;
    seen.user = m_signIn.userOf(request);
    seen.operation = QString::fromLatin1(request.path()).section(u'/', -1);
    if (request.method == "POST" && request.path() == "/graphql") {
        const auto body = QJsonDocument::fromJson(request.body).object();
        seen.operationName = body.value(u"operationName"_s).toString();
        seen.variables = body.value(u"variables"_s).toObject();
        const auto document = GraphDocument::parse(body.value(u"query"_s).toString());
        const auto* operation = document.error.isEmpty() ? document.operation(seen.operationName) : nullptr;
        if (operation != nullptr) {
            seen.operation = operation->fields.front().name;
        }
    }
    return seen;
}

void SpokeStub::take(QTcpSocket* socket, const WebRequest& request)
{
    m_seen.append(seenOf(request));
    const Work work{socket, request, m_forgotten + static_cast<int>(m_seen.size()) - 1, state.lastMessage(), 0};
    if (latency.count() == 0) {
        carryOut(work);
    } else {
        QTimer::singleShot(latency, this, [this, work] { carryOut(work); });
    }
}

std::optional<SpokeStub::Plan> SpokeStub::planFor(const Seen& seen)
{
    for (auto& plan : m_plans) {
        if (isOf(plan.operation, seen)) {
            const auto found = plan;
            if (plan.times != kUntilMended && --plan.times == 0) {
                m_plans.removeAt(&plan - m_plans.constData());
            }
            return found;
        }
    }
    return std::nullopt;
}

void SpokeStub::carryOut(const Work& work)
{
    const auto held = m_held.size();
    if (const auto plan = planFor(seenOf(work.request))) {
        carryOutWith(work, plan->fault, plan->after);
    } else {
        reply(work, handle(work));
    }
    if (held > 0 && m_held.size() == held) {
        landDue();
    }
}

void SpokeStub::carryOutWith(const Work& work, SpokeFault fault, int after)
{
    const auto hangUp = [&work] {
        if (work.socket) {
            work.socket->disconnectFromHost();
        }
    };
    switch (fault) {
    case SpokeFault::CloseBefore:
        hangUp();
        break;
    case SpokeFault::LoseAnswer:
        handle(work);
        hangUp();
        break;
    case SpokeFault::Truncate: {
        const auto answer = handle(work);
        if (work.socket) {
            work.socket->write(bytesOf(work.request, answer).chopped(std::max<qsizetype>(1, answer.body.size() / 2)));
        }
        hangUp();
        break;
    }
    case SpokeFault::Hang:
        break;
    case SpokeFault::HangAfter:
        handle(work);
        break;
    case SpokeFault::LateClosed:
        hangUp();
        [[fallthrough]];
    case SpokeFault::Late:
        m_held.append(work);
        m_held.last().after = after;
        break;
    case SpokeFault::ServerError:
        reply(work, page(500, "Internal Server Error"));
        break;
    case SpokeFault::Unavailable: {
        auto answer = page(503, "Service Unavailable");
        answer.headers.emplaceBack("Retry-After", "30");
        reply(work, answer);
        break;
    }
    case SpokeFault::ProxyAfter:
        handle(work);
        [[fallthrough]];
    case SpokeFault::ProxyBefore:
        reply(work, page(502, "Bad Gateway"));
        break;
    case SpokeFault::Page:
        reply(work, page(200, "Welcome to our network"));
        break;
    case SpokeFault::CrashAfter:
        handle(work);
        [[fallthrough]];
    case SpokeFault::Crash:
        reply(work, crash(seenOf(work.request).operation));
        break;
    }
}

WebAnswer SpokeStub::handle(const Work& work)
{
    static const QRegularExpression links(
        u"^/(app\\b|invite/|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/(join|replies))"_s);
    const auto& request = work.request;
    const auto path = request.path();
    if (path == "/login-callback" && request.method == "POST") {
        return m_signIn.callback(request);
    }
    if (path == "/logout-callback") {
        return m_signIn.logOut();
    }
    if (path == "/graphql") {
        const auto answer = answerTo(work);
        state.autorespond();
        return answer;
    }
    if (links.match(QString::fromLatin1(path)).hasMatch() && m_signIn.userOf(request) == 0) {
        return {302,
                "Found. Redirecting to /login?nextUrl=" + path,
                "text/plain; charset=utf-8",
                {{"Location", "/login?nextUrl=" + path}}};
    }
    return webClient();
}

/// What every other path gets: the page of the web client, which also says how the server is set up.
WebAnswer SpokeStub::webClient() const
{
    const auto strategy = state.switches.signIn == SpokeSwitches::SignIn::Local ? "local" : "auth0";
    const auto truth = [](bool value) { return QByteArray(value ? "true" : "false"); };
    const auto script = "window.PASSPORT_STRATEGY=\"" + QByteArray(strategy) +
                        "\"\n      window.TERMS_REQUIRE=" + truth(state.switches.termsRequired) +
                        "\n      window.MAX_MESSAGE_LENGTH=" + QByteArray::number(state.switches.longestMessage) +
                        "\n      window.TZ=\"" + state.switches.timezone.toUtf8() +
                        "\"\n      window.DST_REFERENCE_TIMEZONE=\"US/Eastern\"\n";
    return {200,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Spoke</title></head>\n<body><script>\n      " + script +
                "    </script></body></html>\n",
            "text/html; charset=utf-8",
            {}};
}

WebAnswer SpokeStub::answerTo(const Work& work)
{
    const auto& request = work.request;
    const auto user = m_signIn.userOf(request);
    SpokeStubAnswers answers(state, user, work.arrived);
    WebAnswer answer;
    if (request.method == "POST") {
        const auto isJson = request.headers.value("content-type").startsWith("application/json");
        answer = answers.answer(isJson ? request.body : QByteArray());
    } else if (request.headers.contains("apollo-require-preflight")) {
        const QUrlQuery query(QUrl::fromEncoded(request.target));
        const auto variables = query.queryItemValue(u"variables"_s, QUrl::FullyDecoded).toUtf8();
        answer = answers.answer(query.queryItemValue(u"query"_s, QUrl::FullyDecoded),
                                query.queryItemValue(u"operationName"_s, QUrl::FullyDecoded),
                                QJsonDocument::fromJson(variables).object());
    } else {
        answer = answers.answer(QByteArray());
    }
    answer.headers.emplaceBack("Access-Control-Allow-Origin", "*");
    answer.headers.emplaceBack("cache-control", "no-store");
    if (user == 0 && request.headers.value("cookie").contains("session.sig=")) {
        answer.headers.emplaceBack("Set-Cookie",
                                   "session.sig=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; httponly");
    }
    return answer;
}

QByteArray SpokeStub::bytesOf(const WebRequest& request, const WebAnswer& answer) const
{
    static const QMap<int, QByteArray> reasons{{200, "OK"},          {302, "Found"},
                                               {400, "Bad Request"}, {401, "Unauthorized"},
                                               {404, "Not Found"},   {500, "Internal Server Error"},
                                               {502, "Bad Gateway"}, {503, "Service Unavailable"}};
    const auto packed = gzip && request.headers.value("accept-encoding").contains("gzip");
    const auto body = packed ? gzipped(answer.body) : answer.body;
    const auto now = QDateTime::fromMSecsSinceEpoch(toMs(state.now()), Qt::UTC);
    auto head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasons.value(answer.status) +
                "\r\nContent-Type: " + answer.type + "\r\nContent-Length: " + QByteArray::number(body.size()) +
                "\r\nDate: " + QLocale::c().toString(now, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1() +
                "\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n";
    if (packed) {
        head += "Content-Encoding: gzip\r\n";
    }
    for (const auto& [name, value] : answer.headers) {
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n" + body;
}

void SpokeStub::reply(const Work& work, const WebAnswer& answer)
{
    if (const auto seen = work.seen - m_forgotten; seen >= 0) {
        m_seen[seen].status = answer.status;
    }
    if (work.socket && work.socket->state() == QAbstractSocket::ConnectedState) {
        const auto bytes = bytesOf(work.request, answer);
        work.socket->write(bytes);
        m_bytesOut += bytes.size();
    }
}

} // namespace textbank
