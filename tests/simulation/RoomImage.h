#pragma once

#include "core/host/Host.h"
#include "tests/simulation/SimDisk.h"

#include <memory>
#include <vector>

namespace textbank::simulation {

/// What is different from room to room.
struct RoomShape
{
    int laptops = 1;
    int policy = 0; ///< Which of the policies.
    int start = 0;  ///< Which of the moments to start at.

    static constexpr int kPolicies = 5;
    static constexpr int kStarts = 5;
    static RoomShape of(quint64 seed);
    int leaseMinutes() const;
    Instant startsAt() const;
    Policy policyOf() const;
};

/// A room as everybody sits down: campaign imported, everybody joined, the first batches pulled. Made once for each
/// shape; a run clones the disks.
struct RoomImage
{
    struct Person
    {
        ContactId id;
        PhoneNumber phone;
        int utcOffsetMinutes = 0; ///< Where they live, on the days of the simulation.
    };
    struct Seat
    {
        std::unique_ptr<SimDisk> disk;
        VolunteerId volunteer;
        DeviceId device;
        QString token;
        QByteArray key;
    };
    RoomShape shape;
    CampaignId campaign;
    std::unique_ptr<SimDisk> gateway;
    std::vector<Seat> seats;
    QList<Caller> staff;
    QList<Person> people;

    static const RoomImage& of(const RoomShape& shape);
    const Person* person(const PhoneNumber& number) const;
    const Person* person(const ContactId& id) const;
    /// Whether this person may be texted at this moment: 9 to 20 where they live, Sundays from 12.
    static bool isOpen(const Person& person, Instant when);
};

/// How a laptop joins that signs its record.
JoinRequest requestOf(const QString& code, const DeviceId& device, const QByteArray& key);

} // namespace textbank::simulation
