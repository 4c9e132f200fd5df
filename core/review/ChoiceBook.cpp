#include "core/review/ChoiceBook.h"

namespace textbank {

namespace {

constexpr int kSaveAfterMs = 2000;

QString settingOf(const CampaignId& campaign) { return QStringLiteral("suggestions.sent.") + campaign.value; }

} // namespace

ChoiceBook::ChoiceBook(Store& store)
    : m_store(store)
{
    timer.setSingleShot(true);
    timer.setInterval(kSaveAfterMs);
}

const ChoiceCounts& ChoiceBook::of(const CampaignId& campaign)
{
    auto found = m_counts.find(campaign);
    if (found == m_counts.end())
        found = m_counts.insert(campaign, ChoiceCounts::fromText(m_store.setting(settingOf(campaign)).value_or({})));
    return *found;
}

void ChoiceBook::add(const Choice& choice)
{
    of(choice.campaign);
    ChoiceCounts& counts = m_counts[choice.campaign];
    counts.add(choice.intent, choice.suggestion);
    counts.addPlace(choice.place);
    if (!m_unsaved.contains(choice.campaign))
        m_unsaved.append(choice.campaign);
    timer.start();
}

void ChoiceBook::save()
{
    timer.stop();
    QList<CampaignId> left;
    for (const CampaignId& campaign : std::as_const(m_unsaved)) {
        if (!m_store.setSetting(settingOf(campaign), m_counts.value(campaign).text()))
            left.append(campaign);
    }
    m_unsaved = left;
}

} // namespace textbank
