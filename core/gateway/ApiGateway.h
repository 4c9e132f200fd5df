#pragma once

#include "core/gateway/ApiCall.h"
#include "core/gateway/Gateway.h"
#include "core/gateway/HttpGatewayClock.h"

class QJsonObject;

namespace textbank {

/// The port over the Textbank gateway API v1: which calls there are, and how their answers are read. How a call travels
/// is the derived class's.
class ApiGateway : public Gateway
{
public:
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
    std::optional<Millis> clockOffset() const override;

protected:
    /// `timeout` is for a whole call; a change poll gets its `wait` on top.
    explicit ApiGateway(Millis timeout)
        : m_timeout(timeout)
    {
    }
    virtual void start(const ApiCall& call, ApiDone done) = 0;
    HttpGatewayClock& clockReading() { return m_clockReading; }

private:
    ApiCall call(ApiCall::Verb verb, const QString& path) const;
    ApiCall post(const QString& path, const QJsonObject& body) const;

    Millis m_timeout;
    HttpGatewayClock m_clockReading;
};

} // namespace textbank
