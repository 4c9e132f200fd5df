#pragma once

#include "core/gateway/LocalRecord.h"
#include "core/store/Store.h"

namespace textbank {

/// The store as gateways see it that need to know what is known here. The store must outlive this.
class StoreView final : public LocalRecord
{
public:
    explicit StoreView(const Store& store)
        : m_store(store)
    {
    }
    const ContactRecord* contact(const ContactId& id) const override { return m_store.contact(id); }
    QList<ContactId> contacts() const override { return m_store.contactOrder(); }
    QList<CampaignId> campaigns() const override;
    const Campaign* campaign(const CampaignId& id) const override { return m_store.campaign(id); }
    Result<QList<Message>> conversation(const ContactId& id) const override;
    Result<std::optional<Command>> command(const CommandId& id) const override;

private:
    const Store& m_store;
};

} // namespace textbank
