#include "core/host/ChoiceTable.h"

#include "core/host/ChangeLog.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// A script has a few dozen suggestions and there are eight intents; whoever reports more is not a client.
constexpr qsizetype kMostInAReport = 500;

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
    ChoicesCounted totals{campaign, {}};
    for (const auto& count : counts) {
        m_work.run(u"INSERT INTO suggestion_choices (campaign, intent, suggestion, times) VALUES (?, ?, ?, ?) "
                   "ON CONFLICT DO UPDATE SET times = min(times + excluded.times, ?)"_s,
                   {campaign.value, count.intent, count.suggestion, count.times, ChoiceCounts::kMost});
        const auto times =
            m_work.value(u"SELECT times FROM suggestion_choices WHERE campaign = ? AND intent = ? AND suggestion = ?"_s,
                         {campaign.value, count.intent, count.suggestion});
        totals.counts.append({count.intent, count.suggestion, times.toInt()});
    }
    if (totals.counts.isEmpty()) {
        return std::nullopt;
    }
    const auto members = m_work.strings(u"SELECT volunteer FROM memberships WHERE campaign = ?"_s, {campaign.value});
    for (const auto& member : members) {
        ChangeLog(m_work).append(VolunteerId{member}, totals);
    }
    return std::nullopt;
}

} // namespace textbank
