#pragma once

#include "core/model/HoursPolicy.h"
#include "core/model/Ids.h"
#include "core/model/TextCheck.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <optional>

namespace textbank {

/// Who sends the one confirming text after an opt-out (exactly one system may).
enum class ConfirmationOwner { None, Carrier, Gateway, Client };
enum class Registration { Registered, Pending, Unregistered };
/// How merge fields are written in a campaign's texts, and what they become (core/compose).
enum class TemplateSyntax {
    Textbank, ///< {Field}, {Field|fallback}, {{ and }}.
    Spoke,    ///< {field}, exactly as Spoke 14 replaces it.
};
/// What the gateway does to the characters of every text on its way to the carrier. It is done here before a person
/// reads the text, so that what she approves is what leaves.
enum class TextCleaning {
    None,
    SpokeTypography, ///< Quotes, dashes, spaces and the like become their ASCII look-alikes, as Spoke 14 does it.
};
/// What a gateway may not be able to do for a campaign: the interface hides or explains it.
enum class Ability {
    Notes,
    Tags,
    RemoveTags,   ///< A tag that was set can be taken back.
    Escalate,     ///< A conversation can be handed to staff.
    WrongNumber,  ///< "Not this person's number" is kept.
    StaffMessage, ///< The volunteer can write to staff.
    Record,       ///< Takes signed checkpoints of this laptop's record.
    Choices,      ///< Counts which suggestions were sent.
    MoreContacts, ///< Hands out more contacts on request.
    Release,      ///< Takes contacts that were not texted back before the session ends.
};

/// The rules that travel with a campaign, versioned by the gateway. The defaults are those of a gateway that gives
/// none: 9:00-20:00 in the contact's zone, Sundays from 12:00.
struct Policy
{
    QString version = HoursPolicy::builtInVersion();
    HoursPolicy hours;
    int holdSeconds = 0;            ///< 0..30: how long an approved text waits so that Ctrl+Z still stops it.
    int sendWithinMinutes = 60;     ///< 1..1440: an approved text that has not left by then goes back to the desk.
    int clockToleranceSeconds = 60; ///< The laptop's clock may differ this much from the gateway's.
    ConfirmationOwner confirmation = ConfirmationOwner::Gateway;
    QString identityWording;   ///< Must occur in a first message when not empty (who is texting, for whom).
    QString optOutWording;     ///< Must occur in a first message when not empty ("Reply STOP to opt out").
    QList<CheckChoice> checks; ///< Levels that differ from the built-in ones (see levelOf).
    QList<Disclosure> disclosures = defaultDisclosures();
    int maxSegments = 10; ///< 1..10: a longer text is TooLong.
    /// Hours (0..8760) in which one household gets one first message, and one number nothing more from the organisation
    /// that begins a conversation; 0 is off. The gateway holds sends and leases to them.
    int householdHours = 0;
    int recontactHours = 0;
    double segmentPrice = 0; ///< In `currency` for one segment; 0 means not shown.
    QString currency = QStringLiteral("USD");

    /// California's, as a warning: whether a campaign is one of those it binds is not known here.
    static QList<Disclosure> defaultDisclosures();
    /// What comes of a finding: what the campaign chose, else blocking for what is surely a mistake (and for wordings
    /// that the policy names), a warning for the rest. Empty and Leftover block whatever was chosen.
    CheckLevel levelOf(TextCheck check) const;
    /// The same where a finding has a level of its own, as a disclosure has: what the campaign chose for the check goes
    /// before it.
    CheckLevel levelOf(TextCheck check, CheckLevel otherwise) const;
    friend bool operator==(const Policy&, const Policy&) = default;
};

/// One answer of an interaction step. Choosing it may lead to another step, whose text is the suggested reply.
struct AnswerOption
{
    QString value;   ///< What is recorded: "Yes".
    StepId nextStep; ///< Empty: the branch ends.
    friend bool operator==(const AnswerOption&, const AnswerOption&) = default;
};

struct InteractionStep
{
    StepId id;
    QString question;             ///< What the volunteer records: "Will you vote?". Empty: nothing to record.
    QMap<QString, QString> texts; ///< Language (BCP 47, "" is the campaign's own) to message template.
    QList<AnswerOption> answers;
    friend bool operator==(const InteractionStep&, const InteractionStep&) = default;
};

struct CannedResponse
{
    CannedId id;
    QString title;
    QMap<QString, QString> texts; ///< As in InteractionStep.
    StepId answersStep;           ///< Choosing it also sets this step's answer ...
    QString answer;               ///< ... to this value, where both are given.
    QStringList tags;             ///< ... and adds these.
    friend bool operator==(const CannedResponse&, const CannedResponse&) = default;
};

struct Campaign
{
    CampaignId id;
    QString organisation;
    QString title;
    QString version; ///< Opaque; changes when anything below changes.
    QString language = QStringLiteral("en");
    QString brief;                ///< Markdown, readable offline.
    QStringList tags;             ///< What a conversation can be tagged with.
    QList<InteractionStep> steps; ///< The first is the first message.
    QList<CannedResponse> canned;
    Policy policy;
    Registration registration = Registration::Registered;
    bool paused = false;
    QString pauseReason;
    bool practice = false; ///< Made of fictional people; a practice gateway's.
    TemplateSyntax syntax = TemplateSyntax::Textbank;
    TextCleaning cleaning = TextCleaning::None;
    QStringList fieldNames{}; ///< Custom fields the campaign declares, in its order; empty: whatever lists have.
    QMap<QString, QString> senderFields{}; ///< Merge fields that name the volunteer; empty: made from the name shown.
    QList<Ability> missing{};              ///< What its gateway cannot do.

    bool can(Ability ability) const { return !missing.contains(ability); }
    const InteractionStep* firstStep() const { return steps.isEmpty() ? nullptr : &steps.front(); }
    const InteractionStep* step(const StepId& id) const;
    friend bool operator==(const Campaign&, const Campaign&) = default;
};

/// The text of `texts` for a language: exact, else its primary subtag, else the campaign's own (""), else the first.
QString textFor(const QMap<QString, QString>& texts, const QString& language);

/// A batch leased to one device. A lapsed or taken-over lease cannot send (gateway contract, rule 5).
struct Lease
{
    LeaseId id;
    CampaignId campaign;
    QString token; ///< The fencing token; goes with every send.
    Instant expiresAt{};
};

} // namespace textbank
