#pragma once

#include "core/model/Contact.h"
#include "core/store/Codes.h"
#include "core/store/Store.h"

#include <QByteArray>
#include <QHash>
#include <QMultiHash>
#include <set>
#include <tuple>
#include <vector>

namespace textbank {

/// A contact in memory, with the counts of its messages that figures are made of.
struct RosterEntry
{
    ContactRecord record;
    QByteArray phoneHash; ///< Of the number, or the contact's own where the gateway keeps the number to itself.
    int firstSent = 0;
    int repliesSent = 0;
    int received = 0;
    int refused = 0;
    int unknownSends = 0;
    bool hasDraft = false;

    /// Counts a message of this kind and delivery in (+1) or out (-1).
    void tally(MessageKind kind, Delivery delivery, int by);
    void addUnknownSends(int by);
};

/// Whether there is a number, though perhaps one that only the gateway knows: a text can be sent and an opt-out kept.
inline bool isReachable(const Contact& contact) { return !contact.phone.isEmpty() || contact.numberHidden; }

/// Whether somebody waits for an answer that can be given here.
bool awaitsAnswer(const ContactRecord& record);

/// All contacts, unsealed, by slot: a contact's place in the order, from 0; its key in the database is one more.
/// Figures and the waiting order are kept with each change, so that none costs more with more contacts.
class Roster
{
public:
    int size() const { return static_cast<int>(m_entries.size()); }
    const RosterEntry& at(int slot) const { return m_entries[static_cast<size_t>(slot)]; }
    int slotOf(const ContactId& id) const { return m_slots.value(id, -1); }
    QList<int> slotsWithPhone(const QByteArray& phoneHash) const;
    const QList<ContactId>& order() const { return m_order; }
    const ShiftFigures& figures() const { return m_figures; }
    /// NeedsReply, oldest waiting first, set-aside ones behind.
    QList<ContactId> waiting() const;

    void reserve(int size);
    void append(RosterEntry entry);
    void replace(int slot, RosterEntry entry);

    static qint64 keyOf(int slot) { return slot + 1; }
    static int slotOfKey(qint64 key) { return static_cast<int>(key) - 1; }

private:
    using Waiting = std::tuple<bool, Instant, int>; ///< Set aside, since, slot.
    void enter(int slot);
    void leave(int slot);

    std::vector<RosterEntry> m_entries;
    QList<ContactId> m_order;
    QHash<ContactId, int> m_slots;
    QMultiHash<QByteArray, int> m_byPhone;
    std::set<Waiting> m_waiting;
    ShiftFigures m_figures;
};

} // namespace textbank
