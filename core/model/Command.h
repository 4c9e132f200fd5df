#pragma once

#include "core/model/ChoiceCounts.h"
#include "core/model/Ids.h"
#include "core/model/PhoneNumber.h"
#include "core/model/Problem.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <variant>

namespace textbank {

enum class InputKind { Key, Click, Assistive };
enum class SendKind { FirstMessage, Reply };
/// How an opt-out came to be known.
enum class OptOutSource { Reply, Volunteer, Staff, Import, Gateway };

/// message.send: the text and the whole evidence of the approval (domain.md section 6).
struct SendPayload
{
    SendKind kind = SendKind::FirstMessage;
    QString text;
    QByteArray textSha256; ///< 32 bytes, of the UTF-8 text.
    StepId step;           ///< The script step it came from; empty for a free text.
    bool edited = false;   ///< The person changed the script's text.
    Instant approvedAt{};
    InputKind input = InputKind::Key;
    QString leaseToken;
    QString policyVersion;
    QString cursor;       ///< The change cursor it was approved under.
    Instant sendBefore{}; ///< Never leaves at or after this.
    friend bool operator==(const SendPayload&, const SendPayload&) = default;
};
struct OptOutPayload
{
    OptOutSource source = OptOutSource::Volunteer;
    QString words;      ///< The words that said so; empty when a volunteer decided.
    PhoneNumber number; ///< So that it holds even for a contact that was taken away meanwhile.
    friend bool operator==(const OptOutPayload&, const OptOutPayload&) = default;
};
struct AnswerPayload
{
    StepId step;
    QString value; ///< Empty takes the answer back.
    friend bool operator==(const AnswerPayload&, const AnswerPayload&) = default;
};
struct TagPayload
{
    QString tag;
    bool add = true; ///< tag.add or tag.remove
    friend bool operator==(const TagPayload&, const TagPayload&) = default;
};
struct NotePayload
{
    NoteId note;
    QString text; ///< Empty takes the note back.
    friend bool operator==(const NotePayload&, const NotePayload&) = default;
};
struct SkipPayload
{
    friend bool operator==(const SkipPayload&, const SkipPayload&) = default;
};
struct WrongNumberPayload
{
    friend bool operator==(const WrongNumberPayload&, const WrongNumberPayload&) = default;
};
struct ClosePayload
{
    QString cursor{}; ///< As of which changes it was decided: a reply behind it keeps the conversation open.
    friend bool operator==(const ClosePayload&, const ClosePayload&) = default;
};
/// What a ReopenPayload takes back. Whoever undoes one decision leaves the others standing.
enum class Reopens { All, Skip, WrongNumber, Close, Escalation };
/// Undoes skip, close, wrong number and escalate: the contact is worked on again.
struct ReopenPayload
{
    Reopens what = Reopens::All;
    friend bool operator==(const ReopenPayload&, const ReopenPayload&) = default;
};
struct EscalatePayload
{
    QString reason;
    friend bool operator==(const EscalatePayload&, const EscalatePayload&) = default;
};
struct StaffMessagePayload
{
    QString text;
    friend bool operator==(const StaffMessagePayload&, const StaffMessagePayload&) = default;
};
/// Why a log was signed at that place.
enum class CheckpointReason { Periodic, BatchEnd, SignOut, Revoked };
/// The device's word about its log so far, signed (core/audit/AuditCheckpoint.h).
struct AuditCheckpointPayload
{
    qint64 count = 0;     ///< Entries, from the first on.
    QByteArray chainHash; ///< 32 bytes: the hash of the last of them.
    QString log{};
    Instant at{};
    CheckpointReason reason = CheckpointReason::Periodic;
    qint64 previousCount = 0;  ///< Of the checkpoint before; 0 with the log's first hash when there is none.
    QByteArray previousHash{}; ///< 32 bytes.
    qint64 approvals = 0;      ///< Texts approved here.
    qint64 stopped = 0;        ///< Of them: cancelled or expired here, so that they never go up.
    qint64 unsettled = 0;      ///< Of them: not known to have arrived.
    QByteArray key{};          ///< 32 bytes, Ed25519.
    QByteArray signature{};    ///< 64 bytes.
    friend bool operator==(const AuditCheckpointPayload&, const AuditCheckpointPayload&) = default;
};
/// What was sent in answer to which replies since the last report: counts alone, of no contact.
struct ChoicesPayload
{
    QList<ChoiceCount> counts;
    friend bool operator==(const ChoicesPayload&, const ChoicesPayload&) = default;
};

using CommandPayload = std::variant<SendPayload, OptOutPayload, AnswerPayload, TagPayload, NotePayload, SkipPayload,
                                    WrongNumberPayload, ClosePayload, ReopenPayload, EscalatePayload,
                                    StaffMessagePayload, AuditCheckpointPayload, ChoicesPayload>;

/// What a volunteer decided, on its way up. The id is made once, at the press, and never again for the same decision.
struct Command
{
    CommandId id;
    CampaignId campaign;
    ContactId contact; ///< Empty for staff.message, audit.checkpoint and choices.report.
    Instant createdAt{};
    CommandPayload payload;
    /// Which try of its device to send it, from 1; 0 where that is not said. No part of what was decided: it is neither
    /// stored nor compared.
    int attempt = 0;
    friend bool operator==(const Command& a, const Command& b)
    {
        return a.id == b.id && a.campaign == b.campaign && a.contact == b.contact && a.createdAt == b.createdAt &&
               a.payload == b.payload;
    }
};

/// The contract's name of the payload: "message.send", "tag.add" ...
QString commandType(const CommandPayload& payload);

enum class CommandStatus {
    Accepted,
    Refused,
    Undecided, ///< The gateway cannot tell whether it was done, and will not later: a person decides. Not on the wire.
};

/// The gateway's word about one command. A duplicate's outcome is its first one.
struct CommandOutcome
{
    CommandId id;
    CommandStatus status = CommandStatus::Accepted;
    bool duplicate = false;
    Problem problem; ///< With Refused and Undecided.
    friend bool operator==(const CommandOutcome&, const CommandOutcome&) = default;
};

} // namespace textbank
