#pragma once

#include "core/store/AuditNotes.h"
#include "core/store/AuditRows.h"
#include "core/store/ContactRows.h"
#include "core/store/MessageRows.h"
#include "core/store/OutboxIndex.h"
#include "core/store/OutboxRows.h"
#include "core/store/ProfileRows.h"
#include "core/store/Roster.h"
#include "core/store/SnippetRows.h"

#include <map>

namespace textbank {

/// All tables over one connection.
struct Tables
{
    Tables(Database& database, const Sealer& sealer)
        : audit(database, sealer)
        , contacts(database, sealer)
        , messages(database, sealer)
        , outbox(database, sealer)
        , profile(database, sealer)
        , snippets(database, sealer)
    {
    }
    AuditRows audit;
    ContactRows contacts;
    MessageRows messages;
    OutboxRows outbox;
    ProfileRows profile;
    SnippetRows snippets;
};

/// Settings that a recovery leaves: that it has to catch up, and the ids of doubtful texts.
inline constexpr auto kCatchUpSetting = "recovery.catchUp";
inline constexpr auto kDoubtfulSetting = "recovery.doubtful";
QSet<CommandId> doubtfulFrom(const QString& setting);
QString toSetting(const QSet<CommandId>& doubtful);

/// What the gateway took back since a batch was asked for. Its answer may be older than that, and overtaken by it.
struct TakenBack
{
    bool batchIsAwaited = false;
    QHash<ContactId, LeaseId> contacts; ///< With the lease under which it came back after that, if it did.
    QSet<LeaseId> leases;
};

/// What the store keeps in memory: always what the last COMMIT left.
struct Memory
{
    Roster roster;
    OutboxIndex outbox;
    qint64 lastOutboxKey = 0;
    ProfileState profile;
    QHash<QByteArray, bool> suppressed; ///< Number's hash to whether the gateway knows.
    bool catchingUp = false;            ///< See Store::catchingUp.
    QSet<CommandId> doubtful;           ///< Texts that a recovery brought back and that may have been taken back since.
    TakenBack takenBack;
    AuditState audit;
    VolunteerId volunteer; ///< Whose profile it is.
};

/// One writing call: what it did so far, seen over the memory that does not know of it yet. Writes go to the tables at
/// once, inside the caller's transaction; absorb() brings the memory up after the COMMIT and cannot fail. Dropped
/// without it, nothing happened in memory.
class Turn
{
public:
    Turn(Tables& tables, const Memory& memory, Instant now)
        : m_tables(tables)
        , m_memory(memory)
        , m_now(now)
    {
    }

    Tables& tables() { return m_tables; }
    Instant now() const { return m_now; }
    StoreChange& change() { return m_change; }

    int slotOf(const ContactId& id) const; ///< -1 when unknown.
    QList<int> slotsWithPhone(const QByteArray& phoneHash) const;
    int size() const { return m_memory.roster.size() + static_cast<int>(m_added.size()); }
    const RosterEntry& entry(int slot) const;
    /// The entry to be changed; written by finish().
    RosterEntry& edit(int slot);
    Result<int> add(RosterEntry entry);

    Result<void> addMessage(int slot, MessageKind kind, const Message& message);
    Result<void> setDelivery(const MessageId& id, const MessageRows::Head& head, Delivery to, const QString& reason);

    std::optional<OutboxHead> openRow(const CommandId& id) const;
    QList<OutboxHead> openRowsOf(int slot) const;
    std::optional<OutboxHead> openOptOut(const QByteArray& phoneHash) const;
    Result<void> queue(const Command& command, const QByteArray& phoneHash, Instant notBefore = {},
                       const codec::Evidence& evidence = {});
    Result<void> update(const OutboxHead& head, const Problem* outcome);

    const ProfileState& profile() const { return m_profile ? *m_profile : m_memory.profile; }
    ProfileState& editProfile();
    bool catchingUp() const { return m_memory.catchingUp; }
    bool isDoubtful(const CommandId& id) const { return m_memory.doubtful.contains(id); }
    const TakenBack& takenBack() const { return m_takenBack ? *m_takenBack : m_memory.takenBack; }
    TakenBack& editTakenBack();
    bool isSuppressed(const QByteArray& phoneHash) const;
    bool isKnownUpstream(const QByteArray& phoneHash) const;
    Result<void> addSuppression(const Suppression& suppression);
    Result<void> markKnownUpstream(const QByteArray& phoneHash);
    Result<void> removeSuppression(const QByteArray& phoneHash);
    Result<void> saveSnippet(const Snippet& snippet);

    /// Adds to the record, in the transaction of what it speaks of.
    Result<void> note(const AuditNote& note);
    const AuditState& audit() const { return m_audit ? *m_audit : m_memory.audit; }
    void beginRecord(const AuditLog& log);
    /// Counts that the next entry carries.
    AuditTally& tally();
    const VolunteerId& volunteer() const { return m_memory.volunteer; }
    /// The record is signed at the end of this call, however few entries are new.
    void askForCheckpoint(CheckpointReason reason) { m_checkpoint = reason; }
    const std::optional<CheckpointReason>& checkpointAsked() const { return m_checkpoint; }
    /// Texts that are not known to have arrived, as of now.
    int openSends() const;

    /// Writes the changed contacts. The last thing before COMMIT.
    Result<void> finish();
    /// After COMMIT: the memory becomes what was written.
    void absorb(Memory& memory);

private:
    Tables& m_tables;
    const Memory& m_memory;
    Instant m_now;
    StoreChange m_change;
    std::map<int, RosterEntry> m_edits;
    std::map<int, ContactRecord> m_added; ///< As it was inserted.
    QHash<ContactId, int> m_addedSlots;
    std::map<qint64, OutboxHead> m_rows; ///< As they are now, open or not.
    qint64 m_queued = 0;
    std::optional<ProfileState> m_profile;
    std::optional<TakenBack> m_takenBack;
    std::optional<AuditState> m_audit;
    std::optional<CheckpointReason> m_checkpoint;
    QHash<QByteArray, std::optional<bool>> m_suppressed; ///< Nothing: lifted.
};

} // namespace textbank
