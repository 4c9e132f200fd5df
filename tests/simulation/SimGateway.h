#pragma once

#include "core/gateway/Gateway.h"
#include "core/gateway/HttpGatewayClock.h"
#include "tests/simulation/SimNetwork.h"

#include <QSet>
#include <map>

namespace textbank::simulation {

/// What a laptop's invariants want to hear about what goes up and comes down.
class LineWatch
{
public:
    LineWatch() = default;
    LineWatch(const LineWatch&) = delete;
    LineWatch& operator=(const LineWatch&) = delete;
    virtual ~LineWatch() = default;
    /// A push attempt begins: the body is about to leave.
    virtual void pushing(const QList<Command>& commands) = 0;
    /// The gateway said something about this command.
    virtual void heardOf(const CommandId& id) = 0;
};

/// The port as HttpGateway fills it, over the simulated network: the same requests, the same readers, the same table of
/// failures.
class SimGateway final : public Gateway
{
public:
    struct Place
    {
        int machine = 0;
        VolunteerId volunteer;
    };
    SimGateway(const Place& place, SimNetwork& network, const Clock& clock, const SimDisk& disk, LineWatch& watch);
    ~SimGateway() override;

    void setToken(const QString& token) override { m_token = token.toLatin1(); }
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
    std::optional<Millis> clockOffset() const override { return m_clockReading.offset(); }

private:
    struct Reply
    {
        int status = 0;
        QByteArray body;
    };
    using Done = std::function<void(Result<Reply, TransportError>)>;
    SimNetwork::Request request(const char* method, const QByteArray& target, const QByteArray& body = {}) const;
    void start(SimNetwork::Request request, Done done);
    template<class T>
    static GatewayResult<T> readBody(const Reply& reply, Result<T> (*reader)(const QJsonObject&));
    template<class T>
    static Done reading(Answer<T> answer, Result<T> (*reader)(const QJsonObject&));
    static Done withoutBody(Answer<void> answer);

    Place m_place;
    SimNetwork& m_network;
    const Clock& m_clock;
    const SimDisk& m_disk;
    LineWatch& m_watch;
    QByteArray m_token;
    HttpGatewayClock m_clockReading;
    std::map<quint64, quint64> m_running; ///< Ours to the network's.
    quint64 m_lastId = 0;
};

} // namespace textbank::simulation
