#pragma once

#include "core/base/Log.h"
#include "core/host/CampaignTable.h"
#include "core/host/CarrierLine.h"
#include "core/host/ChangeLog.h"
#include "core/host/Entrance.h"
#include "core/host/Host.h"
#include "core/host/HostAudit.h"
#include "core/host/LeaseBook.h"

namespace textbank {

class Host::Private
{
public:
    Private(const Options& hostOptions, std::unique_ptr<Database> hostDatabase, Carrier& hostCarrier,
            const Clock& hostClock, Random& hostRandom)
        : options(hostOptions)
        , database(std::move(hostDatabase))
        , carrier(hostCarrier)
        , clock(hostClock)
        , random(hostRandom)
        , line(*database, hostCarrier, hostClock, campaigns)
    {
        dataVersion = readDataVersion();
    }

    /// Runs `step` in one transaction that first ends what has run out, commits, and then says who has new changes.
    /// What `step` refuses is rolled back, unless `refusalCounts`.
    enum class OnRefusal { RollBack, Commit };
    template<class T, class Step>
    HostResult<T> call(Host& host, Step step, OnRefusal onRefusal = OnRefusal::RollBack)
    {
        if (const auto settled = settle(host); !settled) {
            logError("host", settled.error().detail);
            return Unexpected{problemOf(settled.error())};
        }
        Work work(*database, clock.now());
        LeaseBook(work).endExpired();
        HostResult<T> result = step(work);
        if (work.error()) {
            logError("host", work.error()->detail);
            return Unexpected{problemOf(*work.error())};
        }
        if (!result && onRefusal == OnRefusal::RollBack) {
            return result;
        }
        if (const auto done = work.commit(); !done) {
            logError("host", done.error().detail);
            return Unexpected{problemOf(done.error())};
        }
        announce(host, work.told());
        return result;
    }
    /// As call(), for a caller whose session has to be live.
    template<class T, class Step>
    HostResult<T> callAs(Host& host, const Caller& caller, Step step)
    {
        return callAsEnding<T>(host, caller, [&](Work& work, const Caller& now) -> HostResult<T> {
            return now.ending
                       ? HostResult<T>(refuse(ProblemType::Forbidden, QStringLiteral("staff ended this session")))
                       : step(work);
        });
    }
    /// Also for a session that staff ended a short while ago. `step` gets the caller as they stand now: what a poll or
    /// a slow body began may have ended meanwhile.
    template<class T, class Step>
    HostResult<T> callAsEnding(Host& host, const Caller& caller, Step step)
    {
        return call<T>(host, [&](Work& work) -> HostResult<T> {
            const auto standing = Entrance(work, random).standingOf(caller.session);
            if (standing == Entrance::Standing::Ended) {
                return refuse(ProblemType::Unauthenticated);
            }
            lastSeen.insert(caller.volunteer, clock.now());
            auto now = caller;
            now.ending = standing == Entrance::Standing::Ending;
            now.role = now.ending ? Role::Volunteer : caller.role;
            return step(work, now);
        });
    }
    template<class T, class Step>
    HostResult<T> callAsStaff(Host& host, const Caller& caller, Step step)
    {
        return callAs<T>(host, caller, [&](Work& work) -> HostResult<T> {
            if (caller.role != Role::Staff) {
                return refuse(ProblemType::Forbidden);
            }
            return step(work);
        });
    }
    /// The operator's calls, each with an entry in the record of whom it concerns; a disk's error is theirs to read.
    template<class T, class Step>
    Result<T> operate(Host& host, Step step)
    {
        if (const auto settled = settle(host); !settled) {
            return Unexpected{settled.error()};
        }
        Work work(*database, clock.now());
        Result<T> result = step(work);
        if (work.error()) { // What was not found after that may well be there.
            return Unexpected{*work.error()};
        }
        if (!result) {
            return result;
        }
        if (const auto done = work.commit(); !done) {
            return Unexpected{done.error()};
        }
        announce(host, work.told());
        return result;
    }

    static void noteOperator(Work& work, const QString& organisation, const QString& kind, AuditFacts facts)
    {
        facts.insert(QStringLiteral("by"), operatorsName());
        HostAudit(work).note(organisation, kind, facts);
    }
    /// In the record, in the place of the volunteer's id that staff have.
    static QString operatorsName() { return QStringLiteral("operator"); }

    static void announce(Host& host, const QSet<VolunteerId>& told)
    {
        for (const auto& volunteer : told) {
            emit host.changesFor(volunteer);
        }
    }
    /// As CarrierLine::settle().
    Result<void> settle(Host& host)
    {
        const auto told = line.settle();
        if (!told) {
            return Unexpected{told.error()};
        }
        announce(host, *told);
        return {};
    }
    /// Takes what the carrier has; whether anything came.
    Result<bool> takeEvents(Host& host)
    {
        const auto taken = line.takeEvents();
        if (!taken) {
            return Unexpected{taken.error()};
        }
        announce(host, taken->told);
        return taken->any;
    }
    /// Whether anything came from the carrier, which is taken first: what waits since before may go now too, and a STOP
    /// may have come since then.
    bool handOver(Host& host)
    {
        if (!options.handsTextsOver) {
            return false;
        }
        const auto taken = takeEvents(host);
        if (!taken) {
            logError("host", QStringLiteral("hand-over: ") + taken.error().detail);
            return false;
        }
        const auto handed =
            line.handOver(options.rehearsesOnly ? CarrierLine::Which::RehearsalsOnly : CarrierLine::Which::Everything);
        if (!handed) {
            // They stay marked and go with the next call or the next start.
            logError("host", QStringLiteral("hand-over: ") + handed.error().detail);
        } else if (handed->texts > 0) {
            emit host.textsHandedOver();
        }
        if (handed) {
            announce(host, handed->told);
        }
        return *taken;
    }
    /// Does what is due of rehearsals; cheap where none is open.
    void stepRehearsals(Host& host);
    /// Ends what this volunteer holds and says so to the device; `by` is empty for the operator. Nothing when no
    /// session of theirs is live.
    int letEnd(Work& work, const VolunteerId& volunteer, const VolunteerId& by, const QString& reason)
    {
        HostAudit(work).note(organisationOf(work, volunteer), QStringLiteral("session.revoked"),
                             {{QStringLiteral("volunteer"), volunteer.value},
                              {QStringLiteral("by"), by.isEmpty() ? operatorsName() : by.value},
                              {QStringLiteral("reason"), reason}});
        const auto ended = Entrance(work, random).letSessionsEnd(volunteer, QStringLiteral("revoked: ") + reason);
        if (!ended.isEmpty()) {
            LeaseBook(work).endAllOf(volunteer, QStringLiteral("revoked"));
        }
        for (const auto& session : ended) {
            ChangeLog(work).appendToSession(volunteer, session, SessionRevoked{reason});
        }
        return static_cast<int>(ended.size());
    }
    QList<CampaignId> campaignsOf(Work& work, const Caller& caller)
    {
        CampaignTable table(work, campaigns);
        return caller.role == Role::Staff ? table.ofOrganisation(organisationOf(work, caller.volunteer))
                                          : table.ofVolunteer(caller.volunteer);
    }
    void handBack(Work& work, const Joined& joined, const QByteArray& key);
    static QString organisationOf(Work& work, const VolunteerId& volunteer)
    {
        return work.value(QStringLiteral("SELECT organisation FROM volunteers WHERE id = ?"), {volunteer.value})
            .toString();
    }

    /// Of the caller's organisation.
    static bool isColleague(Work& work, const Caller& caller, const VolunteerId& other)
    {
        return organisationOf(work, other) == organisationOf(work, caller.volunteer);
    }

    /// SQLite's own count of other connections' commits; the same again when it cannot be read.
    qint64 readDataVersion() const
    {
        auto version = dataVersion;
        const auto read = database->run(QStringLiteral("PRAGMA data_version"), {}, [&](const QSqlQuery& row) {
            version = row.value(0).toLongLong();
            return false;
        });
        return read ? version : dataVersion;
    }

    Options options;
    std::unique_ptr<Database> database;
    Carrier& carrier;
    const Clock& clock;
    Random& random;
    CampaignCache campaigns;
    CarrierLine line;
    QHash<VolunteerId, Instant> lastSeen;
    QHash<VolunteerId, Instant> lastFollowed; ///< When each asked for its changes.
    bool rehearsing = false;                  ///< One may be open.
    qint64 dataVersion = 0;
};

} // namespace textbank
