#pragma once

#include "core/gateway/Gateway.h"

#include <functional>

namespace textbank {

/// Stands before another gateway and changes what it says: each lie is a function that may alter the answer.
class LyingGateway final : public Gateway
{
public:
    explicit LyingGateway(Gateway& truth)
        : m_truth(truth)
    {
    }

    std::function<void(ChangesPage&)> pageLie;
    std::function<void(QList<CommandOutcome>&)> outcomesLie;
    std::function<void(std::optional<CommandOutcome>&)> outcomeLie;
    std::function<void(LeasePage&)> leaseLie;
    std::function<void(Lease&)> renewalLie;
    std::function<void(std::optional<Campaign>&)> campaignLie;
    std::optional<TransportError> everything; ///< Whatever is asked, this is the answer; the truth still hears it.
    int calls = 0;

    void setToken(const QString& token) override { m_truth.setToken(token); }
    void discover(Answer<GatewayInfo> answer) override { m_truth.discover(told<GatewayInfo>(answer)); }
    void join(const JoinRequest& request, Answer<Joined> answer) override
    {
        m_truth.join(request, told<Joined>(answer));
    }
    void signOut(Answer<void> answer) override { m_truth.signOut(told<void>(answer)); }
    void me(Answer<Me> answer) override { m_truth.me(told<Me>(answer)); }
    void campaign(const CampaignId& id, const QString& known, Answer<std::optional<Campaign>> answer) override
    {
        m_truth.campaign(id, known, told<std::optional<Campaign>>(answer, campaignLie));
    }
    void lease(const LeaseRequest& request, Answer<LeasePage> answer) override
    {
        m_truth.lease(request, told<LeasePage>(answer, leaseLie));
    }
    void renewLease(const LeaseId& id, Answer<Lease> answer) override
    {
        m_truth.renewLease(id, told<Lease>(answer, renewalLie));
    }
    void returnLease(const LeaseId& id, Answer<void> answer) override { m_truth.returnLease(id, told<void>(answer)); }
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override
    {
        m_truth.push(commands, told<QList<CommandOutcome>>(answer, outcomesLie));
    }
    void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) override
    {
        m_truth.outcomeOf(id, voided, told<std::optional<CommandOutcome>>(answer, outcomeLie));
    }
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override
    {
        m_truth.changes(after, wait, told<ChangesPage>(answer, pageLie));
    }
    void cancelAll() override { m_truth.cancelAll(); }
    std::optional<Millis> clockOffset() const override { return m_truth.clockOffset(); }

private:
    template<class T, class Lie = std::function<void()>>
    Answer<T> told(const Answer<T>& answer, const Lie& lie = {})
    {
        ++calls;
        return [answer, lie, error = everything](GatewayResult<T> said) {
            if (error) {
                answer(Unexpected{*error});
                return;
            }
            if constexpr (!std::is_same_v<T, void> && !std::is_same_v<Lie, std::function<void()>>) {
                if (said && lie) {
                    lie(*said);
                }
            }
            answer(said);
        };
    }

    Gateway& m_truth;
};

} // namespace textbank
