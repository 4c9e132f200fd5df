#include "core/host/ChoiceTable.h"

#include "core/host/ChangeLog.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// A script has a few dozen suggestions and there are eight intents; whoever reports more is not a client.
constexpr qsizetype kMostInAReport = 500;
/// Each telling is a change for everybody present: as often as somebody reports, a full room would write a gigabyte in
/// an evening.
constexpr auto kToldEvery = std::chrono::minutes(5);

} // namespace

std::optional<Problem> ChoiceTable::take(const CampaignId& campaign, const QList<ChoiceCount>& counts)
{
    if (counts.size() > kMostInAReport) {
        return refuse(ProblemType::TooLarge, u"counts: at most %1"_s.arg(kMostInAReport)).error;
    }
    const auto known =
        m_work.value(u"SELECT count(*) FROM suggestion_choices WHERE campaign = ?"_s, {campaign.value}).toInt();
    if (known + counts.size() > ChoiceCounts::kMostRows) {
        return std::nullopt; // Counts help; a table that grows without end would not.
    }
    for (const auto& count : counts) {
        m_work.run(u"INSERT INTO suggestion_choices (campaign, intent, suggestion, times, told) VALUES (?, ?, ?, ?, 0) "
                   "ON CONFLICT DO UPDATE SET times = min(times + excluded.times, ?), told = 0"_s,
                   {campaign.value, count.intent, count.suggestion, count.times, ChoiceCounts::kMost});
    }
    tell(campaign);
    return std::nullopt;
}

void ChoiceTable::tell(const CampaignId& campaign)
{
    const auto before = toMs(m_work.now() - kToldEvery);
    if (!m_work.exists(u"SELECT 1 FROM campaigns WHERE id = ? AND choices_told_at <= ?"_s, {campaign.value, before})) {
        return;
    }
    ChoicesCounted totals{campaign, {}};
    m_work.run(u"SELECT intent, suggestion, times FROM suggestion_choices WHERE campaign = ? AND told = 0 "
               "ORDER BY intent, suggestion LIMIT ?"_s,
               {campaign.value, kMostInAReport}, [&](const QSqlQuery& row) {
                   totals.counts.append({row.value(0).toString(), row.value(1).toString(), row.value(2).toInt()});
                   return true;
               });
    if (totals.counts.isEmpty()) {
        return;
    }
    for (const auto& count : totals.counts) {
        m_work.run(u"UPDATE suggestion_choices SET told = 1 WHERE campaign = ? AND intent = ? AND suggestion = ?"_s,
                   {campaign.value, count.intent, count.suggestion});
    }
    m_work.run(u"UPDATE campaigns SET choices_told_at = ? WHERE id = ?"_s, {m_work.nowMs(), campaign.value});
    const auto present = m_work.strings(u"SELECT m.volunteer FROM memberships m WHERE m.campaign = ? AND EXISTS "
                                        "(SELECT 1 FROM sessions s WHERE s.volunteer = m.volunteer "
                                        "AND s.ended_at IS NULL)"_s,
                                        {campaign.value});
    for (const auto& member : present) {
        ChangeLog(m_work).append(VolunteerId{member}, totals);
    }
}

} // namespace textbank
