#pragma once

#include "core/store/Store.h"
#include "tests/simulation/RoomLedger.h"
#include "tests/simulation/RoomPeople.h"
#include "tests/simulation/SimGateway.h"
#include "tests/simulation/SimRecord.h"

#include <map>

namespace textbank::simulation {

/// Follows the outbox of one laptop from commit to commit: every row that was committed stays, moves only as it may,
/// leaves only when it is written down that it does, and what is not known ends by the gateway's word alone.
class OutboxWatch final : public LineWatch
{
public:
    /// The room as it really is, whatever the laptop makes of it.
    struct Room
    {
        const SimTime& time;
        const RoomPeople& people;
        const RoomLedger& ledger;
        const SimNetwork& network;
        const TimeSense& sense;
        SimRecord& record;
    };
    OutboxWatch(int machine, const Room& room)
        : m_machine(machine)
        , m_time(room.time)
        , m_people(room.people)
        , m_ledger(room.ledger)
        , m_record(room.record)
        , m_network(room.network)
        , m_sense(room.sense)
        , m_lastLook(timeHere())
    {
    }

    /// What the laptop takes for the gateway's time, and how far it knows its own clock to be from that.
    struct TimeHere
    {
        Instant now{};
        Millis apart{};
    };
    struct Row
    {
        OutboxState state = OutboxState::Pending;
        Command command;
        bool heard = false;   ///< The gateway spoke of it since it was last claimed.
        bool cloned = false;  ///< Another machine has this row too.
        bool claimed = false; ///< It was claimed at least once.
        bool gone = false;    ///< It went with the contacts when the session had ended.
        Instant seenAt{};     ///< When it was first committed, by true time; and when it last moved.
        Instant movedAt{};
        QList<TimeHere> movedBy{}; ///< Its time then; at a death, of before and after.
    };
    /// The process is there and its disk with it; nothing while it is not.
    void attach(Store* store, const SimDisk* disk);
    /// After a start: what was committed before has to be there.
    void compareAfterStart();
    void look();
    /// What has not ended, in words for a failure.
    QStringList open() const;
    const std::map<QString, Row>& rows() const { return m_rows; }
    void becomeCloneOf(OutboxWatch& original);
    /// How many rows of this kind there are about a contact.
    int count(const ContactId& contact, const QString& type) const;

    void pushing(const QList<Command>& commands) override;
    void heardOf(const CommandId& id) override;

private:
    static bool isOwnWord(const Row& row);
    bool isAlive() const { return m_store != nullptr && m_disk->isRunning(); }
    void takeIn(const QString& id, OutboxState state);
    void checkMove(const QString& id, Row& row, OutboxState to);
    bool wentWithContacts(const QString& id, Row& row);
    bool isForSuppressed(const QString& id) const;
    QString where(const QString& id) const;
    void mayLeave(const Command& command, const ContactRecord& contact);
    TimeHere timeHere() const { return {m_sense.now(), m_sense.apart()}; }

    int m_machine;
    const SimTime& m_time;
    const RoomPeople& m_people;
    const RoomLedger& m_ledger;
    SimRecord& m_record;
    const SimNetwork& m_network;
    const TimeSense& m_sense;
    TimeHere m_lastLook;
    Store* m_store = nullptr;
    const SimDisk* m_disk = nullptr;
    std::map<QString, Row> m_rows;
};

} // namespace textbank::simulation
