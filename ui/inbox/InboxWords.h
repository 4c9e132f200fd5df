#pragma once

#include "core/model/Message.h"
#include "core/review/InboxSession.h"

#include <QDate>
#include <QString>

namespace textbank::inboxwords {

/// "just now", "4 min", "2 h", "3 days".
QString age(Millis since);
/// "waiting 4 min".
QString waiting(Millis since);
/// "Today", "Yesterday", "Tuesday", "3 November".
QString day(const QDate& day, const QDate& today);
/// The state of an outgoing text, with the reason where it did not arrive: "Sent", "Not sent: Ana asked not to be
/// texted".
QString delivery(const Message& message);
/// The icon drawn beside it.
QString deliveryIcon(Delivery delivery);

QString filter(InboxSession::Filter filter);
/// A friendly sentence for an empty list, and what one could do.
QString emptyTitle(InboxSession::Filter filter);
QString emptyHint(InboxSession::Filter filter);

/// One state of a conversation: an icon and its words.
struct State
{
    QString icon;
    QString words;
    enum class Tone { Plain, Good, Warn, Bad } tone = Tone::Plain;
};
/// The states to show beside a name, most important first.
QList<State> states(const ContactRecord& record);
/// Somebody who wrote and can be answered: "waiting 4 min" is said of nobody else.
bool isWaiting(const ContactRecord& record);
/// Stands for a reply that is covered, wherever a line of it would be shown.
QString covered();
/// The name, else the number; never empty.
QString nameOf(const Contact& contact);

} // namespace textbank::inboxwords
