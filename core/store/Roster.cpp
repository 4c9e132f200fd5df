#include "core/store/Roster.h"

#include <algorithm>

namespace textbank {
namespace {

bool needsFirstMessage(const ContactRecord& record)
{
    return record.stage == ContactStage::NeedsFirstMessage && record.assigned && !record.optedOut &&
           !record.wrongNumber && !record.escalated && isReachable(record.contact);
}

void count(ShiftFigures& figures, const RosterEntry& entry, int by)
{
    const auto& record = entry.record;
    figures.assigned += record.assigned ? by : 0;
    figures.needFirstMessage += !record.skipped && needsFirstMessage(record) ? by : 0;
    figures.skipped += record.skipped && needsFirstMessage(record) ? by : 0;
    figures.firstSent += by * entry.firstSent;
    figures.repliesSent += by * entry.repliesSent;
    figures.repliesReceived += by * entry.received;
    figures.waiting += awaitsAnswer(record) ? by : 0;
    figures.optedOut += record.optedOut ? by : 0;
    figures.wrongNumbers += record.wrongNumber ? by : 0;
    figures.escalated += record.escalated ? by : 0;
    figures.answers += by * static_cast<int>(record.answers.size());
    figures.refused += by * entry.refused;
}

} // namespace

void RosterEntry::tally(MessageKind kind, Delivery delivery, int by)
{
    if (kind == MessageKind::Incoming) {
        received += by;
        return;
    }
    if (!isOwn(kind)) {
        return; // Somebody else's work.
    }
    if (isLive(delivery)) {
        (kind == MessageKind::OwnFirst ? firstSent : repliesSent) += by;
    }
    if (delivery == Delivery::Refused || delivery == Delivery::Failed) {
        refused += by;
    }
}

void RosterEntry::addUnknownSends(int by)
{
    unknownSends += by;
    Q_ASSERT(unknownSends >= 0);
    record.blockedByUnknown = unknownSends > 0;
}

bool awaitsAnswer(const ContactRecord& record)
{
    return record.stage == ContactStage::NeedsReply && record.assigned && !record.optedOut && !record.wrongNumber &&
           !record.escalated;
}

QList<int> Roster::slotsWithPhone(const QByteArray& phoneHash) const
{
    auto found = m_byPhone.values(phoneHash);
    std::sort(found.begin(), found.end());
    return found;
}

QList<ContactId> Roster::waiting() const
{
    QList<ContactId> ids;
    ids.reserve(static_cast<qsizetype>(m_waiting.size()));
    for (const auto& [aside, since, slot] : m_waiting) {
        ids.append(m_order.at(slot));
    }
    return ids;
}

void Roster::reserve(int size)
{
    m_entries.reserve(static_cast<size_t>(size));
    m_order.reserve(size);
    m_slots.reserve(size);
    m_byPhone.reserve(size);
}

void Roster::append(RosterEntry entry)
{
    const auto slot = size();
    m_order.append(entry.record.contact.id);
    m_slots.insert(entry.record.contact.id, slot);
    m_entries.push_back(std::move(entry));
    enter(slot);
}

void Roster::replace(int slot, RosterEntry entry)
{
    Q_ASSERT(entry.record.contact.id == at(slot).record.contact.id);
    leave(slot);
    m_entries[static_cast<size_t>(slot)] = std::move(entry);
    enter(slot);
}

void Roster::enter(int slot)
{
    const auto& entry = at(slot);
    count(m_figures, entry, +1);
    if (isReachable(entry.record.contact)) {
        m_byPhone.insert(entry.phoneHash, slot);
    }
    if (awaitsAnswer(entry.record)) {
        m_waiting.emplace(entry.record.setAside, entry.record.waitingSince, slot);
    }
}

void Roster::leave(int slot)
{
    const auto& entry = at(slot);
    count(m_figures, entry, -1);
    m_byPhone.remove(entry.phoneHash, slot);
    m_waiting.erase({entry.record.setAside, entry.record.waitingSince, slot});
}

} // namespace textbank
