#include "tests/simulation/Schedule.h"

#include "core/base/Log.h"
#include "tests/simulation/SimChance.h"
#include "tests/simulation/World.h"

#include <QCoreApplication>
#include <QHashSeed>
#include <array>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

struct KindInfo
{
    StepKind kind;
    const char* name;
    int weight;
};

// In the order of StepKind.
constexpr std::array<KindInfo, static_cast<size_t>(StepKind::Count)> kKinds{{
    {StepKind::PressNext, "press-next", 60},
    {StepKind::PressTwice, "press-twice", 4},
    {StepKind::EditAndPress, "edit-and-press", 8},
    {StepKind::Skip, "skip", 5},
    {StepKind::OptOut, "opt-out", 8},
    {StepKind::WrongNumber, "wrong-number", 4},
    {StepKind::Tag, "tag", 12},
    {StepKind::Answer, "answer", 8},
    {StepKind::Note, "note", 3},
    {StepKind::Escalate, "escalate", 2},
    {StepKind::CloseOrReopen, "close-or-reopen", 4},
    {StepKind::OpenConversation, "open-conversation", 5},
    {StepKind::Reply, "reply", 25},
    {StepKind::ChooseAndReply, "choose-and-reply", 10},
    {StepKind::Draft, "draft", 4},
    {StepKind::Undo, "undo", 14},
    {StepKind::NotAnOptOut, "not-an-opt-out", 3},
    {StepKind::ShowContact, "show-contact", 4},
    {StepKind::RequestBatch, "request-batch", 6},
    {StepKind::SignOut, "sign-out", 3},
    {StepKind::Poke, "poke", 4},
    {StepKind::Deliver, "deliver", 110},
    {StepKind::DeliverOutOfTurn, "deliver-out-of-turn", 12},
    {StepKind::Duplicate, "duplicate", 6},
    {StepKind::Advance, "advance", 40},
    {StepKind::WeatherOf, "weather", 30},
    {StepKind::JumpClock, "jump-clock", 5},
    {StepKind::KillLaptop, "kill-laptop", 10},
    {StepKind::KillLaptopAt, "kill-laptop-at", 8},
    {StepKind::PowerLoss, "power-loss", 5},
    {StepKind::PowerLossAt, "power-loss-at", 5},
    {StepKind::DiskTrouble, "disk-trouble", 6},
    {StepKind::DiskFine, "disk-fine", 3},
    {StepKind::CloneLaptop, "clone-laptop", 2},
    {StepKind::KillGateway, "kill-gateway", 5},
    {StepKind::KillGatewayAt, "kill-gateway-at", 6},
    {StepKind::GatewayPowerLoss, "gateway-power-loss", 3},
    {StepKind::GatewayPowerLossAt, "gateway-power-loss-at", 3},
    {StepKind::GatewayDiskTrouble, "gateway-disk-trouble", 4},
    {StepKind::GatewayClock, "gateway-clock", 3},
    {StepKind::VoterReplies, "voter-replies", 25},
    {StepKind::VoterStops, "voter-stops", 14},
    {StepKind::VoterReturns, "voter-returns", 3},
    {StepKind::CarrierReports, "carrier-reports", 8},
    {StepKind::StaffPause, "staff-pause", 3},
    {StepKind::StaffResume, "staff-resume", 4},
    {StepKind::StaffFreeze, "staff-freeze", 4},
    {StepKind::StaffRevoke, "staff-revoke", 2},
    {StepKind::EndDevice, "end-device", 1},
    {StepKind::StaffReassign, "staff-reassign", 4},
    {StepKind::StaffRelease, "staff-release", 2},
    {StepKind::StaffOptOut, "staff-opt-out", 5},
    {StepKind::StaffLiftsIt, "staff-lifts-it", 5},
    {StepKind::OptOutList, "opt-out-list", 3},
    {StepKind::MorePeople, "more-people", 3},
    {StepKind::CampaignChanges, "campaign-changes", 3},
    {StepKind::HoursChange, "hours-change", 3},
    {StepKind::JoinAnew, "join-anew", 8},
}};

constexpr bool inOrder()
{
    for (size_t i = 0; i < kKinds.size(); ++i) {
        if (static_cast<size_t>(kKinds[i].kind) != i) {
            return false;
        }
    }
    return true;
}
static_assert(inOrder());

bool breaksSomething(StepKind kind)
{
    return (kind >= StepKind::KillLaptop && kind <= StepKind::GatewayClock) || kind == StepKind::JumpClock;
}

// --- chance below the program: nonces and salts come from the seed too

quint64 sodiumState = 0;

uint32_t sodiumWord()
{
    sodiumState += 0x9e3779b97f4a7c15ULL;
    return static_cast<uint32_t>(mixed(sodiumState));
}
void sodiumBytes(void* const buffer, const size_t size)
{
    auto* to = static_cast<unsigned char*>(buffer);
    for (size_t i = 0; i < size; i += 4) {
        auto word = sodiumWord();
        for (auto k = i; k < size && k < i + 4; ++k, word >>= 8) {
            to[k] = static_cast<unsigned char>(word & 0xff);
        }
    }
}
const char* sodiumName() { return "simulation"; }

void tameChance(quint64 seed)
{
    static const bool once = [] {
        QHashSeed::setDeterministicGlobalSeed();
        static randombytes_implementation chance{&sodiumName, &sodiumWord, nullptr, nullptr, &sodiumBytes, nullptr};
        return randombytes_set_implementation(&chance) == 0;
    }();
    Q_UNUSED(once);
    sodiumState = seed;
}

} // namespace

Schedule makeSchedule(quint64 seed)
{
    SimRandom chance(mixed(seed, 13));
    // Each schedule has moods of its own: some kinds of things happen often in it, some never.
    std::array<quint32, kKinds.size()> weights{};
    quint32 total = 0;
    const auto calm = chance.oneIn(4); // Nothing breaks but the network.
    for (const auto& each : kKinds) {
        const auto mood = chance.pick(4); // 0: not at all
        auto weight = static_cast<quint32>(each.weight) * mood;
        if (each.kind == StepKind::Deliver || each.kind == StepKind::PressNext) {
            weight = static_cast<quint32>(each.weight) * (1 + chance.pick(3));
        }
        if (calm && breaksSomething(each.kind)) {
            weight = 0;
        }
        weights[static_cast<size_t>(each.kind)] = weight;
        total += weight;
    }
    Schedule schedule;
    schedule.seed = seed;
    const auto length = 15 + chance.pick(45);
    schedule.steps.reserve(length);
    for (quint32 i = 0; i < length; ++i) {
        auto roll = chance.pick(total);
        size_t kind = 0;
        while (roll >= weights[kind]) {
            roll -= weights[kind++];
        }
        schedule.steps.append(
            {static_cast<StepKind>(kind), chance.pick(12), chance.pick(1'000'000), chance.pick(1'000'000)});
    }
    return schedule;
}

QString describe(const Step& step)
{
    return u"%1 %2 %3 %4"_s.arg(QLatin1String(kKinds.at(static_cast<size_t>(step.kind)).name))
        .arg(step.a)
        .arg(step.b)
        .arg(step.c);
}

Verdict runSchedule(const Schedule& schedule, bool withTrace)
{
    if (QCoreApplication::instance() == nullptr) {
        qFatal("a simulation needs a QCoreApplication"); // The desks own timers, which never run here.
    }
    // The room is made once, from a chance that is no schedule's.
    tameChance(1);
    SimDisk::seedSqlite(1);
    RoomImage::of(RoomShape::of(schedule.seed));
    tameChance(schedule.seed);
    SimRecord record(withTrace);
    {
        World world(schedule.seed, record);
        for (const auto& step : schedule.steps) {
            world.run(step);
        }
        world.heal();
        checkInvariants(world);
        world.countUp();
    }
    Verdict verdict;
    verdict.census = record.census();
    verdict.violation = record.violation();
    verdict.trace = record.takeTrace();
    return verdict;
}

} // namespace textbank::simulation
