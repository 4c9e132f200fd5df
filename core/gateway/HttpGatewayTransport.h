#pragma once

#include "core/base/Clock.h"
#include "core/gateway/ApiCall.h"
#include "core/gateway/AttemptReading.h"
#include "core/gateway/HttpGatewayClock.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>
#include <memory>
#include <optional>
#include <unordered_map>

namespace textbank {

/// One HTTP call after the other side of the contract's transport rules: one-shot bodies, a limit on the whole call,
/// a cap on the answer, redirects for reads on the same origin only, HTTP/1.1, TLS 1.2 and the pin.
class HttpGatewayTransport final : public QObject
{
    Q_OBJECT
public:
    /// `clockReading` hears the gateway's time at each answer.
    HttpGatewayTransport(QUrl address, QByteArray pin, const Clock& clock, HttpGatewayClock& clockReading,
                         qint64 maxAnswerBytes);
    ~HttpGatewayTransport() override;

    void setToken(const QString& token);
    void start(const ApiCall& call, ApiDone done);
    void cancelAll();

private:
    struct Running;
    void launch(Running& running, const QUrl& url);
    QNetworkRequest requestFor(const Running& running, const QUrl& url) const;
    void watch(Running& running);
    void checkCertificate(Running& running, const QList<QSslError>& errors);
    void read(Running& running);
    void stopBecause(Running& running, AttemptEnd why);
    void finish(quint64 id);
    bool follow(Running& running);
    AttemptEnd endOf(const Running& running) const;
    void deliver(quint64 id, Result<ApiReply, TransportError> result);

    QUrl m_address;
    QByteArray m_pin;
    const Clock& m_clock;
    HttpGatewayClock& m_clockReading;
    qint64 m_maxAnswerBytes = 0;
    QByteArray m_token;
    QNetworkAccessManager m_network;
    quint64 m_lastId = 0;
    std::unordered_map<quint64, std::unique_ptr<Running>> m_running;
};

} // namespace textbank
