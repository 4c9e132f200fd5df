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
    std::printf("texts %d, handed over again %d, replies %d, opt-outs %d; decisions %d, noted %d (by the program %d, "
                "noted %d), not sent for a reason %d, delivered more than once %d; answers %d and opt-outs %d of "
                "clients\n",
                record.texts, record.repeats, record.replies, record.optOuts, record.decisions, record.noted,
                record.ofProgram, record.notedOfProgram, record.refused, record.deliveredTwice, record.answers,
                record.optOutsOfClients);
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

/// Records that agree say nothing about what never happened.
QStringList notReached(const KillRig::Figures& figures)
{
    const auto& record = figures.record;
    auto unmet = figures.notMet();
    const auto floor = [&unmet](const char* what, int count) {
        if (count == 0) {
            unmet.append(QLatin1String(what) + u": none"_s);
        }
    };
    floor("clients killed", figures.clientKills);
    floor("commands that the gateway got twice", record.deliveredTwice);
    floor("decisions that were noted beside the store", record.noted);
    floor("answers that one client gave", record.answers);
    floor("opt-outs that a client recorded", record.optOutsOfClients);
    if (qEnvironmentVariableIsSet("TEXTBANK_KEYRING")) {
        floor("kills of the program", figures.programKills);
        floor("decisions of the program", record.ofProgram);
        floor("decisions of the program that were noted beside the store", record.notedOfProgram);
    }
    return unmet;
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
        const auto unmet = notReached(all);
        QVERIFY2(kills < KillRig::Options::kKillsThatMeetAll || unmet.isEmpty(), qPrintable(unmet.join(u'\n')));
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
