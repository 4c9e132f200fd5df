#include "ui/end/EndWords.h"

#include "ui/Words.h"

#include <QCoreApplication>

namespace textbank::endwords {

using namespace Qt::StringLiterals;

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

QStringList goesBack(const ShiftFigures& f)
{
    QStringList out;
    const int untouched = f.needFirstMessage + f.skipped;
    if (untouched > 0)
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
