#include "core/review/CampaignBoard.h"

#include <QHash>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

const QString kChosenSetting = u"desk.campaign"_s;

bool needsText(const ContactRecord& record)
{
    return record.stage == ContactStage::NeedsFirstMessage && record.assigned && !record.skipped && !record.optedOut &&
           !record.wrongNumber && !record.escalated;
}

bool waitsForHours(const BlockedContact& blocked)
{
    return blocked.why == BlockedContact::Why::Gate && blocked.verdict.reason == GateReason::OutsideWindow &&
           blocked.verdict.hours.opensAt != Instant{};
}

} // namespace

QList<CampaignLine> campaignLines(const Store& store, const QList<BlockedContact>& blocked)
{
    QList<CampaignLine> lines;
    QHash<CampaignId, qsizetype> places;
    const CampaignId chosen = chosenCampaign(store);
    for (const CampaignId& id : store.offeredCampaigns()) {
        const Campaign& campaign = *store.campaign(id);
        CampaignLine line;
        line.id = id;
        line.title = campaign.title;
        line.isChosen = id == chosen;
        line.paused = campaign.paused;
        lines.append(line);
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.title.localeAwareCompare(b.title) < 0; });
    for (qsizetype i = 0; i < lines.size(); ++i)
        places.insert(lines.at(i).id, i);
    const auto lineOf = [&](const ContactRecord& record) {
        const auto place = places.constFind(record.contact.campaign);
        return place == places.cend() ? nullptr : &lines[*place];
    };
    for (const ContactId& id : store.contactOrder()) {
        const ContactRecord& record = *store.contact(id);
        if (CampaignLine* const line = lineOf(record)) {
            line->hasHadContacts = true;
            line->toText += needsText(record) ? 1 : 0;
        }
    }
    for (const BlockedContact& one : blocked) {
        const ContactRecord* const record = store.contact(one.contact);
        CampaignLine* const line = record && needsText(*record) ? lineOf(*record) : nullptr;
        if (!line)
            continue;
        --line->toText;
        ++(waitsForHours(one) ? line->outsideHours : line->blocked);
    }
    for (const ContactId& id : store.waiting()) {
        if (CampaignLine* const line = lineOf(*store.contact(id)))
            ++line->replies;
    }
    for (CampaignLine& line : lines)
        line.hasMore = !line.hasHadContacts || store.campaign(line.id)->can(Ability::MoreContacts);
    return lines;
}

CampaignId chosenCampaign(const Store& store)
{
    const QList<CampaignId> offered = store.offeredCampaigns();
    const CampaignId chosen{store.setting(kChosenSetting).value_or({})};
    if (offered.contains(chosen))
        return chosen;
    if (!offered.isEmpty())
        return offered.front();
    return store.campaigns().isEmpty() ? CampaignId{} : store.campaigns().front().id;
}

Result<void> chooseCampaign(Store& store, const CampaignId& campaign)
{
    if (!store.offeredCampaigns().contains(campaign))
        return fail(ErrorCode::NotFound, u"campaign %1"_s.arg(campaign.value));
    return store.setSetting(kChosenSetting, campaign.value);
}

} // namespace textbank
