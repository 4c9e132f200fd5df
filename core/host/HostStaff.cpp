#include "core/host/ChangeLog.h"
#include "core/host/HostPrivate.h"
#include "core/host/RoomBoard.h"

using namespace Qt::StringLiterals;

// What staff ask of the host.
namespace textbank {

HostResult<QJsonObject> Host::room(const Caller& caller)
{
    return d->callAsStaff<QJsonObject>(*this, caller, [&](Work& work) -> HostResult<QJsonObject> {
        return RoomBoard(work, d->organisationOf(work, caller.volunteer), d->lastSeen).board();
    });
}

HostResult<void> Host::pause(const Caller& caller, const CampaignId& campaign, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (!d->campaignsOf(work, caller).contains(campaign)) {
            return refuse(ProblemType::NotFound, u"campaign"_s);
        }
        CampaignTable(work, d->campaigns).setPaused(campaign, true, reason);
        return {};
    });
}

HostResult<void> Host::resume(const Caller& caller, const CampaignId& campaign)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (!d->campaignsOf(work, caller).contains(campaign)) {
            return refuse(ProblemType::NotFound, u"campaign"_s);
        }
        CampaignTable(work, d->campaigns).setPaused(campaign, false, {});
        return {};
    });
}

HostResult<void> Host::revoke(const Caller& caller, const VolunteerId& volunteer, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (d->organisationOf(work, volunteer) != d->organisationOf(work, caller.volunteer)) {
            return refuse(ProblemType::NotFound, u"volunteer"_s);
        }
        LeaseBook(work).endAllOf(volunteer, u"revoked"_s);
        ChangeLog(work).append(volunteer, SessionRevoked{reason});
        Entrance(work, d->random).endSessionsOf(volunteer, u"revoked: "_s + reason);
        return {};
    });
}

HostResult<void> Host::freeze(const Caller& caller, const VolunteerId& volunteer, bool frozen, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (d->organisationOf(work, volunteer) != d->organisationOf(work, caller.volunteer)) {
            return refuse(ProblemType::NotFound, u"volunteer"_s);
        }
        work.run(u"UPDATE volunteers SET frozen = ?, frozen_reason = ? WHERE id = ?"_s,
                 {frozen ? 1 : 0, frozen ? reason : u""_s, volunteer.value});
        ChangeLog(work).append(volunteer, VolunteerFrozen{frozen, reason});
        return {};
    });
}

} // namespace textbank
