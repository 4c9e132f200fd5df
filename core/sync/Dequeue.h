#pragma once

#include "core/sync/Line.h"

namespace textbank {

/// What of the due rows may go up now: the gate asked a second time, right before the claim.
struct Dequeue
{
    QList<Command> commands;          ///< May go, in order, in one push.
    QList<Store::Resolution> stopped; ///< Texts that may not leave, with why.
};

/// At most `limit` commands and half of the body that a gateway takes. What follows a command that has to wait waits
/// too, so that a contact's order is kept.
Dequeue dequeue(const Line& line, const QList<OutboxRow>& rows, int limit);

/// Why a text whose sendBefore has passed goes back to the person.
Store::Resolution expired(const CommandId& id);

} // namespace textbank
