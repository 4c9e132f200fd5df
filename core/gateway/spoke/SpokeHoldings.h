#pragma once

#include "core/gateway/spoke/SpokeStaffDesk.h"
#include "core/gateway/spoke/SpokeStaffReading.h"

#include <QHash>
#include <QSet>

namespace textbank::spoke {

/// For the texter of what nobody holds, in filters and as a new texter alike.
inline constexpr int kNobody = -2;

/// Who holds which contact. The server's list of conversations takes no filter for one contact (it has a name for one
/// and passes it over), so each is asked for by its assignment, and those in none are looked for among all of these.
class Holdings
{
public:
    explicit Holdings(StaffDesk& desk)
        : m_desk(desk)
    {
    }
    using Found = Answer<QHash<ContactId, Holding>>;
    /// Those of the campaign, whoever holds them or nobody; what is left out is not in it.
    void find(StaffTask task, const CampaignId& campaign, const QList<ContactId>& contacts, Found found);
    /// Those that somebody holds, of whatever campaign.
    void findHeld(StaffTask task, QList<ContactId> contacts, Found found);
    /// Those of the campaign that nobody holds, with number and mark.
    void findUnheld(StaffTask task, const CampaignId& campaign, const QSet<ContactId>& contacts, Found found);

private:
    struct Search;
    void findNext(const std::shared_ptr<Search>& search);

    StaffDesk& m_desk;
};

} // namespace textbank::spoke
