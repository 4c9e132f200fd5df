#pragma once

#include "core/gateway/Gateway.h"

#include <QMap>
#include <QSet>
#include <deque>
#include <functional>
#include <vector>

namespace textbank {

/// A gateway in memory with a truth of its own to compare with: what it was told, what its carrier texted, who opted
/// out. It keeps the contract's rules (same id, same answer; opt-outs; changes by cursor) and does wrong on request.
/// Answers wait until the test delivers them, or come by the event loop.
class FakeGateway final : public Gateway
{
public:
    enum class Delivery { ByHand, EventLoop };
    /// The name of a call, for faults and counts.
    enum class Verb { Discover, Join, SignOut, Me, Campaign, Lease, RenewLease, ReturnLease, Push, OutcomeOf, Changes };
    enum class Trouble {
        None,
        NeverLeft,    ///< Connection refused; the gateway saw nothing.
        LoseRequest,  ///< The gateway saw nothing, and the client cannot know.
        LoseAnswer,   ///< The gateway did it, and the client cannot know.
        Twice,        ///< The gateway gets it twice, the client the second answer.
        RefuseForNow, ///< 503; with `retryAfter`.
        SignedOut,    ///< 401.
        BadAnswer,    ///< The gateway did it, the answer cannot be read.
        Forbidden,    ///< 403 with a problem document.
        ProxySaysNo,  ///< 403 with a page of somebody else's.
        Gone,         ///< 410 gone.
        Silence,      ///< No answer ever comes.
    };

    explicit FakeGateway(const Clock& clock, Delivery delivery = Delivery::ByHand);
    ~FakeGateway() override;

    // --- the test's hand
    void addCampaign(const Campaign& campaign); ///< Or a new version of it.
    void addToPool(const QList<Contact>& contacts);
    void addChange(const Change& change);
    /// The contact answers; an opt-out is added when the text is STOP.
    void receive(const ContactId& contact, const QString& text);
    void optOut(const PhoneNumber& number, const ContactId& contact);
    void liftOptOut(const PhoneNumber& number); ///< As staff do.
    void failNext(Verb verb, Trouble trouble, int times = 1);
    /// Asked for each call that has no failNext of its own.
    void setTrouble(std::function<Trouble(Verb)> chooser) { m_chooser = std::move(chooser); }
    void setRetryAfter(std::optional<Seconds> wait) { m_retryAfter = wait; }
    void setOffset(Millis offset) { m_offset = offset; }
    /// Without message.status changes, outcomes are known by answers alone.
    void setStatusChanges(bool on) { m_statusChanges = on; }
    void setPageSize(int changes) { m_pageSize = changes; }
    /// Otherwise each poll from now on is answered at once.
    void setHoldsPolls(bool on) { m_holdsPolls = on; }
    void setLeaseLength(Seconds length) { m_leaseLength = length; }
    void setMaxLease(int contacts) { m_info.maxLease = contacts; }
    void setPractice(bool practice) { m_info.practice = practice; }
    GatewayInfo& introduction() { return m_info; }
    /// Who is let in, in place of whoever has a code without an X.
    void setEntrance(std::function<GatewayResult<Joined>(const JoinRequest&)> entrance)
    {
        m_entrance = std::move(entrance);
    }
    /// How it refuses somebody.
    static TransportError refusal(ProblemType type);
    /// Runs one waiting answer that is due; false when none is. A long poll is due when changes came or its wait is
    /// over.
    bool deliverOne();
    void deliverAll();
    int waiting() const { return static_cast<int>(m_waiting.size()); }
    /// When the next long poll ends by itself.
    std::optional<Instant> nextDue() const;

    // --- its truth
    struct Texted
    {
        CommandId id;
        ContactId contact;
        PhoneNumber number;
        QString text;
    };
    const std::vector<Texted>& texted() const { return m_texted; }
    int timesTexted(const CommandId& id) const;
    /// Every command that arrived, in order, repeats too.
    const QList<Command>& arrived() const { return m_arrived; }
    const QMap<QString, CommandOutcome>& outcomes() const { return m_outcomes; }
    const QList<QList<CommandId>>& pushes() const { return m_pushes; }
    int calls(Verb verb) const { return m_calls.value(static_cast<int>(verb)); }
    int calls() const;
    const QList<LeaseRequest>& leaseRequests() const { return m_leaseRequests; }
    int leased() const { return static_cast<int>(m_contacts.size()); } ///< Contacts that some lease took.
    bool isOptedOut(const PhoneNumber& number) const { return m_optedOut.contains(number.e164()); }
    bool sessionEnded() const { return m_sessionEnded; }
    QString token() const { return m_token; }
    int answersFor(const QString& value) const; ///< answer.set commands accepted with this value.

    // --- Gateway
    void setToken(const QString& token) override { m_token = token; }
    void discover(Answer<GatewayInfo> answer) override;
    void join(const JoinRequest& request, Answer<Joined> answer) override;
    void signOut(Answer<void> answer) override;
    void me(Answer<Me> answer) override;
    void campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer) override;
    void lease(const LeaseRequest& request, Answer<LeasePage> answer) override;
    void renewLease(const LeaseId& id, Answer<Lease> answer) override;
    void returnLease(const LeaseId& id, Answer<void> answer) override;
    void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) override;
    void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) override;
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) override;
    void cancelAll() override;
    std::optional<Millis> clockOffset() const override { return m_heard ? std::optional(m_offset) : std::nullopt; }

private:
    struct Waiting
    {
        std::function<bool()> isDue;
        std::function<void()> run;
        std::optional<Instant> at;
    };
    template<class T>
    void serve(Verb verb, std::function<GatewayResult<T>()> act, Answer<T> answer);
    void wait(Waiting waiting);
    Trouble troubleFor(Verb verb);
    TransportError errorFor(Trouble trouble) const;
    CommandOutcome take(const Command& command);
    CommandOutcome decide(const Command& command);
    ChangesPage pageAfter(const QString& after) const;
    Instant theirNow() const;

    const Clock& m_clock;
    Delivery m_delivery;
    std::function<Trouble(Verb)> m_chooser;
    QMap<int, QList<Trouble>> m_next;
    QMap<int, int> m_calls;
    std::optional<Seconds> m_retryAfter;
    Millis m_offset{};
    bool m_heard = false;
    int m_pageSize = 500;
    bool m_statusChanges = true;
    bool m_holdsPolls = true;
    Seconds m_leaseLength = std::chrono::hours(8);
    GatewayInfo m_info;
    std::function<GatewayResult<Joined>(const JoinRequest&)> m_entrance;
    QString m_token;
    bool m_sessionEnded = false;
    std::deque<Waiting> m_waiting;
    std::shared_ptr<int> m_epoch; // shared with scheduled deliveries, which must not outlive it

    QMap<QString, Campaign> m_campaigns;
    QList<Contact> m_pool;
    QMap<QString, Contact> m_contacts; ///< Leased ones.
    QMap<QString, LeasePage> m_leases; ///< By request id.
    QList<LeaseRequest> m_leaseRequests;
    QList<Change> m_changes;
    QSet<QString> m_optedOut;
    QList<Command> m_arrived;
    QList<QList<CommandId>> m_pushes;
    QMap<QString, CommandOutcome> m_outcomes;
    QMap<QString, int> m_voided; ///< The last attempt that was said never to have come.
    QMap<QString, Command> m_accepted;
    std::vector<Texted> m_texted;
    int m_serial = 0;
};

} // namespace textbank
