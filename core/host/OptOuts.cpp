#include "core/host/OptOuts.h"

#include "core/gateway/WireNames.h"
#include "core/host/ChangeLog.h"
#include "core/host/HostAudit.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kConfirmation = 2; // The kind of a message.
const QString kAddSuppression =
    u"INSERT INTO suppressions (organisation, number, source, words, contact, volunteer, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"_s;

QVariantList rowOf(const OptOuts::Asked& asked)
{
    return {asked.organisation, asked.number.e164(), static_cast<int>(asked.source),
            asked.words,        asked.contact.value, asked.volunteer.value,
            toMs(asked.at)};
}

QString whoLifted(const OptOuts::Asked& how)
{
    return how.volunteer.isEmpty()                  ? u"contact"_s
           : how.volunteer == OptOuts::byOperator() ? how.volunteer.value
                                                    : u"staff"_s;
}

} // namespace

bool OptOuts::isSuppressed(const QString& organisation, const PhoneNumber& number)
{
    return m_work.exists(u"SELECT 1 FROM suppressions WHERE organisation = ? AND number = ?"_s,
                         {organisation, number.e164()});
}

bool OptOuts::askedAfter(const QString& organisation, const PhoneNumber& number, qint64 sequence)
{
    return m_work.exists(u"SELECT 1 FROM suppression_log WHERE organisation = ? AND number = ? AND added = 1 "
                         "AND sequence > ?"_s,
                         {organisation, number.e164(), sequence});
}

std::optional<OptOuts::Newest> OptOuts::newest(const QString& organisation, const PhoneNumber& number)
{
    std::optional<Newest> found;
    m_work.run(u"SELECT MAX(sequence), MAX(at), MAX(recorded_at) FROM suppression_log WHERE organisation = ? "
               "AND number = ? AND added = 1"_s,
               {organisation, number.e164()}, [&](const QSqlQuery& row) {
                   if (!row.isNull(0)) {
                       found = Newest{row.value(0).toLongLong(), instantFromMs(row.value(1).toLongLong()),
                                      instantFromMs(row.value(2).toLongLong())};
                   }
                   return false;
               });
    return found;
}

std::optional<OptOuts::Lifted> OptOuts::lifted(const QString& organisation, const PhoneNumber& number)
{
    std::optional<Lifted> found;
    if (isSuppressed(organisation, number)) {
        return found;
    }
    m_work.run(u"SELECT sequence, at FROM suppression_log WHERE organisation = ? AND number = ? AND added = 0 "
               "ORDER BY sequence DESC LIMIT 1"_s,
               {organisation, number.e164()}, [&](const QSqlQuery& row) {
                   found = Lifted{row.value(0).toLongLong(), instantFromMs(row.value(1).toLongLong())};
                   return false;
               });
    return found;
}

bool OptOuts::isSettled(const QString& organisation, const PhoneNumber& number)
{
    const auto last = lifted(organisation, number);
    return last && !m_work.exists(u"SELECT 1 FROM messages WHERE organisation = ? AND number = ? AND direction = 0 "
                                  "AND sequence > ?"_s,
                                  {organisation, number.e164(), last->sequence});
}

// Also who had it once: their store may hold the person still, and get them back one day.
QStringList OptOuts::holders(const QString& organisation, const PhoneNumber& number)
{
    return m_work.strings(u"SELECT DISTINCT a.volunteer FROM contacts c JOIN assignments a ON a.contact = c.id "
                          "WHERE c.organisation = ? AND c.number = ? ORDER BY a.volunteer"_s,
                          {organisation, number.e164()});
}

void OptOuts::insert(qint64 sequence, const Asked& asked, int added)
{
    m_work.run(u"INSERT INTO suppression_log (sequence, added, recorded_at, organisation, number, source, words, "
               "contact, volunteer, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
               QVariantList{sequence, added, m_work.nowMs()} + rowOf(asked));
}

void OptOuts::log(const Asked& asked, int added, const QString& kind, const QString& reason)
{
    const auto sequence = m_work.nextSequence();
    insert(sequence, asked, added);
    // The number is behind the sequence, in the gateway's own list.
    AuditFacts facts{{u"contact"_s, asked.contact.value},
                     {u"reason"_s, reason.isEmpty() ? wire::nameOf(asked.source, wire::kOptOutSources) : reason},
                     {u"sequence"_s, QString::number(sequence)}};
    const auto isOrder = asked.volunteer == byOperator() || asked.source == OptOutSource::Staff;
    facts.insert(isOrder ? u"by"_s : u"volunteer"_s, asked.volunteer.value);
    HostAudit(m_work).note(asked.organisation, kind, facts);
}

void OptOuts::stopTexts(const Asked& asked)
{
    m_work.run(u"UPDATE contacts SET waiting_since = NULL WHERE organisation = ? AND number = ?"_s,
               {asked.organisation, asked.number.e164()});
    ChangeLog changes(m_work);
    QList<std::pair<MessageStatusChanged, VolunteerId>> stopped;
    m_work.run(
        u"SELECT id, contact, volunteer FROM messages WHERE organisation = ? AND number = ? AND to_hand_over = 1 "
        "AND kind <> 2"_s,
        {asked.organisation, asked.number.e164()}, [&](const QSqlQuery& row) {
            stopped.append({MessageStatusChanged{MessageId{row.value(0).toString()}, ContactId{row.value(1).toString()},
                                                 Delivery::Failed, u"opted-out"_s},
                            VolunteerId{row.value(2).toString()}});
            return true;
        });
    for (const auto& [status, volunteer] : stopped) {
        m_work.run(u"UPDATE messages SET to_hand_over = 0, delivery = ?, reason = ? WHERE id = ?"_s,
                   {static_cast<int>(status.delivery), status.reason, status.message.value});
        changes.append(volunteer, status);
    }
    for (const auto& holder : holders(asked.organisation, asked.number)) {
        changes.append(VolunteerId{holder},
                       OptOutAdded{asked.number, asked.contact, asked.source, asked.words, asked.at});
    }
}

bool OptOuts::add(const Asked& asked)
{
    if (isSuppressed(asked.organisation, asked.number)) {
        log(asked, 1, u"optout.repeated"_s);
        return false;
    }
    log(asked, 1, u"optout.recorded"_s);
    m_work.run(kAddSuppression, rowOf(asked));
    stopTexts(asked);
    return true;
}

void OptOuts::addList(const QString& organisation, const OptOutList& list, OptOutImport& report)
{
    report.refused = list.refused;
    report.undated = list.undated;
    QList<Asked> added;
    QList<Asked> again;
    for (const auto& listed : list.numbers) {
        Asked asked{organisation,
                    listed.number,
                    OptOutSource::Import,
                    listed.words,
                    {},
                    byOperator(),
                    listed.at.value_or(m_work.now())};
        // A list may come from another clock, or from a year that is still to come.
        asked.at = std::min(asked.at, m_work.now());
        m_work.run(kAddSuppression + u" ON CONFLICT DO NOTHING"_s, rowOf(asked));
        if (m_work.changed() == 1) {
            added.append(std::move(asked));
        } else {
            ++report.already;
            if (listed.at) {
                again.append(std::move(asked));
            }
        }
    }
    report.imported = added.size();
    auto sequence = m_work.nextSequences(added.size());
    AuditFacts facts{{u"by"_s, byOperator().value},
                     {u"imported"_s, QString::number(report.imported)},
                     {u"already"_s, QString::number(report.already)},
                     {u"refused"_s, QString::number(report.refused.size())}};
    if (!added.isEmpty()) {
        facts.insert(u"firstSequence"_s, QString::number(sequence));
        facts.insert(u"lastSequence"_s, QString::number(sequence + added.size() - 1));
    }
    HostAudit(m_work).note(organisation, u"optouts.imported"_s, facts);
    for (const auto& asked : added) {
        insert(sequence++, asked, 1);
    }
    // A list that is imported week after week says nothing new of most; but what was asked since counts as asked again.
    for (const auto& asked : again) {
        if (const auto known = newest(organisation, asked.number); known && asked.at > known->askedAt) {
            insert(m_work.nextSequence(), asked, 1);
        }
    }
    for (const auto& asked : added) {
        // Most numbers of a list are nobody's here.
        if (m_work.exists(u"SELECT 1 FROM contacts WHERE number = ? AND organisation = ?"_s,
                          {asked.number.e164(), organisation})) {
            stopTexts(asked);
        }
    }
}

bool OptOuts::lift(const Asked& how)
{
    if (!isSuppressed(how.organisation, how.number)) {
        return false;
    }
    log(how, 0, u"optout.lifted"_s);
    m_work.run(u"DELETE FROM suppressions WHERE organisation = ? AND number = ?"_s,
               {how.organisation, how.number.e164()});
    m_work.run(u"UPDATE messages SET to_hand_over = 0, delivery = ?, reason = 'lifted' WHERE organisation = ? "
               "AND number = ? AND to_hand_over = 1 AND kind = ?"_s,
               {static_cast<int>(Delivery::Failed), how.organisation, how.number.e164(), kConfirmation});
    for (const auto& holder : holders(how.organisation, how.number)) {
        ChangeLog(m_work).append(VolunteerId{holder}, OptOutRemoved{how.number, whoLifted(how)});
    }
    return true;
}

OptOutHistory OptOuts::history(const QString& organisation, const PhoneNumber& number)
{
    OptOutHistory history;
    history.optedOut = isSuppressed(organisation, number);
    m_work.run(u"SELECT sequence, added, source, volunteer, words, at, recorded_at FROM suppression_log "
               "WHERE organisation = ? AND number = ? ORDER BY sequence"_s,
               {organisation, number.e164()}, [&](const QSqlQuery& row) {
                   OptOutEntry entry;
                   entry.sequence = row.value(0).toLongLong();
                   entry.lifted = row.value(1).toInt() == 0;
                   entry.how = static_cast<OptOutSource>(row.value(2).toInt());
                   entry.by = row.value(3).toString();
                   if (entry.by.isEmpty()) {
                       entry.by = entry.how == OptOutSource::Reply ? u"contact"_s : u"gateway"_s;
                   }
                   entry.words = row.value(4).toString();
                   entry.askedAt = instantFromMs(row.value(5).toLongLong());
                   entry.recordedAt = instantFromMs(row.value(6).toLongLong());
                   history.entries.append(entry);
                   return true;
               });
    return history;
}

void OptOuts::liftAfterRehearsal(const QString& organisation, const PhoneNumber& number)
{
    log({organisation, number, OptOutSource::Gateway, u"rehearsal"_s, {}, {}, m_work.now()}, 0, u"optout.lifted"_s,
        u"rehearsal"_s);
    m_work.run(u"DELETE FROM suppressions WHERE organisation = ? AND number = ?"_s, {organisation, number.e164()});
}

} // namespace textbank
