#include "core/policy/SendGate.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// What is known of the person, whatever the hour: the permanent reasons before those that pass.
GateReason contactReason(const GateInput& input)
{
    const auto& record = input.contact;
    if (record.optedOut) {
        return GateReason::OptedOut;
    }
    if (!record.assigned) {
        return GateReason::NotAssigned;
    }
    if (record.wrongNumber) {
        return GateReason::WrongNumber;
    }
    if (record.contact.phone.isEmpty() && !record.contact.numberHidden) {
        return GateReason::NoNumber;
    }
    if (record.mayHaveOptedOut) {
        return GateReason::MayHaveOptedOut;
    }
    if (record.escalated) {
        return GateReason::Escalated;
    }
    const auto texted = record.stage != ContactStage::NeedsFirstMessage;
    if (!input.sendBefore && input.kind == SendKind::FirstMessage && texted) {
        return GateReason::AlreadyTexted;
    }
    if (!input.sendBefore && input.kind == SendKind::Reply && !texted) {
        return GateReason::NothingToAnswer;
    }
    return record.blockedByUnknown ? GateReason::OutcomeUnknown : GateReason::Allowed;
}

GateReason campaignReason(const GateInput& input, Instant gatewayNow)
{
    const auto& campaign = input.campaign;
    const auto& held = input.contact.contact.lease;
    const auto foreign = input.lease && !held.isEmpty() && !input.lease->id.isEmpty() && held != input.lease->id;
    if (!input.lease || foreign || input.lease->expiresAt <= gatewayNow) {
        return GateReason::LeaseLost;
    }
    // Practice reaches nobody, so nobody had to register it.
    if (campaign.registration != Registration::Registered && !campaign.practice) {
        return GateReason::Unregistered;
    }
    if (input.frozen) {
        return GateReason::Frozen;
    }
    if (input.catchingUp) {
        return GateReason::CatchingUp;
    }
    return campaign.paused ? GateReason::Paused : GateReason::Allowed;
}

} // namespace

QString gateReasonName(GateReason reason)
{
    switch (reason) {
    case GateReason::Allowed:
        return u"allowed"_s;
    case GateReason::OptedOut:
        return u"opted-out"_s;
    case GateReason::MayHaveOptedOut:
        return u"may-have-opted-out"_s;
    case GateReason::WrongNumber:
        return u"wrong-number"_s;
    case GateReason::Escalated:
        return u"escalated"_s;
    case GateReason::NotAssigned:
        return u"not-assigned"_s;
    case GateReason::AlreadyTexted:
        return u"already-texted"_s;
    case GateReason::NothingToAnswer:
        return u"nothing-to-answer"_s;
    case GateReason::OutcomeUnknown:
        return u"outcome-unknown"_s;
    case GateReason::LeaseLost:
        return u"lease-lost"_s;
    case GateReason::Paused:
        return u"paused"_s;
    case GateReason::Frozen:
        return u"frozen"_s;
    case GateReason::Unregistered:
        return u"unregistered"_s;
    case GateReason::ClockWrong:
        return u"clock-wrong"_s;
    case GateReason::OutsideWindow:
        return u"outside-window"_s;
    case GateReason::Expired:
        return u"expired"_s;
    case GateReason::NoNumber:
        return u"no-number"_s;
    case GateReason::CatchingUp:
        return u"catching-up"_s;
    }
    Q_UNREACHABLE();
}

GateVerdict askGate(const GateInput& input)
{
    const auto& policy = input.campaign.policy;
    // The gateway's clock is the one that hours and leases are counted by.
    const auto offset = input.clockOffset.value_or(Millis{0});
    const auto gatewayNow = input.now + offset;
    const auto zones = zonesFor(input.contact.contact);

    GateVerdict verdict;
    verdict.zones = zones.zones;
    verdict.hours = textingHours(zones, policy.hours, gatewayNow);
    verdict.reason = contactReason(input);
    if (verdict.allowed()) {
        verdict.reason = campaignReason(input, gatewayNow);
    }
    if (verdict.allowed() && std::chrono::abs(offset) > Seconds{std::max(0, policy.clockToleranceSeconds)}) {
        verdict.reason = GateReason::ClockWrong;
    }
    if (verdict.allowed() && input.sendBefore && gatewayNow >= *input.sendBefore) {
        verdict.reason = GateReason::Expired;
    }
    if (verdict.allowed() && !verdict.hours.allowed) {
        verdict.reason = GateReason::OutsideWindow;
    }
    if (verdict.allowed()) {
        const auto limit = gatewayNow + std::chrono::minutes{std::clamp(policy.sendWithinMinutes, 1, 1440)};
        verdict.sendBefore = std::min({verdict.hours.closesAt, input.lease->expiresAt, limit});
        if (input.sendBefore) {
            verdict.sendBefore = std::min(verdict.sendBefore, *input.sendBefore);
        }
    }
    return verdict;
}

} // namespace textbank
