#pragma once

#include "tests/simulation/DeskView.h"
#include "tests/simulation/OutboxWatch.h"
#include "tests/simulation/SimDisk.h"
#include "tests/simulation/SimProgram.h"
#include "tests/simulation/SimRecord.h"

#include <memory>

namespace textbank::simulation {

/// A volunteer's machine: the whole client without its windows, in a process that can die at any write, and the person
/// in front of it.
class SimLaptop
{
public:
    struct Identity
    {
        int machine = 0;
        VolunteerId volunteer;
        DeviceId device;
        QString token;
        QByteArray key;
    };
    struct Room
    {
        SimTime& time;
        SimNetwork& network;
        SimRecord& record;
        const RoomPeople& people;
        const RoomLedger& ledger;
        quint64 seed = 1;
    };
    SimLaptop(const Room& room, const Identity& identity, std::unique_ptr<SimDisk> disk, Millis ahead);
    ~SimLaptop();

    // --- the machine
    bool isUp() const { return m_program != nullptr; }
    /// Signed out as asked, wiped or lost; there is nothing left to start.
    bool isOver() const { return m_over; }
    bool wantsOut() const { return m_wantsOut; }
    /// False when the disk does not let it start.
    bool start();
    /// The process dies now.
    void kill();
    void losePower(quint64 seed);
    /// Nobody sees it again, nor what had not gone up.
    void lose();
    /// Whoever sat at it sits at another one.
    bool isReplaced() const { return m_replaced; }
    void setReplaced() { m_replaced = true; }
    /// The program is closed and its drafts saved.
    void quit();
    /// Takes the process down if its disk says that it died. True when it did.
    bool noticeDeath();
    /// What Qt would do when the event loop turns.
    void turn();
    SimDisk& disk() { return *m_disk; }
    /// Somebody sets its clock; how far it goes ahead of true time from now on.
    void jumpClock(Millis ahead);
    const TimeSense& sense() const { return m_sense; }
    OutboxWatch& watch() { return m_watch; }
    const Identity& identity() const { return m_identity; }
    /// The same disk in another machine, with the same credentials, at the same time.
    std::unique_ptr<SimLaptop> clone(int machine, quint64 seed);
    bool isClone() const { return m_cloned; }
    /// How its session ended where it was not signed out: what the laptop took for the reason, the latest that it may
    /// have taken for the time, and until when it had contacts then.
    struct Ending
    {
        EndReason reason = EndReason::Revoked;
        Instant at{};
        std::optional<Instant> lastLease;
    };
    const std::optional<Ending>& ending() const { return m_ending; }
    bool wasUndone(const ContactId& contact) const { return m_undoUnclear || m_undone.contains(contact.value); }
    /// The person looks at the desk: what they see now they have to see again after a death that comes next.
    enum class Look {
        Everything, ///< And what lies on the disk, which works.
        Desk
    };
    void seeDesk(Look look);
    /// Its process dies at some write from now on.
    void arm(qint64 operations, SimDisk::Death death, quint64 seed);
    bool isArmed() const { return m_isArmed; }

    // --- the program
    /// False once the session was ended from outside: contacts are gone and only the rest of the queue goes up.
    bool hasDesk() const { return m_program->hasDesk(); }
    Store& store();
    SyncEngine& engine();
    ReviewSession& review();
    InboxSession& inbox();
    /// When the engine wants to be called, in true time.
    std::optional<Instant> wakeAt() const;
    void step();
    void refresh();

    // --- the person; each does nothing where there is nothing to press
    void pressNext();
    void pressTwice();
    void editAndPress(quint32 words);
    void reply(quint32 which, quint32 words);
    void chooseAndReply(quint32 which, quint32 choice);
    void draft(quint32 which, quint32 words);
    void openConversation(quint32 which);
    void closeOrReopen(quint32 which);
    void tag(quint32 which, quint32 tag);
    void answer(quint32 which, quint32 value);
    void optOut(quint32 which);
    void wrongNumber(quint32 which);
    void addNote(quint32 which);
    void escalate(quint32 which);
    void undo();
    void showContact(quint32 which);
    void requestBatch(quint32 size);
    void signOut();
    void poke();

private:
    static constexpr Seconds kShortestPause{30};
    static constexpr Seconds kLongestPause{480};
    enum class Desk { First, Inbox };
    void press(Desk desk, const ContactId& contact, const QString& text, quint64 serial);
    bool enterConversation(quint32 which);
    void takeDown();
    void wipe();
    void noteEnding();
    void compareDesk();
    const ContactRecord* recordAt(Desk desk);
    /// A person decides something of whoever is before them. Where that changes anything it is on its way at once.
    void decide(Desk desk, const QString& type, bool changes, const std::function<bool()>& act);
    void note(const QString& line) const;

    Room m_room;
    Identity m_identity;
    std::unique_ptr<SimDisk> m_disk;
    SimClock m_clock;
    TimeSense m_sense;
    SimRandom m_random;
    OutboxWatch m_watch;
    std::unique_ptr<SimProgram> m_program;
    Instant m_lastStep{};
    Seconds m_pause = kShortestPause; ///< Until the engine is looked at without having asked for it.
    quint64 m_presses = 0;
    std::optional<DeskView> m_seen; ///< Before the process died.
    std::optional<Ending> m_ending;
    std::optional<Instant> m_lastLease; ///< The latest end of what it had while it worked.
    QSet<QString> m_undone;             ///< Contacts of which a step was taken back.
    bool m_undoUnclear = false;         ///< A disk that failed may have kept a step that was taken back, or not.
    bool m_isArmed = false;
    bool m_over = false;
    bool m_wantsOut = false;
    bool m_replaced = false;
    bool m_cloned = false;
};

extern const QString kStoreFile;

} // namespace textbank::simulation
