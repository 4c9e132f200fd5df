#include "core/host/ApprovalEvidence.h"

#include "core/compose/Merge.h"
#include "core/compose/MessageChecks.h"
#include "core/policy/Zones.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

std::optional<Problem> no(ProblemType type, const QString& detail) { return refuse(type, detail).error; }

/// Whether this document's script makes exactly this text, in any of its languages: who writes Spanish is answered in
/// Spanish, whatever the list says.
bool isOfScript(const Campaign& campaign, const SendPayload& send, const Contact& contact, const QString& volunteer)
{
    const auto* step = campaign.step(send.step);
    if (step == nullptr || (send.kind == SendKind::FirstMessage && step != campaign.firstStep())) {
        return false;
    }
    const Merge merge(MergeRules::ofScript(campaign), contact, volunteer);
    return std::any_of(step->texts.cbegin(), step->texts.cend(), [&](const QString& words) {
        const auto text = merge.rendered(words);
        return text && *text == send.text;
    });
}

} // namespace

std::optional<Problem> ApprovalEvidence::refusal(const SendPayload& send, const HostContact& contact,
                                                 const VolunteerId& volunteer)
{
    if (auto problem = ofTime(send, contact.contact.lease)) {
        return problem;
    }
    if (!m_campaigns.hadPolicy(m_campaign.id, send.policyVersion)) {
        return no(ProblemType::PolicyRefused, u"policyVersion: never this campaign's"_s);
    }
    return ofText(send, contact, volunteer);
}

std::optional<Problem> ApprovalEvidence::ofTime(const SendPayload& send, const LeaseId& lease)
{
    const auto now = m_work.now();
    if (send.approvedAt > now + kClockTolerance) {
        return no(ProblemType::PolicyRefused, u"approvedAt: in the future"_s);
    }
    const auto began = m_work.value(u"SELECT created_at FROM leases WHERE id = ?"_s, {lease.value});
    if (send.approvedAt + kClockTolerance < instantFromMs(began.toLongLong())) {
        return no(ProblemType::PolicyRefused, u"approvedAt: before the lease began"_s);
    }
    if (now >= send.approvedAt + std::chrono::minutes(m_campaign.policy.sendWithinMinutes) + kClockTolerance) {
        return no(ProblemType::OutsideWindow, u"approvedAt: too long ago"_s);
    }
    return std::nullopt;
}

std::optional<Problem> ApprovalEvidence::ofText(const SendPayload& send, const HostContact& contact,
                                                const VolunteerId& volunteer)
{
    const CheckContext context{statesFor(contact.contact), m_campaign.organisation, {}, {}};
    if (anyBlocks(checkMessage(send.text, send.kind, m_campaign.policy, context))) {
        return no(ProblemType::PolicyRefused, u"text: a check of the policy blocks it"_s);
    }
    const auto isFree = send.kind == SendKind::Reply && send.step.isEmpty();
    if (send.edited || isFree) {
        return std::nullopt;
    }
    const auto name = m_work.value(u"SELECT display_name FROM volunteers WHERE id = ?"_s, {volunteer.value}).toString();
    if (isOfScript(m_campaign, send, contact.contact, name)) {
        return std::nullopt;
    }
    // The script may have changed since it was on the screen.
    const auto earlier = m_campaigns.earlierThan(m_campaign);
    const auto isKnown = std::any_of(earlier.cbegin(), earlier.cend(), [&](const Campaign& document) {
        return isOfScript(document, send, contact.contact, name);
    });
    return isKnown ? std::nullopt
                   : no(ProblemType::PolicyRefused, u"text: not the script's, and not said to be edited"_s);
}

} // namespace textbank
