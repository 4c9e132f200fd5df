#pragma once

#include "core/base/Result.h"
#include "core/model/Campaign.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"
#include "core/model/Message.h"

#include <optional>

namespace textbank {

/// What this client's own store knows, for a gateway whose backend keeps neither command ids nor a stream of changes:
/// it compares what it reads there with this, so that it needs no memory of its own and a restart loses nothing.
class LocalRecord
{
public:
    LocalRecord() = default;
    LocalRecord(const LocalRecord&) = delete;
    LocalRecord& operator=(const LocalRecord&) = delete;
    virtual ~LocalRecord() = default;

    /// Null when unknown; good until control goes back to the event loop.
    virtual const ContactRecord* contact(const ContactId& id) const = 0;
    virtual QList<ContactId> contacts() const = 0;
    virtual QList<CampaignId> campaigns() const = 0;
    virtual const Campaign* campaign(const CampaignId& id) const = 0;
    /// Oldest first.
    virtual Result<QList<Message>> conversation(const ContactId& id) const = 0;
    /// What was decided under that id, whatever became of it; nothing when it is not known.
    virtual Result<std::optional<Command>> command(const CommandId& id) const = 0;
};

} // namespace textbank
