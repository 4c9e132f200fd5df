#include "app/desktop/Translations.h"
#include "core/base/Log.h"
#include "tests/bench/Bench.h"
#include "tests/bench/BenchProfile.h"
#include "tests/bench/PaintWatch.h"
#include "tests/bench/ProcessMemory.h"
#include "tests/bench/WindowRig.h"
#include "tests/support/Builders.h"

#include <QLabel>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// The desk with its windows: how long a press of Enter takes until the next card is painted and until the approval is
/// on disk, on a quick and on a slow disk; how long the program takes from its start to the first card; how much memory
/// it holds then. Each figure is taken in a process of its own.
namespace {

constexpr int kPresses = 1000;
constexpr int kStarts = 9;
constexpr int kContacts = 5000;
constexpr int kMessages = 20'000;

/// What a child process is asked for. The rows that it prints are the parent's table.
constexpr auto kPressMode = "--press";
constexpr auto kStartMode = "--start";
constexpr auto kPrepareMode = "--prepare";

QString threeOf(const std::vector<double>& values)
{
    return u"%1 | %2 | %3"_s.arg(quantile(values, 0.5), 0, 'f', 2)
        .arg(quantile(values, 0.99), 0, 'f', 2)
        .arg(quantile(values, 1.0), 0, 'f', 2);
}

// --- in a child: presses

/// A batch that the next card can come from, however small the batches are.
void refill(Store& store, const Clock& clock, int size, int& batches)
{
    const int batch = batches++;
    mustHold(store.applyLease(build::batch(clock.now(), size, size * batch, batch)).has_value(), "no further batch");
    WindowRig::settle();
}

void press(PaintWatch& watch, int batchSize)
{
    TempStore temp(1, TempStore::Disk::DoesNotWait); // For the filling alone; the rig opens it as the program does.
    temp.fill(batchSize);
    temp.close();
    WindowRig rig({temp.folder(), temp.path(), temp.key()}, temp.clock(), temp.random());
    rig.start();
    rig.awaitDesk();
    ReviewSession& review = rig.runtime().review();
    Store& store = rig.runtime().store();
    auto* const card = rig.window().findChild<QWidget*>(u"card"_s);
    mustHold(card && card->isVisible() && review.card(), "no card on the desk");
    card->setFocus();
    int batches = 1;
    std::vector<double> painted;
    std::vector<double> committed;
    std::vector<double> ready;
    for (int i = 0; i < kPresses; ++i) {
        if (!review.next())
            refill(store, temp.clock(), batchSize, batches);
        watch.await(review.next()->record.contact.displayName());
        QTest::keyPress(card, Qt::Key_Return);
        committed.push_back(ms(watch.elapsed()));
        WindowRig::settle();
        ready.push_back(ms(watch.elapsed()));
        mustHold(watch.paintedAfter().has_value(), "the next card was not painted");
        painted.push_back(ms(*watch.paintedAfter()));
        QTest::keyRelease(card, Qt::Key_Return);
        WindowRig::settle();
        temp.clock().advance(Millis(200)); // A person's pace, as far as the guard against bounces can tell.
    }
    mustHold(store.figures().firstSent == kPresses, "not every press is a text");
    say(u"| %1 | %2 ms | %3 | %4 | %5 | %6 |"_s
            .arg(QGuiApplication::platformName(), qEnvironmentVariable("TEXTBANK_FSYNC_MS", u"0"_s))
            .arg(batchSize)
            .arg(threeOf(painted), threeOf(committed), threeOf(ready)));
}

// --- in a child: the program's start

int start(int argc, char** argv, const WindowRig::Profile& profile)
{
    PaintWatch watch(argc, argv);
    watch.await(u" "_s); // Starts the clock; no card has this name.
    FakeClock clock(FakeClock::standardStart() + std::chrono::minutes(1));
    SystemRandom random;
    startLog(profile.folder + u"/logs"_s);
    const Translations translations({});
    WindowRig rig(profile, clock, random);
    const double window = ms(watch.elapsed());
    rig.start();
    const double opened = ms(watch.elapsed());
    QObject::connect(&rig.runtime(), &ShiftRuntime::ready, &watch, [&] {
        const auto* card = rig.runtime().review().card();
        mustHold(card, "no first card");
        watch.await(card->record.contact.displayName());
    });
    while (!watch.paintedAfter())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    say(u"painted %1 %2"_s.arg(window).arg(opened));
    rig.awaitDesk();
    const auto memory = processMemory();
    say(u"memory %1 %2"_s.arg(memory ? memory->proportionalMb : 0).arg(memory ? memory->residentMb : 0));
    stopLog();
    return 0;
}

/// Reads the brief, as a volunteer has when she starts the program again in the middle of her shift.
int prepare(int argc, char** argv, const WindowRig::Profile& profile)
{
    const PaintWatch watch(argc, argv);
    FakeClock clock;
    SystemRandom random;
    WindowRig rig(profile, clock, random);
    rig.start();
    rig.awaitDesk();
    return 0;
}

// --- in the parent

struct Surroundings
{
    QString platform;
    int fsyncMs = 0;
};

void run(QProcess& child, const QStringList& arguments, const Surroundings& around)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, around.platform);
#ifdef TEXTBANK_SLOW_FSYNC
    if (around.fsyncMs > 0) {
        environment.insert(u"LD_PRELOAD"_s, QStringLiteral(TEXTBANK_SLOW_FSYNC));
        environment.insert(u"TEXTBANK_FSYNC_MS"_s, QString::number(around.fsyncMs));
    }
#endif
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    mustHold(child.waitForStarted(), "a child process does not start");
}

QString lineFrom(QProcess& child)
{
    while (!child.canReadLine() && child.waitForReadyRead(-1)) {
    }
    return QString::fromLocal8Bit(child.readLine()).trimmed();
}

void end(QProcess& child)
{
    child.waitForFinished(-1);
    mustHold(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0, "a child process failed");
}

void pressTable(const QList<Surroundings>& all)
{
    say(u"Press of Enter on the desk (ms), %1 presses each, every one committed with synchronous=FULL.\n"
        "Painted: the next card's pixels were handed to the window system. Committed: the approval is on disk and the "
        "press is done with.\nReady: nothing is left to do in the event loop.\n"_s.arg(kPresses));
    say(u"| platform | fsync slowed by | batch | painted: median | p99 | max | committed: median | p99 | max "
        "| ready: median | p99 | max |\n|---|---|---|---|---|---|---|---|---|---|---|---|"_s);
    for (const auto& around : all) {
        for (const int size : {50, 1000, 5000, 100'000}) {
            QProcess child;
            run(child, {QString::fromLatin1(kPressMode), QString::number(size)}, around);
            say(lineFrom(child));
            end(child);
        }
    }
}

QStringList numbersOf(QProcess& child, const QString& word)
{
    auto fields = lineFrom(child).split(u' ');
    mustHold(fields.takeFirst() == word && fields.size() == 2, "a child process said something else");
    return fields;
}

void startTable(const QStringList& platforms)
{
    TempStore temp(1, TempStore::Disk::DoesNotWait);
    fillWithMessages(temp, kContacts, kMessages);
    temp.close();
    const QStringList profile{temp.folder(), temp.path(), QString::fromLatin1(temp.key().toHex())};
    say(u"\nProgram start with a batch of %1 contacts and %2 messages, the brief read; median of %3 starts (ms), and "
        "the slowest.\nFrom before the process is made until its first card is painted and flushed; without the "
        "keychain's answer.\n"_s.arg(kContacts)
            .arg(kMessages)
            .arg(kStarts));
    say(u"| platform | start to first card | slowest | of it: QApplication made to window made | to store and desks "
        "open | PSS on the desk (MB) | RSS (MB) |\n|---|---|---|---|---|---|---|"_s);
    for (const auto& platform : platforms) {
        QProcess reader;
        run(reader, QStringList{QString::fromLatin1(kPrepareMode)} + profile, {platform});
        end(reader);
        std::vector<double> firstCard;
        std::vector<double> window;
        std::vector<double> opened;
        std::vector<double> pss;
        std::vector<double> rss;
        for (int i = 0; i < kStarts; ++i) {
            QProcess child;
            QElapsedTimer timer;
            timer.start();
            run(child, QStringList{QString::fromLatin1(kStartMode)} + profile, {platform});
            const auto painted = numbersOf(child, u"painted"_s);
            firstCard.push_back(ms(timer.nsecsElapsed()));
            window.push_back(painted.at(0).toDouble());
            opened.push_back(painted.at(1).toDouble());
            const auto memory = numbersOf(child, u"memory"_s);
            pss.push_back(memory.at(0).toDouble());
            rss.push_back(memory.at(1).toDouble());
            end(child);
        }
        const auto number = [](const std::vector<double>& values, double share = 0.5) {
            return QString::number(quantile(values, share), 'f', 0);
        };
        say(u"| %1 | %2 | %3 | %4 | %5 | %6 | %7 |"_s.arg(platform, number(firstCard), number(firstCard, 1),
                                                          number(window), number(opened), number(pss), number(rss)));
    }
    say(u"\nPSS counts a page that other processes map too by its share: Qt's libraries weigh more where nothing else "
        "uses them. 0 where the system does not say."_s);
}

} // namespace

int main(int argc, char** argv)
{
    useProgramsDisk(argv[0]);
    const QByteArray mode = argc > 1 ? QByteArray(argv[1]) : QByteArray();
    if (mode == kPressMode && argc == 3) {
        PaintWatch watch(argc, argv);
        press(watch, QByteArray(argv[2]).toInt());
        return 0;
    }
    if ((mode == kStartMode || mode == kPrepareMode) && argc == 5) {
        const WindowRig::Profile profile{QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]),
                                         QByteArray::fromHex(argv[4])};
        return mode == kStartMode ? start(argc, argv, profile) : prepare(argc, argv, profile);
    }

    const QApplication app(argc, argv);
    QStringList platforms{u"offscreen"_s};
    if (!platforms.contains(QGuiApplication::platformName()))
        platforms.append(QGuiApplication::platformName());
    startTable(platforms);
    say({});
    QList<Surroundings> all;
    for (const auto& platform : std::as_const(platforms)) {
        all.append({platform, 0});
#ifdef TEXTBANK_SLOW_FSYNC
        all.append({platform, 30});
#endif
    }
    pressTable(all);
    return 0;
}
