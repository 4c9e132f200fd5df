#pragma once

#include "core/model/Campaign.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"
#include "core/model/Message.h"

#include <QList>
#include <QString>
#include <optional>
#include <variant>

namespace textbank {

// One struct for each kind of change in the gateway's ordered stream. All may arrive more than once.

struct MessageReceived
{
    Message message; ///< Incoming; the id is the gateway's.
};
struct MessageStatusChanged
{
    MessageId message; ///< The id of the message.send command.
    ContactId contact;
    Delivery delivery = Delivery::Queued; ///< Queued, Sent, Delivered or Failed.
    QString reason;
    bool neverLeft = false; ///< With Failed: no carrier ever had it, so it may be approved anew.
};
struct OptOutAdded
{
    PhoneNumber number; ///< The number counts, whatever contact it came from.
    ContactId contact;  ///< May be empty.
    OptOutSource source = OptOutSource::Gateway;
    QString words;
    Instant at{};
};
struct OptOutRemoved
{
    PhoneNumber number;
    QString reason;
};
struct ContactAssigned
{
    Contact contact;
    Lease lease;
    ContactStage stage = ContactStage::NeedsReply;
    QList<Message> conversation;     ///< All of it so far, oldest first.
    QMap<StepId, QString> answers{}; ///< What was recorded before, where the gateway says so; taken over with a new
                                     ///< contact only.
    QStringList tags{};              ///< Likewise.
    /// Where an opt-out of this number was lifted: nothing that was written up to then asks to stop any more.
    std::optional<Instant> optOutLiftedAt{};
};
struct ContactUnassigned
{
    ContactId contact;
    QString reason;
};
struct CampaignUpdated
{
    CampaignId campaign;
    QString version;
};
struct CampaignPaused
{
    CampaignId campaign;
    QString reason;
};
struct CampaignResumed
{
    CampaignId campaign;
};
struct VolunteerFrozen
{
    bool frozen = true;
    QString reason;
};
struct StaffMessage
{
    QString id;
    QString from;
    QString text;
    Instant at{};
};
struct EscalationAnswered
{
    ContactId contact;
    QString from;
    QString text; ///< What staff say; the conversation is the volunteer's again.
};
struct LeaseEnded
{
    LeaseId lease;
    QString reason;
};
struct SessionRevoked
{
    QString reason;
};
/// The room's totals of these suggestions so far; what is not named stays as it was.
struct ChoicesCounted
{
    CampaignId campaign;
    QList<ChoiceCount> counts;
};
/// A kind this version does not know; stepped over, the cursor moves on.
struct UnknownChange
{
    QString type;
};

using Change =
    std::variant<MessageReceived, MessageStatusChanged, OptOutAdded, OptOutRemoved, ContactAssigned, ContactUnassigned,
                 CampaignUpdated, CampaignPaused, CampaignResumed, VolunteerFrozen, StaffMessage, EscalationAnswered,
                 LeaseEnded, SessionRevoked, ChoicesCounted, UnknownChange>;

struct ChangesPage
{
    QList<Change> changes;
    QString cursor;    ///< Opaque; ask for what comes after it. Stored with what the changes did.
    bool more = false; ///< Another page waits right now.
};

/// A lease with its contacts.
struct LeasePage
{
    Lease lease;
    QList<Contact> contacts;
    QString cursor;  ///< The change cursor as of this page: a first pull follows the stream from here.
    qint64 left = 0; ///< How many contacts still wait in the campaign's pool.
};

} // namespace textbank
