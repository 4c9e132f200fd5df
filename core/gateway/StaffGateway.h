#pragma once

#include "core/gateway/Gateway.h"
#include "core/gateway/StaffAnswers.h"

namespace textbank {

/// The staff's way to a campaign's backend; staff send no texts here. What an account or a backend cannot do is an
/// answer: ProblemType::Forbidden (`detail` holds nothing; roleFor() says who may) or Unsupported.
class StaffGateway
{
public:
    /// Of one answer, and of all answers together that one call reads.
    static constexpr int kMostItems = 10'000;
    static constexpr int kMostReassigned = 1'000;

    StaffGateway() = default;
    StaffGateway(const StaffGateway&) = delete;
    StaffGateway& operator=(const StaffGateway&) = delete;
    virtual ~StaffGateway() = default;

    /// The least role that may do it; nothing where this backend has no way.
    virtual std::optional<StaffRole> roleFor(StaffTask task) const = 0;

    /// What stands at the address: NotAGateway when it is not this backend.
    virtual void discover(Answer<GatewayInfo> answer) = 0;
    virtual void signIn(const StaffLogIn& logIn, Answer<StaffMember> answer) = 0;
    /// Newest first, at most kMostItems; counts where the backend keeps no figures.
    enum class Shelf { Current, Archived };
    virtual void campaigns(Shelf shelf, Answer<StaffList<StaffCampaign>> answer) = 0;
    virtual void figures(const CampaignId& campaign, Answer<CampaignFigures> answer) = 0;
    /// Newest contacts first.
    virtual void conversations(const ConversationFilter& filter, StaffRange range,
                               Answer<StaffList<StaffConversation>> answer) = 0;
    virtual void people(Answer<StaffList<StaffPerson>> answer) = 0;
    /// Every opt-out of the organisation; a number may be there more than once.
    virtual void optOuts(Answer<StaffList<OptOutEntry>> answer) = 0;

    /// Moves these conversations and no other, and reads back where they are. Nothing is moved to somebody who may not
    /// text (NotFound, Frozen). An error with MayHaveLeft: what became of it could not be read.
    virtual void reassign(const ReassignRequest& request, Answer<QList<Reassigned>> answer) = 0;
    /// Opts the contact out in the whole organisation, without a text, and reads it back. There is no way back.
    virtual void optOut(const CampaignId& campaign, const ContactId& contact, const QString& reason,
                        Answer<StaffOptOut> answer) = 0;

    /// Drops everything under way; no answer of it runs any more.
    virtual void cancelAll() = 0;
};

} // namespace textbank
