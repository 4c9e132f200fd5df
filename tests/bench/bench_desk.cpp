#include "core/review/Finder.h"
#include "core/review/InboxSession.h"
#include "core/review/ReviewSession.h"
#include "tests/bench/Bench.h"
#include "tests/bench/BenchProfile.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QCoreApplication>
#include <cstdio>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// The desk without a window: how long a press takes until the approval is on disk and the next card is current,
/// whatever the size of the batch; how long a profile takes to its first card; how long Find takes.
namespace {

struct Desk
{
    Approver approver;
    UndoHistory undo;
    ReviewSession review;
    InboxSession inbox;
    explicit Desk(TempStore& temp)
        : approver(temp.store(), temp.clock(), temp.random())
        , undo(temp.store(), temp.clock(), temp.random())
        , review((approver.setClockOffset(Millis{0}), temp.store()), approver, undo, temp.clock(), temp.random(),
                 u"Robin Hale"_s)
        , inbox(temp.store(), approver, undo, temp.clock(), temp.random(), u"Robin Hale"_s)
    {
    }
};

void press(int batchSize, int presses)
{
    TempStore temp;
    temp.fill(batchSize);
    std::optional<Desk> desk;
    const double opening = timed([&] { desk.emplace(temp); });
    std::vector<double> pressed;
    std::vector<double> prepared;
    quint64 serial = 0;
    int batches = 1;
    for (int i = 0; i < presses; ++i) {
        if (!desk->review.card()) { // A small batch is done: the next one is pulled.
            const int from = batchSize * batches;
            mustHold(temp->applyLease(build::batch(temp.clock().now(), batchSize, from, batches++)).has_value(),
                     "no further batch");
        }
        prepared.push_back(timed([] { QCoreApplication::processEvents(); }));
        const ContactId contact = desk->review.card()->record.contact.id;
        const QString text = desk->review.card()->text;
        pressed.push_back(timed([&] {
            mustHold(desk->review.approve({++serial, InputKind::Key}, contact, text).has_value(), "a press failed");
        }));
        temp.clock().advance(Millis(100));
    }
    mustHold(temp->figures().firstSent == static_cast<int>(pressed.size()), "not every press is a text");
    std::printf("| %d | %zu | %.3f | %.3f | %.3f | %.3f | %.1f |\n", batchSize, pressed.size(), quantile(pressed, 0.5),
                quantile(pressed, 0.99), quantile(pressed, 1.0), quantile(prepared, 0.99), opening);
    std::fflush(stdout);
}

/// The worst search there is: nobody's hours are open, so every contact is asked about.
void allClosed(int contacts)
{
    TempStore temp;
    temp.fill(contacts);
    temp.clock().advance(std::chrono::hours(10));
    std::optional<Desk> desk;
    const double opening = timed([&] { desk.emplace(temp); });
    mustHold(desk->review.blocked().size() == contacts, "not all are blocked");
    const double refresh = timed([&] { desk->review.refresh(); });
    std::printf("\n%d contacts, all outside their hours: desk opened in %.0f ms, refreshed in %.2f ms\n", contacts,
                opening, refresh);
    std::fflush(stdout);
}

void openAndFind(int contacts, int messages)
{
    TempStore temp;
    fillWithMessages(temp, contacts, messages);
    temp.close();
    std::optional<Desk> desk;
    const double store = timed([&] { temp.reopen(); });
    const double desks = timed([&] { desk.emplace(temp); });
    mustHold(desk->review.card() != nullptr, "no first card");
    const double previews = timed([] { QCoreApplication::processEvents(); });
    std::optional<Finder> finder;
    const double people = timed([&] { finder.emplace(temp.store()); });
    const double first = timed([&] { mustHold(!finder->find(u"library"_s).isEmpty(), "nothing found"); });
    std::vector<double> found;
    for (const QString& query : {u"a"_s, u"an"_s, u"ana"_s, u"library"_s, u"jose thursday"_s, u"0142"_s, u"zebra"_s,
                                 u"already voted"_s, u"e"_s, u"alvarez"_s}) {
        for (int i = 0; i < 20; ++i)
            found.push_back(timed([&] { (void)finder->find(query); }));
    }
    std::printf("| Store opened | %.1f |\n| Both desks, first card current | %.1f |\n| Store and first card | %.1f |\n"
                "| First slice of the list's previews, after the first card | %.1f |\n| Find: names taken in | %.1f |\n"
                "| Find: first search, which reads every message | %.1f |\n| Find, median of 200 | %.2f |\n"
                "| Find, p99 | %.2f |\n",
                store, desks, store + desks, previews, people, first, quantile(found, 0.5), quantile(found, 0.99));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    std::printf("Press on the first-message desk to the next card current, approval committed (ms)\n\n"
                "| batch | presses | median | p99 | worst | preparing the next, p99 | desks opened |\n"
                "|---|---|---|---|---|---|---|\n");
    for (const int size : {50, 1000, 5000, 100'000})
        press(size, 1000);
    allClosed(100'000);
    std::printf("\nA profile of 5,000 contacts and 20,000 messages (ms)\n\n| what | ms |\n|---|---|\n");
    openAndFind(5000, 20'000);
    return 0;
}
