#include "core/host/HostPrivate.h"
#include "core/host/StopRehearsal.h"

using namespace Qt::StringLiterals;

// Rehearsals of STOP, for the operator and for staff.
namespace textbank {
namespace {

constexpr Seconds kLongestWait{600};

Rehearsal rehearsalOf(const Host::RehearsalWish& wish, const QString& organisation, const QString& by, Instant now)
{
    Rehearsal asked;
    asked.id = wish.id;
    asked.organisation = organisation;
    asked.campaign = wish.campaign;
    asked.number = wish.phone;
    asked.askedBy = by;
    asked.askedAt = now;
    asked.wait = std::clamp(wish.wait, Seconds{1}, kLongestWait);
    return asked;
}

} // namespace

void Host::Private::stepRehearsals(Host& host)
{
    if (!options.handsTextsOver) {
        return;
    }
    auto isOpen = false;
    const auto looked =
        database->run(u"SELECT 1 FROM rehearsals WHERE ended_at IS NULL LIMIT 1"_s, {}, [&isOpen](const QSqlQuery&) {
            isOpen = true;
            return false;
        });
    if (!looked) {
        logError("host", u"rehearsal: "_s + looked.error().detail); // The next call looks again.
        return;
    }
    rehearsing = isOpen;
    if (!isOpen) {
        return;
    }
    const auto stepped = operate<bool>(host, [&](Work& work) -> Result<bool> {
        StopRehearsal rehearsals(work, campaigns, carrier, {lastSeen, lastFollowed, !options.rehearsesOnly});
        const auto open = RehearsalTable(work).openIds();
        for (const auto& id : open) {
            rehearsals.step(id);
        }
        return true;
    });
    if (!stepped) {
        logError("host", u"rehearsal: "_s + stepped.error().detail);
        return;
    }
    handOver(host);
}

Result<void> Host::askForRehearsal(const RehearsalWish& wish)
{
    auto done = d->operate<void>(*this, [&](Work& work) -> Result<void> {
        const auto organisation = CampaignTable(work, d->campaigns).organisationOf(wish.campaign);
        if (organisation.isEmpty()) {
            return fail(ErrorCode::NotFound, u"campaign"_s);
        }
        const auto problem =
            StopRehearsal(work, d->campaigns, d->carrier, {d->lastSeen, d->lastFollowed, !d->options.rehearsesOnly})
                .ask(rehearsalOf(wish, organisation, d->operatorsName(), work.now()));
        return problem ? fail(ErrorCode::Invalid, problem->detail) : Result<void>();
    });
    if (done) {
        d->stepRehearsals(*this);
    }
    return done;
}

HostResult<void> Host::rehearseStop(const Caller& caller, const RehearsalWish& wish)
{
    auto done = d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        if (!d->campaignsOf(work, caller).contains(wish.campaign)) {
            return refuse(ProblemType::NotFound, u"campaign"_s);
        }
        const auto organisation = d->organisationOf(work, caller.volunteer);
        const auto problem =
            StopRehearsal(work, d->campaigns, d->carrier, {d->lastSeen, d->lastFollowed, !d->options.rehearsesOnly})
                .ask(rehearsalOf(wish, organisation, caller.volunteer.value, work.now()));
        return problem ? HostResult<void>(Unexpected{*problem}) : HostResult<void>();
    });
    if (done) {
        d->stepRehearsals(*this);
    }
    return done;
}

Result<Rehearsal> Host::rehearsal(const QString& id)
{
    return d->operate<Rehearsal>(*this, [&](Work& work) -> Result<Rehearsal> {
        auto found = RehearsalTable(work).find(id);
        return found ? Result<Rehearsal>(*found) : fail(ErrorCode::NotFound, u"rehearsal"_s);
    });
}

Result<void> Host::withdrawRehearsal(const QString& id)
{
    return d->operate<void>(*this, [&](Work& work) -> Result<void> {
        StopRehearsal(work, d->campaigns, d->carrier, {d->lastSeen, d->lastFollowed, !d->options.rehearsesOnly})
            .withdraw(id);
        return {};
    });
}

} // namespace textbank
