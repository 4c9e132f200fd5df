#pragma once

#include "core/host/Host.h"
#include "core/host/http/ChangePolls.h"
#include "core/host/http/HttpMessages.h"
#include "core/host/http/RateLimits.h"

#include <QObject>
#include <QUrlQuery>

namespace textbank {

/// The contract's resources: one request in, one answer out, by asking the Host. Lives on the Host's thread and knows
/// nothing of sockets.
class HttpRoutes : public QObject
{
    Q_OBJECT
public:
    HttpRoutes(Host& host, Seconds maxWait, const RateLimits& limits);

    /// `reply` runs once: at once, or later for a poll that is held open.
    void answer(const HttpRequest& request, const HttpReply& reply);
    /// Nobody waits for this request any more.
    void forget(quint64 request) { m_polls.forget(request); }

    struct Documented
    {
        QByteArray method;
        QByteArray path; ///< "/api/v1/leases/{id}"
    };
    /// Every route there is, to hold against the published document.
    static QList<Documented> documented();

private:
    /// One request after its route and caller are known.
    struct Call
    {
        const HttpRequest& request;
        const HttpReply& reply;
        QString id; ///< What stands for {id}.
        QUrlQuery query;
        Caller caller;
    };
    using Handler = std::optional<HttpAnswer> (HttpRoutes::*)(const Call&);
    enum class Access { Open, Anybody, Staff };
    enum class Body { None, Json };
    struct Route
    {
        const char* method;
        const char* path;
        Access access;
        Body body;
        Handler handler;
    };
    static const QList<Route>& routes();

    std::optional<HttpAnswer> handle(const HttpRequest& request, const HttpReply& reply);
    std::optional<HttpAnswer> run(const Route& route, Call& call);
    HttpAnswer done(HttpAnswer answer) const;
    /// The refusal when this key has asked too often.
    std::optional<HttpAnswer> tooOften(RateLimiter& limiter, const QString& key) const;

    std::optional<HttpAnswer> discover(const Call& call);
    std::optional<HttpAnswer> join(const Call& call);
    std::optional<HttpAnswer> signOut(const Call& call);
    std::optional<HttpAnswer> me(const Call& call);
    std::optional<HttpAnswer> campaign(const Call& call);
    std::optional<HttpAnswer> lease(const Call& call);
    std::optional<HttpAnswer> renewLease(const Call& call);
    std::optional<HttpAnswer> returnLease(const Call& call);
    std::optional<HttpAnswer> push(const Call& call);
    std::optional<HttpAnswer> outcome(const Call& call);
    std::optional<HttpAnswer> changes(const Call& call);
    std::optional<HttpAnswer> room(const Call& call);
    std::optional<HttpAnswer> commandRoom(const Call& call);
    std::optional<HttpAnswer> exportRecords(const Call& call);

    Host& m_host;
    Seconds m_maxWait;
    ChangePolls m_polls;
    QElapsedTimer m_since;
    RateLimiter m_bySession;
    RateLimiter m_byRemote;
    RateLimiter m_byStranger;
};

} // namespace textbank
