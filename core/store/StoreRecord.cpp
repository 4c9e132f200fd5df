#include "core/audit/AuditFile.h"
#include "core/store/StoreState.h"

using namespace Qt::StringLiterals;

// The store's side of the record: what is read from it, and what is added to it alone.
namespace textbank {

Store::AuditHead Store::headOfChain() const
{
    const auto& audit = d->memory.audit;
    return {audit.log.id, audit.number, audit.hash};
}

Result<QList<AuditRecord>> Store::auditPage(qint64 after, int limit) const
{
    QList<AuditRecord> page;
    if (limit <= 0) {
        return page;
    }
    auto done = d->tables.audit.each(after, [&](const AuditRecord& record) {
        page.append(record);
        return page.size() < limit;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    return page;
}

Result<qint64> Store::exportAudit(QIODevice& out) const
{
    const auto& audit = d->memory.audit;
    AuditFileWriter file(out, audit.log);
    auto done = d->tables.audit.each(0, [&](const AuditRecord& record) { return file.add(record.entry, record.hash); });
    if (done) {
        done = file.end(audit.number, audit.hash, d->clock.now(), d->isSigned() ? &d->signer : nullptr);
    }
    if (!done) {
        return Unexpected{done.error()};
    }
    return audit.number;
}

Result<void> Store::noteRefusedPress(const ContactId& contact, const SendPayload& asked, const QString& reason)
{
    return write([&](Writing& writing) {
        AuditNote note = note::press(asked, contact, d->memory.volunteer);
        note::putCode(note, u"reason"_s, reason);
        return writing.turn.note(note);
    });
}

Result<bool> Store::signRecord(CheckpointReason reason)
{
    const auto before = d->memory.audit.tally.checkpointCount;
    auto done = write([&](Writing& writing) -> Result<void> {
        writing.turn.askForCheckpoint(reason);
        return {};
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    return d->memory.audit.tally.checkpointCount > before;
}

} // namespace textbank
