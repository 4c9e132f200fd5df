#include "core/host/Host.h"

#include "core/base/Log.h"
#include "core/gateway/WireReader.h"
#include "core/host/CampaignTable.h"
#include "core/host/CarrierLine.h"
#include "core/host/ChangeLog.h"
#include "core/host/CheckpointDesk.h"
#include "core/host/CommandDesk.h"
#include "core/host/ContactImport.h"
#include "core/host/ContactMoves.h"
#include "core/host/ContactTable.h"
#include "core/host/Entrance.h"
#include "core/host/HostPrivate.h"
#include "core/host/HostRecord.h"
#include "core/host/HostSchema.h"
#include "core/host/LeaseBook.h"
#include "core/host/RehearsalTable.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kBusyTimeoutMs = 5000;
constexpr int kMaxCommands = 100;

QString roleName(Role role) { return role == Role::Staff ? u"staff"_s : u"volunteer"_s; }

void noteJoin(Work& work, const JoinRequest& request, const HostResult<Joined>& joined)
{
    if (!joined) {
        // Who guesses codes chooses the device's name too; nobody writes into the record by failing.
        if (joined.error().type != ProblemType::RateLimited) {
            HostAudit(work).note({}, u"join.refused"_s, {{u"problem"_s, problemSlug(joined.error().type)}});
        }
        return;
    }
    const auto organisation =
        work.value(u"SELECT organisation FROM volunteers WHERE id = ?"_s, {joined->volunteer.value}).toString();
    CheckpointDesk(work, Caller{joined->volunteer, request.device, joined->role, {}}, organisation)
        .keepKey(request.deviceKey);
    HostAudit(work).note(organisation, u"device.joined"_s,
                         {{u"volunteer"_s, joined->volunteer.value},
                          {u"device"_s, request.device.value},
                          {u"role"_s, roleName(joined->role)},
                          {u"key"_s, QString::fromLatin1(request.deviceKey.toHex())}});
}

} // namespace

Host::Host(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}
Host::~Host() = default;
Database& Host::database() { return *d->database; }

Result<std::unique_ptr<Host>> Host::open(const Options& options, Carrier& carrier, const Clock& clock, Random& random)
{
    Database::Options where;
    where.path = options.databasePath;
    where.busyTimeoutMs = kBusyTimeoutMs;
    auto database = Database::open(where);
    if (!database) {
        return Unexpected{database.error()};
    }
    if (const auto migrated = migrate(**database, hostSchema()); !migrated) {
        return Unexpected{migrated.error()};
    }
    auto parts = std::make_unique<Private>(options, std::move(database).value(), carrier, clock, random);
    std::unique_ptr<Host> host(new Host(std::move(parts)));
    if (const auto begun = host->d->line.begin(); !begun) {
        return Unexpected{begun.error()};
    }
    host->d->handOver(*host); // What was accepted before the last end, and not handed over.
    host->d->stepRehearsals(*host);
    return host;
}

// --- for the operator

Result<CampaignId> Host::importCampaign(const QByteArray& json)
{
    auto campaign = readCampaignDocument(json, makeUuidV7(d->clock.now(), d->random));
    if (!campaign) {
        return Unexpected{campaign.error()};
    }
    campaign->practice = campaign->practice || d->options.practice;
    return d->operate<CampaignId>(*this, [&](Work& work) -> Result<CampaignId> {
        CampaignTable table(work, d->campaigns);
        const auto id = table.put(*campaign);
        if (const auto stored = table.load(id)) {
            d->noteOperator(
                work, table.organisationOf(id), u"campaign.imported"_s,
                {{u"campaign"_s, id.value}, {u"version"_s, stored->version}, {u"policy"_s, stored->policy.version}});
        }
        return id;
    });
}

Result<Host::ImportReport> Host::importContacts(const CampaignId& campaign, QIODevice& csv)
{
    const auto list = readContactList(csv);
    if (!list) {
        return Unexpected{list.error()};
    }
    return d->operate<ImportReport>(*this, [&](Work& work) -> Result<ImportReport> {
        const auto organisation = CampaignTable(work, d->campaigns).organisationOf(campaign);
        if (organisation.isEmpty()) {
            return fail(ErrorCode::NotFound, u"campaign"_s);
        }
        ImportReport report;
        addContacts(work, d->random, campaign, *list, report);
        d->noteOperator(work, organisation, u"contacts.imported"_s,
                        {{u"campaign"_s, campaign.value},
                         {u"imported"_s, QString::number(report.imported)},
                         {u"duplicates"_s, QString::number(report.duplicates)},
                         {u"suppressed"_s, QString::number(report.suppressed)},
                         {u"refused"_s, QString::number(report.refused.size())},
                         {u"warnings"_s, QString::number(report.warned)}});
        return report;
    });
}

Result<QString> Host::makeJoinCode(const CampaignId& campaign, const JoinCodeOptions& options)
{
    if (options.uses < 1 || options.validFor <= Seconds{0}) {
        return fail(ErrorCode::Invalid, u"a join code needs at least one use and some time"_s);
    }
    return d->operate<QString>(*this, [&](Work& work) -> Result<QString> {
        const auto organisation = CampaignTable(work, d->campaigns).organisationOf(campaign);
        if (organisation.isEmpty()) {
            return fail(ErrorCode::NotFound, u"campaign"_s);
        }
        auto code = Entrance(work, d->random).makeCode(campaign, options);
        d->noteOperator(work, organisation, u"code.made"_s,
                        {{u"code"_s, Entrance::nameOf(code)},
                         {u"campaign"_s, campaign.value},
                         {u"role"_s, roleName(options.role)},
                         {u"uses"_s, QString::number(options.uses)},
                         {u"expires"_s, toRfc3339(work.now() + options.validFor)}});
        return code;
    });
}

Result<void> Host::endJoinCode(const QString& code)
{
    return d->operate<void>(*this, [&](Work& work) -> Result<void> {
        const auto campaign = Entrance(work, d->random).endCode(code);
        if (!campaign) {
            return fail(ErrorCode::NotFound, u"code"_s);
        }
        d->noteOperator(work, CampaignTable(work, d->campaigns).organisationOf(*campaign), u"code.ended"_s,
                        {{u"code"_s, Entrance::nameOf(code)}, {u"campaign"_s, campaign->value}});
        return {};
    });
}

Result<QList<Host::SessionRow>> Host::sessions()
{
    QList<SessionRow> rows;
    const auto read = d->database->run(
        u"SELECT v.id, v.device, v.display_name, v.device_name, o.name, s.role, s.created_at, v.last_seen_at, "
        "(SELECT COUNT(*) FROM contacts c WHERE c.volunteer = v.id), "
        "CASE WHEN s.ended_at IS NULL THEN NULL ELSE s.grace_until END "
        "FROM sessions s JOIN volunteers v ON v.id = s.volunteer JOIN organisations o ON o.id = v.organisation "
        "WHERE (s.ended_at IS NULL AND s.created_at > ?) OR s.grace_until > ? ORDER BY s.created_at, s.id"_s,
        {toMs(d->clock.now() - Entrance::kLongestSession), toMs(d->clock.now())}, [&](const QSqlQuery& row) {
            SessionRow one;
            one.volunteer.value = row.value(0).toString();
            one.device.value = row.value(1).toString();
            one.displayName = row.value(2).toString();
            one.deviceName = row.value(3).toString();
            one.organisation = row.value(4).toString();
            one.role = static_cast<Role>(row.value(5).toInt());
            one.joinedAt = instantFromMs(row.value(6).toLongLong());
            one.lastSeen = std::max(instantFromMs(row.value(7).toLongLong()), d->lastSeen.value(one.volunteer));
            one.contacts = row.value(8).toLongLong();
            if (!row.isNull(9)) {
                one.endingUntil = instantFromMs(row.value(9).toLongLong());
            }
            rows.append(one);
            return true;
        });
    if (!read) {
        return Unexpected{read.error()};
    }
    return rows;
}

Result<int> Host::endSessions(const QString& volunteerOrDevice, const QString& reason)
{
    return d->operate<int>(*this, [&](Work& work) -> Result<int> {
        const auto volunteers = work.strings(u"SELECT id FROM volunteers WHERE id = ? OR device = ?"_s,
                                             {volunteerOrDevice, volunteerOrDevice});
        if (volunteers.isEmpty()) {
            return fail(ErrorCode::NotFound, u"session"_s);
        }
        auto ended = 0;
        for (const auto& volunteer : volunteers) {
            ended += d->letEnd(work, VolunteerId{volunteer}, {}, reason);
        }
        return ended;
    });
}

Result<qint64> Host::exportTo(const QString& what, QIODevice& out)
{
    return HostRecord(*d->database).exportTo(what, out);
}

QJsonObject Host::record() const
{
    const auto totals = HostRecord(*d->database).totals();
    if (!totals) {
        logError("host", u"record: "_s + totals.error().detail);
        return {};
    }
    return *totals;
}

// --- the contract

GatewayInfo Host::info() const
{
    GatewayInfo info;
    info.name = d->options.name;
    const auto read = d->database->run(
        u"SELECT name FROM organisations ORDER BY created_at, id LIMIT 10"_s, {}, [&](const QSqlQuery& row) {
            const auto name = row.value(0).toString();
            const auto all = info.organisation.isEmpty() ? name : info.organisation + u", "_s + name;
            if (all.size() > wire::kMaxName) {
                return false; // Nobody could read it, and so nobody join.
            }
            info.organisation = all;
            return true;
        });
    if (!read) {
        logError("host", read.error().detail);
    }
    info.apiVersions = {u"v1"_s};
    info.signInWays = {u"join-code"_s};
    info.capabilities = {u"leases"_s, u"changes.long-poll"_s, u"commands.void"_s, u"room"_s};
    info.maxCommands = kMaxCommands;
    info.maxLease = LeaseBook::kMaxSize;
    info.clock = d->clock.now();
    info.practice = d->options.practice;
    return info;
}

Instant Host::now() const { return d->clock.now(); }

/// What whoever joins again has already, where their store began anew, which a key tells that was not seen before. A
/// request that the network delivered twice brings the same one; without a key, sessions that live side by side tell
/// it.
void Host::Private::handBack(Work& work, const Joined& joined, const QByteArray& key)
{
    const auto& volunteer = joined.volunteer;
    const auto isKnown =
        key.isEmpty()
            ? work.value(u"SELECT COUNT(*) > 1 FROM sessions WHERE volunteer = ? AND ended_at "
                         "IS NULL"_s,
                         {volunteer.value})
                  .toBool()
            : work.exists(u"SELECT 1 FROM device_keys WHERE volunteer = ? AND key = ?"_s, {volunteer.value, key});
    if (!isKnown) {
        ContactMoves(work, random, std::chrono::minutes(options.leaseMinutes))
            .handBack(volunteer, organisationOf(work, volunteer));
    }
}

HostResult<Joined> Host::join(const JoinRequest& request, const QString& remote)
{
    return d->call<Joined>(
        *this,
        [&](Work& work) -> HostResult<Joined> {
            auto joined = Entrance(work, d->random).join(request, remote);
            if (joined) {
                d->handBack(work, *joined, request.deviceKey);
            }
            noteJoin(work, request, joined);
            if (joined) {
                d->lastSeen.insert(joined->volunteer, d->clock.now());
                joined->campaigns = d->campaignsOf(work, Caller{joined->volunteer, request.device, joined->role, {}});
            }
            return joined;
        },
        Private::OnRefusal::Commit);
}

HostResult<Caller> Host::authenticate(const QString& token)
{
    std::optional<Caller> caller;
    const auto read = d->database->run(
        u"SELECT s.id, s.volunteer, s.role, v.device, s.ended_at IS NOT NULL FROM sessions s "
        "JOIN volunteers v ON v.id = s.volunteer "
        "WHERE s.token_hash = ? AND ((s.ended_at IS NULL AND s.created_at > ?) OR s.grace_until > ?)"_s,
        {Entrance::hashOf(token), toMs(d->clock.now() - Entrance::kLongestSession), toMs(d->clock.now())},
        [&](const QSqlQuery& row) {
            const auto ending = row.value(4).toBool();
            caller = Caller{VolunteerId{row.value(1).toString()}, DeviceId{row.value(3).toString()},
                            ending ? Role::Volunteer : static_cast<Role>(row.value(2).toInt()), row.value(0).toString(),
                            ending};
            return false;
        });
    if (!read) {
        return Unexpected{problemOf(read.error())};
    }
    if (!caller) {
        return refuse(ProblemType::Unauthenticated);
    }
    d->lastSeen.insert(caller->volunteer, d->clock.now());
    return *caller;
}

HostResult<void> Host::signOut(const Caller& caller)
{
    return d->callAsEnding<void>(*this, caller, [&](Work& work, const Caller&) -> HostResult<void> {
        Entrance entrance(work, d->random);
        LeaseBook(work).endAllOf(caller.volunteer, u"signed out"_s);
        HostAudit(work).note(d->organisationOf(work, caller.volunteer), u"session.ended"_s,
                             {{u"volunteer"_s, caller.volunteer.value},
                              {u"device"_s, caller.device.value},
                              {u"reason"_s, u"signed out"_s}});
        entrance.endSession(caller.session, u"signed out"_s);
        entrance.noteSeen(caller.volunteer, work.now());
        // Whoever comes back on this device starts from nothing.
        work.run(u"UPDATE volunteers SET stream_start = ? WHERE id = ?"_s,
                 {work.lastSequence(), caller.volunteer.value});
        return {};
    });
}

HostResult<Me> Host::me(const Caller& caller)
{
    return d->callAs<Me>(*this, caller, [&](Work& work) -> HostResult<Me> {
        Me me;
        me.volunteer = caller.volunteer;
        me.role = caller.role;
        work.run(u"SELECT display_name, frozen FROM volunteers WHERE id = ?"_s, {caller.volunteer.value},
                 [&](const QSqlQuery& row) {
                     me.displayName = row.value(0).toString();
                     me.frozen = row.value(1).toBool();
                     return false;
                 });
        CampaignTable table(work, d->campaigns);
        for (const auto& id : d->campaignsOf(work, caller)) {
            if (const auto campaign = table.load(id)) {
                me.campaigns.append(
                    {id, campaign->title, campaign->organisation, campaign->version, ContactTable(work).poolSize(id)});
            }
        }
        return me;
    });
}

HostResult<Campaign> Host::campaign(const Caller& caller, const CampaignId& id)
{
    return d->callAs<Campaign>(*this, caller, [&](Work& work) -> HostResult<Campaign> {
        if (!d->campaignsOf(work, caller).contains(id)) {
            return refuse(ProblemType::NotFound, u"campaign"_s);
        }
        const auto campaign = CampaignTable(work, d->campaigns).load(id);
        return campaign ? HostResult<Campaign>(*campaign) : refuse(ProblemType::NotFound, u"campaign"_s);
    });
}

HostResult<LeasePage> Host::lease(const Caller& caller, const LeaseRequest& request)
{
    return d->callAs<LeasePage>(*this, caller, [&](Work& work) -> HostResult<LeasePage> {
        if (!d->campaignsOf(work, caller).contains(request.campaign)) {
            return refuse(ProblemType::NotFound, u"campaign"_s);
        }
        // A batch that was given already is answered again: its first answer may have been lost.
        const auto given = work.exists(u"SELECT 1 FROM leases WHERE id = ?"_s, {request.id});
        if (!given && work.value(u"SELECT frozen FROM volunteers WHERE id = ?"_s, {caller.volunteer.value}).toBool()) {
            return refuse(ProblemType::Frozen);
        }
        Entrance(work, d->random).noteSeen(caller.volunteer, work.now());
        return LeaseBook(work).take(caller, request, std::chrono::minutes(d->options.leaseMinutes), d->random);
    });
}

HostResult<Lease> Host::renewLease(const Caller& caller, const LeaseId& id)
{
    return d->callAs<Lease>(*this, caller, [&](Work& work) {
        return LeaseBook(work).renew(caller, id, std::chrono::minutes(d->options.leaseMinutes));
    });
}

HostResult<void> Host::returnLease(const Caller& caller, const LeaseId& id)
{
    return d->callAs<void>(*this, caller, [&](Work& work) { return LeaseBook(work).giveBack(caller, id); });
}

HostResult<QList<CommandOutcome>> Host::push(const Caller& caller, const QList<Command>& commands)
{
    if (commands.isEmpty()) {
        return refuse(ProblemType::Malformed, u"no commands"_s);
    }
    if (commands.size() > kMaxCommands) {
        return refuse(ProblemType::TooLarge, u"at most %1 commands"_s.arg(kMaxCommands));
    }
    auto outcomes = d->callAsEnding<QList<CommandOutcome>>(
        *this, caller, [&](Work& work, const Caller& now) -> HostResult<QList<CommandOutcome>> {
            CommandDesk desk(work, d->campaigns, now);
            QList<CommandOutcome> taken;
            taken.reserve(commands.size());
            for (const auto& command : commands) {
                taken.append(desk.take(command));
            }
            Entrance(work, d->random).noteSeen(caller.volunteer, work.now());
            return taken;
        });
    if (outcomes && d->handOver(*this)) {
        d->stepRehearsals(*this);
    }
    return outcomes;
}

HostResult<std::optional<CommandOutcome>> Host::outcomeOf(const Caller& caller, const CommandId& id, int voided)
{
    using Outcome = std::optional<CommandOutcome>;
    return d->callAsEnding<Outcome>(*this, caller, [&](Work& work, const Caller& now) -> HostResult<Outcome> {
        return CommandDesk(work, d->campaigns, now).outcomeOf(id, voided);
    });
}

HostResult<ChangesPage> Host::changes(const Caller& caller, const QString& after)
{
    auto hasRehearsed = false;
    auto page =
        d->callAsEnding<ChangesPage>(*this, caller, [&](Work& work, const Caller& now) -> HostResult<ChangesPage> {
            ChangeLog log(work);
            const auto sequence = log.sequenceOf(now.volunteer, after);
            if (!sequence) {
                return refuse(ProblemType::Gone);
            }
            d->lastFollowed.insert(now.volunteer, work.now());
            // A client asks from behind what it has applied: the page and its cursor are one commit there.
            hasRehearsed = d->rehearsing && RehearsalTable(work).confirm(now.volunteer, *sequence);
            return log.page(now.volunteer, now.session, *sequence,
                            now.ending ? ChangeLog::Tells::EndsOnly : ChangeLog::Tells::Everything);
        });
    if (hasRehearsed) {
        d->stepRehearsals(*this);
    }
    return page;
}

bool Host::changedElsewhere()
{
    const auto before = std::exchange(d->dataVersion, d->readDataVersion());
    return d->dataVersion != before;
}

// --- the carrier's side

Result<bool> Host::takeCarrierEvents()
{
    const auto any = d->takeEvents(*this);
    if (!any) {
        return any; // Nothing goes while nobody knows what was said.
    }
    d->handOver(*this);
    d->stepRehearsals(*this);
    return any;
}

std::optional<Instant> Host::nextCarrierEvent() const
{
    return d->line.hasUnstored() ? std::optional(d->clock.now()) : d->carrier.nextEvent();
}

} // namespace textbank
