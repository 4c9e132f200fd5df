#include "core/host/http/RoomCommands.h"

#include "core/gateway/Wire.h"
#include "core/gateway/WireReader.h"
#include "core/host/http/HttpProblems.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

template<class T>
HttpAnswer answerOf(const HostResult<T>& result)
{
    // For what is either so or not: counts are for those who ask the Host.
    return result ? HttpAnswer{204, {}, {}, {}, {}} : problemAnswer(result.error());
}

Host::Reassignment readReassignment(wire::WireReader& reader, const QString& reason)
{
    Host::Reassignment moved;
    moved.from = reader.optionalId<VolunteerId>("from");
    moved.to = reader.optionalId<VolunteerId>("to");
    for (const auto& contact : reader.strings("contacts", wire::kMaxList, wire::kMaxId)) {
        moved.contacts.append(ContactId{contact});
    }
    if (reader.has("contacts") && moved.contacts.isEmpty()) {
        reader.fail("contacts", "empty; leave it out for all"); // Nobody chosen must not mean everybody.
    }
    moved.reason = reason;
    return moved;
}

Host::RehearsalWish readRehearsal(wire::WireReader& reader)
{
    Host::RehearsalWish wish;
    wish.id = reader.id<CommandId>("id").value;
    wish.campaign = reader.id<CampaignId>("campaign");
    wish.phone = reader.optionalPhone("phone");
    wish.wait = Seconds{reader.integerOr("waitSeconds", 1, 600, wish.wait.count())};
    return wish;
}

} // namespace

const QStringList& RoomCommands::types()
{
    static const QStringList all{u"campaign.pause"_s,     u"campaign.resume"_s,   u"volunteer.freeze"_s,
                                 u"volunteer.unfreeze"_s, u"volunteer.revoke"_s,  u"volunteer.release"_s,
                                 u"device.end"_s,         u"contacts.reassign"_s, u"optout.record"_s,
                                 u"optout.reverse"_s,     u"stop.rehearse"_s};
    return all;
}

HttpAnswer RoomCommands::answer(const QByteArray& body)
{
    const auto parsed = wire::parseObject(body);
    if (!parsed) {
        return malformedAnswer(parsed.error());
    }
    wire::WireReader reader(*parsed);
    const auto type = reader.filled("type", wire::kMaxName);
    const bool isReversal = type == "optout.reverse"_L1;
    const auto reason =
        isReversal ? reader.filled("reason", wire::kMaxName) : reader.optional("reason", wire::kMaxName);
    const bool ofCampaign = type == "campaign.pause"_L1 || type == "campaign.resume"_L1;
    const bool ofVolunteer = type == "volunteer.freeze"_L1 || type == "volunteer.unfreeze"_L1 ||
                             type == "volunteer.revoke"_L1 || type == "volunteer.release"_L1;
    const bool ofDevice = type == "device.end"_L1;
    const bool ofContacts = type == "contacts.reassign"_L1;
    const bool ofNumber = type == "optout.record"_L1 || isReversal;
    const auto campaign = ofCampaign ? reader.id<CampaignId>("campaign") : CampaignId{};
    const auto volunteer = ofVolunteer ? reader.id<VolunteerId>("volunteer") : VolunteerId{};
    const auto device = ofDevice ? reader.id<DeviceId>("device") : DeviceId{};
    const auto moved = ofContacts ? readReassignment(reader, reason) : Host::Reassignment{};
    OptOutOrder order;
    if (ofNumber) {
        order = {reader.filled("number", wire::kMaxName), reason,
                 isReversal ? reader.optionalTime("asOf") : std::nullopt};
    }
    const bool ofRehearsal = type == "stop.rehearse"_L1;
    const auto rehearsal = ofRehearsal ? readRehearsal(reader) : Host::RehearsalWish{};
    if (!types().contains(type)) {
        reader.fail("type", "not a command of this version");
    }
    if (const auto read = reader.finish(true); !read) {
        return malformedAnswer(read.error());
    }
    if (ofRehearsal) {
        return answerOf(m_host.rehearseStop(m_caller, rehearsal));
    }
    if (ofNumber) {
        return answerOf(isReversal ? m_host.reverseOptOut(m_caller, order) : m_host.recordOptOut(m_caller, order));
    }
    if (type == "campaign.pause"_L1) {
        return answerOf(m_host.pause(m_caller, campaign, reason));
    }
    if (type == "campaign.resume"_L1) {
        return answerOf(m_host.resume(m_caller, campaign));
    }
    if (ofDevice) {
        return answerOf(m_host.endDevice(m_caller, device, reason));
    }
    if (ofContacts) {
        return answerOf(m_host.reassign(m_caller, moved));
    }
    if (type == "volunteer.release"_L1) {
        return answerOf(m_host.release(m_caller, volunteer, reason));
    }
    if (type == "volunteer.revoke"_L1) {
        return answerOf(m_host.revoke(m_caller, volunteer, reason));
    }
    return answerOf(m_host.freeze(m_caller, volunteer, type == "volunteer.freeze"_L1, reason));
}

} // namespace textbank
