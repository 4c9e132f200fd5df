#include "core/audit/AuditConfirmations.h"

#include "core/audit/AuditCheckpoint.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr auto kJoinedKind = "device.joined"; ///< A device joined, with this key.

} // namespace

bool AuditConfirmations::take(const AuditEntry& entry)
{
    if (entry.kind == QLatin1String(kJoinedKind)) {
        auto& keys = m_keys[entry.facts.value(u"device"_s)];
        const auto key = QByteArray::fromHex(entry.facts.value(u"key"_s).toLatin1());
        if (!key.isEmpty()) {
            keys.insert(key);
        }
        return true;
    }
    if (entry.kind != QLatin1String(kTakenCheckpointKind)) {
        return true;
    }
    const auto read = checkpointFrom(entry.facts);
    if (!read || !isSigned(read->payload, read->device)) {
        return false;
    }
    const auto& checkpoint = read->payload;
    m_keys[read->device.value].insert(checkpoint.key); // One that joined without: what it signed with first is its own.
    m_logsOfKey[checkpoint.key].insert(checkpoint.log);
    m_taken[checkpoint.log].append({checkpoint.count, checkpoint.chainHash, checkpoint.key});
    return true;
}

std::optional<AuditFinding> AuditConfirmations::judge(AuditChainReport& chain, const QList<QByteArray>& hashes,
                                                      qint64 end, qint64 behind) const
{
    if (auto finding = judgeTaken(chain, hashes, behind)) {
        return finding;
    }
    const auto& log = chain.log;
    if (!m_isAny || log.kind != "device"_L1) {
        return std::nullopt;
    }
    const auto known = m_keys.constFind(log.owner);
    const auto isDeviceKnown = known != m_keys.constEnd();
    chain.isKeyKnown = isDeviceKnown && known->contains(chain.key);
    if (isDeviceKnown && !known->isEmpty() && !chain.isKeyKnown) {
        return AuditFinding{AuditDamage::Key, log.id, 0, 0, end};
    }
    if (m_taken.contains(log.id)) {
        chain.word = GatewaysWord::Heard;
        return std::nullopt;
    }
    // A profile has one key and one log; a young one has nothing that a gateway could have taken.
    if (m_isWhole && (!isDeviceKnown || isTakenElsewhere(chain.key, log.id))) {
        return AuditFinding{AuditDamage::Unheard, log.id, 0, 0, end};
    }
    chain.word = GatewaysWord::Unheard;
    return std::nullopt;
}

std::optional<AuditFinding> AuditConfirmations::judgeTaken(AuditChainReport& chain, const QList<QByteArray>& hashes,
                                                           qint64 behind) const
{
    const auto& id = chain.log.id;
    const auto size = hashes.size();
    const auto taken = m_taken.value(id);
    for (const auto& one : taken) {
        if (one.count > size) {
            return AuditFinding{AuditDamage::CutOff, id, size + 1, one.count, behind};
        }
        if (one.count > 0 && hashes.at(one.count - 1) != one.head) {
            return AuditFinding{AuditDamage::Rewritten, id, chain.confirmedUpTo + 1, one.count, behind};
        }
        if (!chain.key.isEmpty() && chain.key != one.key) {
            // The device signed these records; somebody else signed what stands behind them.
            return one.count < size ? AuditFinding{AuditDamage::Rewritten, id, one.count + 1, size, behind}
                                    : AuditFinding{AuditDamage::End, id, 0, 0, behind};
        }
        chain.confirmedUpTo = std::max(chain.confirmedUpTo, one.count);
    }
    return std::nullopt;
}

bool AuditConfirmations::isTakenElsewhere(const QByteArray& key, const QString& log) const
{
    const auto logs = m_logsOfKey.value(key);
    return std::any_of(logs.cbegin(), logs.cend(), [&](const QString& one) { return one != log; });
}

} // namespace textbank
