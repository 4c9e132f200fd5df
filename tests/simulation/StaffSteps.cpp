#include "core/gateway/Wire.h"
#include "tests/simulation/World.h"
#include "tests/support/Builders.h"

#include <QBuffer>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What staff and the operator do, at once.
namespace textbank::simulation {
namespace {

/// All of them within those that a room begins with.
constexpr std::array kHours{Hours{}, Hours{10 * 60, 18 * 60, 13 * 60}, Hours{12 * 60, 20 * 60, 12 * 60}};

DayWindow windowOf(int from, const Hours& hours) { return {from, hours.to}; }

Week weekOf(const Hours& hours)
{
    Week week(6, windowOf(hours.from, hours));
    week.append(windowOf(hours.sundayFrom, hours));
    return week;
}

} // namespace

void World::runStaff(const Step& step)
{
    auto isDone = false;
    m_server.act([&](Host& host) {
        const auto& staff = m_image.staff.at(static_cast<qsizetype>(step.c % 2));
        switch (step.kind) {
        case StepKind::StaffOptOut:
        case StepKind::StaffLiftsIt:
        case StepKind::OptOutList:
            isDone = decideAboutNumbers(host, step, staff);
            break;
        case StepKind::MorePeople:
        case StepKind::CampaignChanges:
        case StepKind::HoursChange:
            isDone = changeCampaign(host, step);
            break;
        default:
            isDone = moveStaff(host, step, staff);
            break;
        }
        isDone = isDone && m_server.isAlive();
    });
    if (isDone) {
        m_record.happened(u"done: "_s + describe(step).section(u' ', 0, 0));
    }
}

bool World::moveStaff(Host& host, const Step& step, const Caller& staff)
{
    // Whatever happened by `before` was before it was turned off, and whatever comes behind the next count after it was
    // turned on.
    const auto turn = [&](RoomLedger::Switch& which, bool on, const std::function<bool()>& act) {
        const auto before = m_server.sequence();
        const auto isDone = act() && m_server.isAlive();
        which.turn(isDone && on ? m_server.sequence() : before, isDone ? std::optional(on) : std::nullopt);
        return isDone;
    };
    const auto& volunteer = laptop(step.a)->identity().volunteer;
    switch (step.kind) {
    case StepKind::StaffPause:
        return turn(m_ledger.pause(), true,
                    [&] { return host.pause(staff, m_image.campaign, u"lunch"_s).has_value(); });
    case StepKind::StaffResume:
        return turn(m_ledger.pause(), false, [&] { return host.resume(staff, m_image.campaign).has_value(); });
    case StepKind::StaffFreeze: {
        const auto on = step.b % 2 == 0;
        return turn(m_ledger.freezeOf(volunteer), on,
                    [&] { return host.freeze(staff, volunteer, on, u"wait"_s).has_value(); });
    }
    case StepKind::StaffRevoke:
        return host.revoke(staff, volunteer, u"left"_s).has_value();
    case StepKind::EndDevice: {
        const auto& device = laptop(step.a)->identity().device;
        return step.b % 2 == 0 ? host.endDevice(staff, device, u"found"_s).has_value()
                               : host.endSessions(device.value, u"found"_s).has_value();
    }
    case StepKind::StaffRelease:
        return host.release(staff, volunteer, u"slow"_s).has_value();
    case StepKind::StaffReassign: {
        Host::Reassignment what;
        what.from = step.b % 5 == 0 ? VolunteerId{} : laptop(step.a + 1)->identity().volunteer;
        what.to = step.b % 3 == 0 ? VolunteerId{} : volunteer;
        what.reason = u"balance"_s;
        auto isDone = host.reassign(staff, what).has_value();
        if (step.b % 7 == 0 && m_server.isAlive()) { // By mistake, as they see at once.
            std::swap(what.from, what.to);
            isDone = host.reassign(staff, what).has_value() || isDone;
        }
        return isDone;
    }
    default:
        return false;
    }
}

bool World::decideAboutNumbers(Host& host, const Step& step, const Caller& staff)
{
    const auto now = m_time.now();
    const auto isLifting = step.kind == StepKind::StaffLiftsIt;
    const auto asked = isLifting ? m_ledger.stops() : QList<PhoneNumber>();
    const auto number =
        asked.isEmpty() ? personFor(step.b).phone : asked.at(static_cast<qsizetype>(step.b) % asked.size());
    const auto byStaff = step.c % 2 == 0;
    const OptOutOrder order{number.e164(), u"called the office"_s, {}};
    if (step.kind == StepKind::StaffOptOut) {
        const auto isDone = (byStaff ? host.recordOptOut(staff, order).has_value()
                                     : host.optOut(m_image.organisation, order).has_value()) &&
                            m_server.isAlive();
        m_ledger.staffStopped(number, now, isDone);
        return isDone;
    }
    if (step.kind == StepKind::OptOutList) {
        // Two of the room, one of them from a day long past, and somebody else.
        const auto& other = personFor(step.c).phone;
        auto csv = u"Phone,Reason,Date\n%1,moved,2025-02-03\n%2,,\n+16145550199,,\n"_s.arg(number.e164(), other.e164())
                       .toUtf8();
        QBuffer list(&csv);
        list.open(QIODevice::ReadOnly);
        const auto isDone = host.importOptOuts(m_image.organisation, list).has_value() && m_server.isAlive();
        for (const auto& listed : {number, other}) {
            // Of whoever is to be left alone already it says nothing new, neither a day long past nor none.
            if (!m_ledger.wantsToBeLeftAlone(listed)) {
                m_ledger.staffStopped(listed, now, isDone);
            }
        }
        return isDone;
    }
    // Staff may lift what they see, which is some minutes old; what was asked since holds.
    auto lifted = order;
    std::optional<Instant> asOf;
    if (byStaff && step.c % 4 == 0) {
        const Millis ago = std::chrono::minutes(step.c % 30);
        lifted.asOf = m_gatewayClock.now() - ago;
        // Who sets the gateway's clock in between mixes up what was before.
        asOf = m_gatewayClockSetAt && *m_gatewayClockSetAt >= now - ago ? std::nullopt : std::optional(now - ago);
    }
    if (!byStaff) {
        const auto was = host.reverseOptOut(m_image.organisation, order);
        if (!was || !m_server.isAlive() || *was) {
            m_ledger.staffLifted(number, now, {});
        }
        return was.value_or(false);
    }
    const auto isDone = host.reverseOptOut(staff, lifted);
    const auto isRefused = !isDone && isDone.error().type == ProblemType::OptedOut && m_server.isAlive();
    if (isRefused) {
        m_record.happened(u"refused: staff-lifts-it"_s);
    } else {
        m_ledger.staffLifted(number, now, asOf);
    }
    return isDone.has_value();
}

bool World::changeCampaign(Host& host, const Step& step)
{
    if (step.kind == StepKind::MorePeople) {
        auto csv = RoomPeople::list(1 + static_cast<int>(step.b % RoomPeople::kFurther));
        QBuffer list(&csv);
        list.open(QIODevice::ReadOnly);
        const auto isDone = host.importContacts(m_image.campaign, list).has_value();
        m_listUnread = !m_server.isAlive() || !m_people.learn(m_server);
        return isDone;
    }
    if (step.kind == StepKind::HoursChange) {
        m_hours = kHours.at(step.b % kHours.size());
    }
    auto campaign = build::campaign();
    campaign.id = m_image.campaign;
    campaign.version = QString::number(++m_version);
    campaign.policy = m_image.shape.policyOf();
    campaign.policy.version = u"policy-%1"_s.arg(m_version);
    campaign.policy.hours.campaignWeek = weekOf(m_hours);
    campaign.brief = u"Version %1"_s.arg(m_version);
    const auto isDone = host.importCampaign(wire::compact(wire::write(campaign))).has_value() && m_server.isAlive();
    m_ledger.documentGiven(campaign.policy.version, m_hours, isDone);
    return isDone;
}

} // namespace textbank::simulation
