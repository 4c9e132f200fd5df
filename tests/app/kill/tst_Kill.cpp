#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "core/store/Store.h"
#include "tests/support/Builders.h"

#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

constexpr int kContacts = 60;
constexpr int kKills = 25;

QString program(const QString& name) { return u"" TEXTBANK_BINARY_DIR "/bin/"_s + name; }

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

/// The real gateway and a client in real processes on a real disk, killed at random instants: afterwards the two
/// records agree, and nobody was texted twice or forgotten.
class TestKill : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsLostOrDoubledWhenProcessesAreKilled()
    {
        const QTemporaryDir folder;
        m_data = folder.filePath(u"gateway"_s);
        m_port = freePort();
        prepareCampaign(folder);
        startGateway();
        const auto token = join();
        QVERIFY(!token.isEmpty());
        const auto database = folder.filePath(u"client.db"_s);
        const auto key = QByteArray(32, 'k');

        SystemRandom random;
        QProcess client;
        client.setProcessChannelMode(QProcess::ForwardedChannels);
        const QStringList arguments{database, QString::fromLatin1(key.toHex()), address(), token, m_campaign};
        for (int kill = 0; kill < kKills; ++kill) {
            client.start(u"" TEXTBANK_BINARY_DIR "/tests/killed_client"_s, arguments);
            QVERIFY(client.waitForStarted());
            const auto survived = !client.waitForFinished(static_cast<int>(30 + random.below(400)));
            if (survived) {
                client.kill();
                QVERIFY(client.waitForFinished());
            } else {
                QCOMPARE(client.exitCode(), 0);
            }
            if (kill % 5 == 4) {
                m_gateway.kill();
                QVERIFY(m_gateway.waitForFinished());
                startGateway();
            }
        }
        client.start(u"" TEXTBANK_BINARY_DIR "/tests/killed_client"_s, arguments);
        QVERIFY2(client.waitForFinished(60000), "the client does not come to rest");
        QCOMPARE(client.exitCode(), 0);
        m_gateway.terminate();
        QVERIFY(m_gateway.waitForFinished());

        compare(database, key);
    }

private:
    QString address() const { return u"http://127.0.0.1:%1"_s.arg(m_port); }

    QByteArray runGateway(const QStringList& arguments)
    {
        QProcess process;
        process.start(program(u"textbank-gateway"_s), arguments + QStringList{u"--data"_s, m_data});
        if (!process.waitForFinished(30000) || process.exitCode() != 0) {
            qWarning("%s", process.readAllStandardError().constData());
            return {};
        }
        return process.readAllStandardOutput();
    }

    void prepareCampaign(const QTemporaryDir& folder)
    {
        auto campaign = build::campaign();
        campaign.policy.week = QList<DayWindow>(7, DayWindow{0, 1440});
        campaign.policy.identityWording.clear();
        campaign.policy.optOutWording.clear();
        m_campaign = campaign.id.value;
        QFile document(folder.filePath(u"campaign.json"_s));
        QVERIFY(document.open(QFile::WriteOnly));
        document.write(wire::compact(wire::write(campaign)));
        document.close();
        QFile list(folder.filePath(u"contacts.csv"_s));
        QVERIFY(list.open(QFile::WriteOnly));
        list.write("first name,last name,phone,zip\n");
        for (int i = 0; i < kContacts; ++i) {
            list.write(u"Contact,%1,%2,94110\n"_s.arg(i).arg(build::phone(i).e164()).toUtf8());
        }
        list.close();
        QVERIFY(!runGateway({u"import-campaign"_s, document.fileName()}).isEmpty());
        QVERIFY(!runGateway({u"import-contacts"_s, m_campaign, list.fileName()}).isEmpty());
    }

    void startGateway()
    {
        m_gateway.setProcessChannelMode(QProcess::SeparateChannels);
        m_gateway.start(program(u"textbank-gateway"_s),
                        {u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port), u"--seed"_s,
                         u"7"_s, u"--speed"_s, u"100000"_s});
        QVERIFY(m_gateway.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(isListening(), 10000);
    }

    bool isListening() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        return socket.waitForConnected(200);
    }

    QString join()
    {
        const auto code = QString::fromUtf8(runGateway({u"join-code"_s, m_campaign})).section(u'\n', 0, 0).trimmed();
        const SystemClock clock;
        HttpGateway gateway(QUrl(address()), {}, clock);
        JoinRequest request;
        request.code = code.section(u' ', -1);
        request.displayName = u"Robin"_s;
        request.device = DeviceId{u"device-1"_s};
        QString token;
        auto answered = false;
        gateway.join(request, [&](const GatewayResult<Joined>& answer) {
            answered = true;
            token = answer ? answer->token : QString();
        });
        (void)QTest::qWaitFor([&] { return answered; }, 10000);
        return token;
    }

    void compare(const QString& database, const QByteArray& key)
    {
        const SystemClock clock;
        SystemRandom random;
        const auto store = Store::open({database, key, {}}, clock, random);
        QVERIFY(store.has_value());
        const auto record = wire::parseObject(runGateway({u"record"_s}));
        QVERIFY(record.has_value());
        QCOMPARE(record->value(u"doubleTexts"_s).toInt(-1), 0);
        QCOMPARE(record->value(u"afterOptOut"_s).toInt(-1), 0);
        const auto& figures = (*store)->figures();
        QCOMPARE((*store)->outboxCounts().open(), 0);
        QCOMPARE(figures.needFirstMessage, 0);
        QCOMPARE(record->value(u"firstMessages"_s).toInt(-1), figures.firstSent);
        QCOMPARE(record->value(u"textsAccepted"_s).toInt(-1), figures.firstSent + figures.repliesSent);
        QCOMPARE(record->value(u"optOuts"_s).toInt(-1), figures.optedOut);
        QCOMPARE(record->value(u"replies"_s).toInt(-1), figures.repliesReceived);
    }

    QProcess m_gateway;
    QString m_data;
    QString m_campaign;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_Kill.moc"
