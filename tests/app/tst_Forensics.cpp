#include "core/base/Log.h"
#include "tests/app/Venue.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/ui/TitleWatch.h"

#include <QDir>
#include <QProcess>
#include <cstdio>

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

/// Who works a shift with all that a shift leaves behind.
class Texter : public Worker
{
public:
    using Worker::Worker;
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
        if (!pull()) {
            return false;
        }
        key(Qt::Key_N);
        if (auto* note = QApplication::focusWidget()) {
            QTest::keyClicks(note, kNote);
            key(Qt::Key_Return, Qt::ControlModifier);
        }
        if (!text(venue, texts)) {
            return false;
        }
        venue.reply(0, kReply);
        if (!openReply()) {
            return false;
        }
        composer()->setFocus();
        QTest::keyClicks(composer(), kDraft);
        screens()->go(Screen::FirstMessages); // Which saves what was begun.
        return writeSnippet();
    }
};

/// Sent to it by its own start, this program works such a shift and never ends by itself.
const QString kWorkUntilKilled = u"--work-until-killed"_s;

Worker::Key keyNamed(const QString& name)
{
    return name == "passphrase"_L1 ? Worker::Key::UnderPassphrase : Worker::Key::KeptNowhere;
}

int workUntilKilled(const QString& key)
{
    Venue venue;
    Texter rig(keyNamed(key));
    if (!rig.join(venue) || !rig.work(venue, 3)) {
        std::printf("stuck: %s\n", qPrintable(rig.allWords()));
        return 1;
    }
    std::printf("folder %s\n", qPrintable(rig.folders.data));
    for (const auto& text : venue.carrier.submitted) {
        std::printf("text %s\n", text.text.toUtf8().toBase64().constData());
    }
    std::printf("worked\n");
    std::fflush(stdout);
    return QApplication::exec();
}

QString home() { return qEnvironmentVariable("HOME"); }

/// Nothing where that search is blind: it names the file in which a contact's name lies.
QString blindness(Forensics& search, const QString& folder)
{
    const auto person = people().at(2);
    QFile left(folder + u"/.left/over.bin"_s);
    QDir().mkpath(folder + u"/.left"_s);
    if (!left.open(QIODevice::WriteOnly) || left.write("\x7f\x01" + person.first.toUtf8() + "\x7f") < 0) {
        return u"nothing could be planted"_s;
    }
    left.close();
    const auto found = search.search(home());
    QDir(folder + u"/.left"_s).removeRecursively();
    const auto isNamed = std::any_of(found.cbegin(), found.cend(), [&person](const QString& one) {
        return one.contains(u".left/over.bin: "_s + person.first);
    });
    return isNamed ? QString() : u"what was planted was not found: "_s + found.join(u'\n');
}

Forensics investigator(const QStringList& texts)
{
    auto search = unusual::investigator();
    const QSet<QString> ordinary{u"behind"_s, u"yellow"_s,     u"shall"_s,    u"vote"_s,    u"will"_s,
                                 u"tell"_s,   u"about"_s,      u"parking"_s,  u"Beneath"_s, u"nobody"_s,
                                 u"grow"_s,   u"Absolutely"_s, u"Wednesday"_s};
    for (const auto& text : {kNote, kReply, kDraft, kTitle, kSnippet, kUnsaved}) {
        search.lookFor(text, ordinary);
    }
    search.lookForWhole(Worker::passphrase());
    for (const auto& text : texts) {
        unusual::lookForText(search, text);
    }
    return search;
}

Forensics investigator(const Venue& venue)
{
    QStringList texts;
    for (const auto& text : venue.carrier.submitted) {
        texts.append(text.text);
    }
    return investigator(texts);
}

/// What some label of the window says of one of them, seen or not.
QString labelOfSomebody(const ProgramRig& rig)
{
    for (const auto& person : people()) {
        for (const auto* label : rig.window().findChildren<QLabel*>()) {
            if (label->text().contains(person.first)) {
                return label->text();
            }
        }
    }
    return {};
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

    void nothingReadableLiesThereDuringAndAfterAShift_data()
    {
        QTest::addColumn<Worker::Key>("key");
        QTest::newRow("keychain") << Worker::Key::InKeychain;
        QTest::newRow("passphrase") << Worker::Key::UnderPassphrase;
        QTest::newRow("memory only") << Worker::Key::KeptNowhere;
    }

    void nothingReadableLiesThereDuringAndAfterAShift()
    {
        QFETCH(Worker::Key, key);
        const TitleWatch watch;
        Venue venue;
        Texter rig(key);
        startLog(rig.folders.logs);
        QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
        QVERIFY2(rig.work(venue, 6), qPrintable(rig.allWords()));
        auto search = investigator(venue);
        QVERIFY(search.needles() > 300);

        // In the middle of it: exactly what would be found if the program were killed at this moment.
        QCOMPARE(search.search(home()).join(u'\n'), QString());
        QVERIFY(search.filesRead() >= 3);
        QVERIFY(search.bytesRead() > 100 * 1024);
        QCOMPARE(rig.folders.profiles().size(), 1);
        QCOMPARE(blindness(search, rig.folders.profile(rig.folders.profiles().constFirst())), QString());

        if (key != Worker::Key::KeptNowhere) {
            // Closed without finishing: the store lies there whole.
            rig.end();
            QCOMPARE(search.search(home()).join(u'\n'), QString());
            QVERIFY(QFileInfo(rig.folders.database(rig.folders.profiles().constFirst())).size() > 50 * 1024);

            // The next day it goes on.
            QVERIFY2(rig.startAgain(), qPrintable(rig.allWords()));
            rig.screens()->go(Screen::Snippets);
            QCOMPARE(rig.window().findChild<TemplateField*>()->text(), kSnippet + kUnsaved);
        }
        // It is finished: not even the sealed files are left, nor the key.
        QVERIFY2(rig.finish(), qPrintable(rig.allWords()));
        QCOMPARE(search.search(home()).join(u'\n'), QString());
        QVERIFY(rig.nothingIsLeft());
        stopLog();

        QStringList words;
        for (const auto& person : people()) {
            words << person.first << person.last << person.place << person.number.right(7);
        }
        QVERIFY(watch.titles().size() >= 2); // With the campaign's name, and without.
        QCOMPARE(watch.firstWith(words + QStringList{kNote, kReply, kDraft, kTitle, kSnippet}), QString());
    }

    void nothingReadableLiesThereAfterItWasKilled_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("passphrase") << u"passphrase"_s;
        QTest::newRow("memory only") << u"memory only"_s;
    }

    void nothingReadableLiesThereAfterItWasKilled()
    {
        QFETCH(QString, key);
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TEXTBANK_UNUSUAL_MARK"_s, unusual::mark());
        program.setProcessEnvironment(environment);
        program.setWorkingDirectory(home()); // Where a core file would go.
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QCoreApplication::applicationFilePath(), {kWorkUntilKilled, key});
        QByteArray said;
        const auto worked = QTest::qWaitFor(
            [&] {
                said += program.isOpen() ? program.readAll() : QByteArray();
                return said.contains("worked\n") || program.state() == QProcess::NotRunning;
            },
            60000);
        QVERIFY2(worked && said.contains("worked\n"), said.constData());
        program.kill();
        QVERIFY(program.waitForFinished());

        QStringList texts;
        QString folder;
        for (const auto& line : said.split('\n')) {
            if (line.startsWith("text ")) {
                texts.append(QString::fromUtf8(QByteArray::fromBase64(line.mid(5))));
            } else if (line.startsWith("folder ")) {
                folder = QString::fromUtf8(line.mid(7));
            }
        }
        QCOMPARE(texts.size(), 3);
        QVERIFY(texts.constFirst().contains(unusual::mark()));
        auto search = investigator(texts);
        QVERIFY(folder.startsWith(home()));
        QCOMPARE(search.search(home()).join(u'\n'), QString());
        QCOMPARE(search.searchBytes(u"what it said"_s, said).filter(u"passphrase"_s), QStringList());

        Texter rig(keyNamed(key));
        rig.folders = *prepareFolders(folder);
        QCOMPARE(rig.folders.profiles().size(), 1);
        const auto profile = rig.folders.profiles().constFirst();
        QVERIFY(QFileInfo(rig.folders.database(profile) + u"-wal"_s).size() > 50 * 1024);
        QCOMPARE(blindness(search, rig.folders.profile(profile)), QString());
        if (key == "passphrase"_L1) { // All of it was there, sealed.
            QVERIFY2(rig.startAgain(), qPrintable(rig.allWords()));
            rig.screens()->go(Screen::FirstMessages);
            QTRY_VERIFY2(rig.allWords().contains(unusual::mark()), qPrintable(rig.allWords()));
            QCOMPARE(search.search(home()).join(u'\n'), QString());
            rig.end();
        } else { // Its key died with it; whoever joins next does not find so much as the file.
            Venue venue;
            QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
            QVERIFY(!rig.folders.profileFolders().contains(profile));
            QCOMPARE(rig.folders.profiles().size(), 1);
            rig.end();
        }
        QCOMPARE(search.search(home()).join(u'\n'), QString());
        QVERIFY(QDir(folder).removeRecursively());
    }

    void whatAWipeLeavesOfAnEndedSessionIsNothing()
    {
        Venue venue;
        Texter rig;
        QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
        QVERIFY2(rig.work(venue, 3), qPrintable(rig.allWords()));
        auto search = investigator(venue);
        QCOMPARE(blindness(search, rig.folders.profile(rig.folders.profiles().constFirst())), QString());
        QCOMPARE(venue.endSessions(), 1);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Staff ended this session"_s), qPrintable(rig.allWords()), 15000);
        QVERIFY(!rig.window().hasShift());
        QCOMPARE(labelOfSomebody(rig), QString()); // Nor behind the page.
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Nothing of your shift is left on this laptop"_s),
                                  qPrintable(rig.allWords()), 15000);
        QVERIFY(rig.nothingIsLeft());
        QCOMPARE(search.search(home()).join(u'\n'), QString());
        QVERIFY(rig.button(u"joinAnew"_s));
        QVERIFY(rig.button(u"joinAnew"_s)->hasFocus());
        QTest::keyClick(rig.button(u"joinAnew"_s), Qt::Key_Return);
        QTRY_VERIFY(rig.button(u"continueButton"_s));
    }

    void aDeadlineThatPassesWhileItRunsLeavesNothing_data()
    {
        QTest::addColumn<Worker::Key>("key");
        QTest::addColumn<bool>("owes");
        QTest::newRow("keychain") << Worker::Key::InKeychain << false;
        QTest::newRow("passphrase, with an opt-out to bring up") << Worker::Key::UnderPassphrase << true;
    }

    void aDeadlineThatPassesWhileItRunsLeavesNothing()
    {
        QFETCH(Worker::Key, key);
        QFETCH(bool, owes);
        LaterClock clock;
        Venue venue;
        Texter rig(key);
        rig.clock = &clock;
        rig.lookEvery = Millis{50};
        QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
        QVERIFY2(rig.work(venue, 2), qPrintable(rig.allWords()));
        auto search = investigator(venue);
        QTRY_COMPARE(rig.connection(), u"Connection: Online"_s);

        venue.close();
        QTRY_VERIFY2_WITH_TIMEOUT(rig.connection().contains(u"Offline"_s), qPrintable(rig.connection()), 15000);
        if (owes) {
            clock.advance(std::chrono::seconds{1}); // Who came up a moment ago cannot be opted out.
            rig.key(Qt::Key_O);
            QTRY_COMPARE(rig.connection(), u"Connection: Offline: 1 thing waits"_s);
        }
        QVERIFY(rig.window().hasShift());
        QCOMPARE(blindness(search, rig.folders.profile(rig.folders.profiles().constFirst())), QString());
        clock.advance(std::chrono::hours{9}); // It was lent for eight.
        QTRY_VERIFY2(!rig.window().hasShift(), qPrintable(rig.allWords()));
        QCOMPARE(labelOfSomebody(rig), QString());
        if (owes) {
            QTRY_VERIFY2(rig.shows(u"The time for this batch is over"_s), qPrintable(rig.allWords()));
            QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"The gateway cannot be reached"_s), qPrintable(rig.allWords()), 15000);
            QCOMPARE(rig.folders.profiles().size(), 1);
            QCOMPARE(search.search(home()).join(u'\n'), QString());
            venue.open();
            QVERIFY(rig.press(u"retry"_s));
        }
        QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Nothing of your shift is left on this laptop"_s),
                                  qPrintable(rig.allWords()), 15000);
        QVERIFY(rig.nothingIsLeft());
        QCOMPARE(search.search(home()).join(u'\n'), QString());
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
    if (argc == 3 && argv[1] == kWorkUntilKilled.toLatin1()) {
        const QApplication qt(argc, argv);
        return workUntilKilled(QString::fromLocal8Bit(argv[2]));
    }
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
