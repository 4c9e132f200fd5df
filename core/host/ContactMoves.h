#pragma once

#include "core/base/Random.h"
#include "core/host/ContactTable.h"
#include "core/host/Host.h"
#include "core/host/Work.h"

namespace textbank {

/// Contacts that staff hand from one volunteer to another, or take away.
class ContactMoves
{
public:
    struct Move
    {
        QString organisation;
        VolunteerId from; ///< Empty: conversations that nobody holds.
        VolunteerId to;   ///< Empty: nobody.
        QList<ContactId> contacts;
        QString reason;
    };

    ContactMoves(Work& work, Random& random, std::chrono::minutes leaseLength)
        : m_work(work)
        , m_random(random)
        , m_leaseLength(leaseLength)
    {
    }

    /// How many went. PolicyRefused when `to` cannot take them: not signed in, frozen, or not on the campaign.
    HostResult<qint64> reassign(const Move& move);
    /// Whoever joins anew gets back what is theirs: under another lease, so that what the laptop they had before still
    /// sends is fenced off.
    void handBack(const VolunteerId& volunteer, const QString& organisation);
    /// What was never texted goes back to the pool; how many.
    qint64 release(const VolunteerId& volunteer, const QString& reason);
    /// Nobody holds it from now on, and whoever did is told.
    static void takeAway(Work& work, const ContactId& contact, const VolunteerId& from, const QString& reason);

private:
    struct Held
    {
        ContactId id;
        CampaignId campaign;
    };
    QList<Held> heldBy(const Move& move);
    bool handOn(const Held& one, const Move& move);
    std::optional<Problem> cannotTake(const VolunteerId& to, const QList<Held>& contacts);
    void give(const HostContact& contact, const VolunteerId& to, const Lease& lease);
    Lease leaseOf(const VolunteerId& volunteer, const Held& contact);
    QList<Message> conversationOf(const ContactId& contact);
    std::optional<Instant> optOutLiftedAt(const HostContact& contact);
    QMap<StepId, QString> answersOf(const ContactId& contact);

    Work& m_work;
    Random& m_random;
    std::chrono::minutes m_leaseLength;
};

} // namespace textbank
