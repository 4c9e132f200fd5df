#include "core/review/ReviewSession.h"
#include "tests/bench/Bench.h"
#include "tests/support/TempStore.h"

#include <QCoreApplication>
#include <QProcess>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// What sealing costs: the same source linked with the real sealer and, as plain_sealing, with one that seals
/// nothing. The two run in turn, so that whatever else the machine does falls on both.
namespace {

constexpr int kRounds = 12;
constexpr int kPresses = 200;
constexpr int kContacts = 5000;
constexpr int kOpenings = 8;

void press(const char* name, TempStore::Disk disk)
{
    TempStore temp(1, disk);
    temp.fill(kPresses + 50);
    Approver approver(temp.store(), temp.clock(), temp.random());
    approver.setClockOffset(Millis{0});
    UndoHistory undo(temp.store(), temp.clock(), temp.random());
    ReviewSession review(temp.store(), approver, undo, temp.clock(), temp.random(), u"Robin Hale"_s);
    for (int i = 0; i < kPresses; ++i) {
        QCoreApplication::processEvents();
        mustHold(review.card() != nullptr, "no card");
        const ContactId contact = review.card()->record.contact.id;
        const QString text = review.card()->text;
        const auto took = timed([&] {
            mustHold(review.approve({static_cast<quint64>(i + 1), InputKind::Key}, contact, text).has_value(),
                     "a press failed");
            mustHold(review.card() != nullptr && review.card()->record.contact.id != contact, "no next card");
        });
        std::printf("%s %.6f\n", name, took);
        temp.clock().advance(Millis(100));
    }
}

/// One round: a line "press MS" for each press (Store::approve and the next card), "quick MS" where commits do not wait
/// for the disk, "open MS" for each opening.
int round()
{
    press("press", TempStore::Disk::Waits);
    press("quick", TempStore::Disk::DoesNotWait);
    TempStore temp;
    temp.fill(kContacts);
    for (int i = 0; i < kOpenings; ++i) {
        temp.close();
        const auto took = timed([&] { mustHold(temp.open(temp.key()).has_value(), "does not open"); });
        std::printf("open %.6f\n", took);
    }
    return 0;
}

struct Times
{
    std::vector<double> press;
    std::vector<double> quick;
    std::vector<double> open;
};

void runRound(const QString& program, Times& into, std::vector<double>& medians)
{
    QProcess process;
    process.start(program, {u"--round"_s});
    mustHold(process.waitForFinished(600000) && process.exitCode() == 0, "a round failed");
    std::vector<double> presses;
    const auto lines = process.readAllStandardOutput().split('\n');
    for (const auto& line : lines) {
        if (line.startsWith("press ")) {
            presses.push_back(line.mid(6).toDouble());
        } else if (line.startsWith("quick ")) {
            into.quick.push_back(line.mid(6).toDouble());
        } else if (line.startsWith("open ")) {
            into.open.push_back(line.mid(5).toDouble());
        }
    }
    into.press.insert(into.press.end(), presses.begin(), presses.end());
    medians.push_back(quantile(presses, 0.5));
}

void print(const char* what, const std::vector<double>& sealed, const std::vector<double>& plain)
{
    std::printf("%-34s | %8.3f %8.3f | %8.3f %8.3f | %+5.1f %%\n", what, quantile(sealed, 0.5), quantile(sealed, 0.99),
                quantile(plain, 0.5), quantile(plain, 0.99), (quantile(sealed, 0.5) / quantile(plain, 0.5) - 1) * 100);
}

} // namespace

int main(int argc, char** argv)
{
    useProgramsDisk(argv[0]);
    const QCoreApplication qt(argc, argv);
    if (QCoreApplication::arguments().contains(u"--round"_s)) {
        return round();
    }
    const auto self = QCoreApplication::applicationFilePath();
    const auto other = QCoreApplication::applicationDirPath() + u"/plain_sealing"_s;
    Times sealed;
    Times plain;
    std::vector<double> sealedMedians;
    std::vector<double> plainMedians;
    for (int i = 0; i < kRounds; ++i) {
        runRound(self, sealed, sealedMedians);
        runRound(other, plain, plainMedians);
    }
    std::vector<double> ratios;
    for (size_t i = 0; i < sealedMedians.size(); ++i) {
        ratios.push_back((sealedMedians[i] / plainMedians[i] - 1) * 100);
    }
    std::printf("Cost of sealing, %d rounds in turn, milliseconds\n\n", kRounds);
    std::printf("%-34s | %-17s | %-17s | median\n", "", "sealed: median p99", "plain: median p99");
    print("press: approval and next card", sealed.press, plain.press);
    print("the same, not waiting for the disk", sealed.quick, plain.quick);
    print("open a store of 5,000 contacts", sealed.open, plain.open);
    std::printf("\npress, ratio of each round's medians: median %+.1f %%, from %+.1f to %+.1f %%\n",
                quantile(ratios, 0.5), quantile(ratios, 0), quantile(ratios, 1));
    return 0;
}
