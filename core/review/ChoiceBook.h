#pragma once

#include "core/review/ChoiceCounts.h"
#include "core/store/Store.h"

#include <QHash>
#include <QTimer>

namespace textbank {

/// Keeps the counts of what was sent in answer to replies, by campaign, in the profile. Counts are worth little alone:
/// they are written a moment later, and what the disk refuses is tried again with the next.
class ChoiceBook
{
public:
    explicit ChoiceBook(Store& store);

    struct Choice
    {
        CampaignId campaign;
        Intent intent = Intent::Other;
        QString suggestion;
        int place = -1; ///< Where it stood when it was chosen, from 0; -1 when the same words were typed.
    };
    void add(const Choice& choice);
    const ChoiceCounts& of(const CampaignId& campaign);
    void save();

    QTimer timer; ///< Runs out when save() is due.

private:
    Store& m_store;
    QHash<CampaignId, ChoiceCounts> m_counts;
    QList<CampaignId> m_unsaved;
};

} // namespace textbank
