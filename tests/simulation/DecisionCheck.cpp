#include "tests/simulation/DecisionCheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace textbank::simulation {
namespace {

/// As inexactly as the gateway's time can be known from its answers.
constexpr Millis kSameClock = 1min;
/// Further apart the program may hold the clocks to be wrong.
constexpr Millis kClocksAgree = 40s;

const SendPayload* sendOf(const OutboxWatch::Row& row) { return std::get_if<SendPayload>(&row.command.payload); }

} // namespace

DecisionCheck::DecisionCheck(World& world)
    : m_world(world)
    , m_record(world.record())
{
}

void DecisionCheck::run()
{
    optOutsHold();
    staffWereHeeded();
    recordsFit();
    if (!readStandings()) {
        m_record.violate("rest", u"the gateway's record of decisions cannot be read"_s);
        return;
    }
    for (auto& laptop : m_world.laptops()) {
        endingHadACause(*laptop);
        stopsHadACause(*laptop);
        if (laptop->isUp() && laptop->hasDesk() && !laptop->isClone() &&
            laptop->engine().status().state == SyncState::Online) {
            decisionsAreThere(*laptop);
        }
    }
}

/// Whoever asked to stop, or was opted out by a volunteer, and took nothing back, is suppressed now.
void DecisionCheck::optOutsHold()
{
    QSet<QString> suppressed;
    if (!m_world.server().read(u"SELECT number FROM suppressions"_s, {},
                               [&](const QSqlQuery& row) { suppressed.insert(row.value(0).toString()); })) {
        m_record.violate("rest", u"the gateway's opt-outs cannot be read"_s);
        return;
    }
    const auto& ledger = m_world.ledger();
    for (const auto& word : ledger.words()) {
        if (ledger.wantsToBeLeftAlone(word.number) && !suppressed.contains(word.number.e164())) {
            m_record.violate("I4", u"%1 asked to stop last, and nothing suppresses them"_s.arg(word.number.e164()));
        }
    }
    for (const auto& laptop : m_world.laptops()) {
        for (const auto& [id, row] : laptop->watch().rows()) {
            const auto* optOut = std::get_if<OptOutPayload>(&row.command.payload);
            if (optOut != nullptr && row.state == OutboxState::Done && !suppressed.contains(optOut->number.e164()) &&
                !ledger.returnedSince(optOut->number, row.seenAt)) {
                m_record.violate(
                    "I4", u"%1: opt-out %2 is done, and nothing suppresses the number"_s.arg(where(*laptop), id));
            }
        }
    }
}

/// Nothing was taken from somebody who was frozen, or for a campaign that was paused.
void DecisionCheck::staffWereHeeded()
{
    const auto read = m_world.server().read(
        u"SELECT id, volunteer, sequence FROM messages WHERE kind IN (0, 1)"_s, {}, [this](const QSqlQuery& row) {
            const auto at = row.value(2).toLongLong();
            const VolunteerId volunteer{row.value(1).toString()};
            const auto paused = m_world.ledger().pause().wasOn(at);
            if (paused || m_world.ledger().freezeOf(volunteer).wasOn(at)) {
                m_record.violate("I3", u"text %1 was accepted while %2"_s.arg(row.value(0).toString(),
                                                                              paused ? u"the campaign was paused"_s
                                                                                     : u"its texter was frozen"_s));
            }
        });
    if (!read) {
        m_record.violate("rest", u"the gateway's texts cannot be read"_s);
    }
}

/// What a laptop signed of its record is what the gateway saw, unless it was copied.
void DecisionCheck::recordsFit()
{
    QSet<QString> copied;
    for (const auto& laptop : m_world.laptops()) {
        if (laptop->isClone()) {
            copied.insert(laptop->identity().volunteer.value);
        }
    }
    const auto read = m_world.server().read(
        u"SELECT volunteer, records, dispute FROM checkpoints WHERE dispute <> ''"_s, {}, [&](const QSqlQuery& row) {
            if (!copied.contains(row.value(0).toString())) {
                m_record.violate("I8", u"the gateway disputes %1's record up to %2: %3"_s.arg(
                                           row.value(0).toString(), row.value(1).toString(), row.value(2).toString()));
            }
        });
    if (!read) {
        m_record.violate("rest", u"the gateway's checkpoints cannot be read"_s);
    }
}

/// Contacts and texts that wait are given up for nothing less than an end.
void DecisionCheck::endingHadACause(SimLaptop& laptop)
{
    const auto& ending = laptop.ending();
    if (!ending) {
        return;
    }
    const auto session = m_world.sessionOf(laptop.identity().token);
    auto hadCause = true;
    switch (ending->reason) {
    case EndReason::Revoked:
    case EndReason::NotSignedIn:
        hadCause = !session.live;
        break;
    case EndReason::DeadlinePassed:
        hadCause = !ending->lastLease || *ending->lastLease <= ending->at + kSameClock;
        break;
    default:
        break;
    }
    if (!hadCause) {
        m_record.violate("I4", u"%1 gave up its contacts for reason %2, which was not so"_s.arg(where(laptop))
                                   .arg(static_cast<int>(ending->reason)));
    }
}

void DecisionCheck::stopsHadACause(SimLaptop& laptop)
{
    for (const auto& [id, row] : laptop.watch().rows()) {
        const auto stopped = row.state == OutboxState::Cancelled || row.state == OutboxState::Expired;
        if (sendOf(row) != nullptr && stopped && !row.cloned && !hadACause(laptop, row)) {
            m_record.violate("I4",
                             u"%1: text %2 was approved at %3 until %4, and stopped (%5) at %6 for nothing"_s
                                 .arg(where(laptop), id, toRfc3339(row.seenAt), toRfc3339(sendOf(row)->sendBefore))
                                 .arg(static_cast<int>(row.state))
                                 .arg(toRfc3339(row.movedAt)));
        }
    }
}

/// Something that happened and may have stopped it.
bool DecisionCheck::hadACause(SimLaptop& laptop, const OutboxWatch::Row& row) const
{
    const auto& ledger = m_world.ledger();
    const auto* person = m_world.people().person(row.command.contact);
    if (person == nullptr || laptop.ending() || laptop.wantsOut() || laptop.isClone()) {
        return true;
    }
    auto latest = row.movedBy.first().now;
    for (const auto& here : row.movedBy) {
        const auto isLate = [&](Instant when) {
            return !ledger.isOpenByAll(*person, when) || when >= sendOf(row)->sendBefore;
        };
        if (abs(here.apart) > kClocksAgree || isLate(here.now - kSameClock) || isLate(here.now) ||
            isLate(here.now + kSameClock)) {
            return true; // Where the clocks are apart nothing leaves, whoever set which.
        }
        latest = std::max(latest, here.now);
    }
    if (ledger.wasSpokenOf(person->phone) || ledger.pause().wasEverTouched() ||
        ledger.freezeOf(laptop.identity().volunteer).wasEverTouched() || laptop.wasUndone(row.command.contact)) {
        return true;
    }
    // Somebody at a desk did something else about them.
    for (const auto& other : m_world.laptops()) {
        for (const auto& [id, each] : other->watch().rows()) {
            const auto& what = each.command.payload;
            const auto stops =
                std::holds_alternative<OptOutPayload>(what) || std::holds_alternative<WrongNumberPayload>(what) ||
                std::holds_alternative<EscalatePayload>(what) || std::holds_alternative<ClosePayload>(what);
            const auto* optOut = std::get_if<OptOutPayload>(&what);
            if (stops && (each.command.contact == row.command.contact ||
                          (optOut != nullptr && optOut->number == person->phone))) {
                return true;
            }
        }
    }
    // Or they were somebody else's at some time, or their lease had ended.
    auto taken = false;
    const auto read = m_world.server().read(
        u"SELECT 1 FROM assignments a JOIN leases l ON l.id = a.lease WHERE a.contact = ? AND (a.volunteer <> ? OR "
        "l.ended_at IS NOT NULL OR l.expires_at <= ?)"_s,
        {row.command.contact.value, laptop.identity().volunteer.value, toMs(latest + kSameClock)},
        [&](const QSqlQuery&) { taken = true; });
    const auto told =
        m_world.server().read(u"SELECT body FROM changes WHERE volunteer = ? AND body LIKE '%contact.unassigned%'"_s,
                              {laptop.identity().volunteer.value}, [&](const QSqlQuery& change) {
                                  taken = taken || change.value(0).toString().contains(row.command.contact.value);
                              });
    return taken || !read || !told;
}

bool DecisionCheck::readStandings()
{
    auto& server = m_world.server();
    const auto text = [](const QSqlQuery& row, int column) { return row.value(column).toString(); };
    return server.read(u"SELECT id, volunteer, wrong_number, escalated FROM contacts"_s, {}, [&](const QSqlQuery& row) {
        auto& one = m_there[text(row, 0)];
        one.volunteer = text(row, 1);
        one.wrongNumber = row.value(2).toBool();
        one.escalated = row.value(3).toBool();
    }) && server.read(u"SELECT contact, step, value FROM answers"_s, {}, [&](const QSqlQuery& row) {
        m_there[text(row, 0)].answers.insert(text(row, 1), text(row, 2));
    }) && server.read(u"SELECT contact, tag FROM tags ORDER BY tag"_s, {}, [&](const QSqlQuery& row) {
        m_there[text(row, 0)].tags.append(text(row, 1));
    }) && server.read(u"SELECT contact, id, text FROM notes"_s, {}, [&](const QSqlQuery& row) {
        m_there[text(row, 0)].notes.insert(text(row, 1), text(row, 2));
    });
}

/// Everything that was decided of this contact, at any laptop, has gone up and was taken.
bool DecisionCheck::isSettled(const ContactId& contact) const
{
    return std::none_of(m_world.laptops().cbegin(), m_world.laptops().cend(), [&](const auto& laptop) {
        const auto& rows = laptop->watch().rows();
        return std::any_of(rows.cbegin(), rows.cend(), [&](const auto& each) {
            const auto& row = each.second;
            return row.command.contact == contact &&
                   (row.cloned || row.gone || !isTerminal(row.state) || row.state == OutboxState::Refused);
        });
    });
}

/// What was found out at another laptop need not have come to this one.
bool DecisionCheck::decidedAlone(const SimLaptop& laptop, const ContactId& contact) const
{
    return std::none_of(m_world.laptops().cbegin(), m_world.laptops().cend(), [&](const auto& other) {
        const auto& rows = other->watch().rows();
        return other.get() != &laptop && std::any_of(rows.cbegin(), rows.cend(), [&](const auto& each) {
                   return each.second.command.contact == contact;
               });
    });
}

DecisionCheck::Standing DecisionCheck::standingHere(SimLaptop& laptop, const ContactRecord& record) const
{
    Standing here{laptop.identity().volunteer.value, record.wrongNumber, record.escalated, {}, record.tags, {}};
    here.tags.sort();
    for (auto it = record.answers.cbegin(); it != record.answers.cend(); ++it) {
        here.answers.insert(it.key().value, it.value());
    }
    for (const auto& note : laptop.store().notes(record.contact.id).value_or({})) {
        here.notes.insert(note.id.value, note.text);
    }
    return here;
}

void DecisionCheck::decisionsAreThere(SimLaptop& laptop)
{
    const auto printed = [](const Standing& one) {
        QStringList parts{u"wrong %1 escalated %2"_s.arg(one.wrongNumber).arg(one.escalated), one.tags.join(u',')};
        for (auto it = one.answers.cbegin(); it != one.answers.cend(); ++it) {
            parts.append(it.key() + u'=' + it.value());
        }
        for (auto it = one.notes.cbegin(); it != one.notes.cend(); ++it) {
            parts.append(u"note "_s + it.key() + u' ' + it.value());
        }
        return parts.join(u" | "_s);
    };
    for (const auto& id : laptop.store().contactOrder()) {
        const auto* record = laptop.store().contact(id);
        const auto there = m_there.constFind(id.value);
        if (there == m_there.cend() || there->volunteer != laptop.identity().volunteer.value || !record->assigned ||
            !isSettled(id)) {
            continue;
        }
        const auto here = standingHere(laptop, *record);
        const auto same = here.wrongNumber == there->wrongNumber && here.escalated == there->escalated;
        const auto found = here.answers == there->answers && here.tags == there->tags && here.notes == there->notes;
        if (!same || (!found && decidedAlone(laptop, id))) {
            m_record.violate("I4", u"%1: of contact %2 it is known here: %3; there: %4"_s.arg(
                                       where(laptop), id.value, printed(here), printed(*there)));
        }
    }
}

} // namespace textbank::simulation
