#include "core/sync/LeaseKeeper.h"

#include "core/sync/LeaseCheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr Millis kLeastWait = Seconds{30};

} // namespace

LeaseKeeper::LeaseKeeper(Line& line, std::function<void()> moved)
    : m_line(line)
    , m_moved(std::move(moved))
    , m_retry(line.random)
{
}

void LeaseKeeper::begin()
{
    m_alive = std::make_shared<int>(0);
    m_busy = false;
    m_plans.clear();
    m_retry.succeeded();
}

void LeaseKeeper::stop()
{
    m_alive.reset();
    m_busy = false;
}

Millis LeaseKeeper::offset() const { return m_line.offset().value_or(Millis{}); }

void LeaseKeeper::step()
{
    if (!m_line.working()) {
        return;
    }
    const auto leases = m_line.store.leases();
    // A plan for a lease that ended would wake the engine for nothing, again and again.
    m_plans.removeIf([this](const auto& plan) { return m_line.store.lease(plan.key()) == nullptr; });
    for (const auto& lease : leases) {
        const auto left = lease.expiresAt - theirNow();
        if (left <= Millis{0}) {
            // Over: the gate refuses, and only the gateway can give a new one. A plan of when it lasted longer would
            // wake the engine for nothing.
            m_plans.remove(lease.id);
            continue;
        }
        auto& plan = m_plans[lease.id];
        if (plan.expiresAt != lease.expiresAt) {
            plan = {lease.expiresAt, left / 2};
        }
        if (left > plan.renewBelow || m_busy || !m_retry.mayTry(m_line.now())) {
            continue;
        }
        if (hasWork(lease.id)) {
            renew(lease);
        } else {
            plan.renewBelow = left - std::max(left / 2, kLeastWait);
        }
    }
}

bool LeaseKeeper::hasWork(const LeaseId& id) const
{
    const auto& order = m_line.store.contactOrder();
    return std::any_of(order.cbegin(), order.cend(), [&](const ContactId& contactId) {
        const auto* contact = m_line.store.contact(contactId);
        return contact != nullptr && contact->contact.lease == id && contact->assigned && !contact->optedOut &&
               !contact->wrongNumber && contact->stage != ContactStage::Closed;
    });
}

void LeaseKeeper::renew(const Lease& lease)
{
    m_busy = true;
    m_line.commands.renewLease(lease.id, [this, lease, alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (!alive.expired()) {
            takeAnswer(lease, answer);
        }
    });
}

void LeaseKeeper::takeAnswer(const Lease& lease, const GatewayResult<Lease>& answer)
{
    m_busy = false;
    if (answer && (answer->id != lease.id || answer->campaign != lease.campaign)) {
        m_line.failed(badAnswer(u"lease: another than was to be renewed"_s));
        m_retry.failed(m_line.now());
        m_moved();
        return;
    }
    auto word = lease;
    if (answer) {
        m_line.answered();
        m_retry.succeeded();
        word = *answer;
    } else {
        m_line.failed(answer.error());
        const auto over = answer.error().problem && (answer.error().problem->type == ProblemType::LeaseLost ||
                                                     answer.error().problem->type == ProblemType::NotFound);
        if (!over) {
            m_retry.failed(m_line.now(), answer.error().retryAfter);
            m_moved();
            return;
        }
        word.expiresAt = std::min(word.expiresAt, theirNow()); // Lost: the gate refuses from now on.
    }
    if (m_line.store.lease(lease.id) == nullptr) {
        m_moved(); // It ended meanwhile; there is nothing to renew any more.
        return;
    }
    if (const auto applied = m_line.store.applyLeaseRenewal(word); !applied) {
        m_line.storeFailed(applied.error());
        m_retry.failed(m_line.now());
    } else {
        // A gateway that renews without giving more time is not asked again at once.
        const auto left = word.expiresAt - theirNow();
        m_plans[lease.id] = {word.expiresAt, left - std::max(left / 2, kLeastWait)};
    }
    m_moved();
}

std::optional<Instant> LeaseKeeper::wakeAt() const
{
    if (!m_line.working() || m_busy) {
        return std::nullopt;
    }
    std::optional<Instant> wake;
    for (const auto& plan : m_plans) {
        if (plan.expiresAt > theirNow()) {
            const auto due = plan.expiresAt - offset() - plan.renewBelow;
            wake = earlier(wake, std::max(due, m_retry.wakeAt(m_line.now()).value_or(due)));
        }
    }
    return wake;
}

} // namespace textbank
