#include "ui/Words.h"

#include "core/store/StoreRecovery.h"
#include "ui/WordsPrivate.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace textbank::words {

using namespace Qt::StringLiterals;

namespace {

QString clockTime(const QTime& time)
{
    QString format = locale().timeFormat(QLocale::ShortFormat);
    format.remove(u":ss"_s);
    return locale().toString(time, format).replace(QChar(0x202F), u' ').replace(QChar::Nbsp, u' ');
}

QString timeOf(const QDateTime& then, const QDateTime& today)
{
    if (then.date() == today.date())
        return clockTime(then.time());
    return tr("%1, %2").arg(locale().dayName(then.date().dayOfWeek()), clockTime(then.time()));
}

QDateTime inZone(const QString& zone, Instant instant)
{
    const QTimeZone there(zone.toLatin1());
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(toMs(instant), Qt::UTC);
    return there.isValid() ? utc.toTimeZone(there) : utc.toLocalTime();
}

} // namespace

QString who(const Contact& contact)
{
    if (!contact.firstName.trimmed().isEmpty())
        return contact.firstName.trimmed();
    const QString name = contact.displayName();
    return name.isEmpty() ? tr("This contact") : name;
}

QString nameOf(const Contact& contact)
{
    const QString name = contact.displayName();
    if (!name.isEmpty())
        return name;
    if (!contact.phone.isEmpty())
        return contact.phone.national();
    return contact.numberHidden ? tr("Number not shown") : tr("No name");
}

QString numberHidden(const Contact& contact)
{
    return contact.phone.isEmpty() && contact.numberHidden
               ? tr("This campaign's server keeps the telephone numbers to itself.")
               : QString();
}

QString zoneCity(const QString& zone)
{
    QString city = zone.section(u'/', -1);
    city.replace(u'_', u' ');
    return city.isEmpty() ? tr("the contact's place") : city;
}

QString timeIn(const QString& zone, Instant instant, Instant now)
{
    return timeOf(inZone(zone, instant), inZone(zone, now));
}

QString timeHere(Instant instant, Instant now)
{
    return timeOf(QDateTime::fromMSecsSinceEpoch(toMs(instant)), QDateTime::fromMSecsSinceEpoch(toMs(now)));
}

QString localTimeOf(const QString& zone, Instant now)
{
    // Without the zone's city: "in New York" beside "Atlanta, GA" would puzzle.
    return zone.isEmpty() ? QString() : tr("%1 local time").arg(clockTime(inZone(zone, now).time()));
}

QString place(const Contact& contact)
{
    if (!contact.city.isEmpty() && !contact.state.isEmpty())
        return tr("%1, %2").arg(contact.city, contact.state);
    if (!contact.city.isEmpty())
        return contact.city;
    return contact.state.isEmpty() ? contact.zip : contact.state;
}

QString languageName(const QString& bcp47)
{
    if (bcp47.isEmpty())
        return {};
    const QLocale::Language language = QLocale(bcp47).language();
    if (language == QLocale::C)
        return bcp47;
    switch (language) {
    case QLocale::English:
        return tr("English");
    case QLocale::Spanish:
        return tr("Spanish");
    case QLocale::French:
        return tr("French");
    case QLocale::Chinese:
        return tr("Chinese");
    case QLocale::Vietnamese:
        return tr("Vietnamese");
    default:
        return QLocale::languageToString(language);
    }
}

QString gate(const GateVerdict& verdict, const Contact& contact, Instant now)
{
    const QString name = who(contact);
    switch (verdict.reason) {
    case GateReason::Allowed:
        return tr("%1 can be texted now.").arg(name);
    case GateReason::OptedOut:
        return tr("%1 asked not to be texted. Nothing can be sent, and nothing needs to be done.").arg(name);
    case GateReason::MayHaveOptedOut:
        return tr("%1 may have asked to stop. Read the reply and answer that first; until then nothing is sent.")
            .arg(name);
    case GateReason::WrongNumber:
        return tr("This is not %1's number. Nothing is sent to it. Undo if that was a mistake.").arg(name);
    case GateReason::Escalated:
        return tr("%1 is with staff. You can go on when they have answered.").arg(name);
    case GateReason::NotAssigned:
        return tr("%1 is not assigned to you any more. Somebody else takes care of it.").arg(name);
    case GateReason::AlreadyTexted:
        return tr("%1 has had the first message already. A second one is not sent; wait for a reply.").arg(name);
    case GateReason::NothingToAnswer:
        return tr("%1 was never texted, so there is nothing to reply to.").arg(name);
    case GateReason::OutcomeUnknown:
        return tr("It is not known yet whether the last text reached the gateway. It is being asked; nothing else goes "
                  "to %1 "
                  "before that.")
            .arg(name);
    case GateReason::LeaseLost:
        return tr("Your batch has ended, so %1 went back to the campaign. Get a new batch to go on.").arg(name);
    case GateReason::Paused:
        return tr("Staff paused this campaign. %1 gets nothing until they resume it.").arg(name);
    case GateReason::Frozen:
        return tr("Staff stopped texting for you. %1 gets nothing until they lift that; ask them why.").arg(name);
    case GateReason::Unregistered:
        return tr("The campaign is not registered with the carriers, so texts would not arrive. Staff have to register "
                  "it first.");
    case GateReason::ClockWrong:
        return tr("This computer's clock is wrong, so it is not sure that %1 may be texted at this hour. Set the "
                  "clock, then go on.")
            .arg(name);
    case GateReason::OutsideWindow:
        return hours(verdict.hours, now);
    case GateReason::Expired:
        return tr("The text to %1 waited too long and did not leave. Look at it again and decide anew.").arg(name);
    case GateReason::NoNumber:
        return tr("There is no telephone number for %1. Skip it; staff can mend the list.").arg(name);
    case GateReason::CatchingUp:
        return tr("This laptop's shift was restored. %1 may have been texted meanwhile, so the gateway is asked first.")
            .arg(name);
    }
    return {};
}

QString gateShort(const GateVerdict& verdict, Instant now)
{
    switch (verdict.reason) {
    case GateReason::Allowed:
        return tr("Can be texted");
    case GateReason::OptedOut:
        return tr("Asked not to be texted");
    case GateReason::MayHaveOptedOut:
        return tr("May have asked to stop");
    case GateReason::WrongNumber:
        return tr("Wrong number");
    case GateReason::Escalated:
        return tr("With staff");
    case GateReason::NotAssigned:
        return tr("Not assigned to you any more");
    case GateReason::AlreadyTexted:
        return tr("Has had the first message");
    case GateReason::NothingToAnswer:
        return tr("Was never texted");
    case GateReason::OutcomeUnknown:
        return tr("Last text is being checked");
    case GateReason::LeaseLost:
        return tr("The batch has ended");
    case GateReason::Paused:
        return tr("Paused by staff");
    case GateReason::Frozen:
        return tr("Stopped by staff");
    case GateReason::Unregistered:
        return tr("Campaign not registered");
    case GateReason::ClockWrong:
        return tr("This computer's clock is wrong");
    case GateReason::OutsideWindow:
        return hoursShort(verdict.hours, now);
    case GateReason::Expired:
        return tr("Waited too long");
    case GateReason::NoNumber:
        return tr("No telephone number");
    case GateReason::CatchingUp:
        return tr("The gateway is asked first");
    }
    return {};
}

Said idle(ReviewSession::Idle idle, const QList<Opening>& next, Instant now, bool hasMore)
{
    using Idle = ReviewSession::Idle;
    switch (idle) {
    case Idle::NotIdle:
        return {};
    case Idle::NoBatch:
        return {tr("No contacts yet"),
                tr("Get a batch, and the first contact is here at once. They are yours until you finish.")};
    case Idle::Done:
        if (!hasMore)
            return {tr("You are done"), tr("Everybody you were given has been texted, skipped or marked. Replies are "
                                           "what counts now.")};
        return {tr("You are through this batch"), tr("Everybody in it has been texted, skipped or marked. Replies are "
                                                     "what counts now; or get more contacts.")};
    case Idle::WaitingForHours:
        if (next.isEmpty())
            return {tr("Nobody can be texted now"), tr("Everybody who is left is outside their texting hours.")};
        return {tr("Nobody can be texted before %1 your time").arg(timeHere(next.front().at, now)),
                openings(next, 4, now).join(u'\n') + u"\n\n"_s +
                    (hasMore ? tr("The next card comes by itself when it opens. Meanwhile you can answer replies, or "
                                  "get contacts who may be open now.")
                             : tr("The next card comes by itself when it opens. Meanwhile you can answer replies."))};
    case Idle::Paused:
        return {tr("Staff paused this campaign"),
                tr("Nothing is sent until they resume it. Your batch is kept, and the desk goes on by itself.")};
    case Idle::Frozen:
        return {tr("Staff stopped texting for you"),
                tr("Nothing is sent from here until they lift that. Ask them; your batch is kept.")};
    case Idle::LeaseLost:
        if (!hasMore)
            return {tr("Your batch has ended"), tr("It was not used for too long, so its contacts went back to the "
                                                   "campaign. Nobody is texted twice.")};
        return {tr("Your batch has ended"),
                tr("It was not used for too long, so its contacts went back to the campaign. Nobody is texted twice. "
                   "Get a new batch to go on.")};
    case Idle::ClockWrong:
        return {tr("This computer's clock is wrong"), tr("It is not sure what time it is for your contacts, so nobody "
                                                         "is texted. Set the clock; the desk goes on by itself.")};
    case Idle::Unregistered:
        return {tr("The campaign is not registered"),
                tr("Carriers would not deliver its texts. Staff have to register it; your batch is kept.")};
    case Idle::CatchingUp:
        return {tr("Asking the gateway who was texted"),
                tr("Your shift was restored from a copy. So that nobody gets a text twice, nothing is sent before the "
                   "gateway has told what left meanwhile. The desk goes on by itself; opt-outs, answers and notes "
                   "can be recorded.")};
    case Idle::OnlyBlocked:
        return {tr("The ones that are left need a change"),
                tr("Something in the list or the script stops them. Look at each: edit the message, skip it, or tell "
                   "staff which address to mend.")};
    }
    return {};
}

Said recovered(const RecoveryReport& report, Instant now)
{
    QStringList text; // What is missing, and what to do about it, before what all went well.
    text += report.copyFrom
                ? tr("The file on this computer was damaged. Your shift was restored from its copy of %1.")
                      .arg(timeHere(*report.copyFrom, now))
                : tr("The file on this computer was damaged and had no copy. What could still be read was put together "
                     "again.");
    if (report.lost > 0)
        text += tr("%n thing(s) that you did could not be read any more.", nullptr, report.lost);
    if (report.mayBeMore)
        text += report.copyFrom
                    ? tr("What you did after %1 may be missing: texts that had not left, answers, notes and opt-outs.")
                          .arg(timeHere(*report.copyFrom, now))
                    : tr("More may be missing: texts that had not left, answers, notes and opt-outs.");
    if (!report.isWhole())
        text += tr("If somebody asked you not to be texted, record it once more, and tell staff what happened.");
    if (report.carriedOver > 0)
        text += tr("%n thing(s) that you did and that the copy did not have were saved from the damaged file.", nullptr,
                   report.carriedOver);
    text += tr("The gateway is asked first who was texted, so that nobody gets a text twice. The damaged file is kept "
               "until you finish your shift.");
    const auto title = report.isWhole() ? tr("Your shift was restored") : tr("Your shift was restored, with losses");
    return {title, text.join(u"\n\n"_s)};
}

Said storeTrouble(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NewerVersion:
        return {tr("This profile was written by a newer Textbank"),
                tr("Update Textbank on this computer, then start again. Nothing was changed.")};
    case ErrorCode::Locked:
        return {tr("Textbank is open already"),
                tr("Another program holds this profile. Use the window that is open, or close it and try again. "
                   "Nothing was changed.")};
    case ErrorCode::Corrupt:
        return {tr("The profile cannot be read"),
                tr("The file on this computer is damaged, and there is no copy that could take its place. Nothing was "
                   "sent and nothing deleted. What the gateway has is safe there; texts, answers and opt-outs that "
                   "had not reached it cannot be read any more. Tell staff before you start over, and tell them again "
                   "who asked not to be texted.")};
    case ErrorCode::NoKey:
        return {tr("The key to your profile is missing"),
                tr("The computer's keychain does not have the key that opens what is stored here. Unlock "
                   "the keychain and try again; do not join anew before that.")};
    case ErrorCode::DiskFull:
        return {tr("The disk is full"), tr("Free some space, then try again. Nothing was lost.")};
    case ErrorCode::Unavailable:
        return {tr("The keychain does not answer"), tr("Textbank keeps its secrets there. Unlock it, then try again.")};
    default:
        return {tr("The profile could not be opened"),
                tr("The disk or the system refused. Try again; if it stays so, ask staff. Nothing was deleted.")};
    }
}

QString actionFailed(const Error& error)
{
    switch (error.code) {
    case ErrorCode::DiskFull:
        return tr(
            "The disk is full, so this could not be recorded and nothing was sent. Free some space and press again.");
    case ErrorCode::Io:
    case ErrorCode::Locked:
        return tr("The disk refused, so this was not recorded and nothing was sent. Press again.");
    case ErrorCode::Conflict:
        return tr("Something changed just before you pressed, so nothing was done. Look at the card again.");
    case ErrorCode::Blocked:
        return tr("This is not allowed now, so nothing was sent.");
    case ErrorCode::NotFound:
        return tr("That is gone already; nothing was done.");
    case ErrorCode::Corrupt:
        return tr("The stored data could not be read. Nothing was sent. Tell staff.");
    default:
        return tr("That could not be done. Nothing was sent.");
    }
}

QString done(UndoHistory::Kind kind, const QString& name)
{
    switch (kind) {
    case UndoHistory::Kind::Skip:
        return tr("%1 skipped for now").arg(name);
    case UndoHistory::Kind::Tag:
        return tr("Tag of %1 changed").arg(name);
    case UndoHistory::Kind::Answer:
        return tr("Answer of %1 recorded").arg(name);
    case UndoHistory::Kind::Note:
        return tr("Note on %1 saved").arg(name);
    case UndoHistory::Kind::Close:
        return tr("Conversation with %1 closed").arg(name);
    case UndoHistory::Kind::SetAside:
        return tr("%1 set aside").arg(name);
    case UndoHistory::Kind::WrongNumber:
        return tr("Number of %1 marked as wrong").arg(name);
    case UndoHistory::Kind::Escalate:
        return tr("%1 handed to staff").arg(name);
    case UndoHistory::Kind::Choice:
        return {}; // It is seen in the composer.
    case UndoHistory::Kind::HeldText:
        return tr("Text to %1 leaves in a moment").arg(name);
    case UndoHistory::Kind::OptOut:
        return tr("%1 is opted out: nothing goes to this number any more").arg(name);
    }
    return {};
}

QString undone(UndoHistory::Kind kind, const QString& name)
{
    switch (kind) {
    case UndoHistory::Kind::Skip:
        return tr("%1 is back on the desk").arg(name);
    case UndoHistory::Kind::Tag:
        return tr("Tag of %1 is as it was").arg(name);
    case UndoHistory::Kind::Answer:
        return tr("Answer of %1 taken back").arg(name);
    case UndoHistory::Kind::Note:
        return tr("Note on %1 taken back").arg(name);
    case UndoHistory::Kind::Close:
        return tr("Conversation with %1 is open again").arg(name);
    case UndoHistory::Kind::SetAside:
        return tr("%1 is back in the list").arg(name);
    case UndoHistory::Kind::WrongNumber:
        return tr("Number of %1 counts again").arg(name);
    case UndoHistory::Kind::Escalate:
        return tr("%1 is yours again").arg(name);
    case UndoHistory::Kind::Choice:
        return tr("The suggestion is taken back.");
    case UndoHistory::Kind::HeldText:
        return tr("Text to %1 was stopped; nobody got it").arg(name);
    case UndoHistory::Kind::OptOut:
        break; // Never undone.
    }
    return {};
}

QString notUndone(UndoHistory::Kind kind, bool stoppedBefore)
{
    switch (kind) {
    case UndoHistory::Kind::HeldText:
        return stoppedBefore ? tr("That text did not leave: it was stopped before. Nobody got it.")
                             : tr("That text has left and cannot be taken back.");
    case UndoHistory::Kind::OptOut:
        return tr("An opt-out stays. Only staff can reverse it.");
    default:
        return tr("Something else was recorded since, so that cannot be taken back any more.");
    }
}

} // namespace textbank::words
