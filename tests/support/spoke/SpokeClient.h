#pragma once

#include "core/base/Clock.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QStringList>
#include <QUrl>

namespace textbank {

/// A plain HTTP client that waits for each answer, for tests that look at SpokeStub itself.
class SpokeClient
{
public:
    struct Reply
    {
        int status = 0;
        QByteArray body{};
        QList<std::pair<QByteArray, QByteArray>> headers{}; ///< Names in lower case.
        QStringList cookies{};                              ///< Each Set-Cookie header.
        bool whole = false;                                 ///< All of it came in time.
        QNetworkReply::NetworkError error = QNetworkReply::NoError;

        QByteArray header(const QByteArray& name) const;
        QJsonObject object() const;
    };

    explicit SpokeClient(QUrl server)
        : m_server(std::move(server))
    {
    }

    QByteArray cookie{};    ///< Sent with each request; Set-Cookie replaces it.
    Millis patience{10000}; ///< After it a request is given up.
    Reply last{};
    QStringList errors{}; ///< Messages in the last GraphQL answer.

    Reply post(const QString& path, const QByteArray& body, const QByteArray& type);
    Reply get(const QString& path);
    /// Posts a document under the name of its operation; `data` of the answer.
    QJsonObject ask(const QString& query, const QJsonObject& variables = {});
    /// The same `times` over without waiting in between, until all are answered.
    void askAtOnce(const QString& query, const QJsonObject& variables, int times);

private:
    QNetworkRequest requestTo(const QString& path) const;
    QNetworkReply* postGraph(const QString& query, const QJsonObject& variables);
    Reply take(QNetworkReply* reply);

    QUrl m_server;
    QNetworkAccessManager m_manager;
};

} // namespace textbank
