#include "core/gateway/HttpGateway.h"
#include "core/session/JoinLink.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
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
        const auto first = import({});
        QCOMPARE(first.err, QString());
        QCOMPARE(valueOf(first.out, u"organisation"_s),
                 u"Valley Votes (new; opt-outs of other organisations do not count in it)"_s);
        QCOMPARE(valueOf(import({}, "\"Valley Votes\"", "\"valley  votes\"").out, u"organisation"_s),
                 u"Valley Votes (known; its opt-outs count)"_s);
        const auto atNight = import({}, "\"organisation\"", "\"id\": \"p\", \"practice\": true, \"organisation\"");
        QCOMPARE(atNight.status, 0);
        QVERIFY2(atNight.err.contains(u"campaign is practice"_s), qPrintable(atNight.err));
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

    void aListsFaultsAreSaidLineByLine()
    {
        const auto imported =
            run({u"import-campaign"_s, QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/campaign.json"_s});
        QFile list(m_folder.filePath(u"faulty.csv"_s));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("Phone,ZIP,State\n900-555-2368,,\n800-555-2368,,\n+44 20 7946 0958,,\n4155550101,94110,CA,x\n"
                   "4155550102,78701,CA\n");
        list.close();
        const auto said = run({u"import-contacts"_s, valueOf(imported.out, u"campaign"_s), list.fileName()});
        QCOMPARE(said.status, 0);
        QCOMPARE(valueOf(said.out, u"imported"_s), u"1"_s);
        QCOMPARE(valueOf(said.out, u"refused"_s), u"4"_s);
        QCOMPARE(valueOf(said.out, u"warnings"_s), u"1"_s);
        for (const auto& sentence : {u"Line 2 was left out: the telephone number is a premium-rate number."_s,
                                     u"Line 3 was left out: the telephone number is a toll-free number"_s,
                                     u"Line 4 was left out: the telephone number is of another country"_s,
                                     u"Line 5 was left out: it has more columns than the header."_s,
                                     u"Line 6 was taken, but its ZIP code is not in its state"_s}) {
            QVERIFY2(said.err.contains(sentence), qPrintable(said.err));
        }
    }

#ifdef Q_OS_LINUX
    void whatStandardOutputDoesNotTakeIsNoSuccess_data()
    {
        QTest::addColumn<QStringList>("verb");
        QTest::newRow("export") << QStringList{u"export"_s, u"messages"_s};
        QTest::newRow("record") << QStringList{u"record"_s};
        QTest::newRow("help") << QStringList{u"--help"_s};
    }
    void whatStandardOutputDoesNotTakeIsNoSuccess()
    {
        QFETCH(QStringList, verb);
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(QStringLiteral(TEXTBANK_GATEWAY), verb + QStringList{u"--data"_s, data()});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("tandard output cannot be written"));
    }

    void whatOutlivesItsTerminalIsNotEndedByIt()
    {
        m_serving.setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
        const auto ordinary = qScopeGuard([this] { m_serving.setChildProcessModifier({}); });
        QVERIFY(!serve({}).isEmpty());
        QFile status(u"/proc/%1/status"_s.arg(m_serving.processId()));
        QVERIFY(status.open(QIODevice::ReadOnly));
        const auto text = QString::fromLatin1(status.readAll());
        const auto ignored = text.section(u"SigIgn:\t"_s, 1).section(u'\n', 0, 0).toULongLong(nullptr, 16);
        QVERIFY2((ignored & (1ULL << (SIGHUP - 1))) != 0, qPrintable(text));
    }
#endif

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

    void anOperatorKeepsTheSuppressionListWhileItServes()
    {
        QVERIFY(!serve({}).isEmpty());
        QCOMPARE(
            run({u"import-campaign"_s, QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/campaign.json"_s})
                .status,
            0);
        const auto unknown = run({u"opt-out"_s, u"Nobody"_s, u"(212) 555-0100"_s});
        QCOMPARE(unknown.status, 1);
        QVERIFY2(unknown.err.contains(u"Valley Votes (org-"_s), qPrintable(unknown.err));
        const auto id = unknown.err.section(u'(', 1).section(u')', 0, 0);
        const auto bad = run({u"opt-out"_s, id, u"212"_s});
        QCOMPARE(bad.status, 1);
        QCOMPARE(bad.err.trimmed(), u"Nobody was opted out: the telephone number has too few digits."_s);

        const auto done = run({u"opt-out"_s, u"valley votes"_s, u"(212) 555-0100"_s, u"--reason"_s, u"by\tletter"_s});
        QCOMPARE(valueOf(done.out, u"opted-out"_s), u"1"_s);
        QCOMPARE(valueOf(run({u"opt-out"_s, id, u"+12125550100"_s}).out, u"already"_s), u"1"_s);
        QCOMPARE(run({u"reverse-opt-out"_s, id, u"2125550100"_s}).status, 2);
        QCOMPARE(valueOf(run({u"reverse-opt-out"_s, id, u"2125550100"_s, u"--reason=a mistake"_s}).out, u"reversed"_s),
                 u"1"_s);
        QFile list(m_folder.filePath(u"list.csv"_s));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("phone,reason\n2125550100,by mail\n2125550101,\n55,secret words\n");
        list.close();
        const auto imported = run({u"import-optouts"_s, u"Valley Votes"_s, list.fileName()});
        QCOMPARE(imported.status, 0);
        QCOMPARE(valueOf(imported.out, u"imported"_s), u"2"_s);
        QCOMPARE(valueOf(imported.out, u"already"_s), u"0"_s);
        QCOMPARE(valueOf(imported.out, u"refused"_s), u"1"_s);
        QCOMPARE(imported.err.trimmed(), u"Line 4 was left out: the telephone number has too few digits."_s);

        const auto history = run({u"opt-outs"_s, id, u"212-555-0100"_s});
        const auto lines = history.out.trimmed().split(u'\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY2(lines.at(0).contains(u"opted-out\tgateway\toperator"_s) && lines.at(0).endsWith(u"by letter"_s),
                 qPrintable(history.out));
        QVERIFY(lines.at(2).contains(u"lifted\tgateway\toperator"_s) && lines.at(2).endsWith(u"a mistake"_s));
        QVERIFY(lines.at(3).contains(u"opted-out\timport\toperator"_s) && lines.at(3).endsWith(u"by mail"_s));
        QVERIFY(history.err.contains(u"4 entries; this number is opted out."_s));
        end();
    }

    void theFolderMayBeNamedBeforeTheVerb()
    {
        for (const auto& arguments :
             {QStringList{u"--data"_s, data(), u"record"_s}, QStringList{u"--data="_s + data(), u"record"_s}}) {
            QProcess process;
            process.start(QStringLiteral(TEXTBANK_GATEWAY), arguments);
            QVERIFY(process.waitForFinished(60000));
            QCOMPARE(process.exitCode(), 0);
        }
        QProcess process;
        process.start(QStringLiteral(TEXTBANK_GATEWAY), {u"--data"_s});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 2);
    }

    void anExportHasItsDigestBesideIt()
    {
        const auto path = m_folder.filePath(u"history.csv"_s);
        for (const auto& format : {u"csv"_s, u"jsonl"_s}) {
            const auto written = run({u"export"_s, u"optout-history"_s, u"--out"_s, path, u"--format"_s, format});
            QCOMPARE(written.status, 0);
            QFile file(path);
            QFile beside(path + u".sha256"_s);
            QVERIFY(file.open(QIODevice::ReadOnly) && beside.open(QIODevice::ReadOnly));
            const auto bytes = file.readAll();
            const auto digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
            QCOMPARE(beside.readAll(), digest + "  history.csv\n");
            QVERIFY2(written.err.contains(u"5 records, SHA-256 "_s + QString::fromLatin1(digest)),
                     qPrintable(written.err));
            const auto printed = run({u"export"_s, u"optout-history"_s, u"--format"_s, format});
            QCOMPARE(printed.out.toUtf8(), bytes);
            QVERIFY(printed.err.contains(QString::fromLatin1(digest)));
        }
        QCOMPARE(run({u"export"_s, u"secrets"_s}).status, 1);
        QVERIFY(run({u"export"_s, u"secrets"_s}).err.contains(u"optout-history"_s));
    }

    void whoHoldsTheNumberIsToldThoughAnotherProcessRecordedIt()
    {
        const auto address = valueOf(serve({}), u"listening"_s);
        const auto practice = QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/"_s;
        const auto campaign = valueOf(run({u"import-campaign"_s, practice + u"campaign.json"_s}).out, u"campaign"_s);
        QCOMPARE(run({u"import-contacts"_s, campaign, practice + u"contacts.csv"_s}).status, 0);
        const auto code = valueOf(run({u"join-code"_s, campaign}).out, u"code"_s);
        HttpGateway gateway(QUrl(address), {}, m_clock);
        const auto joined = ask<Joined>([&](auto answer) {
            gateway.join({code, u"Grace"_s, DeviceId{u"laptop-9"_s}, u"Laptop 9"_s}, answer);
        });
        QVERIFY(joined.has_value());
        gateway.setToken(joined->token);
        const auto page = ask<LeasePage>([&](auto answer) {
            gateway.lease({u"lease-9"_s, CampaignId{campaign}, 1}, answer);
        });
        QVERIFY(page && page->contacts.size() == 1);
        std::optional<GatewayResult<ChangesPage>> told;
        gateway.changes(page->cursor, Seconds{25}, [&](const auto& answer) { told.emplace(answer); });
        const auto number = page->contacts.front().phone;
        QCOMPARE(run({u"opt-out"_s, u"Valley Votes"_s, number.national()}).status, 0);
        QVERIFY(QTest::qWaitFor([&] { return told.has_value(); }, 20000)); // Sooner than the poll ends by itself.
        QVERIFY(*told && (*told)->changes.size() == 1);
        const auto added = std::get<OptOutAdded>((*told)->changes.front());
        QCOMPARE(added.number, number);
        QCOMPARE(added.source, OptOutSource::Gateway);
        QCOMPARE(run({u"end-session"_s, u"laptop-9"_s}).status, 0); // Or a rehearsal would wait for it.
        end();
    }

    void stopIsRehearsedByItselfAndBesideAServingProcess()
    {
        const auto imported =
            run({u"import-campaign"_s, QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/campaign.json"_s});
        const auto campaign = valueOf(imported.out, u"campaign"_s);
        const auto alone = run({u"rehearse-stop"_s, campaign});
        QVERIFY2(alone.status == 0, qPrintable(alone.out + alone.err));
        QCOMPARE(valueOf(alone.out, u"rehearsal"_s), u"passed"_s);
        QCOMPARE(valueOf(alone.out, u"clients told"_s), u"0"_s);
        QCOMPARE(valueOf(alone.out, u"text after STOP"_s), u"opted-out"_s);
        QCOMPARE(valueOf(alone.out, u"confirming texts"_s), u"1"_s);
        QCOMPARE(run({u"rehearse-stop"_s, u"none"_s}).status, 1);
        QCOMPARE(run({u"rehearse-stop"_s, campaign, u"--phone"_s, u"12"_s}).status, 1);
        QCOMPARE(run({u"rehearse-stop"_s, campaign, u"--wait"_s, u"0"_s}).status, 2);

        const auto address = valueOf(serve({}), u"listening"_s);
        const auto served = run({u"rehearse-stop"_s, campaign});
        QVERIFY2(served.status == 0, qPrintable(served.out + served.err));
        const auto code = valueOf(run({u"join-code"_s, campaign}).out, u"code"_s);
        HttpGateway gateway(QUrl(address), {}, m_clock);
        const auto joined = ask<Joined>([&](auto answer) {
            gateway.join({code, u"Grace"_s, DeviceId{u"laptop-9"_s}, u"Laptop nine"_s}, answer);
        });
        QVERIFY(joined.has_value());
        const auto failed = run({u"rehearse-stop"_s, campaign, u"--wait"_s, u"1"_s});
        QCOMPARE(failed.status, 1);
        QCOMPARE(valueOf(failed.out, u"rehearsal"_s), u"failed"_s);
        QCOMPARE(valueOf(failed.out, u"not confirmed"_s), u"laptop-9 (Laptop nine)"_s);
        QVERIFY2(failed.err.contains(u"Look after the computers"_s), qPrintable(failed.err));
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
