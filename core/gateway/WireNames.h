#pragma once

#include "core/gateway/Gateway.h"
#include "core/gateway/WireReader.h"

namespace textbank::wire {

// The words of the contract for our enums, and the parts that several documents share.

inline constexpr WireName<Role> kRoles[]{{Role::Volunteer, "volunteer"}, {Role::Staff, "staff"}};
inline constexpr WireName<InputKind> kInputKinds[]{
    {InputKind::Key, "key"}, {InputKind::Click, "click"}, {InputKind::Assistive, "assistive"}};
inline constexpr WireName<CheckpointReason> kCheckpointReasons[]{{CheckpointReason::Periodic, "periodic"},
                                                                 {CheckpointReason::BatchEnd, "batch-end"},
                                                                 {CheckpointReason::SignOut, "sign-out"},
                                                                 {CheckpointReason::Revoked, "revoked"}};
inline constexpr WireName<Reopens> kReopens[]{{Reopens::All, "all"},
                                              {Reopens::Skip, "skip"},
                                              {Reopens::WrongNumber, "wrongNumber"},
                                              {Reopens::Close, "close"},
                                              {Reopens::Escalation, "escalation"}};
inline constexpr WireName<SendKind> kSendKinds[]{{SendKind::FirstMessage, "firstMessage"}, {SendKind::Reply, "reply"}};
inline constexpr WireName<OptOutSource> kOptOutSources[]{{OptOutSource::Reply, "reply"},
                                                         {OptOutSource::Volunteer, "volunteer"},
                                                         {OptOutSource::Staff, "staff"},
                                                         {OptOutSource::Import, "import"},
                                                         {OptOutSource::Gateway, "gateway"}};
inline constexpr WireName<ConfirmationOwner> kConfirmationOwners[]{{ConfirmationOwner::None, "none"},
                                                                   {ConfirmationOwner::Carrier, "carrier"},
                                                                   {ConfirmationOwner::Gateway, "gateway"},
                                                                   {ConfirmationOwner::Client, "client"}};
inline constexpr WireName<Registration> kRegistrations[]{{Registration::Registered, "registered"},
                                                         {Registration::Pending, "pending"},
                                                         {Registration::Unregistered, "unregistered"}};
inline constexpr WireName<TextCheck> kTextChecks[]{{TextCheck::Empty, "empty"},
                                                   {TextCheck::Leftover, "leftover"},
                                                   {TextCheck::Suspicious, "suspicious"},
                                                   {TextCheck::Identity, "identity"},
                                                   {TextCheck::OptOutWording, "optOutWording"},
                                                   {TextCheck::Disclosure, "disclosure"},
                                                   {TextCheck::PublicShortener, "shortener"},
                                                   {TextCheck::Shouting, "shouting"},
                                                   {TextCheck::TooLong, "length"}};
inline constexpr WireName<CheckLevel> kCheckLevels[]{
    {CheckLevel::Off, "off"}, {CheckLevel::Warn, "warn"}, {CheckLevel::Block, "block"}};
inline constexpr WireName<Direction> kDirections[]{{Direction::Incoming, "incoming"},
                                                   {Direction::Outgoing, "outgoing"}};
/// What a gateway can know of a message; where it is inside a client (held, waiting ...) is not the wire's.
inline constexpr WireName<Delivery> kDeliveries[]{
    {Delivery::Queued, "queued"}, {Delivery::Sent, "sent"},       {Delivery::Delivered, "delivered"},
    {Delivery::Failed, "failed"}, {Delivery::Refused, "refused"}, {Delivery::Cancelled, "cancelled"}};
inline constexpr WireName<Delivery> kStatuses[]{{Delivery::Queued, "queued"},
                                                {Delivery::Sent, "sent"},
                                                {Delivery::Delivered, "delivered"},
                                                {Delivery::Failed, "failed"}};
inline constexpr WireName<ContactStage> kStages[]{{ContactStage::NeedsFirstMessage, "needsFirstMessage"},
                                                  {ContactStage::Messaged, "messaged"},
                                                  {ContactStage::NeedsReply, "needsReply"},
                                                  {ContactStage::Replied, "replied"},
                                                  {ContactStage::Closed, "closed"}};

Contact contactFrom(WireReader& reader);
Lease leaseFrom(WireReader& reader);
/// The member "counts".
QList<ChoiceCount> choiceCountsFrom(WireReader& reader);
QJsonArray choiceCounts(const QList<ChoiceCount>& counts);

} // namespace textbank::wire
