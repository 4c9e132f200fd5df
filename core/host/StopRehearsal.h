#pragma once

#include "core/host/CampaignTable.h"
#include "core/host/RehearsalTable.h"
#include "core/host/carrier/Carrier.h"

#include <QHash>

namespace textbank {

/// Carries rehearsals of STOP through: the text out, STOP in by the line that takes any reply, the change to every
/// connected client, each client's asking from behind it, the refusal of a text after it; then the test phone's opt-out
/// is lifted again, unless somebody else recorded one too or the number came on a list. The text is the gateway's own,
/// as a confirming text is: no person approves it, and it counts as nobody's message.
class StopRehearsal
{
public:
    /// Whose client counts as connected when STOP comes: any that asked the gateway for something so lately. A client
    /// that follows its changes asks every 25 seconds.
    static constexpr Seconds kConnected{60};
    /// One that no process took up by then is not begun any more: nobody holds that phone now.
    static constexpr Seconds kTakenUp{60};
    /// When each volunteer's client asked for anything, and when for changes.
    struct Seen
    {
        const QHash<VolunteerId, Instant>& lately;
        const QHash<VolunteerId, Instant>& following;
        bool serving = true; ///< False in a process that answers nobody: then nobody is connected.
    };

    StopRehearsal(Work& work, CampaignCache& cache, Carrier& carrier, const Seen& seen)
        : m_work(work)
        , m_campaigns(work, cache)
        , m_table(work)
        , m_carrier(carrier)
        , m_seen(seen)
    {
    }

    /// Puts down that one is wanted; step() begins it, in the process that serves. The same id again is the same one.
    /// An organisation has one at a time. Refused with `policy` and in `detail` what Rehearsal::reason lists, or
    /// "running".
    std::optional<Problem> ask(const Rehearsal& wanted);
    /// Does whatever is due of one that is open.
    void step(const QString& id);
    /// Ends one that nobody took up.
    void withdraw(const QString& id);

private:
    void begin(Rehearsal rehearsal);
    void tell(const Rehearsal& rehearsal);
    void conclude(Rehearsal rehearsal);
    void end(Rehearsal& rehearsal, const QString& reason);
    void lift(const Rehearsal& rehearsal);
    bool isSignedIn(const VolunteerId& volunteer);
    bool isContacts(const PhoneNumber& number);
    /// Why this telephone cannot be the test phone, or empty.
    QString unfit(const QString& organisation, const PhoneNumber& number);
    PhoneNumber freeTestPhone(const QString& organisation);

    Work& m_work;
    CampaignTable m_campaigns;
    RehearsalTable m_table;
    Carrier& m_carrier;
    Seen m_seen;
};

} // namespace textbank
