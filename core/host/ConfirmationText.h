#pragma once

#include "core/host/ContactTable.h"
#include "core/model/Campaign.h"

namespace textbank {

/// The one text that may follow an opt-out (47 CFR 64.1200(a)(12)): it confirms and says nothing else.
QString confirmationText(const QString& organisation, const QString& language);

/// Beyond five minutes after somebody asked to stop the rule presumes nothing of it any more, and it may be night where
/// they are: then none is sent.
inline constexpr Seconds kConfirmedWithin{300};

/// Queues it for the carrier, unless `askedAt` is too long ago (a time to come counts as now), when the campaign's
/// policy makes the gateway its owner and the contact had been texted: somebody who never heard from us must not hear
/// from us because they opted out.
void queueConfirmation(Work& work, const Campaign& campaign, const HostContact& contact, Instant askedAt);

} // namespace textbank
