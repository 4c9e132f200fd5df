#pragma once

#include "core/base/Random.h"
#include "core/host/Host.h"
#include "core/host/Work.h"

namespace textbank {

/// Join codes, volunteers and sessions. A code is 12 of 30 letters (58 bits), a token 256 bits. Both are kept as
/// SHA-256 only, so who reads the database cannot join; and they are found by that digest, so the time it takes to find
/// none says nothing about how much of a guess was right.
class Entrance
{
public:
    static constexpr int kFailedTries = 20; ///< Wrong codes from one place within kFailedWindow before it has to wait.
    static constexpr int kFailedTriesInTotal = 1000; ///< From everywhere in that time; then everybody has to wait.
    static constexpr Seconds kFailedWindow{300};
    static constexpr Seconds kTwins{60}; ///< Sessions of one device and role that begin closer together may both live.
    /// A token that nobody ended is good for so long.
    static constexpr std::chrono::hours kLongestSession{24 * 30};
    /// How long a session that staff ended may still push opt-outs, answers and notes: a laptop that was out of reach
    /// for the night can bring them up the next morning.
    static constexpr std::chrono::hours kGrace{24};
    enum class Standing { Ended, Ending, Live };

    Entrance(Work& work, Random& random)
        : m_work(work)
        , m_random(random)
    {
    }

    /// The code admits nobody any more; its campaign, or nothing when there is no such code.
    std::optional<CampaignId> endCode(const QString& typed);
    QString makeCode(const CampaignId& campaign, const Host::JoinCodeOptions& options);
    /// Joined without its campaigns. A device that joins again is the same volunteer (its queue is still theirs), uses
    /// up nothing, and its older tokens end. A refusal has to be committed too: it counts.
    HostResult<Joined> join(const JoinRequest& request, const QString& remote);
    Standing standingOf(const QString& session);
    /// For good: its token is nobody's from here on.
    void endSession(const QString& session, const QString& reason);
    void endSessionsOf(const VolunteerId& volunteer, const QString& reason);
    /// Staff end them: each may still bring up what it recorded, for kGrace. Their ids; none when none was live.
    QStringList letSessionsEnd(const VolunteerId& volunteer, const QString& reason);
    void noteSeen(const VolunteerId& volunteer, Instant at);

    static QByteArray hashOf(const QString& secret);
    /// What the record calls a code: the first digits of its digest. They tell the codes of a gateway apart, and a
    /// hundred million codes have the same ones, so that whoever reads the record has nothing to try guesses against.
    static QString nameOf(const QString& typed);

private:
    struct Code
    {
        QByteArray hash;
        CampaignId campaign;
        Role role = Role::Volunteer;
        bool usedUp = false;
        Instant expiresAt{};
    };
    std::optional<Code> findCode(const QString& typed);
    std::optional<Problem> tooManyTries(const QString& remote);
    void endEarlierSessionsOf(const VolunteerId& volunteer, Role role);
    VolunteerId admit(const JoinRequest& request, const QString& organisation, Role role);

    Work& m_work;
    Random& m_random;
};

} // namespace textbank
