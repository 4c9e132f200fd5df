#include "tests/support/spoke/SpokeClient.h"

#include "core/gateway/HttpGatewayUpload.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace textbank {

QByteArray SpokeClient::Reply::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

QJsonObject SpokeClient::Reply::object() const { return QJsonDocument::fromJson(body).object(); }

QNetworkRequest SpokeClient::requestTo(const QString& path) const
{
    QNetworkRequest request(QUrl(m_server.toString() + path));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!cookie.isEmpty()) {
        request.setRawHeader("Cookie", cookie);
    }
    return request;
}

SpokeClient::Reply SpokeClient::post(const QString& path, const QByteArray& body, const QByteArray& type)
{
    auto request = requestTo(path);
    request.setHeader(QNetworkRequest::ContentTypeHeader, type);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto* upload = new HttpGatewayUpload(body, &m_manager);
    return take(m_manager.post(request, upload));
}

SpokeClient::Reply SpokeClient::get(const QString& path) { return take(m_manager.get(requestTo(path))); }

QNetworkReply* SpokeClient::postGraph(const QString& query, const QJsonObject& variables)
{
    static const QRegularExpression named(u"^(?:query|mutation)\\s+(\\w+)"_s);
    QJsonObject content{{u"query"_s, query}, {u"variables"_s, variables}};
    if (const auto match = named.match(query); match.hasMatch()) {
        content.insert(u"operationName"_s, match.captured(1));
    }
    const auto body = QJsonDocument(content).toJson(QJsonDocument::Compact);
    auto request = requestTo(u"/graphql"_s);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    return m_manager.post(request, new HttpGatewayUpload(body, &m_manager));
}

QJsonObject SpokeClient::ask(const QString& query, const QJsonObject& variables)
{
    const auto answer = take(postGraph(query, variables)).object();
    errors.clear();
    for (const auto& error : answer.value(u"errors"_s).toArray()) {
        errors.append(error.toObject().value(u"message"_s).toString());
    }
    return answer.value(u"data"_s).toObject();
}

void SpokeClient::askAtOnce(const QString& query, const QJsonObject& variables, int times)
{
    QList<QNetworkReply*> replies;
    for (int i = 0; i < times; ++i) {
        replies.append(postGraph(query, variables));
    }
    for (auto* reply : std::as_const(replies)) {
        take(reply);
    }
}

SpokeClient::Reply SpokeClient::take(QNetworkReply* reply)
{
    const auto ended = QTest::qWaitFor([reply] { return reply->isFinished(); }, static_cast<int>(patience.count()));
    last = {};
    last.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    last.body = reply->readAll();
    last.error = reply->error();
    const auto cut = last.error > QNetworkReply::NoError && last.error < QNetworkReply::ProxyConnectionRefusedError;
    last.whole = ended && !cut && last.error != QNetworkReply::ContentReSendError;
    for (const auto& [name, value] : reply->rawHeaderPairs()) {
        last.headers.append({name.toLower(), value});
    }
    for (const auto& one : last.header("set-cookie").split('\n')) {
        if (!one.isEmpty()) {
            last.cookies.append(QString::fromLatin1(one));
        }
    }
    if (last.cookies.size() == 2) {
        cookie =
            (last.cookies.first().section(u';', 0, 0) + u"; "_s + last.cookies.last().section(u';', 0, 0)).toLatin1();
    }
    reply->abort();
    reply->deleteLater();
    return last;
}

} // namespace textbank
