#include "core/review/ReviewQueue.h"

namespace textbank {

namespace {
std::optional<Instant> openingOf(const BlockedContact& blocked)
{
    if (blocked.why != BlockedContact::Why::Gate || blocked.verdict.reason != GateReason::OutsideWindow ||
        blocked.verdict.hours.opensAt == Instant{})
        return {};
    return blocked.verdict.hours.opensAt;
}
} // namespace

ReviewQueue::ReviewQueue(const Store& store)
    : m_store(store)
    , m_closing(store)
{
    rebuild();
}

void ReviewQueue::rebuild()
{
    m_order = m_store.contactOrder();
    m_index.clear();
    m_index.reserve(m_order.size());
    m_runs.clear();
    m_pending.clear();
    m_closing.clear();
    m_blocked.clear();
    m_opening.clear();
    m_waiting.clear();
    m_parked.clear();
    m_blockedList.clear();
    m_blockedListStale = false;
    takeIn(0);
}

void ReviewQueue::extend()
{
    const int known = size();
    if (m_store.contactOrder().size() == known)
        return;
    m_order = m_store.contactOrder();
    takeIn(known);
}

void ReviewQueue::takeIn(int from)
{
    LeaseId run = m_runs.empty() ? LeaseId{} : m_runs.rbegin()->second;
    for (int i = from; i < size(); ++i) {
        m_index.insert(m_order[i], i);
        const ContactRecord* record = m_store.contact(m_order[i]);
        m_pending.append(m_closing.groupOf(record ? record->contact : Contact()));
        if (record && (m_runs.empty() || record->contact.lease != run)) {
            run = record->contact.lease;
            m_runs.emplace(i, run);
        }
    }
}

std::optional<ReviewQueue::Urgent> ReviewQueue::mostUrgent(Instant now)
{
    std::optional<Urgent> first;
    for (int group = 0; group < m_closing.groups(); ++group) {
        const std::optional<Instant> closes = m_closing.closing(group, now);
        const std::optional<int> index = closes ? m_pending.firstOf(group) : std::nullopt;
        if (index && (!first || Urgent{*closes, *index} < *first))
            first = {*closes, *index};
    }
    return first;
}

std::optional<int> ReviewQueue::takeFirst(Instant now)
{
    const std::optional<Urgent> first = mostUrgent(now);
    if (!first)
        return m_pending.takeFirst();
    m_pending.take(first->index);
    return first->index;
}

QList<int> ReviewQueue::takeAll()
{
    QList<int> all;
    for (const auto& [begin, end] : m_pending.takeAll(0, size())) {
        for (int i = begin; i < end; ++i)
            all.append(i);
    }
    return all;
}

bool ReviewQueue::isStillFirst(int index, Instant now)
{
    const std::optional<Urgent> first = mostUrgent(now);
    const std::optional<Instant> closes = m_closing.closing(m_pending.groupOf(index), now);
    return !first || (closes && Urgent{*closes, index} < *first);
}

void ReviewQueue::countWaiting(const BlockedContact& blocked, int by)
{
    const std::optional<Instant> opens = openingOf(blocked);
    if (!opens)
        return;
    const auto at = m_waiting.emplace(std::pair(*opens, blocked.verdict.hours.zone), 0).first;
    at->second += by;
    if (at->second == 0)
        m_waiting.erase(at);
}

QList<Opening> ReviewQueue::openings() const
{
    QList<Opening> openings;
    for (const auto& [when, contacts] : m_waiting)
        openings.append({when.first, when.second, contacts});
    return openings;
}

void ReviewQueue::putBack(int index)
{
    unblock(index);
    m_pending.add(index, index + 1);
}

void ReviewQueue::block(int index, BlockedContact blocked)
{
    unblock(index);
    if (const std::optional<Instant> opens = openingOf(blocked))
        m_opening.emplace(*opens, index);
    countWaiting(blocked, 1);
    const bool last = m_blocked.empty() || m_blocked.rbegin()->first < index;
    if (last && !m_blockedListStale)
        m_blockedList.append(blocked);
    else
        m_blockedListStale = true;
    m_blocked.emplace(index, std::move(blocked));
}

void ReviewQueue::unblock(int index)
{
    const auto at = m_blocked.find(index);
    if (at == m_blocked.end())
        return;
    if (const std::optional<Instant> opens = openingOf(at->second))
        m_opening.erase({*opens, index});
    countWaiting(at->second, -1);
    m_blocked.erase(at);
    m_blockedListStale = true;
}

void ReviewQueue::park(int index, GateReason reason)
{
    const auto after = m_runs.upper_bound(index);
    const int end = after == m_runs.end() ? size() : after->first;
    Parked parked{m_pending.takeAll(index, end), reason};
    parked.ranges.append({index, index + 1});
    m_parked.push_back(std::move(parked));
}

void ReviewQueue::unparkAll()
{
    for (const Parked& parked : m_parked) {
        for (const auto& [begin, end] : parked.ranges)
            m_pending.add(begin, end);
    }
    m_parked.clear();
}

void ReviewQueue::retryBlocked()
{
    for (const auto& [index, blocked] : m_blocked)
        m_pending.add(index, index + 1);
    m_blocked.clear();
    m_opening.clear();
    m_waiting.clear();
    m_blockedList.clear();
    m_blockedListStale = false;
}

bool ReviewQueue::retryOpened(Instant now)
{
    bool any = false;
    // A clock that was set back makes every opening time a guess from another day.
    const bool wentBack = now < m_lastLook;
    m_lastLook = now;
    while (!m_opening.empty() && (wentBack || m_opening.begin()->first <= now)) {
        putBack(m_opening.begin()->second);
        any = true;
    }
    return any;
}

const QList<BlockedContact>& ReviewQueue::blocked() const
{
    if (m_blockedListStale) {
        m_blockedList.clear();
        m_blockedList.reserve(static_cast<qsizetype>(m_blocked.size()));
        for (const auto& [index, blocked] : m_blocked)
            m_blockedList.append(blocked);
        m_blockedListStale = false;
    }
    return m_blockedList;
}

std::optional<GateReason> ReviewQueue::standing() const
{
    if (m_parked.empty())
        return {};
    return m_parked.front().reason;
}

std::optional<Instant> ReviewQueue::opensAt() const
{
    if (m_opening.empty())
        return {};
    return m_opening.begin()->first;
}

} // namespace textbank
