#pragma once

#include "core/host/Host.h"

namespace textbank {

/// The sample campaign's document, with texting hours round the clock: its people are made up, and practice happens
/// when somebody has the time.
Result<QByteArray> practiceCampaign();
/// Brings the sample campaign and its contacts into a host. Repeating it adds nobody twice.
Result<CampaignId> loadPracticeCampaign(Host& host);

} // namespace textbank
