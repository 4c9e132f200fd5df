#include "tests/simulation/World.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace textbank::simulation {
namespace {

constexpr std::array kReplies{u"yes", u"No thanks", u"who is this?", u"I may stop by on Tuesday", u"¿Dónde voto?"};
constexpr std::array kStops{u"STOP", u"stop", u"Please remove me from your list", u"ALTO", u"Unsubscribe"};

SimDisk::Death deathOf(StepKind kind)
{
    return kind == StepKind::PowerLossAt || kind == StepKind::GatewayPowerLossAt ? SimDisk::Death::PowerLoss
                                                                                 : SimDisk::Death::Killed;
}

} // namespace

SimLaptop* World::laptop(quint32 which) { return m_laptops[which % m_laptops.size()].get(); }

void World::run(const Step& step)
{
    if (!m_record.violation().isEmpty()) {
        return;
    }
    if (m_record.withTrace()) {
        m_record.note(toRfc3339(m_time.now()) + u' ' + describe(step));
    }
    auto& one = *laptop(step.a);
    switch (step.kind) {
    case StepKind::Deliver:
        deliver(1 + step.b % 8);
        break;
    case StepKind::DeliverOutOfTurn:
        deliverOutOfTurn(step.b);
        break;
    case StepKind::Duplicate:
        m_network.duplicate(step.b);
        break;
    case StepKind::Advance:
        advance(step);
        break;
    case StepKind::WeatherOf:
        if (step.b % 8 == 0) {
            m_network.setOffline(one.identity().machine, !m_network.isOffline(one.identity().machine));
        } else {
            m_network.setWeather(one.identity().machine,
                                 static_cast<Mishap>(1 + (step.b / 8) % (static_cast<quint32>(Mishap::Count) - 1)),
                                 1 + static_cast<int>(step.c % 4), step.c % 3 != 0);
        }
        break;
    case StepKind::KillGateway:
    case StepKind::KillGatewayAt:
    case StepKind::GatewayPowerLoss:
    case StepKind::GatewayPowerLossAt:
    case StepKind::GatewayDiskTrouble:
    case StepKind::GatewayClock:
        runGateway(step);
        break;
    case StepKind::VoterReplies:
    case StepKind::VoterStops:
    case StepKind::VoterReturns:
    case StepKind::CarrierReports:
        runVoter(step);
        break;
    case StepKind::StaffPause:
    case StepKind::StaffResume:
    case StepKind::StaffFreeze:
    case StepKind::StaffRevoke:
    case StepKind::EndDevice:
    case StepKind::StaffReassign:
    case StepKind::StaffRelease:
    case StepKind::StaffOptOut:
    case StepKind::StaffLiftsIt:
    case StepKind::OptOutList:
    case StepKind::MorePeople:
    case StepKind::CampaignChanges:
    case StepKind::HoursChange:
        runStaff(step);
        break;
    case StepKind::JoinAnew:
        joinAnew(step);
        break;
    case StepKind::JumpClock:
    case StepKind::KillLaptop:
    case StepKind::KillLaptopAt:
    case StepKind::PowerLoss:
    case StepKind::PowerLossAt:
    case StepKind::DiskTrouble:
    case StepKind::DiskFine:
    case StepKind::CloneLaptop:
        runMachine(one, step);
        break;
    default:
        if (one.isUp() && !one.isOver() && (one.hasDesk() || step.kind == StepKind::Poke)) {
            runPerson(one, step);
        }
        break;
    }
    for (auto& each : m_laptops) {
        afterwards(*each);
    }
}

void World::runPerson(SimLaptop& laptop, const Step& step)
{
    switch (step.kind) {
    case StepKind::PressNext:
        laptop.pressNext();
        break;
    case StepKind::PressTwice:
        laptop.pressTwice();
        break;
    case StepKind::EditAndPress:
        laptop.editAndPress(step.b);
        break;
    case StepKind::Skip:
        Q_UNUSED(laptop.review().skip().has_value());
        break;
    case StepKind::OptOut:
        laptop.optOut(step.b);
        break;
    case StepKind::WrongNumber:
        laptop.wrongNumber(step.b);
        break;
    case StepKind::Tag:
        laptop.tag(step.b, step.c);
        break;
    case StepKind::Answer:
        laptop.answer(step.b, step.c);
        break;
    case StepKind::Note:
        laptop.addNote(step.b);
        break;
    case StepKind::Escalate:
        laptop.escalate(step.b);
        break;
    case StepKind::CloseOrReopen:
        laptop.closeOrReopen(step.b);
        break;
    case StepKind::OpenConversation:
        laptop.openConversation(step.b);
        break;
    case StepKind::Reply:
        laptop.reply(step.b, step.c);
        break;
    case StepKind::ChooseAndReply:
        laptop.chooseAndReply(step.b, step.c);
        break;
    case StepKind::Draft:
        laptop.draft(step.b, step.c);
        break;
    case StepKind::Undo:
        laptop.undo();
        break;
    case StepKind::NotAnOptOut:
        Q_UNUSED(laptop.inbox().notAnOptOut().has_value());
        break;
    case StepKind::ShowContact:
        laptop.showContact(step.b);
        break;
    case StepKind::RequestBatch:
        laptop.requestBatch(step.b);
        break;
    case StepKind::SignOut:
        laptop.signOut();
        break;
    case StepKind::Poke:
        laptop.poke();
        break;
    default:
        break;
    }
}

void World::runMachine(SimLaptop& laptop, const Step& step)
{
    const Millis away{500 + step.c % 40'000};
    switch (step.kind) {
    case StepKind::JumpClock: {
        static constexpr std::array<qint64, 8> kJumps{1'000,     -1'000,     45'000,     -50'000,
                                                      3'600'000, -3'600'000, 90'000'000, 0};
        laptop.jumpClock(Millis{kJumps.at(step.b % kJumps.size())});
        break;
    }
    case StepKind::KillLaptop:
        if (laptop.isUp()) {
            laptop.seeDesk(SimLaptop::Look::Everything);
            laptop.kill();
            planStart(laptop, away);
        }
        break;
    case StepKind::PowerLoss:
        if (laptop.isUp()) {
            laptop.seeDesk(SimLaptop::Look::Everything);
            laptop.losePower(mixed(m_seed, step.b, step.c));
            planStart(laptop, away);
        }
        break;
    case StepKind::KillLaptopAt:
    case StepKind::PowerLossAt:
        if (laptop.isUp()) {
            laptop.arm(1 + step.b % 60, deathOf(step.kind), mixed(m_seed, step.b, step.c));
        }
        break;
    case StepKind::DiskTrouble:
        if (troubleDisk(laptop.disk(), step.b, step.c) == SimDisk::Fault::OpenError && laptop.isUp()) {
            laptop.quit(); // Files are opened at a start alone.
            planStart(laptop, away);
        }
        break;
    case StepKind::DiskFine:
        laptop.disk().clearFaults();
        break;
    case StepKind::CloneLaptop:
        if (laptop.isUp() && m_laptops.size() < 4 && !laptop.isOver()) {
            const auto machine = static_cast<int>(m_laptops.size());
            m_laptops.push_back(laptop.clone(machine, mixed(m_seed, 12, step.c)));
            if (!m_laptops.back()->start()) {
                planStart(*m_laptops.back(), Millis{5000});
            }
        }
        break;
    default:
        break;
    }
}

SimDisk::Fault World::troubleDisk(SimDisk& disk, quint32 kind, quint32 span)
{
    static constexpr std::array kFaults{SimDisk::Fault::Full,       SimDisk::Fault::WriteError,
                                        SimDisk::Fault::ShortWrite, SimDisk::Fault::SyncError,
                                        SimDisk::Fault::ReadError,  SimDisk::Fault::OpenError};
    const auto fault = kFaults.at(kind % kFaults.size());
    disk.setFault(fault, 1 + span % 7, 1 + span / 7 % 40);
    return fault;
}

void World::setGatewayClock(quint32 which)
{
    static constexpr std::array<std::chrono::minutes, 8> kAhead{5min,   -5min,   40min, -40min,
                                                                180min, -180min, 0min,  0min};
    const auto ahead = kAhead.at(which % kAhead.size());
    if (ahead != m_gatewayClock.ahead()) {
        m_gatewayClock.setAhead(ahead);
        m_gatewayClockSetAt = m_time.now();
        m_record.happened(u"gateway's clock set"_s);
    }
}

void World::runGateway(const Step& step)
{
    if (step.kind == StepKind::GatewayClock) {
        setGatewayClock(step.b);
        return;
    }
    if (!m_server.isUp()) {
        return;
    }
    switch (step.kind) {
    case StepKind::KillGateway:
        m_server.end();
        break;
    case StepKind::GatewayPowerLoss:
        m_server.disk().losePower(mixed(m_seed, step.b, step.c));
        m_server.end();
        break;
    case StepKind::KillGatewayAt:
    case StepKind::GatewayPowerLossAt:
        m_gatewayArmed = true;
        m_server.disk().dieAtOperation(1 + step.b % 60, deathOf(step.kind), mixed(m_seed, step.b, step.c));
        break;
    default:
        troubleDisk(m_server.disk(), step.b, step.c);
        break;
    }
}

const RoomImage::Person& World::personFor(quint32 who) const
{
    // Whoever was texted last answers most; some write who never were.
    const auto& handed = m_carrier.handed();
    if (who % 5 != 0 && !handed.isEmpty()) {
        const auto back = static_cast<qsizetype>(who / 5) % std::min<qsizetype>(handed.size(), 4);
        if (const auto* person = m_people.person(handed.at(handed.size() - 1 - back).text.to)) {
            return *person;
        }
    }
    return m_people.at(who / 5);
}

bool World::wasConfirmed(const PhoneNumber& number) const
{
    const auto& handed = m_carrier.handed();
    return std::any_of(handed.cbegin(), handed.cend(), [&](const SimCarrier::Handed& one) {
        return one.text.to == number && one.text.purpose == Carrier::Purpose::OptOutConfirmation;
    });
}

void World::voterWrites(quint32 who, const QString& text, RoomLedger::Meaning meaning)
{
    CarrierEvent event;
    event.kind = CarrierEvent::Kind::Reply;
    event.message = MessageId{u"reply-%1"_s.arg(++m_serial)};
    event.from = personFor(who).phone;
    event.text = text;
    // "Yes" takes an opt-out back where it answers the text that confirmed it.
    const auto answers = text == kReplies.front() && wasConfirmed(event.from);
    m_ledger.wrote({event.message, event.from, answers ? RoomLedger::Meaning::Start : meaning, m_time.now(), {}});
    m_carrier.report(event);
    planTick(Millis{20});
}

void World::runVoter(const Step& step)
{
    switch (step.kind) {
    case StepKind::VoterReplies:
        voterWrites(step.b, QString::fromUtf16(kReplies.at(step.c % kReplies.size())), RoomLedger::Meaning::Other);
        break;
    case StepKind::VoterStops:
        voterWrites(step.b, QString::fromUtf16(kStops.at(step.c % kStops.size())), RoomLedger::Meaning::Stop);
        break;
    case StepKind::VoterReturns:
        voterWrites(step.b, u"START"_s, RoomLedger::Meaning::Start);
        break;
    default:
        for (auto& handed : m_carrier.handed()) {
            if (handed.reported) {
                continue;
            }
            handed.reported = true;
            CarrierEvent event;
            event.message = handed.text.id;
            event.kind = step.b % 7 == 0 ? CarrierEvent::Kind::Failed : CarrierEvent::Kind::Delivered;
            event.reason = step.b % 7 == 0 ? u"30005"_s : QString();
            if (step.c % 2 == 0) {
                auto sent = event;
                sent.kind = CarrierEvent::Kind::Sent;
                sent.reason.clear();
                m_carrier.report(sent);
            }
            m_carrier.report(event);
        }
        planTick(Millis{20});
        break;
    }
}

void World::joinAnew(const Step& step)
{
    constexpr size_t kMostLaptops = 6;
    auto& left = *laptop(step.a);
    const auto isLost = step.b % 3 == 0 && left.isUp();
    if (m_laptops.size() >= kMostLaptops || left.isReplaced() || left.isClone() || (!left.isOver() && !isLost)) {
        return;
    }
    const auto machine = static_cast<int>(m_laptops.size());
    // Who comes back to the same laptop is known to the gateway by it; on another one they are somebody else.
    const auto device = isLost || step.b % 2 == 0 ? DeviceId{u"device-%1"_s.arg(machine)} : left.identity().device;
    SimRandom chance(mixed(m_seed, 14, step.c));
    const auto key = chance.bytes(32);
    std::optional<Joined> joined;
    m_server.act([&](Host& host) {
        const auto code = host.makeJoinCode(m_image.campaign, {});
        if (code) {
            if (const auto answer = host.join(requestOf(*code, device, key), {}); answer) {
                joined = *answer;
            }
        }
    });
    if (!joined || !m_server.isUp()) {
        return;
    }
    if (isLost) {
        left.lose();
    }
    left.setReplaced();
    if (!addLaptop({machine, joined->volunteer, device, joined->token, key},
                   std::make_unique<SimDisk>(mixed(m_seed, 15, step.c)))) {
        planStart(*m_laptops.back(), Millis{5000});
    }
}

void World::advance(const Step& step)
{
    static constexpr std::array<qint64, 8> kScales{100, 1'000, 1'000, 10'000, 10'000, 60'000, 300'000, 1'800'000};
    Millis by{kScales.at(step.b % kScales.size()) * (1 + static_cast<qint64>(step.c % 10))};
    if (std::any_of(m_laptops.cbegin(), m_laptops.cend(), [](const auto& each) { return each->isClone(); })) {
        by = std::min<Millis>(by, 2min); // Twins with one session take each other's poll away, second by second.
    }
    runUntil(m_time.now() + by);
    for (auto& each : m_laptops) {
        if (each->isUp()) {
            each->refresh();
        }
    }
}

void World::deliver(quint32 count)
{
    constexpr Millis kSoon = 3s;
    for (; count > 0 && m_record.violation().isEmpty(); --count) {
        work();
        const auto next = m_time.next();
        if (!next || *next > m_time.now() + kSoon) {
            runUntil(m_time.now() + 200ms);
            return;
        }
        m_time.advanceTo(*next);
        m_time.takeNext()();
        for (auto& each : m_laptops) {
            afterwards(*each);
        }
    }
}

void World::deliverOutOfTurn(quint32 which)
{
    work();
    const auto until = m_time.now() + 3s; // Nobody gives up before their time.
    const auto planned = m_time.countUntil(until);
    if (planned > 0) {
        m_time.take(which % planned, until)();
    }
}

} // namespace textbank::simulation
