#pragma once

#include "app/tool/StaffArguments.h"
#include "core/gateway/StaffGateway.h"

namespace textbank {

/// Sentences for whoever runs a staff verb: what is the matter, and what to do.
/// `member` is who signed in, or empty before; `needed` the least role for what was asked.
QString sentenceFor(const TransportError& error, const StaffArguments& asked, const StaffMember& member,
                    StaffRole needed);
QString sentenceForTextbank();
QString sentenceForOtherSignIn();

} // namespace textbank
