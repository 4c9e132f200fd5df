#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/base/Result.h"
#include "core/db/Database.h"
#include "core/gateway/Gateway.h"
#include "core/host/OptOutRecord.h"
#include "core/host/Rehearsal.h"
#include "core/host/carrier/Carrier.h"

#include <QObject>
#include <memory>

class QIODevice;

namespace textbank {

/// Who makes a call, after the token was checked.
struct Caller
{
    VolunteerId volunteer;
    DeviceId device;
    Role role = Role::Volunteer;
    QString session;     ///< Id of the session row; never the token.
    bool ending = false; ///< Staff ended it: it may bring up what it recorded, and nothing else.
};

template<class T>
using HostResult = Result<T, Problem>;

/// The gateway's own side: the contract without HTTP. One thread. Each call is one transaction; what it answered is on
/// disk.
class Host : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString databasePath; ///< A file, or ":memory:".
        QString name = QStringLiteral("Textbank gateway");
        bool practice = false;
        int leaseMinutes = 8 * 60;
        /// False beside another process that serves the same file: handing texts to the carrier is that one's alone.
        bool handsTextsOver = true;
        /// Of texts, hands over those of rehearsals alone: an operator's rehearsal while nobody serves is no time for
        /// whatever else waits.
        bool rehearsesOnly = false;
    };
    static Result<std::unique_ptr<Host>> open(const Options& options, Carrier& carrier, const Clock& clock,
                                              Random& random);
    ~Host() override;

    // --- for the operator (command line, practice)
    /// A campaign document as on the wire; the id may be left out. Its organisation is one that is known when the names
    /// differ in capitals and blanks alone, else a new one.
    Result<CampaignId> importCampaign(const QByteArray& json);
    Result<Organisation> organisationOf(const CampaignId& campaign); ///< NotFound.
    struct ImportReport
    {
        int imported = 0;
        int duplicates = 0;                      ///< The same number again, in whatever form.
        int mended = 0;                          ///< Of those: an address that could not be used was replaced.
        int suppressed = 0;                      ///< Opted out of this organisation.
        QList<std::pair<int, QString>> refused;  ///< 1-based line and why; never the value.
        int warned = 0;                          ///< Lines that are odd, of people who were taken all the same.
        QList<std::pair<int, QString>> warnings; ///< The first kWarningsShown of those.
    };
    static constexpr int kWarningsShown = 20;
    /// CSV with a header; columns by their usual names (first name, last name, phone or cell, zip, state, city,
    /// language, reason), the rest are custom fields. UTF-8, with or without BOM.
    Result<ImportReport> importContacts(const CampaignId& campaign, QIODevice& csv);
    struct JoinCodeOptions
    {
        Role role = Role::Volunteer;
        int uses = 100;
        Seconds validFor = std::chrono::hours(24 * 7);
    };
    Result<QString> makeJoinCode(const CampaignId& campaign, const JoinCodeOptions& options); ///< "K7QD-9XMP-4TRW"
    Result<void> endJoinCode(const QString& code); ///< NotFound for none of ours.
    struct SessionRow
    {
        VolunteerId volunteer;
        DeviceId device;
        QString displayName;
        QString deviceName;
        QString organisation;
        Role role = Role::Volunteer;
        Instant joinedAt{};
        Instant lastSeen{};
        qint64 contacts = 0;
        std::optional<Instant> endingUntil; ///< Staff ended it; until then it may bring up what it recorded.
    };
    /// Every session whose token is still good for something, the newest last.
    Result<QList<SessionRow>> sessions();
    /// Ends the sessions of a volunteer or of a device, whichever has this id; how many. NotFound for neither.
    Result<int> endSessions(const QString& volunteerOrDevice, const QString& reason);
    /// One part of the record to `out`, as HostRecord::exportTo(); how many records.
    struct RehearsalWish
    {
        QString id; ///< Made by whoever asks: the same id again is the same rehearsal.
        CampaignId campaign;
        PhoneNumber phone; ///< The test phone; empty: one of the carrier's own, where it has some.
        Seconds wait{60};  ///< For the phone's answer, and again for the clients, 1..600.
    };
    /// Puts a rehearsal of STOP down; the serving process carries it through (StopRehearsal). Invalid with what
    /// Rehearsal::reason lists or "running"; NotFound for the campaign.
    Result<void> askForRehearsal(const RehearsalWish& wish);
    /// How it stands; NotFound.
    Result<Rehearsal> rehearsal(const QString& id);
    /// Ends one that no serving process took up.
    Result<void> withdrawRehearsal(const QString& id);
    /// CSV of "messages", "optouts", "answers" or "audit" to `out`, or "audit.jsonl": the audit as JSON Lines that
    /// anybody can check (core/audit/AuditCheck.h); how many records.
    Result<qint64> exportTo(const QString& what, QIODevice& out);

    // --- the operator about opt-outs, by an organisation's id (NotFound "organisation" for none). Invalid for a number
    // that cannot be read ("phone: tooShort") and for a reason that is missing or longer than 500 characters.
    Result<QList<Organisation>> organisations();
    Result<bool> optOut(const QString& organisation, const OptOutOrder& order);        ///< Whether it was news.
    Result<bool> reverseOptOut(const QString& organisation, const OptOutOrder& order); ///< Whether there was one.
    /// The list is read as readOptOutList() says, and taken whole or not at all.
    Result<OptOutImport> importOptOuts(const QString& organisation, QIODevice& csv);
    Result<OptOutHistory> optOutHistory(const QString& organisation, const QString& number);

    // --- the contract
    GatewayInfo info() const;
    Instant now() const; ///< By the gateway's own clock, as each answer tells it.
    HostResult<Joined> join(const JoinRequest& request, const QString& remote);
    /// The caller behind a bearer token; Unauthenticated when unknown or ended. A session that staff ended is good for
    /// push(), outcomeOf(), changes() and signOut() for a day more, as a volunteer's and without sends; all else is
    /// Forbidden to it.
    HostResult<Caller> authenticate(const QString& token);
    HostResult<void> signOut(const Caller& caller);
    HostResult<Me> me(const Caller& caller);
    HostResult<Campaign> campaign(const Caller& caller, const CampaignId& id);
    HostResult<LeasePage> lease(const Caller& caller, const LeaseRequest& request);
    HostResult<Lease> renewLease(const Caller& caller, const LeaseId& id);
    HostResult<void> returnLease(const Caller& caller, const LeaseId& id);
    /// One outcome each, in order; one commit for all. Texts go to the carrier after the commit.
    HostResult<QList<CommandOutcome>> push(const Caller& caller, const QList<Command>& commands);
    /// Nothing for a command that never came; no attempt up to `voided` is then taken any more.
    HostResult<std::optional<CommandOutcome>> outcomeOf(const Caller& caller, const CommandId& id, int voided = 0);
    /// At most 500 changes; empty with the same cursor when there is nothing new.
    HostResult<ChangesPage> changes(const Caller& caller, const QString& after);

    // --- staff
    HostResult<QJsonObject> room(const Caller& caller);
    /// As exportTo(), of the caller's own organisation.
    HostResult<qint64> exportFor(const Caller& caller, const QString& what, QIODevice& out);
    HostResult<void> pause(const Caller& caller, const CampaignId& campaign, const QString& reason);
    HostResult<void> resume(const Caller& caller, const CampaignId& campaign);
    /// Ends every session of this volunteer: leases end now, and the device is told.
    HostResult<void> revoke(const Caller& caller, const VolunteerId& volunteer, const QString& reason);
    HostResult<void> endDevice(const Caller& caller, const DeviceId& device, const QString& reason);
    HostResult<void> freeze(const Caller& caller, const VolunteerId& volunteer, bool frozen, const QString& reason);
    struct Reassignment
    {
        VolunteerId from;          ///< Empty: conversations that nobody holds.
        VolunteerId to;            ///< Empty: untexted ones to the pool, conversations to nobody.
        QList<ContactId> contacts; ///< Of those; empty: all.
        QString reason;
    };
    /// How many contacts moved; one that is not `from`'s any more is passed over. Who may not be texted goes to nobody.
    HostResult<qint64> reassign(const Caller& caller, const Reassignment& what);
    /// Puts what this volunteer has not texted back into the pool; conversations stay theirs.
    HostResult<qint64> release(const Caller& caller, const VolunteerId& volunteer, const QString& reason);

    /// Opts a typed number out of the caller's organisation, also one that is in no list. No confirming text is sent.
    HostResult<void> recordOptOut(const Caller& caller, const OptOutOrder& order);
    /// Lifts it, with a reason (Malformed without). OptedOut when it was asked for again after `order.asOf`.
    HostResult<void> reverseOptOut(const Caller& caller, const OptOutOrder& order);
    /// As askForRehearsal(), for a campaign of the caller's organisation; the outcome is in room().
    HostResult<void> rehearseStop(const Caller& caller, const RehearsalWish& wish);

    // --- the carrier's side
    /// Takes what the carrier has and stores it; true when anything came. Call it at Carrier::nextEvent().
    Result<bool> takeCarrierEvents();
    std::optional<Instant> nextCarrierEvent() const;

    /// Whether another process wrote to the same file since this was asked last: nobody signals changesFor() then.
    bool changedElsewhere();

    /// Counts of the record, for comparing with a client's: contacts texted, texts accepted, replies, optOuts, answers,
    /// tags ...
    QJsonObject record() const;
    Database& database(); ///< For fault hooks in tests.

signals:
    void changesFor(const textbank::VolunteerId& volunteer); ///< New changes wait for this volunteer.
    void textsHandedOver();                                  ///< nextCarrierEvent() may be sooner than before.

private:
    class Private;
    explicit Host(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace textbank
