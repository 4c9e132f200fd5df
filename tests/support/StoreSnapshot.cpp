#include "tests/support/StoreSnapshot.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString time(Instant instant) { return QString::number(toMs(instant)); }

QString line(const ContactRecord& record)
{
    QStringList answers;
    for (auto it = record.answers.cbegin(); it != record.answers.cend(); ++it) {
        answers.append(it.key().value + u'=' + it.value());
    }
    QStringList fields;
    for (auto it = record.contact.fields.cbegin(); it != record.contact.fields.cend(); ++it) {
        fields.append(it.key() + u'=' + it.value());
    }
    const auto& contact = record.contact;
    QString flags;
    for (const auto flag : {record.optedOut, record.mayHaveOptedOut, record.wrongNumber, record.escalated,
                            record.skipped, record.setAside, record.assigned, record.blockedByUnknown}) {
        flags.append(flag ? u'1' : u'0');
    }
    return QStringList{u"contact"_s,
                       contact.id.value,
                       contact.campaign.value,
                       contact.lease.value,
                       QString::number(contact.ordinal),
                       contact.displayName(),
                       contact.phone.e164(),
                       contact.city,
                       contact.state,
                       contact.zip,
                       contact.language,
                       contact.reason,
                       fields.join(u';'),
                       QString::number(static_cast<int>(record.stage)),
                       flags,
                       time(record.waitingSince),
                       time(record.lastActivity),
                       record.tags.join(u','),
                       answers.join(u',')}
        .join(u'|');
}

QString line(const Message& message)
{
    return u"  message|%1|%2|%3|%4|%5|%6|%7"_s.arg(message.id.value)
        .arg(static_cast<int>(message.direction))
        .arg(message.text, time(message.at))
        .arg(static_cast<int>(message.delivery))
        .arg(message.reason)
        .arg(message.media);
}

void addContact(Store& store, const ContactId& id, QStringList& lines)
{
    lines.append(line(*store.contact(id)));
    const auto messages = store.conversation(id);
    const auto notes = store.notes(id);
    const auto draft = store.draft(id);
    if (!messages || !notes || !draft) {
        lines.append(u"  unreadable"_s);
        return;
    }
    for (const auto& message : *messages) {
        lines.append(line(message));
    }
    for (const auto& note : *notes) {
        lines.append(u"  note|%1|%2|%3"_s.arg(note.id.value, note.text, time(note.at)));
    }
    lines.append(u"  draft|"_s + *draft);
}

void addOutbox(Store& store, QStringList& lines)
{
    QList<CommandId> ids;
    const auto read = store.database().run(u"SELECT id FROM outbox ORDER BY key"_s, {}, [&](const QSqlQuery& row) {
        ids.append({row.value(0).toString()});
        return true;
    });
    lines.append(read ? u"outbox"_s : u"outbox unreadable"_s);
    for (const auto& id : ids) {
        const auto row = store.outboxRow(id);
        if (!row || !*row) {
            lines.append(u"  unreadable"_s);
            continue;
        }
        lines.append(u"  %1|%2|%3|%4|%5|%6|%7"_s.arg(id.value, commandType((*row)->command.payload))
                         .arg((*row)->command.contact.value)
                         .arg(static_cast<int>((*row)->state))
                         .arg(time((*row)->notBefore))
                         .arg((*row)->attempts)
                         .arg(problemSlug((*row)->problem.type)));
    }
    const auto counts = store.outboxCounts();
    lines.append(u"counts|%1|%2|%3|%4|%5|%6"_s.arg(counts.held)
                     .arg(counts.pending)
                     .arg(counts.inFlight)
                     .arg(counts.unknown)
                     .arg(counts.sendsOpen)
                     .arg(counts.optOutsOpen));
    const auto due = store.due(1000);
    for (const auto& row : due.value_or({})) {
        lines.append(u"due|"_s + row.command.id.value);
    }
    lines.append(u"next|"_s + (store.nextDue() ? time(*store.nextDue()) : u"-"_s));
}

} // namespace

QStringList snapshotOf(Store& store)
{
    QStringList lines{u"cursor|"_s + store.cursor(),
                      u"frozen|%1|revoked|%2"_s.arg(store.frozen()).arg(store.revoked())};
    for (const auto& campaign : store.campaigns()) {
        lines.append(
            u"campaign|%1|%2|%3|%4"_s.arg(campaign.id.value, campaign.version, campaign.brief).arg(campaign.paused) +
            campaign.pauseReason);
    }
    auto stale = store.staleCampaigns();
    std::sort(stale.begin(), stale.end());
    for (const auto& id : stale) {
        lines.append(u"stale|"_s + id.value);
    }
    auto leases = store.leases();
    std::sort(leases.begin(), leases.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    for (const auto& lease : leases) {
        lines.append(
            u"lease|%1|%2|%3|%4"_s.arg(lease.id.value, lease.campaign.value, lease.token, time(lease.expiresAt)));
    }
    for (const auto& message : store.staffMessages()) {
        lines.append(u"staff|%1|%2|%3|%4"_s.arg(message.id, message.from, message.text, time(message.at)));
    }
    for (const auto& snippet : store.snippets()) {
        lines.append(u"snippet|%1|%2|%3|%4"_s.arg(snippet.id.value, snippet.title, snippet.text, snippet.language));
    }
    for (const auto& id : store.contactOrder()) {
        addContact(store, id, lines);
        if (store.isSuppressed(store.contact(id)->contact.phone)) {
            lines.append(u"  suppressed"_s);
        }
    }
    for (const auto& id : store.waiting()) {
        lines.append(u"waiting|"_s + id.value);
    }
    lines.append(printed(store.figures()));
    addOutbox(store, lines);
    return lines;
}

ShiftFigures recount(Store& store)
{
    ShiftFigures figures;
    for (const auto& id : store.contactOrder()) {
        const auto& record = *store.contact(id);
        const auto reachable = record.assigned && !record.optedOut && !record.wrongNumber && !record.escalated;
        figures.assigned += record.assigned ? 1 : 0;
        // Skipped are those who could still be texted and go back to the pool; somebody who opted out since is not.
        const auto untexted = reachable && record.stage == ContactStage::NeedsFirstMessage;
        figures.skipped += untexted && record.skipped ? 1 : 0;
        figures.needFirstMessage += untexted && !record.skipped ? 1 : 0;
        figures.waiting += reachable && record.stage == ContactStage::NeedsReply ? 1 : 0;
        figures.optedOut += record.optedOut ? 1 : 0;
        figures.wrongNumbers += record.wrongNumber ? 1 : 0;
        figures.escalated += record.escalated ? 1 : 0;
        figures.answers += static_cast<int>(record.answers.size());
    }
    const auto read = store.database().run(
        u"SELECT coalesce(sum(kind = 0 AND delivery NOT IN (8, 9)), 0), coalesce(sum(kind = 1 AND delivery NOT IN (8, "
        u"9)), 0),"
        " coalesce(sum(kind = 2), 0), coalesce(sum(kind IN (0, 1) AND delivery IN (7, 8)), 0) FROM message"_s,
        {}, [&](const QSqlQuery& row) {
            figures.firstSent = row.value(0).toInt();
            figures.repliesSent = row.value(1).toInt();
            figures.repliesReceived = row.value(2).toInt();
            figures.refused = row.value(3).toInt();
            return false;
        });
    if (!read) {
        qFatal("the messages cannot be counted");
    }
    return figures;
}

QString printed(const ShiftFigures& figures)
{
    return u"figures|assigned %1|need %2|skipped %3|first %4|replies %5|received %6|waiting %7|out %8|wrong %9|"_s
               .arg(figures.assigned)
               .arg(figures.needFirstMessage)
               .arg(figures.skipped)
               .arg(figures.firstSent)
               .arg(figures.repliesSent)
               .arg(figures.repliesReceived)
               .arg(figures.waiting)
               .arg(figures.optedOut)
               .arg(figures.wrongNumbers) +
           u"escalated %1|answers %2|refused %3"_s.arg(figures.escalated).arg(figures.answers).arg(figures.refused);
}

} // namespace textbank
