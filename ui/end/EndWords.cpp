#include "ui/end/EndWords.h"

#include "ui/Words.h"

#include <QCoreApplication>

namespace textbank::endwords {

using namespace Qt::StringLiterals;
using words::Said; // A qualified return type would put lupdate on a wrong track.

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EndWords)
};

} // namespace

QList<Figure> done(const ShiftFigures& f)
{
    QList<Figure> out{{f.firstSent, Tr::tr("first message(s) sent", nullptr, f.firstSent)},
                      {f.repliesReceived, Tr::tr("reply(ies) received", nullptr, f.repliesReceived)},
                      {f.repliesSent, Tr::tr("reply(ies) sent", nullptr, f.repliesSent)},
                      {f.answers, Tr::tr("answer(s) recorded", nullptr, f.answers)}};
    const auto add = [&out](int value, const QString& words) {
        if (value > 0)
            out << Figure{value, words};
    };
    add(f.optedOut, Tr::tr("person(s) opted out", nullptr, f.optedOut));
    add(f.wrongNumbers, Tr::tr("wrong number(s)", nullptr, f.wrongNumbers));
    add(f.escalated, Tr::tr("handed to staff", nullptr, f.escalated));
    add(f.refused, Tr::tr("text(s) not accepted", nullptr, f.refused));
    return out;
}

QStringList waiting(const OutboxCounts& c)
{
    QStringList out;
    if (c.optOutsOpen > 0)
        out << Tr::tr("%n opt-out(s) not yet with the gateway. They go first.", nullptr, c.optOutsOpen);
    if (c.unknown > 0)
        out << Tr::tr("%n item(s) that may or may not have arrived: the gateway is being asked.", nullptr, c.unknown);
    const int sends = std::max(0, c.sendsOpen - c.unknown);
    if (sends > 0)
        out << Tr::tr("%n text(s) waiting to leave.", nullptr, sends);
    const int rest = c.open() - c.optOutsOpen - std::max(c.sendsOpen, c.unknown);
    if (rest > 0)
        out << Tr::tr("%n answer(s), tag(s) or note(s) on their way.", nullptr, rest);
    return out;
}

QStringList refused(const RefusedCounts& c)
{
    QStringList out;
    if (c.optOuts > 0)
        out << Tr::tr("%n opt-out(s) were not taken by the gateway. Tell staff who it was, so that nobody else texts "
                      "these people.",
                      nullptr, c.optOuts);
    if (c.others > 0)
        out << Tr::tr("%n answer(s), tag(s) or note(s) were not taken by the gateway. Tell staff.", nullptr, c.others);
    return out;
}

QStringList goesBack(const ShiftFigures& f, bool released)
{
    QStringList out;
    const int untouched = f.needFirstMessage + f.skipped;
    if (untouched > 0 && !released)
        out << Tr::tr(
            "%n contact(s) not texted stay yours: this campaign's server does not take them back. Tell staff, "
            "so that somebody else texts them.",
            nullptr, untouched);
    else if (untouched > 0)
        out << Tr::tr("%n contact(s) not texted go back to the pool for other volunteers.", nullptr, untouched);
    if (f.waiting > 0)
        out << Tr::tr("%n person(s) wrote and have no answer yet. Staff see them and pass them on.", nullptr,
                      f.waiting);
    if (out.isEmpty())
        out << Tr::tr("Nothing is left over: every contact of your batch was worked on.");
    return out;
}

QString wipe(bool memoryOnly, bool practice)
{
    if (practice)
        return Tr::tr("The made-up people and their texts are deleted from this computer.");
    QString sentence =
        Tr::tr("All names, numbers and texts of this shift are deleted from this computer, together with the key that "
               "opens them. Your campaign keeps its record at the gateway.");
    if (memoryOnly)
        sentence += u' ' + Tr::tr("This computer has no keychain, so what is here could not be opened again after "
                                  "closing Textbank anyway.");
    return sentence;
}

QString failure(const TransportError& error, const OutboxCounts& counts, bool memoryOnly)
{
    QString sentence = words::transport(error);
    if (counts.optOutsOpen > 0)
        sentence += u' ' + Tr::tr("%n opt-out(s) did not reach the gateway: until then others might text these people. "
                                  "Try again soon, or "
                                  "tell staff.",
                                  nullptr, counts.optOutsOpen);
    else if (counts.unknown > 0 && counts.open() == counts.unknown)
        sentence += u' ' + Tr::tr("Of %n text(s) nobody can tell whether they left. Open the connection's details "
                                  "and say what is to count; then finish.",
                                  nullptr, counts.unknown);
    else if (counts.open() > 0)
        sentence +=
            u' ' + (memoryOnly ? Tr::tr("%n item(s) of yours did not reach the gateway. They are kept only as long as "
                                        "Textbank stays open.",
                                        nullptr, counts.open())
                               : Tr::tr("%n item(s) of yours did not reach the gateway. They are kept here.", nullptr,
                                        counts.open()));
    else
        sentence += u' ' + Tr::tr("Everything you did is with the gateway; only the signing out is missing.");
    return sentence;
}

namespace {

QString endTitle(EndReason reason)
{
    switch (reason) {
    case EndReason::Revoked:
        return Tr::tr("Staff ended this session");
    case EndReason::NotSignedIn:
        return Tr::tr("The gateway ended this sign-in");
    case EndReason::DeadlinePassed:
        break;
    }
    return Tr::tr("The time for this batch is over");
}

QString endExplained(EndReason reason)
{
    switch (reason) {
    case EndReason::Revoked:
        return Tr::tr("Staff ended the session of this laptop. Nothing more can be sent from it.");
    case EndReason::NotSignedIn:
        return Tr::tr("The gateway does not know this laptop's sign-in any more. Nothing more can be sent from it.");
    case EndReason::DeadlinePassed:
        break;
    }
    return Tr::tr("Contacts are lent to a laptop for a limited time. It ran out while the gateway was out of reach.");
}

QStringList lostTexts(const SessionEnd& end)
{
    QStringList out;
    if (end.textsNotSent > 0)
        out << Tr::tr("%n text(s) you approved had not left and will not leave. Others can text these people.", nullptr,
                      end.textsNotSent);
    if (end.textsUnknown > 0)
        out << Tr::tr("Of %n text(s) it is not known here whether they left. The gateway knows; nothing is sent twice.",
                      nullptr, end.textsUnknown);
    return out;
}

QString waitingWords(const OutboxCounts& c)
{
    QStringList out;
    if (c.optOutsOpen > 0)
        out << Tr::tr("%n opt-out(s)", nullptr, c.optOutsOpen);
    if (c.answersOpen > 0)
        out << Tr::tr("%n answer(s)", nullptr, c.answersOpen);
    const int rest = c.open() - c.optOutsOpen - c.answersOpen;
    if (rest > 0)
        out << Tr::tr("%n tag(s), note(s) or the like", nullptr, rest);
    return out.join(u", "_s);
}

} // namespace

Said ending(const SessionEnd& end, const OutboxCounts& waiting, const SyncStatus& status, bool memoryOnly,
            words::WayBack back)
{
    const auto removed =
        Tr::tr("The names, numbers, texts, notes and drafts of your contacts were removed from this laptop.");
    if (waiting.open() == 0) {
        const auto rest = QStringList{endExplained(end.reason), removed} + lostTexts(end) +
                          QStringList{Tr::tr("Deleting the rest …")};
        return {endTitle(end.reason), rest.join(u"\n\n"_s)};
    }
    // What there is to do comes first.
    QStringList out{
        endExplained(end.reason),
        Tr::tr("This has not reached the gateway yet and lies here sealed: %1.").arg(waitingWords(waiting))};
    if (status.storeError)
        out << words::syncExplained(status);
    else if (status.state == SyncState::SignedOut && back == words::WayBack::Password)
        out << Tr::tr("The gateway does not accept this sign-in any more. Sign in again, and it goes up.");
    else if (status.state == SyncState::SignedOut)
        out << Tr::tr("The gateway does not take it from this laptop any more. Tell staff, so that they can record it, "
                      "before you delete it here.");
    else if (status.nextAttempt)
        out << Tr::tr(
            "The gateway cannot be reached. Connect this laptop to a network and leave Textbank open: it goes "
            "up by itself, and the last of it is then deleted.");
    else
        out << Tr::tr("It is on its way up. When it has arrived, the last of it is deleted.");
    if (memoryOnly)
        out << Tr::tr("This computer has no keychain, so what waits is lost when Textbank closes.");
    out << removed << lostTexts(end);
    return {endTitle(end.reason), out.join(u"\n\n"_s)};
}

QString left(Leftover leftover)
{
    switch (leftover) {
    case Leftover::None:
        break;
    case Leftover::Sealed:
        return Tr::tr("This computer refused to delete all of the shift. What is left is sealed; tell a staff member "
                      "before you give the laptop back.");
    case Leftover::KeychainEntry:
        return Tr::tr("Its contacts are deleted from this computer, but its keychain did not let go of one entry: your "
                      "name, your sign-in and a key that opens nothing any more. Unlock the keychain, then try again. "
                      "If it stays so, tell a staff member before you give the laptop back; you can join again all the "
                      "same, and that replaces the entry.");
    case Leftover::KeychainEntryAndFiles:
        return Tr::tr("This computer refused to delete the files of the shift, and its keychain the key to them: "
                      "whoever opens the keychain could read them. Unlock the keychain, then try again. If it stays "
                      "so, tell a staff member before you give the laptop back.");
    }
    return {};
}

Said over(const SessionEnd& end, Leftover leftover)
{
    QStringList out{endExplained(end.reason)};
    const auto lost = lostTexts(end);
    out << lost << refused(end.refused)
        << (lost.isEmpty() && !end.refused.any() ? Tr::tr("Everything you did reached the gateway.")
                                                 : Tr::tr("Everything else you did reached the gateway."));
    out << (leftover == Leftover::None ? Tr::tr("Nothing of your shift is left on this laptop: its files and the key "
                                                "to them were deleted. Thank you!")
                                       : left(leftover));
    return {endTitle(end.reason), out.join(u"\n\n"_s)};
}

QString scoreTitle(const PracticeScore& s)
{
    if (s.texted == 0)
        return Tr::tr("A first look");
    const bool right =
        s.optOutsHonoured == s.optOuts && s.wrongNumbersMarked == s.wrongNumbers && s.answersRight == s.answersGiven;
    if (right && s.handled == s.replies)
        return Tr::tr("Well done. You are ready.");
    return Tr::tr("Good practice. Here is what to look at.");
}

QList<ScoreLine> score(const PracticeScore& s)
{
    QList<ScoreLine> out;
    out << ScoreLine{s.texted > 0, Tr::tr("You texted %n person(s).", nullptr, s.texted),
                     s.texted > 0 ? QString()
                                  : Tr::tr("Next time, press Enter on the first card and see what comes back.")};
    if (s.replies > 0)
        out << ScoreLine{
            s.handled >= s.replies,
            Tr::tr("%1 of %n conversation(s) were answered, closed or handed on.", nullptr, s.replies).arg(s.handled),
            s.handled >= s.replies
                ? QString()
                : Tr::tr("The list of replies shows who waits longest at the top: J takes you to the next.")};
    if (s.optOuts > 0)
        out << ScoreLine{
            s.optOutsHonoured >= s.optOuts,
            Tr::tr("%1 of %n person(s) who asked to stop got nothing more.", nullptr, s.optOuts).arg(s.optOutsHonoured),
            s.optOutsHonoured >= s.optOuts ? QString()
                                           : Tr::tr("People ask in many ways: “lose my number”, “no más”. When in "
                                                    "doubt press O: it costs one contact "
                                                    "and gives somebody peace.")};
    if (s.wrongNumbers > 0)
        out << ScoreLine{
            s.wrongNumbersMarked >= s.wrongNumbers,
            Tr::tr("%1 of %n wrong number(s) were marked.", nullptr, s.wrongNumbers).arg(s.wrongNumbersMarked),
            s.wrongNumbersMarked >= s.wrongNumbers
                ? QString()
                : Tr::tr("When somebody says “you have the wrong person”, press W: nobody texts them again for this.")};
    if (s.answersGiven > 0)
        out << ScoreLine{
            s.answersRight >= s.answersGiven,
            Tr::tr("%1 of %n answer(s) were recorded as they were meant.", nullptr, s.answersGiven).arg(s.answersRight),
            s.answersRight >= s.answersGiven
                ? QString()
                : Tr::tr("Choosing a suggestion that belongs to an answer records it too; A changes it.")};
    return out;
}

} // namespace textbank::endwords
