#include "core/audit/AuditCheckpoint.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr std::array<std::pair<CheckpointReason, const char*>, 4> kReasons{{{CheckpointReason::Periodic, "periodic"},
                                                                            {CheckpointReason::BatchEnd, "batch-end"},
                                                                            {CheckpointReason::SignOut, "sign-out"},
                                                                            {CheckpointReason::Revoked, "revoked"}}};

QString hex(const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); }

/// Reads facts; what is missing or of another form makes all of it unreadable.
class FactReader
{
public:
    explicit FactReader(const AuditFacts& facts)
        : m_facts(facts)
    {
    }
    QString text(const QString& name)
    {
        const auto found = m_facts.constFind(name);
        m_sound = m_sound && found != m_facts.constEnd();
        return m_sound ? *found : QString();
    }
    qint64 number(const QString& name)
    {
        auto isNumber = false;
        const auto written = text(name);
        const auto value = written.toLongLong(&isNumber);
        m_sound = m_sound && isNumber && value >= 0 && QString::number(value) == written;
        return m_sound ? value : 0;
    }
    QByteArray bytes(const QString& name, qsizetype size)
    {
        const auto written = text(name).toLatin1();
        auto value = QByteArray::fromHex(written);
        m_sound = m_sound && value.size() == size && value.toHex() == written;
        return value;
    }
    Instant time(const QString& name)
    {
        const auto read = fromRfc3339(text(name));
        m_sound = m_sound && read.has_value();
        return read.value_or(Instant{});
    }
    bool isSound() const { return m_sound; }

private:
    const AuditFacts& m_facts;
    bool m_sound = true;
};

} // namespace

QString checkpointReasonName(CheckpointReason reason)
{
    for (const auto& [known, name] : kReasons) {
        if (known == reason) {
            return QLatin1String(name);
        }
    }
    Q_UNREACHABLE();
}

std::optional<CheckpointReason> checkpointReasonFrom(const QString& name)
{
    for (const auto& [reason, known] : kReasons) {
        if (name == QLatin1String(known)) {
            return reason;
        }
    }
    return std::nullopt;
}

QByteArray checkpointBytes(const AuditCheckpointPayload& checkpoint, const DeviceId& device)
{
    return AuditPacker("textbank audit checkpoint")
        .text(device.value)
        .text(checkpoint.log)
        .number(checkpoint.count)
        .bytes(checkpoint.chainHash)
        .number(checkpoint.previousCount)
        .bytes(checkpoint.previousHash)
        .number(toMs(checkpoint.at))
        .text(checkpointReasonName(checkpoint.reason))
        .number(checkpoint.approvals)
        .number(checkpoint.stopped)
        .number(checkpoint.unsettled)
        .packed();
}

AuditCheckpointPayload signedCheckpoint(AuditCheckpointPayload checkpoint, const DeviceId& device,
                                        const SigningKey& key)
{
    checkpoint.key = key.publicKey();
    checkpoint.signature = key.sign(checkpointBytes(checkpoint, device));
    return checkpoint;
}

bool isSigned(const AuditCheckpointPayload& checkpoint, const DeviceId& device)
{
    return SigningKey::verifies(checkpoint.key, checkpointBytes(checkpoint, device), checkpoint.signature);
}

AuditFacts factsOf(const AuditCheckpointPayload& checkpoint, const DeviceId& device)
{
    return {{u"device"_s, device.value},
            {u"log"_s, checkpoint.log},
            {u"count"_s, QString::number(checkpoint.count)},
            {u"head"_s, hex(checkpoint.chainHash)},
            {u"previousCount"_s, QString::number(checkpoint.previousCount)},
            {u"previousHead"_s, hex(checkpoint.previousHash)},
            {u"at"_s, toRfc3339(checkpoint.at)},
            {u"reason"_s, checkpointReasonName(checkpoint.reason)},
            {u"approvals"_s, QString::number(checkpoint.approvals)},
            {u"stopped"_s, QString::number(checkpoint.stopped)},
            {u"unsettled"_s, QString::number(checkpoint.unsettled)},
            {u"key"_s, hex(checkpoint.key)},
            {u"signature"_s, hex(checkpoint.signature)}};
}

std::optional<DeviceCheckpoint> checkpointFrom(const AuditFacts& facts)
{
    FactReader in(facts);
    DeviceCheckpoint read;
    auto& checkpoint = read.payload;
    read.device.value = in.text(u"device"_s);
    checkpoint.log = in.text(u"log"_s);
    checkpoint.count = in.number(u"count"_s);
    checkpoint.chainHash = in.bytes(u"head"_s, 32);
    checkpoint.previousCount = in.number(u"previousCount"_s);
    checkpoint.previousHash = in.bytes(u"previousHead"_s, 32);
    checkpoint.at = in.time(u"at"_s);
    const auto reason = checkpointReasonFrom(in.text(u"reason"_s));
    checkpoint.reason = reason.value_or(CheckpointReason::Periodic);
    checkpoint.approvals = in.number(u"approvals"_s);
    checkpoint.stopped = in.number(u"stopped"_s);
    checkpoint.unsettled = in.number(u"unsettled"_s);
    checkpoint.key = in.bytes(u"key"_s, SigningKey::kPublicBytes);
    checkpoint.signature = in.bytes(u"signature"_s, SigningKey::kSignatureBytes);
    return in.isSound() && reason ? std::optional(read) : std::nullopt;
}

} // namespace textbank
