#include "core/host/SendCheck.h"

#include "core/compose/Segments.h"
#include "core/host/ApprovalEvidence.h"
#include "core/host/ChangeLog.h"
#include "core/host/Entrance.h"
#include "core/host/LeaseBook.h"
#include "core/host/OptOuts.h"
#include "core/host/RecontactGuard.h"
#include "core/policy/TextingHours.h"

#include <QCryptographicHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kMaxSegments = 10;

std::optional<Problem> no(ProblemType type, const QString& detail = {}) { return refuse(type, detail).error; }

} // namespace

std::optional<Problem> SendCheck::ofTexter()
{
    QString reason;
    auto frozen = false;
    m_work.run(u"SELECT frozen, frozen_reason FROM volunteers WHERE id = ?"_s, {m_caller.volunteer.value},
               [&](const QSqlQuery& row) {
                   frozen = row.value(0).toBool();
                   reason = row.value(1).toString();
                   return false;
               });
    if (frozen) {
        return no(ProblemType::Frozen, reason);
    }
    if (m_campaign.paused) {
        return no(ProblemType::Paused, m_campaign.pauseReason);
    }
    if (m_campaign.registration != Registration::Registered) {
        return no(ProblemType::Unregistered);
    }
    return std::nullopt;
}

std::optional<Problem> SendCheck::ofAssignment(const SendPayload& send, const std::optional<HostContact>& contact)
{
    if (!contact) {
        return no(ProblemType::NotFound);
    }
    if (contact->volunteer != m_caller.volunteer) {
        const auto was = ContactTable(m_work).wasEverAssigned(contact->contact.id, m_caller.volunteer);
        return no(was ? ProblemType::LeaseLost : ProblemType::NotAssigned);
    }
    if (!LeaseBook(m_work).fences(contact->contact.lease, m_caller.device, send.leaseToken)) {
        return no(ProblemType::LeaseLost);
    }
    return std::nullopt;
}

std::optional<Problem> SendCheck::ofTime(const SendPayload& send, const Contact& contact)
{
    const auto zones = zonesFor(contact);
    m_zones = zones.zones;
    const auto hours = textingHours(zones, m_campaign.policy.hours, m_work.now());
    if (hours.allowed && m_work.now() < send.sendBefore) {
        return std::nullopt;
    }
    auto problem = no(ProblemType::OutsideWindow, hours.allowed ? u"sendBefore has passed"_s : hours.zone);
    if (!hours.allowed && hours.opensAt > m_work.now()) {
        problem->retryAt = hours.opensAt;
    }
    return problem;
}

std::optional<Problem> SendCheck::ofSuppression(Work& work, const QString& organisation, const PhoneNumber& number)
{
    return OptOuts(work).isSuppressed(organisation, number) ? no(ProblemType::OptedOut) : std::nullopt;
}

std::optional<Problem> SendCheck::ofOptOut(const SendPayload& send, const HostContact& contact)
{
    OptOuts optOuts(m_work);
    const auto& number = contact.contact.phone;
    if (auto problem = ofSuppression(m_work, contact.organisation, number)) {
        return problem;
    }
    // Opted out and back in again behind the sender's back: what was approved did not know either.
    const auto known = ChangeLog(m_work).sequenceOf(m_caller.volunteer, send.cursor);
    if (!known) {
        return no(ProblemType::Gone, u"cursor: not of this stream"_s);
    }
    // A cursor stands at the volunteer's own last change; their batch told what was so when they got it.
    const auto atLease = LeaseBook(m_work).beganAt(contact.contact.lease);
    if (optOuts.askedAfter(contact.organisation, number, std::max(*known, atLease))) {
        return no(ProblemType::OptedOut);
    }
    return std::nullopt;
}

std::optional<Problem> SendCheck::ofPerson(const HostContact& contact)
{
    if (contact.wrongNumber) {
        return no(ProblemType::PolicyRefused, u"wrong number"_s);
    }
    if (contact.escalated) {
        return no(ProblemType::PolicyRefused, u"escalated: with staff"_s);
    }
    return std::nullopt;
}

std::optional<Problem> SendCheck::refusalSince(const HostContact& contact)
{
    if (!m_work.exists(u"SELECT 1 FROM sessions WHERE volunteer = ? AND ended_at IS NULL AND created_at > ?"_s,
                       {m_caller.volunteer.value, toMs(m_work.now() - Entrance::kLongestSession)})) {
        return no(ProblemType::LeaseLost, u"the session is over"_s);
    }
    if (auto problem = ofTexter()) {
        return problem;
    }
    return ofPerson(contact);
}

std::optional<Problem> SendCheck::ofConversation(const SendPayload& send, const HostContact& contact)
{
    if (auto problem = ofPerson(contact)) {
        return problem;
    }
    if (send.kind == SendKind::FirstMessage && contact.wasTexted) {
        return no(ProblemType::PolicyRefused, u"already has its first message"_s);
    }
    // Who wrote to us first is answered, by whichever name their desk has for that.
    if (send.kind == SendKind::Reply && !contact.wasTexted && !ContactTable(m_work).hasWritten(contact.contact.id)) {
        return no(ProblemType::PolicyRefused, u"a reply to somebody who was never texted"_s);
    }
    if (countSegments(send.text).segments > kMaxSegments) {
        return no(ProblemType::TooLarge, u"more than %1 segments"_s.arg(kMaxSegments));
    }
    return std::nullopt;
}

std::optional<Problem> SendCheck::refusal(const Command& command, const std::optional<HostContact>& contact)
{
    const auto& send = std::get<SendPayload>(command.payload);
    if (auto problem = ofTexter()) {
        return problem;
    }
    if (auto problem = ofAssignment(send, contact)) {
        return problem;
    }
    if (QCryptographicHash::hash(send.text.toUtf8(), QCryptographicHash::Sha256) != send.textSha256) {
        return no(ProblemType::TextChanged, u"textSha256 does not fit the text"_s);
    }
    if (auto problem = ofTime(send, contact->contact)) {
        return problem;
    }
    if (auto problem = ofOptOut(send, *contact)) {
        return problem;
    }
    if (auto problem = ofConversation(send, *contact)) {
        return problem;
    }
    // Whoever wrote to us first waits for an answer, which is their conversation's first text.
    if (send.kind == SendKind::FirstMessage && !ContactTable(m_work).hasWritten(contact->contact.id)) {
        if (auto problem = RecontactGuard(m_work, m_campaign.policy).refusal(*contact)) {
            return problem;
        }
    }
    return ApprovalEvidence(m_work, m_campaigns, m_campaign).refusal(send, *contact, m_caller.volunteer);
}

} // namespace textbank
