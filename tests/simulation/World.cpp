#include "tests/simulation/World.h"

#include <QCryptographicHash>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace textbank::simulation {
namespace {

constexpr int kMostHappenings = 60'000;
constexpr int kMostAtOnce = 3'000;
constexpr Millis kRestWithin = 3h; ///< Longer than any back-off, hold or lease of a room takes together.

} // namespace

World::World(quint64 seed, SimRecord& record)
    : m_seed(seed)
    , m_record(record)
    , m_image(RoomImage::of(RoomShape::of(seed)))
    , m_people(m_image)
    , m_time(m_image.shape.startsAt() + Millis{1000})
    , m_gatewayClock(m_time)
    , m_carrier(m_time)
    , m_server({m_image.shape.leaseMinutes(), mixed(seed, 5)}, m_gatewayClock, m_carrier,
               m_image.gateway->clone(mixed(seed, 6)))
    , m_network(seed, m_time, m_server)
{
    SimDisk::seedSqlite(mixed(seed, 8));
    if (record.withTrace()) {
        m_network.note = [this](const QString& line) { m_record.note(u"    "_s + line); };
    }
    m_carrier.setWatch([this](const Carrier::Text& text, bool again) { return mayTake(text, again); });
    m_carrier.setOnGiven([this](const CarrierEvent& event) { m_ledger.given(event.message); });
    m_carrier.setOnStored([this](const CarrierEvent& event) { m_ledger.stored(event.message); });
    m_network.onMishap = [this](Mishap mishap) { m_record.happened(u"mishap "_s + QLatin1String(nameOf(mishap))); };
    m_server.onChanges = [this](const VolunteerId& volunteer) { m_network.changesFor(volunteer); };
    m_server.onDeath = [this] {
        m_record.note(u"  the gateway died"_s);
        m_record.happened(u"gateway died"_s);
        m_network.serverDied();
        planGatewayStart(Millis{3000});
    };
    if (!m_server.start()) {
        qFatal("the gateway of a room does not start");
    }
    if (mixed(seed, 9) % 3 == 0) {
        m_network.setRough(12);
    }
    for (size_t i = 0; i < m_image.seats.size(); ++i) {
        const auto& seat = m_image.seats[i];
        addLaptop({static_cast<int>(i), seat.volunteer, seat.device, seat.token, seat.key},
                  seat.disk->clone(mixed(seed, 11, i)));
    }
    runUntil(m_time.now() + 2s);
}

bool World::addLaptop(const SimLaptop::Identity& identity, std::unique_ptr<SimDisk> disk)
{
    // Most clocks are right to the second; some are not.
    const auto wrong = mixed(m_seed, 10, static_cast<quint64>(identity.machine)) % 8;
    const Millis ahead{wrong == 0 ? 250'000 : wrong == 1 ? -40'000 : static_cast<qint64>(wrong) * 300};
    m_laptops.push_back(std::make_unique<SimLaptop>(
        SimLaptop::Room{m_time, m_network, m_record, m_people, m_ledger, m_seed}, identity, std::move(disk), ahead));
    return m_laptops.back()->start();
}

World::~World()
{
    m_server.onDeath = {};
    m_server.onChanges = {};
}

bool World::tooMuch()
{
    ++m_happenings;
    if (m_time.now() == m_lastMoment) {
        ++m_atOnce;
    } else {
        m_atOnce = 0;
        m_lastMoment = m_time.now();
    }
    if (m_happenings > kMostHappenings || m_atOnce > kMostAtOnce) {
        m_record.violate("rest", u"%1 things happened%2, and it goes on"_s.arg(m_happenings)
                                     .arg(m_atOnce > kMostAtOnce ? u", thousands of them in one moment"_s : QString()));
        return true;
    }
    return false;
}

void World::work()
{
    for (auto busy = true; busy;) {
        busy = false;
        for (auto& laptop : m_laptops) {
            const auto wake = laptop->wakeAt();
            if (!wake || *wake > m_time.now()) {
                continue;
            }
            if (tooMuch()) {
                return;
            }
            laptop->step();
            afterwards(*laptop);
            busy = true;
        }
    }
}

void World::runUntil(Instant until)
{
    for (;;) {
        work();
        auto next = m_time.next();
        for (const auto& laptop : m_laptops) {
            if (const auto wake = laptop->wakeAt(); wake && (!next || *wake < *next)) {
                next = wake;
            }
        }
        if (!next || *next > until || !m_record.violation().isEmpty()) {
            break;
        }
        if (tooMuch()) {
            return;
        }
        m_time.advanceTo(*next);
        if (m_time.next() && *m_time.next() <= m_time.now()) {
            m_time.takeNext()();
        }
        for (auto& laptop : m_laptops) {
            afterwards(*laptop);
        }
    }
    m_time.advanceTo(until);
}

void World::afterwards(SimLaptop& laptop)
{
    if (laptop.isUp() && laptop.noticeDeath()) {
        m_record.note(u"  laptop %1 died"_s.arg(laptop.identity().machine));
        m_record.happened(u"laptop died at a write"_s);
        planStart(laptop, Millis{2000});
    }
    if (!laptop.isUp()) {
        return;
    }
    laptop.turn();
    if (laptop.isOver()) {
        laptop.quit();
    } else if (!laptop.isUp() || laptop.noticeDeath()) {
        planStart(laptop, Millis{2000});
    } else if (laptop.isArmed()) {
        laptop.seeDesk(SimLaptop::Look::Desk);
    }
}

void World::planStart(SimLaptop& laptop, Millis wait)
{
    const auto machine = laptop.identity().machine;
    if (m_starting.contains(machine)) {
        return;
    }
    m_starting.insert(machine);
    m_time.in(wait, [this, machine] {
        m_starting.remove(machine);
        auto& one = *m_laptops[static_cast<size_t>(machine)];
        if (!one.start()) {
            planStart(one, Millis{7000}); // Whoever sits there tries again.
        }
        m_record.note(u"  laptop %1 starts"_s.arg(machine));
    });
}

void World::planGatewayStart(Millis wait)
{
    if (m_gatewayStarting) {
        return;
    }
    m_gatewayStarting = true;
    m_time.in(wait, [this] {
        m_gatewayStarting = false;
        if (m_server.isUp()) {
            return;
        }
        const auto started = m_server.start();
        m_record.note(started ? u"  the gateway starts"_s : u"  the gateway does not start"_s);
        if (!started) {
            m_unjudged.clear();
            m_carrier.giveAgain();
            planGatewayStart(Millis{5000});
            return;
        }
        if (m_listUnread) {
            m_listUnread = !m_people.learn(m_server);
        }
        for (const auto& text : std::exchange(m_unjudged, {})) {
            judge(text);
        }
        planTick(Millis{100});
    });
}

void World::planTick(Millis wait)
{
    if (m_tickPlanned) {
        return;
    }
    m_tickPlanned = true;
    m_time.in(wait, [this] {
        m_tickPlanned = false;
        if (m_server.isUp()) {
            m_server.tick();
            if (m_carrier.hasEvents() && m_server.isUp()) {
                planTick(Millis{1000});
            }
        }
    });
}

bool World::mayTake(const Carrier::Text& text, bool again)
{
    if (!m_server.isAlive()) {
        return false; // Dead, and does not know it yet.
    }
    if (m_record.withTrace()) {
        m_record.note(u"  carrier: %1 to %2%3"_s.arg(text.id.value, text.to.e164(), again ? u" again"_s : QString()));
    }
    if (m_server.isUp()) {
        judge(text);
    } else {
        m_unjudged.append(text);
    }
    return true;
}

void World::judge(const Carrier::Text& text)
{
    if (text.purpose == Carrier::Purpose::OptOutConfirmation) {
        judgeConfirmation(text);
        return;
    }
    const auto* person = m_people.person(text.to);
    const OutboxWatch::Row* row = nullptr;
    for (const auto& laptop : m_laptops) {
        const auto found = laptop->watch().rows().find(text.id.value);
        if (found != laptop->watch().rows().end()) {
            row = &found->second;
        }
    }
    const auto* send = row != nullptr ? std::get_if<SendPayload>(&row->command.payload) : nullptr;
    if (send == nullptr || person == nullptr) {
        m_record.violate("I1", u"the carrier got %1, which no laptop has a row for"_s.arg(text.id.value));
        return;
    }
    if (send->text != text.text || row->command.contact != person->id) {
        m_record.violate("I1",
                         u"the carrier got %1 with another text or number than the approved one"_s.arg(text.id.value));
    }
    auto same = 0;
    auto first = 0;
    for (const auto& handed : m_carrier.handed()) {
        if (handed.text.to != text.to || handed.text.purpose != Carrier::Purpose::Conversation ||
            handed.text.id == text.id) {
            continue;
        }
        for (const auto& laptop : m_laptops) {
            const auto other = laptop->watch().rows().find(handed.text.id.value);
            if (other != laptop->watch().rows().end()) {
                const auto& payload = std::get<SendPayload>(other->second.command.payload);
                same += payload.kind == send->kind && payload.text == send->text ? 1 : 0;
                first += payload.kind == SendKind::FirstMessage ? 1 : 0;
                break;
            }
        }
    }
    if (m_record.pressesFor(person->id, send->kind, send->text) < same + 1) {
        m_record.violate("I1", u"the carrier got %1, which is one more than was pressed for contact %2"_s.arg(
                                   text.id.value, person->id.value));
    }
    if (send->kind == SendKind::FirstMessage && first > 0) {
        m_record.violate("I1", u"contact %1 got a second first message, %2"_s.arg(person->id.value, text.id.value));
    }
    if (m_ledger.knownToHaveStopped(text.to)) {
        m_record.violate(
            "I2", u"the carrier got %1 for contact %2, who had asked to stop"_s.arg(text.id.value, person->id.value));
    }
    auto suppressed = false;
    const auto read = m_server.host().database().run(u"SELECT 1 FROM suppressions WHERE number = ?"_s, {text.to.e164()},
                                                     [&](const QSqlQuery&) {
                                                         suppressed = true;
                                                         return false;
                                                     });
    if (!read) {
        m_record.violate("rest", u"the gateway's opt-outs cannot be read"_s);
    } else if (suppressed) {
        m_record.violate("I2", u"the carrier got %1 for contact %2, whose opt-out the gateway knew"_s.arg(
                                   text.id.value, person->id.value));
    }
    // Hours are the gateway's clock's. Where that is wrong, a laptop that heard of it sends nothing (OutboxWatch).
    const auto now = m_gatewayClock.now();
    if (!m_ledger.isOpenNow(*person, now)) {
        m_record.violate("I3", u"the carrier got %1 for contact %2 at %3, outside their hours"_s.arg(
                                   text.id.value, person->id.value, toRfc3339(now)));
    } else if (now >= send->sendBefore) {
        m_record.violate("I3", u"the carrier got %1 at %2, not before %3"_s.arg(text.id.value, toRfc3339(now),
                                                                                toRfc3339(send->sendBefore)));
    }
}

/// One for each time that somebody asked to stop, at the most, and to nobody else.
void World::judgeConfirmation(const Carrier::Text& text)
{
    auto asked = m_ledger.stopsOf(text.to);
    for (const auto& laptop : m_laptops) {
        for (const auto& [id, row] : laptop->watch().rows()) {
            const auto* optOut = std::get_if<OptOutPayload>(&row.command.payload);
            asked += optOut != nullptr && optOut->number == text.to ? 1 : 0;
        }
    }
    const auto before =
        std::count_if(m_carrier.handed().cbegin(), m_carrier.handed().cend(), [&](const SimCarrier::Handed& handed) {
            return handed.text.to == text.to && handed.text.purpose == Carrier::Purpose::OptOutConfirmation &&
                   handed.text.id != text.id;
        });
    if (before >= asked) {
        m_record.violate("I2", u"%1 is confirmation %2 for %3 opt-outs of %4"_s.arg(text.id.value)
                                   .arg(before + 1)
                                   .arg(asked)
                                   .arg(text.to.e164()));
    }
}

World::Session World::sessionOf(const QString& token)
{
    Session session;
    const auto hash = QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256);
    const auto read =
        m_server.host().database().run(u"SELECT ended_at IS NULL, grace_until FROM sessions WHERE token_hash = ?"_s,
                                       {hash}, [&](const QSqlQuery& row) {
                                           session.live = row.value(0).toBool();
                                           session.inGrace =
                                               !row.isNull(1) && row.value(1).toLongLong() > toMs(m_gatewayClock.now());
                                           return false;
                                       });
    if (!read) {
        m_record.violate("rest", u"the gateway's sessions cannot be read"_s);
    }
    return session;
}

/// Signed out is who cannot sign in again by themselves. Whoever is let in works on; whoever may still bring up what
/// was decided has done it.
bool World::isAtRest(SimLaptop& laptop)
{
    if (laptop.isOver() || !laptop.isUp()) {
        return laptop.isOver();
    }
    const auto session = sessionOf(laptop.identity().token);
    const auto status = laptop.engine().status();
    if (status.state == SyncState::SignedOut || status.state == SyncState::Revoked) {
        return !session.live && (!session.inGrace || laptop.watch().open().isEmpty());
    }
    return status.state == SyncState::Online && status.waiting == 0 && !laptop.store().campaigns().isEmpty() &&
           laptop.store().staleCampaigns().isEmpty() &&
           (laptop.isClone() || m_network.isListening(laptop.identity().machine));
}

bool World::isAtRest()
{
    if (!m_server.isUp() || !m_network.isQuiet() || m_carrier.hasEvents() || m_tickPlanned) {
        return false;
    }
    return std::all_of(m_laptops.cbegin(), m_laptops.cend(), [this](const auto& laptop) { return isAtRest(*laptop); });
}

void World::heal()
{
    if (!m_record.violation().isEmpty()) {
        return;
    }
    m_record.note(u"everything heals"_s);
    m_network.clear();
    m_server.disk().clearFaults();
    if (m_gatewayArmed) {
        m_server.end(); // What it was to die of would come at a time of its own.
    }
    planGatewayStart(Millis{1});
    for (auto& laptop : m_laptops) {
        laptop->disk().clearFaults();
        if (laptop->isArmed() && laptop->isUp()) {
            laptop->kill();
        }
        if (!laptop->isOver()) {
            planStart(*laptop, Millis{1});
        }
    }
    planTick(Millis{500});
    const auto end = m_time.now() + kRestWithin;
    // An answer may set off the next question: at rest is who stays so. Of twins it cannot be seen that they listen;
    // they get the time of the longest back-off.
    const auto twins =
        std::any_of(m_laptops.cbegin(), m_laptops.cend(), [](const auto& laptop) { return laptop->isClone(); });
    const auto enough = twins ? 4 : 2;
    auto calm = 0;
    while (m_time.now() < end && m_record.violation().isEmpty() && calm < enough) {
        runUntil(m_time.now() + (calm > 0 ? 26s : 5s));
        calm = isAtRest() ? calm + 1 : 0;
    }
    if (calm < enough && m_record.violation().isEmpty()) {
        QStringList who;
        for (const auto& laptop : m_laptops) {
            if (laptop->isOver()) {
                who.append(u"over"_s);
            } else if (!laptop->isUp()) {
                who.append(u"down"_s);
            } else {
                const auto status = laptop->engine().status();
                who.append(u"state %1, waiting %2, unknown %3%4"_s.arg(static_cast<int>(status.state))
                               .arg(status.waiting)
                               .arg(status.unknown)
                               .arg(laptop->watch().open().join(u',')));
            }
        }
        m_record.violate("rest", u"no rest within three hours: gateway %1, laptops: %2"_s.arg(
                                     m_server.isUp() ? u"up"_s : u"down"_s, who.join(u"; ")));
    }
}

void World::countUp()
{
    using Fault = SimDisk::Fault;
    constexpr std::array kFaults{std::pair{Fault::Full, "full"},
                                 std::pair{Fault::WriteError, "write error"},
                                 std::pair{Fault::ShortWrite, "short write"},
                                 std::pair{Fault::SyncError, "sync error"},
                                 std::pair{Fault::ReadError, "read error"},
                                 std::pair{Fault::OpenError, "open error"}};
    for (const auto& [fault, name] : kFaults) {
        m_record.happened(u"gateway's disk: "_s + QLatin1String(name), m_server.disk().met(fault));
        for (const auto& laptop : m_laptops) {
            m_record.happened(u"laptop's disk: "_s + QLatin1String(name), laptop->disk().met(fault));
        }
    }
    m_record.happened(u"presses"_s, static_cast<int>(m_record.presses().size()));
    for (const auto& handed : m_carrier.handed()) {
        m_record.happened(handed.text.purpose == Carrier::Purpose::Conversation ? u"texts"_s : u"confirmations"_s);
    }
    for (const auto& laptop : m_laptops) {
        m_record.happened(u"clones"_s, laptop->isClone() ? 1 : 0);
        if (laptop->ending()) {
            m_record.happened(u"ended for reason %1"_s.arg(static_cast<int>(laptop->ending()->reason)));
        }
        for (const auto& [id, row] : laptop->watch().rows()) {
            m_record.happened(
                u"%1 in state %2"_s.arg(commandType(row.command.payload)).arg(static_cast<int>(row.state)));
        }
    }
}

} // namespace textbank::simulation
