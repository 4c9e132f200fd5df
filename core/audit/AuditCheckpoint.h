#pragma once

#include "core/audit/AuditEntry.h"
#include "core/base/SigningKey.h"
#include "core/model/Command.h"

#include <optional>

namespace textbank {

/// The kind of the entry that a checkpoint leaves in its own log, right behind what it covers.
inline constexpr auto kCheckpointKind = "checkpoint.signed";
/// And the kind of the entry in the gateway's log that took it.
inline constexpr auto kTakenCheckpointKind = "checkpoint.taken";

/// What a device signs: "textbank audit checkpoint", layout, device, log, count, hash, previous count, previous hash,
/// time, reason, approvals, stopped, unsettled; as AuditEntry.h says of what is hashed.
QByteArray checkpointBytes(const AuditCheckpointPayload& checkpoint, const DeviceId& device);
/// With its key and signature.
AuditCheckpointPayload signedCheckpoint(AuditCheckpointPayload checkpoint, const DeviceId& device,
                                        const SigningKey& key);
/// Whether the key that it names has signed it.
bool isSigned(const AuditCheckpointPayload& checkpoint, const DeviceId& device);

/// As an entry holds it. Nothing when a fact is missing or cannot be read.
AuditFacts factsOf(const AuditCheckpointPayload& checkpoint, const DeviceId& device);
struct DeviceCheckpoint
{
    AuditCheckpointPayload payload;
    DeviceId device;
};
std::optional<DeviceCheckpoint> checkpointFrom(const AuditFacts& facts);

/// "periodic", "batch-end", "sign-out", "revoked".
QString checkpointReasonName(CheckpointReason reason);
std::optional<CheckpointReason> checkpointReasonFrom(const QString& name);

} // namespace textbank
