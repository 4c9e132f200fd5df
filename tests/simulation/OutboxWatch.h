#pragma once

#include "core/store/Store.h"
#include "tests/simulation/RoomImage.h"
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
        const RoomImage& image;
        const SimNetwork& network;
        SimRecord& record;
    };
    OutboxWatch(int machine, const Room& room)
        : m_machine(machine)
        , m_time(room.time)
        , m_image(room.image)
        , m_record(room.record)
        , m_network(room.network)
    {
    }

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
    };
    /// The process is there and its disk with it; nothing while it is not.
    void attach(Store* store, const SimDisk* disk);
    /// After a start: what was committed before has to be there.
    void compareAfterStart(bool diskLied);
    void look();
    /// What has not ended, in words for a failure.
    QStringList open() const;
    const std::map<QString, Row>& rows() const { return m_rows; }
    void becomeCloneOf(OutboxWatch& original);
    /// Its own clock says nothing any more.
    void clockWasSet() { m_clockSet = true; }
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

    int m_machine;
    const SimTime& m_time;
    const RoomImage& m_image;
    SimRecord& m_record;
    const SimNetwork& m_network;
    Store* m_store = nullptr;
    const SimDisk* m_disk = nullptr;
    bool m_clockSet = false;
    std::map<QString, Row> m_rows;
};

} // namespace textbank::simulation
