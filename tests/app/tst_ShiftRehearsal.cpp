#include "app/desktop/ShiftRehearsal.h"
#include "core/host/CarrierTimer.h"
#include "core/host/PracticeCampaign.h"
#include "tests/app/ProgramRig.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeGateway.h"
#include "ui/MainWindow.h"
#include "ui/widgets/RehearsedKey.h"

#include <QFile>
#include <QTemporaryFile>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kEndsWithin = 60'000;
constexpr int kGaveUp = -1;

/// What is said on standard output, also by a test that fails: end it before anything is compared.
class Said
{
public:
    Said()
        : m_before(::dup(STDOUT_FILENO))
    {
        std::fflush(stdout);
        if (!m_file.open() || ::dup2(m_file.handle(), STDOUT_FILENO) < 0) {
            qFatal("standard output cannot be read");
        }
    }
    ~Said() { words(); }
    QByteArray words()
    {
        if (m_before >= 0) {
            std::fflush(stdout);
            ::dup2(m_before, STDOUT_FILENO);
            ::close(std::exchange(m_before, -1));
            QFile file(m_file.fileName());
            m_words = file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
        }
        return m_words;
    }

private:
    QTemporaryFile m_file;
    QByteArray m_words;
    int m_before;
};

/// The program's loop until something ends it with a code; kGaveUp where nothing does.
int loop(const std::function<bool()>& enough = {})
{
    QTimer end;
    end.setSingleShot(true);
    QObject::connect(&end, &QTimer::timeout, [] { QCoreApplication::exit(kGaveUp); });
    end.start(kEndsWithin);
    QTimer look;
    if (enough) {
        QObject::connect(&look, &QTimer::timeout, [&enough] {
            if (enough()) {
                QCoreApplication::exit(0);
            }
        });
        look.start(20);
    }
    return QCoreApplication::exec();
}

/// A gateway on this computer, as an operator sets it up, with the carrier that remembers.
struct Venue
{
    static QByteArray people(const QByteArray& lastNumber)
    {
        return "First Name,Last Name,Phone,State,ZIP\nAda,Byron,+15125550101,TX,78701\n"
               "Grace,Murray,+15125550102,TX,78701\nHedy,Kiesler," +
               lastNumber + ",TX,78701\n";
    }
    Venue(bool practice, QByteArray list)
    {
        Host::Options options;
        options.databasePath = u":memory:"_s;
        auto opened = Host::open(options, carrier, clock, random);
        if (!opened) {
            qFatal("no host");
        }
        host = std::move(*opened);
        auto document = wire::parseObject(*practiceCampaign()).value();
        if (!practice) {
            document.remove("practice"_L1);
            auto policy = document.value("policy"_L1).toObject();
            policy.remove("floor"_L1);
            document.insert("policy"_L1, policy);
        }
        const auto campaign = host->importCampaign(wire::compact(document));
        QBuffer csv(&list);
        csv.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(campaign.value_or(CampaignId{}), csv);
        if (!report || report->imported != 3) {
            qFatal("no campaign");
        }
        auto listening = HttpFace::listen(*host, {});
        if (!listening) {
            qFatal("no face");
        }
        face = std::move(*listening);
        timer = std::make_unique<CarrierTimer>(*host, clock);
        line.rehearseMs = 0;
        line.joinLink = toText({face->url(), *host->makeJoinCode(*campaign, {}), {}, GatewayKind::Textbank, {}});
    }
    int sessions() const { return static_cast<int>(host->sessions()->size()); }

    SystemClock clock;
    SystemRandom random;
    ScriptedCarrier carrier;
    std::unique_ptr<Host> host;
    std::unique_ptr<HttpFace> face;
    std::unique_ptr<CarrierTimer> timer;
    CommandLine line;
};

class AlwaysOnline final : public Connectivity
{
public:
    bool mayBeOnline() const override { return true; }
};

/// A shift that was joined before, with one person to text, in the real window.
struct JoinedShift
{
    explicit JoinedShift(const QString& address)
        : preferences(folder.filePath(u"preferences"_s))
        , session(
              secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, clock,
              random)
    {
        ShiftRuntime::Parts parts;
        parts.credentials.gateway = QUrl(address);
        parts.credentials.token = u"token"_s;
        parts.credentials.profileKey = QByteArray(32, 'k');
        parts.credentials.profile = u"profile"_s;
        parts.credentials.device = DeviceId{u"device"_s};
        parts.credentials.volunteer = VolunteerId{u"volunteer"_s};
        parts.databasePath = folder.filePath(u"client.db"_s);
        parts.connectivity = std::make_unique<AlwaysOnline>();
        auto made = std::make_unique<FakeGateway>(clock, FakeGateway::Delivery::EventLoop);
        gateway = made.get();
        auto campaign = build::campaign();
        campaign.practice = true;
        gateway->addCampaign(campaign);
        gateway->addToPool({build::contact(0)});
        parts.commands = std::move(made);
        auto started = ShiftRuntime::start(std::move(parts), clock, random);
        if (!started) {
            qFatal("no shift");
        }
        runtime = std::move(*started);
        window = std::make_unique<MainWindow>(theme, preferences, session, clock);
        window->show();
        window->activateWindow();
        QSignalSpy ready(runtime.get(), &ShiftRuntime::ready);
        if (!QTest::qWaitForWindowActive(window.get()) || (ready.isEmpty() && !ready.wait())) {
            qFatal("no window");
        }
        runtime->engine().requestBatch(build::campaignId(), 1, [](const GatewayResult<int>&) {});
        if (!QTest::qWaitFor([this] { return runtime->review().card() != nullptr; })) {
            qFatal("nobody to text");
        }
        window->openShift(runtime->shift());
        window->findChild<MainWindowShift*>()->go(MainWindowShift::Screen::FirstMessages);
        clock.advance(Seconds{2});
        paint();
    }
    ~JoinedShift()
    {
        window->closeShift();
        runtime.reset();
    }
    void paint() const
    {
        QCoreApplication::sendPostedEvents();
        QEvent update(QEvent::UpdateRequest);
        QCoreApplication::sendEvent(window.get(), &update);
    }
    int texts() const { return runtime->store().figures().firstSent; }
    /// As a key that is on its way already: straight to the window.
    void press() const
    {
        paint();
        RehearsedKey down(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s);
        QCoreApplication::sendEvent(window->windowHandle(), &down);
        RehearsedKey up(QEvent::KeyRelease, Qt::Key_Return, Qt::NoModifier, u"\r"_s);
        QCoreApplication::sendEvent(window->windowHandle(), &up);
    }

    QTemporaryDir folder;
    FakeClock clock;
    SeededRandom random{3};
    MemoryCredentials secrets;
    Theme theme;
    Preferences preferences;
    Session session;
    FakeGateway* gateway = nullptr;
    std::unique_ptr<ShiftRuntime> runtime;
    std::unique_ptr<MainWindow> window;
};

} // namespace

/// A rehearsal presses keys by a timer, in the program that texts people: it may do so to nobody.
class tst_ShiftRehearsal : public QObject
{
    Q_OBJECT
private slots:
    void fictionalPeopleOfAPracticeCampaignAreTexted()
    {
        Venue venue(true, Venue::people("+15125550199"));
        ProgramRig rig;
        Said said;
        rig.start(venue.line);
        const auto code = loop([&venue] { return venue.carrier.submitted.size() == 3; });
        rig.end();
        QVERIFY2(said.words().contains("\napprove\n"), said.words().constData());
        QCOMPARE(code, 0);
        QVERIFY2(!said.words().contains("refused"), said.words().constData());
    }

    void aCampaignThatIsNotPracticeIsRefused()
    {
        Venue venue(false, Venue::people("+15125550199"));
        refuses(venue, "\nrefused: only a practice campaign can be rehearsed\n");
        QCOMPARE(venue.sessions(), 1); // It did join.
    }

    void aNumberThatSomebodyMayHaveIsRefusedWhateverTheGatewayClaims_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::newRow("another exchange") << QByteArray("+15125560101");
        QTest::newRow("before the free ones") << QByteArray("+15125550099");
        QTest::newRow("after the free ones") << QByteArray("+15125550200");
    }
    void aNumberThatSomebodyMayHaveIsRefusedWhateverTheGatewayClaims()
    {
        QFETCH(QByteArray, number);
        Venue venue(true, Venue::people(number));
        refuses(venue, "\nrefused: only people with fictional numbers, 555-0100 to 555-0199, can be texted by a "
                       "rehearsal\n");
        QCOMPARE(venue.sessions(), 1);
    }

    void aLinkToAnotherComputerIsNotFollowed()
    {
        Venue venue(true, Venue::people("+15125550199"));
        venue.line.joinLink =
            toText({QUrl(u"https://texts.example.org"_s), u"ABCD-EFGH"_s, {}, GatewayKind::Textbank, {}});
        refuses(venue, "\nrefused: only a gateway on this computer can be rehearsed with\n");
        QVERIFY(m_rig->nothingIsStored());
    }

    void aShiftOfAnotherComputerIsRefused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("far away") << u"https://texts.example.org"_s;
        QTest::newRow("in this room") << u"https://192.168.1.20:8443"_s;
        QTest::newRow("called like this one") << u"https://localhost.example.org"_s;
    }
    void aShiftOfAnotherComputerIsRefused()
    {
        QFETCH(QString, address);
        const JoinedShift shift(address);
        Said said;
        const ShiftRehearsal rehearsal([&shift] { return shift.runtime.get(); }, Millis{0},
                                       ShiftRehearsal::Then::Leave);
        const auto code = loop([&shift] { return shift.texts() > 0; });
        QVERIFY2(said.words().contains("\nrefused: only a gateway on this computer can be rehearsed with\n"),
                 said.words().constData());
        QCOMPARE(code, 3);
        shift.press(); // One that was on its way.
        QCOMPARE(shift.texts(), 0);
    }

    void aKeyOnItsWayMeetsNobodyWhoCameMeanwhile()
    {
        JoinedShift shift(u"http://127.0.0.1:8443"_s);
        Said said;
        const ShiftRehearsal rehearsal([&shift] { return shift.runtime.get(); }, Millis{0},
                                       ShiftRehearsal::Then::Leave);
        shift.press();
        const auto textedBefore = shift.texts();

        // Without a turn of the loop, in which it would look by itself.
        ContactAssigned another;
        another.contact = build::contact(1);
        another.contact.phone = *PhoneNumber::fromE164(u"+15125560101"_s);
        another.lease = shift.runtime->store().leases().constFirst();
        another.stage = ContactStage::NeedsFirstMessage;
        const auto came = shift.runtime->store().applyChanges(build::page({another}, u"cursor-1"_s)).has_value();
        shift.paint();
        shift.clock.advance(Seconds{2});
        const auto isThere = shift.runtime->review().card() != nullptr;
        shift.press();
        QVERIFY2(said.words().contains("\nrefused: only people with fictional numbers"), said.words().constData());
        QCOMPARE(textedBefore, 1);
        QVERIFY(came && isThere);
        QCOMPARE(shift.texts(), 1);
    }

private:
    std::unique_ptr<ProgramRig> m_rig;

    void refuses(Venue& venue, const QByteArray& words)
    {
        m_rig = std::make_unique<ProgramRig>();
        Said said;
        m_rig->start(venue.line);
        const auto code = loop([&venue] { return !venue.carrier.submitted.isEmpty(); });
        m_rig->end();
        QVERIFY2(said.words().contains(words), said.words().constData());
        QCOMPARE(code, 3);
        QCOMPARE(venue.host->record().value("textsAccepted"_L1).toInt(-1), 0);
        QVERIFY(venue.carrier.submitted.isEmpty());
    }
};

QTEST_MAIN(tst_ShiftRehearsal)
#include "tst_ShiftRehearsal.moc"
