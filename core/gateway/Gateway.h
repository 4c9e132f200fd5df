#pragma once

#include "core/base/Result.h"
#include "core/gateway/TransportError.h"
#include "core/model/Change.h"

#include <functional>
#include <optional>

namespace textbank {

enum class Role { Volunteer, Staff };

/// What a gateway says of itself before anybody signs in.
struct GatewayInfo
{
    QString name;
    QString organisation;
    QStringList apiVersions; ///< "v1"
    QStringList signInWays;  ///< "join-code", "password", "sign-up" (with a password, on an invitation), "elsewhere"
    QStringList
        capabilities; ///< "leases", "changes.long-poll", "commands.void", "room" ... absent means: explain or hide.
    int maxCommands = 100; ///< Commands in one push, 1..100.
    int maxLease = 500;    ///< Contacts in one lease.
    Instant clock{};       ///< The gateway's time when it answered.
    bool practice = false;
};

struct JoinRequest
{
    QString code;
    QString displayName;
    DeviceId device;
    QString deviceName;
    QByteArray deviceKey{}; ///< 32 bytes, Ed25519: by which the device signs its record; empty when it does not.

    // --- where the way is "password" or "sign-up"
    QString email{};
    QString password{};
    bool signUp = false;  ///< Makes the account first; needs an invitation, and these:
    QString lastName{};   ///< Of the person; `displayName` is then her first name.
    QString cell{};       ///< Her own number, as typed.
    QString invitation{}; ///< Path of the link that invited her ("/…/join"), or empty.
};

struct Joined
{
    QString token; ///< Bearer token; for the keychain only.
    Role role = Role::Volunteer;
    VolunteerId volunteer;
    QString displayName;
    QString organisation;
    QList<CampaignId> campaigns;
};

struct CampaignSummary
{
    CampaignId id;
    QString title;
    QString organisation;
    QString version;
    qint64 left = 0; ///< Contacts in the pool.
};

struct Me
{
    VolunteerId volunteer;
    QString displayName;
    Role role = Role::Volunteer;
    bool frozen = false;
    QList<CampaignSummary> campaigns;
};

struct LeaseRequest
{
    QString
        id; ///< UUIDv7 made by the client: the same id gets the same lease again, so a lost answer takes nobody twice.
    CampaignId campaign;
    int size = 100;
};

template<class T>
using GatewayResult = Result<T, TransportError>;
/// Runs exactly once, on the caller's thread, never before the call has returned; not at all once the Gateway is
/// destroyed or after cancelAll().
template<class T>
using Answer = std::function<void(GatewayResult<T>)>;

/// The client's one way to a campaign's backend. Nothing above this port asks which backend it is.
class Gateway
{
public:
    Gateway() = default;
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;
    virtual ~Gateway() = default;

    /// The bearer token of the calls that need one; empty signs off locally.
    virtual void setToken(const QString& token) = 0;

    virtual void discover(Answer<GatewayInfo> answer) = 0;
    virtual void join(const JoinRequest& request, Answer<Joined> answer) = 0;
    /// Ends the session there: unused contacts go back, leases end.
    virtual void signOut(Answer<void> answer) = 0;
    virtual void me(Answer<Me> answer) = 0;
    /// Nothing when the campaign still has `knownVersion` (empty: none known).
    virtual void campaign(const CampaignId& id, const QString& knownVersion,
                          Answer<std::optional<Campaign>> answer) = 0;
    virtual void lease(const LeaseRequest& request, Answer<LeasePage> answer) = 0;
    virtual void renewLease(const LeaseId& id, Answer<Lease> answer) = 0;
    virtual void returnLease(const LeaseId& id, Answer<void> answer) = 0;
    /// 1 to mostCommands() commands; one outcome each, in order. Sent at most once by the transport.
    virtual void push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer) = 0;
    /// The gateway's word about one command; nothing when it was never seen. The gateway then takes no attempt up to
    /// `voided` any more (0: none is voided), so that what is still on its way cannot arrive behind the answer. One
    /// that does not know of attempts answers alone.
    virtual void outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer) = 0;
    /// What came after `after` (empty: from the start of this device's stream), held open up to `wait` when there is
    /// none.
    virtual void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer) = 0;

    /// 1..100; one where a push that fails in its middle could not say what was done of it.
    virtual int mostCommands() const { return 100; }
    /// Drops everything under way; no answer of it runs any more.
    virtual void cancelAll() = 0;
    /// The gateway's clock minus ours, measured at the last answer; nothing before the first.
    virtual std::optional<Millis> clockOffset() const = 0;
};

} // namespace textbank
