#include "tests/simulation/RoomImage.h"

#include "core/base/SigningKey.h"
#include "core/gateway/Wire.h"
#include "core/host/carrier/NoCarrier.h"
#include "core/store/Store.h"
#include "tests/simulation/SimChance.h"
#include "tests/simulation/SimLaptop.h"
#include "tests/simulation/SimServer.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeClock.h"

#include <QBuffer>
#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

constexpr int kBatch = 3;

struct Rules
{
    int holdSeconds;
    int sendWithinMinutes;
    int leaseMinutes;
};
constexpr std::array<Rules, RoomShape::kPolicies> kRules{
    {{0, 60, 480}, {10, 60, 480}, {0, 5, 480}, {0, 60, 25}, {10, 5, 25}}};

// Standard time all through: none of the moments is near a change of clocks.
constexpr std::array<const char*, RoomShape::kStarts> kMoments{
    "2026-11-17T19:00:00.000Z", // Everybody's day.
    "2026-11-18T00:44:00.000Z", // The east closes in a quarter of an hour.
    "2026-11-18T03:44:00.000Z", // The west closes, and with it everything.
    "2026-11-18T16:48:00.000Z", // The west opens soon.
    "2026-11-22T16:50:00.000Z", // Sunday: the east opens at noon.
};

/// By the places of build::contact.
int utcOffsetOf(const QString& state)
{
    if (state == "OH"_L1 || state == "GA"_L1 || state == "MA"_L1) {
        return -5 * 60;
    }
    if (state == "TX"_L1 || state == "IL"_L1) {
        return -6 * 60;
    }
    return state == "CO"_L1 ? -7 * 60 : -8 * 60;
}

template<class R>
auto need(R result, const char* what)
{
    if (!result) {
        qFatal("the room cannot be made: %s", what);
    }
    return std::move(*result);
}

void addSeat(Host& host, RoomImage& image, const Clock& clock, Random& random, int number)
{
    const auto code = need(host.makeJoinCode(image.campaign, {}), "join code");
    RoomImage::Seat seat;
    seat.device = DeviceId{u"device-%1"_s.arg(number)};
    seat.key = random.bytes(32);
    const auto joined = need(host.join(requestOf(code, seat.device, seat.key), {}), "join");
    const auto caller = need(host.authenticate(joined.token), "token");
    seat.volunteer = joined.volunteer;
    seat.token = joined.token;
    seat.disk = std::make_unique<SimDisk>(mixed(7, static_cast<quint64>(number)));
    auto store = need(
        Store::open({seat.disk->path(kStoreFile), seat.key, {}, seat.device, seat.volunteer}, clock, random), "store");
    const auto campaign = need(host.campaign(caller, image.campaign), "campaign");
    const auto page = need(host.lease(caller, {makeUuidV7(clock.now(), random), image.campaign, kBatch}), "lease");
    if (!store->applyCampaign(campaign) || !store->applyLease(page)) {
        qFatal("the room cannot be made: batch");
    }
    image.seats.push_back(std::move(seat));
}

void addStaff(Host& host, RoomImage& image, int number)
{
    Host::JoinCodeOptions options;
    options.role = Role::Staff;
    const auto code = need(host.makeJoinCode(image.campaign, options), "join code");
    const auto joined = need(host.join({code, u"Ada"_s, DeviceId{u"staff-%1"_s.arg(number)}, u"Desk"_s}, {}), "join");
    image.staff.append(need(host.authenticate(joined.token), "token"));
}

RoomImage made(const RoomShape& shape)
{
    RoomImage image;
    image.shape = shape;
    const FakeClock clock(shape.startsAt());
    SimRandom random(42);
    NoCarrier carrier;
    image.gateway = std::make_unique<SimDisk>(6);
    Host::Options options;
    options.databasePath = image.gateway->path(SimServer::kFile);
    options.leaseMinutes = shape.leaseMinutes();
    const auto host = need(Host::open(options, carrier, clock, random), "host");
    auto campaign = build::campaign();
    campaign.policy = shape.policyOf();
    image.campaign = need(host->importCampaign(wire::compact(wire::write(campaign))), "campaign");
    image.organisation = need(host->organisationOf(image.campaign), "organisation").id;
    auto csv = RoomImage::list(RoomImage::kPeople, 0);
    QBuffer people(&csv);
    people.open(QIODevice::ReadOnly);
    if (need(host->importContacts(image.campaign, people), "contacts").imported != RoomImage::kPeople) {
        qFatal("the room cannot be made: contacts");
    }
    for (int i = 0; i < shape.laptops; ++i) {
        addSeat(*host, image, clock, random, i);
    }
    addStaff(*host, image, 0);
    addStaff(*host, image, 1);
    const auto read = host->database().run(u"SELECT id, number, state FROM contacts ORDER BY ordinal"_s, {},
                                           [&](const QSqlQuery& row) {
                                               image.people.append(RoomImage::personOf(row));
                                               return true;
                                           });
    if (!read) {
        qFatal("the room cannot be made: people");
    }
    return image;
}

} // namespace

JoinRequest requestOf(const QString& code, const DeviceId& device, const QByteArray& key)
{
    JoinRequest request{code, u"Grace"_s, device, u"Laptop"_s};
    request.deviceKey = need(SigningKey::ofProfile(key), "key").publicKey();
    return request;
}

RoomShape RoomShape::of(quint64 seed)
{
    RoomShape shape;
    shape.laptops = 1 + static_cast<int>(mixed(seed, 1) % 3);
    shape.policy = static_cast<int>(mixed(seed, 2) % kPolicies);
    const auto start = mixed(seed, 3) % 10; // Mostly in the middle of the day.
    shape.start = start < kStarts ? static_cast<int>(start) : 0;
    return shape;
}

int RoomShape::leaseMinutes() const { return kRules.at(static_cast<size_t>(policy)).leaseMinutes; }

Instant RoomShape::startsAt() const
{
    return *fromRfc3339(QString::fromLatin1(kMoments.at(static_cast<size_t>(start))));
}

Policy RoomShape::policyOf() const
{
    const auto& rules = kRules.at(static_cast<size_t>(policy));
    Policy made;
    made.version = u"policy-1"_s;
    made.holdSeconds = rules.holdSeconds;
    made.sendWithinMinutes = rules.sendWithinMinutes;
    return made;
}

const RoomImage& RoomImage::of(const RoomShape& shape)
{
    static std::map<std::tuple<int, int, int>, RoomImage> images; // one process runs one schedule at a time
    const auto key = std::tuple(shape.laptops, shape.policy, shape.start);
    auto known = images.find(key);
    if (known == images.end()) {
        known = images.emplace(key, made(shape)).first;
    }
    return known->second;
}

QByteArray RoomImage::list(int lines, int first, bool withHeader)
{
    QByteArray csv = withHeader ? "First Name,Last Name,Phone,State,ZIP,City,PollingPlace\n" : "";
    for (int i = first; i < first + lines; ++i) {
        const auto contact = build::contact(i);
        csv += QStringList{contact.firstName, contact.lastName, contact.phone.e164(), contact.state, contact.zip,
                           contact.city,      u"Hall"_s}
                   .join(u',')
                   .toUtf8() +
               '\n';
    }
    return csv;
}

RoomImage::Person RoomImage::personOf(const QSqlQuery& row)
{
    return {ContactId{row.value(0).toString()}, *PhoneNumber::fromE164(row.value(1).toString()),
            utcOffsetOf(row.value(2).toString())};
}

bool RoomImage::isOpen(const Person& person, Instant when, const Hours& hours)
{
    const auto local = when + std::chrono::minutes(person.utcOffsetMinutes);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::floor<std::chrono::minutes>(local - day).count();
    const auto sunday = std::chrono::weekday(day) == std::chrono::Sunday;
    return minute >= (sunday ? hours.sundayFrom : hours.from) && minute < hours.to;
}

} // namespace textbank::simulation
