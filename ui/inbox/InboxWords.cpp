#include "ui/inbox/InboxWords.h"

#include "core/model/Problem.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <QTimeZone>

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
    switch (message.delivery) {
    case Delivery::Held:
        return Tr::tr("Held: Ctrl+Z still stops it");
    case Delivery::Waiting:
        return Tr::tr("Waiting to leave");
    case Delivery::Sending:
        return Tr::tr("Sending");
    case Delivery::Checking:
        return Tr::tr("Checking whether it left");
    case Delivery::Queued:
    case Delivery::Sent:
        return Tr::tr("Sent");
    case Delivery::Delivered:
        return Tr::tr("Delivered");
    case Delivery::Failed:
    case Delivery::Refused:
        return Tr::tr("Not sent: %1").arg(reason(message.reason));
    case Delivery::Cancelled:
        return Tr::tr("Stopped before it left: %1").arg(reason(message.reason));
    }
    return {};
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

QString reason(const QString& slug)
{
    switch (problemFromSlug(slug)) {
    case ProblemType::OptedOut:
        return Tr::tr("this person asked not to be texted");
    case ProblemType::OutsideWindow:
        return Tr::tr("it was outside texting hours");
    case ProblemType::LeaseLost:
        return Tr::tr("this contact was given to somebody else");
    case ProblemType::Paused:
        return Tr::tr("staff paused the campaign");
    case ProblemType::Frozen:
        return Tr::tr("staff paused your texting");
    case ProblemType::TextChanged:
        return Tr::tr("the text was not the one you approved");
    case ProblemType::NotAssigned:
        return Tr::tr("this contact is not yours any more");
    case ProblemType::PolicyRefused:
        return Tr::tr("it breaks one of the campaign's rules");
    case ProblemType::Unregistered:
        return Tr::tr("the campaign may not text yet");
    case ProblemType::RateLimited:
        return Tr::tr("the gateway was too busy");
    case ProblemType::TooLarge:
        return Tr::tr("it was too long");
    case ProblemType::Gone:
    case ProblemType::NotFound:
        return Tr::tr("the gateway does not know this contact");
    case ProblemType::Unauthenticated:
    case ProblemType::Forbidden:
        return Tr::tr("you are signed out");
    case ProblemType::Malformed:
    case ProblemType::CodeInvalid:
    case ProblemType::CodeUsedUp:
    case ProblemType::CodeExpired:
        return Tr::tr("the gateway refused it");
    case ProblemType::Other:
        break;
    }
    const QString word = slug.toLower();
    if (word == u"undo" || word == u"cancelled" || word == u"volunteer")
        return Tr::tr("you took it back");
    if (word == u"expired" || word == u"late")
        return Tr::tr("it could not leave in time");
    if (word == u"unreachable" || word == u"30003" || word == u"unknown-number" || word == u"30005")
        return Tr::tr("the phone can't be reached");
    if (word == u"landline" || word == u"30006")
        return Tr::tr("it is a landline");
    if (word == u"filtered" || word == u"carrier-filter" || word == u"30007")
        return Tr::tr("the carrier's filter stopped it");
    if (word == u"blocked" || word == u"30004" || word == u"21610")
        return Tr::tr("the phone's owner blocks these texts");
    if (slug.isEmpty())
        return Tr::tr("no reason was given");
    return Tr::tr("the carrier says “%1”").arg(slug);
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

QString nameOf(const Contact& contact)
{
    const QString name = contact.displayName();
    if (!name.isEmpty())
        return name;
    return contact.phone.isEmpty() ? Tr::tr("No name") : contact.phone.national();
}

QString firstNameOf(const Contact& contact)
{
    const QString name = contact.firstName.trimmed();
    return name.isEmpty() ? Tr::tr("this person") : name;
}

QString placeOf(const Contact& contact)
{
    if (contact.city.isEmpty() || contact.state.isEmpty())
        return contact.city + contact.state;
    return Tr::tr("%1, %2", "city, state").arg(contact.city, contact.state);
}

QString localTime(const QString& zone, Instant now)
{
    const QTimeZone there(zone.toUtf8());
    if (zone.isEmpty() || !there.isValid())
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toMs(now), there);
    return Tr::tr("%1 there").arg(QLocale().toString(time.time(), QLocale::ShortFormat));
}

} // namespace textbank::inboxwords
