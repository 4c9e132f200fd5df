#include "core/gateway/Wire.h"
#include "core/gateway/WireNames.h"

using namespace Qt::StringLiterals;

namespace textbank::wire {

QJsonObject write(const GatewayInfo& info)
{
    QJsonObject json{
        {u"name"_s, info.name},
        {u"organisation"_s, info.organisation},
        {u"apiVersions"_s, stringArray(info.apiVersions)},
        {u"signInWays"_s, stringArray(info.signInWays)},
        {u"capabilities"_s, stringArray(info.capabilities)},
        {u"limits"_s, QJsonObject{{u"maxCommands"_s, info.maxCommands}, {u"maxLease"_s, info.maxLease}}},
        {u"clock"_s, toRfc3339(info.clock)},
        {u"practice"_s, info.practice},
    };
    return json;
}

Result<GatewayInfo> readGatewayInfo(const QJsonObject& json)
{
    WireReader reader(json);
    GatewayInfo info;
    info.name = reader.string("name", kMaxName);
    info.organisation = reader.optional("organisation", kMaxName);
    info.apiVersions = reader.strings("apiVersions", 100, kMaxName);
    if (!reader.has("apiVersions")) {
        reader.fail("apiVersions", "required, missing");
    }
    info.signInWays = reader.strings("signInWays", 100, kMaxName);
    info.capabilities = reader.strings("capabilities", 1000, kMaxName);
    if (reader.has("limits")) {
        reader.object("limits", [&info](WireReader& limits) {
            info.maxCommands = static_cast<int>(limits.integerOr("maxCommands", 1, kMaxCommands, info.maxCommands));
            info.maxLease = static_cast<int>(limits.integerOr("maxLease", 1, kMaxContacts, info.maxLease));
            return 0;
        });
    }
    info.clock = reader.time("clock");
    info.practice = reader.booleanOr("practice", false);
    return reader.finish(std::move(info));
}

QJsonObject write(const JoinRequest& request)
{
    QJsonObject json{
        {u"code"_s, request.code}, {u"displayName"_s, request.displayName}, {u"device"_s, request.device.value}};
    put(json, "deviceName", request.deviceName);
    put(json, "deviceKey", QString::fromLatin1(request.deviceKey.toHex()));
    return json;
}

Result<JoinRequest> readJoinRequest(const QJsonObject& json)
{
    WireReader reader(json);
    JoinRequest request;
    request.code = reader.filled("code", kMaxName);
    request.displayName = reader.filled("displayName", kMaxName);
    request.device = reader.id<DeviceId>("device");
    request.deviceName = reader.optional("deviceName", kMaxName);
    if (reader.has("deviceKey")) {
        request.deviceKey = reader.hex("deviceKey", 32);
    }
    return reader.finish(std::move(request));
}

QJsonObject write(const Joined& joined)
{
    QJsonArray campaigns;
    for (const auto& id : joined.campaigns) {
        campaigns.append(id.value);
    }
    return {{u"token"_s, joined.token},
            {u"role"_s, nameOf(joined.role, kRoles)},
            {u"volunteer"_s, joined.volunteer.value},
            {u"displayName"_s, joined.displayName},
            {u"organisation"_s, joined.organisation},
            {u"campaigns"_s, campaigns}};
}

Result<Joined> readJoined(const QJsonObject& json)
{
    WireReader reader(json);
    Joined joined;
    joined.token = reader.filled("token", kMaxToken);
    joined.role = reader.choice("role", kRoles);
    joined.volunteer = reader.id<VolunteerId>("volunteer");
    joined.displayName = reader.optional("displayName", kMaxName);
    joined.organisation = reader.optional("organisation", kMaxName);
    for (const auto& id : reader.strings("campaigns", 1000, kMaxId)) {
        joined.campaigns.append(CampaignId{id});
    }
    return reader.finish(std::move(joined));
}

QJsonObject write(const Me& me)
{
    QJsonArray campaigns;
    for (const auto& campaign : me.campaigns) {
        campaigns.append(QJsonObject{{u"id"_s, campaign.id.value},
                                     {u"title"_s, campaign.title},
                                     {u"organisation"_s, campaign.organisation},
                                     {u"version"_s, campaign.version},
                                     {u"left"_s, campaign.left}});
    }
    return {{u"volunteer"_s, me.volunteer.value},
            {u"displayName"_s, me.displayName},
            {u"role"_s, nameOf(me.role, kRoles)},
            {u"frozen"_s, me.frozen},
            {u"campaigns"_s, campaigns}};
}

Result<Me> readMe(const QJsonObject& json)
{
    WireReader reader(json);
    Me me;
    me.volunteer = reader.id<VolunteerId>("volunteer");
    me.displayName = reader.optional("displayName", kMaxName);
    me.role = reader.choice("role", kRoles);
    me.frozen = reader.booleanOr("frozen", false);
    me.campaigns = reader.list<CampaignSummary>("campaigns", 1000, [](WireReader& item) {
        CampaignSummary summary;
        summary.id = item.id<CampaignId>("id");
        summary.title = item.string("title", kMaxName);
        summary.organisation = item.optional("organisation", kMaxName);
        summary.version = item.optional("version", kMaxName);
        summary.left = item.integerOr("left", 0, 1'000'000'000, 0);
        return summary;
    });
    return reader.finish(std::move(me));
}

} // namespace textbank::wire
