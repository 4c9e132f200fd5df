#pragma once

#include "core/model/Campaign.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"
#include "core/model/Message.h"
#include "core/model/Outbox.h"

namespace textbank {

// Numbers that lie in databases out there. Never reuse one, never renumber.

/// Who wrote a message, and whether it opened the conversation.
enum class MessageKind {
    OwnFirst = 0, ///< Approved here.
    OwnReply = 1,
    Incoming = 2,
    OthersFirst = 3, ///< Sent by whoever had the conversation before.
    OthersReply = 4,
};

/// What an outbox row asks of the gateway.
enum class OutboxType {
    FirstMessage = 0,
    Reply = 1,
    OptOut = 2,
    Answer = 3,
    Tag = 4,
    Note = 5,
    Skip = 6,
    WrongNumber = 7,
    Close = 8,
    Reopen = 9,
    Escalate = 10,
    StaffMessage = 11,
    AuditCheckpoint = 12,
    Choices = 13,
};

OutboxType outboxTypeOf(const CommandPayload& payload);
inline bool isSend(OutboxType type) { return type == OutboxType::FirstMessage || type == OutboxType::Reply; }
/// The program's own words about itself and of nobody: they wait without holding up anything.
inline bool isBackground(OutboxType type) { return type == OutboxType::AuditCheckpoint || type == OutboxType::Choices; }
inline bool isOwn(MessageKind kind) { return kind == MessageKind::OwnFirst || kind == MessageKind::OwnReply; }
/// Whether somebody got, or may yet get, a text in this state.
inline bool isLive(Delivery delivery) { return delivery != Delivery::Refused && delivery != Delivery::Cancelled; }
inline bool isOpen(OutboxState state) { return !isTerminal(state); }

/// The stored form of ContactRecord's yes-or-no members. `optedOut` and `blockedByUnknown` follow from other rows.
int flagsOf(const ContactRecord& record);
void setFlags(ContactRecord& record, int flags);

static_assert(static_cast<int>(ContactStage::NeedsReply) == 2 && static_cast<int>(ContactStage::Closed) == 4);
static_assert(static_cast<int>(Delivery::Held) == 0 && static_cast<int>(Delivery::Queued) == 4 &&
              static_cast<int>(Delivery::Delivered) == 6 && static_cast<int>(Delivery::Failed) == 7 &&
              static_cast<int>(Delivery::Refused) == 8 && static_cast<int>(Delivery::Cancelled) == 9);
static_assert(static_cast<int>(OptOutSource::Reply) == 0 && static_cast<int>(OptOutSource::Gateway) == 4);
static_assert(static_cast<int>(InputKind::Assistive) == 2);
static_assert(static_cast<int>(ConfirmationOwner::Client) == 3 && static_cast<int>(Registration::Unregistered) == 2);

} // namespace textbank
