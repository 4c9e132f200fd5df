#pragma once

#include "core/base/Clock.h"
#include "core/gateway/Gateway.h"
#include "core/gateway/LocalRecord.h"

#include <QByteArray>
#include <QUrl>
#include <memory>

namespace textbank {

/// The port over an unmodified Spoke server (StateVoicesNational/Spoke 14), spoken to as its own web client does. An
/// assignment stands for a lease; changes are found by looking; a text's fate is read back from its conversation.
///
/// The server keeps no ids of ours and has no way to void an attempt, so certainty has a limit: a text that is not in
/// its conversation `quiet` after the server answered again counts as never sent. One object serves commands and
/// changes alike.
class SpokeGateway final : public Gateway
{
public:
    struct Limits
    {
        Millis timeout{20000}; ///< For a whole call.
        qint64 maxAnswerBytes = 32LL * 1024 * 1024;
        Millis quiet{30000};
        Millis busyPoll{10000}; ///< Between two looks for changes; the calm one after two minutes without any.
        Millis calmPoll{30000};
    };
    /// `address` as parseGatewayAddress gives it; `pin` is the SHA-256 of the certificate, or empty. `record` is what
    /// the profile's store knows; null for signing in. It must outlive this.
    SpokeGateway(const QUrl& address, const QByteArray& pin, const Clock& clock, const LocalRecord* record,
                 Limits limits);
    SpokeGateway(const QUrl& address, const QByteArray& pin, const Clock& clock, const LocalRecord* record = nullptr);
    ~SpokeGateway() override;

    void setToken(const QString& token) override;
    void discover(Answer<GatewayInfo> answer) override;
    void join(const JoinRequest& request, Answer<Joined> answer) override;
    void signOut(Answer<void> answer) override;
    void me(Answer<Me> answer) override;
    void campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer) override;
    void lease(const LeaseRequest& request, Answer<LeasePage> answer) override;
    void renewLease(const LeaseId& id, Answer<Lease> answer) override;
    void returnLease(const LeaseId& id, Answer<void> answer) override;
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override;
    int mostCommands() const override { return 4; } ///< Side by side; the rest of the connections is for questions.
    void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) override;
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override;
    void cancelAll() override;
    std::optional<Millis> clockOffset() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
