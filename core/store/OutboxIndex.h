#pragma once

#include "core/store/OutboxRows.h"

#include <QHash>
#include <QMultiHash>
#include <map>
#include <set>

namespace textbank {

/// The open rows of the outbox in memory, without their contents: what is due, what is counted.
class OutboxIndex
{
public:
    /// Takes a row in, or its new state; one that is not open any more goes out.
    void put(const OutboxHead& head);

    const OutboxHead* find(const CommandId& id) const;
    CommandId idOf(qint64 key) const { return m_rows.at(key).id; } ///< Of an open row.
    QList<OutboxHead> ofContact(qint64 contactKey) const;          ///< In order.
    const OutboxHead* optOutOf(const QByteArray& phoneHash) const;

    /// Keys of what may go now: opt-outs first, then in order. Whatever cannot go now holds back what was decided after
    /// it for the same contact, an opt-out excepted: nothing holds that back. Checkpoints hold each other back too.
    QList<qint64> due(Instant now, int limit) const;
    QList<qint64> unknown(int limit) const;
    std::optional<Instant> nextDue(Instant now) const;
    /// Held or backed off, with some of that still to come.
    static bool isWaiting(const OutboxHead& head, Instant now);
    OutboxCounts counts(Instant now) const;
    QList<OutboxHead> inState(OutboxState state) const;

private:
    void count(const OutboxHead& head, int by);

    std::map<qint64, OutboxHead> m_rows;
    QHash<CommandId, qint64> m_keys;
    QMultiHash<qint64, qint64> m_ofContact;
    QHash<QByteArray, qint64> m_optOuts;
    std::multiset<Instant> m_held;    ///< Pending, never tried: inside the hold until then.
    std::multiset<Instant> m_backOff; ///< Pending, tried before.
    OutboxCounts m_counts;            ///< With all pending ones in `pending`.
};

} // namespace textbank
