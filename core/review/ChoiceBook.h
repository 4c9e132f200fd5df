#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/model/ChoiceCounts.h"
#include "core/reading/Intent.h"
#include "core/store/Store.h"

#include <QHash>
#include <QTimer>

namespace textbank {

/// Keeps the counts of what was sent in answer to replies, by campaign, in the profile; tells the gateway of them now
/// and then, as counts alone, and takes what the whole room sent into account. Counts are worth little by themselves:
/// they are written a moment later, and what the disk refuses is tried again with the next.
class ChoiceBook
{
public:
    ChoiceBook(Store& store, const Clock& clock, Random& random);
    ChoiceBook(const ChoiceBook&) = delete;
    ChoiceBook& operator=(const ChoiceBook&) = delete;

    struct Choice
    {
        CampaignId campaign;
        Intent intent = Intent::Other;
        QString suggestion;
        int place = -1; ///< Where it stood when it was chosen, from 0; -1 when the same words were typed.
    };
    void add(const Choice& choice);
    /// What this device sent and what the room did, each text once, as far as is known.
    ChoiceCounts counts(const CampaignId& campaign);
    /// Of the suggestions chosen here: how many, and how many of them stood among the first three.
    struct Places
    {
        int chosen = 0;
        int inFirstThree = 0;
    };
    Places places(const CampaignId& campaign);
    /// Writes what is new.
    void keep();
    /// Reports what is new when there is enough of it, and writes it.
    void save();

private:
    struct Page
    {
        ChoiceCounts own;
        ChoiceCounts unreported; ///< Of `own`.
        Places places;
        CommandId report; ///< The last one, until its outcome was looked at.
        bool changed = false;
    };
    Page& page(const CampaignId& campaign);
    void report(const CampaignId& campaign, Page& page);

    Store& m_store;
    const Clock& m_clock;
    Random& m_random;
    QHash<CampaignId, Page> m_pages;
    QTimer m_timer;        ///< Runs out when save() is due.
    bool m_reports = true; ///< False once a gateway said that it takes none.
};

} // namespace textbank
