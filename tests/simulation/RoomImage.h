#pragma once

#include "core/host/Host.h"
#include "tests/simulation/SimDisk.h"

#include <memory>
#include <vector>

class QSqlQuery;

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

/// When people may be texted, in minutes after midnight where they live.
struct Hours
{
    int from = 9 * 60;
    int to = 20 * 60;
    int sundayFrom = 12 * 60;
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
    QString organisation;
    std::unique_ptr<SimDisk> gateway;
    std::vector<Seat> seats;
    QList<Caller> staff;
    QList<Person> people;

    static constexpr int kPeople = 9;

    static const RoomImage& of(const RoomShape& shape);
    /// So many lines of a list, from this one of the people who can be on one.
    static QByteArray list(int lines, int first, bool withHeader = true);
    /// Of a row with id, number and state.
    static Person personOf(const QSqlQuery& row);
    static bool isOpen(const Person& person, Instant when, const Hours& hours);
};

/// How a laptop joins that signs its record.
JoinRequest requestOf(const QString& code, const DeviceId& device, const QByteArray& key);

} // namespace textbank::simulation
