#pragma once

#include "tests/support/FaultProxy.h"

#include <QTcpSocket>
#include <QTimer>
#include <atomic>

namespace textbank {

/// One connection through the FaultProxy: a client's socket, one to the gateway, and a plan. Deletes itself.
class FaultLink : public QObject
{
    Q_OBJECT
public:
    using Happened = std::function<void(WireFault)>;
    FaultLink(QTcpSocket* client, quint16 gatewayPort, const WirePlan& plan, const std::atomic<bool>& calm,
              Happened happened, QObject* parent);

private:
    void takeRequest();
    void takeAnswer();
    void up(const QByteArray& bytes);
    void down(const QByteArray& bytes);
    bool isDue() const;
    bool meetsPost() const { return isDue() && m_request.startsWith(m_plan.request); }
    void happen();
    /// Passes what is left before the fault; true when its moment has come.
    bool reached(QTcpSocket& to, qint64& passed, const QByteArray& bytes);
    void hold();
    void release();
    void trickle();
    void closeBoth();
    void resetBoth();

    QTcpSocket* m_client;
    QTcpSocket* m_gateway;
    quint16 m_port;
    WirePlan m_plan;
    const std::atomic<bool>& m_calm;
    Happened m_happened;
    QByteArray m_request; ///< Of this exchange, as far as it came.
    int m_exchange = 0;
    bool m_answered = false; ///< The exchange's answer has begun.
    bool m_done = false;     ///< The fault has happened.
    bool m_holding = false;
    bool m_deaf = false; ///< What the client goes on sending is thrown away.
    qint64 m_passedUp = 0;
    qint64 m_passedDown = 0;
    QByteArray m_heldUp;
    QByteArray m_heldDown;
    QTimer m_timer;
    QTimer m_trickle;
};

} // namespace textbank
