#pragma once

#include "core/gateway/ApiCall.h"
#include "core/gateway/HttpGatewayClock.h"
#include "core/gateway/HttpGatewayTransport.h"
#include "core/gateway/spoke/SpokeDocuments.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QStringList>
#include <functional>

namespace textbank::spoke {

/// What a server answered to one operation. It answers 200 to nearly everything: `value` is null where it refused.
struct Reply
{
    QJsonValue value;
    QStringList errors;          ///< Its words; "Internal server error" for all of them on most servers.
    QSet<qsizetype> brokenItems; ///< Places of a list that an error is about: what stands there says nothing.
    bool refused() const { return value.isNull() || value.isUndefined(); }
};
using Done = std::function<void(Result<Reply, TransportError>)>;

/// One log-in to one Spoke server: how its calls travel, and what their failures mean.
class Line
{
public:
    Line(QUrl address, QByteArray pin, const Clock& clock, Millis timeout, qint64 maxAnswerBytes);

    /// "session=...; session.sig=...", as signIn() gives it.
    void setToken(const QString& token) { m_cookie = token.toLatin1(); }
    bool hasToken() const { return !m_cookie.isEmpty(); }

    /// Runs one operation. An answer with `errors` and no value is an answer; a body that is none of GraphQL's is
    /// Fault::BadAnswer, a document that the server does not know Fault::VersionMismatch.
    void ask(const Document& document, const QJsonObject& variables, Done done);
    /// As ask(), for questions that change nothing: a refusal is an error as well, told apart by asking who is signed
    /// in (NotSignedIn, else RefusedForNow).
    void read(const Document& document, const QJsonObject& variables, Done done);
    /// What a refusal means beyond its words: signed out, or not.
    void explain(const QStringList& errors, std::function<void(TransportError)> told);
    /// POST /login-callback; the reply of whatever status.
    void logIn(const QJsonObject& form, ApiDone done);

    void cancelAll();
    std::optional<Millis> clockOffset() const { return m_reading.offset(); }
    /// The server's time, as well as it is known.
    Instant serverNow() const { return m_clock.now() + m_reading.offset().value_or(Millis{}); }
    const Clock& clock() const { return m_clock; }

private:
    void run(const Document& document, const char* text, const QJsonObject& variables, Done done);

    const Clock& m_clock;
    Millis m_timeout;
    HttpGatewayClock m_reading;
    HttpGatewayTransport m_transport;
    QByteArray m_cookie;
    QSet<const Document*> m_older; ///< Those that this server knows only without what is optional.
};

/// The session's cookies out of the Set-Cookie headers of a log-in; empty when one is missing.
QString tokenFrom(const QList<QByteArray>& setCookies);

TransportError notSignedIn();
/// The server said no to a question, in these words; nothing was done.
TransportError refusedForNow(const QStringList& errors);

} // namespace textbank::spoke
