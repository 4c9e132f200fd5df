#include "core/gateway/HttpGateway.h"

#include "core/gateway/HttpGatewayTransport.h"

namespace textbank {

HttpGateway::HttpGateway(QUrl address, QByteArray pin, const Clock& clock, Limits limits)
    : ApiGateway(limits.timeout)
    , m_transport(std::make_unique<HttpGatewayTransport>(std::move(address), std::move(pin), clock, clockReading(),
                                                         limits.maxAnswerBytes))
{
}

HttpGateway::HttpGateway(QUrl address, QByteArray pin, const Clock& clock)
    : HttpGateway(std::move(address), std::move(pin), clock, Limits{})
{
}

HttpGateway::~HttpGateway() = default;

void HttpGateway::setToken(const QString& token) { m_transport->setToken(token); }

void HttpGateway::start(const ApiCall& call, ApiDone done) { m_transport->start(call, std::move(done)); }

void HttpGateway::cancelAll() { m_transport->cancelAll(); }

} // namespace textbank
