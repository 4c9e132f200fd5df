#include "tests/support/FaultProxy.h"

#include "core/base/Random.h"
#include "tests/support/FaultLink.h"

#include <QTcpServer>
#include <array>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kKinds = static_cast<int>(WireFault::LoseAnswer) + 1;

} // namespace

QString nameOf(WireFault fault)
{
    static const std::array<QString, kKinds> names{u"none"_s,  u"cut request"_s, u"cut answer"_s,
                                                   u"stall"_s, u"half-close"_s,  u"reset"_s,
                                                   u"slow"_s,  u"duplicate"_s,   u"answer lost"_s};
    return names.at(static_cast<size_t>(fault));
}

WirePlanner randomFaults(quint64 seed, int inHundred)
{
    auto random = std::make_shared<SeededRandom>(seed); // shared with copies of the planner
    return [random, inHundred](int) {
        WirePlan plan;
        if (random->below(100) >= static_cast<quint64>(inHundred)) {
            return plan;
        }
        // The last two wait for a POST, which does not come on every connection.
        const auto kind = static_cast<int>(1 + random->below(kKinds + 1));
        plan.fault = static_cast<WireFault>(kind < kKinds ? kind : kind - 2);
        plan.exchange = static_cast<int>(random->below(4));
        // Inside the head, inside a body, or later; small numbers are where the interesting places are.
        plan.bytes = static_cast<qint64>(random->below(random->below(3) == 0 ? 6000 : 700));
        const auto forGood = plan.fault == WireFault::Stall && random->below(4) == 0;
        plan.wait = Millis{forGood ? 0 : static_cast<qint64>(1 + random->below(400))};
        return plan;
    };
}

struct FaultProxy::Shared
{
    WirePlanner planner;
    std::atomic<bool> calm{false};
    std::array<std::atomic<int>, kKinds> happened{};
};

class FaultProxy::Server : public QTcpServer
{
public:
    Server(quint16 gatewayPort, std::shared_ptr<Shared> shared)
        : m_gatewayPort(gatewayPort)
        , m_shared(std::move(shared))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (auto* client = nextPendingConnection()) {
                auto* const all = m_shared.get();
                const auto plan = all->planner(m_connections++);
                new FaultLink(
                    client, m_gatewayPort, plan, all->calm,
                    [all](WireFault fault) { ++all->happened.at(static_cast<size_t>(fault)); }, this);
            }
        });
    }

private:
    quint16 m_gatewayPort;
    std::shared_ptr<Shared> m_shared; // shared with the proxy
    int m_connections = 0;
};

FaultProxy::FaultProxy(quint16 gatewayPort, WirePlanner planner, quint16 port)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->planner = std::move(planner);
    auto* server = new Server(gatewayPort, m_shared);
    if (!server->listen(QHostAddress(QHostAddress::LocalHost), port)) {
        qFatal("the proxy cannot listen: %s", qPrintable(server->errorString()));
    }
    m_port = server->serverPort();
    server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    m_thread.start();
}

FaultProxy::~FaultProxy()
{
    m_thread.quit();
    m_thread.wait();
}

void FaultProxy::calm() { m_shared->calm = true; }

QMap<WireFault, int> FaultProxy::injected() const
{
    QMap<WireFault, int> counts;
    for (int kind = 1; kind < kKinds; ++kind) {
        counts.insert(static_cast<WireFault>(kind), m_shared->happened.at(static_cast<size_t>(kind)));
    }
    return counts;
}

} // namespace textbank
