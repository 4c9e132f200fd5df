#pragma once

#include "core/host/ContactTable.h"
#include "core/model/Campaign.h"

namespace textbank {

/// The one text that may follow an opt-out (47 CFR 64.1200(a)(12)): it confirms and says nothing else.
QString confirmationText(const QString& organisation, const QString& language);

/// Queues it for the carrier when the campaign's policy makes the gateway its owner and the contact had been texted:
/// somebody who never heard from us must not hear from us because they opted out.
void queueConfirmation(Work& work, const Campaign& campaign, const HostContact& contact);

} // namespace textbank
