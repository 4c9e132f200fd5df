#include "core/sync/StoreView.h"

namespace textbank {

QList<CampaignId> StoreView::campaigns() const
{
    QList<CampaignId> ids;
    for (const auto& campaign : m_store.campaigns()) {
        ids.append(campaign.id);
    }
    return ids;
}

Result<QList<Message>> StoreView::conversation(const ContactId& id) const
{
    return m_store.contact(id) != nullptr ? m_store.conversation(id) : Result<QList<Message>>(QList<Message>());
}

Result<std::optional<Command>> StoreView::command(const CommandId& id) const
{
    const auto row = m_store.outboxRow(id);
    if (!row) {
        return Unexpected{row.error()};
    }
    return *row ? std::optional((*row)->command) : std::optional<Command>();
}

} // namespace textbank
