#include "core/sync/BatchPull.h"

#include "core/sync/LeaseCheck.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString settingFor(const CampaignId& campaign) { return u"sync.leaseRequest."_s + campaign.value; }

} // namespace

BatchPull::BatchPull(Line& line, CampaignFetch& campaigns, Downlink& downlink, std::function<void()> moved)
    : m_line(line)
    , m_campaigns(campaigns)
    , m_downlink(downlink)
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
    m_wished = size;
    m_came = 0;
    m_campaigns.need(campaign, [this](const GatewayResult<void>& known) { goOn(known, &BatchPull::readFirst); });
}

void BatchPull::goOn(const GatewayResult<void>& before, void (BatchPull::*next)())
{
    if (before) {
        (this->*next)();
    } else {
        finish(Unexpected{before.error()});
    }
}

void BatchPull::readFirst()
{
    m_downlink.readFirst([this](const GatewayResult<void>& read) { goOn(read, &BatchPull::lease); });
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

void BatchPull::lease()
{
    const auto request = writtenDown(m_campaign, std::min(m_wished - m_came, m_perLease));
    if (!request) {
        m_line.storeFailed(request.error());
        finish(Unexpected{storeFailure(request.error())});
        return;
    }
    m_line.store.awaitLease();
    m_line.commands.lease(*request, [this, request = *request, alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (!alive.expired()) {
            takePage(request, answer);
        }
    });
}

// True when it is worth another try with fewer.
bool BatchPull::takeRefusal(const LeaseRequest& request, const TransportError& error)
{
    m_line.failed(error);
    // Only the gateway's own word ends it. An earlier try may have been granted and its answer lost, and a venue's
    // proxy that says 403 knows nothing of that.
    const auto decided = error.meaning == Meaning::Refused || error.meaning == Meaning::Failed;
    if (!decided || !error.problem || error.problem->type == ProblemType::Other) {
        return false; // Kept: the next wish repeats this request.
    }
    if (const auto struck = m_line.store.setSetting(settingFor(request.campaign), {}); !struck) {
        m_line.storeFailed(struck.error());
        return false;
    }
    const auto tooMany = error.problem && error.problem->type == ProblemType::TooLarge && request.size > 1;
    if (tooMany) {
        m_perLease = request.size / 2;
    }
    return tooMany;
}

void BatchPull::takePage(const LeaseRequest& request, const GatewayResult<LeasePage>& answer)
{
    if (!answer) {
        if (takeRefusal(request, answer.error())) {
            lease();
        } else {
            finish(Unexpected{answer.error()});
        }
        return;
    }
    m_line.answered();
    if (const auto lie = contradictionIn(*answer, request, m_line.store)) {
        // Nothing of it is taken in. The request stays written down, as for an answer that could not be read at all.
        const auto error = badAnswer(*lie);
        m_line.failed(error);
        finish(Unexpected{error});
        return;
    }
    const auto before = m_line.store.contactOrder().size();
    const auto knownAlready = m_line.store.lease(answer->lease.id) != nullptr;
    auto applied = m_line.store.applyLease(*answer);
    if (applied) {
        applied = m_line.store.setSetting(settingFor(request.campaign), {});
    }
    if (!applied) {
        m_line.storeFailed(applied.error());
        finish(Unexpected{storeFailure(applied.error())});
        return;
    }
    m_line.storeWorked();
    const auto came = static_cast<int>(m_line.store.contactOrder().size() - before);
    m_came += came;
    // The answer to a request that a crash left behind; this one is a new wish.
    const auto repeated = knownAlready && came == 0 && !answer->contacts.isEmpty();
    const auto moreToCome = came > 0 && answer->left > 0 && m_came < m_wished;
    if (repeated || moreToCome) {
        lease();
        return;
    }
    finish(m_came);
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
