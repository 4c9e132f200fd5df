#pragma once

#include <QThread>
#include <atomic>
#include <memory>

namespace textbank::bench {

/// A TCP proxy on loopback, in a thread of its own, that carries everything to one port of this computer and counts
/// what it carries.
class CountingProxy
{
public:
    explicit CountingProxy(quint16 serverPort);
    ~CountingProxy();
    CountingProxy(const CountingProxy&) = delete;
    CountingProxy& operator=(const CountingProxy&) = delete;

    struct Traffic
    {
        qint64 up = 0;   ///< Bytes of the client's, HTTP's own among them; no TCP headers.
        qint64 down = 0; ///< Bytes of the server's.
        int requests = 0;
        int connections = 0;
        friend Traffic operator-(const Traffic& a, const Traffic& b)
        {
            return {a.up - b.up, a.down - b.down, a.requests - b.requests, a.connections - b.connections};
        }
    };
    quint16 port() const { return m_port; }
    Traffic traffic() const;

private:
    struct Counters
    {
        std::atomic<qint64> up{0};
        std::atomic<qint64> down{0};
        std::atomic<int> requests{0};
        std::atomic<int> connections{0};
    };
    std::shared_ptr<Counters> m_counters; // shared with the proxy's thread
    QThread m_thread;
    quint16 m_port = 0;
};

} // namespace textbank::bench
