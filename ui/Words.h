#pragma once

#include "core/base/Error.h"
#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"
#include "core/compose/Template.h"
#include "core/gateway/TransportError.h"
#include "core/model/Message.h"
#include "core/policy/SendGate.h"
#include "core/review/Card.h"
#include "core/review/ReviewSession.h"
#include "core/review/UndoHistory.h"
#include "core/sync/SyncEngine.h"

#include <QString>

namespace textbank {
struct RecoveryReport;
}

/// Typed verdicts of the core as translated sentences: what happened, what it means for the contact, what to do.
namespace textbank::words {

/// Title and sentence of a page or banner.
struct Said
{
    QString title;
    QString text;
};

/// "Ana", else "This contact" (start of a sentence).
QString who(const Contact& contact);
/// The name, else the number; "Number not shown" where the campaign's server keeps that to itself.
QString nameOf(const Contact& contact);
/// Why there is no number to be seen, in a sentence; empty where there is one.
QString numberHidden(const Contact& contact);
/// "Denver" of America/Denver.
QString zoneCity(const QString& zone);
/// "2:14 PM" in an IANA zone, by the user's locale; with the weekday when it is another day there than `now`.
QString timeIn(const QString& zone, Instant instant, Instant now);
/// The same on this machine's clock.
QString timeHere(Instant instant, Instant now);
/// "2:14 PM local time"; empty for no zone.
QString localTimeOf(const QString& zone, Instant now);
/// "Austin, TX"; empty when nothing is known.
QString place(const Contact& contact);
/// "es" -> "Spanish", in the user's language.
QString languageName(const QString& bcp47);

QString gate(const GateVerdict& verdict, const Contact& contact, Instant now);
/// In a few words, for a list: "Opted out", "Opens at 9:00 AM in Denver".
QString gateShort(const GateVerdict& verdict, Instant now);
QString hours(const HoursVerdict& verdict, Instant now);
/// The same in a few words.
QString hoursShort(const HoursVerdict& verdict, Instant now);
/// "Opens at 9:00 AM in Denver, 12 waiting"
QString opening(const Opening& opening, Instant now);
/// The first `most` of these, and how many wait for a later one.
QStringList openings(const QList<Opening>& openings, int most, Instant now);
/// "texting closes in 35 minutes"; empty while closed and before the last hour.
QString closesIn(const HoursVerdict& verdict, Instant now);
QString check(const CheckFinding& finding, const QString& text);
/// The characters at these places (SegmentCount::culprits), each once, at most six: "’ … á". Empty when none can be
/// shown.
QString culprits(const QString& text, const QList<int>& positions);
/// The sentences of the first so many findings, those that block before the rest; then how many more there are.
QStringList checks(const QList<CheckFinding>& findings, const QString& text, int most);
/// `contact` may be null: then whatever is missing is missing in the list.
QString templateError(const TemplateError& error, const Contact* contact = nullptr);
QString blocked(const BlockedContact& blocked, const Contact& contact, Instant now);

QString delivery(Delivery delivery);
/// The slug or carrier code behind Failed, Refused and Cancelled.
QString deliveryReason(const QString& slug);
QString problem(const Problem& problem);
/// What is known of a text that may or may not have left, and what her choices about it mean; `name` as `who` gives it.
QString unknownText(const OutboxRow& row, const QString& name, Instant now);

/// One short phrase: "Online", "Offline: 3 texts wait".
QString sync(const SyncStatus& status);
/// How a sign-in that is not accepted any more comes back.
enum class WayBack {
    Staff,    ///< Only they can help.
    Password, ///< The volunteer signs in again.
};
QString syncExplained(const SyncStatus& status, WayBack back = WayBack::Staff);
/// Name for Theme::icon that goes with it.
QString syncIcon(SyncState state);
QString transport(const TransportError& error);
/// "Not with the gateway yet: 1 opt-out, 2 texts." Empty when everything is there.
QString unsent(const OutboxCounts& counts);
/// Why the session is over, and what would be lost by finishing: for Revoked and SignedOut with something unsent.
QString endedWithUnsent(SyncState state, const OutboxCounts& counts);

/// `openings` are those of the session: with WaitingForHours when, where and for how many it opens.
/// `hasMore`: more contacts can be asked for.
Said idle(ReviewSession::Idle idle, const QList<Opening>& openings, Instant now, bool hasMore);
/// What became of a damaged profile: what is here, what is missing, what to do.
Said recovered(const RecoveryReport& report, Instant now);
/// Why a profile could not be opened.
Said storeTrouble(const Error& error);
/// Why an action did not happen; the person still sees what she did it to.
QString actionFailed(const Error& error);
/// "Ana skipped for now", for the line with "Undo"; `name` as `who` gives it.
QString done(UndoHistory::Kind kind, const QString& name);
QString undone(UndoHistory::Kind kind, const QString& name);
/// Why undo dropped this step without taking it back. `stoppedBefore` is about a text: it never left.
QString notUndone(UndoHistory::Kind kind, bool stoppedBefore);

/// "1 segment", "2 segments, 134 characters left in the last one"
QString segments(const SegmentCount& count);
QString price(const SegmentCount& count, const Policy& policy); ///< Empty when the campaign shows none.

} // namespace textbank::words
