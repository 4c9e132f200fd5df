#pragma once

#include "core/base/Result.h"
#include "core/gateway/StaffGateway.h"

#include <QStringList>
#include <QUrl>

namespace textbank {

/// What follows "textbank-tool staff".
struct StaffArguments
{
    StaffTask task = StaffTask::Campaigns;
    QUrl server;
    QString email;
    QString organisation;
    CampaignId campaign;
    QList<ContactId> contacts;
    std::optional<VolunteerId> to; ///< Nothing: nobody, which was asked for as well.
    ConversationFilter filter;
    StaffRange range;
    QString reason;
    bool archived = false;

    /// The error is a sentence.
    static Result<StaffArguments> parse(const QStringList& arguments);
};

} // namespace textbank
