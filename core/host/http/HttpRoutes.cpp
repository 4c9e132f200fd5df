#include "core/host/http/HttpRoutes.h"

#include "core/base/Log.h"
#include "core/gateway/Wire.h"
#include "core/gateway/WireReader.h"
#include "core/host/HostRecord.h"
#include "core/host/http/HttpProblems.h"
#include "core/host/http/RoomCommands.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QStringConverter>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

HttpAnswer jsonAnswer(const QJsonObject& json) { return {200, "application/json"_ba, wire::compact(json), {}, {}}; }
HttpAnswer emptyAnswer(int status) { return {status, {}, {}, {}, {}}; }

HttpAnswer notFound()
{
    Problem problem;
    problem.type = ProblemType::NotFound;
    problem.title = u"Not Found"_s;
    return problemAnswer(problem);
}

template<class T>
HttpAnswer answerOf(const HostResult<T>& result)
{
    return result ? jsonAnswer(wire::write(*result)) : problemAnswer(result.error());
}

HttpAnswer answerOf(const HostResult<void>& result)
{
    return result ? emptyAnswer(204) : problemAnswer(result.error());
}

template<class T>
Result<T> readBody(const HttpRequest& request, Result<T> (*read)(const QJsonObject&))
{
    const auto parsed = wire::parseObject(request.body);
    if (!parsed) {
        return Unexpected{parsed.error()};
    }
    return read(*parsed);
}

bool isJson(const QByteArray& contentType)
{
    const auto parts = contentType.toLower().split(';');
    if (parts.front().trimmed() != "application/json") {
        return false;
    }
    return std::all_of(parts.cbegin() + 1, parts.cend(), [](const QByteArray& part) {
        const auto parameter = part.trimmed();
        return !parameter.startsWith("charset=") || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
    });
}

/// The decoded text of what stands for {id}, or nothing when `path` is not of this route.
std::optional<QString> match(const QByteArray& path, const QByteArray& pattern)
{
    const auto brace = pattern.indexOf('{');
    if (brace < 0) {
        return path == pattern ? std::optional(QString()) : std::nullopt;
    }
    if (!path.startsWith(pattern.left(brace))) {
        return std::nullopt;
    }
    const auto segment = path.mid(brace);
    if (segment.isEmpty() || segment.size() > 3 * wire::kMaxId || segment.contains('/')) {
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString id = decoder(QByteArray::fromPercentEncoding(segment));
    return decoder.hasError() || id.isEmpty() ? std::nullopt : std::optional(id);
}

/// The version as an entity tag: what a tag cannot hold (quotes, spaces, control characters) is percent-encoded.
QByteArray entityTag(const QString& version)
{
    return '"' + version.toUtf8().toPercentEncoding("!#$&'()*+,/:;=?@[]") + '"';
}

bool matchesTag(const QByteArray& ifNoneMatch, const QByteArray& tag)
{
    // Tags are quoted and hold no quotes, so one tag can't be found inside another. Weak ones compare equal (RFC 9110).
    return ifNoneMatch.trimmed() == "*" || ifNoneMatch.contains(tag);
}

} // namespace

const QList<HttpRoutes::Route>& HttpRoutes::routes()
{
    using R = HttpRoutes;
    static const QList<Route> table{
        {"GET", "/.well-known/textbank-gateway", Access::Open, Body::None, &R::discover},
        {"POST", "/api/v1/join", Access::Open, Body::Json, &R::join},
        {"DELETE", "/api/v1/session", Access::Anybody, Body::None, &R::signOut},
        {"GET", "/api/v1/me", Access::Anybody, Body::None, &R::me},
        {"GET", "/api/v1/campaigns/{id}", Access::Anybody, Body::None, &R::campaign},
        {"POST", "/api/v1/leases", Access::Anybody, Body::Json, &R::lease},
        {"PUT", "/api/v1/leases/{id}", Access::Anybody, Body::None, &R::renewLease},
        {"DELETE", "/api/v1/leases/{id}", Access::Anybody, Body::None, &R::returnLease},
        {"POST", "/api/v1/commands", Access::Anybody, Body::Json, &R::push},
        {"GET", "/api/v1/commands/{id}", Access::Anybody, Body::None, &R::outcome},
        {"GET", "/api/v1/changes", Access::Anybody, Body::None, &R::changes},
        {"GET", "/api/v1/room", Access::Staff, Body::None, &R::room},
        {"POST", "/api/v1/room/commands", Access::Staff, Body::Json, &R::commandRoom},
        {"GET", "/api/v1/exports/{what}", Access::Staff, Body::None, &R::exportRecords},
    };
    return table;
}

QList<HttpRoutes::Documented> HttpRoutes::documented()
{
    QList<Documented> all;
    for (const auto& route : routes()) {
        all.append(Documented{route.method, route.path});
    }
    return all;
}

HttpRoutes::HttpRoutes(Host& host, Seconds maxWait, const RateLimits& limits)
    : m_host(host)
    , m_maxWait(maxWait)
    , m_polls(host, this)
    , m_bySession(limits.session)
    , m_byRemote(limits.remote)
    , m_byStranger(limits.stranger)
{
    m_since.start();
}

std::optional<HttpAnswer> HttpRoutes::tooOften(RateLimiter& limiter, const QString& key) const
{
    const auto wait = limiter.take(key, Millis{m_since.elapsed()});
    if (!wait) {
        return std::nullopt;
    }
    Problem problem;
    problem.type = ProblemType::RateLimited;
    problem.title = u"Too many requests"_s;
    problem.retryAfter = *wait;
    return problemAnswer(problem);
}

void HttpRoutes::answer(const HttpRequest& request, const HttpReply& reply)
{
    if (auto answer = handle(request, reply)) {
        reply(done(std::move(*answer)));
    }
}

HttpAnswer HttpRoutes::done(HttpAnswer answer) const
{
    answer.clock = m_host.now();
    return answer;
}

std::optional<HttpAnswer> HttpRoutes::handle(const HttpRequest& request, const HttpReply& reply)
{
    if (auto refusal = tooOften(m_byRemote, request.remote)) {
        return refusal;
    }
    const auto mark = request.target.indexOf('?');
    const auto path = mark < 0 ? request.target : request.target.left(mark);
    const auto method = request.method == "HEAD" ? "GET"_ba : request.method;
    QByteArrayList allowed;
    for (const auto& route : routes()) {
        const auto id = match(path, route.path);
        if (!id) {
            continue;
        }
        if (method != route.method) {
            allowed.append(route.method);
            continue;
        }
        Call call{request, reply, *id, {}, {}};
        if (mark >= 0) {
            call.query = QUrlQuery(QString::fromUtf8(request.target.mid(mark + 1)));
        }
        auto answer = run(route, call);
        if (answer && answer->status >= 500) {
            // The template, never the path: an id in it may be a person's.
            logWarning(
                "http",
                u"%1 %2 answered %3"_s.arg(QLatin1String(route.method), QLatin1String(route.path)).arg(answer->status));
        }
        return answer;
    }
    if (allowed.isEmpty()) {
        return notFound();
    }
    if (allowed.contains("GET"_ba)) {
        allowed.append("HEAD"_ba);
    }
    auto answer = statusAnswer(405);
    answer.headers.append({"Allow"_ba, allowed.join(", "_ba)});
    return answer;
}

std::optional<HttpAnswer> HttpRoutes::run(const Route& route, Call& call)
{
    if (route.access == Access::Open) {
        if (auto refusal = tooOften(m_byStranger, call.request.remote)) {
            return refusal;
        }
    } else {
        const auto caller = m_host.authenticate(QString::fromLatin1(call.request.token));
        if (!caller) {
            auto refusal = tooOften(m_byStranger, call.request.remote);
            return refusal ? refusal : problemAnswer(caller.error());
        }
        if (auto refusal = tooOften(m_bySession, caller->session)) {
            return refusal;
        }
        call.caller = *caller;
    }
    if (route.access == Access::Staff && call.caller.role != Role::Staff) {
        Problem problem;
        problem.type = ProblemType::Forbidden;
        problem.title = u"For staff only"_s;
        return problemAnswer(problem);
    }
    if (route.body == Body::Json && !isJson(call.request.contentType)) {
        return statusAnswer(415);
    }
    return (this->*route.handler)(call);
}

std::optional<HttpAnswer> HttpRoutes::discover(const Call&) { return jsonAnswer(wire::write(m_host.info())); }

std::optional<HttpAnswer> HttpRoutes::join(const Call& call)
{
    const auto request = readBody(call.request, &wire::readJoinRequest);
    return request ? answerOf(m_host.join(*request, call.request.remote)) : malformedAnswer(request.error());
}

std::optional<HttpAnswer> HttpRoutes::signOut(const Call& call) { return answerOf(m_host.signOut(call.caller)); }

std::optional<HttpAnswer> HttpRoutes::me(const Call& call) { return answerOf(m_host.me(call.caller)); }

std::optional<HttpAnswer> HttpRoutes::campaign(const Call& call)
{
    const auto campaign = m_host.campaign(call.caller, CampaignId{call.id});
    if (!campaign) {
        return problemAnswer(campaign.error());
    }
    const auto tag = entityTag(campaign->version);
    auto answer = matchesTag(call.request.ifNoneMatch, tag) ? emptyAnswer(304) : jsonAnswer(wire::write(*campaign));
    answer.headers.append({"ETag"_ba, tag});
    return answer;
}

std::optional<HttpAnswer> HttpRoutes::lease(const Call& call)
{
    const auto request = readBody(call.request, &wire::readLeaseRequest);
    return request ? answerOf(m_host.lease(call.caller, *request)) : malformedAnswer(request.error());
}

std::optional<HttpAnswer> HttpRoutes::renewLease(const Call& call)
{
    return answerOf(m_host.renewLease(call.caller, LeaseId{call.id}));
}

std::optional<HttpAnswer> HttpRoutes::returnLease(const Call& call)
{
    return answerOf(m_host.returnLease(call.caller, LeaseId{call.id}));
}

std::optional<HttpAnswer> HttpRoutes::push(const Call& call)
{
    const auto commands = readBody(call.request, &wire::readCommands);
    if (!commands) {
        return malformedAnswer(commands.error());
    }
    const auto outcomes = m_host.push(call.caller, *commands);
    return outcomes ? jsonAnswer(wire::writeOutcomes(*outcomes)) : problemAnswer(outcomes.error());
}

std::optional<HttpAnswer> HttpRoutes::outcome(const Call& call)
{
    const auto voidText = call.query.queryItemValue(u"void"_s, QUrl::FullyDecoded);
    bool isNumber = true;
    const auto voided = voidText.isEmpty() ? 0 : voidText.toInt(&isNumber);
    if (!isNumber || voided < 0 || voided > wire::kMaxAttempt) {
        return malformedAnswer({ErrorCode::Malformed, u"void: must be the number of an attempt"_s});
    }
    const auto outcome = m_host.outcomeOf(call.caller, CommandId{call.id}, voided);
    if (!outcome) {
        return problemAnswer(outcome.error());
    }
    return *outcome ? jsonAnswer(wire::write(**outcome)) : notFound();
}

std::optional<HttpAnswer> HttpRoutes::changes(const Call& call)
{
    const auto after = call.query.queryItemValue(u"after"_s, QUrl::FullyDecoded);
    const auto waitText = call.query.queryItemValue(u"wait"_s, QUrl::FullyDecoded);
    bool isNumber = true;
    const auto wait = waitText.isEmpty() ? 0U : waitText.toUInt(&isNumber);
    if (!isNumber || after.size() > wire::kMaxToken) {
        return malformedAnswer(
            {ErrorCode::Malformed, isNumber ? u"after: too long"_s : u"wait: must be whole seconds"_s});
    }
    const auto page = m_host.changes(call.caller, after);
    const auto limit = std::min(Seconds{wait}, m_maxWait);
    if (!page || !page->changes.isEmpty() || limit.count() == 0 || call.request.method == "HEAD") {
        return answerOf(page);
    }
    // The cursor may have moved although nothing in between was for this caller.
    const auto from = page->cursor.isEmpty() ? after : page->cursor;
    m_polls.hold(call.request.id, call.caller, from, limit,
                 [this, reply = call.reply](HttpAnswer answer) { reply(done(std::move(answer))); });
    return std::nullopt;
}

std::optional<HttpAnswer> HttpRoutes::room(const Call& call)
{
    const auto room = m_host.room(call.caller);
    return room ? jsonAnswer(*room) : problemAnswer(room.error());
}

std::optional<HttpAnswer> HttpRoutes::commandRoom(const Call& call)
{
    return RoomCommands(m_host, call.caller).answer(call.request.body);
}

std::optional<HttpAnswer> HttpRoutes::exportRecords(const Call& call)
{
    if (!HostRecord::exports().contains(call.id)) {
        return notFound();
    }
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const auto format = call.query.queryItemValue(u"format"_s, QUrl::FullyDecoded);
    const auto asLines = format == "jsonl"_L1;
    if (!asLines && !format.isEmpty() && format != "csv"_L1) {
        return malformedAnswer({ErrorCode::Malformed, u"format: must be csv or jsonl"_s});
    }
    const auto count = m_host.exportFor(call.caller, asLines ? call.id + u".jsonl"_s : call.id, out);
    if (!count) {
        return problemAnswer(count.error());
    }
    const auto type = asLines ? "application/jsonl"_ba : "text/csv; charset=utf-8"_ba;
    HttpAnswer answer{200, type, out.data(), {}, {}};
    const auto digest = QCryptographicHash::hash(answer.body, QCryptographicHash::Sha256);
    answer.headers.append({"Repr-Digest"_ba, "sha-256=:" + digest.toBase64() + ':'});
    answer.headers.append({"Textbank-Count"_ba, QByteArray::number(*count)});
    answer.headers.append({"Content-Disposition"_ba,
                           "attachment; filename=\"" + call.id.toLatin1() + (asLines ? ".jsonl\""_ba : ".csv\""_ba)});
    return answer;
}

} // namespace textbank
