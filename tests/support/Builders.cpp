#include "tests/support/Builders.h"

#include <array>

using namespace Qt::StringLiterals;

namespace textbank::build {
namespace {

struct Place
{
    const char16_t* city;
    const char16_t* state;
    const char16_t* zip;
    int areaCode;
};
// Place and area code agree, so that texting hours are the same by ZIP and by number.
constexpr std::array kPlaces{
    Place{u"Columbus", u"OH", u"43215", 614}, Place{u"Denver", u"CO", u"80203", 303},
    Place{u"San Jose", u"CA", u"95113", 408}, Place{u"Atlanta", u"GA", u"30303", 404},
    Place{u"Austin", u"TX", u"78701", 512},   Place{u"Boston", u"MA", u"02108", 617},
    Place{u"Chicago", u"IL", u"60602", 312},  Place{u"Seattle", u"WA", u"98104", 206},
};
constexpr std::array kFirstNames{u"Ana",   u"Ben",   u"Carla", u"Dmitri", u"Elena", u"Farid", u"Grace", u"Hugo",
                                 u"Imani", u"Jonas", u"Keiko", u"Liam",   u"Marta", u"Nadia", u"Omar",  u"Priya"};
constexpr std::array kLastNames{u"Alvarez", u"Brooks", u"Castillo", u"Dawson", u"Eriksen", u"Flores", u"Grant",
                                u"Hassan",  u"Ito",    u"Jimenez",  u"Kim",    u"Lopez",   u"Moreau"};

const Place& placeOf(int index) { return kPlaces[static_cast<size_t>(index) % kPlaces.size()]; }

template<size_t N>
QString pick(const std::array<const char16_t*, N>& names, int index)
{
    return QString::fromUtf16(names[static_cast<size_t>(index) % N]);
}

} // namespace

CampaignId campaignId() { return {u"campaign-1"_s}; }
LeaseId leaseId(int batch) { return {u"lease-%1"_s.arg(batch + 1)}; }
ContactId contactId(int index) { return {u"contact-%1"_s.arg(index + 1, 6, 10, QChar(u'0'))}; }

PhoneNumber phone(int index)
{
    // The first 800 carry the area code of their contact's place; then every possible one in turn.
    const auto places = static_cast<int>(kPlaces.size());
    auto areaCode = placeOf(index).areaCode;
    auto line = index / places;
    if (index >= places * 100) {
        areaCode = 800 + (index - places * 100) / 100;
        line = (index - places * 100) % 100;
    }
    const auto e164 = index < 20'000 ? u"+1%1"_s.arg(areaCode) + u"555%1"_s.arg(100 + line, 4, 10, QChar(u'0'))
                                     : u"+999%1"_s.arg(index, 9, 10, QChar(u'0'));
    auto number = PhoneNumber::fromE164(e164);
    Q_ASSERT(number);
    return *number;
}

Contact contact(int index)
{
    const auto& place = placeOf(index);
    Contact made;
    made.id = contactId(index);
    made.campaign = campaignId();
    made.lease = leaseId();
    made.ordinal = index;
    made.firstName = pick(kFirstNames, index);
    made.lastName = pick(kLastNames, index);
    made.phone = phone(index);
    made.city = QString::fromUtf16(place.city);
    made.state = QString::fromUtf16(place.state);
    made.zip = QString::fromUtf16(place.zip);
    made.language = index % 5 == 4 ? u"es"_s : u"en"_s;
    made.reason = u"Signed the library petition"_s;
    made.fields = {{u"PollingPlace"_s, u"Community Hall %1"_s.arg(index % 12 + 1)},
                   {u"Precinct"_s, u"P-%1"_s.arg(index % 40 + 1)}};
    return made;
}

Campaign campaign()
{
    Campaign made;
    made.id = campaignId();
    made.organisation = u"Friends of the Library"_s;
    made.title = u"Library vote"_s;
    made.version = u"1"_s;
    made.brief = u"# Library vote\n\nAsk whether they will vote for the library."_s;
    made.tags = {u"volunteer"_s, u"call back"_s};
    made.steps = {
        {{u"step-1"_s},
         u"Will you vote?"_s,
         {{u""_s, u"Hi {firstName|there}, will you vote for the library? Reply STOP to opt out."_s},
          {u"es"_s, u"Hola {firstName}, ¿votarás por la biblioteca? Responde STOP para salir."_s}},
         {{u"Yes"_s, {u"step-2"_s}}, {u"No"_s, {u"step-3"_s}}}},
        {{u"step-2"_s}, {}, {{u""_s, u"Wonderful! You vote at {PollingPlace|your usual place}."_s}}, {}},
        {{u"step-3"_s}, {}, {{u""_s, u"Thank you for telling me."_s}}, {}},
    };
    made.canned = {
        {{u"canned-1"_s}, u"Where"_s, {{u""_s, u"You vote at {PollingPlace|your usual place}."_s}}, {}, {}, {}},
        {{u"canned-2"_s},
         u"Wants to help"_s,
         {{u""_s, u"Great, we will call you!"_s}},
         {u"step-1"_s},
         u"Yes"_s,
         {u"volunteer"_s}},
    };
    made.policy.version = u"policy-1"_s;
    return made;
}

Lease lease(Instant now, int batch)
{
    return {leaseId(batch), campaignId(), u"fence-%1"_s.arg(batch + 1), now + std::chrono::hours(24)};
}

LeasePage batch(Instant now, int size, int first, int batch)
{
    LeasePage page;
    page.lease = lease(now, batch);
    page.contacts.reserve(size);
    for (int i = 0; i < size; ++i) {
        auto one = contact(first + i);
        one.lease = page.lease.id;
        one.ordinal = i;
        page.contacts.append(std::move(one));
    }
    page.cursor = u"cursor-0"_s;
    return page;
}

Command command(const ContactId& contact, CommandPayload payload, Instant now, Random& random)
{
    return {{makeUuidV7(now, random)}, campaignId(), contact, now, std::move(payload)};
}

MessageReceived reply(const ContactId& contact, const QString& text, Instant at, const QString& id)
{
    Message message;
    message.id = {id};
    message.contact = contact;
    message.direction = Direction::Incoming;
    message.text = text;
    message.at = at;
    return {message};
}

ChangesPage page(const QList<Change>& changes, const QString& cursor) { return {changes, cursor, false}; }

} // namespace textbank::build
