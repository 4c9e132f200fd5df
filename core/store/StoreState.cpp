#include "core/store/StoreState.h"

#include "core/store/Eraser.h"

using namespace Qt::StringLiterals;

namespace textbank {

Result<StoreChange> Store::Private::write(const std::function<Result<void>(Writing& writing)>& work)
{
    auto transaction = Database::Transaction::begin(*database);
    if (!transaction) {
        return Unexpected{transaction.error()};
    }
    Turn turn(tables, memory, clock.now());
    Consequences consequences(turn, sealer);
    Decisions decisions(turn, consequences, random);
    ChangeApplier changes(turn, consequences, decisions, reader);
    Writing writing{turn, consequences, decisions, changes};
    auto done = work(writing);
    if (done) {
        done = signRecord(turn);
    }
    if (done) {
        done = turn.finish();
    }
    if (done) {
        done = transaction->commit();
    }
    if (!done) {
        return Unexpected{done.error()};
    }
    turn.absorb(memory);
    return turn.change();
}

Result<void> Store::Private::load()
{
    auto profile = tables.profile.load();
    if (!profile) {
        return Unexpected{profile.error()};
    }
    memory.profile = std::move(*profile);
    auto snippets = tables.snippets.load();
    if (!snippets) {
        return Unexpected{snippets.error()};
    }
    memory.profile.snippets = std::move(*snippets);
    auto suppressed = tables.profile.loadSuppressions();
    if (!suppressed) {
        return Unexpected{suppressed.error()};
    }
    memory.suppressed = std::move(*suppressed);
    auto audit = tables.audit.load();
    if (!audit) {
        return Unexpected{audit.error()};
    }
    const auto isNewRecord = !*audit;
    if (!isNewRecord) {
        memory.audit = std::move(**audit);
    }
    const auto lastKey = tables.outbox.lastKey();
    if (!lastKey) {
        return Unexpected{lastKey.error()};
    }
    memory.lastOutboxKey = *lastKey;
    auto done = tables.outbox.loadOpen([this](OutboxHead&& head) { memory.outbox.put(head); });
    if (done) {
        done = loadRecovery();
    }
    if (done) {
        done = loadRoster();
    }
    return done && isNewRecord ? beginRecord() : done;
}

Result<void> Store::Private::beginRecord()
{
    const AuditLog log{makeUuidV7(clock.now(), random), u"device"_s, device.value, clock.now()};
    auto written = write([&](Writing& writing) -> Result<void> {
        auto& turn = writing.turn;
        auto begun = turn.tables().audit.begin(log);
        const auto texts = begun ? turn.tables().outbox.texts() : Result<OutboxRows::Texts>(Unexpected{begun.error()});
        if (!texts) {
            return Unexpected{texts.error()};
        }
        turn.beginRecord(log);
        // Those of a profile that is older than its record.
        turn.tally().approvals = texts->approved;
        turn.tally().stopped = texts->stopped;
        return turn.note({u"record.begun"_s,
                          {{u"device"_s, device.value},
                           {u"volunteer"_s, memory.volunteer.value},
                           {u"approvedBefore"_s, QString::number(texts->approved)},
                           {u"stoppedBefore"_s, QString::number(texts->stopped)}}});
    });
    return written ? Result<void>() : Result<void>(Unexpected{written.error()});
}

Result<void> Store::Private::signRecord(Turn& turn)
{
    // Where no gateway takes it the record is kept all the same, unsigned until it is exported.
    CampaignId campaign;
    for (const auto& one : turn.profile().campaigns) {
        if (one.can(Ability::Record)) {
            campaign = one.id;
            break;
        }
    }
    const auto& audit = turn.audit();
    const auto news = audit.number - audit.tally.checkpointCount;
    const auto asked = turn.checkpointAsked().has_value();
    // A checkpoint leaves an entry of its own behind what it covers; that alone is no news.
    if (!isSigned() || campaign.isEmpty() || news < (asked ? 2 : kCheckpointEvery)) {
        return {};
    }
    AuditCheckpointPayload checkpoint;
    checkpoint.count = audit.number;
    checkpoint.chainHash = audit.hash;
    checkpoint.log = audit.log.id;
    checkpoint.at = turn.now();
    checkpoint.reason = turn.checkpointAsked().value_or(CheckpointReason::Periodic);
    checkpoint.previousCount = audit.tally.checkpointCount;
    checkpoint.previousHash = audit.tally.checkpointHash;
    checkpoint.approvals = audit.tally.approvals;
    checkpoint.stopped = audit.tally.stopped;
    checkpoint.unsettled = turn.openSends() + audit.tally.givenUp;
    checkpoint = signedCheckpoint(checkpoint, device, signer);
    const Command command{{makeUuidV7(turn.now(), random)}, campaign, {}, turn.now(), checkpoint};
    turn.tally().checkpointCount = checkpoint.count;
    turn.tally().checkpointHash = checkpoint.chainHash;
    auto facts = factsOf(checkpoint, device);
    facts.insert(u"command"_s, command.id.value);
    auto done = turn.note({QLatin1String(kCheckpointKind), facts});
    return done ? turn.queue(command, {}) : done;
}

Result<void> Store::Private::loadRecovery()
{
    const auto catchUp = tables.profile.setting(QString::fromLatin1(kCatchUpSetting));
    const auto doubtful =
        catchUp ? tables.profile.setting(QString::fromLatin1(kDoubtfulSetting)) : Result<QString>(QString());
    if (!catchUp || !doubtful) {
        return Unexpected{catchUp ? doubtful.error() : catchUp.error()};
    }
    memory.catchingUp = !catchUp->isEmpty();
    memory.doubtful = doubtfulFrom(*doubtful);
    return {};
}

Result<void> Store::Private::loadRoster()
{
    std::vector<RosterEntry> entries;
    auto isWhole = true;
    auto done = tables.contacts.load([&](ContactRows::Stored&& stored) {
        isWhole = isWhole && stored.key == Roster::keyOf(static_cast<int>(entries.size()));
        RosterEntry entry;
        entry.record = std::move(stored.record);
        const auto& contact = entry.record.contact;
        entry.record.optedOut = (isReachable(contact) && memory.suppressed.contains(stored.phoneHash)) ||
                                memory.suppressed.contains(sealer.contactHash(contact.id));
        entry.phoneHash = std::move(stored.phoneHash);
        entries.push_back(std::move(entry));
    });
    const auto entryOf = [&](qint64 key) -> RosterEntry* {
        const auto known = key > 0 && key <= static_cast<qint64>(entries.size());
        isWhole = isWhole && known;
        return known ? &entries[static_cast<size_t>(Roster::slotOfKey(key))] : nullptr;
    };
    if (done) {
        done = tables.messages.count([&](const MessageRows::Head& head, int count) {
            if (auto* entry = entryOf(head.contactKey)) {
                entry->tally(head.kind, head.delivery, count);
            }
        });
    }
    const auto drafts = done ? tables.contacts.contactsWithDraft() : Result<QList<qint64>>(Unexpected{done.error()});
    if (!drafts) {
        return Unexpected{drafts.error()};
    }
    for (const auto key : *drafts) {
        if (auto* entry = entryOf(key)) {
            entry->hasDraft = true;
        }
    }
    const auto unknown = memory.outbox.inState(OutboxState::Unknown);
    for (const auto& row : unknown) {
        if (auto* entry = isSend(row.type) ? entryOf(row.contactKey) : nullptr) {
            entry->addUnknownSends(+1);
        }
    }
    if (!isWhole) {
        return fail(ErrorCode::Corrupt, u"contacts are missing"_s);
    }
    memory.roster.reserve(static_cast<int>(entries.size()));
    for (auto& entry : entries) {
        memory.roster.append(std::move(entry));
    }
    return {};
}

Result<void> Store::Private::recover()
{
    const auto rows = memory.outbox.inState(OutboxState::InFlight);
    if (rows.isEmpty()) {
        return {};
    }
    auto written = write([&](Writing& writing) -> Result<void> {
        for (const auto& row : rows) {
            auto done = writing.consequences.move(row, OutboxEvent::Recover);
            if (!done) {
                return done;
            }
        }
        return {};
    });
    return written ? Result<void>() : Result<void>(Unexpected{written.error()});
}

Result<void> Store::Private::erase()
{
    Memory rest;
    rest.lastOutboxKey = memory.lastOutboxKey;
    rest.audit = memory.audit;
    rest.volunteer = memory.volunteer;
    rest.profile.cursor = memory.profile.cursor;
    rest.profile.revoked = memory.profile.revoked;
    rest.profile.ended = memory.profile.ended;
    for (const auto state : {OutboxState::Pending, OutboxState::InFlight, OutboxState::Unknown}) {
        const auto rows = memory.outbox.inState(state);
        for (auto row : rows) {
            if (!isSend(row.type)) {
                row.contactKey = 0;
                rest.outbox.put(row);
            }
        }
    }
    auto transaction = Database::Transaction::begin(*database);
    if (!transaction) {
        return Unexpected{transaction.error()};
    }
    auto done = eraseContacts(*database);
    if (done) {
        done = tables.audit.forgetHidden();
    }
    if (done) {
        done = transaction->commit();
    }
    if (done) {
        memory = std::move(rest);
    }
    return done;
}

} // namespace textbank
