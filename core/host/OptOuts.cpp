#include "core/host/OptOuts.h"

#include "core/host/ChangeLog.h"
#include "core/host/HostAudit.h"

#include <array>

using namespace Qt::StringLiterals;

namespace textbank {

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

QStringList OptOuts::holders(const QString& organisation, const PhoneNumber& number)
{
    return m_work.strings(u"SELECT DISTINCT volunteer FROM contacts WHERE organisation = ? AND number = ? "
                          "AND volunteer IS NOT NULL ORDER BY volunteer"_s,
                          {organisation, number.e164()});
}

void OptOuts::logTo(const Asked& asked, int added)
{
    const auto sequence = m_work.nextSequence();
    m_work.run(
        u"INSERT INTO suppression_log (sequence, organisation, number, added, source, words, contact, volunteer, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {sequence, asked.organisation, asked.number.e164(), added, static_cast<int>(asked.source), asked.words,
         asked.contact.value, asked.volunteer.value, toMs(asked.at)});
    static constexpr std::array<const char*, 5> kSources{"reply", "volunteer", "staff", "import", "gateway"};
    // The number is behind the sequence, in the gateway's own list.
    HostAudit(m_work).note(asked.organisation, added != 0 ? u"optout.recorded"_s : u"optout.lifted"_s,
                           {{u"contact"_s, asked.contact.value},
                            {u"volunteer"_s, asked.volunteer.value},
                            {u"reason"_s, QLatin1String(kSources.at(static_cast<size_t>(asked.source)))},
                            {u"sequence"_s, QString::number(sequence)}});
}

bool OptOuts::add(const Asked& asked)
{
    if (isSuppressed(asked.organisation, asked.number)) {
        return false;
    }
    logTo(asked, 1);
    m_work.run(u"INSERT INTO suppressions (organisation, number, source, words, contact, volunteer, at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
               {asked.organisation, asked.number.e164(), static_cast<int>(asked.source), asked.words,
                asked.contact.value, asked.volunteer.value, toMs(asked.at)});
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
    return true;
}

void OptOuts::remove(const QString& organisation, const PhoneNumber& number, const ContactId& contact,
                     const QString& words)
{
    logTo({organisation, number, OptOutSource::Reply, words, contact, {}, m_work.now()}, 0);
    m_work.run(u"DELETE FROM suppressions WHERE organisation = ? AND number = ?"_s, {organisation, number.e164()});
    for (const auto& holder : holders(organisation, number)) {
        ChangeLog(m_work).append(VolunteerId{holder}, OptOutRemoved{number, u"contact"_s});
    }
}

} // namespace textbank
