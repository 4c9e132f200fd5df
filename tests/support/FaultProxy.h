#pragma once

#include "core/base/Clock.h"

#include <QByteArray>
#include <QMap>
#include <QThread>
#include <functional>
#include <memory>

namespace textbank {

/// What can go wrong on the way between a client and the gateway.
enum class WireFault {
    None,
    CutRequest, ///< Closed after some bytes of what the client sends.
    CutAnswer,  ///< Closed after some bytes of what the gateway answers.
    Stall,      ///< Both ways stand still, for a while or until somebody closes.
    HalfClose,  ///< The gateway hears that nothing more will come, in the middle of a request.
    Reset,      ///< Torn down by a reset on both sides, what was on its way is gone.
    Slow,       ///< A few bytes at a time.
    Duplicate,  ///< The request comes a second time, on a connection of its own; nobody reads that answer.
    LoseAnswer, ///< The request came through and was answered; the client gets a closed connection.
};
QString nameOf(WireFault fault);

/// The fate of one connection, decided before its first byte.
struct WirePlan
{
    WireFault fault = WireFault::None;
    int exchange = 0; ///< Which request of a kept connection it meets at the earliest; Duplicate and LoseAnswer wait
                      ///< for the next POST, or what `request` says.
    qint64 bytes = 0; ///< How many bytes of that way pass first; counted on over later exchanges.
    Millis wait{0};   ///< Stall: how long (0: until somebody closes); Slow: how long; Duplicate: until the second one.
    QByteArray request = "POST"; ///< What Duplicate and LoseAnswer wait for: how it begins.
};
/// Called for each connection in turn, on the proxy's thread.
using WirePlanner = std::function<WirePlan(int connection)>;
/// `inHundred` of a hundred connections get a fault, all kinds alike, but for Duplicate and LoseAnswer, which are
/// planned twice as often; the same for the same seed.
WirePlanner randomFaults(quint64 seed, int inHundred);

/// A TCP proxy on loopback that carries bytes between clients and one gateway and does to them what the plan says. In
/// a thread of its own; whoever connects while the gateway is down is reset.
class FaultProxy
{
public:
    /// Port 0: any free one.
    FaultProxy(quint16 gatewayPort, WirePlanner planner, quint16 port = 0);
    ~FaultProxy();
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    quint16 port() const { return m_port; }
    /// From now on new connections are left alone, and faults that have not happened yet do not.
    void calm();
    /// Faults that really happened, by kind.
    QMap<WireFault, int> injected() const;

private:
    class Server;
    struct Shared;
    std::shared_ptr<Shared> m_shared; // shared with the proxy's thread
    QThread m_thread;
    quint16 m_port = 0;
};

} // namespace textbank
