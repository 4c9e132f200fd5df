#pragma once

#include "tests/simulation/RoomImage.h"
#include "tests/simulation/RoomLedger.h"
#include "tests/simulation/RoomPeople.h"
#include "tests/simulation/Schedule.h"
#include "tests/simulation/SimCarrier.h"
#include "tests/simulation/SimLaptop.h"
#include "tests/simulation/SimNetwork.h"
#include "tests/simulation/SimRecord.h"
#include "tests/simulation/SimServer.h"

#include <memory>
#include <vector>

namespace textbank::simulation {

/// One room: gateway, carrier, network, laptops and the people at them, and the time that passes for all of them.
class World
{
public:
    World(quint64 seed, SimRecord& record);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    void run(const Step& step);
    /// All trouble ends and everybody comes to rest.
    void heal();
    /// Writes down how much there was of what.
    void countUp();

    const RoomImage& image() const { return m_image; }
    const RoomPeople& people() const { return m_people; }
    SimTime& time() { return m_time; }
    const SimClock& gatewayClock() const { return m_gatewayClock; }
    SimServer& server() { return m_server; }
    SimCarrier& carrier() { return m_carrier; }
    const SimCarrier& carrier() const { return m_carrier; }
    SimNetwork& network() { return m_network; }
    SimRecord& record() { return m_record; }
    std::vector<std::unique_ptr<SimLaptop>>& laptops() { return m_laptops; }
    const RoomLedger& ledger() const { return m_ledger; }
    /// What the gateway holds of the session that this token stands for. It has to be up.
    struct Session
    {
        bool live = false;
        bool inGrace = false; ///< Ended by staff; what was decided may still come up.
    };
    Session sessionOf(const QString& token);

private:
    SimLaptop* laptop(quint32 which);
    void runPerson(SimLaptop& laptop, const Step& step);
    void runMachine(SimLaptop& laptop, const Step& step);
    void runGateway(const Step& step);
    void runVoter(const Step& step);
    void runStaff(const Step& step);
    bool moveStaff(Host& host, const Step& step, const Caller& staff);
    bool decideAboutNumbers(Host& host, const Step& step, const Caller& staff);
    bool changeCampaign(Host& host, const Step& step);
    void setGatewayClock(quint32 which);
    void joinAnew(const Step& step);
    bool addLaptop(const SimLaptop::Identity& identity, std::unique_ptr<SimDisk> disk);
    void advance(const Step& step);
    void deliver(quint32 count);
    void deliverOutOfTurn(quint32 which);
    SimDisk::Fault troubleDisk(SimDisk& disk, quint32 kind, quint32 span);

    /// Lets everything happen until then.
    void runUntil(Instant until);
    /// Whoever has something to do at this moment does it.
    void work();
    bool tooMuch();
    void afterwards(SimLaptop& laptop);
    void planStart(SimLaptop& laptop, Millis wait);
    void planGatewayStart(Millis wait);
    void planTick(Millis wait);
    bool mayTake(const Carrier::Text& text, bool again);
    void judge(const Carrier::Text& text);
    bool isAtRest();
    void judgeConfirmation(const Carrier::Text& text);
    bool isAtRest(SimLaptop& laptop);
    bool wasConfirmed(const PhoneNumber& number) const;
    void voterWrites(quint32 who, const QString& text, RoomLedger::Meaning meaning);
    const RoomImage::Person& personFor(quint32 who) const;

    quint64 m_seed;
    SimRecord& m_record;
    const RoomImage& m_image;
    RoomPeople m_people;
    SimTime m_time;
    SimClock m_gatewayClock;
    SimCarrier m_carrier;
    SimServer m_server;
    SimNetwork m_network;
    std::vector<std::unique_ptr<SimLaptop>> m_laptops;
    RoomLedger m_ledger;
    Hours m_hours; ///< Of the last document that staff wrote.
    std::optional<Instant> m_gatewayClockSetAt;
    QList<Carrier::Text> m_unjudged; ///< Handed over while the gateway started.
    QSet<int> m_starting;
    bool m_gatewayArmed = false;
    bool m_gatewayStarting = false;
    bool m_tickPlanned = false;
    int m_happenings = 0;
    int m_atOnce = 0;
    Instant m_lastMoment{};
    bool m_listUnread = false; ///< Of a list that was imported it is not known who of it is there.
    int m_version = 1;
    int m_serial = 0;
};

/// What has to hold once everything is at rest; the first thing that does not is in the record.
void checkInvariants(World& world);

} // namespace textbank::simulation
