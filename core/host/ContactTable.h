#pragma once

#include "core/host/Work.h"
#include "core/model/Contact.h"

namespace textbank {

/// A contact as the gateway holds it.
struct HostContact
{
    Contact contact; ///< `lease` and `ordinal` as in its batch.
    QString organisation;
    VolunteerId volunteer; ///< Whose it is now; empty when nobody's.
    ContactStage stage = ContactStage::NeedsFirstMessage;
    bool skipped = false;
    bool wrongNumber = false;
    bool escalated = false;
    bool wasTexted = false; ///< Has a text of ours, or one that waits or may have gone.
    QString household;      ///< By which its members know each other (Household.h); empty when nothing is known.
};

class ContactTable
{
public:
    explicit ContactTable(Work& work)
        : m_work(work)
    {
    }

    std::optional<HostContact> find(const ContactId& id);
    /// The batch of a lease, in its order.
    QList<Contact> ofLease(const LeaseId& lease);
    /// Takes up to `size` contacts out of the pool: never texted, nobody's, not a wrong number, not suppressed, and not
    /// kept back by the RecontactGuard. Those that were skipped by somebody come last.
    void fillLease(const LeaseId& lease, const CampaignId& campaign, const VolunteerId& volunteer, int size);
    qint64 poolSize(const CampaignId& campaign);
    /// Gives every contact of the lease back and tells its volunteer: those never texted to the pool, conversations to
    /// nobody.
    void releaseLease(const LeaseId& lease, const VolunteerId& volunteer, const QString& reason);
    /// Puts one contact that was never texted back into the pool and tells its volunteer.
    void putBack(const ContactId& contact, const VolunteerId& volunteer, const QString& reason);
    /// Whether the contact is, or once was, in a batch of this volunteer.
    bool wasEverAssigned(const ContactId& contact, const VolunteerId& volunteer);
    /// Whether anything ever came from this contact.
    bool hasWritten(const ContactId& contact) { return wroteSince(contact, 0); }

    /// We wrote last, unless they wrote since: `known` is the last sequence that whoever wrote knew of.
    void noteOutgoing(const ContactId& contact, qint64 known);
    /// They wrote last; the wait counts from the oldest unanswered reply.
    void noteIncoming(const ContactId& contact, Instant at);
    /// Closed, unless they wrote since `known`.
    void close(const ContactId& contact, qint64 known);
    void setStage(const ContactId& contact, ContactStage stage);
    void setSkipped(const ContactId& contact, int skipped);
    void setWrongNumber(const ContactId& contact, int wrong);
    void setEscalated(const ContactId& contact, int escalated);
    /// Staff are done with it.
    void endEscalation(const ContactId& contact);
    /// Undoes skip, close, wrong number and escalate, or the one of them that is named.
    void reopen(const ContactId& contact, Reopens what);
    /// The stage is read off the conversation again.
    void restage(const ContactId& contact);

private:
    bool wroteSince(const ContactId& contact, qint64 known);
    Work& m_work;
};

} // namespace textbank
