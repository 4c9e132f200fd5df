#pragma once

#include "core/base/Clock.h"
#include "core/gateway/Gateway.h"

#include <QByteArray>
#include <QUrl>
#include <memory>

namespace textbank {

/// The Textbank gateway API v1 over Qt's HTTP client, under the transport rules of the contract: one-shot uploads, no
/// silent repeat, time-outs on everything, size caps, no redirects for writes, TLS 1.2 and the pin where one is given.
class HttpGateway final : public Gateway
{
public:
    struct Limits
    {
        Millis timeout{20000}; ///< For a whole call; a change poll gets its `wait` on top.
        qint64 maxAnswerBytes = 32LL * 1024 * 1024;
    };
    /// `address` as parseGatewayAddress gives it; `pin` is the SHA-256 of the certificate, or empty.
    HttpGateway(QUrl address, QByteArray pin, const Clock& clock, Limits limits);
    HttpGateway(QUrl address, QByteArray pin, const Clock& clock);
    ~HttpGateway() override;

    void setToken(const QString& token) override;
    void discover(Answer<GatewayInfo> answer) override;
    void join(const JoinRequest& request, Answer<Joined> answer) override;
    void signOut(Answer<void> answer) override;
    void me(Answer<Me> answer) override;
    void campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer) override;
    void lease(const LeaseRequest& request, Answer<LeasePage> answer) override;
    void renewLease(const LeaseId& id, Answer<Lease> answer) override;
    void returnLease(const LeaseId& id, Answer<void> answer) override;
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override;
    void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) override;
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override;
    void cancelAll() override;
    std::optional<Millis> clockOffset() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
