#include "core/store/OutboxIndex.h"

#include <QSet>
#include <algorithm>

namespace textbank {
namespace {

/// Longer than any campaign's hold, and as long as a gateway's "not now" is believed. A row that would wait longer was
/// written by a clock that has been set back since: it waits no more.
constexpr Millis kLongestWait = std::chrono::hours(1);

bool isStillToCome(Instant moment, Instant now) { return moment > now && moment <= now + kLongestWait; }

/// Whatever has the same one goes in the order in which it was queued; 0 for what waits for nothing. A checkpoint that
/// overtook the one it follows would look like a record with a gap.
qint64 lineOf(const OutboxHead& head) { return head.type == OutboxType::AuditCheckpoint ? -1 : head.contactKey; }

} // namespace

void OutboxIndex::put(const OutboxHead& head)
{
    const auto known = m_rows.find(head.key);
    if (known != m_rows.end()) {
        count(known->second, -1);
        if (isOpen(head.state)) {
            known->second = head;
            count(head, +1);
            return;
        }
        m_keys.remove(head.id);
        m_ofContact.remove(head.contactKey, head.key);
        if (head.type == OutboxType::OptOut) {
            m_optOuts.remove(head.phoneHash);
        }
        m_rows.erase(known);
        return;
    }
    if (!isOpen(head.state)) {
        return;
    }
    m_rows.emplace(head.key, head);
    m_keys.insert(head.id, head.key);
    if (head.contactKey != 0) {
        m_ofContact.insert(head.contactKey, head.key);
    }
    if (head.type == OutboxType::OptOut) {
        m_optOuts.insert(head.phoneHash, head.key);
    }
    count(head, +1);
}

void OutboxIndex::count(const OutboxHead& head, int by)
{
    switch (head.state) {
    case OutboxState::Pending:
        m_counts.pending += by;
        if (head.notBefore > Instant{}) {
            auto& later = head.attempts == 0 ? m_held : m_backOff;
            if (by > 0) {
                later.insert(head.notBefore);
            } else {
                later.erase(later.find(head.notBefore));
            }
        }
        break;
    case OutboxState::InFlight:
        m_counts.inFlight += by;
        break;
    case OutboxState::Unknown:
        m_counts.unknown += by;
        break;
    default:
        break;
    }
    m_counts.checkpointsOpen += head.type == OutboxType::AuditCheckpoint ? by : 0;
    m_counts.backgroundOpen += isBackground(head.type) ? by : 0;
    m_counts.sendsOpen += isSend(head.type) ? by : 0;
    m_counts.optOutsOpen += head.type == OutboxType::OptOut ? by : 0;
    m_counts.answersOpen += head.type == OutboxType::Answer ? by : 0;
}

const OutboxHead* OutboxIndex::find(const CommandId& id) const
{
    const auto key = m_keys.constFind(id);
    return key == m_keys.constEnd() ? nullptr : &m_rows.at(*key);
}

QList<OutboxHead> OutboxIndex::ofContact(qint64 contactKey) const
{
    auto keys = m_ofContact.values(contactKey);
    std::sort(keys.begin(), keys.end());
    QList<OutboxHead> rows;
    rows.reserve(keys.size());
    for (const auto key : std::as_const(keys)) {
        rows.append(m_rows.at(key));
    }
    return rows;
}

const OutboxHead* OutboxIndex::optOutOf(const QByteArray& phoneHash) const
{
    const auto key = m_optOuts.constFind(phoneHash);
    return key == m_optOuts.constEnd() ? nullptr : &m_rows.at(*key);
}

QList<qint64> OutboxIndex::due(Instant now, int limit) const
{
    const auto mayGo = [now](const OutboxHead& head) {
        return head.state == OutboxState::Pending && !isWaiting(head, now);
    };
    QList<qint64> keys;
    for (const auto key : m_optOuts) {
        if (mayGo(m_rows.at(key))) {
            keys.append(key);
        }
    }
    std::sort(keys.begin(), keys.end());
    QSet<qint64> heldBack;
    for (auto it = m_rows.cbegin(); it != m_rows.cend() && keys.size() < limit; ++it) {
        const auto& head = it->second;
        if (mayGo(head) && head.type == OutboxType::OptOut) {
            continue;
        }
        if (mayGo(head) && !heldBack.contains(lineOf(head))) {
            keys.append(head.key);
        } else if (lineOf(head) != 0) {
            heldBack.insert(lineOf(head));
        }
    }
    keys.resize(std::min<qsizetype>(keys.size(), limit));
    return keys;
}

QList<qint64> OutboxIndex::unknown(int limit) const
{
    QList<qint64> keys;
    if (m_counts.unknown == 0) {
        return keys;
    }
    for (const auto& [key, head] : m_rows) {
        if (keys.size() == limit) {
            break;
        }
        if (head.state == OutboxState::Unknown) {
            keys.append(key);
        }
    }
    return keys;
}

std::optional<Instant> OutboxIndex::nextDue(Instant now) const
{
    std::optional<Instant> next;
    for (const auto* later : {&m_held, &m_backOff}) {
        const auto first = later->upper_bound(now);
        if (first != later->cend() && isStillToCome(*first, now) && (!next || *first < *next)) {
            next = *first;
        }
    }
    return next;
}

bool OutboxIndex::isWaiting(const OutboxHead& head, Instant now) { return isStillToCome(head.notBefore, now); }

OutboxCounts OutboxIndex::counts(Instant now) const
{
    auto counts = m_counts;
    // Few: a hold lasts seconds.
    counts.held = static_cast<int>(std::distance(m_held.upper_bound(now), m_held.upper_bound(now + kLongestWait)));
    counts.pending -= counts.held;
    return counts;
}

QList<OutboxHead> OutboxIndex::inState(OutboxState state) const
{
    QList<OutboxHead> rows;
    for (const auto& [key, head] : m_rows) {
        if (head.state == state) {
            rows.append(head);
        }
    }
    return rows;
}

} // namespace textbank
