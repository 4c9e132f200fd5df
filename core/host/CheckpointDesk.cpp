#include "core/host/CheckpointDesk.h"

#include "core/audit/AuditCheckpoint.h"
#include "core/base/Log.h"
#include "core/host/HostAudit.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// What ids made at this moment begin with; those made later are greater.
QString uuidV7Prefix(Instant at)
{
    const auto digits = QString::number(std::max<qint64>(0, toMs(at)), 16).rightJustified(12, u'0');
    return digits.left(8) + u'-' + digits.mid(8);
}

} // namespace

void CheckpointDesk::keepKey(const QByteArray& key)
{
    if (key.size() == SigningKey::kPublicBytes) {
        m_work.run(u"INSERT INTO device_keys (volunteer, key, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s,
                   {m_caller.volunteer.value, key, m_work.nowMs()});
    }
}

std::optional<Problem> CheckpointDesk::take(const CommandId& id, const AuditCheckpointPayload& checkpoint)
{
    if (!isSigned(checkpoint, m_caller.device)) {
        return refuse(ProblemType::Malformed, u"signature: does not hold"_s).error;
    }
    const auto anyKey = m_work.exists(u"SELECT 1 FROM device_keys WHERE volunteer = ?"_s, {m_caller.volunteer.value});
    if (!anyKey) {
        keepKey(checkpoint.key); // It joined before it had one: the first that it signs with is its own.
    } else if (!m_work.exists(u"SELECT 1 FROM device_keys WHERE volunteer = ? AND key = ?"_s,
                              {m_caller.volunteer.value, checkpoint.key})) {
        return refuse(ProblemType::Forbidden, u"key: not this device's"_s).error;
    }
    const auto disputes = disputesOf(checkpoint);
    m_work.run(u"INSERT INTO checkpoints (id, volunteer, records, chain_hash, at, log, previous_records, "
               "previous_hash, texts, dispute) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
               {id.value, m_caller.volunteer.value, checkpoint.count, checkpoint.chainHash, m_work.nowMs(),
                checkpoint.log, checkpoint.previousCount, checkpoint.previousHash,
                checkpoint.approvals - checkpoint.stopped, disputes.join(u' ')});
    auto facts = factsOf(checkpoint, m_caller.device);
    facts.insert(u"command"_s, id.value);
    facts.insert(u"volunteer"_s, m_caller.volunteer.value);
    if (!disputes.isEmpty()) {
        facts.insert(u"dispute"_s, disputes.join(u' '));
        logWarning("host", u"checkpoint of device %1 disputed: %2"_s.arg(m_caller.device.value, disputes.join(u' ')));
    }
    HostAudit(m_work).note(m_organisation, QLatin1String(kTakenCheckpointKind), facts);
    return std::nullopt;
}

bool CheckpointDesk::isFork(const AuditCheckpointPayload& checkpoint)
{
    // One count has one hash, whoever speaks of it; and nothing lies between a checkpoint and the one it follows.
    return m_work.exists(u"SELECT 1 FROM checkpoints WHERE volunteer = ? AND log = ? AND ("
                         "(records = ? AND chain_hash <> ?) OR (previous_records = ? AND previous_hash <> ?) OR "
                         "(records = ? AND chain_hash <> ?) OR (previous_records < ? AND records > ?) OR "
                         "(records > ? AND records < ?))"_s,
                         {m_caller.volunteer.value, checkpoint.log, checkpoint.count, checkpoint.chainHash,
                          checkpoint.count, checkpoint.chainHash, checkpoint.previousCount, checkpoint.previousHash,
                          checkpoint.count, checkpoint.count, checkpoint.previousCount, checkpoint.count});
}

QStringList CheckpointDesk::disputesOf(const AuditCheckpointPayload& checkpoint)
{
    QStringList disputes;
    const auto isLast = checkpoint.reason == CheckpointReason::SignOut;
    if (checkpoint.count <= checkpoint.previousCount || isFork(checkpoint) ||
        m_work.exists(u"SELECT 1 FROM checkpoints WHERE volunteer = ? AND log = ? AND records = ?"_s,
                      {m_caller.volunteer.value, checkpoint.log, checkpoint.count})) {
        disputes.append(u"fork"_s);
    }
    if (isLast && checkpoint.previousCount > 0 &&
        !m_work.exists(u"SELECT 1 FROM checkpoints WHERE volunteer = ? AND log = ? AND records = ?"_s,
                       {m_caller.volunteer.value, checkpoint.log, checkpoint.previousCount})) {
        disputes.append(u"gap"_s);
    }
    const auto received = m_work
                              .value(u"SELECT COUNT(*) FROM commands WHERE volunteer = ? AND type = 'message.send'"_s,
                                     {m_caller.volunteer.value})
                              .toLongLong();
    const auto ofOtherLogs =
        m_work
            .value(u"SELECT COALESCE(SUM(most), 0) FROM (SELECT MAX(texts) AS most FROM checkpoints "
                   "WHERE volunteer = ? AND log <> ? GROUP BY log) AS logs"_s,
                   {m_caller.volunteer.value, checkpoint.log})
            .toLongLong();
    const auto approved = checkpoint.approvals - checkpoint.stopped;
    // All that came counts: what another log spoke of may have been stopped there since.
    if (received < approved - checkpoint.unsettled) {
        disputes.append(u"texts-missing"_s);
    }
    if (isLast) {
        // Before the last one more may have been approved, and sent, than this one speaks of; and what was approved
        // after it, while somebody signed out, may overtake it.
        const auto later =
            m_work
                .value(u"SELECT COUNT(*) FROM commands WHERE volunteer = ? AND type = 'message.send' AND id > ?"_s,
                       {m_caller.volunteer.value, uuidV7Prefix(checkpoint.at)})
                .toLongLong();
        if (received - later - ofOtherLogs > approved) {
            disputes.append(u"texts-not-approved"_s);
        }
    }
    return disputes;
}

} // namespace textbank
