#pragma once

#include "tests/support/HttpReader.h"
#include "tests/support/spoke/SpokeStubSignIn.h"
#include "tests/support/spoke/SpokeStubState.h"

#include <QJsonObject>
#include <QPointer>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace textbank {

enum class SpokeFault {
    CloseBefore, ///< Read and closed, not handled.
    LoseAnswer,  ///< Handled, then closed without an answer.
    Truncate,    ///< Handled; half of the body, then closed.
    Hang,        ///< Never handled, never answered; the connection stays open.
    HangAfter,   ///< Handled, never answered.
    Late,        ///< Handled only after `after` further requests or at land(), and answered if somebody still listens.
    LateClosed,  ///< As Late, but the connection is closed at once.
    ServerError, ///< 500, not handled.
    Unavailable, ///< 503 with Retry-After, not handled.
    ProxyBefore, ///< A proxy's 502 in HTML, not handled.
    ProxyAfter,  ///< The same, handled.
    Page,        ///< 200 with an HTML page, as of a hotel's network; not handled.
    Crash,       ///< Not handled; 200 with the error that stands for every error, `data` with null.
    CrashAfter,  ///< The same, handled.
};

/// A Spoke server as seen from outside, over HTTP on loopback: as good and as bad as the real one. Lives on the
/// thread that made it.
class SpokeStub final : public QTcpServer
{
    Q_OBJECT
public:
    explicit SpokeStub(SpokeStubState::Now now, QObject* parent = nullptr);
    QUrl url() const;

    SpokeStubState state;
    bool gzip = false; ///< Compresses answers for who accepts it, as a proxy in front does.
    Millis latency{0}; ///< Before each request is handled. What was not stored when it arrived is no repeat to it.

    // --- faults. An operation is a top-level field ("sendMessage"), a whole operationName ("assignment_contacts"),
    //     "login-callback", "logout-callback", or empty: any request.
    static constexpr int kUntilMended = -1;
    void fail(const QString& operation, SpokeFault fault, int times = 1, int after = 1);
    /// Takes back every fault that has not happened; what is held stays held.
    void mend() { m_plans.clear(); }
    /// Handles what Late faults hold, in order; returns how many there were.
    int land();
    int held() const { return static_cast<int>(m_held.size()); }
    /// Connections are refused, open ones closed; and back, on the same port.
    void goDown();
    void comeUp();
    /// Closes connections as the 5 s of keep-alive do.
    void closeIdle();
    /// Every cookie given so far means nobody any more; who signs in again is somebody.
    void forgetSessions() { m_signIn.forgetAll(); }
    /// The Cookie header of a session of this user.
    QByteArray cookieOf(int user) const { return m_signIn.cookieOf(user); }

    // --- what was seen
    struct Seen
    {
        QString operation;     ///< The top-level field, or the path's last part.
        QString operationName; ///< As named in the request.
        QJsonObject variables{};
        QByteArray method{};
        QByteArray target{};
        QMap<QByteArray, QByteArray> headers{};
        int user = 0;   ///< 0: signed out.
        int status = 0; ///< Of the answer; 0: none so far.
    };
    const QList<Seen>& seen() const { return m_seen; }
    /// Requests of an operation (as in fail()) that arrived, whatever became of them.
    int requests(const QString& operation = {}) const;
    void forgetSeen();
    int connections() const { return m_connections; }
    qint64 bytesIn() const { return m_bytesIn; }
    qint64 bytesOut() const { return m_bytesOut; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    struct Plan
    {
        QString operation;
        SpokeFault fault;
        int times;
        int after;
    };
    /// A request on its way to being handled.
    struct Work
    {
        QPointer<QTcpSocket> socket;
        WebRequest request;
        int seen = 0;
        int arrived = 0; ///< The last message that was stored then.
        int after = 0;
    };
    void take(QTcpSocket* socket, const WebRequest& request);
    void carryOut(const Work& work);
    void carryOutWith(const Work& work, SpokeFault fault, int after);
    void landDue();
    WebAnswer handle(const Work& work);
    WebAnswer answerTo(const Work& work);
    WebAnswer webClient() const;
    void reply(const Work& work, const WebAnswer& answer);
    QByteArray bytesOf(const WebRequest& request, const WebAnswer& answer) const;
    std::optional<Plan> planFor(const Seen& seen);
    Seen seenOf(const WebRequest& request) const;

    SpokeStubSignIn m_signIn;
    QList<Plan> m_plans;
    QList<Work> m_held;
    QList<Seen> m_seen;
    QList<QPointer<QTcpSocket>> m_sockets;
    quint16 m_port = 0;
    int m_connections = 0;
    int m_forgotten = 0;
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
};

} // namespace textbank
