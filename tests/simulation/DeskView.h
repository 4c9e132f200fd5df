#pragma once

#include "core/review/ReviewSession.h"
#include "tests/simulation/RoomLedger.h"
#include "tests/simulation/RoomPeople.h"
#include "tests/simulation/TimeSense.h"

namespace textbank::simulation {

/// What the person at a laptop sees in one moment, and what decides about it, to be held against what they see when the
/// program has died and is there again. Says nothing where time alone may have moved another card there.
class DeskView
{
public:
    struct Desk
    {
        Store& store;
        const ReviewSession& review;
        const TimeSense& sense;
        const RoomPeople& people;
        const RoomLedger& ledger;
    };
    static DeskView of(const Desk& desk);
    /// All that lies on the disk as well; not where the disk fails, or the store does not know what is on it.
    void readDisk(Store& store);
    bool hasDisk() const { return !m_disk.isEmpty(); }
    /// What `now` shows instead, empty where it shows the same. Nothing where that says nothing: another turn was
    /// committed before the death, the hours are about to change, or a card lay there that a person had asked for.
    std::optional<QString> differenceTo(const DeskView& now) const;

private:
    void addContact(const Desk& desk, const ContactRecord& record);

    QStringList m_deciding; ///< What the choice of a card goes by.
    bool m_isCalm = true;   ///< Nobody's hours change within the hour, and nothing forbids texts to all.
    QString m_first;        ///< Of those that may be texted, in the order of the batch.
    QString m_card;
    QString m_text;
    bool m_isEdited = false;
    std::optional<QString> m_kept; ///< The card's draft on the disk.
    QStringList m_disk;
};

} // namespace textbank::simulation
