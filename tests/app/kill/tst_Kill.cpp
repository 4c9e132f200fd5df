#include "tests/app/kill/KillRig.h"

#include <QCoreApplication>
#include <QTest>
#include <cstdio>
#include <limits>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

constexpr int kKills = 90;
constexpr int kKillsOfARound = 100;

void print(const KillRig::Figures& figures)
{
    const auto& record = figures.record;
    std::printf("kills: %d (clients %d, the program %d, gateway %d) in %.0f s\n", figures.kills(), figures.clientKills,
                figures.programKills, figures.gatewayKills, figures.seconds);
    std::printf("texts %d, handed over again %d, replies %d, opt-outs %d; decisions %d (by the program %d, noted %d), "
                "not sent for a "
                "reason %d, delivered more than once %d\n",
                record.texts, record.repeats, record.replies, record.optOuts, record.decisions, record.ofProgram,
                record.noted, record.refused, record.deliveredTwice);
    QStringList at;
    for (auto it = figures.killedAt.cbegin(); it != figures.killedAt.cend(); ++it) {
        at.append(u"%1 %2"_s.arg(it.key()).arg(it.value()));
    }
    QStringList injected;
    for (auto it = figures.injected.cbegin(); it != figures.injected.cend(); ++it) {
        injected.append(u"%1 %2"_s.arg(nameOf(it.key())).arg(it.value()));
    }
    std::printf("clients killed after: %s\nfaults on the way: %s\nlost: %d, doubled: %d\n",
                qPrintable(at.join(u", "_s)), qPrintable(injected.join(u", "_s)), figures.lost, figures.doubled);
    std::fflush(stdout);
}

} // namespace

/// The real gateway and its clients in real processes on a real disk, killed at random instants while their
/// connections fail: afterwards three records agree, and nobody was texted twice, forgotten, or texted after STOP.
class TestKill : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsLostOrDoubledWhenProcessesAreKilled()
    {
        const auto wanted = qEnvironmentVariableIntValue("TEXTBANK_KILLS");
        const auto isLong = wanted > 0;
        const auto kills = isLong ? wanted : kKills;
        auto seed = qEnvironmentVariableIsSet("TEXTBANK_SEED") ? qEnvironmentVariable("TEXTBANK_SEED").toULongLong()
                                                               : 20261123ULL;
        KillRig::Figures all;
        while (all.kills() < kills) {
            KillRig::Options options;
            options.seed = seed++;
            options.kills = std::min(kKillsOfARound, kills - all.kills());
            if (qEnvironmentVariableIsSet("TEXTBANK_KEYRING")) {
                options.program = u"" TEXTBANK_PROGRAM ""_s;
            }
            KillRig rig(options);
            if (isLong) {
                connect(&rig, &KillRig::killed, this, [&](int now) {
                    std::printf("\r%d of %d kills, seed %llu ", all.kills() + now, kills, options.seed);
                    std::fflush(stdout);
                });
            }
            const auto faults = rig.run();
            all.add(rig.figures());
            if (!faults.isEmpty()) {
                std::printf("\n%s\n", qPrintable(faults.mid(0, 40).join(u'\n')));
                print(all);
                QFAIL("the records differ");
            }
        }
        std::printf("\n");
        print(all);
        if (!qEnvironmentVariableIsSet("TEXTBANK_KEYRING")) {
            std::printf("There is no secret service here that would survive the kills: without the program itself.\n");
        }
        QVERIFY(all.record.texts > 0 && all.record.replies > 0 && all.record.optOuts > 0);
    }
};

int main(int argc, char** argv)
{
    // As long as it takes: the rig has time limits of its own.
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(std::numeric_limits<int>::max()));
    QCoreApplication application(argc, argv);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Kill.moc"
