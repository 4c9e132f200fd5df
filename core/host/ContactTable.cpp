#include "core/host/ContactTable.h"

#include "core/host/ChangeLog.h"
#include "core/host/RecontactGuard.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kContactColumns =
    u"c.id, c.campaign, c.lease, c.lease_ordinal, c.number, c.first_name, c.last_name, c.city, "
    "c.state, c.zip, c.language, c.reason, c.fields"_s;
constexpr int kContactColumnCount = 13;

/// What waits in the pool of a campaign. A suppressed number stays out for as long as it is suppressed.
const QString kInPool =
    u"c.campaign = ? AND c.lease IS NULL AND c.stage = 0 AND c.wrong_number = 0 AND c.escalated = 0 "
    "AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.organisation = c.organisation "
    "AND s.number = c.number)"_s;

Contact contactOf(const QSqlQuery& row)
{
    Contact contact;
    contact.id.value = row.value(0).toString();
    contact.campaign.value = row.value(1).toString();
    contact.lease.value = row.value(2).toString();
    contact.ordinal = row.value(3).toLongLong();
    if (const auto number = PhoneNumber::fromE164(row.value(4).toString())) {
        contact.phone = *number;
    }
    contact.firstName = row.value(5).toString();
    contact.lastName = row.value(6).toString();
    contact.city = row.value(7).toString();
    contact.state = row.value(8).toString();
    contact.zip = row.value(9).toString();
    contact.language = row.value(10).toString();
    contact.reason = row.value(11).toString();
    const auto fields = QJsonDocument::fromJson(row.value(12).toString().toUtf8()).object();
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        contact.fields.insert(field.key(), field.value().toString());
    }
    return contact;
}

} // namespace

std::optional<HostContact> ContactTable::find(const ContactId& id)
{
    std::optional<HostContact> found;
    m_work.run(u"SELECT "_s + kContactColumns +
                   u", c.organisation, c.volunteer, c.stage, c.skipped, c.wrong_number, c.escalated, c.household, "
                   "EXISTS (SELECT 1 FROM messages m WHERE m.contact = c.id AND m.kind IN (0, 1) AND m.never_left = 0) "
                   "FROM contacts c WHERE c.id = ?"_s,
               {id.value}, [&](const QSqlQuery& row) {
                   HostContact contact;
                   auto column = kContactColumnCount;
                   contact.contact = contactOf(row);
                   contact.organisation = row.value(column++).toString();
                   contact.volunteer.value = row.value(column++).toString();
                   contact.stage = static_cast<ContactStage>(row.value(column++).toInt());
                   contact.skipped = row.value(column++).toBool();
                   contact.wrongNumber = row.value(column++).toBool();
                   contact.escalated = row.value(column++).toBool();
                   contact.household = row.value(column++).toString();
                   contact.wasTexted = row.value(column++).toBool();
                   found = contact;
                   return false;
               });
    return found;
}

QList<Contact> ContactTable::ofLease(const LeaseId& lease)
{
    QList<Contact> contacts;
    m_work.run(u"SELECT "_s + kContactColumns + u" FROM contacts c WHERE c.lease = ? ORDER BY c.lease_ordinal"_s,
               {lease.value}, [&](const QSqlQuery& row) {
                   contacts.append(contactOf(row));
                   return true;
               });
    return contacts;
}

void ContactTable::fillLease(const LeaseId& lease, const CampaignId& campaign, const VolunteerId& volunteer, int size)
{
    const auto guard = RecontactGuard::of(m_work, campaign);
    QStringList taken;
    QSet<QString> households; // One of each in a batch.
    m_work.run(u"SELECT c.id, c.household FROM contacts c WHERE "_s + kInPool + guard.condition() +
                   u" ORDER BY c.skipped, c.ordinal"_s,
               QVariantList{campaign.value} + guard.values(), [&](const QSqlQuery& row) {
                   const auto household = row.value(1).toString();
                   const auto isAnother = guard.keepsHouseholds() && households.contains(household);
                   if (!isAnother) {
                       taken.append(row.value(0).toString());
                   }
                   if (!household.isEmpty()) {
                       households.insert(household);
                   }
                   return taken.size() < size;
               });
    qint64 ordinal = 0;
    for (const auto& contact : taken) {
        m_work.run(u"UPDATE contacts SET lease = ?, volunteer = ?, lease_ordinal = ?, skipped = 0 WHERE id = ?"_s,
                   {lease.value, volunteer.value, ordinal++, contact});
        m_work.run(u"INSERT INTO assignments (contact, volunteer, lease, at) VALUES (?, ?, ?, ?)"_s,
                   {contact, volunteer.value, lease.value, m_work.nowMs()});
    }
}

qint64 ContactTable::poolSize(const CampaignId& campaign)
{
    const auto guard = RecontactGuard::of(m_work, campaign);
    return m_work
        .value(u"SELECT COUNT(*) FROM contacts c WHERE "_s + kInPool + guard.condition(),
               QVariantList{campaign.value} + guard.values())
        .toLongLong();
}

void ContactTable::releaseLease(const LeaseId& lease, const VolunteerId& volunteer, const QString& reason)
{
    ChangeLog changes(m_work);
    const auto contacts =
        m_work.strings(u"SELECT id FROM contacts WHERE lease = ? ORDER BY lease_ordinal"_s, {lease.value});
    m_work.run(u"UPDATE contacts SET lease = NULL, volunteer = NULL WHERE lease = ?"_s, {lease.value});
    for (const auto& contact : contacts) {
        changes.append(volunteer, ContactUnassigned{ContactId{contact}, reason});
    }
}

void ContactTable::putBack(const ContactId& contact, const VolunteerId& volunteer, const QString& reason)
{
    m_work.run(u"UPDATE contacts SET lease = NULL, volunteer = NULL WHERE id = ?"_s, {contact.value});
    ChangeLog(m_work).append(volunteer, ContactUnassigned{contact, reason});
}

bool ContactTable::wasEverAssigned(const ContactId& contact, const VolunteerId& volunteer)
{
    return m_work.exists(u"SELECT 1 FROM assignments WHERE contact = ? AND volunteer = ?"_s,
                         {contact.value, volunteer.value});
}

bool ContactTable::wroteSince(const ContactId& contact, qint64 known)
{
    return m_work.exists(u"SELECT 1 FROM messages WHERE contact = ? AND direction = 0 AND sequence > ?"_s,
                         {contact.value, known});
}

void ContactTable::noteOutgoing(const ContactId& contact, qint64 known)
{
    if (wroteSince(contact, known)) {
        m_work.run(u"UPDATE contacts SET skipped = 0 WHERE id = ?"_s, {contact.value});
        return; // Approved without having read that: it still waits for an answer.
    }
    m_work.run(u"UPDATE contacts SET stage = CASE WHEN EXISTS (SELECT 1 FROM messages m WHERE m.contact = contacts.id "
               "AND m.direction = 0) THEN 3 ELSE 1 END, waiting_since = NULL, skipped = 0 WHERE id = ?"_s,
               {contact.value});
}

void ContactTable::close(const ContactId& contact, qint64 known)
{
    if (!wroteSince(contact, known)) {
        setStage(contact, ContactStage::Closed);
    }
}

void ContactTable::noteIncoming(const ContactId& contact, Instant at)
{
    m_work.run(u"UPDATE contacts SET stage = 2, waiting_since = COALESCE(waiting_since, ?) WHERE id = ?"_s,
               {toMs(at), contact.value});
}

void ContactTable::setStage(const ContactId& contact, ContactStage stage)
{
    const auto waits = stage == ContactStage::NeedsReply;
    m_work.run(waits ? u"UPDATE contacts SET stage = ? WHERE id = ?"_s
                     : u"UPDATE contacts SET stage = ?, waiting_since = NULL WHERE id = ?"_s,
               {static_cast<int>(stage), contact.value});
}

void ContactTable::setSkipped(const ContactId& contact, int skipped)
{
    m_work.run(u"UPDATE contacts SET skipped = ? WHERE id = ?"_s, {skipped, contact.value});
}

void ContactTable::setWrongNumber(const ContactId& contact, int wrong)
{
    m_work.run(u"UPDATE contacts SET wrong_number = ?, waiting_since = NULL WHERE id = ?"_s, {wrong, contact.value});
}

void ContactTable::setEscalated(const ContactId& contact, int escalated)
{
    m_work.run(u"UPDATE contacts SET escalated = ? WHERE id = ?"_s, {escalated, contact.value});
}

void ContactTable::endEscalation(const ContactId& contact)
{
    m_work.run(u"UPDATE escalations SET ended_at = ? WHERE contact = ? AND ended_at IS NULL"_s,
               {m_work.nowMs(), contact.value});
    setEscalated(contact, 0);
}

void ContactTable::reopen(const ContactId& contact, Reopens what)
{
    const auto isUndone = [what](Reopens one) { return what == one || what == Reopens::All; };
    if (isUndone(Reopens::Escalation)) {
        endEscalation(contact);
    }
    if (isUndone(Reopens::Skip)) {
        setSkipped(contact, 0);
    }
    if (isUndone(Reopens::WrongNumber)) {
        m_work.run(u"UPDATE contacts SET wrong_number = 0 WHERE id = ?"_s, {contact.value});
    }
    const auto isClosed = m_work.exists(u"SELECT 1 FROM contacts WHERE id = ? AND stage = ?"_s,
                                        {contact.value, static_cast<int>(ContactStage::Closed)});
    if (isUndone(Reopens::Close) || (what == Reopens::WrongNumber && !isClosed)) {
        restage(contact);
    }
}

void ContactTable::restage(const ContactId& contact)
{
    // Who wrote last decides, and what whoever answered had read by then; confirmations are nobody's turn.
    qint64 answered = 0;
    VolunteerId by;
    QString cursor;
    m_work.run(u"SELECT m.sequence, m.volunteer, e.cursor FROM messages m LEFT JOIN evidence e ON e.message = m.id "
               "WHERE m.contact = ? AND m.direction = 1 AND m.kind <> 2 AND m.never_left = 0 "
               "ORDER BY m.sequence DESC LIMIT 1"_s,
               {contact.value}, [&](const QSqlQuery& row) {
                   answered = row.value(0).toLongLong();
                   by.value = row.value(1).toString();
                   cursor = row.value(2).toString();
                   return false;
               });
    const auto known = cursor.isEmpty() ? answered : ChangeLog(m_work).sequenceOf(by, cursor).value_or(answered);
    const auto waiting = m_work.value(
        u"SELECT at FROM messages WHERE contact = ? AND direction = 0 AND sequence > ? ORDER BY sequence LIMIT 1"_s,
        {contact.value, known});
    auto stage = ContactStage::NeedsFirstMessage;
    if (waiting.isValid()) {
        stage = ContactStage::NeedsReply;
    } else if (wroteSince(contact, 0)) {
        stage = ContactStage::Replied;
    } else if (answered > 0) {
        stage = ContactStage::Messaged;
    }
    m_work.run(u"UPDATE contacts SET stage = ?, waiting_since = CASE wrong_number WHEN 0 THEN ? END WHERE id = ?"_s,
               {static_cast<int>(stage), waiting, contact.value});
}

} // namespace textbank
