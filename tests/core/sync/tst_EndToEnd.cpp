#include "core/audit/AuditCheck.h"
#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "core/host/Host.h"
#include "core/host/http/HttpFace.h"
#include "core/review/InboxSession.h"
#include "core/session/Session.h"
#include "tests/core/sync/EngineRig.h"
#include "tests/support/MemoryCredentials.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// Telephones that the test answers for.
class Telephones final : public Carrier
{
public:
    void submit(const Text& text) override { submitted.append(text); }
    QList<CarrierEvent> poll() override { return std::exchange(events, {}); }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }
    QList<Text> submitted;
    QList<CarrierEvent> events;
};

/// A real gateway on loopback that can be killed and started again on its port and its file.
class Site
{
public:
    explicit Site(int people)
    {
        open();
        auto document = build::campaign();
        // Any hour and any day, so that the test is the same at night.
        document.policy.hours = HoursPolicy::aroundTheClock();
        document.practice = true;
        const auto imported = host->importCampaign(wire::compact(wire::write(document)));
        if (!imported) {
            qFatal("campaign: %s", qPrintable(imported.error().detail));
        }
        campaign = *imported;
        QByteArray rows = "First Name,Last Name,Phone,ZIP,State,Polling Place\n";
        int made = 0;
        for (int area = 201; area < 990 && made < people; ++area) {
            for (int line = 100; line < 200 && made < people; ++line) {
                const auto number = u"+1%1-555-0%2"_s.arg(area).arg(line).remove(u'-');
                if (!PhoneNumber::parse(number)) {
                    break;
                }
                rows += "Ana,Brooks," + number.toLatin1() + ",43215,OH,Community Hall\n";
                ++made;
            }
        }
        QBuffer csv(&rows);
        csv.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(campaign, csv);
        if (!report || report->imported != people) {
            qFatal("imported %d of %d", report ? report->imported : -1, people);
        }
        code = *host->makeJoinCode(campaign, {});
    }
    void open()
    {
        Host::Options options;
        options.databasePath = m_folder.filePath(u"gateway.db"_s);
        auto opened = Host::open(options, carrier, m_clock, m_random);
        if (!opened) {
            qFatal("host: %s", qPrintable(opened.error().detail));
        }
        host = std::move(*opened);
        HttpFace::Options facing;
        facing.port = m_port;
        auto listening = HttpFace::listen(*host, facing);
        if (!listening) {
            qFatal("face: %s", qPrintable(listening.error().detail));
        }
        face = std::move(*listening);
        m_port = face->port();
    }
    void kill()
    {
        face.reset();
        host.reset();
    }
    /// The people behind the telephones write.
    void write(const QList<std::pair<PhoneNumber, QString>>& texts)
    {
        for (const auto& [from, text] : texts) {
            CarrierEvent event;
            event.kind = CarrierEvent::Kind::Reply;
            event.message = MessageId{makeUuidV7(m_clock.now(), m_random)};
            event.from = from;
            event.text = text;
            event.at = m_clock.now();
            carrier.events.append(event);
        }
        if (!host->takeCarrierEvents()) {
            qFatal("the gateway does not take the replies");
        }
    }

    Telephones carrier;
    std::unique_ptr<Host> host;
    std::unique_ptr<HttpFace> face;
    CampaignId campaign;
    QString code;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    quint16 m_port = 0;
};

/// A laptop: joined by code, with a store on disk and the engine driven by a timer, as in the program.
class Laptop
{
public:
    explicit Laptop(Site& site)
    {
        Session session(
            m_keychain,
            [this](const QUrl& url, const QByteArray& pin, GatewayKind) {
                return std::make_unique<HttpGateway>(url, pin, m_clock);
            },
            m_clock, m_random);
        bool ready = false;
        session.look(
            {site.face->url(), site.code, {}, GatewayKind::Textbank}, [&](const GatewayResult<GatewayInfo>& info) {
                if (!info) {
                    qFatal("not a gateway: %s", qPrintable(info.error().detail));
                }
                session.join({SignIn::Way::Code, site.code, u"Robin"_s}, [&](const GatewayResult<Credentials>& made) {
                    if (!made) {
                        qFatal("not joined: %s", qPrintable(made.error().detail));
                    }
                    m_credentials = *made;
                    ready = true;
                });
            });
        if (!QTest::qWaitFor([&] { return ready; }, 10000)) {
            qFatal("no answer to the join code");
        }
        open();
    }
    void open()
    {
        auto opened = Store::open({m_folder.filePath(u"profile.db"_s), m_credentials.profileKey, &TempStore::read,
                                   m_credentials.device, m_credentials.volunteer},
                                  m_clock, m_random);
        if (!opened) {
            qFatal("store: %s", qPrintable(opened.error().detail));
        }
        store = std::move(*opened);
        m_commands = std::make_unique<HttpGateway>(m_credentials.gateway, m_credentials.pin, m_clock);
        m_stream = std::make_unique<HttpGateway>(m_credentials.gateway, m_credentials.pin, m_clock);
        m_commands->setToken(m_credentials.token);
        m_stream->setToken(m_credentials.token);
        engine = std::make_unique<SyncEngine>(*store, *m_commands, *m_stream, m_connectivity, m_clock, m_random);
        person = std::make_unique<ApprovalMaker>(*store, m_clock, m_random);
        QObject::connect(engine.get(), &SyncEngine::wakeChanged, engine.get(), [this] { arm(); });
        m_timer = std::make_unique<QTimer>();
        m_timer->setSingleShot(true);
        QObject::connect(m_timer.get(), &QTimer::timeout, engine.get(), [this] {
            engine->step();
            arm();
        });
        engine->start();
    }
    void arm()
    {
        if (const auto wake = engine->wakeAt()) {
            m_timer->start(std::max(*wake - m_clock.now(), Millis{0}));
        } else {
            m_timer->stop();
        }
    }
    /// The program dies: nothing is said to anybody.
    void die()
    {
        m_timer.reset();
        person.reset();
        engine.reset();
        m_commands.reset();
        m_stream.reset();
        store.reset();
    }
    void pull(const CampaignId& campaign, int size)
    {
        std::optional<GatewayResult<int>> came;
        engine->requestBatch(campaign, size, [&](const GatewayResult<int>& answer) { came.emplace(answer); });
        if (!QTest::qWaitFor([&] { return came.has_value(); }, 60000) || !*came || **came != size) {
            qFatal("no batch: %d, %s", came && *came ? **came : -1,
                   came && !*came ? qPrintable(came->error().detail) : "");
        }
    }
    bool idle() const { return store->outboxCounts().open() == 0; }

    std::unique_ptr<Store> store;
    std::unique_ptr<SyncEngine> engine;
    std::unique_ptr<ApprovalMaker> person;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    MemoryCredentials m_keychain;
    Credentials m_credentials;
    FakeConnectivity m_connectivity;
    std::unique_ptr<HttpGateway> m_commands;
    std::unique_ptr<HttpGateway> m_stream;
    std::unique_ptr<QTimer> m_timer;
};

int texted(const Site& site)
{
    QSet<MessageId> ids;
    for (const auto& text : site.carrier.submitted) {
        ids.insert(text.id);
    }
    return static_cast<int>(ids.size());
}

} // namespace

/// The whole way over real HTTP: laptop, loopback, gateway, carrier, and back.
class TestEndToEnd : public QObject
{
    Q_OBJECT
private slots:
    void aWholeShift();
    void theGatewayDiesInTheMiddle();
    void theProgramDiesInTheMiddle();
    void aRehearsalOfStopReachesEveryLaptop();
    void whoWritesBeforeTheirFirstTextIsAnsweredFromTheInbox();
    void aTextThatStaffStoppedAtTheGatewayIsApprovedAgain();
    void measures();
};

void TestEndToEnd::aWholeShift()
{
    Site site(120);
    Laptop laptop(site);
    std::optional<GatewayResult<void>> refreshed;
    laptop.engine->refreshCampaigns([&](const auto& answer) { refreshed.emplace(answer); });
    QTRY_VERIFY(refreshed);
    QVERIFY(refreshed->has_value());
    QVERIFY(laptop.store->campaign(site.campaign) != nullptr);
    laptop.pull(site.campaign, 100);
    QCOMPARE(laptop.store->contactOrder().size(), 100);

    const auto order = laptop.store->contactOrder();
    for (int i = 0; i < 90; ++i) {
        QVERIFY(laptop.person->first(order.at(i)));
    }
    SystemClock clock;
    SystemRandom random;
    const auto record = [&](int contact, CommandPayload payload) {
        const Command command{CommandId{makeUuidV7(clock.now(), random)}, site.campaign, order.at(contact), clock.now(),
                              std::move(payload)};
        return laptop.store->record(command).has_value();
    };
    for (int i = 90; i < 95; ++i) {
        QVERIFY(record(i, SkipPayload{}));
    }
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 20000);
    QCOMPARE(texted(site), 90);

    QList<std::pair<PhoneNumber, QString>> replies;
    for (int i = 0; i < 20; ++i) {
        replies.append(
            {laptop.store->contact(order.at(i))->contact.phone, i < 3 ? u"STOP"_s : u"Yes, where do I go?"_s});
    }
    site.write(replies);
    QTRY_COMPARE_WITH_TIMEOUT(laptop.store->figures().repliesReceived, 20, 20000);
    QCOMPARE(laptop.store->figures().optedOut, 3);
    QVERIFY(laptop.store->contact(order.at(0))->optedOut);
    QVERIFY(!laptop.person->reply(order.at(0)));

    const auto step = laptop.store->campaign(site.campaign)->firstStep();
    for (int i = 3; i < 13; ++i) {
        QVERIFY(laptop.person->reply(order.at(i)));
        QVERIFY(record(i, AnswerPayload{step->id, step->answers.first().value}));
    }
    QVERIFY(record(3, TagPayload{laptop.store->campaign(site.campaign)->tags.first(), true}));
    QVERIFY(record(40, WrongNumberPayload{}));
    QVERIFY(record(41, OptOutPayload{OptOutSource::Volunteer, {}, laptop.store->contact(order.at(41))->contact.phone}));

    std::optional<GatewayResult<void>> ended;
    laptop.engine->signOut([&](const auto& answer) { ended.emplace(answer); });
    QTRY_VERIFY_WITH_TIMEOUT(ended, 20000);
    QVERIFY(ended->has_value());
    QVERIFY(laptop.idle());

    const auto theirs = site.host->record();
    const auto& ours = laptop.store->figures();
    QCOMPARE(theirs.value("firstMessages"_L1).toInt(), ours.firstSent);
    QCOMPARE(ours.firstSent, 90);
    QCOMPARE(theirs.value("repliesSent"_L1).toInt(), ours.repliesSent);
    QCOMPARE(ours.repliesSent, 10);
    QCOMPARE(theirs.value("replies"_L1).toInt(), ours.repliesReceived);
    QCOMPARE(theirs.value("optOuts"_L1).toInt(), ours.optedOut);
    QCOMPARE(ours.optedOut, 4);
    QCOMPARE(theirs.value("answers"_L1).toInt(), ours.answers);
    QCOMPARE(theirs.value("wrongNumbers"_L1).toInt(), ours.wrongNumbers);
    QCOMPARE(theirs.value("refused"_L1).toInt(), 0);
    QCOMPARE(theirs.value("doubleTexts"_L1).toInt(), 0);
    QCOMPARE(theirs.value("afterOptOut"_L1).toInt(), 0);
    QCOMPARE(ours.refused, 0);

    // What the device signed is what the gateway took, and both records can be shown to anybody.
    QStringList disputes;
    QVERIFY(site.host->database().run(u"SELECT dispute FROM checkpoints"_s, {}, [&](const QSqlQuery& row) {
        disputes.append(row.value(0).toString());
        return true;
    }));
    QVERIFY(disputes.size() >= 3);
    QCOMPARE(disputes.count(QString()), disputes.size());
    QBuffer records;
    records.open(QIODevice::WriteOnly);
    QVERIFY(laptop.store->exportAudit(records));
    QVERIFY(site.host->exportTo(u"audit.jsonl"_s, records));
    const auto report = checkAudit(records.data());
    QVERIFY(report.isSound());
    QCOMPARE(report.chains.first().confirmedUpTo, report.chains.first().signedUpTo - 1); // All but its own last entry.
}

void TestEndToEnd::aRehearsalOfStopReachesEveryLaptop()
{
    Site site(10);
    Laptop one(site);
    Laptop other(site);
    one.pull(site.campaign, 2);
    other.pull(site.campaign, 2);
    const auto phone = *PhoneNumber::fromE164(u"+12025550199"_s);
    const auto before = one.store->contactOrder().size();
    const auto rehearse = [&](const QString& id, Seconds wait) {
        if (!site.host->askForRehearsal({id, site.campaign, phone, wait})) {
            qFatal("not rehearsed");
        }
        site.write({{phone, u"STOP"_s}});
    };
    rehearse(u"r-1"_s, Seconds{60});
    QTRY_VERIFY_WITH_TIMEOUT(site.host->rehearsal(u"r-1"_s)->endedAt.has_value(), 20000);
    const auto passed = *site.host->rehearsal(u"r-1"_s);
    QVERIFY2(passed.passed, qPrintable(passed.reason));
    QCOMPARE(passed.confirmed(), 2);
    qInfo("confirmed in %lld and %lld ms", static_cast<long long>(passed.median()->count()),
          static_cast<long long>(passed.slowest()->count()));
    QCOMPARE(one.store->contactOrder().size(), before); // It is nobody's contact.
    QCOMPARE(one.store->figures().optedOut, 0);

    // One dies; the other has it, and the one that has not is named.
    other.die();
    rehearse(u"r-2"_s, Seconds{1});
    QTRY_VERIFY_WITH_TIMEOUT(site.host->rehearsal(u"r-2"_s)->confirmed() == 1, 20000);
    const auto isOver = [&] {
        return site.host->takeCarrierEvents() && site.host->rehearsal(u"r-2"_s)->endedAt.has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 20000);
    const auto failed = *site.host->rehearsal(u"r-2"_s);
    QCOMPARE(failed.reason, u"unconfirmed"_s);
    QCOMPARE(failed.missing().size(), 1);
    QCOMPARE(site.host->record().value("afterOptOut"_L1).toInt(), 0);
}

void TestEndToEnd::whoWritesBeforeTheirFirstTextIsAnsweredFromTheInbox()
{
    Site site(3);
    Laptop laptop(site);
    laptop.pull(site.campaign, 3);
    const auto contact = laptop.store->contactOrder().front();
    site.write({{laptop.store->contact(contact)->contact.phone, u"Who has this number?"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(laptop.store->contact(contact)->stage == ContactStage::NeedsReply, 20000);
    const SystemClock clock;
    SystemRandom random;
    UndoHistory undo(*laptop.store, clock, random);
    InboxSession inbox(*laptop.store, laptop.person->approver(), undo, clock, random, u"Robin"_s);
    QCOMPARE(inbox.lines().size(), 1);
    inbox.open(contact);
    QVERIFY(inbox.verdict().allowed());
    inbox.setDraft(u"This is Robin, for the library."_s);
    QVERIFY(inbox.approve({1, InputKind::Key}, contact, inbox.draft()));
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 20000);
    QCOMPARE(texted(site), 1);
    QCOMPARE(laptop.store->figures().refused, 0);
    QVERIFY(laptop.store->contact(contact)->stage == ContactStage::Replied);
    QVERIFY(!laptop.person->first(contact)); // They have had their first text.
    QCOMPARE(site.host->record().value("refused"_L1).toInt(), 0);
}

void TestEndToEnd::aTextThatStaffStoppedAtTheGatewayIsApprovedAgain()
{
    Site site(3);
    Laptop laptop(site);
    laptop.pull(site.campaign, 3);
    const auto contact = laptop.store->contactOrder().front();
    Host::JoinCodeOptions staffs;
    staffs.role = Role::Staff;
    const auto joined =
        site.host->join({*site.host->makeJoinCode(site.campaign, staffs), u"Sam"_s, DeviceId{u"staff"_s}, {}}, {});
    QVERIFY(joined);
    const auto staff = *site.host->authenticate(joined->token);
    // The gateway takes it, and its disk fails before the carrier has it.
    site.host->database().setFaultHook([](qint64, const QString& sql) {
        return sql.startsWith("SELECT 1 FROM messages WHERE to_hand_over"_L1)
                   ? std::optional(Error{ErrorCode::Io, u"on purpose"_s})
                   : std::nullopt;
    });
    QVERIFY(laptop.person->first(contact));
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 20000);
    site.host->database().setFaultHook({});
    QVERIFY(site.host->pause(staff, site.campaign, u"break"_s));
    QVERIFY(site.host->takeCarrierEvents());
    QCOMPARE(texted(site), 0);
    QTRY_VERIFY_WITH_TIMEOUT(laptop.store->contact(contact)->stage == ContactStage::NeedsFirstMessage, 20000);
    const auto thread = laptop.store->conversation(contact);
    QVERIFY(thread && thread->size() == 1);
    QVERIFY(thread->front().delivery == Delivery::Refused);
    QCOMPARE(thread->front().reason, u"paused"_s);
    QCOMPARE(laptop.store->figures().firstSent, 0);

    QVERIFY(site.host->resume(staff, site.campaign));
    QTRY_VERIFY_WITH_TIMEOUT(!laptop.store->campaign(site.campaign)->paused, 20000);
    QVERIFY(laptop.person->first(contact));
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 20000);
    QCOMPARE(texted(site), 1);
    QCOMPARE(laptop.store->figures().firstSent, 1);
    QCOMPARE(site.host->record().value("firstMessages"_L1).toInt(), 1);
    QCOMPARE(site.host->record().value("doubleTexts"_L1).toInt(), 0);
}

void TestEndToEnd::theGatewayDiesInTheMiddle()
{
    Site site(150);
    Laptop laptop(site);
    laptop.pull(site.campaign, 150);
    const auto order = laptop.store->contactOrder();
    for (int i = 0; i < 100; ++i) {
        QVERIFY(laptop.person->first(order.at(i)));
    }
    QTRY_VERIFY(laptop.store->outboxCounts().inFlight > 0);
    site.kill();
    for (int i = 100; i < 150; ++i) {
        QVERIFY(laptop.person->first(order.at(i)));
    }
    QTRY_VERIFY_WITH_TIMEOUT(laptop.engine->status().state == SyncState::Offline, 30000);
    QVERIFY(laptop.store->outboxCounts().open() >= 50);
    site.open();
    laptop.engine->poke();
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 30000);
    QCOMPARE(texted(site), 150);
    QCOMPARE(laptop.store->figures().firstSent, 150);
    const auto theirs = site.host->record();
    QCOMPARE(theirs.value("firstMessages"_L1).toInt(), 150);
    QCOMPARE(theirs.value("doubleTexts"_L1).toInt(), 0);
}

void TestEndToEnd::theProgramDiesInTheMiddle()
{
    Site site(100);
    Laptop laptop(site);
    laptop.pull(site.campaign, 100);
    const auto order = laptop.store->contactOrder();
    for (int i = 0; i < 100; ++i) {
        QVERIFY(laptop.person->first(order.at(i)));
    }
    QTRY_VERIFY(laptop.store->outboxCounts().inFlight > 0);
    laptop.die();
    laptop.open();
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 30000);
    QCOMPARE(texted(site), 100);
    QCOMPARE(laptop.store->figures().firstSent, 100);
    QCOMPARE(site.host->record().value("doubleTexts"_L1).toInt(), 0);
}

void TestEndToEnd::measures()
{
    Site site(5000);
    Laptop laptop(site);
    QElapsedTimer timer;
    timer.start();
    laptop.pull(site.campaign, 5000);
    qInfo("pull of a 5,000-contact batch to committed: %lld ms", timer.elapsed());

    const auto order = laptop.store->contactOrder();
    laptop.engine->stop();
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(laptop.person->first(order.at(i)));
    }
    timer.restart();
    laptop.engine->start();
    QTRY_VERIFY_WITH_TIMEOUT(laptop.idle(), 60000);
    qInfo("push of 1,000 commands to the gateway's word: %lld ms", timer.elapsed());
    QCOMPARE(texted(site), 1000);
}

QTEST_GUILESS_MAIN(TestEndToEnd)
#include "tst_EndToEnd.moc"
