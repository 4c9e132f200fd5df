#include "ui/inbox/InboxWords.h"

#include "ui/Words.h"

#include <QCoreApplication>
#include <QLocale>

namespace textbank::inboxwords {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(InboxWords)
};

} // namespace

QString age(Millis since)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(since).count();
    if (minutes < 1)
        return Tr::tr("just now");
    if (minutes < 60)
        return Tr::tr("%n min", "age, short", static_cast<int>(minutes));
    if (minutes < 24 * 60)
        return Tr::tr("%n h", "age, short", static_cast<int>(minutes / 60));
    return Tr::tr("%n day(s)", "age", static_cast<int>(minutes / (24 * 60)));
}

QString waiting(Millis since)
{
    if (since < std::chrono::minutes(1))
        return Tr::tr("just now");
    return Tr::tr("waiting %1", "followed by an age: 4 min").arg(age(since));
}

QString day(const QDate& day, const QDate& today)
{
    const QLocale locale;
    const auto ago = day.daysTo(today);
    if (ago == 0)
        return Tr::tr("Today");
    if (ago == 1)
        return Tr::tr("Yesterday");
    if (ago > 1 && ago < 7)
        return locale.standaloneDayName(day.dayOfWeek());
    return locale.toString(day, QLocale::LongFormat);
}

QString delivery(const Message& message)
{
    const QString state = words::delivery(message.delivery);
    const bool ended = message.delivery == Delivery::Failed || message.delivery == Delivery::Refused ||
                       message.delivery == Delivery::Cancelled;
    const QString why = ended ? words::deliveryReason(message.reason) : QString();
    return why.isEmpty() ? state : Tr::tr("%1: %2", "Not sent: why").arg(state, why);
}

QString deliveryIcon(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Held:
    case Delivery::Waiting:
    case Delivery::Sending:
        return u"clock"_s;
    case Delivery::Checking:
        return u"checking"_s;
    case Delivery::Queued:
    case Delivery::Sent:
        return u"check"_s;
    case Delivery::Delivered:
        return u"check-double"_s;
    case Delivery::Failed:
    case Delivery::Refused:
    case Delivery::Cancelled:
        return u"warning"_s;
    }
    return {};
}

QString filter(InboxSession::Filter filter)
{
    switch (filter) {
    case InboxSession::Filter::Waiting:
        return Tr::tr("Waiting");
    case InboxSession::Filter::All:
        return Tr::tr("All");
    case InboxSession::Filter::SetAside:
        return Tr::tr("Set aside");
    case InboxSession::Filter::Escalated:
        return Tr::tr("With staff");
    case InboxSession::Filter::Closed:
        return Tr::tr("Closed");
    case InboxSession::Filter::OptedOut:
        return Tr::tr("Opted out");
    }
    return {};
}

QString emptyTitle(InboxSession::Filter filter)
{
    switch (filter) {
    case InboxSession::Filter::Waiting:
        return Tr::tr("Nobody is waiting");
    case InboxSession::Filter::All:
        return Tr::tr("No conversations yet");
    case InboxSession::Filter::SetAside:
        return Tr::tr("Nothing set aside");
    case InboxSession::Filter::Escalated:
        return Tr::tr("Nothing with staff");
    case InboxSession::Filter::Closed:
        return Tr::tr("Nothing closed yet");
    case InboxSession::Filter::OptedOut:
        return Tr::tr("Nobody opted out");
    }
    return {};
}

QString emptyHint(InboxSession::Filter filter)
{
    switch (filter) {
    case InboxSession::Filter::Waiting:
        return Tr::tr("Replies come in here by themselves. Until then there may be first messages to send.");
    case InboxSession::Filter::All:
        return Tr::tr("A conversation begins when somebody you texted writes back.");
    case InboxSession::Filter::SetAside:
        return Tr::tr("Press S in a conversation to come back to it later.");
    case InboxSession::Filter::Escalated:
        return Tr::tr("Press H in a conversation to hand it to staff. Their answer brings it back to you.");
    case InboxSession::Filter::Closed:
        return Tr::tr("Press C when a conversation is done. A new reply opens it again.");
    case InboxSession::Filter::OptedOut:
        return Tr::tr("People who ask not to be texted are kept here. Nothing can be sent to them.");
    }
    return {};
}

QList<State> states(const ContactRecord& record)
{
    QList<State> out;
    if (record.optedOut)
        out << State{u"opt-out"_s, Tr::tr("Opted out"), State::Tone::Bad};
    if (record.mayHaveOptedOut)
        out << State{u"help"_s, Tr::tr("Asked to stop?"), State::Tone::Warn};
    if (record.wrongNumber)
        out << State{u"wrong-number"_s, Tr::tr("Wrong number"), State::Tone::Bad};
    if (record.escalated)
        out << State{u"hand-over"_s, Tr::tr("With staff"), State::Tone::Warn};
    if (record.blockedByUnknown)
        out << State{u"checking"_s, Tr::tr("Checking a text"), State::Tone::Warn};
    if (!record.assigned)
        out << State{u"lock"_s, Tr::tr("Not yours any more"), State::Tone::Plain};
    if (record.stage == ContactStage::Closed)
        out << State{u"check"_s, Tr::tr("Closed"), State::Tone::Plain};
    if (record.setAside)
        out << State{u"set-aside"_s, Tr::tr("Set aside"), State::Tone::Plain};
    return out;
}

bool isWaiting(const ContactRecord& record)
{
    return record.stage == ContactStage::NeedsReply && record.assigned && !record.optedOut && !record.wrongNumber &&
           !record.escalated;
}

QString covered() { return Tr::tr("Hidden: may be hostile"); }

QString nameOf(const Contact& contact) { return words::nameOf(contact); }

} // namespace textbank::inboxwords
