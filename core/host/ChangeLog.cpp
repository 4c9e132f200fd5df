#include "core/host/ChangeLog.h"

#include "core/gateway/Wire.h"

using namespace Qt::StringLiterals;

namespace textbank {

void ChangeLog::append(const VolunteerId& volunteer, const Change& change)
{
    const auto sequence = m_work.nextSequence();
    m_work.run(u"INSERT INTO changes (sequence, volunteer, body, at) VALUES (?, ?, ?, ?)"_s,
               {sequence, volunteer.value, QString::fromUtf8(wire::compact(wire::write(change))), m_work.nowMs()});
    m_work.tell(volunteer);
}

void ChangeLog::appendToCampaign(const CampaignId& campaign, const Change& change)
{
    const auto members = m_work.strings(u"SELECT volunteer FROM memberships WHERE campaign = ?"_s, {campaign.value});
    for (const auto& member : members) {
        append(VolunteerId{member}, change);
    }
}

QString ChangeLog::cursorAt(const VolunteerId& volunteer, qint64 sequence)
{
    const auto stream = m_work.value(u"SELECT stream FROM volunteers WHERE id = ?"_s, {volunteer.value}).toString();
    return stream + u'.' + QString::number(sequence);
}

QString ChangeLog::cursorOf(const VolunteerId& volunteer) { return cursorAt(volunteer, m_work.lastSequence()); }

std::optional<qint64> ChangeLog::sequenceOf(const VolunteerId& volunteer, const QString& cursor)
{
    QString stream;
    qint64 start = 0;
    m_work.run(u"SELECT stream, stream_start FROM volunteers WHERE id = ?"_s, {volunteer.value},
               [&](const QSqlQuery& row) {
                   stream = row.value(0).toString();
                   start = row.value(1).toLongLong();
                   return false;
               });
    if (cursor.isEmpty()) {
        return start;
    }
    const auto dot = cursor.lastIndexOf(u'.');
    auto isNumber = false;
    const auto sequence = cursor.mid(dot + 1).toLongLong(&isNumber);
    if (dot < 0 || !isNumber || stream.isEmpty() || QStringView(cursor).left(dot) != stream || sequence < 0 ||
        sequence > m_work.lastSequence()) {
        return std::nullopt;
    }
    return sequence;
}

ChangesPage ChangeLog::page(const VolunteerId& volunteer, qint64 after)
{
    ChangesPage page;
    auto last = after;
    m_work.run(u"SELECT sequence, body FROM changes WHERE volunteer = ? AND sequence > ? ORDER BY sequence LIMIT ?"_s,
               {volunteer.value, after, kPage + 1}, [&](const QSqlQuery& row) {
                   if (page.changes.size() == kPage) {
                       page.more = true;
                       return false;
                   }
                   last = row.value(0).toLongLong();
                   const auto json = wire::parseObject(row.value(1).toString().toUtf8());
                   const auto change = json ? wire::readChange(*json) : Result<Change>(Unexpected{json.error()});
                   if (!change) {
                       m_work.failWith({ErrorCode::Corrupt, u"change %1: %2"_s.arg(last).arg(change.error().detail)});
                       return false;
                   }
                   page.changes.append(*change);
                   return true;
               });
    page.cursor = cursorAt(volunteer, last);
    return page;
}

} // namespace textbank
