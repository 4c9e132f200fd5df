#pragma once

#include "core/model/Ids.h"

#include <QString>

namespace textbank {

enum class Direction { Incoming, Outgoing };

/// Where an outgoing text is, in words a person can act on. Incoming messages are always Delivered.
enum class Delivery {
    Held,     ///< Approved, inside the campaign's hold: Ctrl+Z still stops it.
    Waiting,  ///< Approved, not yet handed to the gateway.
    Sending,  ///< Handed over, no answer yet.
    Checking, ///< It may have left; the gateway is being asked.
    Queued,   ///< The gateway has it.
    Sent,     ///< The carrier has it.
    Delivered,
    Failed,    ///< The carrier refused it (reason).
    Refused,   ///< The gateway refused it (reason); nobody got it.
    Cancelled, ///< Stopped before it left (undo, opt-out, time ran out); nobody got it.
};

struct Message
{
    MessageId id;
    ContactId contact;
    Direction direction = Direction::Incoming;
    QString text;
    Instant at{};
    Delivery delivery = Delivery::Delivered;
    QString reason; ///< Problem slug or carrier code behind Failed, Refused and Cancelled.
    int media = 0;  ///< Pictures and the like that came with it; never loaded by itself.
    friend bool operator==(const Message&, const Message&) = default;
};

struct Note
{
    NoteId id;
    ContactId contact;
    QString text;
    Instant at{};
};

} // namespace textbank
