#pragma once

#include "core/model/Ids.h"
#include "core/model/PhoneNumber.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace textbank {

/// How far the conversation with a contact is.
enum class ContactStage {
    NeedsFirstMessage, ///< In the batch, not texted yet.
    Messaged,          ///< The first message was approved; no reply.
    NeedsReply,        ///< They wrote last.
    Replied,           ///< We wrote last, after a reply of theirs.
    Closed,            ///< The volunteer closed it; a new reply opens it again (NeedsReply).
};

/// One person of a batch as the gateway gave it. Everything but `id`, `campaign`, `lease` and `ordinal` is personal.
struct Contact
{
    ContactId id;
    CampaignId campaign;
    LeaseId lease;
    qint64 ordinal = 0; ///< Place in the batch, from 0; the desk's order among equals.
    QString firstName;  ///< May be empty: lists are like that.
    QString lastName;
    PhoneNumber phone;
    QString city;
    QString state;                 ///< USPS code, or empty.
    QString zip;                   ///< Five digits, or empty.
    QString language;              ///< BCP 47, or empty for the campaign's own.
    QString reason;                ///< Why this contact is on the list, in the campaign's words.
    QMap<QString, QString> fields; ///< Custom fields, by their name in the list.
    /// IANA zones the contact may be in by the gateway's own word, for when neither number nor address tells.
    QStringList zones{};
    /// The gateway keeps the number to itself: `phone` is empty, and texts and opt-outs go by the contact's id.
    bool numberHidden = false;

    QString displayName() const { return (firstName + u' ' + lastName).trimmed(); }
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// A contact together with what this profile knows about it.
struct ContactRecord
{
    Contact contact;
    ContactStage stage = ContactStage::NeedsFirstMessage;
    bool optedOut = false;        ///< The number is suppressed in this organisation. Nothing can be sent.
    bool mayHaveOptedOut = false; ///< A reply may be an opt-out; nothing can be sent before the volunteer has answered.
    bool wrongNumber = false;     ///< Not this person's number. Nothing can be sent.
    bool escalated = false;       ///< With staff; nothing is sent from here until staff answered.
    bool skipped = false;         ///< "Skip for now"; goes back to the pool at the end of the shift.
    bool setAside = false;        ///< Local order only: behind the others.
    bool assigned = true;         ///< False once the gateway took it back; kept to be read, never sendable.
    bool blockedByUnknown = false; ///< A send to it may or may not have left; settled before anything else goes.
    Instant waitingSince{};        ///< When the oldest unanswered reply came (stage NeedsReply), else epoch.
    Instant lastActivity{};        ///< Last message either way, else epoch.
    QStringList tags;
    QMap<StepId, QString> answers; ///< Interaction step to the value chosen.
};

} // namespace textbank
