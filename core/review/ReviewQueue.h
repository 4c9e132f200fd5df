#pragma once

#include "core/review/Card.h"
#include "core/review/ClosingSoon.h"
#include "core/review/PendingPlaces.h"
#include "core/store/Store.h"

#include <QHash>
#include <QList>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace textbank {

/// Which place of the batch comes next: the first in batch order that has not been looked at, but those whose hours
/// close within the hour before the rest, the earliest first. It depends on batch and time alone, so that a restart
/// comes to the same card. A place is looked at once and then only when something about it changed; no call looks
/// through the whole batch but rebuild().
class ReviewQueue
{
public:
    explicit ReviewQueue(const Store& store);

    /// Reads the batch order again; everything is to be looked at.
    void rebuild();
    /// Takes in contacts that came at the end of the order.
    void extend();
    int size() const { return static_cast<int>(m_order.size()); }
    int indexOf(const ContactId& contact) const { return m_index.value(contact, -1); }
    const ContactId& at(int index) const { return m_order[index]; }

    std::optional<int> takeFirst(Instant now);
    /// Whether this place, taken before, still comes before all those that close soon.
    bool isStillFirst(int index, Instant now);
    /// Every place that is still to be looked at, taken out; in order.
    QList<int> takeAll();
    /// This place is to be looked at again.
    void putBack(int index);
    /// Passed over for a reason of its own.
    void block(int index, BlockedContact blocked);
    /// It is on the desk now, for better or worse.
    void unblock(int index);
    /// The whole desk, campaign or lease stands: this place and what follows of its lease wait together.
    void park(int index, GateReason reason);
    void unparkAll();
    void retryBlocked();
    /// Policies may have changed.
    void hoursChanged() { m_closing.forget(); }
    /// Puts back those whose hours have opened by `now`, or all of them when `now` is earlier than at the last call;
    /// true when there were any.
    bool retryOpened(Instant now);

    /// In batch order.
    const QList<BlockedContact>& blocked() const;
    int blockedCount() const { return static_cast<int>(m_blocked.size()); }
    std::optional<GateReason> standing() const;
    std::optional<Instant> opensAt() const;
    /// Those blocked by their hours by when and where these open, the next first.
    QList<Opening> openings() const;

private:
    struct Parked
    {
        QList<std::pair<int, int>> ranges;
        GateReason reason;
    };
    struct Urgent
    {
        Instant closes{};
        int index = 0;
        friend auto operator<=>(const Urgent&, const Urgent&) = default;
    };
    std::optional<Urgent> mostUrgent(Instant now);
    void takeIn(int from);
    void countWaiting(const BlockedContact& blocked, int by);

    const Store& m_store;
    QList<ContactId> m_order; ///< Shared with the store until that changes.
    QHash<ContactId, int> m_index;
    std::map<int, LeaseId> m_runs; ///< Where a run of one lease begins.
    PendingPlaces m_pending;
    ClosingSoon m_closing;
    std::map<int, BlockedContact> m_blocked;
    std::set<std::pair<Instant, int>> m_opening;          ///< Blocked ones by when their hours open.
    std::map<std::pair<Instant, QString>, int> m_waiting; ///< How many of those by when and zone.
    Instant m_lastLook{};
    std::vector<Parked> m_parked;
    mutable QList<BlockedContact> m_blockedList;
    mutable bool m_blockedListStale = false;
};

} // namespace textbank
