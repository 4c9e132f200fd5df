#pragma once

#include <QString>

namespace textbank {

/// What Spoke makes of an outgoing text's characters; a small part of its table, good enough for tests.
QString spokeReplaced(const QString& text);
/// Whether the auto-optout handler takes this inbound text for an opt-out.
bool spokeHearsStop(const QString& text);
/// The error code that the fake carrier reads in a text ("error30006"), or 0.
int spokeCarrierError(const QString& text);

} // namespace textbank
