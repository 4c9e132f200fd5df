#include "tests/bench/CountingProxy.h"

#include "tests/bench/Bench.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace textbank::bench {

namespace {

void carry(QTcpSocket* from, QTcpSocket* to, std::atomic<qint64>& count, std::atomic<int>* requests)
{
    from->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QObject::connect(from, &QTcpSocket::readyRead, to, [from, to, &count, requests] {
        const QByteArray bytes = from->readAll();
        count += bytes.size();
        if (requests && (bytes.startsWith("POST ") || bytes.startsWith("GET ")))
            ++*requests;
        to->write(bytes);
    });
    QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
    QObject::connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
}

} // namespace

CountingProxy::CountingProxy(quint16 serverPort)
    : m_counters(std::make_shared<Counters>())
{
    auto* server = new QTcpServer;
    mustHold(server->listen(QHostAddress(QHostAddress::LocalHost)), "the proxy cannot listen");
    m_port = server->serverPort();
    QObject::connect(server, &QTcpServer::newConnection, server, [server, serverPort, counters = m_counters] {
        while (auto* client = server->nextPendingConnection()) {
            ++counters->connections;
            auto* upstream = new QTcpSocket(server); // What is written before it stands is kept.
            upstream->connectToHost(QHostAddress(QHostAddress::LocalHost), serverPort);
            carry(client, upstream, counters->up, &counters->requests);
            carry(upstream, client, counters->down, nullptr);
        }
    });
    server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    m_thread.start();
}

CountingProxy::~CountingProxy()
{
    m_thread.quit();
    m_thread.wait();
}

CountingProxy::Traffic CountingProxy::traffic() const
{
    return {m_counters->up, m_counters->down, m_counters->requests, m_counters->connections};
}

} // namespace textbank::bench
