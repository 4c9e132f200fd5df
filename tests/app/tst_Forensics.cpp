#include "core/base/Log.h"
#include "core/host/carrier/Carrier.h"
#include "tests/app/ProgramRig.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/UnusualPeople.h"
#include "tests/ui/TitleWatch.h"
#include "ui/inbox/Composer.h"
#include "ui/template/TemplateField.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>

using namespace textbank;
using namespace Qt::StringLiterals;
using Screen = MainWindowShift::Screen;
using unusual::people;

namespace {

const QString kNote = u"Marigolds grow behind her yellow bungalow"_s;
const QString kReply = u"Absolutely, my quokka and I shall vote on Wednesday"_s;
const QString kTitle = u"Platypus parking"_s;
const QString kSnippet = u"Beneath the cantilevered pergola"_s;
const QString kUnsaved = u", or the gazebo"_s;
const QString kDraft = u"Splendiferous, I will tell nobody about it"_s;

class QuietCarrier final : public Carrier
{
public:
    void submit(const Text& text) override { submitted.append(text); }
    QList<CarrierEvent> poll() override { return std::exchange(events, {}); }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }

    QList<Text> submitted;
    QList<CarrierEvent> events;
};

/// A gateway in memory, open at every hour, with those people.
class Venue
{
public:
    Venue()
    {
        Host::Options options;
        options.databasePath = u":memory:"_s;
        host = std::move(Host::open(options, carrier, clock, random).value());
        campaign = host->importCampaign(unusual::campaign()).value();
        auto list = unusual::csv();
        QBuffer csv(&list);
        csv.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(campaign, csv);
        if (!report || report->imported != people().size()) {
            qFatal("people were not imported");
        }
        face = std::move(HttpFace::listen(*host, {}).value());
    }
    QString code()
    {
        Host::JoinCodeOptions options;
        options.uses = 10;
        return host->makeJoinCode(campaign, options).value();
    }
    void reply(int nth, const QString& text)
    {
        const auto& to = carrier.submitted.at(nth);
        CarrierEvent event;
        event.kind = CarrierEvent::Kind::Reply;
        event.message = MessageId{makeUuidV7(clock.now(), random)};
        event.from = to.to;
        event.text = text;
        event.at = clock.now();
        carrier.events.append(event);
        (void)host->takeCarrierEvents();
    }

    SystemClock clock;
    SystemRandom random;
    QuietCarrier carrier;
    std::unique_ptr<Host> host;
    CampaignId campaign;
    std::unique_ptr<HttpFace> face;
};

/// The program at work in that gateway's room.
class Worker : public ProgramRig
{
public:
    bool join(Venue& venue)
    {
        start();
        return QTest::qWaitFor([this] { return button(u"continueButton"_s) != nullptr; }) &&
               tryToJoin(venue.face->url().toString(), venue.code()) &&
               QTest::qWaitFor([this] { return button(u"joinButton"_s) != nullptr; }) && press(u"joinButton"_s) &&
               QTest::qWaitFor([this] { return window().hasShift(); }, 10000);
    }
    MainWindowShift* screens() const { return window().findChild<MainWindowShift*>(); }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {})
    {
        window().activateWindow();
        if (auto* focus = QApplication::focusWidget()) {
            QTest::keyClick(focus, which, modifiers);
        }
        QTest::qWait(150); // As fast as fingers are; sooner is a bounce.
    }
    /// Saves a reply of her own, and leaves a change to it unsaved.
    bool writeSnippet()
    {
        screens()->go(Screen::Snippets);
        if (!press(u"firstSnippet"_s)) {
            return false;
        }
        auto* field = window().findChild<TemplateField*>();
        QTest::keyClicks(QApplication::focusWidget(), kTitle);
        QTest::keyClicks(field, kSnippet);
        key(Qt::Key_S, Qt::ControlModifier);
        QTest::keyClicks(field, kUnsaved);
        screens()->go(Screen::FirstMessages);
        return true;
    }
    /// Texts some, notes something about one, gets an answer and leaves one to it unfinished.
    bool work(Venue& venue, int texts)
    {
        screens()->go(Screen::FirstMessages);
        if (button(u"getBatch"_s)) {
            press(u"getBatch"_s);
        }
        if (!QTest::qWaitFor([this] { return shows(people().constFirst().first); }, 10000)) {
            return false;
        }
        key(Qt::Key_N);
        if (auto* note = QApplication::focusWidget()) {
            QTest::keyClicks(note, kNote);
            key(Qt::Key_Return, Qt::ControlModifier);
        }
        for (int press = 0; press < 60 && venue.carrier.submitted.size() < texts; ++press) {
            key(Qt::Key_Return);
        }
        if (venue.carrier.submitted.size() < texts) {
            return false;
        }
        venue.reply(0, kReply);
        screens()->go(Screen::Replies);
        for (int press = 0; press < 20 && !window().findChild<Composer*>()->isVisible(); ++press) {
            key(Qt::Key_J);
        }
        if (!QTest::qWaitFor([this] { return window().findChild<Composer*>()->isVisible(); }, 10000)) {
            return false;
        }
        auto* composer = window().findChild<Composer*>();
        composer->setFocus();
        QTest::keyClicks(composer, kDraft);
        screens()->go(Screen::FirstMessages); // Which saves what was begun.
        return writeSnippet();
    }
};

Forensics investigator(const Venue& venue)
{
    auto search = unusual::investigator();
    const QSet<QString> ordinary{u"behind"_s, u"yellow"_s,     u"shall"_s,    u"vote"_s,    u"will"_s,
                                 u"tell"_s,   u"about"_s,      u"parking"_s,  u"Beneath"_s, u"nobody"_s,
                                 u"grow"_s,   u"Absolutely"_s, u"Wednesday"_s};
    for (const auto& text : {kNote, kReply, kDraft, kTitle, kSnippet, kUnsaved}) {
        search.lookFor(text, ordinary);
    }
    for (const auto& text : venue.carrier.submitted) {
        unusual::lookForText(search, text.text);
    }
    return search;
}

} // namespace

/// Reads every byte that the program left on the disk, as whoever finds the laptop would.
class TestForensics : public QObject
{
    Q_OBJECT
private slots:
    void theSearchFindsWhatIsThere_data()
    {
        QTest::addColumn<QByteArray>("planted");
        const auto name = people().constFirst().first;
        const auto utf16 = QByteArray(reinterpret_cast<const char*>(name.utf16()), name.size() * 2);
        QTest::newRow("utf-8") << "xx" + name.toUtf8() + "yy";
        QTest::newRow("another case") << "xx" + name.toUpper().toUtf8() + "yy";
        QTest::newRow("utf-16") << "xx" + utf16 + "yy";
        QTest::newRow("base64") << ("abc" + name.toUtf8() + "def").toBase64();
        QTest::newRow("base64, second place") << ("abcd" + name.toUtf8() + "def").toBase64();
        QTest::newRow("base64, third place") << ("abcde" + name.toUtf8() + "def").toBase64();
        QTest::newRow("hexadecimal") << ("abc" + name.toUtf8()).toHex().toUpper();
        QTest::newRow("seven digits") << QByteArray("call 5550163 now");
        QTest::newRow("a dashed number") << QByteArray("512-555-0163");
        QTest::newRow("one word of a note") << QByteArray("the bungalow there");
        for (const auto& [form, bytes] : unusual::traces()) {
            QTest::newRow(qPrintable(form)) << bytes;
        }
    }

    void theSearchFindsWhatIsThere()
    {
        QFETCH(QByteArray, planted);
        const Venue venue;
        auto search = investigator(venue);
        const QTemporaryDir folder;
        QDir(folder.path()).mkpath(u"deep/.hidden"_s);
        QFile file(folder.filePath(u"deep/.hidden/cache.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100000, '\x7f'));
        file.close();
        QVERIFY(search.search(folder.path()).isEmpty());
        QVERIFY(file.open(QIODevice::Append));
        file.write(planted + QByteArray(1000, '\x7f'));
        file.close();
        QVERIFY(!search.search(folder.path()).isEmpty());
    }

    void nothingReadableLiesThereDuringAndAfterAShift()
    {
        const TitleWatch watch;
        Venue venue;
        Worker rig;
        startLog(rig.folders.logs);
        QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
        QVERIFY2(rig.work(venue, 6), qPrintable(rig.allWords()));
        auto search = investigator(venue);
        QVERIFY(search.needles() > 300);
        const auto home = qEnvironmentVariable("HOME");

        // In the middle of it: exactly what would be found if the program were killed at this moment.
        QCOMPARE(search.search(home).join(u'\n'), QString());
        QVERIFY(search.filesRead() >= 3);
        QVERIFY(search.bytesRead() > 100 * 1024);
        QCOMPARE(rig.folders.profiles().size(), 1);

        // Closed without finishing: the store lies there whole.
        rig.end();
        QCOMPARE(search.search(home).join(u'\n'), QString());
        QVERIFY(QFileInfo(rig.folders.database(rig.folders.profiles().constFirst())).size() > 50 * 1024);

        // The next day it goes on, and is finished: not even the sealed files are left, nor the key.
        rig.start();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.program->window() && rig.window().hasShift(), "", 10000);
        rig.screens()->go(Screen::Snippets);
        QCOMPARE(rig.window().findChild<TemplateField*>()->text(), kSnippet + kUnsaved);
        rig.screens()->go(Screen::End);
        QVERIFY(rig.press(u"finishButton"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Your shift is finished"_s), qPrintable(rig.allWords()), 15000);
        QCOMPARE(search.search(home).join(u'\n'), QString());
        QVERIFY(rig.nothingIsStored());
        stopLog();

        QStringList words;
        for (const auto& person : people()) {
            words << person.first << person.last << person.place << person.number.right(7);
        }
        QVERIFY(watch.titles().size() >= 2); // With the campaign's name, and without.
        QCOMPARE(watch.firstWith(words + QStringList{kNote, kReply, kDraft, kTitle, kSnippet}), QString());
    }

    void whatAWipeLeavesOfAnEndedSessionIsNothing()
    {
        Venue venue;
        Worker rig;
        QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
        QVERIFY2(rig.work(venue, 3), qPrintable(rig.allWords()));
        auto search = investigator(venue);
        const auto sessions = venue.host->sessions();
        QVERIFY(sessions && sessions->size() == 1);
        QCOMPARE(venue.host->endSessions(sessions->constFirst().device.value, u"left the room"_s).value_or(0), 1);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Staff ended this session"_s), qPrintable(rig.allWords()), 15000);
        QVERIFY(!rig.window().hasShift());
        for (const auto& person : people()) { // Nor behind the page.
            for (const auto* label : rig.window().findChildren<QLabel*>()) {
                QVERIFY2(!label->text().contains(person.first), qPrintable(label->text()));
            }
        }
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Nothing of your shift is left on this laptop"_s),
                                  qPrintable(rig.allWords()), 15000);
        QVERIFY(rig.nothingIsStored());
        QCOMPARE(search.search(qEnvironmentVariable("HOME")).join(u'\n'), QString());
        QVERIFY(rig.button(u"joinAnew"_s));
        QVERIFY(rig.button(u"joinAnew"_s)->hasFocus());
        QTest::keyClick(rig.button(u"joinAnew"_s), Qt::Key_Return);
        QTRY_VERIFY(rig.button(u"continueButton"_s));
    }

    void aDeadlineThatPassedIsLookedAtBeforeAnythingIsShown()
    {
        ProgramRig rig;
        Credentials credentials;
        credentials.gateway = QUrl(u"http://127.0.0.1:9"_s);
        credentials.token = u"token"_s;
        credentials.profileKey = QByteArray(32, 'k');
        credentials.profile = u"old-shift"_s;
        credentials.device = DeviceId{u"device"_s};
        credentials.volunteer = VolunteerId{u"volunteer"_s};
        rig.secrets.entries().insert(u"session"_s, toBytes(credentials));
        QDir().mkpath(rig.folders.profile(credentials.profile));
        const Store::Options options{rig.folders.database(credentials.profile), credentials.profileKey, {}};
        {
            const FakeClock then; // Long ago.
            SeededRandom random(1);
            auto store = Store::open(options, then, random);
            QVERIFY(store);
            QVERIFY((*store)->applyCampaign(build::campaign()));
            QVERIFY((*store)->applyLease(build::batch(then.now(), 20)));
            ApprovalMaker person(**store, then, random);
            QVERIFY(person.first(build::contactId(0)));
            const auto optOut = OptOutPayload{OptOutSource::Volunteer, {}, build::phone(3)};
            QVERIFY((*store)->record(build::command(build::contactId(3), optOut, then.now(), random)));
            const auto answer = AnswerPayload{StepId{u"support"_s}, u"Yes"_s};
            QVERIFY((*store)->record(build::command(build::contactId(4), answer, then.now(), random)));
        }
        rig.start();
        QTRY_VERIFY2(rig.shows(u"The time for this batch is over"_s), qPrintable(rig.allWords()));
        QVERIFY2(rig.shows(u"1 opt-out, 1 answer"_s) || rig.shows(u"1 opt-out(s), 1 answer(s)"_s),
                 qPrintable(rig.allWords()));
        QVERIFY(!rig.window().hasShift());
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The gateway cannot be reached"_s), qPrintable(rig.allWords()), 15000);
        QCOMPARE(rig.folders.profiles().size(), 1); // What waits is kept,
        rig.end();
        {
            const SystemClock now;
            SeededRandom random(2);
            auto store = Store::open(options, now, random);
            QVERIFY(store);
            QVERIFY((*store)->contactOrder().isEmpty());
            QCOMPARE((*store)->outboxCounts().open(), 2);
            QCOMPARE((*store)->ended()->textsNotSent, 1);
        }
        rig.start(); // over restarts,
        QTRY_VERIFY2(rig.shows(u"The time for this batch is over"_s), qPrintable(rig.allWords()));
        QVERIFY(rig.press(u"startOver"_s)); // until a person says twice that it may go.
        QVERIFY(rig.press(u"keepOld"_s));
        QVERIFY(rig.shows(u"The time for this batch is over"_s));
        QVERIFY(rig.press(u"startOver"_s));
        QVERIFY(rig.press(u"deleteOld"_s));
        QTRY_VERIFY2(rig.nothingIsStored(), qPrintable(rig.allWords()));
    }
};

// Everything that Qt and the program could write goes below one folder.
int main(int argc, char** argv)
{
    const QTemporaryDir home;
    const auto set = [&home](const char* name, const QString& folder) {
        QDir(home.path()).mkpath(folder);
        qputenv(name, home.filePath(folder).toLocal8Bit());
    };
    set("HOME", u"home"_s);
    set("XDG_DATA_HOME", u"home/data"_s);
    set("XDG_CONFIG_HOME", u"home/config"_s);
    set("XDG_CACHE_HOME", u"home/cache"_s);
    set("XDG_RUNTIME_DIR", u"home/runtime"_s);
    set("TMPDIR", u"home/tmp"_s);
    QFile::setPermissions(home.filePath(u"home/runtime"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QApplication qt(argc, argv);
    TestForensics test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_Forensics.moc"
