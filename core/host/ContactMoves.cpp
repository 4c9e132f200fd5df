#include "core/host/ContactMoves.h"

#include "core/host/ChangeLog.h"
#include "core/host/Entrance.h"
#include "core/host/LeaseBook.h"
#include "core/host/OptOuts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kMaxHandedOn = 200; ///< Messages of a conversation that its next volunteer gets to read.

} // namespace

HostResult<qint64> ContactMoves::reassign(const Move& move)
{
    if (move.from == move.to) {
        return refuse(ProblemType::Malformed, u"from and to: the same"_s);
    }
    const auto held = heldBy(move);
    if (!move.to.isEmpty()) {
        if (const auto problem = cannotTake(move.to, held)) {
            return Unexpected{*problem};
        }
    }
    return std::count_if(held.cbegin(), held.cend(), [&](const Held& one) { return handOn(one, move); });
}

void ContactMoves::handBack(const VolunteerId& volunteer, const QString& organisation)
{
    const Move move{organisation, volunteer, volunteer, {}, u"joined again"_s};
    for (const auto& one : heldBy(move)) {
        handOn(one, move);
    }
}

bool ContactMoves::handOn(const Held& one, const Move& move)
{
    ContactTable contacts(m_work);
    const auto contact = contacts.find(one.id);
    if (!contact) {
        return false;
    }
    takeAway(m_work, one.id, move.from, move.reason);
    // What is with staff goes to nobody in passing; whoever names it has decided who goes on with it.
    const auto isNamed = !move.contacts.isEmpty();
    const auto mayBeTexted = !contact->wrongNumber && (!contact->escalated || isNamed) &&
                             !OptOuts(m_work).isSuppressed(contact->organisation, contact->contact.phone);
    if (!move.to.isEmpty() && mayBeTexted) {
        if (contact->escalated) {
            contacts.endEscalation(one.id);
        }
        give(*contact, move.to, leaseOf(move.to, one));
    }
    return true;
}

qint64 ContactMoves::release(const VolunteerId& volunteer, const QString& reason)
{
    const auto untexted = m_work.strings(
        u"SELECT id FROM contacts WHERE volunteer = ? AND stage = 0 ORDER BY lease_ordinal"_s, {volunteer.value});
    for (const auto& contact : untexted) {
        takeAway(m_work, ContactId{contact}, volunteer, reason);
    }
    return untexted.size();
}

QList<ContactMoves::Held> ContactMoves::heldBy(const Move& move)
{
    QList<Held> held;
    const auto take = [&](const QSqlQuery& row) {
        held.append({ContactId{row.value(0).toString()}, CampaignId{row.value(1).toString()}});
        return true;
    };
    // Untexted contacts that nobody holds are the pool; who wants those takes a lease.
    if (move.from.isEmpty()) {
        m_work.run(u"SELECT id, campaign FROM contacts WHERE volunteer IS NULL AND stage <> 0 AND organisation = ? "
                   "ORDER BY campaign, ordinal"_s,
                   {move.organisation}, take);
    } else {
        m_work.run(u"SELECT id, campaign FROM contacts WHERE volunteer = ? AND organisation = ? "
                   "ORDER BY campaign, lease_ordinal"_s,
                   {move.from.value, move.organisation}, take);
    }
    if (!move.contacts.isEmpty()) {
        const QSet<ContactId> wanted(move.contacts.cbegin(), move.contacts.cend());
        held.removeIf([&](const Held& one) { return !wanted.contains(one.id); });
    }
    return held;
}

std::optional<Problem> ContactMoves::cannotTake(const VolunteerId& to, const QList<Held>& contacts)
{
    if (!m_work.exists(u"SELECT 1 FROM sessions WHERE volunteer = ? AND ended_at IS NULL AND created_at > ?"_s,
                       {to.value, toMs(m_work.now() - Entrance::kLongestSession)})) {
        return refuse(ProblemType::PolicyRefused, u"to: not signed in"_s).error;
    }
    if (m_work.exists(u"SELECT 1 FROM volunteers WHERE id = ? AND frozen = 1"_s, {to.value})) {
        return refuse(ProblemType::Frozen, u"to: frozen"_s).error;
    }
    const auto campaigns = m_work.strings(u"SELECT campaign FROM memberships WHERE volunteer = ?"_s, {to.value});
    const auto isElsewhere = std::any_of(contacts.cbegin(), contacts.cend(),
                                         [&](const Held& one) { return !campaigns.contains(one.campaign.value); });
    return isElsewhere ? std::optional(refuse(ProblemType::PolicyRefused, u"to: not on this campaign"_s).error)
                       : std::nullopt;
}

void ContactMoves::takeAway(Work& work, const ContactId& contact, const VolunteerId& from, const QString& reason)
{
    work.run(u"UPDATE contacts SET lease = NULL, volunteer = NULL WHERE id = ?"_s, {contact.value});
    if (!from.isEmpty()) {
        ChangeLog(work).append(from, ContactUnassigned{contact, reason});
    }
}

void ContactMoves::give(const HostContact& contact, const VolunteerId& to, const Lease& lease)
{
    const auto& id = contact.contact.id;
    m_work.run(u"UPDATE contacts SET lease = ?, volunteer = ?, skipped = 0, lease_ordinal = "
               "(SELECT COALESCE(MAX(o.lease_ordinal) + 1, 0) FROM contacts o WHERE o.lease = ?) WHERE id = ?"_s,
               {lease.id.value, to.value, lease.id.value, id.value});
    m_work.run(u"INSERT INTO assignments (contact, volunteer, lease, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
               {id.value, to.value, lease.id.value, m_work.nowMs()});
    if (const auto now = ContactTable(m_work).find(id)) {
        const auto tags = m_work.strings(u"SELECT tag FROM tags WHERE contact = ? ORDER BY tag"_s, {id.value});
        ChangeLog(m_work).append(to, ContactAssigned{now->contact, lease, now->stage, conversationOf(id), answersOf(id),
                                                     tags, optOutLiftedAt(*now)});
    }
}

// A contact that comes back comes under another lease than the one it was taken from: what was approved, or stopped,
// before is fenced off however late it arrives, and its refusal says nothing about the contact as it is held now.
Lease ContactMoves::leaseOf(const VolunteerId& volunteer, const Held& contact)
{
    LeaseBook leases(m_work);
    const auto open = leases.openOf(volunteer, contact.campaign);
    if (open && !m_work.exists(u"SELECT 1 FROM assignments WHERE contact = ? AND volunteer = ? AND lease = ?"_s,
                               {contact.id.value, volunteer.value, open->id.value})) {
        return *open;
    }
    return leases
        .make(volunteer, contact.campaign, LeaseId{makeUuidV7(m_work.now(), m_random)}, m_leaseLength, m_random)
        .lease;
}

QMap<StepId, QString> ContactMoves::answersOf(const ContactId& contact)
{
    QMap<StepId, QString> answers;
    m_work.run(u"SELECT step, value FROM answers WHERE contact = ?"_s, {contact.value}, [&](const QSqlQuery& row) {
        answers.insert(StepId{row.value(0).toString()}, row.value(1).toString());
        return true;
    });
    return answers;
}

std::optional<Instant> ContactMoves::optOutLiftedAt(const HostContact& contact)
{
    const auto lifted = OptOuts(m_work).lifted(contact.organisation, contact.contact.phone);
    if (!lifted) {
        return std::nullopt;
    }
    // What was lifted came before, also where the carrier's clock is ahead of the one that staff lifted it by.
    const auto written = m_work.value(u"SELECT MAX(at) FROM messages WHERE contact = ? AND direction = 0 "
                                      "AND sequence < ?"_s,
                                      {contact.contact.id.value, lifted->sequence});
    return std::max(lifted->at, instantFromMs(written.toLongLong()));
}

QList<Message> ContactMoves::conversationOf(const ContactId& contact)
{
    QList<Message> conversation;
    // The newest; a confirmation of an opt-out that was lifted since is nobody's turn.
    m_work.run(u"SELECT id, direction, text, at, delivery, reason, media, never_left FROM messages WHERE contact = ? "
               "AND kind <> 2 ORDER BY sequence DESC LIMIT ?"_s,
               {contact.value, kMaxHandedOn}, [&](const QSqlQuery& row) {
                   Message message;
                   message.id.value = row.value(0).toString();
                   message.contact = contact;
                   message.direction = static_cast<Direction>(row.value(1).toInt());
                   message.text = row.value(2).toString();
                   message.at = instantFromMs(row.value(3).toLongLong());
                   message.delivery = static_cast<Delivery>(row.value(4).toInt());
                   message.reason = row.value(5).toString();
                   message.media = row.value(6).toInt();
                   if (row.value(7).toBool()) {
                       message.delivery = Delivery::Refused;
                   }
                   conversation.append(message);
                   return true;
               });
    std::reverse(conversation.begin(), conversation.end());
    return conversation;
}

} // namespace textbank
