#include "tests/simulation/OutboxWatch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

/// As inexactly as the gateway's time can be known from its answers.
constexpr std::chrono::minutes kSameClock{1};
/// No text leaves a laptop that knows its clock to be further from the gateway's than the room's policy allows.
constexpr Millis kClocksApart = std::chrono::seconds(60) + kSameClock;

/// Within one transaction; written down here once more, so that the reducer is not asked about itself.
bool mayMove(OutboxState from, OutboxState to)
{
    using S = OutboxState;
    switch (from) {
    case S::Pending:
        return to == S::InFlight || to == S::Cancelled || to == S::Expired;
    case S::InFlight: // Back to pending and cancelled there and then, where the number was opted out meanwhile.
        return to != S::Expired;
    case S::Unknown:
        return to == S::Done || to == S::Refused || to == S::Pending || to == S::Cancelled;
    default:
        return false;
    }
}

} // namespace

/// Said by the program for itself: nobody waits for that.
bool OutboxWatch::isOwnWord(const Row& row)
{
    return std::holds_alternative<AuditCheckpointPayload>(row.command.payload) ||
           std::holds_alternative<ChoicesPayload>(row.command.payload);
}

QString OutboxWatch::where(const QString& id) const { return u"laptop %1, command %2"_s.arg(m_machine).arg(id); }

void OutboxWatch::attach(Store* store, const SimDisk* disk)
{
    m_store = store;
    m_disk = disk;
}

void OutboxWatch::becomeCloneOf(OutboxWatch& original)
{
    for (auto& [id, row] : original.m_rows) {
        row.cloned = true;
    }
    m_rows = original.m_rows;
}

void OutboxWatch::heardOf(const CommandId& id)
{
    if (const auto found = m_rows.find(id.value); found != m_rows.end()) {
        found->second.heard = true;
    }
}

void OutboxWatch::pushing(const QList<Command>& commands)
{
    for (const auto& command : commands) {
        const auto row = m_store->outboxRow(command.id);
        if (!row || !*row || (*row)->state != OutboxState::InFlight) {
            if (row) { // A disk that cannot be read proves nothing.
                m_record.violate("I7",
                                 u"%1 leaves without being written down as in flight"_s.arg(where(command.id.value)));
            }
            continue;
        }
        if (!((*row)->command == command)) {
            m_record.violate("I1", u"%1 leaves with another body than the approved one"_s.arg(where(command.id.value)));
        }
        if (!std::holds_alternative<SendPayload>(command.payload)) {
            continue;
        }
        const auto* contact = m_store->contact(command.contact);
        if (contact == nullptr || m_store->isSuppressed(contact->contact.phone) || contact->optedOut) {
            m_record.violate("I2", u"%1 leaves for a number that this laptop knows to be opted out, contact %2"_s.arg(
                                       where(command.id.value), command.contact.value));
            continue;
        }
        if (contact->mayHaveOptedOut) {
            m_record.violate("I2", u"%1 leaves for contact %2, who may have opted out"_s.arg(where(command.id.value),
                                                                                             command.contact.value));
        }
        mayLeave(command, *contact);
        const auto* campaign = m_store->campaign(command.campaign);
        if (m_store->frozen() || campaign == nullptr || campaign->paused) {
            m_record.violate(
                "I3", u"%1 leaves while the texter is frozen or the campaign paused"_s.arg(where(command.id.value)));
        }
    }
}

/// By the gateway's time, as far as the laptop was told it. The gateway refuses such a text too; not every one does.
void OutboxWatch::mayLeave(const Command& command, const ContactRecord& contact)
{
    const auto now = m_sense.now();
    const auto* person = m_people.person(command.contact);
    const auto refuse = [&](const QString& why) {
        m_record.violate("I3", u"%1 leaves at %2, where it is %3, %4"_s.arg(
                                   where(command.id.value), toRfc3339(m_time.now()), toRfc3339(now), why));
    };
    if (!contact.assigned) {
        refuse(u"for a contact that was taken away"_s);
    }
    if (abs(m_sense.apart()) > kClocksApart) {
        refuse(u"with a clock that is %1 s from the gateway's"_s.arg(m_sense.apart().count() / 1000));
    }
    const auto* campaign = m_store->campaign(command.campaign);
    const auto isOpen = [&](Instant when) {
        return campaign == nullptr || m_ledger.isOpenBy(campaign->policy.version, *person, when);
    };
    if (person != nullptr && !isOpen(now - kSameClock) && !isOpen(now) && !isOpen(now + kSameClock)) {
        refuse(u"outside the hours of contact %1"_s.arg(command.contact.value));
    }
    if (std::get<SendPayload>(command.payload).sendBefore + kSameClock <= now) {
        refuse(u"after its time"_s);
    }
    const auto* lease = m_store->lease(contact.contact.lease);
    if (lease == nullptr || lease->expiresAt + kSameClock <= now) {
        refuse(u"without a lease"_s);
    }
}

int OutboxWatch::count(const ContactId& contact, const QString& type) const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(), [&](const auto& each) {
        return each.second.command.contact == contact && commandType(each.second.command.payload) == type;
    }));
}

void OutboxWatch::takeIn(const QString& id, OutboxState state)
{
    const auto stored = m_store->outboxRow({id});
    if (!stored || !*stored) {
        if (stored) {
            m_record.violate("I4", u"%1 cannot be read back"_s.arg(where(id)));
        }
        return;
    }
    Row row;
    row.state = state;
    row.command = (*stored)->command;
    row.claimed = state != OutboxState::Pending;
    row.seenAt = row.movedAt = m_time.now();
    row.movedBy = {timeHere()};
    m_rows.emplace(id, std::move(row));
}

void OutboxWatch::checkMove(const QString& id, Row& row, OutboxState to)
{
    if (!mayMove(row.state, to)) {
        m_record.violate(
            "I7",
            u"%1 went from state %2 to %3"_s.arg(where(id)).arg(static_cast<int>(row.state)).arg(static_cast<int>(to)));
    }
    const auto ended = to != OutboxState::Unknown && to != OutboxState::InFlight;
    if (row.state == OutboxState::Unknown && !row.heard) {
        m_record.violate("I7", u"%1 is no longer unknown (now %2) without the gateway's word"_s.arg(where(id)).arg(
                                   static_cast<int>(to)));
    }
    if (row.state == OutboxState::InFlight && ended && !row.heard && m_network.mayArrive(m_machine, id)) {
        m_record.violate("I7", u"%1 is taken as settled (now %2) while it may still arrive"_s.arg(where(id)).arg(
                                   static_cast<int>(to)));
    }
    if (to == OutboxState::InFlight) {
        row.heard = false;
        row.claimed = true;
    }
    row.state = to;
    row.movedAt = m_time.now();
    row.movedBy = {timeHere()};
}

bool OutboxWatch::isForSuppressed(const QString& id) const
{
    const auto row = m_rows.find(id);
    if (row == m_rows.end() || !std::holds_alternative<SendPayload>(row->second.command.payload)) {
        return false;
    }
    const auto* contact = m_store->contact(row->second.command.contact);
    return contact != nullptr && m_store->isSuppressed(contact->contact.phone);
}

void OutboxWatch::look()
{
    if (!isAlive()) {
        return;
    }
    m_lastLook = timeHere();
    std::vector<std::pair<QString, OutboxState>> now;
    const auto read = m_store->database().run(u"SELECT id, state FROM outbox ORDER BY key"_s, {}, [&](const auto& row) {
        now.emplace_back(row.value(0).toString(), static_cast<OutboxState>(row.value(1).toInt()));
        return true;
    });
    if (!read) {
        return;
    }
    for (const auto& [id, state] : now) {
        const auto known = m_rows.find(id);
        if (known == m_rows.end()) {
            takeIn(id, state);
        } else if (known->second.state != state) {
            checkMove(id, known->second, state);
        }
        if (state == OutboxState::Pending && isForSuppressed(id)) {
            m_record.violate("I2", u"%1 still waits, though its number is opted out here"_s.arg(where(id)));
        }
    }
    if (m_store->ended()) {
        const std::map<QString, OutboxState> left(now.cbegin(), now.cend());
        for (auto& [id, row] : m_rows) {
            if (!row.gone && !left.contains(id) && !wentWithContacts(id, row)) {
                return;
            }
        }
    }
    const auto known =
        std::count_if(m_rows.cbegin(), m_rows.cend(), [](const auto& each) { return !each.second.gone; });
    if (now.size() < static_cast<size_t>(known)) {
        m_record.violate("I4", u"laptop %1: %2 rows of the outbox are gone"_s.arg(m_machine).arg(
                                   known - static_cast<qsizetype>(now.size())));
    }
}

/// The end of a session takes what the gateway acknowledged and texts; nothing else that was decided.
bool OutboxWatch::wentWithContacts(const QString& id, Row& row)
{
    row.gone = isTerminal(row.state) || std::holds_alternative<SendPayload>(row.command.payload) || isOwnWord(row);
    if (!row.gone) {
        m_record.violate("I4", u"%1 (%2) had not gone up when the session ended, and is gone"_s.arg(
                                   where(id), commandType(row.command.payload)));
    }
    return row.gone;
}

QStringList OutboxWatch::open() const
{
    QStringList rows;
    for (const auto& [id, row] : m_rows) {
        if (!isTerminal(row.state) && !row.gone && !isOwnWord(row)) {
            rows.append(u" %1 %2 %3"_s.arg(commandType(row.command.payload), id).arg(static_cast<int>(row.state)));
        }
    }
    return rows;
}

void OutboxWatch::compareAfterStart()
{
    std::map<QString, OutboxState> now;
    const auto read = m_store->database().run(u"SELECT id, state FROM outbox"_s, {}, [&](const auto& row) {
        now.emplace(row.value(0).toString(), static_cast<OutboxState>(row.value(1).toInt()));
        return true;
    });
    if (!read) {
        return;
    }
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        auto& [id, row] = *it;
        const auto found = now.find(id);
        if (row.gone || (found == now.end() && m_store->ended())) {
            if (!row.gone) {
                wentWithContacts(id, row);
            }
            ++it;
            continue;
        }
        if (found == now.end()) {
            m_record.violate("I4", u"%1 was committed and is gone after a restart"_s.arg(where(id)));
            it = m_rows.erase(it);
            continue;
        }
        const auto before = row.state;
        const auto after = found->second;
        // What was in flight is unknown now; what was being committed when the end came may be one move further.
        const auto recovered = before == OutboxState::InFlight || before == OutboxState::Pending;
        const auto fits = after == before || (recovered && after == OutboxState::Unknown) || mayMove(before, after);
        if (after == OutboxState::InFlight || !fits) {
            m_record.violate("I6", u"%1 was in state %2 and is in %3 after a restart"_s.arg(where(id))
                                       .arg(static_cast<int>(before))
                                       .arg(static_cast<int>(after)));
        }
        if (after != before) {
            row.movedAt = m_time.now();
            row.movedBy = {m_lastLook, timeHere()};
        }
        row.state = after;
        row.heard = false;
        ++it;
    }
    for (const auto& [id, state] : now) {
        if (!m_rows.contains(id)) {
            takeIn(id, state);
        }
    }
}

} // namespace textbank::simulation
