#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/base/Result.h"
#include "core/base/SecretKey.h"
#include "core/db/Database.h"
#include "core/model/Approval.h"
#include "core/model/Change.h"
#include "core/model/Outbox.h"
#include "core/model/SessionEnd.h"
#include "core/model/Snippet.h"

#include <QObject>
#include <QSet>
#include <functional>
#include <memory>
#include <optional>

class QIODevice;

namespace textbank {

struct AuditRecord;

/// What a committed transaction touched.
struct StoreChange
{
    QSet<ContactId> contacts;
    bool everything = false; ///< Too much to name: read all again.
    bool outbox = false;
    bool campaign = false;       ///< Script, policy, pause.
    bool session = false;        ///< Frozen, revoked, staff message.
    bool snippets = false;       ///< The volunteer's saved replies.
    QList<ContactId> newReplies; ///< Contacts whose reply arrived.
    QList<ContactId> newOptOuts; ///< Contacts that are opted out since.
    QList<ContactId> returned;   ///< Contacts whose approved text did not leave and that need a person again.
};

/// One command on its way up, as the engine sees it.
struct OutboxRow
{
    Command command;
    OutboxState state = OutboxState::Pending;
    Instant notBefore{}; ///< The campaign's hold, or a back-off of the gateway's.
    int attempts = 0;
    Problem problem; ///< Why it was refused, cancelled or expired; why the gateway cannot tell about an unknown one.
};

struct OutboxCounts
{
    int held = 0;    ///< Pending inside the hold.
    int pending = 0; ///< Without the held ones.
    int inFlight = 0;
    int unknown = 0;
    int sendsOpen = 0;       ///< Texts among pending, held, in flight and unknown.
    int optOutsOpen = 0;     ///< Opt-outs among them.
    int answersOpen = 0;     ///< Answers among them, and answers taken back.
    int backgroundOpen = 0;  ///< The program's own words, checkpoints among them: nobody waits for them.
    int checkpointsOpen = 0; ///< Signed words about the record: the program's own.
    /// What the volunteer did and the gateway has not acknowledged.
    int open() const { return held + pending + inFlight + unknown - backgroundOpen; }
};

/// Counts of this shift, from the local truth; every screen shows these and no others.
struct ShiftFigures
{
    int assigned = 0;         ///< Contacts of the batch, with or without a text.
    int needFirstMessage = 0; ///< Still to be texted, not skipped, not blocked for good.
    int skipped = 0;          ///< Skipped for now, and could still be texted.
    int firstSent = 0;        ///< First messages approved and not refused, cancelled or expired.
    int repliesSent = 0;
    int repliesReceived = 0; ///< Incoming messages.
    int waiting = 0;         ///< Conversations in stage NeedsReply that can be answered.
    int optedOut = 0;
    int wrongNumbers = 0;
    int escalated = 0;
    int answers = 0; ///< Answers recorded and not taken back.
    int refused = 0; ///< Texts that the gateway or the carrier refused.
    friend bool operator==(const ShiftFigures&, const ShiftFigures&) = default;
};

/// How a reply reads, for the transaction that stores it. From policy/OptOutWords, by constructor: the store does not
/// know words.
enum class ReplyReading {
    Ordinary,
    OptOut,       ///< Certain: a keyword by itself.
    OptOutPhrase, ///< As good as certain; staff can reverse it.
    MayBeOptOut,
};
using ReplyReader = std::function<ReplyReading(const QString& text, QString& words)>;

/// The setting in which a change of the room's totals of sent suggestions is kept, as ChoiceCounts::text().
QString roomChoicesSetting(const CampaignId& campaign);

/// The profile's encrypted store. Each writing call is one transaction, committed when it returns; `changed` is emitted
/// after the COMMIT. When a call fails nothing of it happened, on disk and in memory. Contacts and campaigns are held
/// in memory, unsealed; texts are unsealed when read.
class Store : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString path;
        SecretKey key; ///< 32 bytes; see Sealer.
        ReplyReader reader;
        DeviceId device{}; ///< Whose record it is. Without it the record is kept, and not signed.
        VolunteerId volunteer{};
    };
    /// Opens, migrates, recovers (every in-flight row becomes unknown) and loads. NewerVersion, Locked, Corrupt, NoKey
    /// (the file was sealed under another key), DiskFull, Io.
    static Result<std::unique_ptr<Store>> open(const Options& options, const Clock& clock, Random& random);
    ~Store() override;

    // --- what the profile holds (no disk access unless said)
    const QList<Campaign>& campaigns() const;
    const Campaign* campaign(const CampaignId& id) const;
    /// Those of them that the gateway still lists for this volunteer, in its order; all of them before it has said.
    QList<CampaignId> offeredCampaigns() const;
    const Lease* lease(const LeaseId& id) const;
    QList<Lease> leases() const;
    /// Null when unknown. The pointer is good until the next writing call.
    const ContactRecord* contact(const ContactId& id) const;
    /// Nobody for the empty number, whoever's number is kept from us.
    const ContactRecord* contactByPhone(const PhoneNumber& number) const;
    /// Whether somebody else of the same campaign who has this contact's number was texted: one number is one human.
    bool isNumberTexted(const ContactId& id) const;
    /// All contacts in batch order (lease, then ordinal). Stable: new ones come at the end.
    const QList<ContactId>& contactOrder() const;
    /// Conversations in stage NeedsReply, oldest waiting first, set-aside ones behind.
    QList<ContactId> waiting() const;
    bool isSuppressed(const PhoneNumber& number) const;
    const ShiftFigures& figures() const;
    const OutboxCounts& outboxCounts() const;
    /// Campaigns of which the gateway has a newer version than the one held here; applyCampaign ends it.
    QList<CampaignId> staleCampaigns() const;
    /// How often a pause of this campaign, its end or a new version was heard of since the store was opened. A document
    /// that was asked for before the last of them may know less than the store.
    int pausesHeard(const CampaignId& id) const;
    QString cursor() const;
    bool frozen() const;
    bool revoked() const;
    /// After a recovery, until the gateway has told all that this store may not know of: nobody is texted before that,
    /// for somebody may have had that text already.
    bool catchingUp() const;
    /// How the session ended, when it has: no text is approved any more, and nothing more is taken in.
    const std::optional<SessionEnd>& ended() const;
    QList<StaffMessage> staffMessages() const; ///< Newest last.
    const QList<Snippet>& snippets() const;    ///< In the order in which they were first saved.

    // --- reads from disk
    Result<QList<Message>> conversation(const ContactId& contact) const; ///< Oldest first.
    Result<QList<Note>> notes(const ContactId& contact) const;
    /// Every message of the profile, for Find; `visit` returns false to stop.
    Result<void> eachMessage(const std::function<bool(const Message&)>& visit) const;
    Result<QString> draft(const ContactId& contact) const; ///< Empty when none.
    Result<QString> setting(const QString& name) const;    ///< Sealed key-value pairs of the profile; empty when unset.
    Result<std::optional<OutboxRow>> outboxRow(const CommandId& id) const;
    /// The failures for a person: rows refused, expired or unknown, with their contact. Texts that wait for a decision
    /// first, then refused opt-outs, then the newest of the rest.
    Result<QList<OutboxRow>> troubled() const;
    Result<RefusedCounts> refused() const;

    // --- the record
    struct AuditHead
    {
        QString log;
        qint64 count = 0;
        QByteArray hash; ///< 32 bytes.
    };
    AuditHead headOfChain() const;
    /// The entries behind number `after`, oldest first.
    Result<QList<AuditRecord>> auditPage(qint64 after, int limit) const;
    /// Writes the record as JSON Lines with a signed end (core/audit/AuditFile.h); how many entries. No name, number or
    /// text is in it.
    Result<qint64> exportAudit(QIODevice& out) const;
    /// A press that the gate, or a check of the text, turned away; `reason` is a code.
    Result<void> noteRefusedPress(const ContactId& contact, const SendPayload& asked, const QString& reason);
    /// Signs what is new in the record; true when that is now on its way up.
    Result<bool> signRecord(CheckpointReason reason);

    // --- from the gateway
    Result<void> applyCampaign(const Campaign& campaign);
    /// Which campaigns the gateway lists for this volunteer; whether each is held here already does not matter.
    Result<void> applyOffered(const QList<CampaignId>& campaigns);
    /// A batch is about to be asked for. What applyChanges() is told to give back from now on is not taken in with it,
    /// nor moved to its lease when it came back under another: the answer may be on its way longer than the changes
    /// behind it.
    void awaitLease();
    /// Lease, contacts and, for a first pull, the cursor.
    Result<void> applyLease(const LeasePage& page);
    Result<void> applyLeaseRenewal(const Lease& lease);
    /// The changes, what they do, and the cursor, at once. A page applied before changes nothing.
    Result<void> applyChanges(const ChangesPage& page);
    /// The gateway has nothing more to tell: catchingUp() is over.
    Result<void> caughtUp();

    // --- from the volunteer
    /// Message, outbox row, evidence and stage. Conflict when the contact already has a first message (the schema holds
    /// it too); Blocked when the number was suppressed meanwhile.
    Result<void> approve(const Approval& approval);
    /// Any other command than message.send: its local effect and its outbox row. optout.record suppresses the number
    /// and cancels every queued send to it, and goes up first.
    Result<void> record(const Command& command);
    /// Stops a text that has not left: true when it did, false when it was too late (nothing changed).
    Result<bool> cancelSend(const CommandId& id);
    /// Takes `done` back by `inverse`: a still pending `done` is cancelled and nothing goes up, else `inverse` goes up
    /// too.
    Result<void> undo(const CommandId& done, const Command& inverse);
    Result<void> setAside(const ContactId& contact, bool aside);
    /// The volunteer's word on "asked to stop?" after a reply that may be one; yes is recorded by optout.record
    /// instead.
    Result<void> notAnOptOut(const ContactId& contact);
    Result<void> saveDraft(const ContactId& contact, const QString& text); ///< Empty removes it.
    Result<void> setSetting(const QString& name, const QString& value);
    /// Adds it, or puts it in the place of the one with its id. Invalid without an id or a title; Blocked after the
    /// session's end.
    Result<void> saveSnippet(const Snippet& snippet);
    Result<void> removeSnippet(const SnippetId& id); ///< NotFound when there is none.
    /// A person's recorded decision about an unknown text: treat it as sent.
    Result<void> giveUpOn(const CommandId& id);

    // --- for the engine
    /// Pending rows that may go now, opt-outs first, then by approval; none behind an unknown row of the same contact.
    Result<QList<OutboxRow>> due(int limit) const;
    /// The same ones by name; no disk access.
    QList<CommandId> dueIds(int limit) const;
    Result<QList<OutboxRow>> unknown(int limit) const; ///< Oldest first.
    /// Whether that is a text whose row has not ended; no disk access.
    bool isOpenText(const CommandId& id) const;
    /// When the next held or backed-off row becomes due.
    std::optional<Instant> nextDue() const;
    /// Commits the attempt before a byte leaves.
    Result<void> claim(const QList<CommandId>& ids);
    struct Resolution
    {
        CommandId id;
        OutboxEvent event = OutboxEvent::Accept;
        Problem problem; ///< With Refuse, Cancel and Expire: why. With MayHaveLeft: why nobody can tell.
        std::optional<Instant> notBefore{}; ///< With NeverLeft: not before this.
    };
    /// Moves rows by their events, with what follows for message and contact: a first message that did not leave gives
    /// the contact back to the desk; a refusal `opted-out` suppresses the number; `not-assigned` unassigns.
    Result<void> resolve(const QList<Resolution>& resolutions);
    /// The disk refused a call so that it may look as if it had happened after a crash; settle() ends that.
    bool isInDoubt() const;
    Result<void> settle();

    // --- the end
    /// Ends the session, where that is not known yet, and removes everything that says something about a person from
    /// the memory and the file but the commands, texts excepted, that the gateway has not acknowledged. The record
    /// stays without what it hides, and can be exported and checked as before. The end is one transaction, the removal
    /// another; the file is then rewritten so that no byte of it is left. After an error or a crash in between ask
    /// again: what is done already is not done twice. Nobody may hold on to a contact: end the desk first.
    Result<void> forgetContacts(EndReason reason);
    /// Overwrites and deletes the database and its side files. The store is closed afterwards.
    static Result<void> wipe(std::unique_ptr<Store> store);
    Database& database(); ///< For fault hooks in tests.

signals:
    void changed(const textbank::StoreChange& change);
    void leftInDoubt(); ///< See isInDoubt(): somebody has to settle() soon.

private:
    friend class StoreRecovery;
    class Private;
    struct Writing; ///< What one writing call works with.
    explicit Store(std::unique_ptr<Private> made);
    Result<void> write(const std::function<Result<void>(Writing&)>& work);
    Result<void> editContact(const ContactId& contact, const std::function<Result<void>(Writing&, int slot)>& work);
    Result<QList<OutboxRow>> rows(const QList<qint64>& keys) const;
    void settleHold(Message& message) const;

    std::unique_ptr<Private> d;
};

} // namespace textbank
