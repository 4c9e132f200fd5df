#include "tests/support/FaultProxy.h"
#include "tests/support/SocketTricks.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// A gateway that keeps what each connection said and answers every request that is complete.
class Listener : public QTcpServer
{
public:
    struct Heard
    {
        QByteArray bytes;
        bool ended = false; ///< Their side was closed in order.
        bool reset = false;
    };

    Listener()
    {
        listen(QHostAddress(QHostAddress::LocalHost));
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto* socket = nextPendingConnection();
            const auto index = heard.size();
            heard.append(Heard{});
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, index] {
                heard[index].bytes += socket->readAll();
                if (heard[index].bytes.endsWith("!")) {
                    socket->write(answer);
                }
            });
            connect(socket, &QTcpSocket::readChannelFinished, this, [this, index] { heard[index].ended = true; });
            connect(socket, &QTcpSocket::errorOccurred, this, [this, socket, index] {
                heard[index].reset = socket->error() == QAbstractSocket::RemoteHostClosedError && !heard[index].ended;
            });
        });
    }

    QByteArray answer = QByteArray(1000, 'a');
    QList<Heard> heard;
};

const auto kRequest = QByteArray("POST /") + QByteArray(993, 'r') + '!';

} // namespace

/// Each fault of the proxy, seen from both ends.
class TestFaultProxy : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_gateway = std::make_unique<Listener>();
        m_got.clear();
        m_closed = false;
    }
    void cleanup()
    {
        m_client.reset();
        m_proxy.reset();
    }

    void bytesPassUnchangedBothWays()
    {
        connectThrough({});
        m_client->write(kRequest);
        QTRY_COMPARE(m_got, m_gateway->answer);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest);
        m_client->write(kRequest);
        QTRY_COMPARE(m_got.size(), 2000);
        QVERIFY(!m_closed);
        for (const auto count : m_proxy->injected()) {
            QCOMPARE(count, 0);
        }
    }

    void aRequestIsCutAfterItsBytes()
    {
        connectThrough({WireFault::CutRequest, 0, 300, Millis{0}});
        m_client->write(kRequest);
        QTRY_VERIFY(m_closed);
        QTRY_VERIFY(m_gateway->heard.at(0).ended);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest.left(300));
        QVERIFY(m_got.isEmpty());
        happenedOnce(WireFault::CutRequest);
    }

    void anAnswerIsCutAfterItsBytes()
    {
        connectThrough({WireFault::CutAnswer, 0, 120, Millis{0}});
        m_client->write(kRequest);
        QTRY_VERIFY(m_closed);
        QCOMPARE(m_got, m_gateway->answer.left(120));
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest);
        happenedOnce(WireFault::CutAnswer);
    }

    void aLaterExchangeIsMet()
    {
        connectThrough({WireFault::CutAnswer, 1, 0, Millis{0}});
        m_client->write(kRequest);
        QTRY_COMPARE(m_got.size(), 1000);
        QVERIFY(!m_closed);
        m_client->write(kRequest);
        QTRY_VERIFY(m_closed);
        QCOMPARE(m_got.size(), 1000);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest + kRequest);
    }

    void aStallHoldsTheBytesForItsTime()
    {
        QElapsedTimer clock;
        clock.start();
        connectThrough({WireFault::Stall, 0, 10, Millis{150}});
        m_client->write(kRequest);
        QTRY_COMPARE(m_got, m_gateway->answer);
        QVERIFY(clock.elapsed() >= 150);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest);
        happenedOnce(WireFault::Stall);
    }

    void aStallWithoutEndLastsUntilTheClientGoes()
    {
        connectThrough({WireFault::Stall, 0, 10, Millis{0}});
        m_client->write(kRequest);
        QTRY_COMPARE(m_proxy->injected().value(WireFault::Stall), 1);
        QTRY_COMPARE(m_gateway->heard.at(0).bytes, kRequest.left(10));
        m_client->abort();
        QTRY_VERIFY(m_gateway->heard.at(0).ended);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest.left(10));
    }

    void aHalfCloseEndsTheRequestAndLetsTheAnswerThrough()
    {
        connectThrough({WireFault::HalfClose, 0, 500, Millis{0}});
        m_client->write(kRequest);
        QTRY_VERIFY(!m_gateway->heard.isEmpty() && m_gateway->heard.at(0).ended);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest.left(500));
        happenedOnce(WireFault::HalfClose);
    }

    void aResetReachesTheClientAsOne()
    {
        connectThrough({WireFault::Reset, 0, 200, Millis{0}});
        m_client->write(kRequest);
        m_client->flush();
        QVERIFY(wasReset(m_client->socketDescriptor())); // Qt itself tells a reset and an end in order alike.
        QTRY_VERIFY(m_closed);
        happenedOnce(WireFault::Reset);
    }

    void slowBytesAllArrive()
    {
        QElapsedTimer clock;
        clock.start();
        connectThrough({WireFault::Slow, 0, 0, Millis{60000}});
        m_client->write(kRequest);
        QTRY_COMPARE(m_got, m_gateway->answer);
        QVERIFY(clock.elapsed() >= 100); // 2,000 bytes by twos of a dozen.
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest);
        happenedOnce(WireFault::Slow);
    }

    void aDuplicateComesOnAConnectionOfItsOwn()
    {
        connectThrough({WireFault::Duplicate, 0, 0, Millis{20}});
        m_client->write(kRequest);
        QTRY_COMPARE(m_gateway->heard.size(), 2);
        QTRY_COMPARE(m_gateway->heard.at(1).bytes, kRequest);
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest);
        QTRY_COMPARE(m_got, m_gateway->answer);
        happenedOnce(WireFault::Duplicate);
    }

    void anAnswerIsLostAfterTheRequestCameThrough()
    {
        connectThrough({WireFault::LoseAnswer, 0, 0, Millis{0}});
        m_client->write(kRequest);
        QTRY_VERIFY(m_closed);
        QVERIFY(m_got.isEmpty());
        QCOMPARE(m_gateway->heard.at(0).bytes, kRequest);
        happenedOnce(WireFault::LoseAnswer);
    }

    void whatIsNoPostIsNeitherDoubledNorLost()
    {
        connectThrough({WireFault::LoseAnswer, 0, 0, Millis{0}});
        m_client->write("GET /!");
        QTRY_COMPARE(m_got.size(), 1000);
        QVERIFY(!m_closed);
        QCOMPARE(m_proxy->injected().value(WireFault::LoseAnswer), 0);
    }

    void aCalmedProxyDoesNothing()
    {
        connectThrough({WireFault::CutRequest, 0, 300, Millis{0}});
        m_proxy->calm();
        m_client->write(kRequest);
        QTRY_COMPARE(m_got, m_gateway->answer);
        QVERIFY(!m_closed);
    }

    void aClientOfADeadGatewayIsTurnedAway()
    {
        m_gateway->close();
        connectThrough({});
        QTRY_VERIFY(m_closed);
        QVERIFY(m_got.isEmpty());
    }

    void seededPlansRepeatAndHoldEveryKind()
    {
        const auto one = randomFaults(7, 50);
        const auto two = randomFaults(7, 50);
        QMap<WireFault, int> kinds;
        for (int i = 0; i < 2000; ++i) {
            const auto plan = one(i);
            const auto same = two(i);
            QCOMPARE(plan.fault, same.fault);
            QCOMPARE(plan.bytes, same.bytes);
            ++kinds[plan.fault];
        }
        QCOMPARE(kinds.size(), 9);
        QVERIFY(kinds.value(WireFault::None) > 900 && kinds.value(WireFault::None) < 1100);
    }

private:
    void connectThrough(const WirePlan& plan)
    {
        m_proxy = std::make_unique<FaultProxy>(m_gateway->isListening() ? m_gateway->serverPort() : quint16{1},
                                               [plan](int) { return plan; });
        m_client = std::make_unique<QTcpSocket>();
        connect(m_client.get(), &QTcpSocket::readyRead, this, [this] { m_got += m_client->readAll(); });
        connect(m_client.get(), &QTcpSocket::disconnected, this, [this] { m_closed = true; });
        m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy->port());
        QVERIFY(m_client->waitForConnected());
    }
    void happenedOnce(WireFault fault)
    {
        const auto injected = m_proxy->injected();
        for (auto it = injected.cbegin(); it != injected.cend(); ++it) {
            QCOMPARE(it.value(), it.key() == fault ? 1 : 0);
        }
    }

    std::unique_ptr<Listener> m_gateway;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QByteArray m_got;
    bool m_closed = false;
};

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_FaultProxy.moc"
