#include "core/gateway/Wire.h"
#include "core/gateway/WireNames.h"

using namespace Qt::StringLiterals;

namespace textbank::wire {

Contact contactFrom(WireReader& reader)
{
    Contact contact;
    contact.id = reader.id<ContactId>("id");
    contact.campaign = reader.id<CampaignId>("campaign");
    contact.lease = reader.optionalId<LeaseId>("lease");
    contact.ordinal = reader.integerOr("ordinal", 0, 1'000'000'000, 0);
    contact.firstName = reader.optional("firstName", kMaxName);
    contact.lastName = reader.optional("lastName", kMaxName);
    contact.phone = reader.phone("phone");
    contact.city = reader.optional("city", kMaxName);
    contact.state = reader.optional("state", kMaxName);
    contact.zip = reader.optional("zip", kMaxName);
    contact.language = reader.optional("language", kMaxName);
    contact.reason = reader.optional("reason", kMaxString);
    contact.fields = reader.fields("fields", kMaxFields, kMaxString);
    return contact;
}

Lease leaseFrom(WireReader& reader)
{
    Lease lease;
    lease.id = reader.id<LeaseId>("id");
    lease.campaign = reader.id<CampaignId>("campaign");
    lease.token = reader.filled("token", kMaxToken);
    lease.expiresAt = reader.time("expiresAt");
    return lease;
}

QList<ChoiceCount> choiceCountsFrom(WireReader& reader)
{
    return reader.list<ChoiceCount>("counts", ChoiceCounts::kMostRows, [](WireReader& item) {
        ChoiceCount count;
        count.intent = item.filled("intent", kMaxId);
        count.suggestion = item.filled("suggestion", kMaxName);
        count.times = static_cast<int>(item.integer("times", 1, ChoiceCounts::kMost));
        return count;
    });
}

QJsonArray choiceCounts(const QList<ChoiceCount>& counts)
{
    QJsonArray json;
    for (const auto& count : counts) {
        json.append(
            QJsonObject{{u"intent"_s, count.intent}, {u"suggestion"_s, count.suggestion}, {u"times"_s, count.times}});
    }
    return json;
}

QJsonObject write(const Contact& contact)
{
    QJsonObject json{{u"id"_s, contact.id.value},
                     {u"campaign"_s, contact.campaign.value},
                     {u"ordinal"_s, contact.ordinal},
                     {u"phone"_s, contact.phone.e164()}};
    put(json, "lease", contact.lease.value);
    put(json, "firstName", contact.firstName);
    put(json, "lastName", contact.lastName);
    put(json, "city", contact.city);
    put(json, "state", contact.state);
    put(json, "zip", contact.zip);
    put(json, "language", contact.language);
    put(json, "reason", contact.reason);
    if (!contact.fields.isEmpty()) {
        json.insert("fields"_L1, stringObject(contact.fields));
    }
    return json;
}

Result<Contact> readContact(const QJsonObject& json)
{
    WireReader reader(json);
    auto contact = contactFrom(reader);
    return reader.finish(std::move(contact));
}

QJsonObject write(const Lease& lease)
{
    return {{u"id"_s, lease.id.value},
            {u"campaign"_s, lease.campaign.value},
            {u"token"_s, lease.token},
            {u"expiresAt"_s, toRfc3339(lease.expiresAt)}};
}

Result<Lease> readLease(const QJsonObject& json)
{
    WireReader reader(json);
    auto lease = leaseFrom(reader);
    return reader.finish(std::move(lease));
}

QJsonObject write(const LeaseRequest& request)
{
    return {{u"id"_s, request.id}, {u"campaign"_s, request.campaign.value}, {u"size"_s, request.size}};
}

Result<LeaseRequest> readLeaseRequest(const QJsonObject& json)
{
    WireReader reader(json);
    LeaseRequest request;
    request.id = reader.id<LeaseId>("id").value;
    request.campaign = reader.id<CampaignId>("campaign");
    request.size = static_cast<int>(reader.integer("size", 1, kMaxContacts));
    return reader.finish(std::move(request));
}

QJsonObject write(const LeasePage& page)
{
    QJsonArray contacts;
    for (const auto& contact : page.contacts) {
        contacts.append(write(contact));
    }
    return {
        {u"lease"_s, write(page.lease)}, {u"contacts"_s, contacts}, {u"cursor"_s, page.cursor}, {u"left"_s, page.left}};
}

Result<LeasePage> readLeasePage(const QJsonObject& json)
{
    WireReader reader(json);
    LeasePage page;
    page.lease = reader.object("lease", leaseFrom);
    page.contacts = reader.list<Contact>("contacts", kMaxContacts, contactFrom);
    page.cursor = reader.string("cursor", kMaxToken);
    page.left = reader.integerOr("left", 0, 1'000'000'000, 0);
    return reader.finish(std::move(page));
}

} // namespace textbank::wire
