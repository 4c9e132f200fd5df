#include "core/gateway/spoke/SpokeLine.h"

#include "core/base/Log.h"
#include "core/gateway/AttemptReading.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

QByteArray compact(const QJsonObject& json) { return QJsonDocument(json).toJson(QJsonDocument::Compact); }

Reply readReply(const QJsonObject& json, const Document& document)
{
    Reply reply;
    reply.value = json.value("data"_L1).toObject().value(QLatin1StringView(document.field));
    const auto errors = json.value("errors"_L1).toArray();
    for (const auto& each : errors) {
        const auto error = each.toObject();
        reply.errors.append(error.value("message"_L1).toString());
        const auto path = error.value("path"_L1).toArray();
        // Of a list, or of an assignment's contacts.
        const auto place = path.at(1) == "contacts"_L1 ? path.at(2) : path.at(1);
        if (place.isDouble()) {
            reply.brokenItems.insert(place.toInteger());
        }
    }
    return reply;
}

/// Turned down before anything was done: a document, or a variable's type, that is not of this server's Spoke.
TransportError otherVersion(const Document& document)
{
    return {Meaning::Failed, Fault::VersionMismatch, 400, std::nullopt, std::nullopt, QLatin1StringView(document.name)};
}

Result<Reply, TransportError> readAnswer(const ApiReply& reply, const Document& document, Instant now)
{
    const auto json = QJsonDocument::fromJson(reply.body).object();
    const auto hasErrors = json.value("errors"_L1).isArray();
    if (reply.status == 400) {
        // Without GraphQL's own words it is about a request that did not arrive whole.
        return Unexpected{hasErrors ? otherVersion(document) : badAnswer(400, QLatin1StringView(document.name))};
    }
    if (reply.status / 100 != 2) {
        Attempt attempt;
        attempt.end = AttemptEnd::Answered;
        attempt.httpStatus = reply.status;
        attempt.body = reply.body;
        attempt.retryAfter = reply.retryAfter;
        attempt.now = now;
        return Unexpected{readAttempt(attempt)};
    }
    if (!json.contains("data"_L1)) {
        return Unexpected{hasErrors ? otherVersion(document)
                                    : badAnswer(reply.status, QLatin1StringView(document.name) + u": not GraphQL"_s)};
    }
    return readReply(json, document);
}

} // namespace

Line::Line(QUrl address, QByteArray pin, const Clock& clock, Millis timeout, qint64 maxAnswerBytes)
    : m_clock(clock)
    , m_timeout(timeout)
    , m_transport(std::move(address), std::move(pin), clock, m_reading, maxAnswerBytes)
{
}

void Line::ask(const Document& document, const QJsonObject& variables, Done done)
{
    if (document.without == nullptr || m_older.contains(&document)) {
        run(document, document.without != nullptr ? document.without : document.text, variables, std::move(done));
        return;
    }
    run(document, document.text, variables,
        [this, &document, variables, done = std::move(done)](Result<Reply, TransportError> reply) {
            if (reply || reply.error().fault != Fault::VersionMismatch) {
                done(std::move(reply));
                return;
            }
            logInfo("spoke", u"%1: an older server"_s.arg(QLatin1StringView(document.name)));
            m_older.insert(&document);
            run(document, document.without, variables, done);
        });
}

void Line::run(const Document& document, const char* text, const QJsonObject& variables, Done done)
{
    ApiCall call;
    call.verb = ApiCall::Verb::Post;
    call.path = u"/graphql"_s;
    call.cookie = m_cookie;
    call.timeout = m_timeout;
    call.body = compact({{u"operationName"_s, QLatin1StringView(document.name)},
                         {u"query"_s, QLatin1StringView(text)},
                         {u"variables"_s, variables}});
    call.anyStatus = true;
    m_transport.start(call, [this, &document, done = std::move(done)](const Result<ApiReply, TransportError>& reply) {
        done(reply ? readAnswer(*reply, document, m_clock.now())
                   : Result<Reply, TransportError>(Unexpected{reply.error()}));
    });
}

void Line::read(const Document& document, const QJsonObject& variables, Done done)
{
    ask(document, variables, [this, done = std::move(done)](Result<Reply, TransportError> reply) {
        if (!reply || !reply->refused() || reply->errors.isEmpty()) {
            done(std::move(reply));
            return;
        }
        explain(reply->errors, [done](const TransportError& error) { done(Unexpected{error}); });
    });
}

void Line::explain(const QStringList& errors, std::function<void(TransportError)> told)
{
    ask(kCurrentUser, {}, [errors, told = std::move(told)](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            // Nothing was learnt: the question came to nothing, which is not a word about what was asked before.
            auto error = reply.error();
            error.meaning = error.meaning == Meaning::NeverLeft ? Meaning::NeverLeft : Meaning::RefusedForNow;
            told(error);
            return;
        }
        told(reply->refused() && reply->errors.isEmpty() ? notSignedIn() : refusedForNow(errors));
    });
}

void Line::logIn(const QJsonObject& form, ApiDone done)
{
    ApiCall call;
    call.verb = ApiCall::Verb::Post;
    call.path = u"/login-callback"_s;
    call.body = compact(form);
    call.timeout = m_timeout;
    call.anyStatus = true;
    m_transport.start(call, std::move(done));
}

void Line::cancelAll() { m_transport.cancelAll(); }

QString tokenFrom(const QList<QByteArray>& setCookies)
{
    QByteArray session;
    QByteArray signature;
    for (const auto& cookie : setCookies) {
        const auto pair = cookie.left(cookie.indexOf(';') < 0 ? cookie.size() : cookie.indexOf(';')).trimmed();
        if (pair.startsWith("session=")) {
            session = pair;
        } else if (pair.startsWith("session.sig=")) {
            signature = pair;
        }
    }
    const auto isSafe = [](const QByteArray& pair) {
        return std::all_of(pair.cbegin(), pair.cend(), [](char c) { return c > 0x20 && c < 0x7F && c != ','; });
    };
    if (session.isEmpty() || signature.isEmpty() || !isSafe(session) || !isSafe(signature)) {
        return {};
    }
    return QString::fromLatin1(session + "; " + signature);
}

TransportError notSignedIn()
{
    Problem problem;
    problem.type = ProblemType::Unauthenticated;
    return {Meaning::NotSignedIn, Fault::Problem, 401, problem, std::nullopt, {}};
}

TransportError refusedForNow(const QStringList& errors)
{
    Problem problem;
    problem.title = errors.value(0);
    return {Meaning::RefusedForNow, Fault::Problem, 200, problem, std::nullopt, {}};
}

} // namespace textbank::spoke
