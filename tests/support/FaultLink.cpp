#include "tests/support/FaultLink.h"

#include "tests/support/SocketTricks.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kDripMs = 2;
constexpr qsizetype kDrip = 24;
constexpr int kUnreadAnswerMs = 5000;

} // namespace

FaultLink::FaultLink(QTcpSocket* client, quint16 gatewayPort, const WirePlan& plan, const std::atomic<bool>& calm,
                     Happened happened, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_gateway(new QTcpSocket(this))
    , m_port(gatewayPort)
    , m_plan(plan)
    , m_calm(calm)
    , m_happened(std::move(happened))
{
    m_client->setParent(this);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &FaultLink::takeRequest);
    connect(m_gateway, &QTcpSocket::readyRead, this, &FaultLink::takeAnswer);
    connect(m_client, &QTcpSocket::disconnected, this, [this] {
        m_gateway->disconnectFromHost();
        deleteLater();
    });
    connect(m_gateway, &QTcpSocket::disconnected, this, [this] {
        if (!m_holding) {
            m_client->disconnectFromHost();
        }
    });
    connect(m_gateway, &QTcpSocket::connected, this, [this] {
        m_gateway->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        takeRequest(); // What came before there was anybody to pass it to.
    });
    connect(m_gateway, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::ConnectionRefusedError) {
            resetBoth();
        }
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FaultLink::release);
    connect(&m_trickle, &QTimer::timeout, this, &FaultLink::trickle);
    m_gateway->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

bool FaultLink::isDue() const
{
    return !m_done && !m_calm && m_plan.fault != WireFault::None && m_exchange >= m_plan.exchange;
}

void FaultLink::happen()
{
    m_done = true;
    m_happened(m_plan.fault);
}

void FaultLink::takeRequest()
{
    if (m_gateway->state() != QAbstractSocket::ConnectedState && !m_deaf) {
        return;
    }
    const auto bytes = m_client->readAll();
    if (bytes.isEmpty() || m_deaf) {
        return;
    }
    if (m_answered) {
        m_answered = false;
        m_request.clear();
        ++m_exchange;
    }
    m_request += bytes;
    up(bytes);
}

void FaultLink::takeAnswer()
{
    const auto bytes = m_gateway->readAll();
    if (bytes.isEmpty()) {
        return;
    }
    m_answered = true;
    down(bytes);
}

bool FaultLink::reached(QTcpSocket& to, qint64& passed, const QByteArray& bytes)
{
    const auto before = std::clamp<qint64>(m_plan.bytes - passed, 0, bytes.size());
    to.write(bytes.left(before));
    to.flush();
    passed += before;
    return before < bytes.size() || passed >= m_plan.bytes;
}

void FaultLink::up(const QByteArray& bytes)
{
    if (m_holding) {
        m_heldUp += bytes;
        return;
    }
    const auto fault = m_plan.fault;
    const auto counts = fault == WireFault::CutRequest || fault == WireFault::HalfClose || fault == WireFault::Reset ||
                        fault == WireFault::Stall || fault == WireFault::Slow;
    if (!counts || !isDue()) {
        m_gateway->write(bytes);
        return;
    }
    const auto before = m_passedUp;
    if (!reached(*m_gateway, m_passedUp, bytes)) {
        return;
    }
    happen();
    switch (fault) {
    case WireFault::CutRequest:
        closeBoth();
        break;
    case WireFault::HalfClose:
        m_deaf = true;
        endSending(m_gateway->socketDescriptor());
        break;
    case WireFault::Reset:
        resetBoth();
        break;
    default:
        hold();
        m_heldUp += bytes.mid(m_passedUp - before);
        break;
    }
}

void FaultLink::down(const QByteArray& bytes)
{
    if (m_holding) {
        m_heldDown += bytes;
        return;
    }
    if (m_plan.fault == WireFault::LoseAnswer && meetsPost()) {
        happen();
        closeBoth();
        return;
    }
    if (m_plan.fault == WireFault::Duplicate && meetsPost()) {
        happen();
        QTimer::singleShot(m_plan.wait, parent(), [request = m_request, port = m_port, owner = parent()] {
            auto* socket = new QTcpSocket(owner);
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QTimer::singleShot(kUnreadAnswerMs, socket, &QObject::deleteLater);
            socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            socket->write(request);
        });
    }
    if (m_plan.fault == WireFault::CutAnswer && isDue()) {
        if (reached(*m_client, m_passedDown, bytes)) {
            happen();
            closeBoth();
        }
        return;
    }
    m_client->write(bytes);
}

void FaultLink::hold()
{
    m_holding = true;
    if (m_plan.fault == WireFault::Slow) {
        m_trickle.start(kDripMs);
    }
    if (m_plan.wait.count() > 0) {
        m_timer.start(m_plan.wait);
    }
}

void FaultLink::release()
{
    m_holding = false;
    m_trickle.stop();
    m_gateway->write(std::exchange(m_heldUp, {}));
    m_client->write(std::exchange(m_heldDown, {}));
    if (m_gateway->state() == QAbstractSocket::UnconnectedState) {
        m_client->disconnectFromHost();
    }
}

void FaultLink::trickle()
{
    m_gateway->write(m_heldUp.left(kDrip));
    m_heldUp.remove(0, kDrip);
    m_client->write(m_heldDown.left(kDrip));
    m_heldDown.remove(0, kDrip);
}

void FaultLink::closeBoth()
{
    m_deaf = true;
    m_gateway->disconnectFromHost();
    m_client->disconnectFromHost();
}

void FaultLink::resetBoth()
{
    m_deaf = true;
    for (auto* socket : {m_gateway, m_client}) {
        socket->disconnect(this); // One's end would be passed on to the other as an end in order.
        if (socket->socketDescriptor() >= 0) {
            resetOnClose(socket->socketDescriptor());
        }
        socket->abort();
    }
    deleteLater();
}

} // namespace textbank
