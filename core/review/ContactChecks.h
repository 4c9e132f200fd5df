#pragma once

#include "core/compose/MessageChecks.h"
#include "core/model/Contact.h"

namespace textbank {

/// checkMessage for a text that is to go to this contact; without a campaign by the built-in policy.
QList<CheckFinding> checkFor(const Contact& contact, const Campaign* campaign, SendKind kind, const QString& text);

} // namespace textbank
