#pragma once

#include "core/gateway/ApiGateway.h"
#include "tests/simulation/SimNetwork.h"
#include "tests/simulation/TimeSense.h"

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

/// The calls and readers of the real client, over the simulated network and under the same table of failures.
class SimGateway final : public ApiGateway
{
public:
    struct Place
    {
        int machine = 0;
        VolunteerId volunteer;
        TimeSense::Way way = TimeSense::Way::Commands;
    };
    SimGateway(const Place& place, SimNetwork& network, const Clock& clock, const SimDisk& disk, LineWatch& watch,
               TimeSense& sense);
    ~SimGateway() override;

    void setToken(const QString& token) override { m_token = token.toLatin1(); }
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override;
    void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) override;
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override;
    void cancelAll() override;

protected:
    void start(const ApiCall& call, ApiDone done) override;

private:
    SimNetwork::Request requestFor(const ApiCall& call);

    Place m_place;
    SimNetwork& m_network;
    const Clock& m_clock;
    const SimDisk& m_disk;
    LineWatch& m_watch;
    TimeSense& m_sense;
    QByteArray m_token;
    QStringList m_carrying;               ///< Ids of the commands in the call that is about to start.
    Seconds m_wait{};                     ///< Of the poll that is about to start.
    int m_quietPolls = 0;                 ///< In a row.
    std::map<quint64, quint64> m_running; ///< Ours to the network's.
    quint64 m_lastId = 0;
};

} // namespace textbank::simulation
