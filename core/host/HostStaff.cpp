#include "core/host/ContactMoves.h"
#include "core/host/HostPrivate.h"
#include "core/host/HostRecord.h"
#include "core/host/RoomBoard.h"

using namespace Qt::StringLiterals;

// What staff ask of the host.
namespace textbank {
namespace {

void noteStaff(Work& work, const Caller& caller, const QString& kind, AuditFacts facts)
{
    facts.insert(u"by"_s, caller.volunteer.value);
    const auto organisation =
        work.value(u"SELECT organisation FROM volunteers WHERE id = ?"_s, {caller.volunteer.value}).toString();
    HostAudit(work).note(organisation, kind, facts);
}

} // namespace

HostResult<QJsonObject> Host::room(const Caller& caller)
{
    return d->callAsStaff<QJsonObject>(*this, caller, [&](Work& work) -> HostResult<QJsonObject> {
        return RoomBoard(work, d->organisationOf(work, caller.volunteer), d->lastSeen).board();
    });
}

HostResult<qint64> Host::exportFor(const Caller& caller, const QString& what, QIODevice& out)
{
    return d->callAsStaff<qint64>(*this, caller, [&](Work& work) -> HostResult<qint64> {
        const auto count = HostRecord(*d->database).exportTo(what, out, d->organisationOf(work, caller.volunteer));
        return count ? HostResult<qint64>(*count) : Unexpected{problemOf(count.error())};
    });
}

HostResult<void> Host::pause(const Caller& caller, const CampaignId& campaign, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (!d->campaignsOf(work, caller).contains(campaign)) {
            return refuse(ProblemType::NotFound, u"campaign"_s);
        }
        CampaignTable(work, d->campaigns).setPaused(campaign, true, reason);
        noteStaff(work, caller, u"campaign.paused"_s, {{u"campaign"_s, campaign.value}, {u"reason"_s, reason}});
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
        noteStaff(work, caller, u"campaign.resumed"_s, {{u"campaign"_s, campaign.value}});
        return {};
    });
}

HostResult<void> Host::revoke(const Caller& caller, const VolunteerId& volunteer, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (!d->isColleague(work, caller, volunteer)) {
            return refuse(ProblemType::NotFound, u"volunteer"_s);
        }
        d->letEnd(work, volunteer, caller.volunteer, reason);
        return {};
    });
}

HostResult<void> Host::endDevice(const Caller& caller, const DeviceId& device, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        const auto volunteers = work.strings(u"SELECT id FROM volunteers WHERE device = ? AND organisation = ?"_s,
                                             {device.value, d->organisationOf(work, caller.volunteer)});
        if (volunteers.isEmpty()) {
            return refuse(ProblemType::NotFound, u"device"_s);
        }
        for (const auto& volunteer : volunteers) {
            d->letEnd(work, VolunteerId{volunteer}, caller.volunteer, reason);
        }
        return {};
    });
}

HostResult<qint64> Host::reassign(const Caller& caller, const Reassignment& what)
{
    return d->callAsStaff<qint64>(*this, caller, [&](Work& work) -> HostResult<qint64> {
        const auto isOurs = [&](const VolunteerId& id) { return id.isEmpty() || d->isColleague(work, caller, id); };
        if (!isOurs(what.from) || !isOurs(what.to)) {
            return refuse(ProblemType::NotFound, u"volunteer"_s);
        }
        const ContactMoves::Move move{d->organisationOf(work, caller.volunteer), what.from, what.to, what.contacts,
                                      what.reason};
        auto moved = ContactMoves(work, d->random, std::chrono::minutes(d->options.leaseMinutes)).reassign(move);
        if (moved) {
            noteStaff(work, caller, u"contacts.reassigned"_s,
                      {{u"from"_s, what.from.value},
                       {u"to"_s, what.to.value},
                       {u"contacts"_s, QString::number(*moved)},
                       {u"reason"_s, what.reason}});
        }
        return moved;
    });
}

HostResult<qint64> Host::release(const Caller& caller, const VolunteerId& volunteer, const QString& reason)
{
    return d->callAsStaff<qint64>(*this, caller, [&](Work& work) -> HostResult<qint64> {
        if (!d->isColleague(work, caller, volunteer)) {
            return refuse(ProblemType::NotFound, u"volunteer"_s);
        }
        auto released =
            ContactMoves(work, d->random, std::chrono::minutes(d->options.leaseMinutes)).release(volunteer, reason);
        if (released > 0) {
            noteStaff(
                work, caller, u"contacts.released"_s,
                {{u"volunteer"_s, volunteer.value}, {u"contacts"_s, QString::number(released)}, {u"reason"_s, reason}});
        }
        return released;
    });
}

HostResult<void> Host::freeze(const Caller& caller, const VolunteerId& volunteer, bool frozen, const QString& reason)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (!d->isColleague(work, caller, volunteer)) {
            return refuse(ProblemType::NotFound, u"volunteer"_s);
        }
        work.run(u"UPDATE volunteers SET frozen = ?, frozen_reason = ? WHERE id = ?"_s,
                 {frozen ? 1 : 0, frozen ? reason : u""_s, volunteer.value});
        ChangeLog(work).append(volunteer, VolunteerFrozen{frozen, reason});
        noteStaff(work, caller, frozen ? u"volunteer.frozen"_s : u"volunteer.unfrozen"_s,
                  {{u"volunteer"_s, volunteer.value}, {u"reason"_s, reason}});
        return {};
    });
}

} // namespace textbank
