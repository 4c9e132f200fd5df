#pragma once

#include "core/host/Work.h"
#include "core/model/ChoiceCounts.h"
#include "core/model/Ids.h"
#include "core/model/Problem.h"

#include <optional>

namespace textbank {

/// What the volunteers of a campaign sent in answer to which replies: totals that everybody on the campaign is told of now and then.
class ChoiceTable
{
public:
    explicit ChoiceTable(Work& work)
        : m_work(work)
    {
    }
    /// Adds a report and, when it is time again, tells those of the campaign who are signed in what changed. TooLarge
    /// for more rows than a script can have.
    std::optional<Problem> take(const CampaignId& campaign, const QList<ChoiceCount>& counts);

private:
    void tell(const CampaignId& campaign);

    Work& m_work;
};

} // namespace textbank
