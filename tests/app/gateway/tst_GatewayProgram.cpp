#include "core/gateway/HttpGateway.h"
#include "core/session/JoinLink.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct Ran
{
    int status = -1;
    QString out;
    QString err;
};

template<class T, class Ask>
GatewayResult<T> ask(Ask call)
{
    std::optional<GatewayResult<T>> got;
    call([&got](const GatewayResult<T>& answer) { got.emplace(answer); });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 30000)) {
        qFatal("no answer");
    }
    return *got;
}

} // namespace

// The real program, as its operator uses it.
class TestGatewayProgram : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QProcess m_serving;
    SystemClock m_clock;

    QString data() const { return m_folder.filePath(u"data"_s); }
    Ran run(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral(TEXTBANK_GATEWAY), arguments + QStringList{u"--data"_s, data()});
        if (!process.waitForFinished(60000)) {
            return {};
        }
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    static QString valueOf(const QString& out, const QString& name)
    {
        for (const auto& line : out.split(u'\n')) {
            if (line.startsWith(name + u": "_s)) {
                return line.mid(name.size() + 2).trimmed();
            }
        }
        return {};
    }
    /// What it said until it served.
    QString serve(const QStringList& options)
    {
        m_serving.start(QStringLiteral(TEXTBANK_GATEWAY),
                        QStringList{u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, data()} + options);
        QString said;
        const auto serves = [&] {
            said += QString::fromUtf8(m_serving.readAllStandardOutput());
            return said.contains(u"carrier: "_s) || m_serving.state() == QProcess::NotRunning;
        };
        return QTest::qWaitFor(serves, 60000) ? said : QString();
    }
    void end()
    {
        m_serving.terminate();
        if (!m_serving.waitForFinished(30000)) {
            m_serving.kill();
            m_serving.waitForFinished();
        }
    }
    QString certificate() const { return data() + u"/own-certificate.pem"_s; }

private slots:
    void cleanup() { end(); }

    void aScriptThatItsOwnPolicyBlocksIsTold()
    {
        QFile practice(QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/campaign.json"_s);
        QVERIFY(practice.open(QIODevice::ReadOnly));
        const auto json = practice.readAll();
        const auto import = [&](const QByteArray& policy, const QByteArray& from = {}, const QByteArray& to = {}) {
            auto changed = json;
            changed.replace("\"policy\": {", "\"policy\": {" + policy);
            if (!from.isEmpty()) {
                changed.replace(from, to);
            }
            QFile file(data() + u"/changed.json"_s);
            QDir().mkpath(data());
            if (!file.open(QIODevice::WriteOnly) || file.write(changed) < 0) {
                qFatal("no file");
            }
            file.close();
            return run({u"import-campaign"_s, file.fileName()});
        };
        QCOMPARE(import({}).err, QString());
        const auto blocked =
            import(R"("disclosures": [{"state": "NV", "wordings": ["Paid for by"], "level": "block"}],)");
        QCOMPARE(blocked.status, 0);
        QCOMPARE(blocked.err.count(u"contacts in NV"_s), 2); // In either language.
        QVERIFY(blocked.err.contains(u"Paid for by"_s));
        const auto broken = import({}, "I'm {texterFirstName|a volunteer}, a", "I'm {texterFirstName, a");
        QVERIFY2(broken.err.contains(u"\"who\" cannot be read"_s), qPrintable(broken.err));
        const auto mistyped = import(R"("checks": {"shoutingg": "block"},)");
        QCOMPARE(mistyped.status, 1);
        QVERIFY2(mistyped.err.contains(u"shoutingg"_s), qPrintable(mistyped.err));
    }

    void beyondThisComputerOnlyOverTls()
    {
        const auto refused = run({u"serve"_s, u"--listen"_s, u"0.0.0.0:0"_s});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains(u"--tls-self-signed"_s), qPrintable(refused.err));
        QVERIFY(!QFile::exists(certificate()));
        QCOMPARE(run({u"serve"_s, u"--tls-self-signed"_s, u"--certificate"_s, u"a"_s, u"--key"_s, u"b"_s}).status, 2);
        QCOMPARE(run({u"serve"_s, u"--tls-self-signed=yes"_s}).status, 2);
    }

    void itsOwnCertificateIsMadeOnceAndPinnedByTheJoinLink()
    {
        const auto first = valueOf(serve({u"--tls-self-signed"_s}), u"fingerprint"_s);
        QCOMPARE(first.size(), 64);
        QVERIFY(QFile::exists(certificate()));
#ifdef Q_OS_UNIX
        QCOMPARE(QFileInfo(certificate()).permissions() &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
#endif
        const auto imported =
            run({u"import-campaign"_s, QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/campaign.json"_s});
        QCOMPARE(imported.status, 0);
        const auto link =
            parseJoinLink(valueOf(run({u"join-code"_s, valueOf(imported.out, u"campaign"_s)}).out, u"link"_s));
        QVERIFY(link.has_value());
        QCOMPARE(QString::fromLatin1(link->pin.toHex()), first);
        HttpGateway pinned(link->gateway, link->pin, m_clock);
        QVERIFY(ask<GatewayInfo>([&](auto answer) { pinned.discover(answer); }));
        HttpGateway unpinned(link->gateway, {}, m_clock);
        const auto refused = ask<GatewayInfo>([&](auto answer) { unpinned.discover(answer); });
        QVERIFY(!refused);
        QVERIFY(refused.error().fault == Fault::CertificateNotTrusted);
        end();
        QCOMPARE(valueOf(serve({u"--tls-self-signed"_s}), u"fingerprint"_s), first);
    }

    void aDamagedCertificateIsNotReplacedInSilence()
    {
        end();
        QFile file(certificate());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("-----BEGIN CERTIFICATE-----\nnonsense\n");
        file.close();
        const auto refused = run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--tls-self-signed"_s});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains(u"join link"_s), qPrintable(refused.err));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("nonsense"));
        QVERIFY(file.remove());
    }

    void anOperatorEndsADeviceWhileItServes()
    {
        const auto address = valueOf(serve({}), u"listening"_s);
        const auto imported =
            run({u"import-campaign"_s, QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/campaign.json"_s});
        const auto code = valueOf(run({u"join-code"_s, valueOf(imported.out, u"campaign"_s)}).out, u"code"_s);
        HttpGateway gateway(QUrl(address), {}, m_clock);
        const auto joined = ask<Joined>([&](auto answer) {
            gateway.join({code, u"Grace \x1b[31mHopper"_s, DeviceId{u"laptop-7"_s}, u"Laptop 7"_s}, answer);
        });
        QVERIFY(joined.has_value());
        gateway.setToken(joined->token);

        const auto listed = run({u"sessions"_s});
        QCOMPARE(listed.status, 0);
        QVERIFY2(listed.out.contains(joined->volunteer.value + u"\tlaptop-7\tvolunteer\tlive"_s),
                 qPrintable(listed.out));
        QVERIFY(!listed.out.contains(QChar(0x1b)));
        QVERIFY(!listed.out.contains(joined->token));
        QCOMPARE(run({u"end-session"_s, u"no-such"_s}).status, 1);
        QCOMPARE(run({u"end-session"_s, u"laptop-7"_s, u"--reason"_s, u"left on a bench"_s}).status, 0);

        const auto me = ask<Me>([&](auto answer) { gateway.me(answer); });
        QVERIFY(!me);
        QVERIFY(me.error().problem && me.error().problem->type == ProblemType::Forbidden);
        const auto page = ask<ChangesPage>([&](auto answer) { gateway.changes({}, Seconds{0}, answer); });
        QVERIFY(page.has_value());
        QCOMPARE(page->changes.size(), 1);
        QCOMPARE(std::get<SessionRevoked>(page->changes.first()).reason, u"left on a bench"_s);
        QVERIFY(run({u"sessions"_s}).out.contains(u"ending until"_s));

        QCOMPARE(run({u"end-code"_s, code}).status, 0);
        const auto late = ask<Joined>([&](auto answer) {
            gateway.join({code, u"Eve"_s, DeviceId{u"laptop-8"_s}, u"Laptop 8"_s}, answer);
        });
        QVERIFY(!late);
        QVERIFY(late.error().problem && late.error().problem->type == ProblemType::CodeExpired);
        QCOMPARE(run({u"end-code"_s, u"AAAA-AAAA-AAAA"_s}).status, 1);
    }
};

QTEST_GUILESS_MAIN(TestGatewayProgram)
#include "tst_GatewayProgram.moc"
