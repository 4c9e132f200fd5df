#pragma once

#include "core/review/Card.h"
#include "core/store/Store.h"

namespace textbank {

/// What waits in one campaign of a volunteer who may have several.
struct CampaignLine
{
    CampaignId id;
    QString title;
    bool isChosen = false;
    bool paused = false;
    int toText = 0;       ///< Need a first message, and nothing is known to stand against it now.
    int outsideHours = 0; ///< Need one, and wait for their texting hours.
    int blocked = 0;      ///< Need one, and something else stops them.
    int replies = 0;      ///< Wait for an answer that can be given here.
    bool hasHadContacts = false;
    bool hasMore = false; ///< More can be asked for; the first ones can be from every gateway.
    /// Nothing waits and nothing more can come.
    bool isDone() const { return !hasMore && toText + outsideHours + blocked + replies == 0; }
};

/// Those that the gateway still offers, by title. `blocked` is the desk's (ReviewSession::blocked). Looks through the
/// whole batch: for a page that is shown, not for one that is painted.
QList<CampaignLine> campaignLines(const Store& store, const QList<BlockedContact>& blocked);

/// The campaign that contacts are asked for and whose brief is shown: the one chosen last, as long as it is offered,
/// else the first. Empty while the store holds none.
CampaignId chosenCampaign(const Store& store);
/// Kept over a restart. NotFound for one that is not offered.
Result<void> chooseCampaign(Store& store, const CampaignId& campaign);

} // namespace textbank
