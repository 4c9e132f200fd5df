#pragma once

#include "core/host/Host.h"
#include "core/host/Work.h"

namespace textbank {

/// Takes what devices sign about their records, and holds it against what they signed before and against what they
/// sent. What does not fit is written down as a dispute for staff to look into; it costs nobody a command.
class CheckpointDesk
{
public:
    CheckpointDesk(Work& work, const Caller& caller, QString organisation)
        : m_work(work)
        , m_caller(caller)
        , m_organisation(std::move(organisation))
    {
    }
    /// Malformed when the signature does not hold; Forbidden for another key than the device's.
    std::optional<Problem> take(const CommandId& id, const AuditCheckpointPayload& checkpoint);
    /// The key that came with the join. A device that joins again may bring another one.
    void keepKey(const QByteArray& key);

private:
    /// Why it does not fit; empty when it does. Checkpoints may overtake each other.
    QStringList disputesOf(const AuditCheckpointPayload& checkpoint);
    bool isFork(const AuditCheckpointPayload& checkpoint);

    Work& m_work;
    Caller m_caller;
    QString m_organisation;
};

} // namespace textbank
