#pragma once

#include "core/base/Clock.h"
#include "core/gateway/StaffGateway.h"

#include <QByteArray>
#include <QUrl>
#include <memory>

namespace textbank {

/// The staff's port over an unmodified Spoke server (StateVoicesNational/Spoke 14). Most of it needs SUPERVOLUNTEER
/// there, the list of opt-outs ADMIN. The server masks its errors, so a refusal is told apart by asking who is signed
/// in; what is changed is read back, whatever the server said of it.
class SpokeStaff final : public StaffGateway
{
public:
    /// `address` as parseGatewayAddress gives it; `pin` is the SHA-256 of the certificate, or empty.
    SpokeStaff(const QUrl& address, const QByteArray& pin, const Clock& clock, Millis timeout = Millis{60000});
    ~SpokeStaff() override;

    std::optional<StaffRole> roleFor(StaffTask task) const override;
    void discover(Answer<GatewayInfo> answer) override;
    void signIn(const StaffLogIn& logIn, Answer<StaffMember> answer) override;
    void campaigns(Shelf shelf, Answer<StaffList<StaffCampaign>> answer) override;
    void figures(const CampaignId& campaign, Answer<CampaignFigures> answer) override;
    void conversations(const ConversationFilter& filter, StaffRange range,
                       Answer<StaffList<StaffConversation>> answer) override;
    void people(Answer<StaffList<StaffPerson>> answer) override;
    void optOuts(Answer<StaffList<OptOutEntry>> answer) override;
    void reassign(const ReassignRequest& request, Answer<QList<Reassigned>> answer) override;
    void optOut(const CampaignId& campaign, const ContactId& contact, const QString& reason,
                Answer<StaffOptOut> answer) override;
    void cancelAll() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
