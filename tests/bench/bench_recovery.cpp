#include "core/review/ReviewSession.h"
#include "tests/bench/Bench.h"
#include "tests/bench/BenchProfile.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// A profile of 100,000 messages whose process is killed while it approves, claims and takes in replies: how long the
/// next start takes from opening the file to the first card. Worker and next start are processes of their own; what
/// the killed one left (a log that was not checkpointed, rows in flight) is what the next one finds.
namespace {

constexpr int kContacts = 5000;
constexpr int kMessages = 100'000;
constexpr int kRuns = 30;
constexpr int kTextsOfARun = 25; ///< So that a card is left for the last start.

struct Desk
{
    FakeClock clock;
    SystemRandom random;
    std::unique_ptr<Store> store;
    std::optional<Approver> approver;
    std::optional<UndoHistory> undo;
    std::optional<ReviewSession> review;

    Desk(const QString& path, const QByteArray& key)
    {
        clock.advance(Millis{kMessages});
        auto opened = Store::open({path, key, &TempStore::read}, clock, random);
        mustHold(opened.has_value(), "the store does not open");
        store = std::move(*opened);
        approver.emplace(*store, clock, random);
        approver->setClockOffset(Millis{0});
        undo.emplace(*store, clock, random);
        review.emplace(*store, *approver, *undo, clock, random, u"Robin Hale"_s);
    }
};

/// Works until it is killed: a text, replies, every now and then an attempt to send whose answer never comes.
int work(const QString& path, const QByteArray& key, int run)
{
    Desk desk(path, key);
    std::printf("working\n");
    std::fflush(stdout);
    quint64 serial = 0;
    for (int round = 0;; ++round) {
        if (const auto* card = desk.review->card(); card != nullptr && round < kTextsOfARun) {
            const auto contact = card->record.contact.id;
            const auto text = card->text;
            (void)desk.review->approve({++serial, InputKind::Key}, contact, text);
        }
        QList<Change> replies;
        for (int i = 0; i < 5; ++i) {
            replies.append(build::reply(build::contactId(kContacts - 1 - i), u"And one more thing"_s, desk.clock.now(),
                                        u"late-%1-%2-%3"_s.arg(run).arg(round).arg(i)));
        }
        (void)desk.store->applyChanges(build::page(replies, u"late-%1-%2"_s.arg(run).arg(round)));
        if (round % 4 == 3) {
            QList<CommandId> ids;
            for (const auto& row : desk.store->due(10).value_or(QList<OutboxRow>())) {
                ids.append(row.command.id);
            }
            (void)desk.store->claim(ids);
        }
        desk.clock.advance(Millis{100});
        QCoreApplication::processEvents();
    }
}

/// Prints the milliseconds to the first card, and how many rows nobody knows the fate of.
int start(const QString& path, const QByteArray& key)
{
    std::optional<Desk> desk;
    const auto took = timed([&] {
        desk.emplace(path, key);
        mustHold(desk->review->card() != nullptr, "no card");
    });
    std::printf("%.3f %d\n", took, desk->store->outboxCounts().unknown);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    useProgramsDisk(argv[0]);
    const QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 5) {
        const auto key = QByteArray::fromHex(arguments.at(3).toLatin1());
        return arguments.at(1) == "work"_L1 ? work(arguments.at(2), key, arguments.at(4).toInt())
                                            : start(arguments.at(2), key);
    }
    TempStore profile(1, TempStore::Disk::DoesNotWait);
    fillWithMessages(profile, kContacts, kMessages);
    profile.close();

    std::vector<double> took;
    std::vector<double> logs;
    std::vector<double> unknown;
    SystemRandom random;
    const auto call = [&](const QString& what, int run) {
        return QStringList{what, profile.path(), QString::fromLatin1(profile.key().toHex()), QString::number(run)};
    };
    for (int run = 0; run < kRuns; ++run) {
        QProcess worker;
        worker.start(QCoreApplication::applicationFilePath(), call(u"work"_s, run));
        mustHold(worker.waitForReadyRead(60000), "the worker does not work");
        mustHold(!worker.waitForFinished(static_cast<int>(100 + random.below(600))), "the worker ended by itself");
        worker.kill();
        worker.waitForFinished();
        logs.push_back(static_cast<double>(QFileInfo(profile.path() + u"-wal"_s).size()) / 1024);
        mustHold(logs.back() > 0, "nothing was left to recover");
        QProcess next;
        next.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        next.start(QCoreApplication::applicationFilePath(), call(u"start"_s, run));
        mustHold(next.waitForFinished(60000) && next.exitCode() == 0, "the next start fails");
        const auto said = next.readAllStandardOutput().trimmed().split(' ');
        took.push_back(said.value(0).toDouble());
        unknown.push_back(said.value(1).toDouble());
    }
    mustHold(quantile(unknown, 1) > 0, "nothing was in flight");
    std::printf(
        "Start after SIGKILL, %d contacts and %d messages, %d runs; log left behind %.0f KB in the median, rows "
        "in doubt %.0f\n\n| what | median | p99 |\n|---|---|---|\n"
        "| opening the file to the first card (ms) | %.0f | %.0f |\n",
        kContacts, kMessages, kRuns, quantile(logs, 0.5), quantile(unknown, 0.5), quantile(took, 0.5),
        quantile(took, 0.99));
    return 0;
}
