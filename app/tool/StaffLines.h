#pragma once

#include "core/gateway/StaffGateway.h"

#include <QJsonObject>

namespace textbank {

/// What staff verbs print, an object a line.
QJsonObject inJson(const StaffCampaign& campaign);
QJsonObject inJson(const CampaignFigures& figures);
QJsonObject inJson(const StaffConversation& conversation);
QJsonObject inJson(const StaffPerson& person);
QJsonObject inJson(const OptOutEntry& entry);
QJsonObject inJson(const Reassigned& outcome, const ReassignRequest& request);
QJsonObject inJson(const StaffOptOut& outcome);

QString nameOf(StaffRole role);

} // namespace textbank
