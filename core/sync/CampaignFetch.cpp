#include "core/sync/CampaignFetch.h"

#include "core/sync/LeaseCheck.h"

using namespace Qt::StringLiterals;

namespace textbank {

CampaignFetch::CampaignFetch(Line& line, std::function<void()> moved)
    : m_line(line)
    , m_moved(std::move(moved))
    , m_retry(line.random)
{
}

void CampaignFetch::begin()
{
    m_alive = std::make_shared<int>(0);
    m_busy = false;
    m_retry.succeeded();
}

void CampaignFetch::stop()
{
    m_alive.reset();
    m_busy = false;
}

void CampaignFetch::step()
{
    const auto stale = m_line.store.staleCampaigns();
    if (m_busy || stale.isEmpty() || !m_line.working() || !m_retry.mayTry(m_line.now())) {
        return;
    }
    m_busy = true;
    fetchNext(stale, [this](const GatewayResult<void>& answer) {
        m_busy = false;
        if (answer) {
            m_retry.succeeded();
        } else {
            m_retry.failed(m_line.now(), answer.error().retryAfter);
        }
        m_moved();
    });
}

void CampaignFetch::refresh(Done done)
{
    m_line.commands.me([this, done = std::move(done), alive = std::weak_ptr(m_alive)](const GatewayResult<Me>& answer) {
        if (alive.expired()) {
            return;
        }
        if (!answer) {
            m_line.failed(answer.error());
            done(Unexpected{answer.error()});
            if (!alive.expired()) { // Whoever was answered may have ended it all.
                m_moved();
            }
            return;
        }
        m_line.answered();
        QList<CampaignId> changed;
        QList<CampaignId> offered;
        for (const auto& summary : answer->campaigns) {
            offered.append(summary.id);
            const auto* known = m_line.store.campaign(summary.id);
            if (known == nullptr || known->version != summary.version) {
                changed.append(summary.id);
            }
        }
        if (const auto applied = m_line.store.applyOffered(offered); !applied) {
            m_line.storeFailed(
                applied.error()); // Told again at the next start; what is offered falls behind till then.
        }
        if (alive.expired()) {
            return;
        }
        fetchNext(changed, [this, done, alive](const GatewayResult<void>& fetched) {
            done(fetched);
            if (!alive.expired()) {
                m_moved();
            }
        });
    });
}

void CampaignFetch::need(const CampaignId& id, Done done)
{
    if (m_line.store.campaign(id) != nullptr) {
        done({});
        return;
    }
    fetch(id, {}, std::move(done));
}

void CampaignFetch::fetchNext(QList<CampaignId> ids, Done done)
{
    if (ids.isEmpty()) {
        done({});
        return;
    }
    const auto id = ids.takeFirst();
    const auto stale = m_line.store.staleCampaigns().contains(id);
    const auto* known = m_line.store.campaign(id);
    // A stale one is asked for without its version: what made it stale may not have changed what the version names.
    const auto version = known == nullptr || stale ? QString() : known->version;
    fetch(id, version, [this, ids, done = std::move(done)](const GatewayResult<void>& answer) {
        if (answer) {
            fetchNext(ids, done);
        } else {
            done(answer);
        }
    });
}

void CampaignFetch::fetch(const CampaignId& id, const QString& knownVersion, Done done)
{
    const auto heard = m_line.store.pausesHeard(id);
    m_line.commands.campaign(id, knownVersion,
                             [this, id, heard, done = std::move(done),
                              alive = std::weak_ptr(m_alive)](const GatewayResult<std::optional<Campaign>>& answer) {
                                 if (!alive.expired()) {
                                     take(id, heard, answer, done);
                                 }
                             });
}

void CampaignFetch::take(const CampaignId& id, int heard, const GatewayResult<std::optional<Campaign>>& answer,
                         const Done& done)
{
    if (!answer) {
        m_line.failed(answer.error());
        done(Unexpected{answer.error()});
        return;
    }
    m_line.answered();
    if (m_line.store.pausesHeard(id) != heard) {
        // The document may have been written before the pause, or its end, that was heard of meanwhile.
        fetch(id, {}, done);
        return;
    }
    if (*answer && (*answer)->id != id) {
        const auto error = badAnswer(u"id: of another campaign"_s);
        m_line.failed(error);
        done(Unexpected{error});
        return;
    }
    if (*answer) {
        if (const auto applied = m_line.store.applyCampaign(**answer); !applied) {
            m_line.storeFailed(applied.error());
            done(Unexpected{storeFailure(applied.error())});
            return;
        }
    }
    done({});
}

std::optional<Instant> CampaignFetch::wakeAt() const
{
    return m_line.working() && !m_busy && !m_line.store.staleCampaigns().isEmpty() ? m_retry.wakeAt(m_line.now())
                                                                                   : std::nullopt;
}

} // namespace textbank
