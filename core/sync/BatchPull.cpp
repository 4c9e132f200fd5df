#include "core/sync/BatchPull.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString settingFor(const CampaignId& campaign) { return u"sync.leaseRequest."_s + campaign.value; }

} // namespace

BatchPull::BatchPull(Line& line, CampaignFetch& campaigns, std::function<void()> moved)
    : m_line(line)
    , m_campaigns(campaigns)
    , m_moved(std::move(moved))
{
}

void BatchPull::begin() { m_alive = std::make_shared<int>(0); }

void BatchPull::stop()
{
    m_alive.reset();
    m_waiting.clear();
}

void BatchPull::request(const CampaignId& campaign, int size, Done done)
{
    if (busy() && campaign != m_campaign) {
        done(Unexpected{TransportError{Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt, std::nullopt,
                                       u"another batch is on its way"_s}});
        return;
    }
    m_waiting.append(std::move(done));
    if (m_waiting.size() > 1) {
        return; // Pressed twice: one batch.
    }
    m_campaign = campaign;
    m_campaigns.need(campaign, [this, campaign, size](const GatewayResult<void>& known) {
        if (known) {
            lease(campaign, size);
        } else {
            finish(Unexpected{known.error()});
        }
    });
}

Result<LeaseRequest> BatchPull::writtenDown(const CampaignId& campaign, int size)
{
    const auto written = m_line.store.setting(settingFor(campaign));
    if (!written) {
        return Unexpected{written.error()};
    }
    const auto json = QJsonDocument::fromJson(written->toUtf8()).object();
    LeaseRequest request{json.value("id"_L1).toString(), campaign, json.value("size"_L1).toInt()};
    if (!request.id.isEmpty() && request.size > 0) {
        return request;
    }
    request = {makeUuidV7(m_line.now(), m_line.random), campaign, size};
    const QJsonObject note{{u"id"_s, request.id}, {u"size"_s, request.size}};
    const auto kept = m_line.store.setSetting(settingFor(campaign),
                                              QString::fromUtf8(QJsonDocument(note).toJson(QJsonDocument::Compact)));
    if (!kept) {
        return Unexpected{kept.error()};
    }
    return request;
}

void BatchPull::lease(const CampaignId& campaign, int size)
{
    const auto request = writtenDown(campaign, size);
    if (!request) {
        m_line.storeFailed(request.error());
        finish(Unexpected{storeFailure(request.error())});
        return;
    }
    m_line.commands.lease(*request,
                          [this, request = *request, size, alive = std::weak_ptr(m_alive)](const auto& answer) {
                              if (!alive.expired()) {
                                  takePage(request, size, answer);
                              }
                          });
}

void BatchPull::takePage(const LeaseRequest& request, int size, const GatewayResult<LeasePage>& answer)
{
    const auto setting = settingFor(request.campaign);
    if (!answer) {
        const auto& error = answer.error();
        m_line.failed(error);
        if (error.meaning == Meaning::Refused || error.meaning == Meaning::Failed) {
            if (const auto struck = m_line.store.setSetting(setting, {}); !struck) {
                m_line.storeFailed(struck.error());
            }
        }
        finish(Unexpected{error});
        return;
    }
    m_line.answered();
    const auto before = m_line.store.contactOrder().size();
    const auto knownAlready = m_line.store.lease(answer->lease.id) != nullptr;
    auto applied = m_line.store.applyLease(*answer);
    if (applied) {
        applied = m_line.store.setSetting(setting, {});
    }
    if (!applied) {
        m_line.storeFailed(applied.error());
        finish(Unexpected{storeFailure(applied.error())});
        return;
    }
    m_line.storeWorked();
    const auto came = static_cast<int>(m_line.store.contactOrder().size() - before);
    if (knownAlready && came == 0 && !answer->contacts.isEmpty()) {
        lease(request.campaign, size); // The answer to a request that a crash left on the list; this one is a new wish.
        return;
    }
    finish(came);
}

void BatchPull::finish(const GatewayResult<int>& result)
{
    const auto waiting = std::exchange(m_waiting, {});
    const auto alive = std::weak_ptr(m_alive);
    for (const auto& done : waiting) {
        if (!alive.expired()) {
            done(result);
        }
    }
    if (!alive.expired()) {
        m_moved();
    }
}

} // namespace textbank
