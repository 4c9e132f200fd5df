#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace textbank::simulation {

/// One thing that happens in a simulated room. What its numbers mean depends on the kind; each is taken modulo what is
/// there, so that any subset of a schedule's steps is itself a schedule that runs.
enum class StepKind {
    // What a volunteer does: a = which laptop.
    PressNext,    ///< Approve the card on the desk, with the text on it.
    PressTwice,   ///< The same press delivered twice.
    EditAndPress, ///< b: which words.
    Skip,
    OptOut, ///< b: on the desk or in the inbox.
    WrongNumber,
    Tag,    ///< b: which conversation, c: which tag.
    Answer, ///< b: which conversation, c: which answer.
    Note,
    Escalate,
    CloseOrReopen,
    OpenConversation, ///< b: which.
    Reply,            ///< To the open or the next waiting conversation; b: which words.
    ChooseAndReply,   ///< A canned answer; b: which.
    Draft,
    Undo,
    NotAnOptOut,
    ShowContact, ///< Puts a contact on the desk; b: which.
    RequestBatch,
    SignOut,
    Poke,
    // The world around: time and network.
    Deliver,          ///< b: how many things that are on their way arrive.
    DeliverOutOfTurn, ///< b: which of them arrives first.
    Duplicate,        ///< b: which of the requests on their way comes twice.
    Advance,          ///< b: scale (ms, s, min, hours), c: how many.
    WeatherOf,        ///< a: which laptop's line, b: what goes wrong, c: for how many calls.
    JumpClock,        ///< a: which laptop, b, c: how far.
    // Crashes and disks.
    KillLaptop,   ///< The process dies now.
    KillLaptopAt, ///< b: after so many disk operations.
    PowerLoss,    ///< c: what of the unsynced writes survives.
    PowerLossAt,  ///< b: after so many disk operations, c as above.
    DiskTrouble,  ///< b: full, write error, fsync error, read error; c: for how long.
    DiskFine,
    CloneLaptop, ///< The disk of a goes on in a second machine as well.
    KillGateway,
    KillGatewayAt, ///< b: after so many disk operations of its own.
    GatewayPowerLoss,
    GatewayPowerLossAt,
    GatewayDiskTrouble,
    GatewayClock, ///< b: how far it goes wrong, or right again.
    // Voters and staff.
    VoterReplies,   ///< b: who, c: what they write.
    VoterStops,     ///< b: who, c: in which words.
    VoterReturns,   ///< b: who writes START.
    CarrierReports, ///< Sent, delivered or failed for the texts handed over.
    StaffPause,
    StaffResume,
    StaffFreeze,     ///< a: whom, b: freeze or thaw.
    StaffRevoke,     ///< a: whom.
    EndDevice,       ///< a: whose, b: staff or the operator.
    StaffReassign,   ///< b: which contact, a: to whom.
    StaffRelease,    ///< a: whose.
    StaffOptOut,     ///< b: whom, c: staff or the operator.
    StaffLiftsIt,    ///< b: whom, c: staff or the operator, and what was asked by when.
    OptOutList,      ///< b, c: whom.
    MorePeople,      ///< b: how many.
    CampaignChanges, ///< A new version of the script.
    HoursChange,     ///< b: which hours.
    JoinAnew,        ///< Whoever signed out, was sent away or lost laptop a joins with an empty one; b: how.
    Count
};

struct Step
{
    StepKind kind = StepKind::Deliver;
    quint32 a = 0;
    quint32 b = 0;
    quint32 c = 0;
    friend bool operator==(const Step&, const Step&) = default;
};

/// The whole of a run: the room is made from the seed, and what happens in it is the steps. Whatever else is left to
/// chance in between comes from the seed too, in such a way that leaving out a step leaves the others what they were.
struct Schedule
{
    quint64 seed = 0;
    QList<Step> steps;
};

struct Verdict
{
    QString violation;           ///< Empty: all invariants held. Else the invariant, what broke it, the ids.
    QStringList trace;           ///< What happened, a line each; with `withTrace` only.
    QMap<QString, int> census{}; ///< How often what happened: faults that were met, texts, decisions, ends.
};

Schedule makeSchedule(quint64 seed);
/// "press-next laptop 1"
QString describe(const Step& step);
/// Runs on the calling thread alone and depends on nothing but its argument: the same schedule gives the same verdict
/// and the same trace, byte for byte. A process runs one at a time.
Verdict runSchedule(const Schedule& schedule, bool withTrace);

} // namespace textbank::simulation
