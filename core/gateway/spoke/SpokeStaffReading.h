#pragma once

#include "core/base/Result.h"
#include "core/gateway/StaffGateway.h"

#include <QJsonObject>

namespace textbank::spoke {

/// Where one contact is.
struct Holding
{
    ContactId contact;
    CampaignId campaign;
    QString assignment;                  ///< Empty: nobody holds it.
    std::optional<VolunteerId> texter{}; ///< Likewise.
    QString cell;                        ///< Where it was asked for.
    bool optedOut = false;               ///< Likewise.
};
/// An item of kHolders, or the assignment of kHolderOf.
Result<Holding> readHolding(const QJsonObject& conversation);
Result<Holding> readHolding(const ContactId& contact, const QJsonObject& assignment);

/// What stands in answers to staff. Malformed, with the member's path.
Result<StaffCampaign> readStaffCampaign(const QJsonObject& json);
Result<CampaignFigures> readFigures(const QJsonObject& json);
Result<StaffConversation> readConversation(const QJsonObject& json);
Result<StaffPerson> readPerson(const QJsonObject& json);
Result<QList<OptOutEntry>> readOptOuts(const QJsonArray& array);

/// Of the roles that the server lists: the highest.
StaffRole staffRoleOf(const QJsonValue& roles);

/// The server's word for a stage, which is what its filter wants.
QString statusOf(ContactStage stage);
/// For the server's search, so that every character stands for itself: it reads % and _ as wild cards.
QString literally(QString text);

} // namespace textbank::spoke
